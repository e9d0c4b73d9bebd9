"""An Excel workbook with what its sheets share: tables, dropdowns, colours, notes, print."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from vendorrisk.model.review_cells import plain
from vendorrisk.model.summary import cut
from vendorrisk.report.cell_styles import (
    ALARM,
    COLOURS,
    FREE_GROUND,
    LINE,
    NAVY,
    RED,
    STYLES,
    WAITS,
    WIDE,
)

A3, A4 = 8, 9
PRINTED = {"title": 45, "banner": 110, "case": 70}  # characters above a page; Excel takes 255
TALLEST = 400  # points of a row; Excel takes 409
T = TypeVar("T")
Cell = str | float | dt.date | None


class Link(NamedTuple):
    """A cell that leads to a place in the same workbook."""

    target: str
    text: str


class Column(NamedTuple):
    """A column of a table: its title, width in characters, and how a cell comes from a row.

    ``of`` None makes an open column, which is left empty for people; ``choices`` names a list of
    the sheet Lists, or "date". ``says`` is shown when the heading is pointed at. ``aside`` folds
    the column away: it is for the machine, and does not make rows taller.
    """

    title: str
    width: float
    of: Callable[[Any], Cell | Link] | None = None
    choices: str | None = None
    free: bool = False
    style: str = "text"
    says: str = ""
    aside: bool = False

    @property
    def fillable(self) -> bool:
        """Return whether people write here."""
        return self.free or self.of is None


class Book:
    """A workbook with the formats, lists and table layout that all its sheets share.

    Sheets are not protected, so that rows can be sorted and columns added. Cells of the tool are
    marked as locked all the same: whoever turns the protection on locks them and no others.

    Parameters
    ----------
    created : datetime.date
        Its date.
    banner : str
        Printed above every page; such a workbook has red tabs.
    title : str
        In its properties and above every page.
    case : str
        Whom it is for and as of when: above every page, and in its properties.
    choices : mapping or None
        Lists that cells choose from, by name; None: there are none.
    """

    def __init__(
        self,
        created: dt.date,
        banner: str = "",
        *,
        title: str,
        case: str = "",
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        import xlsxwriter

        self._choices = dict(choices or {})
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
                "subject": plain(cut(case, 200)),
                "author": "vendorrisk",
                "created": dt.datetime.combine(created, dt.time()),
            }
        )
        self._marked = bool(banner)
        parts = {"title": title, "banner": banner, "case": case}
        shown = {name: _printed(text, PRINTED[name]) for name, text in parts.items()}
        self._above = f"&L&8 {shown['title']}&C&B{shown['banner']}&R&8 {shown['case']}"
        self._formats: dict[tuple[str, bool], Any] = {}
        for number, (name, words) in enumerate(self._choices.items()):
            letter = chr(ord("A") + number)
            place = f"=Lists!${letter}$2:${letter}${len(words) + 1}"
            self._book.define_name(_list(name), place)

    def format(self, style: str, *, free: bool = False) -> Any:
        """Return a cell format; cells are locked unless `free`."""
        key = (style, free)
        if key not in self._formats:
            look = {**STYLES[style], "locked": not free}
            if free:
                look["bg_color"] = FREE_GROUND
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def sheet(self, name: str, *, paper: int = A4, rows: int = 0, tab: str = NAVY) -> Any:
        """Add a sheet that prints in landscape, one page wide, its first `rows` on every page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(self._above)
        sheet.set_footer("&L&8&A&R&8Page &P of &N")
        sheet.set_tab_color(RED if self._marked else tab)
        sheet.hide_gridlines(2)
        if rows:
            sheet.repeat_rows(0, rows - 1)
        return sheet

    def table(self, sheet: Any, columns: Sequence[Column], rows: Sequence[T], top: int = 0) -> None:
        """Write a table with its header, dropdowns, dates, widths and filter."""
        last = top + len(rows)
        titles = ((column.title, column.width - 3, "bold") for column in columns)
        sheet.set_row(top, height(titles) + 3)
        for number, column in enumerate(columns):
            folded = {"level": 1, "hidden": True} if column.aside else {}
            sheet.set_column(number, number, column.width, None, folded)
            head = "head_open" if column.fillable else "head_tool"
            self.text(sheet, top, number, column.title, head)
            self._rules(sheet, number, column, top, last)
        if columns and columns[-1].aside:
            sheet.set_column(len(columns), len(columns), 3, None, {"collapsed": True})
        for at, row in enumerate(rows, top + 1):
            values = [column.of(row) if column.of else None for column in columns]
            sheet.set_row(
                at,
                height(
                    (_shown(value), column.width, column.style)
                    for value, column in zip(values, columns, strict=True)
                    if not column.aside
                ),
            )
            for number, (value, column) in enumerate(zip(values, columns, strict=True)):
                style = "date" if column.choices == "date" else column.style
                self.cell(sheet, at, number, value, style, free=column.fillable)
        if rows:
            sheet.autofilter(top, 0, last, len(columns) - 1)

    def _rules(self, sheet: Any, number: int, column: Column, top: int, last: int) -> None:
        """Hang a dropdown or a date rule on a column, and what its heading says when pointed at."""
        if column.says:
            told = {"input_title": cut(column.title, 32), "input_message": cut(column.says, 255)}
            sheet.data_validation(top, number, top, number, {"validate": "any", **told})
        if column.fillable and column.choices and last > top:
            sheet.data_validation(top + 1, number, last, number, self._rule(column.choices))

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
            "source": f"={_list(choices)}",
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
            shown = plain(value.text)
            sheet.write_url(row, column, f"internal:{value.target}", link, shown, "Go there")
        elif isinstance(value, str):
            self.text(sheet, row, column, value, style, free=free)
        elif value is None:
            sheet.write_blank(row, column, None, self.format(style, free=free))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self.format("date", free=free))
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
        sheet.set_row(row, height((text, width, "text") for _, _, width, text in parts))
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
            wraps = STYLES[style].get("text_wrap", False)
            tall = height([(text, width, style)]) + 5 if wraps else LINE.get(style, 15)
            sheet.set_row(top, tall)
            top += 1
        return top

    def name(self, name: str, place: str) -> None:
        """Give a place of the workbook a name for formulas and for the name box."""
        self._book.define_name(name, f"={place}")

    def colour(
        self,
        sheet: Any,
        first: int,
        last: int,
        column: int,
        words: Iterable[str],
        *,
        signed: bool = False,
    ) -> None:
        """Colour the cells of a column that hold one of `words`, or end with it behind a sign."""
        for word in words:
            text, ground = COLOURS[word]
            look = self._book.add_format({"font_color": text, "bg_color": ground})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            if signed:
                rule |= {"type": "text", "criteria": "ends with", "value": f" {word}"}
            sheet.conditional_format(first, column, last, column, rule)

    def alarm(self, sheet: Any, first: int, last: int, column: int, formula: str) -> None:
        """Turn the cells of a column red where a formula of ours holds."""
        self._mark(sheet, (first, column, last, column), formula, ALARM)

    def waits(self, sheet: Any, first: int, last: int, column: int, formula: str) -> None:
        """Turn the cells of a column amber where a formula of ours holds."""
        self._mark(sheet, (first, column, last, column), formula, WAITS)

    def _mark(
        self, sheet: Any, place: tuple[int, int, int, int], formula: str, look: dict[str, Any]
    ) -> None:
        told = self._book.add_format(look)
        sheet.conditional_format(
            *place, {"type": "formula", "criteria": formula, "format": told, "stop_if_true": True}
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
        if self._choices:
            words = self._choices.items()
            longest = max(len(one) for _, one in words)
            titles = [name for name, _ in words]
            body = [
                [one[row] if row < len(one) else "" for _, one in words] for row in range(longest)
            ]
            self.hidden("Lists", [titles, *body])
        self._book.close()
        return self._out.getvalue()


def _list(name: str) -> str:
    """Return the name that a list has in formulas.

    >>> _list("answer")
    'list_answer'
    """
    return f"list_{name}"


def _printed(text: str, most: int) -> str:
    """Return one line of text for a printed header, where & begins a code.

    >>> _printed("A&B &P", 45), len(_printed("&" * 90, 45))
    ('A&&B &&P', 45)
    """
    for wide in range(most, 0, -1):
        shown = cut(text, wide).replace("&", "&&")
        if len(shown) <= most:
            return shown
    return ""


def _shown(value: Cell | Link) -> str:
    if isinstance(value, Link):
        return value.text
    return value if isinstance(value, str) else ""


def height(cells: Iterable[tuple[str, float, str]]) -> float:
    """Return the height in points that (text, width of the column, style) need.

    Rows must not cut text, and cells that share columns do not make a row grow by themselves.

    >>> height([("short", 10, "text"), ("a line of thirty characters, xx", 9, "text")])
    45
    """
    tall = 15.0
    for text, width, style in cells:
        fits = max(width * WIDE.get(style, 1.0), 1.0)
        lines = sum(math.ceil(len(line) / fits) or 1 for line in text.split("\n"))
        tall = max(tall, lines * LINE.get(style, 15.0))
    return min(TALLEST, math.ceil(tall))
