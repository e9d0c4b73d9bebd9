"""The sheets of the checklist workbook, one function a sheet, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from vendorrisk.model.assessment import (
    Assessment,
    ClaimRef,
    Comparison,
    DocumentRef,
    Parameter,
    Relief,
)
from vendorrisk.model.base import content_id
from vendorrisk.model.checklist import Checklist, ChecklistRow, Clause
from vendorrisk.model.summary import insufficient, one_line, spread
from vendorrisk.report.checklist_text import runs
from vendorrisk.report.figures import quoted
from vendorrisk.report.workbook import A3, CHOICES, Book, Column, Link

ROLES = ("Business owner", "Procurement", "Third-party risk / security", "Legal", "Data owner")
REVIEWER = (  # columns that only people fill in
    Column("answer", 11, choices="answer"),
    Column("answer_detail", 34),
    Column("vendor_response", 34),
    Column("response_date", 15, choices="date"),
    Column("severity (residual)", 11, choices="severity"),
    Column("owner", 16),
    Column("due_date", 12, choices="date"),
    Column("status", 13, choices="status"),
)
DECISION = (
    Column("decision", 12, choices="decision"),
    Column("exception_expiry", 17, choices="date"),
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
        return Link(f"'Evidence'!A{places[numbers[0]]}", runs(numbers))

    return [
        Column("vendor", 13, lambda r: r.vendor, style="bold"),
        Column("question_id", 13, lambda r: r.question_id, style="bold"),
        Column("question", 40, lambda r: r.question, style="bold"),
        Column("severity (inherent)", 11, _severity),
        Column("why it is raised", 46, lambda r: r.why_raised),
        Column("evidence_status", 17, lambda r: r.evidence_status),
        Column("evidence_on_file", 18, on_file),
        Column("effect on upper end", 10, lambda r: r.effect or None),
        Column("conflict_type", 15, lambda r: r.conflict_type, "conflict_type", open=True),
        *REVIEWER,
        Column("follow_up_request", 60, lambda r: r.follow_up_request),
        Column("what would clear it", 40, lambda r: r.clears),
        Column("clause_suggestion", 18, lambda r: ", ".join(r.clause_suggestion) or None),
        *DECISION,
        Column("why_it_matters", 30, lambda r: r.why_it_matters),
        Column("section", 20, lambda r: r.section),
        Column("references", 30, lambda r: "; ".join(r.references)),
        Column("raised_by", 24, lambda r: ", ".join(r.raised_by) or None, style="small"),
        Column("row_hash", 22, lambda r: r.row_hash, style="small"),
    ]


_GUIDE = (
    ("heading", "What this is"),
    (
        "text",
        "Questions to settle with each vendor before it is called neutral towards the buyer. Raised"
        " questions come first, the most telling on top; then the questions that every vendor gets.",
    ),
    ("heading", "How to work through it"),
    (
        "text",
        "1. Checklist: blue headings are filled in by the tool and locked; green headings are yours."
        " No answer is ever filled in for you.",
    ),
    (
        "text",
        "2. Follow-ups: text that is ready to send. Read it first: it names what public sources say.",
    ),
    ("text", "3. Evidence: every quote, with who said it and where. Follow the link to the quote."),
    (
        "text",
        "4. Set the conflict type, the owner and the due date. A due date that has passed turns red; so"
        " does an Exception without an expiry date.",
    ),
    ("text", "5. Clauses: suggestions for counsel. Approvals: one line for each role and vendor."),
    (
        "text",
        "Filters work as it is. To sort, or to change a locked cell, take off the protection of the"
        " sheet (it has no password); row_hash shows later which rows were changed.",
    ),
    ("heading", "What the words mean"),
    (
        "text",
        'why it is raised: a finding with its part of the risk; "open" when no source speaks to it;'
        ' "follows from" when the question follows from a present conflict; else asked of every vendor.',
    ),
    (
        "text",
        "effect on upper end: how much lower the upper end of the risk (0 to 1) would lie if the answer"
        " cleared everything that the question is about. Blank: the answer does not enter the score.",
    ),
    (
        "text",
        "evidence_status: Supports concern / Against concern: all evidence on file points one way. Mixed: it"
        " does not agree. Stale: all of it is too old. None: nothing is on file, which is not comfort.",
    ),
    (
        "text",
        "conflict_type (proposed, after ISO 37009): Actual: a tie that is in force and likely true."
        " Apparent: a tie that is reported but weakly supported, or with a party whose rivalry is weak."
        " Potential: talked about, planned, or not answered by anybody. None: no conflict of interest.",
    ),
    (
        "text",
        "severity (inherent): how bad a bad answer would be, before any measure. severity (residual): what"
        " is left after the measures, set by you.",
    ),
    ("heading", "Fairness"),
    (
        "text",
        "The vendor's reply belongs in vendor_response, unchanged. Question N43 records that it was asked.",
    ),
)


def read_me(book: Book, checklist: Checklist) -> None:
    """Write what the workbook is and what its words mean."""
    sheet = book.sheet("Read me")
    sheet.set_column(0, 0, 100)
    top = book.lines(
        sheet,
        0,
        [
            ("title", "Vendor neutrality checklist"),
            (
                "text",
                f"For {one_line(checklist.buyer)} as of {checklist.as_of.isoformat()}, on"
                f" {', '.join(map(one_line, checklist.vendors))}. Model {checklist.model_version}.",
            ),
            ("bold", checklist.disclaimer),
        ],
    )
    book.lines(sheet, top, _GUIDE)


def summary(book: Book, checklist: Checklist, comparison: Comparison) -> None:
    """Write the verdict, the counts and the most telling questions of each vendor."""
    sheet = book.sheet("Summary")
    last = len(checklist.rows) + 1

    def count(assessment: Assessment, **wanted: str) -> float:
        rows = checklist.of(assessment.vendor)
        return float(sum(all(getattr(r, k) == v for k, v in wanted.items()) for r in rows))

    columns = [
        Column("vendor", 20, lambda a: a.vendor, style="bold"),
        Column("risk [low–high], higher is riskier", 18, lambda a: spread(a.risk, "–")),
        Column("tier", 18, lambda a: a.tier),
        Column("coverage", 16, _coverage),
        Column("cheapest action (low / point / high end)", 24, _action),
        Column("questions", 13, count, style="count"),
        Column("raised", 13, lambda a: _raised(checklist, a), style="count"),
        Column("critical", 13, lambda a: count(a, severity="critical"), style="count"),
        Column(
            "on an actual conflict", 13, lambda a: count(a, conflict_type="Actual"), style="count"
        ),
        Column("not answered yet", 13, count, style="count"),
    ]
    top = book.lines(
        sheet,
        0,
        [
            ("title", "Summary"),
            ("note", f"For {one_line(checklist.buyer)}, as of {checklist.as_of.isoformat()}"),
        ],
    )
    book.table(sheet, columns, comparison.assessments, top)
    for row, assessment in enumerate(comparison.assessments, top + 1):
        book.blanks(
            sheet,
            row,
            len(columns) - 1,
            group=f"Checklist!$A$2:$A${last}",
            name=f"$A{row + 1}",
            cells=f"Checklist!${_letter('answer')}$2:${_letter('answer')}${last}",
            now=count(assessment),
        )
    top += len(comparison.assessments) + 2
    for assessment in comparison.assessments:
        top = _gaps(book, sheet, top, checklist, assessment)
    top = book.lines(sheet, top, [("heading", "How sure the order is")])
    top = _wide(book, sheet, top, comparison.robust or ("one vendor: nothing to order",))
    top = book.lines(sheet, top + 1, [("heading", "What is known of the client books")])
    _wide(book, sheet, top, [f"{a.vendor}: {_book(a)}" for a in comparison.assessments])


def _coverage(assessment: Assessment) -> str:
    thin = ", insufficient evidence" if insufficient(assessment) else ""
    return f"{assessment.coverage:.2f}{thin}"


def _action(assessment: Assessment) -> str:
    decision = assessment.decision
    return f"{decision.at_low} / {decision.at_point} / {decision.at_high}"


def _raised(checklist: Checklist, assessment: Assessment) -> float:
    return float(sum(bool(row.raised_by) for row in checklist.of(assessment.vendor)))


def _letter(title: str) -> str:
    titles = [column.title for column in _columns({})]
    return chr(ord("A") + titles.index(title))


def _gaps(book: Book, sheet: Any, top: int, checklist: Checklist, assessment: Assessment) -> int:
    """Write the five most telling questions of a vendor, and where its documents disagree."""
    vendor = assessment.vendor
    top = book.lines(sheet, top, [("heading", f"{one_line(vendor)}: ask first")])
    rows = [row for row in checklist.of(vendor) if row.raised_by][:5]
    places = {id(row): number for number, row in enumerate(checklist.rows, 2)}
    for row in rows:
        link = Link(f"'Checklist'!A{places[id(row)]}", f"{row.question_id} {_severity(row)}")
        book.cell(sheet, top, 0, link, "link")
        book.merged(sheet, top, (1, 4, 70, row.question), (5, 9, 70, row.why_raised))
        top += 1
    if not rows:
        top = _wide(book, sheet, top, ["nothing was raised; the standing questions remain"])
    for found in assessment.contradictions:
        readings = " | ".join(
            f"{reading.value}{' (used)' if reading.used else ''}" for reading in found.readings
        )
        book.cell(sheet, top, 0, "documents disagree", "text")
        book.merged(sheet, top, (1, 4, 70, found.question), (5, 9, 70, readings))
        top += 1
    return top + 1


def _wide(book: Book, sheet: Any, top: int, lines: Sequence[str]) -> int:
    for line in lines:
        book.merged(sheet, top, (0, 9, 150, line))
        top += 1
    return top


def _book(assessment: Assessment) -> str:
    found = assessment.concentration
    if found.hhi_low is None or found.hhi_high is None:
        return found.reason
    shares = ", ".join(
        f"{name} {figure.point:.0%}" for name, figure in sorted(found.shares.items())
    )
    return f"{shares}; Herfindahl index {found.hhi_low:.2f} to {found.hhi_high:.2f}; {found.reason}"


def questions(book: Book, checklist: Checklist) -> None:
    """Write the checklist itself."""
    columns = _columns(checklist.exhibits())
    sheet = book.sheet("Checklist", paper=A3, rows=1)
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
    due, status = f"${_letter('due_date')}2", f"${_letter('status')}2"
    closed = f'{status}<>"Satisfied",{status}<>"Exception",{status}<>"N/A"'
    book.alarm(sheet, 1, last, at["due_date"], f'=AND({due}<>"",{due}<TODAY(),{closed})')
    decision, expiry = f"${_letter('decision')}2", f"${_letter('exception_expiry')}2"
    excepted = f'OR({decision}="Exception",{status}="Exception")'
    book.alarm(
        sheet,
        1,
        last,
        at["exception_expiry"],
        f'=AND({excepted},OR({expiry}="",{expiry}<TODAY()))',
    )


class _Exhibit(NamedTuple):
    number: str
    claim: ClaimRef
    asked: str  # vendors and questions that it is on file for
    note: str


def evidence(book: Book, checklist: Checklist, comparison: Comparison) -> None:
    """Write every quote once, with where it stands; then ties that were found and do not count."""
    documents = {document.id: document for document in comparison.documents}

    def document(row: _Exhibit) -> DocumentRef | None:
        return documents.get(row.claim.doc_id)

    columns = [
        Column("exhibit", 9, lambda r: r.number, style="bold"),
        Column("on file for", 26, lambda r: r.asked),
        Column("quote", 70, lambda r: _quote(r.claim)),
        Column("modality", 12, lambda r: r.claim.modality),
        Column("credited to", 22, lambda r: ", ".join(r.claim.attributed_to) or None),
        Column("origin", 22, lambda r: r.claim.family),
        Column("speaker's interest", 14, lambda r: _INTEREST.get(r.claim.interest)),
        Column("date of the event", 12, lambda r: r.claim.date),
        Column("document", 24, lambda r: r.claim.doc),
        Column("publisher", 18, lambda r: d.publisher if (d := document(r)) else None),
        Column("published", 12, lambda r: str(d.published or "") if (d := document(r)) else None),
        Column("address", 40, lambda r: r.claim.source, style="small"),
        Column("kind", 16, lambda r: r.claim.kind.replace("_", " ")),
        Column("note", 34, lambda r: r.note or None),
        Column("place", 14, lambda r: f"{r.claim.start}–{r.claim.end}", style="small"),
        Column("claim", 22, lambda r: r.claim.id, style="small"),
    ]
    sheet = book.sheet("Evidence", paper=A3, rows=1)
    book.table(sheet, columns, [*_exhibits(checklist), *_reliefs(checklist, comparison)])
    sheet.freeze_panes(1, 1)


_INTEREST = {"self": "in its own interest", "against": "against its own interest"}


def _quote(claim: ClaimRef) -> str:
    shown = quoted(claim.quote)
    return f"{shown.text}…" if shown.cut else shown.text


def _exhibits(checklist: Checklist) -> list[_Exhibit]:
    claims = {ref.id: ref for row in checklist.rows for ref in row.evidence_on_file}
    asked: dict[str, dict[str, list[str]]] = {}
    for row in checklist.rows:
        for ref in row.evidence_on_file:
            asked.setdefault(ref.id, {}).setdefault(row.vendor, []).append(row.question_id)
    return [
        _Exhibit(
            number,
            claims[claim],
            "; ".join(
                f"{vendor}: {', '.join(sorted(ids))}" for vendor, ids in asked[claim].items()
            ),
            "",
        )
        for claim, number in checklist.exhibits().items()
    ]


def _reliefs(checklist: Checklist, comparison: Comparison) -> list[_Exhibit]:
    numbers = dict(checklist.exhibits())
    found: list[_Exhibit] = []
    for assessment in comparison.assessments:
        for relief in assessment.reliefs:
            for claim in relief.claims:
                if claim.id not in numbers:
                    numbers[claim.id] = f"E{len(numbers) + 1:03d}"
                    found.append(
                        _Exhibit(
                            numbers[claim.id], claim, assessment.vendor, _does_not_count(relief)
                        )
                    )
    return found


def _does_not_count(relief: Relief) -> str:
    return f"found and does not count: {relief.what}: {relief.why}"


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
    sheet = book.sheet("Follow-ups", rows=1)
    book.table(sheet, columns, checklist.rows)
    sheet.freeze_panes(1, 2)
    book.colour(sheet, 1, max(1, len(checklist.rows)), 2, CHOICES["severity"])


def clauses(book: Book, checklist: Checklist) -> None:
    """Write the suggested clauses with the questions that ask for them."""

    def asked(clause: Clause) -> str | None:
        parts = []
        for vendor in checklist.vendors:
            ids = sorted(
                row.question_id
                for row in checklist.of(vendor)
                if row.raised_by and clause.id in row.clause_suggestion
            )
            if ids:
                parts.append(f"{vendor}: {', '.join(ids)}")
        return "; ".join(parts) or None

    columns = [
        Column("key", 7, lambda c: c.id, style="bold"),
        Column("title", 28, lambda c: c.title, style="bold"),
        Column("suggested wording, for counsel", 90, lambda c: c.text),
        Column("raised questions that ask for it", 40, asked),
        Column("agreed", 11, choices="agreed"),
        Column("place in the contract", 22),
        Column("counsel's note", 40),
    ]
    sheet = book.sheet("Clauses", rows=1)
    book.table(sheet, columns, checklist.clauses)
    sheet.freeze_panes(1, 2)


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
    sheet = book.sheet("Approvals", rows=1)
    book.table(sheet, columns, [(vendor, role) for vendor in checklist.vendors for role in ROLES])
    sheet.freeze_panes(1, 2)


class _Entry(NamedTuple):
    part: str
    name: str
    value: str | None
    detail: str | None


def audit(book: Book, checklist: Checklist, comparison: Comparison) -> None:
    """Write what the workbook was made from: enough to make it again and to check it."""
    run = (
        ("buyer", comparison.buyer, None),
        ("as of", comparison.as_of.isoformat(), "what became known later does not count"),
        ("model", comparison.model_version, f"schema {comparison.schema_version}"),
        ("rows", str(len(checklist.rows)), "vendor and question"),
        ("hash of all rows", content_id("lst", [r.row_hash for r in checklist.rows]), None),
    )
    columns = [
        Column("part", 14, lambda e: e.part),
        Column("name", 44, lambda e: e.name),
        Column("value", 44, lambda e: e.value),
        Column("detail", 90, lambda e: e.detail),
    ]
    entries = [
        *(_Entry("run", *line) for line in run),
        *(
            _Entry("coverage", a.vendor, f"{a.coverage:.2f}", a.coverage_reason)
            for a in comparison.assessments
        ),
        *map(_file, comparison.documents),
        *(_Entry("left out", line, None, None) for line in comparison.skipped),
        *map(_default, comparison.parameters),
    ]
    sheet = book.sheet("Audit", rows=1)
    book.table(sheet, columns, entries)
    sheet.freeze_panes(1, 0)


def _file(document: DocumentRef) -> _Entry:
    parts = [
        document.title or "no title",
        document.publisher or "publisher not given",
        document.published.isoformat() if document.published else "no date",
        f"{document.claims} claims",
        f"credits {', '.join(document.origin)}" if document.origin else "credits nobody",
    ]
    return _Entry("document", document.name, f"sha256 {document.sha256}", "; ".join(parts))


def _default(parameter: Parameter) -> _Entry:
    return _Entry("judgement", parameter.name, parameter.value, parameter.reason)
