"""The sheet Evidence of the checklist workbook: every quote once, by the number it has there."""

from __future__ import annotations

from typing import NamedTuple

from vendorrisk.model.assessment import ClaimRef, Comparison, DocumentRef, Relief
from vendorrisk.model.checklist import Checklist
from vendorrisk.report.book import A3, Book, Column
from vendorrisk.report.cell_styles import GREY
from vendorrisk.report.figures import INTEREST, quoted


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
        Column("speaker's interest", 14, lambda r: INTEREST.get(r.claim.interest)),
        Column("date of the event", 12, lambda r: r.claim.date),
        Column("document", 24, lambda r: r.claim.doc),
        Column("publisher", 18, lambda r: d.publisher if (d := document(r)) else None),
        Column("published", 12, lambda r: str(d.published or "") if (d := document(r)) else None),
        Column("kind", 16, lambda r: r.claim.kind.replace("_", " ")),
        Column("note", 34, lambda r: r.note or None),
        Column("address", 40, lambda r: r.claim.source, style="small"),
        Column("place", 12, lambda r: f"{r.claim.start}–{r.claim.end}", style="small"),
        Column("claim", 22, lambda r: r.claim.id, style="small", aside=True),
    ]
    sheet = book.sheet("Evidence", paper=A3, rows=1, tab=GREY)
    book.table(sheet, columns, [*_exhibits(checklist), *_reliefs(checklist, comparison)])
    sheet.freeze_panes(1, 1)


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
