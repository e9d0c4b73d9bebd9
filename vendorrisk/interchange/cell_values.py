"""Single cells of a checklist that comes back: as text, number, day, or word of a list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from vendorrisk.interchange.sheets import Cell
from vendorrisk.model.review_cells import cell_seal, number


def is_likely(day: dt.date) -> bool:
    """Whether a day lies between 2000 and 2100."""
    return 2000 <= day.year <= 2100


DAY = "write it as YYYY-MM-DD, for example 2026-03-31, between 2000 and 2100"


def words_of(annotation: Any) -> tuple[str, ...]:
    """Return the words of an optional list of words; () for any other type."""
    for one in get_args(annotation):
        if get_args(one) and all(isinstance(word, str) for word in get_args(one)):
            return get_args(one)
    return ()


def sealed_number(value: Cell) -> str:
    """Return a number as it was sealed, whatever wrote it; what is none as it stands."""
    if isinstance(value, int | float):
        return number(float(value))
    text = text_of(value)
    try:
        return number(float(text)) if text else ""
    except ValueError:
        return text


def text_of(value: Cell) -> str:
    """Return a cell as text: whole numbers without a point, a blank for nothing."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value)


def iso_day(text: str) -> dt.date | None:
    """Return the day of ``YYYY-MM-DD``; None for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def edited_cells(cells: Mapping[str, str], seals: Sequence[str]) -> list[str]:
    """Return the names of the cells whose text is not the one that was sealed."""
    return [
        name
        for (name, text), kept in zip(cells.items(), seals, strict=False)
        if cell_seal(text) != kept
    ]
