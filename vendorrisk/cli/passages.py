"""Where a claim stands in its document: the line, and the sentence around its span."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from vendorrisk.cli.talk import one_line

if TYPE_CHECKING:
    from vendorrisk.model.claim import Claim
    from vendorrisk.model.document import Document

AROUND = 240  # characters shown on each side of a quote at most
_ENDED = re.compile(r"[.!?][\"'\u201d\u2019)]*\s*$")
_LINED = frozenset({"txt", "md", "facts"})  # media whose text is the file as it lies on disk


class Places:
    """The lines of a document.

    Parameters
    ----------
    document : Document
        Its text is looked through once.
    """

    def __init__(self, document: Document) -> None:
        text = document.text
        self._starts = (
            [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
            if document.media in _LINED
            else []
        )

    def line(self, offset: int) -> int | None:
        """Return the line of an offset, from 1; None where the text is not that of the file."""
        return bisect_right(self._starts, offset) or None

    def told(self, offset: int) -> str:
        """Return the line of an offset, or else the offset, as a reader writes it."""
        line = self.line(offset)
        return f"at {offset}" if line is None else f"line {line}"


def around(document: Document, claim: Claim) -> str:
    """Return the quote in its sentence, between guillemets, on one line."""
    if document.media == "facts":  # the quote is the sentence
        return one_line(f"\u00ab{claim.quote}\u00bb")
    low, high = _block(document, claim)
    text = document.text
    before = text[max(low, claim.start - AROUND) : claim.start]
    after = text[claim.end : min(high, claim.end + AROUND)]
    before = _last(before.rsplit("\n\n", 1)[-1])
    after = "" if _ENDED.search(claim.quote) else _first(after.split("\n\n", 1)[0])
    return one_line(f"{before}\u00ab{claim.quote}\u00bb{after}")


def _block(document: Document, claim: Claim) -> tuple[int, int]:
    """Return the block that a claim stands in: front matter and the next heading are not of it."""
    at = bisect_right(document.blocks, claim.start, key=lambda block: block.start) - 1
    if at < 0 or document.blocks[at].end < claim.end:
        return claim.start, claim.end
    return document.blocks[at].start, document.blocks[at].end


def _last(text: str) -> str:
    cut = max(text.rfind(mark) for mark in (". ", "! ", "? ", "\n- ", "\n|"))
    return text[cut + 1 :].lstrip() if cut >= 0 else text


def _first(text: str) -> str:
    cuts = [at for mark in (". ", "! ", "? ", "\n- ", "\n") if (at := text.find(mark)) >= 0]
    return text[: min(cuts) + 1] if cuts else text
