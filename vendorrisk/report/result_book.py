"""A comparison as an Excel workbook: what it comes to, then every table of it, to be filtered."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import SCALE, one_line, supposed
from vendorrisk.report.audit import audit_sheet
from vendorrisk.report.book import A3, Book, Cell, Column, Link
from vendorrisk.report.cell_styles import GREY, NAVY
from vendorrisk.report.compose import page
from vendorrisk.report.figures import SIGNS, plural
from vendorrisk.report.overview import Wide, drawn
from vendorrisk.report.records import TABLES, Field, Table
from vendorrisk.report.view import Page, VendorView

SHEETS = {  # of which table, by sheet
    "Assessments": "assessments",
    "Ledger": "ledger",
    "Findings": "findings",
    "Open questions": "questions",
    "Evidence": "evidence",
    "Values": "values",
    "Documents": "documents",
}
MOST_ROWS = 100_000  # of a sheet; Excel takes 1,048,576, and JSON has all of them
MAINLY = 3  # open questions a vendor that the summary names
_TIERS = ("HIGH", "UNDETERMINED", "LOW")
_COLOURED = {
    "tier": _TIERS,
    "residual_tier": _TIERS,
    "outcome": ("flagged", "unknown"),
    "severity": ("critical", "high", "medium"),
}
_IDS = frozenset({"claim", "claims", "document_id"})  # columns of ids, folded away
_FROZEN = {"Assessments": 1, "Ledger": 1, "Findings": 1, "Open questions": 1, "Evidence": 1}


def to_xlsx(comparison: Comparison) -> bytes:
    """Return a comparison as the bytes of an .xlsx file; the same input gives the same bytes.

    The sheet Summary is for readers; the others hold the tables of `vendorrisk.report.records`, one
    a sheet. Text of documents is written as text only: never as a formula, a number or a link.
    """
    book = Book(
        comparison.as_of,
        supposed(comparison.assumptions),
        title="Vendor neutrality risk",
        case=f"For {comparison.buyer} as of {comparison.as_of.isoformat()}",
    )
    _summary(book, page(comparison))
    for name, table in SHEETS.items():
        _sheet(book, name, TABLES[table], comparison)
    first = ("made by", "vendorrisk report", "a result, not a checklist: nothing is filled in here")
    audit_sheet(book, comparison, first, ())
    return book.close()


def _summary(book: Book, p: Page) -> None:
    sheet = book.sheet("Summary", tab=NAVY)
    told = supposed(p.assumptions)
    head = [
        ("title", "Vendor neutrality risk"),
        ("note", f"For {one_line(p.buyer)} as of {p.as_of}, model {p.model}, engine {p.engine}"),
        ("note", f"{SCALE}. {one_line(p.disclaimer)}"),
        *([("strong", told)] if told else []),
    ]
    columns = [
        Column("vendor", 20, lambda v: v.name, style="bold"),
        Column("risk [low–high], higher is riskier", 19, lambda v: v.risk.text),
        Column("0 to 1: █ sure, ▒ possible", 30, lambda v: drawn(v.risk), style="bar"),
        Column("tier", 19, lambda v: _tier(v.tier, told), style="bold"),
        Column("why this tier", 34, lambda v: v.reason),
        Column("coverage", 16, _coverage),
        Column("mainly", 48, lambda v: "; ".join(v.mainly) or None),
        Column("red flags", 26, lambda v: v.flags and v.flags.summary),
        Column("cheapest action", 34, lambda v: v.decision),
    ]
    top = book.lines(sheet, 0, head)
    book.table(sheet, columns, p.vendors, top)
    last = top + max(1, len(p.vendors))
    book.colour(sheet, top + 1, last, 3, _TIERS, signed=True)
    wide = Wide(book, sheet, [column.width for column in columns])
    top = last + 2
    for v in p.vendors:
        top = _change(wide, top, v)
    top = book.lines(sheet, top, [("heading", "How sure the order is")])
    orders = [f"{o.safer} than {o.riskier}: {o.share} of draws, {o.how}" for o in p.orders]
    wide.lines(top, [*p.robust, *orders] or ["one vendor: nothing to order"])


def _tier(tier: str, told: str) -> str:
    return f"{'WHAT IF: ' if told else ''}{SIGNS[tier]} {tier}"


def _coverage(v: VendorView) -> str:
    return f"{v.coverage}{', insufficient evidence' if v.insufficient else ''}"


def _change(wide: Wide, top: int, v: VendorView) -> int:
    """Write what would change a vendor's verdict, and what nobody has said of it."""
    title = f"{one_line(v.name)}: what would change it"
    top = wide.book.lines(wide.sheet, top, [("heading", title)])
    for change in v.changes:
        now = "" if change.moves else ", as now"
        after = f"{change.risk.text} {SIGNS[change.tier]} {change.tier}{now}"
        top = wide.pair(top, "then", change.what, after)
    for question in v.open_questions[:MAINLY]:
        less = f"{question.effect} off the high end if “no”; checklist {question.questions}"
        top = wide.pair(top, "ask", question.what, less)
    if not v.changes and not v.open_questions:
        top = wide.lines(top, ["no fact and no open question stands behind it"])
    return top + 1


def _sheet(book: Book, name: str, table: Table, comparison: Comparison) -> None:
    rows = list(table.rows(comparison))[:MOST_ROWS]
    fields = table.shown(comparison)
    columns = [_column(field) for field in fields]
    if table.name == "ledger":
        places = _first_places(comparison)
        at = [field.name for field in fields].index("claims")
        columns[at] = columns[at]._replace(of=lambda row: _to_evidence(row, places), style="link")
    told = supposed(comparison.assumptions)
    if told:
        columns.insert(0, Column("what if", 24, lambda _: told))
    sheet = book.sheet(name, paper=A3, rows=1, tab=GREY)
    book.table(sheet, columns, rows)
    sheet.freeze_panes(1, _FROZEN.get(name, 0) + bool(told))
    for number, field in enumerate(fields, int(bool(told))):
        if rows and field.name in _COLOURED:
            book.colour(sheet, 1, len(rows), number, _COLOURED[field.name])


def _column(field: Field) -> Column:
    def of(row: Any) -> Cell:
        value = field.of(row)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if value is None or isinstance(value, str | dt.date):
            return value
        return float(value)

    title = field.name.replace("_", " ")
    folded = field.style == "small" and field.name in _IDS
    return Column(title, field.width, of, style=field.style, says=field.says, aside=folded)


def _first_places(comparison: Comparison) -> dict[tuple[str, str], int]:
    """Return the row of the sheet Evidence that the quotes of each line begin in."""
    found: dict[tuple[str, str], int] = {}
    for row, use in enumerate(TABLES["evidence"].rows(comparison), 2):
        if use.a is not None and use.use == "ledger":
            found.setdefault((use.a.vendor, use.line), row)
    return found


def _to_evidence(row: Any, places: dict[tuple[str, str], int]) -> Cell | Link:
    if row.it is None or not row.it.claims:
        return None if row.it is None else "none"
    number = len(row.it.claims)
    return Link(f"'Evidence'!A{places[row.a.vendor, row.it.id]}", plural(number, "claim"))
