"""What the parts of a workbook hold, counted before a reader lays them out in memory.

Readers make a grid of every cell between the first and the last one, and tell neither formulas nor
merged cells: two cells in opposite corners of a sheet, some hundred bytes, would take more memory
than there is.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET  # parts with a document type are refused
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

MAX_PARTS = 500
MAX_GRID = 5_000_000  # rows times columns of a sheet
MAX_ELEMENTS = 10_000_000  # of the markup of a sheet
_CHUNK = 1 << 20
_ROW = re.compile(r"\d{1,7}")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_VALUES = frozenset({"v", "is", "t", "f"})
_OTHERS = ("content.xml", "xl/workbook.bin")  # of formats that are not counted here
FORMULA = "a formula"
ERROR = "an error value of the spreadsheet"


class Counted(NamedTuple):
    """A sheet: its last row and column, what is odd in which cell, and ranges over several rows.

    Rows and columns count from 1; ``odd`` has one of `FORMULA` and `ERROR`.
    """

    rows: int
    columns: int
    odd: Mapping[tuple[int, int], str]
    merged: tuple[str, ...]


def check_parts(data: bytes, most: int) -> None:
    """Unpack every part once, counting: a header may lie about its size, these bytes do not.

    Parameters
    ----------
    data : bytes
        Of an .xlsx file.
    most : int
        Bytes that all parts may unpack to.

    Raises
    ------
    ValueError
        For what is no archive, is cut off, is of another format, has a part twice, or is too large.
    """
    left = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            if len(parts) > MAX_PARTS:
                raise ValueError(f"more than {MAX_PARTS} parts")
            names = [part.filename.casefold() for part in parts]
            if len(set(names)) < len(names):
                raise ValueError("a part stands twice")
            if set(names) & set(_OTHERS):
                raise ValueError("not a workbook of Excel")
            for part in parts:
                with book.open(part) as file:
                    while chunk := file.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise ValueError(f"unpacks to more than {most // 1_000_000} MB")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise ValueError(f"not a workbook, or cut off: {error}") from None


def counted(data: bytes, names: Sequence[str]) -> dict[str, Counted]:
    """Return what the sheets of these names hold, those that there are.

    Parameters
    ----------
    data : bytes
        Of an .xlsx file that passed `check_parts`.
    names : sequence of str
        Of sheets.

    Raises
    ------
    ValueError
        For damaged parts, one with a document type, a name that stands twice, and a sheet that
        spreads too far to be laid out.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = _parts(book)
        return {name: _Count(book.read(parts[name])).told(name) for name in names if name in parts}


class Grid(NamedTuple):
    """A sheet laid out from its first cell, and what was counted of it."""

    rows: list[list[Any]]
    held: Counted


def grids(data: bytes, names: Sequence[str], *, unpacked: int, rows: int) -> dict[str, Grid]:
    """Return the sheets of these names, those that there are: counted first, then laid out.

    Parameters
    ----------
    data : bytes
        Of an .xlsx file.
    names : sequence of str
        Of sheets; others are left alone.
    unpacked, rows : int
        Bytes that all parts may unpack to, and rows that a sheet may have.

    Raises
    ------
    ValueError
        For what is no workbook, or holds more; as in `check_parts` and `counted`.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    check_parts(data, unpacked)
    held = counted(data, names)
    for name, one in held.items():
        if one.rows > rows:
            raise ValueError(f"the sheet '{name}' has more than {rows:,} rows")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: Grid(book.get_sheet_by_name(name).to_python(skip_empty_area=False), one)
            for name, one in held.items()
        }
    except CalamineError as error:
        raise ValueError(f"not a workbook: {error}") from None


def sheet_names(data: bytes) -> list[str]:
    """Return the names of all sheets of a file that passed `check_parts`."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return list(_parts(book))


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of every sheet by its name."""
    there = set(book.namelist())
    if not {"xl/_rels/workbook.xml.rels", "xl/workbook.xml"} <= there:
        raise ValueError("not a workbook of Excel")
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(book.read("xl/_rels/workbook.xml.rels"))
    }
    found: dict[str, str] = {}
    for one in _parsed(book.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        name = one.get("name", "")
        linked = next((v for k, v in one.items() if k.endswith("}id")), None)
        target = targets.get(linked, "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if name in found:
            raise ValueError(f"the sheet '{name[:60]}' stands twice")
        if part not in there:
            raise ValueError(f"the sheet '{name[:60]}' is not in the file")
        found[name] = part
    return found


def _parsed(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in data:
        raise ValueError(_TYPED)
    try:
        return ET.fromstring(data)  # noqa: S314  # see above
    except ET.ParseError as error:
        raise ValueError(f"damaged part: {error}") from None


_TYPED = "a part declares a document type, as no workbook does"


class _Count:
    """Counts the markup of one sheet as it goes by; nothing of it is kept."""

    def __init__(self, data: bytes) -> None:
        self.row = self.column = self.rows = self.columns = self.elements = 0
        self.cell: tuple[int, int] | None = None
        self.odd: dict[tuple[int, int], str] = {}
        self.merged: list[str] = []
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._typed
        parser.StartElementHandler = self._begins
        parser.EndElementHandler = self._ends
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise ValueError(f"damaged part: {error}") from None

    def told(self, name: str) -> Counted:
        """Return what was counted."""
        if self.rows * self.columns > MAX_GRID:
            raise ValueError(
                f"the sheet '{name}' spreads over {self.rows:,} rows and {self.columns:,} columns"
            )
        return Counted(self.rows, self.columns, self.odd, tuple(self.merged))

    def _typed(self, *_: object) -> None:
        raise ValueError(_TYPED)

    def _begins(self, name: str, given: Mapping[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise ValueError(f"a sheet of more than {MAX_ELEMENTS:,} elements")
        local = name.rpartition(":")[2]
        if local == "row":
            told = given.get("r")
            self.row = self.row + 1 if told is None else _number(told)
            self.column = 0
        elif local == "c":
            told = given.get("r")
            at = (self.row, self.column + 1) if told is None else _place(told)
            self.cell, self.column = at, at[1]
            if given.get("t") == "e":
                self.odd[at] = ERROR
        elif local in _VALUES and self.cell is not None:  # readers leave out a cell without
            self.rows = max(self.rows, self.cell[0])
            self.columns = max(self.columns, self.cell[1])
            if local == "f":
                self.odd[self.cell] = FORMULA
        elif local == "mergeCell":
            first, _, last = given.get("ref", "").partition(":")
            if last and _place(first)[0] != _place(last)[0]:
                self.merged.append(f"{first}:{last}")

    def _ends(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self.cell = None


def _number(text: str) -> int:
    if not _ROW.fullmatch(text):
        raise ValueError(f"no place of a row: '{text[:20]}'")
    return int(text)


def _place(text: str) -> tuple[int, int]:
    """Return row and column, from 1.

    >>> _place("AB7")
    (7, 28)
    """
    found = _CELL.fullmatch(text)
    if found is None:
        raise ValueError(f"no place of a cell: '{text[:20]}'")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
