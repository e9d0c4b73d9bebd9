"""Sentences of a document with offsets in its text, in time that grows with its length only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from vendorrisk.model.document import Block, BlockKind, Document

LINE = 400  # characters of a line that are looked at
LONGEST = 1200  # characters; a longer run without a full stop is cut there
_END = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]++[\"'\u201d\u2019)\]]*+(?=\s)|(?<=[\w)%\u201d\"])\n(?=[A-Z\d\u201c\"-])"
)
_BEFORE = re.compile(r"[^\s(\"'\u201c\u2018\[]*$")
_AFTER = re.compile(r"\s+(?P<closing>[\"'\u201d](?!\w))?(?P<word>\w[\w.]*|\S)?\s*(?P<next>\w*)")
_TITLE = re.compile(  # what such a short form stands before, belongs to it
    r"dr|mr|mrs|ms|prof|st|gen|sen|rep|gov|lt|col|capt|rev|hon|messrs|vs|e\.g|i\.e|no|nos|fig|vol"
    r"|art|approx|est|ca|cf|mt|ft|bros"
)
_SHORT = re.compile(
    r"inc|ltd|corp|cos?|llc|pt[ey]|sdn|bhd|l\.p|plc|jr|sr|etc|dept|univ"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|u\.[skn]|e\.u|d\.c|n\.y|[ap]\.m|ph\.d|s\.a|n\.v|b\.v|a\.[gs]|s\.p\.a|s\.r\.l"
)
_OPENER = re.compile(
    r"the|an?|in|it|he|she|they|we|but|and|this|that|these|those|however|on|at|for|its|his|her|as"
    r"|their|under|after|before|since|while|if|when|there|then|also|with|by|from|to",
    re.IGNORECASE,
)
_GOES_ON_WITH = frozenset(
    {"Ltd", "Inc", "LLC", "Bhd", "CEO", "CFO", "COO", "CTO", "Chairman", "President"}
)
_GOES_ON = frozenset({"said", "told", "has", "is", "was", "will", "had", "says"})


class Sentence(NamedTuple):
    """``text[start:end]`` is one sentence of block number ``block``."""

    start: int
    end: int
    block: int
    kind: BlockKind


class Span(Protocol):
    """A part of a text that is not to be cut."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""


def sentences(document: Document, whole: Sequence[Span] = ()) -> Iterator[Sentence]:
    """Yield the sentences of every block that carries content, in order.

    Parameters
    ----------
    document : Document
        What to read.
    whole : sequence of Span
        Parts of the text that no sentence may end in.
    """
    for number, block in enumerate(document.blocks):
        if block.kind == "boilerplate":
            continue
        for start, end in _split(document.text, block, whole):
            yield Sentence(start, end, number, block.kind)


def _split(text: str, block: Block, whole: Sequence[Span]) -> Iterator[tuple[int, int]]:
    begin = block.start
    if block.kind not in {"title", "heading", "table_row"}:
        for match in _END.finditer(text, block.start, block.end):
            if match.group() == "\n":
                end = match.end() if _ends_a_line(text, block, match.start()) else None
            else:
                end = _boundary(text, begin, match, block.end)
            if end is not None and not any(s.start < end < s.end for s in whole):
                yield from _trimmed(text, begin, end)
                begin = end
    yield from _trimmed(text, begin, block.end)


def _ends_a_line(text: str, block: Block, at: int) -> bool:
    """Whether a line ends there for good: the next line's first word would have had room in it."""
    before = text.rfind("\n", max(block.start, at - LINE), at)
    start = before + 1 if before >= 0 else max(block.start, at - LINE)
    behind = text.find("\n", at + 1, min(block.end, at + LINE))
    end = behind if behind >= 0 else min(block.end, at + LINE)
    word = text.find(" ", at + 1, end)
    room = (word if word >= 0 else end) - at
    return at - start + room < end - at - 1


def _boundary(text: str, begin: int, match: re.Match[str], last: int) -> int | None:
    """Return where the sentence ends that a full stop may end; None where it goes on."""
    after = _AFTER.match(text, match.end(), min(last, match.end() + 80))
    word = after["word"] if after is not None else None
    if after is None or word is None:
        closing = after.end("closing") if after is not None else -1
        return max(match.end(), closing)
    if word.islower() or word in {",", ";"}:
        return None
    if match.group()[0] == ".":
        before = _BEFORE.search(text[max(begin, match.start() - 20) : match.start()])
        short = before.group().casefold() if before else ""
        if _TITLE.fullmatch(short):
            return None
        initial = len(short) == 1 and short.isalpha() and short != "x"  # the network
        dotted = "." in short and not any(c.isdigit() for c in short)  # not "24.5%", "$1.5bn"
        if (initial or dotted) and not _OPENER.fullmatch(word):
            return None
        goes_on = (
            not word[0].isupper() or after["next"] in _GOES_ON or word.rstrip(".") in _GOES_ON_WITH
        )
        if _SHORT.fullmatch(short) and goes_on:
            return None
    return max(match.end(), after.end("closing"))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a span without the space around it, cut where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
