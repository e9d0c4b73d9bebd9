"""A sentence made ready for matching: its tokens as one line of text, and who is credited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    texts : list of str
        Its tokens in order.
    words : frozenset of str
        The same as a set; of mentions their letter.
    is_headed : bool
        It is a row of a table with the words of its column before each cell.
    """

    def __init__(
        self,
        discourse: Discourse,
        number: int,
        tokens: Tokens,
        before: Reading | None,
        *,
        is_headed: bool = False,
    ) -> None:
        self.is_headed = is_headed
        self.number = number
        self.line: Line = discourse.lines[number]
        self.texts = tokens.texts
        self.words = tokens.words
        self._discourse = discourse
        self._tokens = tokens
        self._before = before  # the sentence before in the same paragraph

    @cached_property
    def text(self) -> str:
        """Return its tokens, one space before every one and one at the end."""
        return f" {' '.join(self.texts)} "

    def headed(self, columns: Sequence[Sequence[str]]) -> Reading:
        """Return a row of a table with the words of its column before each cell."""
        tokens = self._tokens.headed(columns)
        return Reading(self._discourse, self.number, tokens, self._before, is_headed=True)

    @cached_property
    def credit(self) -> Credit:
        """Return who says so; where the sentence is silent, that is carried on in a paragraph."""
        waiting: list[Reading] = []  # worked out first to last: a paragraph can be very long
        one = self._before
        while one is not None and "credit" not in one.__dict__:
            waiting.append(one)
            one = one._before
        carried = one.credit if one is not None else None
        for each in reversed(waiting):
            carried = each.credit
        return credit_of(self._discourse, self.number, self.text, self.words, carried)

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
    """Yield a document's sentences ready for matching."""
    before: Reading | None = None
    document = discourse.document.text
    for number, line in enumerate(discourse.lines):
        sentence = line.sentence
        tokens = tokenise(document, discourse.plain, sentence, line.mentions, discourse.words)
        if before is not None and before.line.sentence.block != sentence.block:
            before = None
        before = Reading(discourse, number, tokens, before)
        yield before
