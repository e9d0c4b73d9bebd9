"""Sentences of a document with offsets in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vendorrisk.model.document import Block, BlockKind, Document

LONGEST = 1200  # characters; a longer run without a full stop is cut there
_ABBREVIATED = re.compile(
    r"(?:\b(?:approx|est|dr|mr|mrs|ms|prof|inc|ltd|corp|co|no|vs|e\.g|i\.e|st|jr|sr|jan|feb|mar|apr"
    r"|jun|jul|aug|sept|sep|oct|nov|dec|u\.s|u\.k|gen|sen|rep|gov)\.|\b[A-Z]\.)\s*$",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """``text[start:end]`` is one sentence of block number ``block``."""

    start: int
    end: int
    block: int
    kind: BlockKind


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of every block that carries content, in order."""
    for number, block in enumerate(document.blocks):
        if block.kind == "boilerplate":
            continue
        for start, end in _split(document.text, block):
            yield Sentence(start, end, number, block.kind)


def _split(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in {"title", "heading", "table_row"}:
        yield from _trimmed(text, block.start, block.end)
        return
    from sentencex import get_sentence_boundaries

    part = text[block.start : block.end]
    begin = 0
    for found in get_sentence_boundaries("en", part):
        end = int(found["end_index"])
        if _ABBREVIATED.search(part[begin:end]) and _goes_on(part[end:]):
            continue
        yield from _trimmed(text, block.start + begin, block.start + end)
        begin = end
    if begin < len(part):
        yield from _trimmed(text, block.start + begin, block.end)


def _goes_on(rest: str) -> bool:
    """Whether what follows an abbreviation looks like the same sentence."""
    return bool(re.match(r"\s*(?:[a-z0-9(,$€£]|[A-Z][a-z]+ (?:said|told|has|is|was)\b)", rest))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + 1
    if end > start:
        yield start, end
