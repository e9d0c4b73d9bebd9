"""Money and shares as news writes them: values, ranges, currencies, spans.

A text is read from its numbers: each takes the sign before it and the magnitude, unit or percent
sign behind it (`terms`); two that a dash, "to" or "and" joins become a range; the words around tell
whether a figure is a bound, an estimate or a price. Every step looks at a bounded stretch of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from vendorrisk.extract.cues import find_cues, marked, places
from vendorrisk.extract.currencies import UNITS
from vendorrisk.extract.qualifiers import after, before, bounds
from vendorrisk.extract.shares import WordShare, shares
from vendorrisk.extract.terms import CENT, Term, terms

Kind = Literal["sum", "price", "share", "points", "control"]
MOST = 1e17  # a larger figure is no figure


class Part(Protocol):
    """A stretch of a text: ``text[start:end]``."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""


class Amount(NamedTuple):
    """A figure in a text.

    ``value`` is the number written, in whole units of ``currency`` for money and in percent points
    for shares; ``low`` and ``high`` the range its qualifier gives (None: open). ``value`` None: the
    text gives a range or a size only. ``currency`` is an ISO 4217 code; None: the text names none,
    or a name that several countries use. ``text[start:end]`` holds the qualifier too.

    ``kind`` "price" is money for one unit of something ("$5 a barrel"), "points" a difference of
    shares ("3 percentage points", "50 basis points"), "control" a share that only words tell
    ("a majority stake").
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    currency: str | None
    qualifier: str  # exact, more, less, near, about, range
    kind: Kind


GAP = 12  # characters between the two ends of a range
_TO = re.compile(r"\s*[-–—‑]?\s*\bto\s+|-?\s?[-–—‑]\s?")
_AND = re.compile(r"\s+and\s+|\s*[-–—‑]\s*|\s+to\s+")
_OPEN = re.compile(
    r"\b(?i:(?P<between>between)|from)\s+(?:(?:about|around|roughly|approximately)\s+)?\Z"
)
_CHANGE = re.compile(
    r"\b(?i:r[io]se[sn]?|rising|gr[eo]wn?|grows|growing|increas\w+|jump\w*|climb\w*|soar\w*|surg\w+"
    r"|doubl\w+|tripl\w+|quadrupl\w+|went|go(?:es|ing)?|f[ae]ll(?:en|s|ing)?|dropp?\w*|declin\w+"
    r"|decreas\w+|cut\w*|reduc\w+|lower\w*|rais\w+|lift\w*|boost\w*|mov\w+|up|down|slash\w*"
    r"|chang\w+|plung\w+|slid\w*|slump\w*|tumbl\w+|swung|expand\w*|shr[aiu]nk\w*|hik\w+"
    r"|bring\w*|brought|tak\w+|took|convert\w*|improv\w+|widen\w*|narrow\w*|revis\w+|balloon\w*)\b"
    r"[^.;:]*\Z"
)
_MOVED = re.compile(
    r"\b(?i:rose|risen|rises|climb\w*|jump\w*|soar\w*|surg\w+|gain\w*|f[ae]ll(?:en|s)?|slip\w*|dropp?\w*"
    r"|plung\w+|tumbl\w+|lost|lifted|advanced|added|up|down)\s+(?:by\s+|another\s+|a\s+further\s+)?\Z"
)
_PER = re.compile(
    r"\s?/\s?(?!(?:year|yr|month|mo|quarter|week|day)\b)[A-Za-z]"
    r"|[\s-]per[\s-](?!(?:year|annum|month|quarter|week|day)\b)[A-Za-z]"
    r"|(?:\s+an?\s+|-an?-)(?:\w+[\s-])?(?:share|barrel|bushel|unit|ton|tonne|ounce|gallon|lit(?:er|re)|pound|kilo|kg"
    r"|kilogram|hour|head|seat|user|ticket|copy|piece|pop|night|mile|metre|meter|foot|token|word"
    r"|image|label|task|item|kilowatt-hour|megawatt-hour|MWh|kWh|person|customer|vehicle|ADS)\b"
    r"|\s+(?:each|apiece)\b"
)
_NOTES = re.compile(r"[\s-](?:dollar\s)?(?:bills?|coins?|note|banknotes?)\b")
_DIGITS = "four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_FIGURES = {word: digits for digits, word in enumerate(_DIGITS, 4)}
_FIGURES |= {str(digits): digits for digits in range(4, 13)}
_FIGURED = re.compile(
    rf"\b(?i:(?P<digits>{'|'.join(_FIGURES)})[\s-](?P<figure>figures?))\b(?:"
    r"[\s-](?i:(?P<unit>dollar|euro|pound|rupee)s?)\b"
    r"|(?=\s+(?:[a-z-]+\s)?(?:sums?|deals?|amounts?|investments?|contracts?|salar(?:y|ies)|prices?|fees?"
    r"|fines?|payments?|offers?|rounds?|exits?|acquisitions?|che(?:ck|que)s?|budgets?|loss(?:es)?"
    r"|orders?|settlements?|grants?|stakes?|funding|revenues?|profits?|bonus(?:es)?|incomes?)\b)"
    r"|(?<=s)(?=\s*(?:[.,;)]|\Z)))"
)


def amounts(text: str) -> list[Amount]:
    """Return the sums, prices and shares of a text, in order and apart from each other.

    >>> [(a.kind, a.value) for a in amounts("49% of a $29 billion company")]
    [('share', 49.0), ('sum', 29000000000.0)]
    """
    cues = find_cues(text)
    found = _figures(text, cues.units) if cues.units or marked(text) else []
    told = [_told(text, share) for share in shares(text, cues.kinds)]
    if "figure" in cues.kinds:
        told += [_size(match) for match in _FIGURED.finditer(text)]
    return _apart([*found, *told]) if told else found


def amounts_by_part(text: str, parts: Iterable[Part]) -> Iterator[list[Amount]]:
    """Yield the figures of each of the parts of a text; spans are of the part.

    Parameters
    ----------
    text : str
        Text of a document.
    parts : iterable of Part
        In order and apart from each other. Only those in which something announces a figure are
        looked at.
    """
    announced = iter(places(text))
    at = next(announced, None)
    for part in parts:
        while at is not None and at < part.start:
            at = next(announced, None)
        holds = at is not None and at < part.end
        yield amounts(text[part.start : part.end]) if holds else []


def money(text: str) -> list[Amount]:
    """Return the sums of money in a text, prices too, in order.

    >>> [(a.value, a.low, a.high, a.currency) for a in money("potentially exceeding $10 billion")]
    [(10000000000.0, 10000000000.0, None, 'USD')]
    >>> money("between 5 and 7 million dollars")[0][3:5], money("€1.2bn")[0].currency
    ((5000000.0, 7000000.0), 'EUR')
    """
    return [a for a in amounts(text) if a.kind in {"sum", "price"}]


def percent(text: str) -> list[Amount]:
    """Return the shares in a text in percent points, in order.

    >>> [(a.value, a.low, a.high) for a in percent("nearly half of the company")]
    [(50.0, 45.0, 50.0)]
    >>> percent("a 49% stake")[0].value, percent("roughly a third")[0].qualifier
    (49.0, 'about')
    """
    return [a for a in amounts(text) if a.kind not in {"sum", "price"}]


_RESTATED = re.compile(
    r"\s?(?P<open>[(\[])\s?(?:or|equivalent to|equal to|worth|i\.e\.)?\s?"
    r"|,?\s+or\s+(?:the equivalent of\s+)?"
)


def restated(text: str, one: Amount, two: Amount) -> int | None:
    """Return where a sum ends that a text states in two currencies; None: they are two sums.

    >>> restated("€140m ($152m) in cash", *money("€140m ($152m) in cash"))
    13
    """
    if (one.kind, two.kind) != ("sum", "sum") or one.currency == two.currency:
        return None
    gap = _RESTATED.fullmatch(text, one.end, two.start) if two.start - one.end < 24 else None
    if gap is None or one.currency is None or two.currency is None:
        return None
    closed = text[two.end : two.end + 1] in {")", "]"}
    if gap["open"] and not closed:
        return None
    return two.end + (1 if gap["open"] else 0)


def _apart(found: list[Amount]) -> list[Amount]:
    """Return figures in order; of two that overlap the longer one."""
    out: list[Amount] = []
    for amount in sorted(found, key=lambda a: (a.start, -a.end)):
        if not out or amount.start >= out[-1].end:
            out.append(amount)
        elif amount.end - amount.start > out[-1].end - out[-1].start:
            out[-1] = amount
    return out


def _figures(text: str, units: Sequence[int]) -> list[Amount]:
    found: list[Amount] = []
    numbers = terms(text, units)
    last = at = 0
    while at < len(numbers):
        one = numbers[at]
        amount = None
        if at + 1 < len(numbers):
            amount = _joined(text, one, numbers[at + 1], last)
            at += amount is not None
        if amount is None and one.unit:
            amount = _single(text, one, last)
        at += 1
        if amount is not None and _sane(amount):
            last = amount.end
            found.append(amount)
    return found


def _sane(amount: Amount) -> bool:
    figures = [v for v in (amount.value, amount.low, amount.high) if v is not None]
    return bool(figures) and max(figures) <= MOST


def _joined(text: str, one: Term, two: Term, last: int) -> Amount | None:
    """Return two numbers as the range they are; None when they are none."""
    unit = two.unit or one.unit
    gap = text[one.end : two.start]
    alike = one.unit in {"", unit} and (one.unit or not two.signed)
    if not (unit and alike) or len(gap) > GAP:
        return None
    opened = _OPEN.search(text, max(last, one.start - 30), one.start)
    between = opened is not None and opened["between"] is not None
    if not (_AND if between else _TO).fullmatch(gap):
        return None
    start = opened.start() if opened else one.start
    ends = _ends(one, two, tight=between or "to" not in gap)
    if ends is None or ("to" in gap and _changes(text, start, opened is not None, unit)):
        return None
    front, behind = before(text, last, start), after(text, two.end)
    return Amount(
        front.start if front else start,
        behind.end if behind else two.end,
        None,
        *ends,
        one.currency or two.currency,
        "range",
        _kind(text, unit, two.end),
    )


def _ends(one: Term, two: Term, *, tight: bool) -> tuple[float, float] | None:
    """Return the low and high end of a range: a magnitude that only one end has is of both.

    With `tight` a dash or "between" joins them: then the second may go without any unit.
    """
    if one.number is None or two.number is None:
        return None
    if not (two.unit or two.size or tight):
        return None  # "$5 million to 7 clients"
    if two.unit and (one.size == CENT) != (two.size == CENT):
        return None  # "by 35 cents to $8"
    if one.currency and two.currency and one.currency != two.currency:
        return None
    high_size = two.size or (None if two.unit else one.size) or 1.0
    low_size = one.size or (high_size if one.number < two.number else 1.0)
    low, high = one.number * low_size, two.number * high_size
    return (low, high) if low < high else None


def _changes(text: str, start: int, opened: bool, unit: str) -> bool:
    """Whether "(from) x to y" tells of a change, so that x and y are two figures."""
    if opened:
        return _CHANGE.search(text, max(0, start - 60), start) is not None
    return unit == "money" and _MOVED.search(text, max(0, start - 24), start) is not None


def _single(text: str, term: Term, last: int) -> Amount | None:
    if term.size is None and term.unit == "money" and _NOTES.match(text, term.end):
        return None
    kind = _kind(text, term.unit, term.end)
    front, behind = before(text, last, term.start), after(text, term.end)
    start = front.start if front else term.start
    end = behind.end if behind else term.end
    if term.low is not None or term.value is None:
        meaning = "about" if term.value else "range" if term.high else "more"
        return Amount(start, end, term.value, term.low, term.high, term.currency, meaning, kind)
    meaning = behind.meaning if behind else front.meaning if front else "exact"
    low, high = bounds(term.value, meaning)
    return Amount(start, end, term.value, low, high, term.currency, meaning, kind)


def _kind(text: str, unit: str, end: int) -> Kind:
    if unit == "money":
        return "price" if _PER.match(text, end) else "sum"
    return "share" if unit == "share" else "points"


def _told(text: str, share: WordShare) -> Amount:
    """Return a share in words as an amount, with its qualifier."""
    kind: Kind = "control" if share.control else "share"
    if share.value is None:
        meaning = (
            "range"
            if share.low is not None and share.high is not None
            else ("more" if share.high is None else "less")
        )
        return Amount(share.start, share.end, None, share.low, share.high, None, meaning, kind)
    front = before(text, 0, share.start)
    meaning = front.meaning if front else "exact"
    low, high = bounds(share.value, meaning)
    start = front.start if front else share.start
    return Amount(start, share.end, share.value, low, high, None, meaning, kind)


def _size(match: re.Match[str]) -> Amount:
    """Return "a seven-figure sum" as the range that it is."""
    digits = _FIGURES[match["digits"].casefold()]
    unit = UNITS[match["unit"].casefold()] if match["unit"] else None
    end = match.end("unit") if match["unit"] else match.end("figure")
    low, high = 10.0 ** (digits - 1), 10.0**digits
    return Amount(match.start(), end, None, low, high, unit, "range", "sum")
