"""The first two sheets of the checklist workbook: what it is, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.checklist import Checklist, ChecklistRow
from vendorrisk.model.summary import insufficient, one_line, spread, supposed
from vendorrisk.report.book import Book, Column, Link
from vendorrisk.report.figures import SIGNS, Ends
from vendorrisk.report.worksheets import letter

FIRST = 5  # questions a vendor that the summary names

_GUIDE = """\
# What this is

Questions to settle with each vendor before it is called neutral towards the buyer. Those whose
answer can change the decision come first, by the value of the answer over the cost of asking; then
raised questions whose answer only narrows the interval, and those that do not enter the score; then
the questions that every vendor gets.

# How to work through it

1. Checklist: blue headings are filled in by the tool; green headings are yours. No answer is ever
filled in for you. Answer the statement, not the question: Yes affirms it, No denies it, Partial
affirms it in part. Say who answered (answered_by; blank: the vendor), what stands behind the answer
(proof; blank: a mere statement) and when it came (response_date; needed).

2. Follow-ups: text that is ready to send. Read it first: it names what public sources say.

3. Evidence: every quote, with who said it and where. Follow the link to the quote.

4. Set the conflict type, the owner and the due date. Amber: not answered yet, and the answer is
worth something. Red: an answer without its day, a due date that has passed, an Exception without an
expiry date or past it.

5. Clauses: suggestions for counsel. One that is agreed, with evidence and a day on which it ends,
weakens the channels it names. Approvals: one line for each role and vendor.

6. Back: vendorrisk checklist import FILE.xlsx -o answers.yaml, then give answers.yaml as one more
input to every command. Answers are evidence, as strong as their proof; nothing is overwritten.

7. Sort, filter, hide and add columns as you like. A cell of the tool that was changed is found by
the seals when the file is imported, and named. Columns of ids are folded away behind the last one.

# What the words mean

* why it is raised: a finding with its part of the risk; "open" when no source speaks to
it; "follows from" when the question follows from a present conflict; else asked of every vendor.

* value of the answer: expected value of knowing for sure, in points where 100 is a year of the
contract. 0: no answer changes which action is cheapest; the reason stands under "cannot change the
decision". Blank: the answer does not enter the score.

* cost of asking, value over cost: in the same points, a judgement by kind of request.

* effect on upper end: how much lower the upper end of the risk (0 to 1) would lie if the answer
cleared everything that the question is about.

* narrows the interval by: expected change of its width; below 0 an answer opens further unknowns.

* evidence_status: Supports concern, Against concern: all evidence on file points one way. Mixed: it
does not agree. Stale: all of it is too old. None: nothing is on file, which is not comfort.

* conflict_type (proposed, after ISO 37009): Actual: a tie that is in force and likely true.
Apparent: a tie that is weakly supported, or with a party whose rivalry is weak. Potential: talked
about, planned, or not answered by anybody. None: no conflict of interest.

* severity (inherent): how bad a bad answer would be, before any measure. severity (residual): what
is left after the measures, set by you.

# Fairness

The vendor's reply belongs in vendor_response, unchanged; N43 records that it was asked for.
"""


def read_me(book: Book, checklist: Checklist) -> None:
    """Write what the workbook is and what its words mean."""
    sheet = book.sheet("Read me")
    sheet.set_column(0, 0, 100)
    told = (
        f"For {one_line(checklist.buyer)} as of {checklist.as_of.isoformat()}, on"
        f" {', '.join(map(one_line, checklist.vendors))}. Model {checklist.model_version}."
    )
    head = [("title", "Vendor neutrality checklist"), ("plain", told)]
    top = book.lines(sheet, 0, [*head, ("strong", checklist.disclaimer), *_told(checklist)])
    for paragraph in _GUIDE.split("\n\n"):
        text = " ".join(paragraph.split())
        heading = text.startswith("# ")
        top = book.lines(sheet, top, [("heading", text[2:]) if heading else ("plain", text)])


def _told(checklist: Checklist) -> list[tuple[str, str]]:
    told = supposed(checklist.assumptions)
    return [("strong", told)] if told else []


def summary(book: Book, checklist: Checklist, comparison: Comparison) -> None:
    """Write the verdict, the counts and the most telling questions of each vendor."""
    sheet = book.sheet("Summary")
    last = len(checklist.rows) + 1

    def count(assessment: Assessment, **wanted: str) -> float:
        rows = checklist.of(assessment.vendor)
        return float(sum(all(getattr(r, k) == v for k, v in wanted.items()) for r in rows))

    given = any(a.residual is not None for a in comparison.assessments)
    columns = [
        Column("vendor", 18, lambda a: a.vendor, style="bold"),
        Column("risk [low–high], higher is riskier", 19, lambda a: spread(a.risk, "–")),
        Column("0 to 1: █ sure, ▒ possible", 30, lambda a: drawn(a.risk), style="bar"),
        Column("tier", 19, tier_cell, style="bold"),
        *([Column("left with mitigations", 22, _left)] if given else []),
        Column("coverage", 16, _coverage),
        Column("red flags (flagged / unknown)", 16, _red_flags),
        Column("cheapest action (low / point / high end)", 25, _action),
        Column("questions", 11, count, style="count"),
        Column("raised", 10, lambda a: _raised(checklist, a), style="count"),
        Column("critical", 10, lambda a: count(a, severity="critical"), style="count"),
        Column(
            "on an actual conflict", 11, lambda a: count(a, conflict_type="Actual"), style="count"
        ),
        Column("not answered yet", 12, count, style="count"),
    ]
    top = book.lines(
        sheet,
        0,
        [
            ("title", "Summary"),
            ("note", f"For {one_line(checklist.buyer)}, as of {checklist.as_of.isoformat()}"),
            *_told(checklist),
        ],
    )
    book.table(sheet, columns, comparison.assessments, top)
    tiers = [column.title for column in columns].index("tier")
    below = top + max(1, len(comparison.assessments))
    book.colour(sheet, top + 1, below, tiers, ("HIGH", "UNDETERMINED", "LOW"), signed=True)
    for row, assessment in enumerate(comparison.assessments, top + 1):
        book.blanks(
            sheet,
            row,
            len(columns) - 1,
            group=f"Checklist!$A$2:$A${last}",
            name=f"$A{row + 1}",
            cells=f"Checklist!${letter('answer')}$2:${letter('answer')}${last}",
            now=count(assessment),
        )
    wide = Wide(book, sheet, [column.width for column in columns])
    top += len(comparison.assessments) + 2
    for assessment in comparison.assessments:
        top = _gaps(wide, top, checklist, assessment)
    top = book.lines(sheet, top, [("heading", "How sure the order is")])
    said = () if comparison.ranking is None else (p.reading for p in comparison.ranking.pairs)
    lines = (*comparison.robust, *said)
    top = wide.lines(top, lines or ("one vendor: nothing to order",))
    top = book.lines(sheet, top + 1, [("heading", "What is known of the client books")])
    wide.lines(top, [f"{a.vendor}: {_book(a)}" for a in comparison.assessments])


class Wide:
    """Text of a sheet that runs over several columns of the table above it."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float]) -> None:
        self.book, self.sheet, self.widths = book, sheet, widths
        self.middle = len(widths) // 2

    def lines(self, top: int, lines: Sequence[str]) -> int:
        """Write a line a row over the whole width; return the row below."""
        for row, line in enumerate(lines, top):
            self.book.merged(self.sheet, row, self._part(0, len(self.widths), line))
        return top + len(lines)

    def pair(self, top: int, label: str | Link, left: str, right: str) -> int:
        """Write a label and two texts beside it in a row; return the row below."""
        middle, last = self.middle, len(self.widths)
        self.book.merged(
            self.sheet, top, self._part(1, middle, left), self._part(middle, last, right)
        )
        self.book.cell(self.sheet, top, 0, label, "link" if isinstance(label, Link) else "text")
        return top + 1

    def _part(self, first: int, last: int, text: str) -> tuple[int, int, float, str]:
        return first, last - 1, sum(self.widths[first:last]), text


def drawn(risk: Ends, cells: int = 24) -> str:
    """Return an interval on the line from 0 to 1: what is sure, then what is possible.

    >>> from vendorrisk.model.interval import Interval
    >>> drawn(Interval(low=0.25, point=0.5, high=0.75), 8)
    '██▒▒▒▒··'
    """
    low, high = round(risk.low * cells), round(risk.high * cells)
    return "█" * low + "▒" * (high - low) + "·" * (cells - high)


def tier_cell(assessment: Assessment) -> str:
    """Return a tier by shape and word; of a result with assumptions, with the word for that."""
    told = f"{SIGNS[assessment.tier]} {assessment.tier}"
    return f"WHAT IF: {told}" if assessment.assumptions else told


def _red_flags(assessment: Assessment) -> str:
    outcomes = [finding.outcome for finding in assessment.findings]
    return f"{outcomes.count('flagged')} / {outcomes.count('unknown')}"


def _coverage(assessment: Assessment) -> str:
    thin = ", insufficient evidence" if insufficient(assessment) else ""
    return f"{assessment.coverage:.2f}{thin}"


def _action(assessment: Assessment) -> str:
    decision = assessment.decision
    return f"{decision.at_low} / {decision.at_point} / {decision.at_high}"


def _left(assessment: Assessment) -> str | None:
    """Return the residual risk beside the inherent one; None where no mitigation is given."""
    left = assessment.residual
    if left is None:
        return None
    counted = sum(bool(measure.events) for measure in left.measures)
    of = f"{counted} of {len(left.measures)} measures count"
    return f"{spread(left.risk, '–')} {left.tier}; {of}"


def _raised(checklist: Checklist, assessment: Assessment) -> float:
    return float(sum(bool(row.raised_by) for row in checklist.of(assessment.vendor)))


def _gaps(wide: Wide, top: int, checklist: Checklist, assessment: Assessment) -> int:
    """Write the five most telling questions of a vendor, and where its documents disagree."""
    vendor = assessment.vendor
    top = wide.book.lines(wide.sheet, top, [("heading", f"{one_line(vendor)}: ask first")])
    rows = [row for row in checklist.of(vendor) if row.raised_by][:FIRST]
    places = {id(row): number for number, row in enumerate(checklist.rows, 2)}
    for row in rows:
        link = Link(
            f"'Checklist'!A{places[id(row)]}", f"{row.question_id} {row.severity.capitalize()}"
        )
        top = wide.pair(top, link, row.question, _why(row))
    if not rows:
        top = wide.lines(top, ["nothing was raised; the standing questions remain"])
    for found in assessment.contradictions:
        readings = " | ".join(
            f"{reading.value}{' (used)' if reading.used else ''}" for reading in found.readings
        )
        top = wide.pair(top, "documents disagree", found.question, readings)
    return top + 1


def _why(row: ChecklistRow) -> str:
    apart = f" Cannot change the decision: {row.cannot_change}." if row.cannot_change else ""
    return row.why_raised + apart


def _book(assessment: Assessment) -> str:
    found = assessment.concentration
    if found.hhi_low is None or found.hhi_high is None:
        return found.reason
    shares = ", ".join(
        f"{name} {figure.point:.0%}" for name, figure in sorted(found.shares.items())
    )
    return f"{shares}; Herfindahl index {found.hhi_low:.2f} to {found.hhi_high:.2f}; {found.reason}"
