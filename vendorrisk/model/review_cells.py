"""The cells of a checklist that the tool fills, as text, and the seal over each row of them.

Workbook, CSV and JSON carry the same cells under the same names, so that a row can be told from one
that was edited, whichever of them comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vendorrisk.model.base import content_id
from vendorrisk.model.checklist import ChecklistRow, Clause, ClauseRow
from vendorrisk.model.summary import FORMULAS, one_line, visible

SEALS = "Seals"  # hidden sheet
LONGEST = 32_000  # characters; a cell of a spreadsheet holds 32,767
CASE = ("made_by", "buyer", "as_of")
TOOL = (
    "vendor",
    "question_id",
    "section",
    "question",
    "statement",
    "yes_means",
    "why_it_matters",
    "references",
    "raised_by",
    "why_raised",
    "settles",
    "supports",
    "evidence_on_file",
    "evidence_status",
    "severity_inherent",
    "effect_on_upper_end",
    "evppi",
    "cost",
    "value_over_cost",
    "narrows",
    "cannot_change",
    "clears",
    "follow_up_request",
    "clause_suggestion",
)
CLAUSE_TOOL = ("vendor", "key", "title", "wording", "channels", "effect", "asked_by")
NUMBERS = frozenset(
    {"effect_on_upper_end", "evppi", "cost", "value_over_cost", "narrows", "effect"}
)
TITLES = {  # as the workbook calls them, where it does not use the name itself
    "yes_means": "a Yes is",
    "severity_inherent": "severity (inherent)",
    "severity_residual": "severity (residual)",
    "why_raised": "why it is raised",
    "evidence_on_file": "claims on file",
    "effect_on_upper_end": "effect on upper end",
    "evppi": "value of the answer",
    "value_over_cost": "value over cost",
    "cost": "cost of asking",
    "narrows": "narrows the interval by",
    "cannot_change": "cannot change the decision",
    "clears": "what would clear it",
    "wording": "suggested wording, for counsel",
    "channels": "channels it weakens",
    "effect": "takes of their links",
    "asked_by": "raised questions that ask for it",
    "place": "place in the contract",
    "in_force_from": "in force from",
    "ends_on": "ends on",
    "counsel_note": "counsel's note",
}


def title_of(name: str) -> str:
    """Return the title of a column of the workbook."""
    return TITLES.get(name, name)


def tool_cells(row: ChecklistRow) -> dict[str, str]:
    """Return the cells of a row that the tool fills, by name; a blank for what is not known."""
    made = {
        "vendor": row.vendor,
        "question_id": row.question_id,
        "section": row.section,
        "question": row.question,
        "statement": row.statement,
        "yes_means": row.yes_means,
        "why_it_matters": row.why_it_matters,
        "references": "; ".join(row.references),
        "raised_by": "; ".join(row.raised_by),
        "why_raised": row.why_raised,
        "settles": "; ".join(row.settles),
        "supports": "; ".join(row.supports),
        "evidence_on_file": "; ".join(ref.id for ref in row.evidence_on_file),
        "evidence_status": row.evidence_status,
        "severity_inherent": row.severity.capitalize(),
        "effect_on_upper_end": number(row.effect or None),
        "evppi": number(row.evppi),
        "cost": number(row.cost),
        "value_over_cost": number(row.worth),
        "narrows": number(row.shrinks),
        "cannot_change": row.cannot_change or "",
        "clears": row.clears,
        "follow_up_request": row.follow_up_request,
        "clause_suggestion": "; ".join(row.clause_suggestion),
    }
    return {name: made[name] for name in TOOL}


def clause_cells(row: ClauseRow, clause: Clause) -> dict[str, str]:
    """Return the cells of a clause row that the tool fills, by name."""
    return {
        "vendor": row.vendor,
        "key": row.clause,
        "title": clause.title,
        "wording": clause.text,
        "channels": "; ".join(clause.channels),
        "effect": number(clause.effect),
        "asked_by": "; ".join(row.asked_by),
    }


def number(value: float | None) -> str:
    """Return a number as a cell is sealed: six digits behind the point.

    >>> number(0.25), number(None)
    ('0.250000', '')
    """
    return "" if value is None else f"{value + 0.0:.6f}"


def plain(text: str) -> str:
    r"""Return text as a cell may hold it: nothing hidden in it, and not too long.

    >>> plain("a\x00b"), len(plain("x" * 40_000))
    ('a<U+0000>b', 32000)
    """
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def unguarded(cell: str) -> str:
    """Return a cell of a CSV file without the apostrophe that keeps it from being a formula.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    bare = cell[1:]
    return bare if cell[:1] == "'" and bare.lstrip(" ").startswith(FORMULAS) else cell


def seal(cells: Mapping[str, str], buyer: str, as_of: date | str) -> str:
    """Return the hash of a row's cells for one buyer and day.

    White space makes no difference, nor does the apostrophe that guards a cell of a CSV file.
    """
    told = {name: _bare(text) for name, text in cells.items()}
    return content_id("row", _bare(buyer), str(as_of), told)


def _bare(text: str) -> str:
    return unguarded(one_line(plain(text)))


def cell_seal(text: str) -> str:
    """Return a short hash of one cell, by which an edited column is named."""
    return content_id("c", _bare(text))[2:10]


def row_hash(row: ChecklistRow, buyer: str, as_of: date) -> str:
    """Return the seal of a row of the checklist."""
    return seal(tool_cells(row), buyer, as_of)


def clause_hash(row: ClauseRow, clause: Clause, buyer: str, as_of: date) -> str:
    """Return the seal of a row of the clauses."""
    return seal(clause_cells(row, clause), buyer, as_of)
