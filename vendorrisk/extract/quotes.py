"""Whose words stand in quotation marks: the company of the person who says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vendorrisk.extract.names import Mention

_MARKS = re.compile(r"[\"\u201c\u201d]")
_SAID = re.compile(r"\b(?:said|says|added|adds|commented|comments|stated|explained|noted|wrote)\b")
_FAR = 120  # characters from the verb of speaking within which the speaker's company stands


def in_quotes(text: str, start: int, at: int) -> bool:
    """Whether a place of the sentence that begins at `start` stands in quotation marks."""
    open_ = False
    for match in _MARKS.finditer(text, start, at):
        mark = match.group()
        open_ = mark == "\u201c" or (mark == '"' and not open_)
    return open_


def speaker_of(text: str, start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    """Return the company that speaks in the quotes of a sentence, None where that is not plain.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the sentence stands.
    mentions : sequence of Mention
        Its names, in order.
    """
    for said in _SAID.finditer(text, start, end):
        if in_quotes(text, start, said.start()):
            continue
        near = [
            m
            for m in mentions
            if m.kind == "org"
            and m.name
            and not in_quotes(text, start, m.start)
            and (
                said.end() <= m.start <= said.end() + _FAR
                or said.start() - _FAR <= m.end <= said.start()
            )
        ]
        names = {m.name for m in near}
        if len(names) == 1:
            return names.pop()
    return None
