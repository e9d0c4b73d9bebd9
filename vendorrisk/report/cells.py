"""Cells of CSV files, which no spreadsheet takes for a formula."""

from __future__ import annotations

# What a formula begins with, as spreadsheets read it.
_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded(" @a"), guarded("1 = 1")
    ("'=1+1", "' @a", '1 = 1')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS) else cell
