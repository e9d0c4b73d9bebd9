"""``report``, ``compare`` and ``score``: one comparison, shown at three lengths."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, Ending, on_a_case
from vendorrisk.cli.cases import answer
from vendorrisk.cli.ending import check_inputs_are_kept, end
from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets
from vendorrisk.cli.talk import Talk, wrapped
from vendorrisk.model.summary import supposed
from vendorrisk.report import format_of
from vendorrisk.report.cells import csv_text

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Assessment, Comparison


class ViewFormat(StrEnum):
    """Formats of a comparison."""

    table = "table"
    md = "md"
    html = "html"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class ScoreFormat(StrEnum):
    """Formats of a list of scores."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


_FORMAT_OF = by_suffix({".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".txt": "table"})
_REPORT_FOLDER = ("report.html", "report.md", "report.json")
_SCORE_FOLDER = ("score.json", "score.csv")
_View = Annotated[
    ViewFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout."),
]
_Score = Annotated[
    ScoreFormat | None,
    typer.Option("--format", "-f", show_default=False, help="Format on stdout. Default: table."),
]


@on_a_case()
def report(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    output: options.Outputs = None,
    format: _View = None,
) -> None:
    """Write the full report: verdict, reasons, evidence, method.

    On stdout as Markdown, or to the files of --output: .html, .xlsx, .md, .json, .csv and more. A
    folder gets report.html, report.md and report.json; findings.csv and its like hold one table.

    Example: vendorrisk report seeds --buyer google --vendor "Scale AI" --against labelbox -o out/
    """
    _views(asked, ending, talk, _view_targets(output, format, "md"))


@on_a_case()
def compare(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    output: options.Outputs = None,
    format: _View = None,
) -> None:
    """Set vendors side by side, riskiest first.

    On stdout as a table, or to the files of --output.

    Example: vendorrisk compare seeds --buyer google --vendor "Scale AI" --vendor Labelbox
    --as-of 2025-06-20 --format json
    """
    _views(asked, ending, talk, _view_targets(output, format, "table"))


@on_a_case()
def score(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    output: options.Outputs = None,
    format: _Score = None,
) -> None:
    """Print the figures alone: one line a vendor.

    Example: vendorrisk score seeds --buyer meta --vendor labelbox --format json
    """
    wanted = targets(
        output or (),
        format and format.value,
        default="table",
        format_of=_FORMAT_OF,
        folder=_SCORE_FOLDER,
    )
    found = answer(asked, talk)
    check_inputs_are_kept(wanted, found.dossier)
    written = deliver((t, _score(found.comparison, t.format)) for t in wanted)
    end(found, asked.rules, talk, ending, written)


def _view_targets(
    output: list[str] | None, format: ViewFormat | None, default: str
) -> list[Target]:
    return targets(
        output or (),
        format and format.value,
        default=default,
        format_of=format_of,
        folder=_REPORT_FOLDER,
    )


def _views(asked: Asked, ending: Ending, talk: Talk, wanted: list[Target]) -> None:
    from vendorrisk.report import render

    found = answer(asked, talk)
    check_inputs_are_kept(wanted, found.dossier)
    written = deliver((target, render(found.comparison, target.format)) for target in wanted)
    end(found, asked.rules, talk, ending, written)


def _score(comparison: Comparison, format: str) -> bytes:
    """Return the figures in a format; JSON is the one contract of all commands."""
    if format == "json":
        from vendorrisk.report import render

        return render(comparison, "json")
    return scores(comparison, format).encode("utf-8")


def scores(comparison: Comparison, format: str) -> str:
    """Return the figures of a comparison as text, riskiest first."""
    rows = [_row(comparison, one) for one in comparison.assessments]
    if format == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if format == "csv":
        columns = [name for name in SCORES if any(name in row for row in rows)]
        return csv_text(columns, ([row.get(name) for name in columns] for row in rows))
    return _table(comparison)


SCORES = {  # columns of the scores as CSV and keys of their JSON lines, and what they say
    "what_if": "what is assumed; there only where anything is",
    "vendor": "name of the vendor",
    "buyer": "name of the buyer",
    "as_of": "day, YYYY-MM-DD: what became known later does not count",
    "low": "risk, 0 to 1, higher is riskier: what is sure",
    "point": "the point",
    "high": "what is possible",
    "tier": "HIGH, UNDETERMINED or LOW",
    "coverage": "share of what would have to be known that is, 0 to 1",
    "decision": "cheapest action at the point",
    "residual_low": "risk that is left with mitigations; there only where any are given",
    "residual_point": "the point",
    "residual_high": "the high end",
    "residual_tier": "tier with mitigations",
    "model_version": "version of the model",
    "engine": "what found the claims of running text",
}


def _row(comparison: Comparison, one: Assessment) -> dict[str, object]:
    return {
        **({"what_if": supposed(comparison.assumptions)} if comparison.assumptions else {}),
        "vendor": one.vendor,
        "buyer": one.buyer,
        "as_of": one.as_of.isoformat(),
        "low": one.risk.low,
        "point": one.risk.point,
        "high": one.risk.high,
        "tier": one.tier,
        "coverage": one.coverage,
        "decision": one.decision.at_point,
        **_left(one),
        "model_version": comparison.model_version,
        "engine": comparison.engine,
    }


def _left(one: Assessment) -> dict[str, object]:
    """Return the columns of what is left with mitigations: there when any are given."""
    if one.residual is None:
        return {}
    ends = {f"residual_{end}": getattr(one.residual.risk, end) for end in ("low", "point", "high")}
    return {**ends, "residual_tier": one.residual.tier}


def _table(comparison: Comparison) -> str:
    from vendorrisk.model.summary import as_text

    return f"{as_text(comparison, reasons=0)}\n\n{wrapped(comparison.disclaimer, hanging='')}\n"
