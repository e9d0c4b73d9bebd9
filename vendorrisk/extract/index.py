"""Finds the expressions that a sentence can match at all, by the rarest word that each needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vendorrisk.extract.frequency import frequency
from vendorrisk.extract.patterns import Expression
from vendorrisk.extract.rules import Compiled


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
        numbers: dict[frozenset[str], int] = {}  # of needs; many expressions have the same
        self._bits: dict[str, int] = {}  # by word: the needs that it meets, one bit each
        self._needs: list[int] = []  # by expression: the bits of its needs
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, entry in enumerate(self._entries):
            needs = entry.expression.needs
            bits = 0
            for need in needs:
                bits |= 1 << numbers.setdefault(need, len(numbers))
            self._needs.append(bits)
            for word in min(needs, key=_rank) if needs else ():
                self._by_word.setdefault(word, []).append(number)
            if not needs:
                self._always.append(number)
        for need, bit in numbers.items():
            for word in need:
                self._bits[word] = self._bits.get(word, 0) | 1 << bit
        self._vocabulary = frozenset(self._bits)

    def candidates(self, words: frozenset[str]) -> list[Entry]:
        """Return the expressions of which a sentence with these tokens has all that they need."""
        met = 0
        found = set(self._always)
        for word in self._vocabulary & words:
            met |= self._bits[word]
            if word in self._by_word:
                found.update(self._by_word[word])
        lacking = ~met
        needs = self._needs
        return [self._entries[n] for n in sorted(found) if not needs[n] & lacking]


def _rank(need: frozenset[str]) -> tuple[int, list[str]]:
    return frequency(need), sorted(need)
