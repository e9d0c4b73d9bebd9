"""What announces a figure that is not written in digits: one pass over a sentence."""

from __future__ import annotations

from typing import NamedTuple

import ahocorasick_rs

from vendorrisk.extract.currencies import CENTS, CODES, UNITS

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "every")
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


class Cues(NamedTuple):
    """Where units of money and percent stand, and which kinds of figures in words may be there."""

    units: list[int]
    kinds: frozenset[str]


def find_cues(text: str) -> Cues:
    """Return the cues of a text: whole words only, in one pass."""
    lower = text.lower()
    units: list[int] = []
    kinds: set[str] = set()
    for number, start, end in _FINDER.find_matches_as_indexes(lower, overlapping=True):
        if lower[start - 1 : start].isalpha() or (lower[end : end + 1].isalpha()):
            continue
        kind = _CUES[number][1]
        kinds.add(kind)
        if kind == "unit":
            units.append(start)
    return Cues(units, frozenset(kinds))
