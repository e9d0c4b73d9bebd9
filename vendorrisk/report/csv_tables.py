"""The tables of a comparison as CSV files, one table a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import supposed
from vendorrisk.report.cells import csv_text
from vendorrisk.report.records import TABLES, Field, Table


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
    text = records_text(table.shown(comparison), table.rows(comparison), comparison.assumptions)
    return text.encode("utf-8")


def records_text(
    fields: Sequence[Field], rows: Iterable[Any], assumptions: Sequence[str] = ()
) -> str:
    """Return rows by their fields; where anything is assumed, each row begins with it."""
    told = (supposed(assumptions),) if assumptions else ()
    head = (*(("what_if",) if told else ()), *(field.name for field in fields))
    return csv_text(head, ((*told, *(field.of(row) for field in fields)) for row in rows))
