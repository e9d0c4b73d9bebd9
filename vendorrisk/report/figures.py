"""Rounding and wording: how a number, an interval, a quote and an address are written."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from vendorrisk.model.summary import one_line

WORDS = 50  # of a quote
CHARACTERS = 420  # of a quote
ADDRESS = 64  # characters of an address that are shown
DASH = "–"
SIGNS = {"HIGH": "▲", "LOW": "●", "UNDETERMINED": "◇"}  # a shape beside the word of a tier
INTEREST = {"self": "in its own interest", "against": "against its own interest"}
_SAFE_ADDRESS = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&*+,;=%]+")


class Ends(Protocol):
    """Anything with a low end, a point and a high end."""

    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def point(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Span:
    """An interval in words, and the three numbers for drawing it."""

    text: str  # "0.76 [0.57–0.98]"
    bare: str  # "0.76"
    ends: str  # "0.57–0.98"
    low: float
    point: float
    high: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as shown: at most 50 words; ``cut`` says that the ellipsis is ours."""

    text: str
    cut: bool


def span(interval: Ends, digits: int = 2, threshold: float | None = None) -> Span:
    """Return an interval rounded for a headline.

    Digits are added, up to four, while rounding would put an end on the other side of `threshold`.

    >>> from vendorrisk.model.assessment import Interval
    >>> span(Interval(low=0.4996, point=0.6, high=0.7), threshold=0.5).text
    '0.600 [0.4996–0.700]'
    """

    def one(value: float) -> str:
        return fixed(value, digits, threshold)

    wide = max(len(one(v)) for v in (interval.low, interval.point, interval.high)) > digits + 2
    if wide and digits < 3:
        return span(interval, 3, threshold)
    low, point, high = one(interval.low), one(interval.point), one(interval.high)
    return Span(
        text=f"{point} [{low}{DASH}{high}]",
        bare=point,
        ends=f"{low}{DASH}{high}",
        low=interval.low,
        point=interval.point,
        high=interval.high,
    )


def fixed(value: float, digits: int = 2, threshold: float | None = None) -> str:
    """Return a number with a fixed count of digits, more when it would cross the threshold.

    >>> fixed(0.7579), fixed(0.4996, 2, 0.5), fixed(-0.0)
    ('0.76', '0.4996', '0.00')
    """
    for places in range(digits, 5):
        shown = f"{value + 0.0:.{places}f}"
        if threshold is None or (float(shown) >= threshold) == (value >= threshold):
            return shown
    return f"{value:.6f}"


def part(value: float) -> str:
    """Return a contribution: three digits, and never 0 for what is not 0.

    >>> part(0.262872), part(0.0002), part(0.0)
    ('0.263', '<0.001', '0')
    """
    if value == 0:
        return "0"
    return f"{value:.3f}" if abs(value) >= 0.0005 else "<0.001"


def exact(value: float) -> str:
    """Return a number of the arithmetic: four significant digits, never in powers of ten.

    >>> exact(0.87460493), exact(0.5), exact(0.0000223), exact(0)
    ('0.8746', '0.5', '0.0000223', '0')
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "not a number"
    places = max(0, 3 - math.floor(math.log10(abs(value))))
    shown = f"{value:.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def exact_span(interval: Ends) -> str:
    """Return an interval of the arithmetic; one number when it has no width.

    >>> from vendorrisk.model.assessment import Interval
    >>> exact_span(Interval(low=0.75, point=0.875, high=1))
    '0.875 [0.75–1]'
    """
    if interval.low == interval.high:
        return exact(interval.point)
    return f"{exact(interval.point)} [{exact(interval.low)}{DASH}{exact(interval.high)}]"


def percent(value: float | None) -> str:
    """Return a share as percent, "unknown" when it is.

    >>> percent(0.172), percent(None)
    ('17.2 %', 'unknown')
    """
    return "unknown" if value is None else f"{value * 100:.3g} %"


def quoted(text: str) -> Quoted:
    """Return a quote of at most 50 words and 420 characters; white space is one blank.

    >>> quoted("one two").cut, quoted("word " * 60).cut
    (False, True)
    """
    words = text.split()
    shown = " ".join(words[:WORDS])
    short = shown[:CHARACTERS].rstrip()
    return Quoted(text=short, cut=len(words) > WORDS or short != shown)


def link(address: str | None) -> str | None:
    """Return an address that may become a link: http or https, a host, plain characters only.

    >>> link("https://example.org/a?b=c"), link("javascript:alert(1)"), link("https://a b")
    ('https://example.org/a?b=c', None, None)
    """
    if not address or not _SAFE_ADDRESS.fullmatch(address):
        return None
    try:
        pieces = urlsplit(address)
        host = pieces.hostname
    except ValueError:
        return None
    good = pieces.scheme in {"http", "https"} and host and "." in host and "@" not in pieces.netloc
    return address if good else None


def short_address(address: str) -> str:
    """Return an address as shown: without its scheme, at most 64 characters.

    >>> short_address("https://www.example.org/")
    'example.org'
    """
    line = one_line(address)
    bare = re.sub(r"^https?://(www\.)?", "", line).rstrip("/")
    return bare if len(bare) <= ADDRESS else bare[: ADDRESS - 1] + "…"


def host(address: str) -> str:
    """Return the host of an address as shown, at most 64 characters.

    >>> host("https://www.example.org/a?b"), host("filing 12, page 3")
    ('example.org', 'filing 12, page 3')
    """
    return short_address(address).split("/", 1)[0]


def plural(count: int, word: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "quote"), plural(2, "quote"), plural(2, "family")
    ('1 quote', '2 quotes', '2 families')
    """
    if count == 1:
        return f"1 {word}"
    return f"{count} {word[:-1]}ies" if word.endswith("y") else f"{count} {word}s"


def listed(names: list[str]) -> str:
    """Return names as a sentence lists them.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
