"""``checklist``: what to ask the vendors, ordered by how much each answer could change."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, Ending, on_a_case
from vendorrisk.cli.cases import answer
from vendorrisk.cli.ending import check_inputs_are_kept, end
from vendorrisk.cli.outputs import by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison
    from vendorrisk.model.checklist import Checklist


class ChecklistFormat(StrEnum):
    """Formats of a checklist on stdout."""

    md = "md"
    json = "json"
    csv = "csv"


_FORMAT_OF = by_suffix({".xlsx": "xlsx", ".md": "md", ".json": "json", ".csv": "csv"})
_FOLDER = ("checklist.xlsx", "checklist.md", "checklist.csv", "checklist.json")
_Format = Annotated[
    ChecklistFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: md."),
]


@on_a_case()
def checklist(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """Write the procurement checklist.

    Questions by how much each answer could change, evidence on file, and clauses. On stdout as
    Markdown, or to the files of --output (.xlsx, .md, .csv, .json). A folder gets all four. Filled
    in, it comes back with 'vendorrisk checklist import FILE'.

    Example: vendorrisk checklist seeds --buyer google --vendor "Scale AI" -o checklist.xlsx
    """
    from vendorrisk.decision.checklist import checklist as make
    from vendorrisk.rulebook import load_clauses, load_questions

    wanted = targets(
        output or (), format and format.value, default="md", format_of=_FORMAT_OF, folder=_FOLDER
    )
    found = answer(asked, talk)
    check_inputs_are_kept(wanted, found.dossier)
    made = make(found.comparison, load_questions(asked.rules), load_clauses(asked.rules))
    written = deliver((target, render(made, found.comparison, target.format)) for target in wanted)
    end(found, asked.rules, talk, ending, written)


def render(made: Checklist, comparison: Comparison, format: str) -> bytes:
    """Return a checklist as the bytes of a file."""
    from vendorrisk.report import checklist_text, workbook

    if format == "xlsx":
        return workbook.checklist_workbook(made, comparison)
    write = {
        "md": checklist_text.checklist_markdown,
        "json": checklist_text.checklist_json,
        "csv": checklist_text.checklist_csv,
    }[format]
    return write(made).encode("utf-8")
