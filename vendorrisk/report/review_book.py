"""The queue of a review as an Excel workbook: locked cells of the tool, open ones for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vendorrisk.interchange.review_sheet import HASH, SHEET, TOOL, row_hash
from vendorrisk.model.review import REASONS, VERDICTS
from vendorrisk.model.review_cells import plain
from vendorrisk.report.book import A3, Book, Cell, Column
from vendorrisk.report.cell_styles import GREEN

_WIDTHS = {
    "claim": 24, "status": 11, "vendor": 14, "what changes": 34, "change": 9, "document": 24,
    "place": 10, "kind": 16, "what it says": 40, "quote": 70, "probability": 11, "rule": 24,
    "extractor": 13, "fields": 50, "stands": 22,
}  # fmt: skip
_SMALL = frozenset({"claim", "stands", "extractor", "rule"})


def review_workbook(rows: Sequence[Mapping[str, Cell]], made: dt.date) -> bytes:
    """Return a queue as the bytes of an .xlsx file, to be filled in and read back.

    Parameters
    ----------
    rows : sequence of mapping
        One for a claim, with a cell for each column of `interchange.review_sheet`: those of the
        tool, and those that people fill in, which hold the decision that stands.
    made : datetime.date
        Day that the file carries.

    Returns
    -------
    bytes
        The same input gives the same bytes; text of documents is written as text only.
    """
    book = Book(
        made,
        title="Review of claims",
        case=f"As of {made.isoformat()}",
        choices={"verdict": VERDICTS, "reason": REASONS},
    )
    shown = [_fit(row) for row in rows]

    def tool(title: str) -> Column:
        style = "small" if title in _SMALL else "bold" if title == "what it says" else "text"
        return Column(title, _WIDTHS[title], lambda row: row[title], style=style)

    def open_to(title: str, width: float, choices: str | None = None) -> Column:
        return Column(title, width, lambda row: row[title], choices, free=True)

    columns = [
        *(tool(title) for title in TOOL[:10]),
        open_to("verdict", 11, "verdict"),
        open_to("reason", 17, "reason"),
        open_to("changes", 34),
        open_to("note", 34),
        *(tool(title) for title in TOOL[10:]),
        Column(HASH, 22, lambda row: row[HASH], style="small", aside=True),
    ]
    sheet = book.sheet(SHEET, paper=A3, rows=1, tab=GREEN)
    book.table(sheet, columns, shown)
    sheet.freeze_panes(1, 1)
    at = [column.title for column in columns].index("note")
    sheet.print_area(0, 0, max(1, len(shown)), at)  # the rest is how each claim was read
    guide = book.sheet("How to fill in")
    guide.set_column(0, 0, 90)
    book.lines(guide, 0, _GUIDE)
    return book.close()


_GUIDE = (
    ("title", "Review of claims"),
    ("text", "Each row is one claim: what a program read out of one passage. On those at the top"
     " most hangs: 'what changes' says what the vendor would be without the claim."),
    ("text", "verdict: accept when the passage says so; reject when it does not; edit to correct a"
     " value. An empty verdict leaves the claim as it is."),
    ("text", "reason: needed for reject and edit."),
    ("text", "changes: beside 'edit' only, as in the column 'fields': percent=49; date=2025-06."
     " Nothing behind = says that the passage does not give it."),
    ("text", "Then: vendorrisk review import FILE INPUTS --reviews LOG --by NAME --on DAY. Rows may"
     " be sorted, filtered or left out; other cells must stay as they are."),
)  # fmt: skip


def _fit(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return a row as its cells hold it, with the hash of the tool's."""
    cells = {title: plain(cell) if isinstance(cell, str) else cell for title, cell in row.items()}
    return {**cells, HASH: row_hash(cells)}
