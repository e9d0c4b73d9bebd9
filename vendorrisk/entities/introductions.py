"""Short forms that a text introduces in brackets: "Energy Access Ventures (EAV)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from vendorrisk.entities.legal_forms import LegalForms
from vendorrisk.entities.names import abbreviates
from vendorrisk.rulebook import fold, spell

BEFORE = 120  # characters in front of a bracket in which the long name ends
WORDS = 8  # of a long name
TRIES = 20  # brackets of one short form in a text that are looked at
_PART = r"[A-Z][\w&.'’-]{0,30}"
_BRACKET = re.compile(
    r"\(\s{0,3}(?:(?:the|hereinafter|or)\s{1,3})?[\"“‘']?"
    rf"({_PART}(?: {_PART}){{0,3}})"
    r"[\"”’']?\s{0,3}\)"
)
_LAST_WORDS = re.compile(r"\S+")


def introduced(
    texts: Iterable[str],
    shorts: Collection[str],
    longs: Mapping[tuple[str, ...], str],
    forms: LegalForms,
) -> Iterator[tuple[str, str]]:
    """Yield (short form, long name) for every short form that a text sets behind a long name.

    Parameters
    ----------
    texts : iterable of str
        Texts of documents; the cost is linear in their length.
    shorts : collection of str
        The names, folded, that may be short forms.
    longs : mapping
        The long names of the run by their words, without legal form.
    forms : LegalForms
        What may stand between a long name and its bracket.
    """
    for text in texts:
        tried: Counter[str] = Counter()
        for match in _BRACKET.finditer(text):
            short = match[1].strip()
            tried[fold(short)] += 1
            if fold(short) not in shorts or tried[fold(short)] > TRIES:
                continue
            before = text[max(0, match.start() - BEFORE) : match.start()]
            long = _long(forms.split(before.rstrip()).name, short, longs)
            if long is not None:
                yield short, long


def _long(before: str, short: str, longs: Mapping[tuple[str, ...], str]) -> str | None:
    words = tuple(spell(" ".join(_LAST_WORDS.findall(before)[-WORDS:])).split())
    own = tuple(spell(short).split())
    for start in range(max(0, len(words) - WORDS), len(words)):
        name = words[start:]
        if name not in longs or name == own:
            continue
        if name[: len(own)] == own or abbreviates(short, name):
            return longs[name]
    return None
