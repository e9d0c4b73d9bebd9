"""The sheet Audit of a workbook: what it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vendorrisk.model.assessment import Comparison, DocumentRef, Parameter
from vendorrisk.report.book import Book, Column
from vendorrisk.report.cell_styles import GREY
from vendorrisk.report.receipts import ReceiptView, receipt_view

Told = tuple[str, str | None, str | None]  # name, value, detail


class _Entry(NamedTuple):
    part: str
    name: str
    value: str | None
    detail: str | None


def audit_sheet(book: Book, comparison: Comparison, first: Told, rows: Iterable[Told]) -> None:
    """Write the run, coverage, receipt, documents, what was left out, and every default.

    Parameters
    ----------
    book : Book
        Gets the sheet.
    comparison : Comparison
        What the workbook was made from.
    first : tuple
        The line that says what the workbook is.
    rows : iterable of tuple
        What is to be said of its rows.
    """
    run = (
        first,
        ("buyer", comparison.buyer, None),
        ("as of", comparison.as_of.isoformat(), "what became known later does not count"),
        ("model", comparison.model_version, f"schema {comparison.schema_version}"),
        ("engine", comparison.engine, "what found the claims of running text"),
        *rows,
    )
    columns = [
        Column("part", 14, lambda e: e.part),
        Column("name", 34, lambda e: e.name),
        Column("value", 76, lambda e: e.value),
        Column("detail", 70, lambda e: e.detail),
    ]
    entries = [
        *(_Entry("run", *line) for line in run),
        *(_Entry("assumed", text, None, "no true result") for text in comparison.assumptions),
        *(
            _Entry("coverage", a.vendor, f"{a.coverage:.2f}", a.coverage_reason)
            for a in comparison.assessments
        ),
        *_receipt(receipt_view(comparison.receipt)),
        *map(_file, comparison.documents),
        *(_Entry("left out", line, None, None) for line in comparison.skipped),
        *map(_default, comparison.parameters),
    ]
    sheet = book.sheet("Audit", rows=1, tab=GREY)
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


def _receipt(found: ReceiptView | None) -> list[_Entry]:
    """Return the receipt of the result that the workbook was made from."""
    if found is None:
        return []
    lines = [_Entry("receipt", name, value, None) for name, value in found.facts]
    lines += [_Entry("receipt", f"sha256 of {name}", value, None) for name, value in found.hashes]
    return [*lines, _Entry("receipt", "what it says", None, found.statement)]


def _default(parameter: Parameter) -> _Entry:
    return _Entry("judgement", parameter.name, parameter.value, parameter.reason)
