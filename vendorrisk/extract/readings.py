"""A sentence made ready for matching: its tokens as one line of text, and who is credited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from vendorrisk.extract.attribution import Credit, credit_of
from vendorrisk.extract.discourse import Discourse, Line
from vendorrisk.extract.tokens import Token, tokenise

MAX_TOKENS = 240  # of a sentence; what stands behind them is not read


class Reading(NamedTuple):
    """A sentence ready for matching."""

    number: int  # of the sentence in its document
    line: Line
    tokens: list[Token]
    text: str  # one space before every token and one at the end
    starts: list[int]  # where each token starts in `text`
    words: frozenset[str]  # its tokens; of mentions their letter
    credit: Credit

    def token_at(self, position: int) -> int:
        """Return the number of the token that stands at a position of `text`."""
        return max(0, bisect_right(self.starts, position) - 1)


def readings(discourse: Discourse) -> Iterator[Reading]:
    """Yield a document's sentences ready for matching; credit is carried on in a paragraph."""
    before: Credit | None = None
    block = -1
    for number, line in enumerate(discourse.lines):
        sentence = line.sentence
        tokens = tokenise(discourse.document.text, sentence, line.mentions, discourse.words)
        del tokens[MAX_TOKENS:]
        starts, at = [], 0
        for token in tokens:
            starts.append(at)
            at += len(token.text) + 1
        text = " " + " ".join([token.text for token in tokens]) + " "
        if sentence.block != block:
            before, block = None, sentence.block
        words = frozenset([t.text if t.mention < 0 else t.text[0] for t in tokens])
        before = credit_of(discourse, number, text, words, before)
        yield Reading(number, line, tokens, text, starts, words, before)
