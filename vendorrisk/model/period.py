"""Days as texts give them: a day, a month, a year, or a span of years; ends are never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T ])", re.ASCII)


def first_day(text: str | None) -> dt.date | None:
    """Return the first day of an ISO day, month, year or span of them; None when there is none.

    >>> first_day("2025-06"), first_day("2018-2022"), first_day(None)
    (datetime.date(2025, 6, 1), datetime.date(2018, 1, 1), None)
    """
    return _day(text, last=False)


def last_day(text: str | None) -> dt.date | None:
    """Return the last day of an ISO day, month, year or span of them; None when there is none.

    >>> last_day("2025-06"), last_day("2018-2022")
    (datetime.date(2025, 6, 30), datetime.date(2022, 12, 31))
    """
    return _day(text, last=True)


@functools.lru_cache(maxsize=4096)
def _day(text: str | None, *, last: bool) -> dt.date | None:
    if not text:
        return None
    years = _YEARS.fullmatch(text.strip())
    ends = years.groups() if years else text.strip().split("/")
    found = _ISO.match(ends[-1 if last else 0].strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month if month is not None else (12 if last else 1)
        end = calendar.monthrange(year or 0, month)[1]
        return dt.date(year or 0, month, day if day is not None else (end if last else 1))
    except ValueError:
        return None
