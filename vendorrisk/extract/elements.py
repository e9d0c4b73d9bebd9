"""The elements of a pattern, read and checked: edges, words, gaps and slots."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from vendorrisk.errors import RuleError, did_you_mean
from vendorrisk.extract.fillers import STAFF, Slot
from vendorrisk.extract.frequency import rarest
from vendorrisk.extract.lexicon import alternatives, forms

Lists = Mapping[str, tuple[str, ...]]


class Element(NamedTuple):
    """One element of a pattern.

    ``options`` are its words, or the words that must not come next, or those that a gap does not
    cross; ``reach`` is how many tokens a gap takes in, ``wide`` whether companies too. What is
    ``free`` has ``@`` before it.
    """

    form: Literal["start", "end", "words", "unless", "gap", "slot"]
    options: tuple[str, ...] = ()
    optional: bool = False
    reach: int = 0
    wide: bool = False
    slot: Slot | None = None
    free: bool = False

    def needs(self) -> frozenset[str]:
        """Return the tokens, or letters of mentions, one of which is in every match; or none."""
        if self.optional or self.form not in {"words", "slot"}:
            return frozenset()
        if self.slot is None:
            return _rarest(self.options)
        return _POSSESSIVE if self.slot.possessive else _NEEDED[self.slot.name]


@functools.lru_cache(maxsize=8192)
def _rarest(options: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(rarest, options))


_NEEDED: dict[str, frozenset[str]] = {
    "subject": frozenset({"O", "G", "it", "we"}),
    "owner": frozenset({"O", "G", "P", "it", "we", "he", "she"}),
    "object": frozenset({"O", "it", "we"}),
    "parent": frozenset({"O"}),
    "person": frozenset({"P", "he", "she"}),
    "other": frozenset({"P", "he", "she", "him", "her"}),
    "amount": frozenset({"M"}),
    "percent": frozenset({"S"}),
    "share": frozenset({"S"}),
    "date": frozenset({"D"}),
    "outlet": frozenset({"U"}),
    "role": frozenset(),
    "staff": frozenset(map(rarest, STAFF.split("|"))),
}
_POSSESSIVE = frozenset({"its", "their", "our", "his", "her", "'s", "'"})
_GAP = re.compile(r"(~~?)(\d+)(?:!(.+))?")
_SLOT = re.compile(r"\{([a-z_]+?)(\d?)('s)?([!-])?\}")
_FIRST = ("{subject", "{owner", "{object")
_EDGES: dict[str, Element] = {"^": Element("start"), "$": Element("end")}


class Vocabulary:
    """Named lists of words, and what the elements of patterns make of them.

    Parameters
    ----------
    lists : mapping of str to tuple of str
        Words by name of their list.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._options: dict[str, tuple[str, ...]] = {}

    def options(self, body: str) -> tuple[str, ...]:
        """Return the words that an element stands for; worked out once, patterns share them."""
        if body not in self._options:
            self._options[body] = _options(body, self._lists)
        return self._options[body]


def elements_of(pattern: str, vocabulary: Vocabulary) -> tuple[Element, ...]:
    """Return the elements of a pattern.

    Parameters
    ----------
    pattern : str
        Elements with one space between.
    vocabulary : Vocabulary
        Gives the words of named lists.

    Raises
    ------
    RuleError
        For an unknown word list or slot, a slot that stands twice and a malformed element.
    """
    parts = pattern.split()
    if not parts:
        raise RuleError("empty pattern", how="write its elements with one space between")
    found: list[Element] = []
    slots: set[str] = set()
    free = False
    for number, part in enumerate(parts):
        optional = part.endswith("?") and len(part) > 1
        body = part[:-1] if optional else part
        if body == "@":
            if not "".join(parts[number + 1 : number + 2]).startswith(_FIRST):
                raise RuleError("'@' stands before no company", how="write '@ {subject}'")
            free = part == "@"
            continue
        if body in _EDGES:
            found.append(_EDGES[body])
        elif body.startswith("!") and len(body) > 1:
            found.append(Element("unless", vocabulary.options(body[1:])))
        elif gap := _GAP.fullmatch(body):
            barred = vocabulary.options(gap[3]) if gap[3] else ()
            found.append(Element("gap", barred, reach=int(gap[2]), wide=gap[1] == "~~"))
        elif slot := _SLOT.fullmatch(body):
            name, digit, possessive, mark = slot.groups("")
            _check_slot(name, name.replace("owner", "subject") + digit, slots)
            last = all(one.startswith("!") for one in parts[number + 1 :])
            asked = Slot(name, digit, bool(possessive), mark, last)
            found.append(Element("slot", optional=optional, slot=asked, free=free))
        else:
            found.append(Element("words", vocabulary.options(body), optional))
        free = False
    return tuple(found)


def _check_slot(name: str, numbered: str, seen: set[str]) -> None:
    if name not in _NEEDED:
        raise RuleError(
            f"unknown slot '{{{name}}}'",
            how=did_you_mean(name, _NEEDED) or f"one of {', '.join(sorted(_NEEDED))}",
        )
    if numbered in seen:
        raise RuleError(
            f"slot '{{{numbered}}}' stands twice", how=f"write {{{name}2}} for the second"
        )
    seen.add(numbered)


def _options(body: str, lists: Lists) -> tuple[str, ...]:
    options = tuple(o.replace("\0", "|") for o in body.replace("\\|", "\0").split("|"))
    if not all(options) or any(sign in body for sign in "{}~"):
        raise RuleError(
            f"malformed element '{body}'",
            how="write words, <lists>, {slots}, gaps such as ~4, ^ or $",
        )
    return spread(options, lists)


def alternatives_of(listed: Iterable[str], lists: Lists) -> str:
    """Return words as alternatives: stars spread out, named lists filled in."""
    return alternatives(spread(listed, lists))


def spread(listed: Iterable[str], lists: Lists) -> tuple[str, ...]:
    """Return every word and form that is meant, longest first.

    Parameters
    ----------
    listed : iterable of str
        Words; ``end*`` stands for all forms of the verb, ``_`` joins words, ``<name>`` a list.
    lists : mapping of str to tuple of str
        Named lists.

    Raises
    ------
    RuleError
        For a list that does not exist, with the nearest name.

    Examples
    --------
    >>> spread(["cut*_back", "<pets>"], {"pets": ("cat",)})
    ('cutting back', 'cuts back', 'cut back', 'cat')
    """
    out: set[str] = set()
    waiting = list(listed)
    opened: set[str] = set()
    while waiting:
        word = waiting.pop()
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in lists:
                raise RuleError(f"unknown word list <{name}>", how=did_you_mean(name, lists))
            if name not in opened:
                opened.add(name)
                waiting += lists[name]
            continue
        head, star, rest = word.replace("_", " ").partition("*")
        out |= {form + rest for form in forms(head).split("|")} if star else {head}
    return tuple(sorted(sorted(out), key=len, reverse=True))
