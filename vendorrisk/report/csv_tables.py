"""The tables of a comparison as CSV files, one table a file."""

from __future__ import annotations

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import supposed
from vendorrisk.report.cells import csv_text
from vendorrisk.report.records import TABLES, Table

WHAT_IF = "what_if"  # the first column where anything is assumed


def to_csv(comparison: Comparison) -> bytes:
    """Return the ledger: one row a vendor and line."""
    return _table(TABLES["ledger"], comparison)


def assessments_csv(comparison: Comparison) -> bytes:
    """Return one row a vendor."""
    return _table(TABLES["assessments"], comparison)


def findings_csv(comparison: Comparison) -> bytes:
    """Return one row a vendor and red-flag rule."""
    return _table(TABLES["findings"], comparison)


def questions_csv(comparison: Comparison) -> bytes:
    """Return one row a vendor and open question."""
    return _table(TABLES["questions"], comparison)


def values_csv(comparison: Comparison) -> bytes:
    """Return one row a vendor and named value."""
    return _table(TABLES["values"], comparison)


def evidence_csv(comparison: Comparison) -> bytes:
    """Return one row a claim and place where it is quoted."""
    return _table(TABLES["evidence"], comparison)


def documents_csv(comparison: Comparison) -> bytes:
    """Return one row a document."""
    return _table(TABLES["documents"], comparison)


def _table(table: Table, comparison: Comparison) -> bytes:
    """Return a table; where anything is assumed, that stands in the first column of every row."""
    told = (supposed(comparison.assumptions),) if comparison.assumptions else ()
    fields = table.shown(comparison)
    head = (*((WHAT_IF,) if told else ()), *(field.name for field in fields))
    rows = ((*told, *(field.of(row) for field in fields)) for row in table.rows(comparison))
    return csv_text(head, rows).encode("utf-8")
