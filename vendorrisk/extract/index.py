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
        self._needs = [sorted(e.expression.needs, key=_rank) for e in self._entries]
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, needs in enumerate(self._needs):
            if not needs:
                self._always.append(number)
                continue
            for word in needs[0]:
                self._by_word.setdefault(word, []).append(number)
        self._anchors = frozenset(self._by_word)

    def candidates(self, words: frozenset[str]) -> list[Entry]:
        """Return the expressions of which a sentence with these tokens has all that they need."""
        found = set(self._always)
        for word in self._anchors & words:
            found.update(self._by_word[word])
        kept = [n for n in found if not any(map(words.isdisjoint, self._needs[n]))]
        kept.sort()
        return [self._entries[number] for number in kept]


def _rank(need: frozenset[str]) -> tuple[int, list[str]]:
    return frequency(need), sorted(need)
