"""A document: text that somebody published, and the parts of it that carry content."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from vendorrisk.model.base import Noun
from vendorrisk.model.plugin import Plugin

BlockKind = Literal["title", "heading", "paragraph", "list_item", "table_row", "boilerplate"]
Media = Literal["txt", "md", "html", "pdf", "eml", "jsonl", "feed", "facts", "plugin"]


class Block(Noun):
    """One run of text with one role: ``document.text[start:end]``.

    Boilerplate (navigation, share buttons, about-us, recent posts) carries no claims.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: BlockKind


class Document(Noun):
    """One document as read.

    ``id`` is ``doc-`` and the first 16 hex digits of ``sha256``, the hash of the bytes as read (for
    one line of a JSONL file: of that line; for an entry of a feed: of what the entry says).
    ``text`` is the whole decoded text, front matter included, line by line that of the file; for
    HTML, PDF, mail and feeds it is the readable text.
    Characters that nobody sees are left out of it, and accents stand on their letters; where a file
    has none of these, offsets hold in it as it lies on disk. ``blocks`` are in order, do not
    overlap, and leave out front matter.
    """

    id: str
    sha256: str
    name: str  # file stem; for a line of JSONL its "id" or "<stem>-<line>"
    path: str  # as given by the caller, for messages
    media: Media
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    not_before: date | None = None  # earliest day the text can have been known, when undated
    url: str | None = None
    reporting_chain: tuple[str, ...] = ()  # origin first, as the document itself credits it
    facts: tuple[dict[str, Any], ...] = ()  # media "facts": one mapping a fact, with start and end
    read_by: Plugin | None = None  # media "plugin": which; None: a reader of this package

    @model_validator(mode="after")
    def _blocks_lie_in_the_text(self) -> Document:
        last = 0
        for block in self.blocks:
            if not last <= block.start <= block.end <= len(self.text):
                raise ValueError(f"block {block.start}:{block.end} overlaps or leaves the text")
            last = block.end
        return self


class Skipped(Noun):
    """An input that could not be read, and why; the rest of the run goes on."""

    path: str
    what: str
    how: str | None = None


class Corpus(Noun):
    """What `read` returns: documents sorted by (name, id), and the inputs that were skipped."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    copies: int = 0  # byte-identical copies that were dropped

    def __str__(self) -> str:
        return f"{len(self.documents)} documents, {len(self.skipped)} inputs skipped"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self)}
