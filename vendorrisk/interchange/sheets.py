"""Tables of a file that comes back, as text and with their places: bounded, and never executed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import ReviewError
from vendorrisk.interchange.parts import check_parts, counted
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


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises
    ------
    ReviewError
        For a file that is missing, cannot be read or is larger than 20 MB.
    """
    try:
        if path.is_dir():
            raise ReviewError("is a folder", where=str(path), how="name the filled-in file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReviewError("no such file", where=str(path), how="check the path") from None
    except OSError as error:
        what = f"cannot read: {error.strerror or error}"
        raise ReviewError(what, where=str(path), how="check the path") from None
    if len(data) > MAX_BYTES:
        raise ReviewError("the file is larger than 20 MB", where=str(path), how=_OURS)
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
    from python_calamine import CalamineError, CalamineWorkbook

    found: dict[str, Sheet] = {}
    try:
        check_parts(data, MAX_UNPACKED)
        held = counted(data, names)  # before the reader lays anything out
        for name, one in held.items():
            if one.rows > MAX_ROWS:
                how = f"more than {MAX_ROWS:,} rows"
                raise ReviewError(how, where=f"{path}: {name}", how=_OURS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name, one in held.items():
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            found[name] = _sheet(name, map(list, rows), one.odd, one.merged)
    except CalamineError as error:
        raise ReviewError(f"not a workbook: {error}", where=str(path), how=_OURS) from None
    except ValueError as error:
        raise ReviewError(str(error), where=str(path), how=_OURS) from None
    return found


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
