"""Outlets: their names, what they are known for, and what a document shows of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlsplit

from vendorrisk.entities import Resolver
from vendorrisk.model.document import Document

MOST = 20_000  # characters of a document that are read for its origin: what shows it stands early
NAME = r"(?:[A-Z0-9][\w&.’'-]{0,40}(?: (?:of |and |the |in |for |& )?[A-Z0-9][\w&.’'-]{0,40}){0,5})"
DATELINE = re.compile(rf"^.{{0,80}}?\((?P<n>{NAME})\)\s*[-–—]|^\((?P<m>{NAME})\)\s*[-–—]*\s*$")
_ANNOUNCES = r"today (?:announced|named|launched|said|introduced|released)\b"
_WIRES = re.compile(r"newswire|business ?wire|accesswire|newsfile|eqs", re.IGNORECASE)


class Outlets:
    """The names of outlets that count as such in a set of documents.

    Parameters
    ----------
    resolver : Resolver
        Known publishers.
    documents : iterable of Document
        Their publishers are outlets too.
    """

    def __init__(self, resolver: Resolver, documents: Iterable[Document] = ()) -> None:
        self._names: dict[str, str] = {}
        self._resolver = resolver
        self._origins: set[str] = set()
        for entity in resolver.registry.publishers.values():
            for name in (entity.name, *entity.aliases):
                self._names.setdefault(_fold(name), entity.name)
            if entity.origin:
                self._origins.add(entity.name)
        for document in documents:
            if document.publisher and not is_party(document, self):
                self._names.setdefault(_fold(document.publisher), document.publisher)

    def name(self, text: str | None) -> str | None:
        """Return the canonical name of an outlet, None for what is none."""
        return self._names.get(_fold(text)) if text else None

    def publisher(self, document: Document) -> str | None:
        """Return the canonical publisher of a document, by its dateline where nothing says it."""
        if document.publisher:
            return self.name(document.publisher) or document.publisher
        _, body = parts(document)
        match = DATELINE.search(body[0]) if body else None
        return self.name(match["n"] or match["m"]) if match else None

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of all names, in lower case."""
        return frozenset(word for name in self._names for word in name.split())

    def reports(self, name: str | None) -> bool:
        """Return whether an outlet is known for reporting of its own."""
        return name in self._origins

    def at(self, url: str) -> str | None:
        """Return the known outlet at an address."""
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            return None
        return self._resolver.publisher_at(host)

    def carries(self, name: str | None) -> bool:
        """Return whether an outlet is a wire that carries the texts of companies."""
        return name is not None and _WIRES.search(name) is not None

    def company(self, name: str | None) -> bool:
        """Return whether the registry knows the name as something else than an outlet."""
        entity = self._resolver.entity(name) if name else None
        return entity is not None and entity.kind != "publisher"

    def behind(self, words: str) -> str | None:
        """Return the outlet that some capitalised words end with."""
        parts = words.split()
        found = (self.name(" ".join(parts[at:])) for at in range(len(parts)))
        return next((name for name in found if name), None)

    def ahead(self, words: str) -> str | None:
        """Return the outlet that some capitalised words begin with."""
        parts = words.split()
        found = (self.name(" ".join(parts[:at])) for at in range(len(parts), 0, -1))
        return next((name for name in found if name), None)


def _fold(name: str) -> str:
    folded = re.sub(r"[’']s?$", "", name.strip()).casefold()
    folded = re.sub(r"^the ", "", folded)
    return re.sub(r"\W+", " ", folded).strip().removesuffix(" news") or folded


def parts(document: Document) -> tuple[str, list[str]]:
    """Return the title of a document and its paragraphs, boilerplate left out."""
    text = document.text
    body = [
        " ".join(text[b.start : b.end].split())
        for b in document.blocks
        if b.kind not in {"boilerplate", "title"}
    ]
    heads = [text[b.start : b.end] for b in document.blocks if b.kind == "title"]
    title = document.title or (heads[0] if heads else "")
    return " ".join(title.split()), body


def is_party(document: Document, outlets: Outlets) -> bool:
    """Return whether the publisher of a document is a company that speaks of itself."""
    own = document.publisher
    if not own or outlets.reports(outlets.name(own)):
        return False
    if outlets.company(own):
        return True
    title, body = parts(document)
    if re.search(rf"\b{re.escape(own)}\b", title):
        return True
    text = " ".join(body)[:MOST]
    if re.search(rf"\b{re.escape(own)}\b[^.!?]{{0,120}}\b{_ANNOUNCES}", text[:1000]):
        return True
    named = re.search(rf"\b{re.escape(own)}\b", text) is not None
    return named and re.search(r"\b(?:[Oo]ur|[Ww]e)\b", unquoted(text)) is not None


def unquoted(text: str) -> str:
    """Return a text with what stands between quotation marks left out."""
    return re.sub(r"“[^”]{0,600}”|\"[^\"]{0,600}\"", '""', text)
