"""The checklist as an Excel workbook: locked columns of the tool, open columns for people."""

from __future__ import annotations

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.checklist import Checklist
from vendorrisk.model.summary import supposed
from vendorrisk.report import exhibits, overview, worksheets
from vendorrisk.report.book import Book


def checklist_workbook(checklist: Checklist, comparison: Comparison) -> bytes:
    """Return the workbook as the bytes of an .xlsx file; the same input gives the same bytes.

    Parameters
    ----------
    checklist : Checklist
        From `vendorrisk.decision.checklist.checklist`.
    comparison : Comparison
        What the checklist was made from.

    Returns
    -------
    bytes
        Document text is written as text only: never as a formula, a number or a link.
    """
    book = Book(
        comparison.as_of,
        supposed(checklist.assumptions),
        title="Vendor neutrality checklist",
        case=f"For {checklist.buyer} as of {checklist.as_of.isoformat()}",
        choices=worksheets.CHOICES,
    )
    overview.read_me(book, checklist)
    overview.summary(book, checklist, comparison)
    worksheets.questions(book, checklist)
    exhibits.evidence(book, checklist, comparison)
    worksheets.follow_ups(book, checklist)
    worksheets.clauses(book, checklist)
    worksheets.approvals(book, checklist)
    worksheets.audit(book, checklist, comparison)
    worksheets.seals(book, checklist)
    return book.close()
