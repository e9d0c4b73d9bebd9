"""A comparison as a file: one view of it, a renderer a format.

>>> format_of("out/report.html")
'html'
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.report.renderers import written

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison

_RENDERERS = {
    "assessments.csv": ("csv_tables", "assessments_csv"),
    "csv": ("csv_tables", "to_csv"),
    "documents.csv": ("csv_tables", "documents_csv"),
    "evidence.csv": ("csv_tables", "evidence_csv"),
    "findings.csv": ("csv_tables", "findings_csv"),
    "docx": ("memo", "to_docx"),
    "html": ("html", "to_html"),
    "json": ("data", "to_json"),
    "jsonl": ("data", "to_jsonl"),
    "md": ("markdown", "to_markdown"),
    "pdf": ("pdf", "to_pdf"),
    "questions.csv": ("csv_tables", "questions_csv"),
    "table": ("tables", "to_table"),
    "values.csv": ("csv_tables", "values_csv"),
    "xlsx": ("result_book", "to_xlsx"),
}
FORMATS = tuple(_RENDERERS)
TEXT_FORMATS = tuple(name for name in FORMATS if name not in {"docx", "pdf", "xlsx"})  # UTF-8
_SUFFIXES = {
    ".csv": "csv",
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".markdown": "md",
    ".md": "md",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".txt": "table",
    ".xlsx": "xlsx",
}

_OWN = frozenset({*_RENDERERS, *(suffix.removeprefix(".") for suffix in _SUFFIXES)})


def render(comparison: Comparison, format: str) -> bytes:
    """Return a comparison in one format; the same comparison always gives the same bytes.

    Parameters
    ----------
    comparison : Comparison
        Of one vendor or several.
    format : str
        One of `FORMATS`. ``jsonl`` is one assessment a line, ``csv`` one line of the ledger a row,
        ``findings.csv`` and its like another table, ``xlsx`` a workbook of all tables, ``table``
        plain text of at most 80 columns, ``pdf`` the report on paper, ``docx`` a memo to edit and
        sign. The name of a plug-in is a format too.

    Returns
    -------
    bytes
        UTF-8; of ``xlsx``, ``pdf`` and ``docx`` the file.

    Raises
    ------
    SettingsError
        For an unknown format, and for one whose library is not installed.
    PluginError
        For a plug-in that fails, or whose name is taken.
    """
    from vendorrisk.report.foreign import exporter_of

    export = exporter_of(format, _OWN)
    if export is not None:
        return export(comparison)
    return written(comparison, format, _RENDERERS, "report format")


def format_of(path: str | PurePath) -> str:
    """Return the format that the suffix of a path asks for; of tables, that its whole name does.

    >>> format_of("out/findings.csv"), format_of("out/report.csv")
    ('findings.csv', 'csv')

    Raises
    ------
    SettingsError
        For a suffix that no format has.
    PluginError
        For one that two have.
    """
    from vendorrisk.report.foreign import exporter_of, foreign_suffixes

    name, suffix = PurePath(path).name.casefold(), PurePath(path).suffix.casefold()
    if name in _RENDERERS and suffix:
        return name
    kind = suffix.removeprefix(".")
    if exporter_of(kind, _OWN) is not None:
        return kind
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    known = f"use one of {', '.join(sorted({*_SUFFIXES, *foreign_suffixes()}))}"
    raise SettingsError(
        f"'{suffix}' is no report format" if suffix else "the file name has no suffix",
        where=str(path),
        how=(did_you_mean(suffix, _SUFFIXES) if suffix else None) or known,
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the ``json`` format; the shipped file holds the same."""
    from vendorrisk.report import data

    return data.schema()
