"""Features of mentions: the words before, between and behind them, and rules that fire.

What is looked at is a pair of companies, a person and a company, or a company alone, which is its
own second. They are masked, so that no weight can be learnt on a name. Every feature is present or
absent; its name tells what it is:

========  =========================================================================
``b:``    one or two words between the two, X and Y at the edges
``f:``    one or two of the six words before the first, ``a:`` of the eight behind the second
``w:``    a word anywhere in those
``c:``    a sense of ``rules/lexicon/senses.yaml`` with a word there (cb, cf, ca; cs: anywhere)
``d:``    distance, ``s:`` the first ends before a sentence does that the second is in
``x:``    form of the first: pronoun, nominal, person or name, and words of a fund's name; ``y:``
``r:``    a rule that links the two, with direction; ``k:`` its kind, ``m:`` its modality
``p:``    a rule that takes one of them, ``q:`` its kind; ``n:`` no rule links them
========  =========================================================================
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from vendorrisk.extract.elements import spread
from vendorrisk.extract.lexicon import small
from vendorrisk.extract.rules import load_senses

SCHEME = "segments/1"  # goes up when a feature changes its meaning
BEFORE, BEHIND, BETWEEN = 6, 8, 30  # words that are looked at
WIDE_BEFORE, WIDE_BEHIND = 12, 14
PERSON = "a person"  # stands for how a person is written
END = "</s>"  # of a sentence between the two
_PRONOUNS = frozenset(
    {"it", "its", "their", "they", "he", "she", "who", "which", "we", "our", "us"}
)
_FUNDS = frozenset(
    {"ventures", "capital", "partners", "fund", "funds", "equity", "investment", "investments"}
    | {"holding", "holdings", "group", "bank", "management", "advisors"}
)
_SUFFIXES = (
    *("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "ors", "or"),
    *("es", "ed", "s", "e"),
)
_STEM = 4  # letters that a stem keeps at least


class Fired(NamedTuple):
    """A claim that a rule makes: ``subject`` and ``object`` are X, Y, o for others, - for none."""

    rule: str
    kind: str
    subject: str
    object: str
    modality: str


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return a word without its last suffix, four letters at least.

    >>> stem("acquires"), stem("acquisition"), stem("buys")
    ('acquir', 'acquisition', 'buys')
    """
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            return word[: -len(suffix)]
    return word


@functools.lru_cache(maxsize=8)
def word_classes(root: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return for a word the senses of ``rules/lexicon/senses.yaml`` that hold it, sorted.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those that ship with the package.
    """
    lists = load_senses(root)
    table: dict[str, list[str]] = {}
    for name in sorted(lists):
        for word in spread(lists[name], lists):
            table.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in table.items()}


class Sight:
    """A row of tokens, ready to be looked at from any two of its mentions.

    Parameters
    ----------
    tokens : sequence of str
        Mentions stand as the letter of their type.
    classes : dict
        Senses by word, of `word_classes`.

    Attributes
    ----------
    senses : frozenset of str
        Of all its tokens.
    """

    def __init__(self, tokens: Sequence[str], classes: dict[str, tuple[str, ...]]) -> None:
        self.tokens = tokens
        self._senses = [classes.get(token, ()) for token in tokens]
        self.senses = frozenset().union(*self._senses)

    @functools.cached_property
    def _stems(self) -> list[str]:
        return [stem(token) for token in self.tokens]

    def features(
        self,
        places: tuple[int, int],
        written: tuple[str, str],
        fired: Iterable[Fired],
        *,
        wide: bool = False,
    ) -> set[str]:
        """Return the names of the features of two mentions.

        Parameters
        ----------
        places : tuple of int
            Numbers of their tokens, the first not behind the second; of one mention, twice its.
        written : tuple of str
            How they are written, `PERSON` for a person.
        fired : iterable of Fired
            Claims of rules there.
        wide : bool
            Look further to both sides: what is said of one company may stand anywhere.
        """
        first, second = places
        ahead, behind = (WIDE_BEFORE, WIDE_BEHIND) if wide else (BEFORE, BEHIND)
        stretches = (
            ("b", first + 1, max(first + 1, second)),
            ("f", max(0, first - ahead), first),
            ("a", second + 1, second + 1 + behind),
        )
        found: set[str] = {f"cs:{one}" for one in self.senses} if wide else set()
        for name, start, end in stretches:
            stems = self._stems[start:end]
            found.update([f"w:{word}" for word in stems])
            for senses in self._senses[start:end]:
                found.update([f"c{name}:{one}" for one in senses])
            if name == "b":
                if len(stems) > BETWEEN:
                    stems = [*stems[: BETWEEN // 2], "...", *stems[-BETWEEN // 2 :]]
                found.add(f"d:{min(5, len(stems) // 3)}")
                if END in stems:
                    found.add("s:")
                stems = ["X", *stems, "Y"]
            elif name == "f":
                stems = [*stems, "X"]
            else:
                stems = ["Y", *stems]
            found.update([f"{name}:{word}" for word in stems])
            found.update([f"{name}:{one} {two}" for one, two in pairwise(stems)])
        for side, name in zip("xy", written, strict=True):
            found.update([f"{side}:{form}" for form in _forms(name)])
        return found | _rules(fired, {"X"} if first == second else {"X", "Y"})


@functools.lru_cache(maxsize=4096)
def _forms(written: str) -> tuple[str, ...]:
    words = small(written).replace(",", " ").replace(".", " ").split()
    if len(words) == 1 and words[0] in _PRONOUNS:
        return ("pronoun",)
    if words and written == PERSON:
        return ("person",)
    if words and words[0] in {"the", "a", "an"} and written.rsplit(maxsplit=1)[-1].islower():
        return ("nominal",)
    return ("name", *sorted(_FUNDS.intersection(words)))


def _rules(fired: Iterable[Fired], linked_sides: set[str]) -> set[str]:
    found: set[str] = set()
    linked = False
    for rule, kind, subject, target, modality in fired:
        sides = subject + target
        if {subject, target} >= linked_sides:
            linked = True
            found |= {f"r:{rule}:{sides}", f"k:{kind}:{sides}", f"m:{modality}:{kind}"}
        elif "X" in sides or "Y" in sides:
            found |= {f"p:{rule}:{sides}", f"q:{kind}:{sides}"}
    if not linked:
        found.add("n:")
    return found
