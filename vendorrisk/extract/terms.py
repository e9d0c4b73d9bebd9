"""A number in a text with what belongs to it: sign, magnitude, unit, percent sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from vendorrisk.extract.currencies import (
    CENTS,
    CODE,
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
        return None if self.number is None else self.number * (self.size or 1.0)


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
    rf"(?:(?:[\s-]|\s+of\s+|\sd['’])(?P<name>(?i:{_NAMES}))(?![A-Za-z])"
    rf"|[\s-](?P<cents>cents?|pence)(?![A-Za-z])"
    rf"|\s?(?P<mark>US\$|[{SYMBOLS}])(?!\s?\d)"
    rf"|\s?(?P<code>{alternatives(CODE)})(?![A-Za-z0-9$])"
    rf"|\s(?P<whose>Canadian|Australian)(?![A-Za-z]))"
)
_SHARE = (
    r"(?P<percent>\s?[%％]|[\s-]?per[\s-]?cents?(?![a-z])|\s?pct(?![a-z])|pc(?![a-z]))"
    r"|(?P<points>[\s-]percentage[\s-]points?(?![a-z])|\sppts?(?![a-z])|\s?pp(?![a-z]))"
    r"|(?P<basis>[\s-]basis[\s-]points?(?![a-z])|\s?bps?(?![a-z]))"
)
_TAIL = re.compile(
    rf"{_SHARE}"
    rf"|(?P<half>\s+and\s+a\s+half)?(?:{MAGNITUDE})?(?P<and>\s+and\s+a\s+half)?(?:{_UNIT})?"
)
_WEIGHT = re.compile(r"\b(?:weigh\w*|heav\w+|lift\w*|lost|gained)\b[^.;]*\Z")
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
    size = magnitude(tail)
    number = numeral.value
    if number is not None and (tail["half"] or tail["and"]):
        number += 0.5
    currency, marked = _currency(text, numeral, tail, sign, size)
    end = tail.end() if marked else max(numeral.end, *(tail.end(g) for g in _SIZED))
    if sign is not None and sign["large"] and size is None:
        sign, marked = None, False
    if sign is not None:
        start -= len(sign.group())
        if sign["scaled"]:
            size = (size or 1.0) * SCALED_CODES[sign["scaled"]][0]
    if tail["cents"] and marked:
        size = 0.01
    elif currency in POINT_GROUPS and size is None and _POINTED.fullmatch(text, *numeral[:2]):
        size = 1000.0
    scale = size or 1.0
    low = None if numeral.low is None else numeral.low * scale
    high = None if numeral.high is None else numeral.high * scale
    unit_ = "money" if marked else ""
    if not marked and before in "-–" and start - 1 > last and text[start - 2].isalpha():
        return None  # "GPT-4"
    return Term(start, end, number, size, low, high, unit_, currency, sign is not None)


_SIZED = ("half", "long", "short", "spaced", "and")
_POINTED = re.compile(r"\d{1,3}\.\d{3}")


def _sign(text: str, start: int, last: int) -> re.Match[str] | None:
    """Return the sign, code or name that stands before a number."""
    before = text[start - 1] if start else ""
    if before in " \u00a0\u202f" and start > 1:
        before = text[start - 2]
    if before not in _SIGN_ENDS:
        return None
    return _SIGN.search(text, max(last, start - _BEFORE), start)


def _currency(
    text: str,
    numeral: Numeral,
    tail: re.Match[str],
    sign: re.Match[str] | None,
    size: float | None,
) -> tuple[str | None, bool]:
    """Return the currency of a number and whether it is money at all."""
    code = CODE[tail["code"]] if tail["code"] else None
    name = " ".join(tail["name"].casefold().split()) if tail["name"] else None
    if sign is not None:
        if sign["scaled"]:
            return SCALED_CODES[sign["scaled"]][1], True
        written = sign["sign"] or sign["symbol"] or sign["large"]
        own = SIGNS.get(written) or SIGNS_OF_LARGE.get(written)
        if written == "$":  # "$15 million CAD"
            whose = {"Canadian": "CAD", "Australian": "AUD"}.get(tail["whose"] or "")
            own = code or whose or (UNITS.get(name) if name else None) or own
        return own, True
    if tail["mark"]:
        return SIGNS[tail["mark"]], True
    if code is not None:
        return code, True
    if tail["cents"]:
        capital = tail["cents"] == "cent" and numeral.value != 1
        return CENTS[tail["cents"]], size is None and not capital
    if name is None or not _is_money(text, numeral, tail, name, size):
        return None, False
    return UNITS[name], True


def _is_money(
    text: str, numeral: Numeral, tail: re.Match[str], name: str, size: float | None
) -> bool:
    """Whether a number before the name of a currency is money: not weight, wins or a year."""
    if size is not None or numeral.low is not None:
        return True
    if name in UNSURE:
        return False
    before = text[max(0, numeral.start - 24) : numeral.start]
    if name == "pounds":
        return not (_WEIGHT.search(before) or text.startswith(" of", tail.end()))
    year = not numeral.spelt and text[numeral.start : numeral.end].isdecimal()
    if year and 1900 <= (numeral.value or 0) < 2100:
        return not (_YEAR_OF_PRICES.search(before) or tail["name"] == "Euro")
    return True


