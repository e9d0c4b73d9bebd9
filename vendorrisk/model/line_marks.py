"""Marks of the lines of a text: where it changed can be told without keeping the text."""

from __future__ import annotations

import hashlib
from itertools import zip_longest

from pydantic import Field

from vendorrisk.model.base import Noun

MOST = 100  # marks of one text
DIGITS = 6  # hexadecimal, of SHA-256: enough to find a place, the hash of the file is the proof


class LineMarks(Noun):
    """One mark for so many lines of a document's text, in order, six digits each."""

    every: int = Field(ge=1)
    marks: str

    @classmethod
    def of(cls, text: str) -> LineMarks:
        r"""Return the marks of a text: a hundred at most, so many lines each.

        >>> LineMarks.of("a\nb").every
        1
        """
        lines = text.split("\n")
        every = -(-len(lines) // MOST)
        return cls(every=every, marks="".join(_marks(lines, every)))

    def first_change(self, text: str) -> tuple[int, int] | None:
        r"""Return the first and the last line, from 1, between which a text first differs.

        None: no line differs. Of a text that is shorter, the lines after its end.

        >>> LineMarks.of("a\nb\nc").first_change("a\nB\nc")
        (2, 2)
        """
        own = [self.marks[at : at + DIGITS] for at in range(0, len(self.marks), DIGITS)]
        lines = text.split("\n")
        for number, (was, now) in enumerate(zip_longest(own, _marks(lines, self.every))):
            if was != now:
                return number * self.every + 1, (number + 1) * self.every
        return None


def _marks(lines: list[str], every: int) -> list[str]:
    return [
        hashlib.sha256(
            "\n".join(lines[at : at + every]).encode("utf-8", "surrogatepass")
        ).hexdigest()[:DIGITS]
        for at in range(0, len(lines), every)
    ]
