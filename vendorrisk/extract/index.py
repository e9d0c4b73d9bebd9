"""Finds the expressions that a sentence can match at all, by the words that each needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.extract.patterns import Expression
from vendorrisk.extract.rules import Compiled
from vendorrisk.extract.tokens import MAX_TOKENS, TYPES


class Entry(NamedTuple):
    """One expression of a rule."""

    compiled: Compiled
    expression: Expression


class Index:
    """Expressions by the words that must occur, one behind the other, for them to match.

    All are looked for at once, as in the Shift-And algorithm (Baeza-Yates and Gonnet 1992, "A new
    approach to text searching", CACM 35:10): every need of every expression is one bit, which is
    set once the needs before it and itself have been met.

    Parameters
    ----------
    rules : iterable of Compiled
        In the order in which their claims are wanted.
    """

    def __init__(self, rules: Iterable[Compiled]) -> None:
        self._bits: dict[str, int] = {}  # by token: the needs that it meets
        self._first = 0  # needs with none before them
        self._last = 0  # needs with none behind them
        self._met = 0  # of expressions that need nothing
        self._entries: dict[int, Entry] = {}  # by the bit of their last need
        bit = 1
        for compiled in rules:
            for expression in compiled.expressions:
                self._first |= bit
                for need in expression.needs:
                    for word in need:
                        self._bits[word] = self._bits.get(word, 0) | bit
                    bit <<= 1
                if expression.needs:
                    bit >>= 1
                else:
                    self._met |= bit
                self._last |= bit
                self._entries[bit] = Entry(compiled, expression)
                bit <<= 1
        for letter in TYPES.values():
            for number in range(MAX_TOKENS):
                self._bits[f"{letter}{number}"] = self._bits.get(letter, 0)

    def candidates(self, tokens: Sequence[str]) -> list[Entry]:
        """Return the expressions of which a row of tokens has all that they need, in its order."""
        met, first, bits = self._met, self._first, self._bits
        for token in tokens:
            if token in bits:
                met |= (met << 1 | first) & bits[token]
        found = []
        met &= self._last
        while met:
            lowest = met & -met
            found.append(self._entries[lowest])
            met ^= lowest
        return found
