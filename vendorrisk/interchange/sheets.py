"""Tables of a file that comes back, as text and with their places: bounded, and never executed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET  # parts with a document type are refused
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from vendorrisk.errors import ReviewError
from vendorrisk.model.review_cells import unguarded

MAX_BYTES = 20_000_000  # of the file
MAX_UNPACKED = 200_000_000  # of all its parts
MAX_PARTS = 500
MAX_ROWS = 100_000
MAX_CELLS = 5_000_000  # from A1 to the last row and column; one far away makes room for all
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


def read_bytes(path: Path, ours: str = "") -> bytes:
    """Return the bytes of a file that is not too large; `ours` as in `workbook_sheets`.

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
        raise ReviewError("the file is larger than 20 MB", where=str(path), how=ours or _OURS)
    return data


_OURS = "give a file that 'vendorrisk checklist' wrote, filled in"


def workbook_sheets(
    data: bytes, path: Path, names: Sequence[str], ours: str = ""
) -> dict[str, Sheet]:
    """Return the sheets of these names that a workbook has.

    Parameters
    ----------
    data : bytes
        Of an .xlsx file.
    path : Path
        For errors.
    names : sequence of str
        What to read; other sheets are left alone.
    ours : str
        How to mend a file that is none of ours; "": as of a checklist.

    Raises
    ------
    ReviewError
        For what is no workbook, is cut off, unpacks to more than 200 MB, or has a sheet that
        reaches over more than 100,000 rows or 5,000,000 cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    how = ours or _OURS
    _check_parts(data, path, how)
    found: dict[str, Sheet] = {}
    try:
        seen = _seen(
            data
        )  # before anything else reads it: what makes room does so by the last cell
        for name, one in seen.items():
            if one.rows > MAX_ROWS or one.rows * one.columns > MAX_CELLS:
                what = f"reaches to row {one.rows:,}, column {one.columns:,}: too large"
                raise ReviewError(what, where=f"{path}: {name}", how=how)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in names:
            if name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                found[name] = _sheet(name, map(list, rows), seen[name].formulas)
    except (CalamineError, ValueError, KeyError) as error:
        what = f"not a workbook: {error}"
        raise ReviewError(what, where=str(path), how=how) from None
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


def as_text(value: Cell) -> str:
    """Return a cell as text, a whole number without its point.

    >>> as_text(3.0), as_text(None)
    ('3', '')
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value)


def as_day(value: Cell) -> dt.date | None:
    """Return a cell as a day: one of the spreadsheet's own, or text as YYYY-MM-DD; else None."""
    if isinstance(value, dt.date):
        return value
    text = as_text(value).strip()
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _check_parts(data: bytes, path: Path, ours: str) -> None:
    """Unpack every part once, counting: a header may lie about its size, these bytes do not."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            if len({part.filename.casefold() for part in parts}) < len(parts):
                raise ReviewError("a part stands twice", where=str(path), how=ours)
            if len(parts) > MAX_PARTS:
                raise ReviewError(f"more than {MAX_PARTS} parts", where=str(path), how=ours)
            for part in parts:
                with book.open(part) as file:
                    while chunk := file.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            what = "unpacks to more than 200 MB"
                            raise ReviewError(what, where=str(path), how=ours)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        what = f"not a workbook, or cut off: {error}"
        raise ReviewError(what, where=str(path), how="send or save it again") from None


class _Extent(NamedTuple):
    """How far a sheet reaches, from 1, and where its formulas stand (row, column)."""

    rows: int
    columns: int
    formulas: frozenset[tuple[int, int]]


def _seen(data: bytes) -> dict[str, _Extent]:
    """Return the extent of every sheet by its name, read without making room for its cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: _extent(book.read(part)) for name, part in _parts(book)}


def _parts(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield every sheet with its part."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(book.read("xl/_rels/workbook.xml.rels"))
    }
    told: set[str] = set()
    for one in _parsed(book.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        name = one.get("name", "")
        linked = next((v for k, v in one.items() if k.endswith("}id")), None)
        target = targets.get(linked, "").lstrip("/")
        if name in told:
            raise ValueError(f"two sheets are called '{name[:60]}'")
        told.add(name)
        yield name, target if target.startswith("xl/") else f"xl/{target}"


def _check_plain(data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in data:
        raise ValueError("a part declares a document type, as no workbook does")


def _parsed(data: bytes) -> ET.Element:
    _check_plain(data)
    try:
        return ET.fromstring(data)  # noqa: S314  # see above
    except ET.ParseError as error:
        raise ValueError(f"damaged part: {error}") from None


_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.IGNORECASE)


class _Walk:
    """Walks the cells of a sheet as its text goes by; a cell that names no place is the next."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.rows = self.columns = 0
        self.formulas: set[tuple[int, int]] = set()

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        kind = tag.rpartition(" ")[2]
        if kind == "row":
            self.row, self.column = int(given.get("r", self.row + 1)), 0
        elif kind == "c":
            self.column += 1
            if "r" in given:
                found = _PLACE.fullmatch(given["r"])
                if found is None:
                    raise ValueError(f"'{given['r'][:20]}' is no place of a cell")
                self.row, self.column = int(found[2]), 0
                for letter in found[1].upper():
                    self.column = self.column * 26 + ord(letter) - ord("A") + 1
        elif kind in {"v", "is", "f"}:  # it holds something: what is only coloured takes no room
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            if kind == "f":
                self.formulas.add((self.row, self.column))


def _extent(data: bytes) -> _Extent:
    """Return how far a sheet reaches, and its formulas: readers of values do not tell them."""
    _check_plain(data)
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"damaged part: {error}") from None
    return _Extent(walk.rows, walk.columns, frozenset(walk.formulas))
