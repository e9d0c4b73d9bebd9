"""Finds the expressions that a sentence can match at all, by the rarest word that each needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vendorrisk.extract.patterns import Expression
from vendorrisk.extract.rules import Compiled

_COMMON = {
    "O": 100, "the": 100, "of": 90, "to": 80, "in": 80, "and": 90, "a": 80, "by": 40, "for": 50,
    "with": 40, "from": 40, "on": 40, "at": 30, "as": 40, "its": 30, "it": 30, "is": 40, "was": 40,
    "an": 30, "are": 20, "were": 20, "has": 25, "have": 15, "had": 15, "their": 10, "D": 50,
    "G": 2, "P": 20, "M": 10, "S": 5, "he": 5, "she": 3, "his": 5, "her": 3, "that": 30,
}  # fmt: skip


class Entry(NamedTuple):
    """One expression of a rule."""

    compiled: Compiled
    expression: Expression


class Index:
    """Expressions by a word that must occur for them to match.

    Parameters
    ----------
    rules : iterable of Compiled
        In the order in which their claims are wanted.
    """

    def __init__(self, rules: Iterable[Compiled]) -> None:
        self._entries = [Entry(c, e) for c in rules for e in c.expressions]
        self._needs = [sorted(e.expression.needs, key=_frequency) for e in self._entries]
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, needs in enumerate(self._needs):
            if not needs:
                self._always.append(number)
                continue
            for word in needs[0]:
                self._by_word.setdefault(word, []).append(number)

    def candidates(self, words: frozenset[str]) -> Iterator[Entry]:
        """Yield the expressions of which a sentence with these tokens has all that they need."""
        found = set(self._always)
        by_word = self._by_word
        for word in words:
            if word in by_word:
                found.update(by_word[word])
        for number in sorted(found):
            if not any(map(words.isdisjoint, self._needs[number])):
                yield self._entries[number]


def _frequency(need: frozenset[str]) -> tuple[int, list[str]]:
    return sum(_COMMON.get(word, 1) for word in need), sorted(need)
