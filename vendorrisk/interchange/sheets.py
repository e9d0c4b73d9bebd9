"""Tables of a file that comes back, as text and with their places: bounded, and never executed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import ReviewError
from vendorrisk.interchange.parts import grids
from vendorrisk.model.review_cells import unguarded

MAX_BYTES = 20_000_000  # of the file
MAX_UNPACKED = 200_000_000  # of all its parts
MAX_ROWS = 20_000
MAX_CELL = 33_000  # characters that are filled in; a spreadsheet holds 32,767
Cell = str | float | dt.date | None


class Row(NamedTuple):
    """A row below the header: its number as a reader counts, and its cells by title.

    ``odd`` tells, by title, of a cell that is a formula or an error of the spreadsheet.
    """

    number: int
    cells: dict[str, Cell]
    odd: Mapping[str, str]


class Sheet(NamedTuple):
    """A table with its titles, in order, and the ranges of cells merged over several rows."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()

    def place(self, row: int, title: str | None = None) -> str:
        """Return where a row or a cell stands, as a reader finds it."""
        column = f", column '{title}'" if title else ""
        return f"{self.name}!row {row}{column}" if self.name else f"row {row}{column}"


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """Return the bytes of a file of at most so many; None: as of a checklist.

    Raises
    ------
    ReviewError
        For a file that is missing, cannot be read or is too large.
    """
    most = MAX_BYTES if most is None else most
    try:
        if path.is_dir():
            raise ReviewError("is a folder", where=str(path), how="name the filled-in file")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise ReviewError("no such file", where=str(path), how="check the path") from None
    except OSError as error:
        what = f"cannot read: {error.strerror or error}"
        raise ReviewError(what, where=str(path), how="check the path") from None
    if len(data) > most:
        what = f"the file is larger than {most // 1_000_000} MB"
        raise ReviewError(what, where=str(path), how="give the file that was filled in")
    return data


_OURS = "give a file that 'vendorrisk checklist' wrote, filled in"


def workbook_sheets(data: bytes, path: Path, names: Sequence[str]) -> dict[str, Sheet]:
    """Return the sheets of these names that a workbook has.

    Parameters
    ----------
    data : bytes
        Of an .xlsx file.
    path : Path
        For errors.
    names : sequence of str
        What to read; other sheets are left alone.

    Raises
    ------
    ReviewError
        For what is no workbook, is cut off, unpacks to more than 200 MB or spreads too far.
    """
    try:
        found = grids(data, names, unpacked=MAX_UNPACKED, rows=MAX_ROWS)
    except ValueError as error:
        raise ReviewError(str(error), where=str(path), how=_OURS) from None
    return {
        name: _sheet(name, one.rows, one.held.odd, one.held.merged) for name, one in found.items()
    }


def csv_sheet(data: bytes, path: Path) -> Sheet:
    """Return the one table of a CSV file, with commas or semicolons.

    Raises
    ------
    ReviewError
        For text that is not UTF-8, or no CSV.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}"
        raise ReviewError(what, where=str(path), how="save it as 'CSV UTF-8'") from None
    first = text.split("\n", 1)[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = [
            [unguarded(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        ]
    except csv.Error as error:
        raise ReviewError(f"not CSV: {error}", where=str(path), how=_OURS) from None
    if len(rows) > MAX_ROWS:
        raise ReviewError(f"more than {MAX_ROWS:,} rows", where=str(path), how=_OURS)
    return _sheet("", rows, {}, ())


def _sheet(
    name: str,
    rows: Iterable[Sequence[Any]],
    odd: Mapping[tuple[int, int], str],
    merged: tuple[str, ...],
) -> Sheet:
    """Return a table whose first row holds the titles; where one stands twice, by the first."""
    grid = iter(rows)
    titles = tuple(str(_cell(value) or "").strip() for value in next(grid, ()))
    found = []
    for number, values in enumerate(grid, 2):
        cells: dict[str, Cell] = {}
        told: dict[str, str] = {}
        for place, (title, value) in enumerate(zip(titles, values, strict=False), 1):
            if title and title not in cells:
                cells[title] = _cell(value)
                if (number, place) in odd:
                    told[title] = odd[number, place]
        if any(value is not None for value in cells.values()) or told:
            found.append(Row(number, cells, told))
    return Sheet(name, tuple(title for title in titles if title), tuple(found), merged)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | int | float):
        return value
    text = str(value)
    return text if text.strip() else None
