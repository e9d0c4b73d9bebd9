"""Two names side by side: one, two, or a question for somebody who knows. Likeness never joins."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vendorrisk.entities.names import Name, Names, abbreviates
from vendorrisk.model.judgement import Verdict

PROPOSE = 0.86  # likeness 0..1 of two names from which they are put to the user
WORD_ALIKE = 0.75  # likeness of the one word in which two names differ
SHORTEST = 5  # letters of a name that may be a slip of another one
JOINED = 4  # letters of names that are one when only a space or hyphen tells them apart
HEAD = 4  # letters of a lone word that may stand for a longer name
_ALTERNATIVES = (("ae", "a"), ("oe", "o"), ("ue", "u"))  # umlauts written out
_GOES_ON = frozenset({"of", "and", "de", "for"})
Kind = Literal["spelling", "short form", "acronym", "likeness", "none"]


class Compared(NamedTuple):
    """What two names are to each other.

    A short form is "same" only in a run in which nothing else begins so: see `joining`.
    """

    verdict: Verdict
    kind: Kind
    likeness: float
    why: str


def compare(one: Name, other: Name, names: Names) -> Compared:
    """Return whether two names are one, by their words alone.

    Parameters
    ----------
    one, other : Name
        Names taken apart.
    names : Names
        The word lists.

    Examples
    --------
    >>> names = Names()
    >>> compare(names.parse("Procter & Gamble Co."), names.parse("Procter and Gamble"), names)[:2]
    ('same', 'spelling')
    >>> compare(names.parse("Alpha Fund II"), names.parse("Alpha Fund III"), names).verdict
    'different'
    """
    if _one_spelling(one, other):
        return _forms(one, other)
    if one.numbers != other.numbers and not _shortened_numbers(one, other):
        return Compared("different", "none", 0.0, "numbered or lettered apart")
    for short, long in ((one, other), (other, one)):
        if len(short.words) < len(long.words) and long.words[: len(short.words)] == short.words:
            return _short_form(short, long, names)
        if len(short.words) == 1 and abbreviates(short.bare, long.words):
            return Compared("unsure", "acronym", 0.9, "initials that no text introduces")
    return _alike(one, other, names)


def _one_spelling(one: Name, other: Name) -> bool:
    if one.words == other.words:
        return True
    return one.joined == other.joined and len(one.joined) >= JOINED


def _forms(one: Name, other: Name) -> Compared:
    if one.countries and other.countries and not one.countries & other.countries:
        return Compared("unsure", "spelling", 1.0, "legal forms of two countries")
    return Compared("same", "spelling", 1.0, "one spelling without legal form and signs")


def _shortened_numbers(one: Name, other: Name) -> bool:
    """Whether the numbers of the shorter name are those the longer one begins with."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    rest = long.words[len(short.words) :]
    return long.words[: len(short.words)] == short.words and not set(long.numbers) & set(rest)


def _short_form(short: Name, long: Name, names: Names) -> Compared:
    """Return whether the beginning of a longer name stands for it."""
    rest = long.words[len(short.words) :]
    telling = [word for word in short.words if word not in names.words.plain]
    if names.is_place(rest) or rest[0] in _GOES_ON or not telling:
        return Compared("different", "none", 0.0, "the name goes on, or is the arm of a place")
    doubt = _doubt(short, telling, rest, names)
    likeness = round(2 * len(short.joined) / (len(short.joined) + len(long.joined)), 3)
    if doubt is not None:
        return Compared("unsure", "short form", likeness, doubt)
    return Compared("same", "short form", likeness, f"short for {long.bare}")


def _doubt(short: Name, telling: list[str], rest: tuple[str, ...], names: Names) -> str | None:
    """Return why the beginning of a longer name may name somebody else; None where it does not."""
    words = names.words
    if any(word in words.arms and word not in words.plain for word in rest):
        return "the longer may be a fund or an arm of it"
    if names.is_place(short.words) or all(_common(word, names) for word in telling):
        return f"many names begin with '{' '.join(telling)}'"
    if len(telling) == 1 and len(telling[0]) < HEAD:
        return "too short to tell"
    if any(word not in words.trades and word not in words.plain for word in rest):
        return "what follows may make another company of it"
    return None


def _common(word: str, names: Names) -> bool:
    words = names.words
    return word in words.shared or word in words.arms or word in names.first_names


def _alike(one: Name, other: Name, names: Names) -> Compared:
    """Return whether two names of other words may be slips of each other."""
    from rapidfuzz import fuzz

    likeness = round(fuzz.ratio(one.joined, other.joined) / 100, 3)
    if sorted(one.words) == sorted(other.words):
        return Compared("unsure", "likeness", 0.95, "the same words in another order")
    if min(len(one.joined), len(other.joined)) < SHORTEST:
        return Compared("different", "none", likeness, "other words")
    if len(one.words) == len(other.words):
        apart = [pair for pair in zip(one.words, other.words, strict=True) if pair[0] != pair[1]]
        if len(apart) == 1 and _slip(*apart[0], names):
            return Compared(
                "unsure", "likeness", max(likeness, PROPOSE), "one word spelt otherwise"
            )
        return Compared("different", "none", likeness, "other words")
    if likeness >= 0.93:
        return Compared("unsure", "likeness", likeness, "nearly the same letters")
    return Compared("different", "none", likeness, "other words")


def _slip(one: str, other: str, names: Names) -> bool:
    """Whether one word may be a slip of the other: not two places, two peoples or two words."""
    from rapidfuzz import fuzz

    if names.is_place((one,)) and names.is_place((other,)):
        return False
    short, long = sorted((one, other), key=len)
    if long == short + "s" and len(short) >= HEAD:
        return True
    if any(long.replace(two, one_) == short.replace(two, one_) for two, one_ in _ALTERNATIVES):
        return len(short) >= HEAD
    known = names.words.shared
    if one in known and other in known:
        return False
    return (
        len(short) > SHORTEST and short[0] == long[0] and fuzz.ratio(one, other) >= 100 * WORD_ALIKE
    )
