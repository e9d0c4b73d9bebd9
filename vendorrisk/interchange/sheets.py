"""Tables of a file that comes back, as text and with their places: bounded, and never executed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET  # parts with a document type are refused
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import ReviewError
from vendorrisk.model.review_cells import unguarded

MAX_BYTES = 20_000_000  # of the file
MAX_UNPACKED = 200_000_000  # of all its parts
MAX_PARTS = 500
MAX_ROWS = 20_000
MAX_CELL = 33_000  # a spreadsheet holds 32,767 characters
_CHUNK = 1 << 20
Cell = str | float | dt.date | None


class Row(NamedTuple):
    """A row below the header: its number as a reader counts, and its cells by title."""

    number: int
    cells: dict[str, Cell]
    formulas: frozenset[str] = frozenset()  # titles of the cells that hold one


class Sheet(NamedTuple):
    """A table with its titles, in order."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]

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
        For what is no workbook, is cut off or unpacks to more than 200 MB.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    _check_parts(data, path)
    found: dict[str, Sheet] = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        formulas = _formulas(data, [name for name in names if name in book.sheet_names])
        for name in names:
            if name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_ROWS:
                    how = f"more than {MAX_ROWS:,} rows or columns"
                    raise ReviewError(how, where=f"{path}: {name}", how=_OURS)
                rows = sheet.to_python(skip_empty_area=False)
                found[name] = _sheet(name, map(list, rows), formulas.get(name, frozenset()))
    except (CalamineError, ValueError, KeyError) as error:
        what = f"not a workbook: {error}"
        raise ReviewError(what, where=str(path), how=_OURS) from None
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
    return _sheet("", rows, frozenset())


def _sheet(name: str, rows: Iterable[Sequence[Any]], formulas: frozenset[tuple[int, int]]) -> Sheet:
    """Return a table whose first row holds the titles; a title that stands twice counts once."""
    grid = iter(rows)
    titles = tuple(str(_cell(value) or "").strip() for value in next(grid, ()))
    found = []
    for number, values in enumerate(grid, 2):
        cells: dict[str, Cell] = {}
        told: set[str] = set()
        for place, (title, value) in enumerate(zip(titles, values, strict=False), 1):
            if title and title not in cells:
                cells[title] = _cell(value)
                if (number, place) in formulas:
                    told.add(title)
        if any(value is not None for value in cells.values()) or told:
            found.append(Row(number, cells, frozenset(told)))
    return Sheet(name, tuple(title for title in titles if title), tuple(found))


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | int | float):
        return value
    text = str(value)
    return text[:MAX_CELL] if text.strip() else None


def _check_parts(data: bytes, path: Path) -> None:
    """Unpack every part once, counting: a header may lie about its size, these bytes do not."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            if len(parts) > MAX_PARTS:
                raise ReviewError(f"more than {MAX_PARTS} parts", where=str(path), how=_OURS)
            for part in parts:
                with book.open(part) as file:
                    while chunk := file.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            what = "unpacks to more than 200 MB"
                            raise ReviewError(what, where=str(path), how=_OURS)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        what = f"not a workbook, or cut off: {error}"
        raise ReviewError(what, where=str(path), how="send or save it again") from None


def _formulas(data: bytes, names: Sequence[str]) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the places (row, column; from 1) of formulas: readers of values do not tell them."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = _parts(book)
        return {name: frozenset(_places(_parsed(book.read(parts[name])))) for name in names}


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of every sheet by its name."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(book.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for one in _parsed(book.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        linked = next((v for k, v in one.items() if k.endswith("}id")), None)
        target = targets.get(linked, "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in book.namelist():
            found[one.get("name", "")] = part
    return found


def _parsed(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in data:
        raise ValueError("a part declares a document type, as no workbook does")
    try:
        return ET.fromstring(data)  # noqa: S314  # see above
    except ET.ParseError as error:
        raise ValueError(f"damaged part: {error}") from None


def _places(sheet: ET.Element) -> Iterable[tuple[int, int]]:
    for cell in sheet.iterfind(".//{*}c"):
        found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
        if found is not None and cell.find("{*}f") is not None:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            yield int(found[2]), column
