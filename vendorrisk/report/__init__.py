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
    "csv": ("tables", "to_csv"),
    "docx": ("memo", "to_docx"),
    "html": ("html", "to_html"),
    "json": ("data", "to_json"),
    "jsonl": ("data", "to_jsonl"),
    "md": ("markdown", "to_markdown"),
    "pdf": ("pdf", "to_pdf"),
    "table": ("tables", "to_table"),
}
FORMATS = tuple(_RENDERERS)
TEXT_FORMATS = tuple(name for name in FORMATS if name not in {"docx", "pdf"})  # UTF-8
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
}

_OWN = frozenset({*_RENDERERS, *(suffix.removeprefix(".") for suffix in _SUFFIXES)})


def render(comparison: Comparison, format: str) -> bytes:
    """Return a comparison in one format; the same comparison always gives the same bytes.

    Parameters
    ----------
    comparison : Comparison
        Of one vendor or several.
    format : {"html", "md", "json", "jsonl", "csv", "table", "pdf", "docx"}
        ``jsonl`` is one assessment a line, ``csv`` one line of the ledger a row, ``table`` plain
        text of at most 80 columns, ``pdf`` the report on paper, ``docx`` a memo to edit and sign.
        The name of a plug-in is a format too.

    Returns
    -------
    bytes
        UTF-8, but for ``pdf`` and ``docx``.

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
    """Return the format that the suffix of a path asks for.

    Raises
    ------
    SettingsError
        For a suffix that no format has.
    PluginError
        For one that two have.
    """
    from vendorrisk.report.foreign import exporter_of, foreign_suffixes

    suffix = PurePath(path).suffix.casefold()
    name = suffix.removeprefix(".")
    if exporter_of(name, _OWN) is not None:
        return name
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
