"""How common a token is in news: what is rare is looked for first."""

from __future__ import annotations

from collections.abc import Iterable

# tokens in 1,000 or so sentences; of mentions the letter of their type
_COMMON = {
    "O": 100, "the": 100, "of": 90, "to": 80, "in": 80, "and": 90, "a": 80, "by": 40, "for": 50,
    "with": 40, "from": 40, "on": 40, "at": 30, "as": 40, "its": 30, "it": 30, "is": 40, "was": 40,
    "an": 30, "are": 20, "were": 20, "has": 25, "have": 15, "had": 15, "their": 10, "D": 50,
    "G": 2, "P": 20, "M": 10, "S": 5, "he": 5, "she": 3, "his": 5, "her": 3, "that": 30,
}  # fmt: skip


def frequency(words: Iterable[str]) -> int:
    """Return how common it is that any of some tokens occurs, on no particular scale."""
    return sum(_COMMON.get(word, 1) for word in words)


def rarest(phrase: str) -> str:
    """Return the word of a phrase that is met least often, the longest of several.

    >>> rarest("has worked with")
    'worked'
    """
    return min(phrase.split(), key=lambda word: (_COMMON.get(word, 1), -len(word), word))
