"""An Excel workbook with what its sheets share: formats, tables, dropdowns, colours, print."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, get_args

from vendorrisk.model.checklist import (
    Agreed,
    Answer,
    ConflictType,
    Proof,
    Residual,
    Status,
    Treatment,
)
from vendorrisk.model.review_cells import plain
from vendorrisk.model.summary import cut

A3, A4 = 8, 9
T = TypeVar("T")
Cell = str | float | None


class Link(NamedTuple):
    """A cell that leads to a place in the same workbook."""

    target: str
    text: str


class Column(NamedTuple):
    """A column of a table: its title, width in characters, and how a cell comes from a row.

    ``of`` None makes an open column, which is left empty for people; ``choices`` names a list of
    the sheet Lists, or "date".
    """

    title: str
    width: float
    of: Callable[[Any], Cell | Link] | None = None
    choices: str | None = None
    free: bool = False
    style: str = "text"

    @property
    def fillable(self) -> bool:
        """Return whether people write here."""
        return self.free or self.of is None


CHOICES: dict[str, tuple[str, ...]] = {
    "answer": get_args(Answer),
    "conflict_type": get_args(ConflictType),
    "severity": get_args(Residual),
    "status": get_args(Status),
    "decision": get_args(Treatment),
    "recommendation": ("Proceed", "Proceed with conditions", "Hold", "Decline"),
    "agreed": get_args(Agreed),
    "proof": get_args(Proof),
}
MOST_PRINTED = 150  # characters above a printed page; Excel takes 255
_COLOURS = {  # dark text on light ground: readable in print and by colour-blind readers
    "Critical": ("#7F1D1D", "#F8C9C4"),
    "High": ("#7C2D12", "#FCE0C2"),
    "Medium": ("#5B4A00", "#FFF4C2"),
    "Low": ("#14532D", "#DCF2DF"),
    "Actual": ("#7F1D1D", "#F8C9C4"),
    "Apparent": ("#7C2D12", "#FCE0C2"),
    "Potential": ("#5B4A00", "#FFF4C2"),
    "Satisfied": ("#14532D", "#DCF2DF"),
    "Exception": ("#4C1D95", "#E6DDF7"),
}
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "0.000", "valign": "top"},
    "count": {"num_format": "0", "valign": "top"},
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "note": {"font_color": "#555555"},
    "small": {"font_size": 8, "font_color": "#555555", "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#1D4ED8", "underline": 1, "text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "font_color": "#1F3A5F", "valign": "top"},
    "head_tool": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "font_color": "#FFFFFF",
        "bg_color": "#1F3A5F",
        "border": 1,
    },
    "head_open": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "font_color": "#FFFFFF",
        "bg_color": "#2F6B4F",
        "border": 1,
    },
}


class Book:
    """A workbook with the formats, lists and table layout that all its sheets share.

    Parameters
    ----------
    created : datetime.date
        Its date.
    banner : str
        Printed above every page; such a workbook has red tabs.
    title : str
        In its properties.
    choices : mapping or None
        Lists that cells choose from, by name; None: those of the checklist.
    """

    def __init__(
        self,
        created: dt.date,
        banner: str = "",
        *,
        title: str = "Vendor neutrality checklist",
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        import xlsxwriter

        self._choices = CHOICES if choices is None else choices
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                "title": title,
                "created": dt.datetime.combine(created, dt.time()),
            }
        )
        self._banner = cut(banner, MOST_PRINTED).replace("&", "&&")  # & begins a code
        self._formats: dict[tuple[str, bool], Any] = {}
        self._lists: dict[str, str] = {}
        for number, (name, words) in enumerate(self._choices.items()):
            letter = chr(ord("A") + number)
            self._lists[name] = f"=Lists!${letter}$2:${letter}${len(words) + 1}"

    def format(self, style: str, *, free: bool = False) -> Any:
        """Return a cell format; cells are locked unless `free`."""
        key = (style, free)
        if key not in self._formats:
            extra: dict[str, Any] = {"locked": not free}
            if free:
                extra |= {"bg_color": "#F3FAF5"}
            if style in {"text", "number", "count", "link", "date", "small", "bold"}:
                extra |= {"border": 1, "border_color": "#D5DAE1"}
            base = _FORMATS["text"] if style == "date" else _FORMATS[style]
            if style == "date":
                extra["num_format"] = "yyyy-mm-dd"
            self._formats[key] = self._book.add_format({**base, **extra})
        return self._formats[key]

    def sheet(self, name: str, *, paper: int = A4, rows: int = 0) -> Any:
        """Add a sheet, protected without a password, printed landscape and one page wide."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8Page &P of &N")
        if self._banner:
            sheet.set_header(f"&C&B{self._banner}")
            sheet.set_tab_color("#A5321A")
        sheet.hide_gridlines(2)
        if rows:
            sheet.repeat_rows(0, rows - 1)
        sheet.protect(
            "",
            {
                "autofilter": True,
                "format_cells": True,
                "format_columns": True,
                "format_rows": True,
                "sort": True,
            },
        )
        return sheet

    def table(self, sheet: Any, columns: Sequence[Column], rows: Sequence[T], top: int = 0) -> None:
        """Write a table with its header, dropdowns, dates, widths and filter."""
        last = top + len(rows)
        sheet.set_row(top, height((column.title, column.width - 3) for column in columns))
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            head = "head_open" if column.fillable else "head_tool"
            self.text(sheet, top, number, column.title, head)
            if column.fillable and column.choices and rows:
                sheet.data_validation(top + 1, number, last, number, self._rule(column.choices))
        for at, row in enumerate(rows, top + 1):
            values = [column.of(row) if column.of else None for column in columns]
            wide = zip(values, columns, strict=True)
            sheet.set_row(at, height((_shown(value), column.width) for value, column in wide))
            for number, (value, column) in enumerate(zip(values, columns, strict=True)):
                style = "date" if column.choices == "date" else column.style
                self.cell(sheet, at, number, value, style, free=column.fillable)
        if rows:
            sheet.autofilter(top, 0, last, len(columns) - 1)

    def _rule(self, choices: str) -> dict[str, Any]:
        if choices == "date":
            return {
                "validate": "date",
                "criteria": ">=",
                "value": dt.date(2000, 1, 1),
                "error_title": "Not a date",
                "error_message": "Write a date, for example 2026-03-31.",
            }
        return {
            "validate": "list",
            "source": self._lists[choices],
            "error_title": "Not in the list",
            "error_message": "Choose one of: " + ", ".join(self._choices[choices]),
        }

    def cell(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: Cell | Link,
        style: str,
        *,
        free: bool = False,
    ) -> None:
        """Write one cell; text never becomes anything else."""
        if isinstance(value, Link):
            link = self.format("link", free=free)
            sheet.write_url(row, column, f"internal:{value.target}", link, plain(value.text))
        elif isinstance(value, str):
            self.text(sheet, row, column, value, style, free=free)
        elif value is None:
            sheet.write_blank(row, column, None, self.format(style, free=free))
        else:
            number = "count" if style == "count" else "number"
            sheet.write_number(row, column, value, self.format(number, free=free))

    def text(
        self, sheet: Any, row: int, column: int, value: str, style: str, *, free: bool = False
    ) -> None:
        """Write text as text."""
        sheet.write_string(row, column, plain(value), self.format(style, free=free))

    def merged(self, sheet: Any, row: int, *parts: tuple[int, int, float, str]) -> None:
        """Write texts, each over the columns first to last; merged cells do not grow by themselves.

        A part is (first column, last column, width of them all, text).
        """
        sheet.set_row(row, height((text, width) for _, _, width, text in parts))
        for first, last, _, text in parts:
            sheet.merge_range(row, first, row, last, "", self.format("text"))
            self.text(sheet, row, first, text, "text")

    def blanks(
        self, sheet: Any, row: int, column: int, *, group: str, name: str, cells: str, now: float
    ) -> None:
        """Write a live count of the blank `cells` whose `group` is `name`; `now` shows first."""
        formula = f'=COUNTIFS({group},{name},{cells},"")'
        sheet.write_formula(row, column, formula, self.format("count"), now)

    def lines(
        self, sheet: Any, top: int, lines: Iterable[tuple[str, str]], width: float = 90
    ) -> int:
        """Write (style, text) lines into the first column; return the row below them."""
        for style, text in lines:
            self.text(sheet, top, 0, text, style)
            sheet.set_row(top, 24 if style == "title" else height([(text, width)]))
            top += 1
        return top

    def colour(self, sheet: Any, first: int, last: int, column: int, words: Iterable[str]) -> None:
        """Colour the cells of a column that hold one of `words`."""
        for word in words:
            text, ground = _COLOURS[word]
            look = self._book.add_format({"font_color": text, "bg_color": ground})
            sheet.conditional_format(
                first,
                column,
                last,
                column,
                {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look},
            )

    def alarm(self, sheet: Any, first: int, last: int, column: int, formula: str) -> None:
        """Turn the cells of a column red where a formula of ours holds."""
        look = self._book.add_format({"font_color": "#FFFFFF", "bg_color": "#B91C1C"})
        sheet.conditional_format(
            first, column, last, column, {"type": "formula", "criteria": formula, "format": look}
        )

    def hidden(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """Add a hidden sheet of plain text."""
        sheet = self._book.add_worksheet(name)
        for at, row in enumerate(rows):
            for number, value in enumerate(row):
                sheet.write_string(at, number, plain(value))
        sheet.hide()

    def close(self) -> bytes:
        """Add the hidden lists and return the file."""
        sheet = self._book.add_worksheet("Lists")
        for number, (name, words) in enumerate(self._choices.items()):
            sheet.write_string(0, number, name)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, number, word)
        sheet.hide()
        self._book.close()
        return self._out.getvalue()


def _shown(value: Cell | Link) -> str:
    if isinstance(value, Link):
        return value.text
    return value if isinstance(value, str) else ""


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height in points that (text, width of the column) need: rows must not cut text.

    >>> height([("short", 10), ("a line of thirty characters, xx", 10)])
    60
    """
    lines = [
        sum(math.ceil(len(line) / max(width, 1.0)) or 1 for line in text.split("\n"))
        for text, width in cells
    ]
    return min(400, 15 * max([1, *lines]))
