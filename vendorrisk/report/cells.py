"""CSV files: UTF-8, quoted after RFC 4180, and no cell is taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from vendorrisk.model.summary import FORMULAS, visible


class Fixed(str):
    """A number written out with a fixed count of digits: below 0 it begins with - and may."""

    __slots__ = ()

    @classmethod
    def of(cls, value: float, digits: int = 6) -> Fixed:
        """Return a number with so many digits behind the point.

        >>> cell(Fixed.of(-0.25, 3)), cell("-0.250")
        ('-0.250', "'-0.250")
        """
        return cls(f"{value + 0.0:.{digits}f}")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a header and rows as CSV; lines end with a line feed.

    Parameters
    ----------
    head : sequence of str
        Names of the columns.
    rows : iterable of sequence
        Their cells, each as `cell` writes it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    r"""Return a value as a cell; text never begins as a formula does, what is unknown is empty.

    >>> cell("=1+1"), cell(-0.25), cell("\tx"), cell(None), cell(True)
    ("'=1+1", '-0.25', "'\tx", '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Fixed) or not isinstance(value, str):
        return str(value)
    return guarded(visible(value))


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded(" @a"), guarded("1 = 1")
    ("'=1+1", "' @a", '1 = 1')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell
