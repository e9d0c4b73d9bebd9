"""``verify``: a result that was written earlier, checked against itself and its documents."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from vendorrisk.cli.asking import Asked, on_a_case
from vendorrisk.cli.exits import GATE, INCOMPLETE
from vendorrisk.cli.outputs import Target, deliver
from vendorrisk.cli.talk import Talk


class VerifyFormat(StrEnum):
    """Formats of a verification."""

    table = "table"
    json = "json"


_Result = Annotated[
    str,
    typer.Argument(
        metavar="RESULT",
        show_default=False,
        help="The report.json of a report, what --format json wrote, or - for standard input.",
    ),
]
_Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--documents",
        metavar="DIR|FILE",
        show_default=False,
        help="What the result was made from. Default: what its receipt says was searched, where"
        " that lies below the folder you are in. Repeats.",
    ),
]
_All = Annotated[
    bool, typer.Option("--all", help="List everything that does not hold, not only the first.")
]
_Format = Annotated[
    VerifyFormat, typer.Option("--format", "-f", help="Format on stdout.", show_default=True)
]


@on_a_case("vendor", "against", "as_of", "engine", "assume", inputs=None)
def verify(
    result: _Result,
    asked: Asked,
    talk: Talk,
    *,
    documents: _Documents = None,
    all: _All = False,
    format: _Format = VerifyFormat.table,
) -> None:
    """Check a result: receipt, arithmetic, quotes, and all of it made again.

    Works offline, from the JSON of a result and the documents it was made from. Exit code 0:
    everything holds; 1: something does not, and the first such thing is shown; 2: the result
    cannot be read; 3: what was checked holds, but not everything could be checked.

    Example: vendorrisk verify out/report.json --documents seeds
    """
    from vendorrisk.cli.cases import check_rules, located
    from vendorrisk.report.verified import verification_json, verification_text
    from vendorrisk.verifying import verify as run

    check_rules(asked.rules)
    found = run(
        result,
        None if documents is None else located(documents, talk),
        rules=asked.rules,
        buyer=asked.buyer,
        judgements=asked.judgements,
        mitigations=asked.mitigations,
        overlays=asked.overlays,
        reviews=asked.reviews,
        extractors=asked.extractors,
    )
    whole = verification_json(found) if format == "json" else verification_text(found, whole=all)
    deliver([(Target(format.value, None), whole.encode("utf-8"))])
    if not found.holds:
        raise typer.Exit(GATE)
    if not found.complete:
        raise typer.Exit(INCOMPLETE)
