"""A sentence made ready for matching: its tokens as one line of text, and who is credited."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from vendorrisk.extract.attribution import Credit, credit_of
from vendorrisk.extract.discourse import Discourse, Line
from vendorrisk.extract.tokens import Token, Tokens, tokenise


class Reading:
    """A sentence ready for matching.

    Attributes
    ----------
    number : int
        Of the sentence in its document.
    line : Line
        The sentence and its mentions.
    text : str
        Its tokens, one space before every one and one at the end.
    texts : list of str
        Its tokens in order.
    words : frozenset of str
        The same as a set; of mentions their letter.
    credit : Credit
        Who says so.
    """

    def __init__(self, number: int, line: Line, tokens: Tokens, text: str, credit: Credit) -> None:
        self.number = number
        self.line = line
        self.text = text
        self.texts = tokens.texts
        self.words = tokens.words
        self.credit = credit
        self._tokens = tokens

    @cached_property
    def tokens(self) -> list[Token]:
        """Return its tokens with their places in the document."""
        return self._tokens.placed()

    @cached_property
    def starts(self) -> list[int]:
        """Return where each token starts in `text`, with the space before it."""
        return list(accumulate((len(one) + 1 for one in self.texts[:-1]), initial=0))

    def token_at(self, position: int) -> int:
        """Return the number of the token that stands at a position of `text`."""
        last = len(self.texts) - 1
        return max(0, min(last, self.text.count(" ", 0, position + 1) - 1))


def readings(discourse: Discourse) -> Iterator[Reading]:
    """Yield a document's sentences ready for matching; credit is carried on in a paragraph."""
    before: Credit | None = None
    block = -1
    document = discourse.document.text
    for number, line in enumerate(discourse.lines):
        sentence = line.sentence
        tokens = tokenise(document, discourse.plain, sentence, line.mentions, discourse.words)
        text = f" {' '.join(tokens.texts)} "
        if sentence.block != block:
            before, block = None, sentence.block
        before = credit_of(discourse, number, text, tokens.words, before)
        yield Reading(number, line, tokens, text, before)
