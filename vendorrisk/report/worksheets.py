"""The sheets of the checklist workbook, one function a sheet, in their order."""

from __future__ import annotations

from typing import get_args

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.base import content_id
from vendorrisk.model.checklist import (
    SCHEMA,
    Agreed,
    Answer,
    Checklist,
    ChecklistRow,
    ClauseRow,
    ConflictType,
    Proof,
    Residual,
    Status,
    Treatment,
)
from vendorrisk.model.review_cells import (
    SEALS,
    TOOL,
    cell_seal,
    clause_cells,
    title_of,
    tool_cells,
)
from vendorrisk.report.audit import audit_sheet
from vendorrisk.report.book import A3, Book, Column, Link
from vendorrisk.report.cell_styles import GREEN
from vendorrisk.report.checklist_text import runs

CHOICES: dict[str, tuple[str, ...]] = {  # what cells of the checklist choose from
    "answer": get_args(Answer),
    "conflict_type": get_args(ConflictType),
    "severity": get_args(Residual),
    "status": get_args(Status),
    "decision": get_args(Treatment),
    "recommendation": ("Proceed", "Proceed with conditions", "Hold", "Decline"),
    "agreed": get_args(Agreed),
    "proof": get_args(Proof),
}
ROLES = ("Business owner", "Procurement", "Third-party risk / security", "Legal", "Data owner")
REVIEWER = (  # columns that only people fill in
    Column("answer", 10, choices="answer", says="To the statement: Yes affirms it, No denies it."),
    Column("answer_detail", 24, says="Your remark; it stands in the quote of the answer."),
    Column("vendor_response", 28, says="The vendor's own words, unchanged."),
    Column("answered_by", 14, says="Who answered. Blank: the vendor."),
    Column("proof", 14, choices="proof", says="What stands behind it. Blank: a mere statement."),
    Column(
        "response_date",
        14,
        choices="date",
        says="The day of the answer; needed, since before it the answer does not count.",
    ),
    Column("owner", 13),
    Column("due_date", 12, choices="date", says="Turns red once it has passed."),
    Column("status", 13, choices="status"),
)
DECISION = (
    Column("severity (residual)", 11, choices="severity", says="What is left after measures."),
    Column("decision", 12, choices="decision"),
    Column("exception_expiry", 17, choices="date", says="Needed with the decision Exception."),
    Column("approver", 16),
    Column("approved_on", 14, choices="date"),
)


def _severity(row: ChecklistRow) -> str:
    return row.severity.capitalize()


def _columns(exhibits: dict[str, str]) -> list[Column]:
    places = {number: line for line, number in enumerate(exhibits.values(), 2)}

    def on_file(row: ChecklistRow) -> Link | None:
        numbers = [exhibits[ref.id] for ref in row.evidence_on_file]
        if not numbers:
            return None
        first = min(places[number] for number in numbers)
        return Link(f"'Evidence'!A{first}", runs(numbers))

    return [
        Column("vendor", 12, lambda r: r.vendor, style="bold"),
        Column("question_id", 13, lambda r: r.question_id, style="bold"),
        Column("question", 34, lambda r: r.question, style="bold"),
        _told("severity_inherent", 11),
        _told("why_raised", 38),
        _told("evidence_status", 17),
        Column("evidence_on_file", 17, on_file, says="Leads to the quotes on the sheet Evidence."),
        Column(
            "conflict_type",
            14,
            lambda r: r.conflict_type,
            "conflict_type",
            free=True,
            says="Proposed by the tool, set by you.",
        ),
        Column(
            "statement",
            34,
            lambda r: r.statement,
            style="bold",
            says="What a Yes affirms and a No denies.",
        ),
        _told("yes_means", 9),
        *REVIEWER,
        *DECISION,
        Column(title_of("evppi"), 10, lambda r: r.evppi, says=_POINTS),
        Column(title_of("cost"), 9, lambda r: r.cost, says=_POINTS),
        Column(title_of("value_over_cost"), 10, lambda r: r.worth),
        Column(title_of("effect_on_upper_end"), 10, lambda r: r.effect or None),
        Column(title_of("narrows"), 12, lambda r: r.shrinks),
        _told("cannot_change", 26),
        _told("follow_up_request", 60),
        _told("clears", 40),
        _told("clause_suggestion", 19),
        _told("why_it_matters", 30),
        _told("section", 20),
        _told("references", 30),
        *(_folded(name) for name in ("raised_by", "settles", "supports", "evidence_on_file")),
        Column("row_hash", 22, lambda r: r.row_hash, style="small", aside=True),
    ]


_POINTS = "In points where 100 is a year of the contract."


def _folded(name: str) -> Column:
    """Return a column of ids, folded away: for the import, not for readers."""
    return _told(name, 24, "small")._replace(aside=True)


def _told(name: str, width: float, style: str = "text") -> Column:
    """Return the column of a cell that the row tells as text."""
    return Column(title_of(name), width, lambda r: tool_cells(r)[name] or None, style=style)


def letter(title: str) -> str:
    """Return the letter of a column of the sheet Checklist."""
    titles = [column.title for column in _columns({})]
    number = titles.index(title)
    first, last = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def questions(book: Book, checklist: Checklist) -> None:
    """Write the checklist itself."""
    columns = _columns(checklist.exhibits())
    sheet = book.sheet("Checklist", paper=A3, rows=1, tab=GREEN)
    book.table(sheet, columns, checklist.rows)
    sheet.freeze_panes(1, 3)
    last = len(checklist.rows)
    if not last:
        return
    at = {column.title: number for number, column in enumerate(columns)}
    sheet.print_area(0, 0, last, at["status"])  # the rest is on Follow-ups and Clauses
    for title, words in (
        ("severity (inherent)", CHOICES["severity"]),
        ("severity (residual)", CHOICES["severity"]),
        ("conflict_type", ("Actual", "Apparent", "Potential")),
        ("status", ("Satisfied", "Exception")),
    ):
        book.colour(sheet, 1, last, at[title], words)

    def first(title: str) -> str:
        return f"${letter(title)}2"

    answer, day = first("answer"), first("response_date")
    told = f'OR({answer}="Yes",{answer}="No",{answer}="Partial")'
    book.alarm(sheet, 1, last, at["response_date"], f'=AND({told},{day}="")')
    worth = first(title_of("evppi"))
    book.waits(sheet, 1, last, at["answer"], f'=AND({answer}="",{worth}<>"",{worth}>0)')
    due, status = first("due_date"), first("status")
    closed = f'{status}<>"Satisfied",{status}<>"Exception",{status}<>"N/A"'
    book.alarm(sheet, 1, last, at["due_date"], f'=AND({due}<>"",{due}<TODAY(),{closed})')
    decision, expiry = first("decision"), first("exception_expiry")
    excepted = f'OR({decision}="Exception",{status}="Exception")'
    lapsed = f'=AND({excepted},OR({expiry}="",{expiry}<TODAY()))'
    book.alarm(sheet, 1, last, at["exception_expiry"], lapsed)


def follow_ups(book: Book, checklist: Checklist) -> None:
    """Write the requests, ready to send, in the order of the checklist."""
    columns = [
        Column("vendor", 14, lambda r: r.vendor, style="bold"),
        Column("question_id", 13, lambda r: r.question_id, style="bold"),
        Column("severity", 10, _severity),
        Column("raised", 9, lambda r: "yes" if r.raised_by else "standing"),
        Column("request, ready to send", 90, lambda r: r.follow_up_request),
        Column("what would clear it", 44, lambda r: r.clears),
        Column("sent to", 20),
        Column("sent on", 12, choices="date"),
        Column("answered on", 12, choices="date"),
        Column("note", 30),
    ]
    sheet = book.sheet("Follow-ups", rows=1, tab=GREEN)
    book.table(sheet, columns, checklist.rows)
    sheet.freeze_panes(1, 2)
    book.colour(sheet, 1, max(1, len(checklist.rows)), 2, CHOICES["severity"])


def clauses(book: Book, checklist: Checklist) -> None:
    """Write a row for every vendor and clause that its raised questions ask for."""
    known = {clause.id: clause for clause in checklist.clauses}

    def told(name: str, width: float, style: str = "text") -> Column:
        def of(row: ClauseRow) -> str | None:
            return clause_cells(row, known[row.clause])[name] or None

        return Column(title_of(name), width, of, style=style)

    columns = [
        told("vendor", 13, "bold"),
        told("key", 7, "bold"),
        told("title", 28, "bold"),
        told("wording", 80),
        told("asked_by", 24),
        told("channels", 18),
        Column(title_of("effect"), 10, lambda r: known[r.clause].effect),
        Column("agreed", 11, choices="agreed"),
        Column(title_of("place"), 22),
        Column("evidence", 34),
        Column("proof", 15, choices="proof"),
        Column(title_of("in_force_from"), 12, choices="date"),
        Column(title_of("ends_on"), 12, choices="date"),
        Column(title_of("counsel_note"), 40),
        Column("row_hash", 22, lambda r: r.row_hash, style="small", aside=True),
    ]
    sheet = book.sheet("Clauses", rows=1, tab=GREEN)
    book.table(sheet, columns, checklist.clause_rows)
    sheet.freeze_panes(1, 3)


def seals(book: Book, checklist: Checklist) -> None:
    """Write, hidden, a seal for every cell of ours, by which an edited one can be named."""
    known = {clause.id: clause for clause in checklist.clauses}
    sealed = [(row.row_hash, tool_cells(row)) for row in checklist.rows]
    sealed += [(o.row_hash, clause_cells(o, known[o.clause])) for o in checklist.clause_rows]
    rows = [[name, *map(cell_seal, cells.values())] for name, cells in sealed]
    book.hidden(SEALS, [["row_hash", *TOOL], *rows])


def approvals(book: Book, checklist: Checklist) -> None:
    """Write one line for every vendor and role; all of it is for people."""
    columns = [
        Column("vendor", 20, lambda pair: pair[0], style="bold"),
        Column("role", 28, lambda pair: pair[1], style="bold"),
        Column("name", 24),
        Column("recommendation", 24, choices="recommendation"),
        Column("conditions", 60),
        Column("date", 12, choices="date"),
        Column("signature", 24),
    ]
    sheet = book.sheet("Approvals", rows=1, tab=GREEN)
    book.table(sheet, columns, [(vendor, role) for vendor in checklist.vendors for role in ROLES])
    sheet.freeze_panes(1, 2)


def audit(book: Book, checklist: Checklist, comparison: Comparison) -> None:
    """Write what the workbook was made from: enough to make it again and to check it."""
    first = ("made by", f"vendorrisk checklist {SCHEMA}", "how 'checklist import' knows its own")
    rows = (
        ("rows", str(len(checklist.rows)), "vendor and question"),
        ("hash of all rows", content_id("lst", [r.row_hash for r in checklist.rows]), None),
    )
    audit_sheet(book, comparison, first, rows)
