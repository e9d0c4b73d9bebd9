"""``whatif``: scenarios beside the result as it is, and what would change its tier."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.cases import answer
from vendorrisk.cli.ending import check_inputs_are_kept
from vendorrisk.cli.outputs import by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk


class WhatIfFormat(StrEnum):
    """Formats of scenarios side by side."""

    table = "table"
    md = "md"
    json = "json"
    csv = "csv"


_FORMAT_OF = by_suffix({".txt": "table", ".md": "md", ".json": "json", ".csv": "csv"})
_FOLDER = ("whatif.md", "whatif.json", "whatif.csv")
_Format = Annotated[
    WhatIfFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]
_Scenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="FILE",
        show_default=False,
        help="Scenarios (.yaml): each with an id, what it is, and what it assumes or leaves out.",
    ),
]
_Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="EVIDENCE",
        show_default=False,
        help="Evidence to leave out: a claim id, a line (stake:meta) or a document. Repeats.",
    ),
]


@on_a_case("mitigations")
def whatif(
    asked: Asked,
    talk: Talk,
    *,
    scenario: _Scenario = None,
    without: _Without = None,
    output: options.Outputs = None,
    format: _Format = None,
) -> None:
    """Set scenarios side by side, and say what would change the tier.

    All --assume and --without together are one scenario; a file holds several. Without any, the
    result as it is, with the smallest sets of facts and of sources that would move its tier.

    Example: vendorrisk whatif seeds --buyer google --vendor "Scale AI"
    --assume "Meta owns 60% of Scale AI"
    """
    from vendorrisk.report.whatif import render_what_if
    from vendorrisk.rulebook.scenarios import load_scenarios
    from vendorrisk.scenarios import loose, side_by_side

    wanted = targets(
        output or (), format and format.value, default="table", format_of=_FORMAT_OF, folder=_FOLDER
    )
    placed = loose(list(asked.assume), without or ())
    placed += load_scenarios(scenario) if scenario is not None else ()
    base = answer(asked._replace(assume=()), talk)
    found = side_by_side(base.comparison, base.dossier, base.buyer, placed, asked.rules)
    check_inputs_are_kept(wanted, base.dossier)
    for path in deliver((target, render_what_if(found, target.format)) for target in wanted):
        talk.wrote(path)
