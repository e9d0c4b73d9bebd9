"""The answer of a policy gate as a file: one answer, a renderer a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vendorrisk.report.renderers import written

if TYPE_CHECKING:
    from vendorrisk.model.gate import Gate

_RENDERERS = {
    "csv": ("gate_records", "to_csv"),
    "github": ("annotations", "to_github"),
    "json": ("gating", "to_json"),
    "junit": ("junit", "to_junit"),
    "md": ("gate_text", "to_markdown"),
    "sarif": ("sarif", "to_sarif"),
    "table": ("gate_text", "to_table"),
}
GATE_FORMATS = tuple(_RENDERERS)


def render_gate(gate: Gate, format: str) -> bytes:
    """Return the answer of a gate in one format; the same answer always gives the same bytes.

    Parameters
    ----------
    gate : Gate
        From `vendorrisk.gate`.
    format : {"table", "md", "csv", "json", "junit", "sarif", "github"}
        ``table`` is plain text of at most 80 columns, ``csv`` one row a vendor and check,
        ``github`` a workflow command a line.

    Returns
    -------
    bytes
        UTF-8.

    Raises
    ------
    SettingsError
        For an unknown format.
    """
    return written(gate, format, _RENDERERS, "format of a gate")


def to_json(gate: Gate) -> bytes:
    """Return the answer as JSON, keys in the order of the model, indented by two."""
    return (gate.to_json(indent=2) + "\n").encode("utf-8")
