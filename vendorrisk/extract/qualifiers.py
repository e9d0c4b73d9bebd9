"""Words around a figure that make it a bound or an estimate."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.currencies import alternatives

ABOUT = 0.1  # "about x" is x give or take a tenth; "nearly x" is x less at most a tenth
_MORE = (
    "more than", "over", "exceeding", "exceeds", "exceed", "exceeded", "above", "at least",
    "upwards of", "upward of", "north of", "in excess of", "well over", "well above",
    "not less than", "no less than", "no fewer than", "a minimum of", "minimum of",
    "at a minimum", "greater than", "higher than", "just over", "just above", "slightly over",
    "slightly above", "slightly more than", "a little over", "a little more than", "better than",
    "surpassing", "surpasses", "surpassed", "surpass", "topping", "tops", "topped", "as little as",
    "as low as", "considerably more than", "significantly more than", "much more than",
    "well in excess of", "beyond",
)  # fmt: skip
_LESS = (
    "up to", "as much as", "as many as", "less than", "under", "below", "no more than", "at most",
    "as high as", "not more than", "a maximum of", "maximum of", "fewer than", "not exceeding",
    "not to exceed", "capped at", "well under", "well below", "lower than", "smaller than",
    "south of", "no higher than", "not over", "much less than", "far less than", "up to as much as",
)  # fmt: skip
_NEAR = (
    "nearly", "almost", "just under", "close to", "just below", "just shy of", "not quite",
    "approaching", "nearing", "slightly less than", "slightly under", "slightly below",
    "a little less than", "a little under", "just less than", "just short of", "near",
    "the better part of", "a bit less than",
)  # fmt: skip
_ABOUT = (
    "about", "around", "roughly", "approximately", "approx.", "approx", "some", "an estimated",
    "estimated at", "estimated", "circa", "c.", "ca.", "in the region of", "somewhere around",
    "on the order of", "in the order of", "in the neighborhood of", "in the neighbourhood of",
    "in the vicinity of", "something like", "or so", "as about", "in the ballpark of",
    "a reported", "rund", "etwa", "environ", "cirka",
)  # fmt: skip
_MEANING = {
    **dict.fromkeys(_MORE, "more"),
    **dict.fromkeys(_LESS, "less"),
    **dict.fromkeys(_NEAR, "near"),
    **dict.fromkeys(_ABOUT, "about"),
    "a reported": "exact",
}
_MARKS = {"~": "about", "≈": "about", "∼": "about", ">": "more", "≥": "more", "<": "less",
          "≤": "less", ">=": "more", "<=": "less"}  # fmt: skip
LOOK = 40  # characters before a figure in which its qualifier stands
_LINK = r"(?:an?\s+|another\s+|an\s+additional\s+|a\s+further\s+|a\s+total\s+of\s+)?"
_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?P<words>(?i:{alternatives(_MEANING)}))\s+(?i:{_LINK})|(?P<mark>[<>]=?|[~≈∼≥≤])\s?)\Z"
)
_ENDS = frozenset("<>=~≈∼≥≤")
_LAST = {phrase.split()[-1] for phrase in _MEANING} | {"a", "an", "another", "further"}
_LAST |= {"additional", "of"}
_AFTER = re.compile(
    r"(?P<plus>\+|-plus\b)|,?\s+(?i:or\s+(?P<or>more|so|less|higher|above|greater|lower|fewer"
    r"|thereabouts)|(?P<up>and\s+(?:above|up)|at\s+(?:least|a\s+minimum|minimum))"
    r"|(?P<most>at\s+(?:the\s+)?most|at\s+(?:a\s+)?maximum))\b|-(?P<odd>odd)\b"
)
_OR = {
    "more": "more", "higher": "more", "above": "more", "greater": "more", "so": "about",
    "thereabouts": "about", "less": "less", "lower": "less", "fewer": "less",
}  # fmt: skip


class Qualifier(NamedTuple):
    """What qualifies a figure: where it stands, and whether it is more, less, near or about."""

    start: int
    end: int
    meaning: str


def before(text: str, last: int, start: int) -> Qualifier | None:
    """Return the qualifier that stands before a figure and behind position `last`."""
    low = max(last, start - LOOK)
    head = text[low:start].rstrip()
    word = head.rsplit(None, 1)[-1].lstrip("([\"'“‘") if head else ""
    if word.casefold() not in _LAST and head[-1:] not in _ENDS:
        return None
    match = _BEFORE.search(text, low, start)
    if match is None:
        return None
    if match["mark"]:
        return Qualifier(match.start(), start, _MARKS[match["mark"]])
    meaning = _MEANING[" ".join(match["words"].casefold().split())]
    return Qualifier(match.start(), start, meaning)


def after(text: str, end: int) -> Qualifier | None:
    """Return the qualifier that stands behind a figure."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    if match["or"]:
        meaning = _OR[match["or"].casefold()]
    elif match["most"]:
        meaning = "less"
    else:
        meaning = "about" if match["odd"] else "more"
    return Qualifier(end, match.end(), meaning)


def bounds(value: float, meaning: str) -> tuple[float | None, float | None]:
    """Return the range of a figure under a qualifier; None: open.

    >>> bounds(100.0, "more"), bounds(100.0, "near")
    ((100.0, None), (90.0, 100.0))
    """
    ranges: dict[str, tuple[float | None, float | None]] = {
        "exact": (value, value),
        "more": (value, None),
        "less": (None, value),
        "near": (value * (1 - ABOUT), value),
        "about": (value * (1 - ABOUT), value * (1 + ABOUT)),
    }
    return ranges[meaning]
