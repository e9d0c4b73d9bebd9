"""The checklist as Markdown, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.model.assessment import ClaimRef
from vendorrisk.model.checklist import SCHEMA, Checklist, ChecklistRow, Reach, Review
from vendorrisk.model.review_cells import CASE, TOOL, plain, tool_cells
from vendorrisk.model.summary import supposed
from vendorrisk.report.cells import csv_text
from vendorrisk.report.figures import quoted
from vendorrisk.report.markup import escaped

QUOTES = 3  # quotes shown under a question; all of them stand at the end


def checklist_markdown(checklist: Checklist) -> str:
    """Return the checklist as Markdown: by vendor, raised questions in full, the rest in a table.

    Parameters
    ----------
    checklist : Checklist
        From `vendorrisk.decision.checklist.checklist`.

    Returns
    -------
    str
        Text of documents is escaped: it cannot become a link, a heading, a table or HTML.
    """
    exhibits = checklist.exhibits()
    lines = [
        "<!-- made by vendorrisk -->",
        "",
        "# Vendor neutrality checklist",
        "",
        *_banner(checklist.assumptions),
        f"For {escaped(checklist.buyer)} as of {checklist.as_of.isoformat()}, model"
        f" {escaped(checklist.model_version)}, engine {checklist.engine}."
        f" {escaped(checklist.disclaimer)}",
        "",
        "| Vendor | Questions | Raised by the evidence | Critical | On an actual conflict |",
        "|---|---:|---:|---:|---:|",
    ]
    for vendor in checklist.vendors:
        rows = checklist.of(vendor)
        counts = (
            len(rows),
            sum(bool(row.raised_by) for row in rows),
            sum(row.severity == "critical" for row in rows),
            sum(row.conflict_type == "Actual" for row in rows),
        )
        lines.append(f"| {escaped(vendor)} | {' | '.join(map(str, counts))} |")
    for vendor in checklist.vendors:
        rows = checklist.of(vendor)
        lines += ["", f"## {escaped(vendor)}"]
        if not any(row.raised_by for row in rows):
            lines += ["", "Nothing was raised. That is no clearance: see the standing questions."]
        for reach, title in _TITLES.items():
            own = [row for row in rows if row.reach == reach]
            if own:
                lines += ["", f"### {title}", *_why_apart(own)]
            for row in own:
                lines += ["", *_question(row, exhibits)]
        lines += ["", *_standing([row for row in rows if row.reach == "standing"])]
    lines += ["", "## Suggested clauses, for counsel", "", *_clauses(checklist)]
    lines += ["", "## Evidence on file", "", *_evidence(checklist)]
    return "\n".join(lines) + "\n"


def _banner(assumptions: Sequence[str]) -> list[str]:
    if not assumptions:
        return []
    told = [f"> - {escaped(text)}" for text in assumptions]
    return ["> **WHAT IF, under assumptions that no document makes:**", ">", *told, ""]


def checklist_json(checklist: Checklist) -> str:
    """Return the checklist as JSON; it reads back equal."""
    return checklist.to_json() + "\n"


def checklist_csv(checklist: Checklist) -> str:
    """Return one line a row, the columns for people left empty.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, and none is
    longer than a spreadsheet can hold; the JSON has all of it. Where anything is assumed, it stands
    in the first column of every row.
    """
    people = list(Review.model_fields)
    told = [supposed(checklist.assumptions)] if checklist.assumptions else []
    head = [*(["what_if"] if told else []), *CASE, *TOOL, "conflict_type", *people, "row_hash"]
    case = (f"vendorrisk checklist {SCHEMA}", checklist.buyer, checklist.as_of.isoformat())
    rows = (
        (
            *(*told, *case, *tool_cells(row).values(), row.conflict_type),
            *(str(getattr(row.review, name) or "") for name in people),
            row.row_hash,
        )
        for row in checklist.rows
    )
    return csv_text(head, ([plain(cell) for cell in row] for row in rows))


def runs(numbers: Sequence[str]) -> str:
    """Return exhibit numbers with runs drawn together.

    >>> runs(["E001", "E004", "E002", "E003", "E009"])
    'E001–E004, E009'
    """
    parts: list[list[str]] = []
    for number in sorted(numbers, key=lambda number: int(number[1:])):
        if parts and int(number[1:]) == int(parts[-1][-1][1:]) + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("–".join(part) for part in parts)


_TITLES: dict[Reach, str] = {
    "decision": "Ask first: answers that can change the decision, by value over cost",
    "interval": "Cannot change the decision, by how far the interval narrows",
    "none": "Follows from the evidence, and does not enter the score",
}


def _why_apart(rows: Sequence[ChecklistRow]) -> Iterator[str]:
    reasons = dict.fromkeys(row.cannot_change for row in rows if row.cannot_change)
    for reason in reasons:
        yield ""
        yield f"{escaped(reason[0].upper() + reason[1:])}. They still narrow what is not known."


def _question(row: ChecklistRow, exhibits: dict[str, str]) -> Iterator[str]:
    facts = [
        f"**{row.severity}**",
        f"conflict (proposed): {row.conflict_type}",
        f"evidence: {row.evidence_status}",
    ]
    if row.effect:
        facts.append(f"a clearing answer takes {row.effect:.3f} off the upper end")
    if row.evppi:
        facts.append(f"worth {row.evppi:.2g} points to know (100 = a year of the contract)")
        facts.append(f"at a cost of {row.cost:g}")
    yield f"#### {escaped(row.question_id)} {escaped(row.question)}"
    yield ""
    yield f"{', '.join(facts)}. {escaped(row.why_it_matters)}"
    yield ""
    yield f"- Raised because: {escaped(row.why_raised)}"
    for ref in row.evidence_on_file[:QUOTES]:
        yield f"- {exhibits[ref.id]}: {_quote(ref)}"
    rest = [exhibits[ref.id] for ref in row.evidence_on_file[QUOTES:]]
    if rest:
        yield f"- More on file: {runs(rest)}"
    yield f"- Ask: {escaped(row.follow_up_request)}"
    yield f"- To be answered Yes or No (a Yes is {_A_YES[row.yes_means]}): {escaped(row.statement)}"
    yield f"- Cleared by: {escaped(row.clears)}"
    yield f"- Clauses: {escaped(', '.join(row.clause_suggestion)) or 'none'}. References:" + (
        f" {escaped('; '.join(row.references))}"
    )
    yield "- [ ] Answer:"


_A_YES = {"concern": "a concern", "clear": "what clears it"}


def _quote(ref: ClaimRef) -> str:
    shown = quoted(ref.quote)
    parts = [ref.modality, f"origin {ref.family or 'not known'}"]
    if ref.attributed_to:
        parts.append(f"credited to {', '.join(ref.attributed_to)}")
    if ref.interest == "self":
        parts.append("in its own interest")
    parts += [ref.date or "no date", f"in {ref.doc}"]
    return f"“{escaped(shown.text)}{'…' if shown.cut else ''}” ({escaped(', '.join(parts))})"


def _standing(rows: Sequence[ChecklistRow]) -> Iterator[str]:
    if not rows:
        return
    yield "### Standing questions, asked of every vendor"
    yield ""
    yield "| ID | Severity | Question | Cleared by | On file | Clauses | Answer |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        count = len(row.evidence_on_file)
        cells = (
            escaped(row.question_id),
            row.severity,
            escaped(row.question),
            escaped(row.clears),
            f"{count}: {row.evidence_status}" if count else "",
            escaped(", ".join(row.clause_suggestion)),
            "",
        )
        yield f"| {' | '.join(cells)} |"


def _clauses(checklist: Checklist) -> Iterator[str]:
    wanted = {key for row in checklist.rows if row.raised_by for key in row.clause_suggestion}
    for clause in checklist.clauses:
        if clause.id in wanted:
            yield f"- **{escaped(clause.id)} {escaped(clause.title)}**: {escaped(clause.text)}"


def _evidence(checklist: Checklist) -> Iterator[str]:
    claims = {ref.id: ref for row in checklist.rows for ref in row.evidence_on_file}
    for claim, number in checklist.exhibits().items():
        yield f"- {number}: {_quote(claims[claim])}"
    if not claims:
        yield "Nothing is on file. That is not comfort."
