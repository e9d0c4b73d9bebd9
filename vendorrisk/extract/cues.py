"""What announces a figure that is not written in digits: one pass over a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from vendorrisk.extract.currencies import (
    CENTS,
    CODES,
    SCALED_CODES,
    SIGNS,
    SIGNS_OF_LARGE,
    SYMBOLS,
    UNITS,
)
from vendorrisk.extract.lexicon import alternatives, small
from vendorrisk.extract.numerals import BELOW_TEN

_NUMBERS = (*BELOW_TEN[1:], "ten", "every")
_KINDS: dict[str, tuple[str, ...]] = {
    "unit": (
        *sorted({name.split()[-1] for name in UNITS} | set(CENTS) | {c.lower() for c in CODES}),
        "percent", "percentage", "prozent", "procent", "cent", "pct", "basis", "€", "£",
    ),
    "fraction": (
        "half", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth", "fifths",
        "sixth", "sixths", "seventh", "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth",
        "tenths", *(f"{n}/{d}" for d in range(2, 10) for n in range(1, d)),
    ),
    "ratio": (
        "out of", *(f"in {word}" for word in (*_NUMBERS, *"123456789")),
        *(f"in-{word}" for word in _NUMBERS),
    ),
    "even": ("50-50", "50:50", "50/50", "50–50", "50 - 50", "50 : 50"),
    "digit": ("digit", "digits"),
    "control": ("majority", "minority"),
    "figure": ("figure", "figures"),
}  # fmt: skip
_CUES = [(cue, kind) for kind, cues in _KINDS.items() for cue in cues]
_FINDER = ahocorasick_rs.AhoCorasick([cue for cue, _ in _CUES])


_DIGIT = re.compile("[0-9]")
_SYMBOL = re.compile(f"[{SYMBOLS}¢%％]")
_BEHIND = re.compile(r"[0-9](?:p|bp|[\s-](?:pp|bp|percents|por\s))")  # beside the cues
_SHORT = {  # signs in letters; codes are among the cues
    sign for sign in (*SIGNS, *SIGNS_OF_LARGE) if sign not in CODES and not _SYMBOL.search(sign)
}
_SIGNED = re.compile(
    rf"[{''.join(sorted({sign[0] for sign in _SHORT}))}]"
    rf"(?:{alternatives(sign[1:] for sign in _SHORT)})[ \u00a0\u202f]?\.?[0-9]"
)
_SCALED = re.compile(rf"[MTKk](?:{alternatives(code[1:] for code in SCALED_CODES)})")
_MARKS = (_SYMBOL, _BEHIND, _SIGNED, _SCALED)


class Cues(NamedTuple):
    """Where units of money and percent stand, and which kinds of figures in words may be there."""

    units: list[int]
    kinds: frozenset[str]


def find_cues(text: str) -> Cues:
    """Return the cues of a text: whole words only, in one pass."""
    hits = list(_hits(text))
    return Cues(
        [start for start, kind in hits if kind == "unit"], frozenset(kind for _, kind in hits)
    )


def marked(text: str) -> bool:
    """Whether anything but a cue can make digits of a text money or a share; a year is neither."""
    if _DIGIT.search(text) is None:
        return False
    return any(mark.search(text) is not None for mark in _MARKS)


def places(text: str) -> list[int]:
    """Return where a text holds anything that announces a figure: cues and marks, in order."""
    found = [start for start, _ in _hits(text)]
    if _DIGIT.search(text) is not None:
        found += [match.start() for mark in _MARKS for match in mark.finditer(text)]
    found.sort()
    return found


def _hits(text: str) -> Iterator[tuple[int, str]]:
    lower = small(text)
    for number, start, end in _FINDER.find_matches_as_indexes(lower, overlapping=True):
        if lower[start - 1 : start].isalpha() or lower[end : end + 1].isalpha():
            continue
        kind = _CUES[number][1]
        if kind == "ratio" and lower[end - 1 : end + 3].isdecimal() and len(lower) > end + 2:
            continue  # "in 2024"
        yield start, kind
