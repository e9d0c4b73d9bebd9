"""Cells of CSV files, which no spreadsheet takes for a formula."""

from __future__ import annotations

from vendorrisk.model.review_cells import FORMULAS


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded(" @a"), guarded("1 = 1")
    ("'=1+1", "' @a", '1 = 1')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell
