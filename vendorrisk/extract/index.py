"""Finds the expressions that a sentence can match at all, by the words that each needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.extract.frequency import frequency
from vendorrisk.extract.patterns import Expression
from vendorrisk.extract.rules import Compiled
from vendorrisk.extract.tokens import MAX_TOKENS, TYPES


class Entry(NamedTuple):
    """One expression of a rule."""

    compiled: Compiled
    expression: Expression


_RAREST = 3  # needs of an expression that are looked for first


class Index:
    """Expressions by the words that must occur, one behind the other, for them to match.

    The rarest needs of every expression are looked for first, those of all expressions at once:
    each is one bit of a long integer, set by each token that meets it. Only of the few expressions
    that are left is it asked whether all needs are met in their order.

    Parameters
    ----------
    rules : iterable of Compiled
        In the order in which their claims are wanted.
    """

    def __init__(self, rules: Iterable[Compiled]) -> None:
        self._entries = [Entry(one, expression) for one in rules for expression in one.expressions]
        count = len(self._entries)
        self._all = (1 << count) - 1
        self._shifts = tuple(count * level for level in range(1, _RAREST))
        self._met = 0  # by no token: of expressions that need less
        self._bits: dict[str, int] = {}  # by token: the needs that it meets
        for number, entry in enumerate(self._entries):
            rare = sorted(dict.fromkeys(entry.expression.needs), key=frequency)[:_RAREST]
            for level in range(_RAREST):
                bit = 1 << (count * level + number)
                if level >= len(rare):
                    self._met |= bit
                    continue
                for word in rare[level]:
                    self._bits[word] = self._bits.get(word, 0) | bit
        self._letters = {f"{t}{n}": t for t in TYPES.values() for n in range(MAX_TOKENS)}
        for token, letter in self._letters.items():
            self._bits[token] = self._bits.get(letter, 0)

    def candidates(self, tokens: Sequence[str]) -> list[Entry]:
        """Return the expressions of which a row of tokens has all that they need, in its order."""
        met = self._met
        for bits in filter(None, map(self._bits.get, set(tokens))):
            met |= bits
        left = met & self._all
        for shift in self._shifts:
            left &= met >> shift
        if not left:
            return []
        letters = self._letters
        words = [letters.get(token, token) for token in tokens]
        found = []
        while left:
            lowest = left & -left
            entry = self._entries[lowest.bit_length() - 1]
            if _in_order(entry.expression.needs, words):
                found.append(entry)
            left ^= lowest
        return found


def _in_order(needs: Sequence[frozenset[str]], words: Sequence[str]) -> bool:
    """Whether each need is met by a word behind the one that meets the need before it."""
    at, end = 0, len(words)
    for need in needs:
        while at < end and words[at] not in need:
            at += 1
        if at == end:
            return False
        at += 1
    return True
