"""Money and shares as news writes them: values, ranges, currencies, spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

NUMBER = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_MAGNITUDES = {
    "thousand": 1e3, "k": 1e3,
    "million": 1e6, "millions": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "mio": 1e6, "mm": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9,
    "trillion": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12,
    "crore": 1e7, "crores": 1e7, "lakh": 1e5,
}  # fmt: skip
_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD",
    "S$": "SGD", "HK$": "HKD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "Rs": "INR", "Rs.": "INR", "CHF": "CHF", "USD": "USD", "EUR": "EUR",
    "GBP": "GBP", "JPY": "JPY", "AUD": "AUD", "CAD": "CAD", "INR": "INR", "CNY": "CNY",
    "RMB": "CNY", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "SGD": "SGD", "HKD": "HKD",
}  # fmt: skip
_UNITS = {
    "dollars": "USD", "dollar": "USD", "us dollars": "USD", "u.s. dollars": "USD", "usd": "USD",
    "bucks": "USD", "euros": "EUR", "euro": "EUR", "eur": "EUR", "pounds": "GBP",
    "pounds sterling": "GBP", "gbp": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupees": "INR", "won": "KRW", "swiss francs": "CHF", "francs": "CHF", "kronor": "SEK",
    "australian dollars": "AUD", "canadian dollars": "CAD", "singapore dollars": "SGD",
    "hong kong dollars": "HKD", "new zealand dollars": "NZD",
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "half a": 0.5,
}  # fmt: skip
_MORE = (
    "more than", "over", "exceeding", "exceeds", "exceed", "above", "at least", "upwards of",
    "upward of", "north of", "in excess of", "well over", "not less than", "no less than",
    "a minimum of", "greater than", "just over", "slightly over", "slightly more than",
    "a little over", "a little more than", "better than",
)  # fmt: skip
_LESS = (
    "up to", "as much as", "less than", "under", "below", "no more than", "at most", "as high as",
    "not more than", "a maximum of", "fewer than",
)  # fmt: skip
_NEAR = ("nearly", "almost", "just under", "close to", "just below", "just shy of", "not quite")
_ABOUT = (
    "about", "around", "roughly", "approximately", "approx.", "approx", "some", "an estimated",
    "estimated", "circa", "c.", "~", "in the region of", "somewhere around", "or so",
)  # fmt: skip
_QUALIFIERS = {
    **dict.fromkeys(_MORE, "more"),
    **dict.fromkeys(_LESS, "less"),
    **dict.fromkeys(_NEAR, "near"),
    **dict.fromkeys(_ABOUT, "about"),
}
MOST = 1e17  # a larger figure is no figure
ABOUT = 0.1  # "about x" is x give or take a tenth; "nearly x" is x less at most a tenth


class Amount(NamedTuple):
    """A figure in a text.

    ``value`` is the number written, in whole units of ``currency`` for money and in percent points
    for shares; ``low`` and ``high`` the range its qualifier gives (None: open).
    ``text[start:end]`` holds the qualifier too.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    currency: str | None
    qualifier: str  # exact, more, less, near, about, range


def _alternatives(words: Iterable[str]) -> str:
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


_MAG = r"(?:" + _alternatives(_MAGNITUDES) + r")"
_SIGN = r"(?:" + _alternatives(_SIGNS) + r")"
_UNIT = r"(?:" + _alternatives(_UNITS) + r")"
_QUAL = r"(?P<qual>" + _alternatives(_QUALIFIERS) + r")"
_WORD = r"(?:" + _alternatives(_WORDS) + r")"
_TO = r"(?(between)\s*(?:-|–|—|to|and)\s*|\s*(?:-|–|—|to)\s*)"
_AFTER = r"(?P<after>\s+or\s+more|\s+or\s+so|\s+or\s+less|\+)?"

_MONEY = re.compile(
    rf"(?:\b{_QUAL}\s+|(?P<tilde>~)\s*)?(?:(?P<between>between|from)\s+)?"
    rf"(?:"
    rf"(?<![\w$€£¥])(?P<sign>{_SIGN})\s?(?P<n1>{NUMBER})(?:[\s-]?(?P<m1>{_MAG})\b)?"
    rf"(?:{_TO}(?:{_SIGN})?\s?(?P<n2>{NUMBER})(?:[\s-]?(?P<m2>{_MAG})\b)?)?"
    rf"|(?<![\w.,$€£])(?P<n3>{NUMBER})(?:[\s-]?(?P<m3>{_MAG}))?"
    rf"(?:{_TO}(?P<n4>{NUMBER})(?:[\s-]?(?P<m4>{_MAG}))?)?[\s-](?P<unit>{_UNIT})\b"
    rf"|\b(?P<w1>{_WORD})\s+(?P<m5>thousand|million|billion|trillion)\s+(?P<unit2>{_UNIT})\b"
    rf")(?!\d){_AFTER}",
    re.IGNORECASE,
)
_FRACTIONS = {
    "half": 50.0, "one-half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "one-third": 100 / 3,
    "two thirds": 200 / 3, "two-thirds": 200 / 3, "a quarter": 25.0, "one quarter": 25.0,
    "one-quarter": 25.0, "three quarters": 75.0, "three-quarters": 75.0, "a fifth": 20.0,
    "one-fifth": 20.0, "one fifth": 20.0, "two-fifths": 40.0, "a tenth": 10.0, "one-tenth": 10.0,
    "a sixth": 100 / 6, "an eighth": 12.5,
}  # fmt: skip
_SPELT = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)"
)
_PCT = r"(?:%|\s?per\s?cent\b|-per\s?cent\b|\s?pct\b|\s?percentage\s+points?\b)"
_OF = r"(?=\s+(?:of|stake|share|ownership|owned|interest|holding|its|their|the)\b|-(?:owned|stake))"
_SHARE = re.compile(
    rf"(?:\b{_QUAL}\s+|(?P<tilde>~)\s*)?(?:(?P<between>between|from)\s+)?(?:a\s+)?"
    rf"(?:"
    rf"(?<![\w.,$€£])(?P<n1>{NUMBER})(?:{_PCT})?{_TO}(?P<n2>{NUMBER})(?:{_PCT})"
    rf"|(?<![\w.,$€£])(?P<n3>{NUMBER})(?:{_PCT})"
    rf"|\b(?P<word>{_SPELT})(?:\s|-)per\s?cent\b"
    rf"|\b(?P<frac>{_alternatives(_FRACTIONS)})\b{_OF}"
    rf"){_AFTER}",
    re.IGNORECASE,
)


_SIGNS_FOLDED = {sign.casefold(): currency for sign, currency in _SIGNS.items()}
BEFORE, BEHIND = 70, 70  # characters around a sign, unit or fraction in which its figure stands
_MONEY_CUE = re.compile(rf"[$€£¥₹₩]|\b(?:{_SIGN}|{_UNIT})(?![a-z])", re.IGNORECASE)
_SHARE_CUE = re.compile(
    rf"%|per\s?cent\b|\bpct\b|\bpercentage\b|\b(?:{_alternatives(_FRACTIONS)})\b", re.IGNORECASE
)


_SIGN_MARKS = (*"$€£¥₹₩", *(sign for sign in _SIGNS if sign.isalpha()))
_UNIT_MARKS = tuple(sorted({unit.split()[-1] for unit in _UNITS}))
_SHARE_MARKS = ("%", "cent", "pct", *_FRACTIONS)


def money(text: str) -> list[Amount]:
    """Return the sums of money in a text, in order.

    >>> [(a.value, a.low, a.high, a.currency) for a in money("potentially exceeding $10 billion")]
    [(10000000000.0, 10000000000.0, None, 'USD')]
    >>> money("between 5 and 7 million dollars")[0][3:5], money("€1.2bn")[0].currency
    ((5000000.0, 7000000.0), 'EUR')
    """
    lower = text.lower()
    if any(mark in text for mark in _SIGN_MARKS) or any(mark in lower for mark in _UNIT_MARKS):
        return _near_cues(text, _MONEY_CUE, _MONEY, _sum)
    return []


def _near_cues(
    text: str,
    cue: re.Pattern[str],
    figure: re.Pattern[str],
    read: Callable[[re.Match[str]], Amount],
) -> list[Amount]:
    """Return the figures that stand around cues, in order."""
    found: list[Amount] = []
    at = 0
    for mark in cue.finditer(text):
        match = figure.search(text, max(at, mark.start() - BEFORE), mark.end() + BEHIND)
        while match is not None and match.start() <= mark.start():
            amount = read(match)
            at = amount.end
            if _sane(amount):
                found.append(amount)
            match = figure.search(text, at, mark.end() + BEHIND)
    return found


def _sum(match: re.Match[str]) -> Amount:
    get = match.groupdict()
    if get["w1"]:
        size = _WORDS[_folded(get["w1"])] * _magnitude(get["m5"])
        return _amount(match, match.end(), size, None, _UNITS[_folded(get["unit2"])])
    if get["n1"]:
        first, mag, second, mag2 = get["n1"], get["m1"], get["n2"], get["m2"]
        currency = _SIGNS_FOLDED[get["sign"].casefold()]
    else:
        first, mag, second, mag2 = get["n3"], get["m3"], get["n4"], get["m4"]
        currency = _UNITS[_folded(get["unit"])]
    end = match.end()
    if get["n2"] and mag and not mag2 and not get["between"] and not _dashed(match):
        second, end = None, match.end("m1")  # "$5 million to 7 clients"
    one = _number(first) * _magnitude(mag or (mag2 if second else None))
    two = _number(second) * _magnitude(mag2 or mag) if second else None
    return _amount(match, end, one, two, currency)


def _dashed(match: re.Match[str]) -> bool:
    between = match.string[match.end("m1") : match.start("n2")]
    return any(dash in between for dash in "-–—")


def _sane(amount: Amount) -> bool:
    return max(amount.value or 0, amount.high or 0) <= MOST


def percent(text: str) -> list[Amount]:
    """Return the shares in a text in percent points, in order.

    >>> [(a.value, a.low, a.high) for a in percent("nearly half of the company")]
    [(50.0, 45.0, 50.0)]
    >>> percent("a 49% stake")[0].value, percent("roughly a third of revenue")[0].qualifier
    (49.0, 'about')
    """
    lower = text.lower()
    if any(mark in lower for mark in _SHARE_MARKS):
        return _near_cues(text, _SHARE_CUE, _SHARE, _part)
    return []


def _part(match: re.Match[str]) -> Amount:
    get = match.groupdict()
    one: float
    two: float | None = None
    if get["n1"]:
        one, two = _number(get["n1"]), _number(get["n2"])
    elif get["n3"]:
        one = _number(get["n3"])
    elif get["word"]:
        parts = re.split(r"[- ]", get["word"].casefold())
        one = float(sum(_WORDS[part] for part in parts))
    else:
        one = _FRACTIONS[_folded(get["frac"])]
    return _amount(match, match.end(), one, two, None)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _number(text: str) -> float:
    return float(re.sub(r"[,\u00a0\u202f]", "", text))


def _magnitude(word: str | None) -> float:
    return _MAGNITUDES[word.casefold()] if word else 1.0


def _amount(
    match: re.Match[str], end: int, one: float, two: float | None, currency: str | None
) -> Amount:
    get = match.groupdict()
    kind = _QUALIFIERS.get(_folded(get["qual"] or ""), "about" if get["tilde"] else "exact")
    kind = _QUALIFIERS_AFTER.get(_folded(get["after"] or ""), kind)
    if two is not None:
        low, high = min(one, two), max(one, two)
        return Amount(match.start(), end, None, low, high, currency, "range")
    bounds: dict[str, tuple[float | None, float | None]] = {
        "exact": (one, one),
        "more": (one, None),
        "less": (None, one),
        "near": (one * (1 - ABOUT), one),
        "about": (one * (1 - ABOUT), one * (1 + ABOUT)),
    }
    return Amount(match.start(), end, one, *bounds[kind], currency, kind)


_QUALIFIERS_AFTER = {"or more": "more", "+": "more", "or so": "about", "or less": "less"}
