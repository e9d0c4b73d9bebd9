"""A number in a text with what belongs to it: sign, magnitude, unit, percent sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from vendorrisk.extract.currencies import (
    CENTS,
    CODE,
    CODES,
    POINT_GROUPS,
    SCALED_CODES,
    SIGNS,
    SIGNS_OF_LARGE,
    SYMBOLS,
    UNITS,
    UNSURE,
    alternatives,
)
from vendorrisk.extract.numerals import MAGNITUDE, Numeral, magnitude, numerals


class Term(NamedTuple):
    """A number with what belongs to it; ``unit`` "" for a number that nothing marks."""

    start: int
    end: int
    number: float | None  # as written, before the magnitude
    size: float | None  # of the magnitude
    low: float | None  # of a vague number, in whole units
    high: float | None
    unit: Literal["money", "share", "points", ""]
    currency: str | None
    signed: bool  # a sign or code stands before the number

    @property
    def value(self) -> float | None:
        """Return the number in whole units; None for a vague one."""
        return None if self.number is None else self.number * (self.size or 1.0)


CENT = 0.01
_BEFORE = 10  # characters before a number in which its sign stands
_SIGN = re.compile(
    rf"(?:(?<![A-Za-z0-9$€£])(?P<scaled>{alternatives(SCALED_CODES)})"
    rf"|(?<![A-Za-z0-9$€£])(?P<sign>{alternatives(SIGNS)})"
    rf"|(?P<symbol>[{SYMBOLS}])"
    rf"|(?<![A-Za-z0-9$€£])(?P<large>{alternatives(SIGNS_OF_LARGE)}))[ \u00a0\u202f]?\Z"
)
_SIGN_ENDS = {sign[-1] for sign in (*SIGNS, *SIGNS_OF_LARGE, *SCALED_CODES)}
_NAMES = alternatives(UNITS)
_UNIT = (
    rf"(?:(?:[\s-]|\s+of\s+|\sd[ei]\s|\sd['’])(?P<name>(?i:{_NAMES}))(?![A-Za-z])"
    rf"|(?:[\s-](?P<cents>cents?|pence)(?![A-Za-z])|\s?(?P<cent>¢)|(?P<p>p)(?![\w-]))"
    rf"|\s?(?P<mark>US\$|[{SYMBOLS}])(?!\s?\d)"
    rf"|\s?(?P<scale>{alternatives(SCALED_CODES)})(?![A-Za-z0-9])"
    rf"|\s?(?P<code>{alternatives(CODES)})(?![A-Za-z0-9$])"
    rf"|\s(?P<whose>Canadian|Australian)(?![A-Za-z]))"
)
_SHARE = (
    r"(?P<percent>\s?[%％]|[\s-]?per[\s-]?cents?(?![a-z])|\s?pct(?![a-z])|pc(?![a-z])"
    r"|\s(?:Prozent|procent|pour\s?cent|por\s?ciento)(?![a-z]))"
    r"|(?P<points>[\s-]percentage[\s-]points?(?![a-z])|\sppts?(?![a-z])|\s?pp(?![a-z]))"
    r"|(?P<basis>[\s-]basis[\s-]points?(?![a-z])|\s?bps?(?![a-z]))"
)
_TAIL = re.compile(
    rf"{_SHARE}"
    rf"|(?P<half>\s+and\s+a\s+half)?(?:{MAGNITUDE})?(?P<and>\s+and\s+a\s+half)?(?:{_UNIT})?"
)
_WEIGHT = re.compile(r"\b(?:weigh\w*|heav\w+|lift\w*|lost|gained)\b[^.;]*\Z")
_LINES = {144, 240, 360, 480, 540, 720, 1080, 1440, 2160, 4320}  # "1080p" is a picture
_END = re.compile(r"\s*(?:[).,;:]|\Z)|\s+(?:per|a|each|apiece)\b")
_NUMBER_NEXT = re.compile(r"\s?\d")
_YEAR_OF_PRICES = re.compile(r"\b(?:in|constant|of)\s\Z")


def terms(text: str, near: Iterable[int] = ()) -> list[Term]:
    """Return the numbers of a text with what belongs to each, in order.

    Parameters
    ----------
    text : str
        A sentence.
    near : iterable of int
        Where units stand, in order.
    """
    found: list[Term] = []
    last = 0
    for numeral in numerals(text, near):
        if numeral.start < last:
            continue
        term = _read(text, numeral, last)
        if term is not None:
            last = term.end
            found.append(term)
    return found


def _read(text: str, numeral: Numeral, last: int) -> Term | None:
    start = numeral.start
    sign = None if numeral.spelt else _sign(text, start, last)
    before = text[start - 1] if start else " "
    if sign is None and not numeral.spelt and (before.isalnum() or before in "._$€£"):
        return None
    tail = _TAIL.match(text, numeral.end)
    if tail is None:  # pragma: no cover - the expression matches nothing too
        return None
    if sign is None and (tail["percent"] or tail["points"] or tail["basis"]):
        factor = 0.01 if tail["basis"] else 1.0
        unit: Literal["share", "points"] = "share" if tail["percent"] else "points"
        value = None if numeral.value is None else numeral.value * factor
        return Term(start, tail.end(), value, None, numeral.low, numeral.high, unit, None, False)
    return _sum(text, numeral, tail, sign, last)


def _sum(
    text: str, numeral: Numeral, tail: re.Match[str], sign: re.Match[str] | None, last: int
) -> Term | None:
    """Return a number as money, or as a bare number when nothing marks it."""
    size = magnitude(tail)
    if sign is not None and sign["large"] and size is None:
        sign = None
    end = max(numeral.end, *(tail.end(group) for group in _SIZED))
    if sign is not None:
        start = numeral.start - len(sign.group())
        currency, end = _signed(tail, sign, end)
    else:
        start = numeral.start
        marked = _marked(text, numeral, tail, size)
        if marked is None:
            if start - 1 > last and text[start - 1] in "-–" and text[start - 2].isalpha():
                return None  # "GPT-4"
            return Term(start, end, _halved(numeral, tail), size, None, None, "", None, False)
        currency, end = marked
    size = _scale(text, numeral, tail, sign, size, currency)
    low, high = (None if v is None else v * (size or 1.0) for v in (numeral.low, numeral.high))
    number = _halved(numeral, tail)
    return Term(start, end, number, size, low, high, "money", currency, sign is not None)


def _halved(numeral: Numeral, tail: re.Match[str]) -> float | None:
    """Return the number, with the "and a half" that may stand behind it."""
    half = 0.5 if tail["half"] or tail["and"] else 0.0
    return None if numeral.value is None else numeral.value + half


def _scale(
    text: str,
    numeral: Numeral,
    tail: re.Match[str],
    sign: re.Match[str] | None,
    size: float | None,
    currency: str | None,
) -> float | None:
    """Return the magnitude that the units add: of cents, of "MSEK", of a point that groups."""
    scaled = tail["scale"] if sign is None else sign["scaled"]
    if scaled:
        return (size or 1.0) * SCALED_CODES[scaled][0]
    if sign is None and (tail["cents"] or tail["cent"] or tail["p"]):
        return CENT
    if size is None and currency in POINT_GROUPS and _POINTED.fullmatch(text, *numeral[:2]):
        return 1000.0
    return size


_SIZED = ("half", "long", "dot", "short", "spaced", "and")
_POINTED = re.compile(r"\d{1,3}\.\d{3}")


def _sign(text: str, start: int, last: int) -> re.Match[str] | None:
    """Return the sign, code or name that stands before a number."""
    before = text[start - 1] if start else ""
    if before in " \u00a0\u202f" and start > 1:
        before = text[start - 2]
    if before not in _SIGN_ENDS:
        return None
    return _SIGN.search(text, max(last, start - _BEFORE), start)


def _signed(tail: re.Match[str], sign: re.Match[str], end: int) -> tuple[str | None, int]:
    """Return the currency and the end of a number with a sign before it.

    What stands behind counts when it repeats the sign ("€5m EUR") or tells which dollar it is
    ("$15 million CAD").
    """
    if sign["scaled"]:
        return SCALED_CODES[sign["scaled"]][1], end
    written = sign["sign"] or sign["symbol"] or sign["large"]
    own = SIGNS.get(written) or SIGNS_OF_LARGE.get(written)
    name = _name(tail)
    behind = CODE.get(tail["code"]) or _WHOSE.get(tail["whose"]) or UNITS.get(name)
    if behind is not None and (behind == own or (written == "$" and not _other(name))):
        return behind, tail.end()
    return own, end


_WHOSE: dict[str | None, str] = {"Canadian": "CAD", "Australian": "AUD"}


def _other(name: str) -> bool:
    """Whether a name is of no dollar: "$5 million won the auction"."""
    return bool(name) and "dollar" not in name


def _name(tail: re.Match[str]) -> str:
    return " ".join((tail["name"] or "").casefold().split())


def _marked(
    text: str, numeral: Numeral, tail: re.Match[str], size: float | None
) -> tuple[str | None, int] | None:
    """Return the currency and the end of a number that what stands behind makes money."""
    found: str | None = None
    if tail["mark"]:
        found = SIGNS[tail["mark"]]
    elif tail["code"] or tail["scale"]:
        if size is None and _is_year(numeral) and _NUMBER_NEXT.match(text, tail.end()):
            return None  # "in 2014 SEK 49 million"
        found = CODE.get(tail["code"]) or SCALED_CODES[tail["scale"]][1]
    elif tail["cent"]:
        found = "USD"
    elif tail["p"] and size is None and numeral.value not in _LINES:
        found = "GBP"
    elif tail["cents"] and size is None and (tail["cents"] != "cent" or numeral.value == 1):
        found = CENTS[tail["cents"]]
    elif tail["name"] and _is_money(text, numeral, tail, size):
        return UNITS[_name(tail)], tail.end()
    return None if found is None else (found, tail.end())


def _is_money(text: str, numeral: Numeral, tail: re.Match[str], size: float | None) -> bool:
    """Whether a number before the name of a currency is money: not weight, wins or a year."""
    if size is not None or numeral.low is not None:
        return True
    name = _name(tail)
    if name in UNSURE:
        large = numeral.value is not None and numeral.value >= 1000
        return large and _END.match(text, tail.end()) is not None
    before = text[max(0, numeral.start - 24) : numeral.start]
    if name == "pounds":
        return not (_WEIGHT.search(before) or text.startswith(" of", tail.end()))
    if _is_year(numeral) and numeral.end - numeral.start == 4:
        return not (_YEAR_OF_PRICES.search(before) or tail["name"] == "Euro")
    return True


def _is_year(numeral: Numeral) -> bool:
    return not numeral.spelt and numeral.value is not None and 1900 <= numeral.value < 2100
