"""A look at a sentence that tells, without a regular expression, what surely does not match it.

An outline takes in all that its pattern matches and more: words, gaps and edges are as in the
pattern, a slot is anything that begins and ends as its fillers do. Places in the sentence are
bits: bit n is set where a match can have come as far as before token n.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from vendorrisk.extract.elements import Element
from vendorrisk.extract.fillers import LEADS, LETTERS, RELATION, STAFF, STANDING_WORDS, TITLES, Slot

_PRONOUNS = frozenset(("it", "we", "he", "she", "him", "her", "its", "their", "our"))
_BEGINS = _PRONOUNS.union(RELATION.split("|"), STANDING_WORDS.split("|"), TITLES.split("|"))
_PERSON_BEGINS = _PRONOUNS.union(TITLES.split("|"), LEADS.split("|"))
_ENDS = _PRONOUNS | {"'s", "'", ",", ")", "which", "that", "who"}
_SOME = frozenset(("an", "a", "some"))


def may_match(elements: Sequence[Element], tokens: Sequence[str]) -> bool:
    """Whether a sentence can match a pattern; where it cannot, no expression need be asked.

    Parameters
    ----------
    elements : sequence of Element
        Of the pattern.
    tokens : sequence of str
        Of the sentence.
    """
    count = len(tokens)
    at = (1 << (count + 1)) - 1
    for one in elements:
        before = at
        if one.form == "start":
            at &= 1
        elif one.form == "end":
            last = count - 1 if tokens and tokens[-1] in {".", "!", "?"} else count
            at &= 1 << last | 1 << count
        elif one.form == "unless":
            at &= ~_starts(one.options, tokens)
        elif one.form == "gap":
            at = _over(one, at, tokens)
        elif one.slot is not None:
            at = _filled(one.slot, at, tokens)
        else:
            at = _behind(one.options, at, tokens)
        if one.optional:
            at |= before
        if not at:
            return False
    return True


@functools.lru_cache(maxsize=4096)
def _phrases(options: tuple[str, ...]) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return words and phrases as a set, and of how many words they are."""
    return frozenset(options), tuple(sorted({one.count(" ") + 1 for one in options}))


def _behind(options: tuple[str, ...], at: int, tokens: Sequence[str]) -> int:
    """Return the places behind one of some phrases that begins at a place."""
    phrases, lengths = _phrases(options)
    found = 0
    for length in lengths:
        for start in range(len(tokens) - length + 1):
            if at >> start & 1 and " ".join(tokens[start : start + length]) in phrases:
                found |= 1 << (start + length)
    return found


def _starts(options: tuple[str, ...], tokens: Sequence[str]) -> int:
    """Return the places where one of some phrases begins."""
    phrases, lengths = _phrases(options)
    found = 0
    for length in lengths:
        for start in range(len(tokens) - length + 1):
            if " ".join(tokens[start : start + length]) in phrases:
                found |= 1 << start
    return found


def _over(gap: Element, at: int, tokens: Sequence[str]) -> int:
    """Return the places that a gap leads to; over people it always does."""
    barred = _starts(gap.options, tokens) if gap.options else 0
    for number, token in enumerate(tokens):
        if token[0] == ";" or (not gap.wide and (token[0] in "()" or _is_mention(token, "OG"))):
            barred |= 1 << number
    reached = at
    for _ in range(min(gap.reach, len(tokens))):
        reached = (reached & ~barred) << 1
        at |= reached
    return at & ((1 << (len(tokens) + 1)) - 1)


def _filled(slot: Slot, at: int, tokens: Sequence[str]) -> int:
    """Return the places behind what may fill a slot that begins at a place."""
    if slot.name == "staff":
        return _behind(tuple(STAFF.split("|")), at, tokens)
    letter = LETTERS.get(slot.name)
    first: int | None = None
    found = 0
    for number, token in enumerate(tokens):
        if first is None and at >> number & 1 and _begins(slot, letter, token):
            first = number
        if first is not None and _ends(slot, letter, token):
            found |= 1 << (number + 1)
    return found


def _begins(slot: Slot, letter: str | None, token: str) -> bool:
    if letter is not None:
        return token in _SOME or _is_mention(token, letter)
    words = _PERSON_BEGINS if slot.name in {"person", "other"} else _BEGINS
    return slot.name == "role" or token in words or _is_mention(token, "OGP")


def _ends(slot: Slot, letter: str | None, word: str) -> bool:
    if letter is not None:
        return word == ")" or _is_mention(word, letter)
    return slot.name == "role" or word in _ENDS or _is_mention(word, "OGP")


def _is_mention(token: str, letters: str) -> bool:
    return token[0] in letters and token[1:2].isdecimal()
