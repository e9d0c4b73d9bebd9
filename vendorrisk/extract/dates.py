"""Days, months, quarters and years that a text writes out."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.lexicon import small

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=lambda m: (-len(m), m)))
_DATE = re.compile(
    r"\b(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    rf"|(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y1>(?:19|20)\d\d)\b"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\.?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y3>(?:19|20)\d\d)\b"
    r"|(?:q(?P<q>[1-4])|(?P<qw>first|second|third|fourth)\s+quarter)\s+(?:of\s+)?(?P<y4>(?:19|20)\d\d)\b"
    r"|(?:in|since|by|during|early|late|mid|until|of)[\s-]+(?P<y5>(?:19|20)\d\d)\b(?!\s*(?:%|percent|per\b)))"
)
BEFORE_YEAR, BEHIND_YEAR = 32, 12  # characters around a year in which its date stands
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


class WrittenDate(NamedTuple):
    """A date as exact as the text is: ISO day, month or year."""

    start: int
    end: int
    iso: str


def dates(text: str) -> list[WrittenDate]:
    """Return the dates in a text, in order.

    >>> [d.iso for d in dates("on June 13, 2025, after Q3 2024 and in 2016")]
    ['2025-06-13', '2024-07', '2016']
    """
    found: list[WrittenDate] = []
    if "19" not in text and "20" not in text:
        return found
    at = 0
    lower = small(text)
    for year in _YEAR.finditer(text):
        if text[year.start() - 1 : year.start()].isdecimal():
            continue
        match = _DATE.search(lower, max(at, year.start() - BEFORE_YEAR), year.end() + BEHIND_YEAR)
        if match is None:
            continue
        at = match.end()
        get = match.groupdict()
        start = match.start()
        if get["iso"]:
            iso = get["iso"]
        elif get["m1"]:
            iso = f"{get['y1']}-{_MONTHS[get['m1']]:02d}-{int(get['d1']):02d}"
        elif get["m2"]:
            iso = f"{get['y2']}-{_MONTHS[get['m2']]:02d}-{int(get['d2']):02d}"
        elif get["m3"]:
            iso = f"{get['y3']}-{_MONTHS[get['m3']]:02d}"
        elif get["y4"]:
            quarter = int(get["q"]) if get["q"] else _QUARTERS[get["qw"]]
            iso = f"{get['y4']}-{3 * quarter - 2:02d}"
        else:
            iso, start = get["y5"], match.start("y5")
        if _sound(iso):
            found.append(WrittenDate(start, match.end(), iso))
    return found


def _sound(iso: str) -> bool:
    parts = [int(part) for part in iso.split("-")]
    return len(parts) < 3 or 1 <= parts[2] <= 31
