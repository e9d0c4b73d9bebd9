"""Numbers as texts write them: digits of several conventions, words, magnitudes, vague sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vendorrisk.extract.currencies import alternatives

STRETCH = 80  # characters before a unit in which a number in words stands
_DIGIT = re.compile("[0-9]+")
# Groups are bounded so that a long row of digits and commas is read in one pass.
DIGITS = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5}(?:,\d{1,2})?(?![\d\w])"  # 1 234 567,89
    r"|\d{1,3}(?:\.\d{3}){2,5}(?:,\d{1,2})?(?!\d)"  # 1.234.567,89
    r"|\d{1,3}\.\d{3},\d{1,2}(?!\d)"  # 1.234,56
    r"|\d{1,3}(?:['’]\d{3}){1,5}(?:\.\d{1,9})?(?!\d)"  # 1'234'567
    r"|\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?:\.\d{1,9})?(?!\d)"  # 1,234,567.89 and 12,34,567
    r"|\d+,\d{1,2}(?![\d,])"  # 3,5
    r"|\d+(?:\.\d+)?"
    r"|\.\d+"
)
MAGNITUDES = {
    "thousand": 1e3, "grand": 1e3, "k": 1e3,
    "million": 1e6, "millions": 1e6, "millionen": 1e6, "miljoner": 1e6,
    "millioner": 1e6, "miljoen": 1e6, "millones": 1e6, "milioni": 1e6,
    "mn": 1e6, "mln": 1e6, "m": 1e6, "mio": 1e6, "mm": 1e6,
    "billion": 1e9, "billions": 1e9, "milliarden": 1e9, "milliards": 1e9, "milliard": 1e9,
    "miljarder": 1e9, "milliarder": 1e9, "miljard": 1e9, "miliardi": 1e9,
    "mrd": 1e9, "mds": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9,
    "trillion": 1e12, "billionen": 1e12, "trillions": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
    "lakh crore": 1e12, "lakh crores": 1e12, "thousand crore": 1e10,
    **{f"hundred {word}": 100 * size for word, size in (
        ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("crore", 1e7))},
}  # fmt: skip
_LONG = alternatives(word for word in MAGNITUDES if len(word) > 1)
MAGNITUDE = (
    rf"(?:(?:\s{{0,2}}|[\-\u2010\u2011])(?P<long>(?i:{_LONG}))(?![A-Za-z])(?P<dot>(?<=Mio)\.|(?<=Mrd)\.)?"
    r"|(?P<short>[kKmMbBtT])(?![A-Za-z0-9])|\s(?P<spaced>[mMbB])(?![\w’'&-]))"
)
_TEENS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
BELOW_TEN = _TEENS[:9]
_TIES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {word: number for number, word in enumerate(_TEENS, 1)}
_TENS = {word: 10 * number for number, word in enumerate(_TIES, 2)}
ONES = {**_ONES, **_TENS}
_SMALL = (
    rf"(?:(?:{alternatives(_TENS)})(?:[\s-](?:{alternatives(BELOW_TEN)}))?"
    rf"|(?:{alternatives(_ONES)}))"
)
_CARDINAL = rf"(?:(?:an?|{_SMALL})[\s-]hundred(?:[\s-](?:and[\s-])?{_SMALL})?|{_SMALL})"
FEW = (2.0, 9.0)  # "several", "a few": one digit
_Vague = tuple[float | None, float, float | None]  # value, low, high
_VAGUE: dict[str, _Vague] = {
    **dict.fromkeys(("several", "a few"), (None, *FEW)),
    **dict.fromkeys(("several hundred", "a few hundred"), (None, 100 * FEW[0], 100 * FEW[1])),
    **dict.fromkeys(("a couple of", "a couple"), (2.0, 1.8, 2.2)),
    **dict.fromkeys(("a couple of hundred", "a couple hundred"), (200.0, 180.0, 220.0)),
    "tens of": (None, 10.0, 100.0), "dozens of": (None, 20.0, 100.0),
    "hundreds of": (None, 100.0, 1000.0),
    **dict.fromkeys(("multi", "multi-", "many"), (None, 1.0, None)),
}  # fmt: skip
MANY = {
    "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "crores": 1e7,
    "lakhs": 1e5,
}  # fmt: skip
WORDS = re.compile(
    rf"\b(?i:(?P<part>(?:an?[\s-])?half(?:[\s-]an?)?\b|(?:an?|one)[\s-]quarter(?:[\s-]of[\s-]an?)?\b"
    rf"|three[\s-]quarters(?:[\s-]of[\s-]an?)?\b)"
    rf"|(?P<vague>{alternatives(_VAGUE)})(?=[\s-]|[mb]illion|trillion)"
    rf"|(?P<cardinal>{_CARDINAL})\b(?P<half>[\s-]and[\s-]a[\s-]half\b)?"
    rf"|(?P<one>an?)(?=[\s-](?:hundred|thousand|million|billion|trillion|crore|lakh)\b)"
    rf"|(?P<plural>{alternatives(MANY)})(?=\s+of\b))"
)


class Numeral(NamedTuple):
    """A number in a text, before its magnitude.

    ``value`` None: the number is vague and lies from ``low`` to ``high`` (None: open).
    ``text[start:end]`` is the number.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    spelt: bool


def numerals(text: str, near: Iterable[int] = ()) -> Iterator[Numeral]:
    """Yield the numbers of a text in order, those in words only where units stand.

    Parameters
    ----------
    text : str
        A sentence.
    near : iterable of int
        Where units stand, in order; numbers in words are looked for in the stretch before each.
    """
    found = list(_in_digits(text))
    spelt = [_spelt(match) for match in _in_words(text, near)]
    yield from sorted(found + spelt, key=lambda n: (n.start, -n.end)) if spelt else found


def _in_digits(text: str) -> Iterator[Numeral]:
    last = 0
    for digit in _DIGIT.finditer(text):
        start = digit.start()
        if start < last:
            continue
        if start and text[start - 1] == "." and not text[start - 2 : start - 1].isalnum():
            start -= 1  # ".5"
        match = DIGITS.match(text, start)
        if match is not None:
            last = match.end()
            yield Numeral(start, last, number(match.group()), None, None, False)


def _in_words(text: str, near: Iterable[int]) -> Iterator[re.Match[str]]:
    last = 0
    for unit in near:
        for match in WORDS.finditer(text, max(last, unit - STRETCH), unit):
            last = match.end()
            yield match


def number(text: str) -> float:
    """Return the value of digits, by the form of their groups.

    >>> number("1,234.5"), number("12,34,567"), number("1.234.567,89"), number("3,5")
    (1234.5, 1234567.0, 1234567.89, 3.5)
    """
    if "," in text:
        head, _, tail = text.rpartition(",")
        if len(tail) < 3:  # a decimal comma
            return float(f"{_bare(head)}.{tail}")
        text = text.replace(",", "")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    if len(text) > 3 and not text.replace(".", "").isdecimal():
        text = re.sub(r"[ \u00a0\u202f'’]", "", text)
    return float(text)


def _bare(text: str) -> str:
    return re.sub(r"[^\d]", "", text)


def _spelt(match: re.Match[str]) -> Numeral:
    get = match.groupdict()
    value: float | None = None
    low = high = None
    if get["part"]:
        word = get["part"].casefold()
        value = 0.75 if word.startswith("three") else 0.5 if "half" in word else 0.25
    elif get["vague"]:
        value, low, high = _VAGUE[" ".join(get["vague"].casefold().split())]
    elif get["plural"]:
        low = MANY[get["plural"].casefold()]
    elif get["one"]:
        value = 1.0
    else:
        value = cardinal(get["cardinal"]) + (0.5 if get["half"] else 0.0)
    return Numeral(match.start(), match.end(), value, low, high, True)


def cardinal(words: str) -> float:
    """Return a number below a thousand in words.

    >>> cardinal("twenty-five"), cardinal("three hundred and fifty")
    (25.0, 350.0)
    """
    total = 0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in {"a", "an", "and"}:
            total += ONES[word]
    return float(total)


def magnitude(match: re.Match[str]) -> float | None:
    """Return the magnitude in a match of `MAGNITUDE`; None when there is none."""
    word = match["long"] or match["short"] or match["spaced"]
    return MAGNITUDES[" ".join(word.casefold().split())] if word else None
