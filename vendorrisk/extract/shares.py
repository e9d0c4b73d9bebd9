"""Shares in words: fractions, "one in five", "50-50", "single-digit", majority and minority."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.currencies import alternatives
from vendorrisk.extract.numerals import BELOW_TEN, ONES
from vendorrisk.extract.qualifiers import before

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, **{w: ONES[w] for w in BELOW_TEN}}
_FRACTION = re.compile(
    rf"(?<![\w-])(?i:(?P<count>{alternatives(_COUNTS)})[\s-](?P<part>{alternatives(_PARTS)})(?P<s>s?)"
    r"|half)(?!\w)"
    r"|(?<![\w/.-])(?P<n>[1-9])/(?P<d>[2-9]|10)(?![\w/])"
)
_NO_SHARE = (
    r"an?\b|hours?|years?|centur\w+|decades?|months?|miles?|dozens?|time|day|way|million|billion"
    r"|trillion|thousand|hundred|crore|part(?:y|ies)|quarter|point|percent|per\b|cent|life|moon|note"
    r"|place|round|year|class|generation|person|baked|hearted|finals?|brother|sister|minutes?"
    r"|measures?|mast|track|truth|back|step|marathon"
)
_NOT_BEHIND = re.compile(
    rf"[\s-](?:{_NO_SHARE})"
    r"|\s+of\s+(?:an?\b|the\s+(?:year|fiscal|financial|season|century|game|match|way|19|20)"
    r"|(?:fiscal\s+|FY\s?)?(?:19|20)\d\d|next|last|this)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:of|stakes?|shares?|shareholding|ownership|owned|interest|holding|its|their|his|her|our"
    r"|your|the|all|equity)\b|-(?:owned|stake|share|interest)"
)
_NO_HALF = re.compile(
    r"\b(?:first|second|latter|last|past|next|previous|final|third|fourth|better|H|these"
    r"|those|consecutive|straight|per|top|bottom|in\s+the|fiscal)\s+\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+\Z")
_CLOSED = re.compile(
    r"\s*(?:[.,;:)!?]|\Z)|\s+(?:to|in|from|over|since|when|as|after|on|at|by|for|this|last|and|or|but"
    r"|compared|during|within|through|amid|between|are|is|were|was|have|had|said|say|come|came)\b"
)
_TO = re.compile(r"\s+(?:to|and)\s+")
_BETWEEN = re.compile(r"\b(?i:between|from)\s+\Z")
_OF = (*BELOW_TEN[1:], "ten")
_RATIO = re.compile(
    rf"(?<![\w.,-])(?P<a>{alternatives(BELOW_TEN)}|\d{{1,2}})(?:\s+in\s+|\s+out\s+of\s+|-in-)"
    rf"(?:every\s+)?(?P<b>{alternatives(_OF)}|\d{{1,3}})(?![\w%]|[.,:/-]\d)"
    r"(?!\s+(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|stars?|points?|percent|million"
    r"|billion|per\b))",
    re.IGNORECASE,
)
_EVEN = re.compile(r"(?<![\w.,-])50\s?(?:[-:/–])\s?50(?![\w-]|[.,]\d)")
_DIGITS = re.compile(
    r"\b(?P<many>single|double)[-\s](?:digits?)(?=\s+(?:[a-z-]+\s+)?(?:percent\w*|per\s?cent|stake|share"
    r"|shareholding|holding|interest|growth|rise|increase|decline|drop|gain|fall|margins?|returns?"
    r"|rate|decrease|jump)\b)",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\b(?P<which>majority|minority)(?:[\s-](?:(?:equity|voting|economic|ownership|controlling|passive"
    r"|non-voting|strategic|significant)\s)?(?:stake|share|owner|interest|holding|control"
    r"|position|invest|voting|owned|acquisition|buyout|equity)"
    r"|(?=\s+of\s+(?:its|the|their|all)?\s?(?:[a-z]+\s)?(?:shares|stock|equity|company|voting|votes"
    r"|ownership|capital|revenues?|sales|business)\b))",
    re.IGNORECASE,
)


class WordShare(NamedTuple):
    """A share that words tell, in percent points; ``high`` None: as ``low`` for a single value."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    control: bool  # "a majority stake": no figure at all


def shares(text: str, cues: frozenset[str]) -> list[WordShare]:
    """Return the shares that a text tells in words, of the kinds that its cues announce."""
    found: list[WordShare] = []
    if "fraction" in cues:
        found += _fractions(text)
    if "ratio" in cues:
        found += _ratios(text)
    if "even" in cues:
        found += [
            WordShare(m.start(), m.end(), 50.0, 50.0, 50.0, False) for m in _EVEN.finditer(text)
        ]
    if "digit" in cues:
        for match in _DIGITS.finditer(text):
            low, high = (1.0, 10.0) if match["many"].casefold() == "single" else (10.0, 100.0)
            found.append(WordShare(match.start(), match.end(), None, low, high, False))
    if "control" in cues:
        for match in _CONTROL.finditer(text):
            start, end = match.span("which")
            most = match["which"].casefold() == "majority"
            low_, high_ = (50.0, None) if most else (None, 50.0)
            found.append(WordShare(start, end, None, low_, high_, True))
    return found


def _ratios(text: str) -> list[WordShare]:
    found = []
    for match in _RATIO.finditer(text):
        if match["a"].isdecimal() != match["b"].isdecimal() and match["a"].casefold() != "one":
            continue
        one, two = _count(match["a"]), _count(match["b"])
        if 0 < one < two <= 100:
            share = 100 * one / two
            found.append(WordShare(match.start(), match.end(), share, share, share, False))
    return found


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else ONES[word.casefold()]


def _fractions(text: str) -> list[WordShare]:
    found: list[WordShare] = []
    matches = list(_FRACTION.finditer(text))
    at = 0
    while at < len(matches):
        match = matches[at]
        at += 1
        if at < len(matches) and _TO.fullmatch(text, match.end(), matches[at].start()):
            two = matches[at]
            low, high = _value(match), _value(two)
            if low < high and _stands(text, two, joined=True):
                opened = _BETWEEN.search(text, max(0, match.start() - 12), match.start())
                start = opened.start() if opened else match.start()
                found.append(WordShare(start, two.end(), None, low, high, False))
                at += 1
                continue
        if _stands(text, match):
            share = _value(match)
            found.append(WordShare(match.start(), match.end(), share, share, share, False))
    return found


def _value(match: re.Match[str]) -> float:
    if match["n"]:
        return 100 * int(match["n"]) / int(match["d"])
    if match["count"] is None:
        return 50.0
    return 100 * _COUNTS[match["count"].casefold()] / _PARTS[match["part"].casefold()]


def _stands(text: str, match: re.Match[str], *, joined: bool = False) -> bool:
    """Whether a fraction is a share: of something, qualified, or beyond doubt by its form."""
    start, end = match.span()
    if not 0 < _value(match) < 100 or _NOT_BEHIND.match(text, end):
        return False
    head = max(0, start - 16)
    if (match["count"] is None or match["part"].casefold() == "quarter") and _NO_HALF.search(
        text, head, start
    ):
        return False
    if joined or _BEHIND.match(text, end):
        return True
    if match["n"]:
        return False
    several = match["count"] is not None and match["s"] and match["part"].casefold() != "quarter"
    hyphen = match["count"] is not None and "-" in match.group()
    if several or hyphen or before(text, 0, start) is not None:
        return _CLOSED.match(text, end) is not None or bool(several or hyphen)
    return _BY.search(text, head, start) is not None and _CLOSED.match(text, end) is not None
