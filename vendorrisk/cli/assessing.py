"""``report``, ``compare`` and ``score``: one comparison, shown at three lengths."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.asking import Asked, Ending, on_a_case
from vendorrisk.cli.cases import answer
from vendorrisk.cli.ending import check_inputs_are_kept, end, end_with
from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets
from vendorrisk.cli.pages import Layout, beside, made
from vendorrisk.cli.saved import check_files_are_kept, saved_result
from vendorrisk.cli.talk import Talk, wrapped
from vendorrisk.errors import SettingsError
from vendorrisk.model.summary import supposed
from vendorrisk.report import format_of

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


@on_a_case(inputs=options.InputsOrFrom, needed=False)
def report(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    result: options.Saved = None,
    output: options.Outputs = None,
    format: _View = None,
    assets: options.AssetsName = options.Assets.inline,
    paper: options.PaperSize = options.Paper.a4,
    font_path: options.FontPaths = None,
) -> None:
    """Write the full report: verdict, reasons, evidence, method.

    On stdout as Markdown, or to the files of --output: .html, .pdf, .docx, .xlsx, .md, .json, .csv
    and more. A folder gets report.html, report.md and report.json; findings.csv and its like hold
    one table. --from shows a saved report.json again.

    Example: vendorrisk report seeds --buyer google --vendor "Scale AI" --against labelbox -o out/
    """
    wanted = _view_targets(output, format, "md")
    _views("report", asked, ending, talk, wanted, result, Layout(assets, paper, font_path or ()))


@on_a_case(inputs=options.InputsOrFrom, needed=False)
def compare(
    asked: Asked,
    ending: Ending,
    talk: Talk,
    *,
    result: options.Saved = None,
    output: options.Outputs = None,
    format: _View = None,
    assets: options.AssetsName = options.Assets.inline,
    paper: options.PaperSize = options.Paper.a4,
    font_path: options.FontPaths = None,
) -> None:
    """Set vendors side by side, riskiest first.

    On stdout as a table, or to the files of --output.

    Example: vendorrisk compare seeds --buyer google --vendor "Scale AI" --vendor Labelbox
    --as-of 2025-06-20 --format json
    """
    wanted = _view_targets(output, format, "table")
    _views("compare", asked, ending, talk, wanted, result, Layout(assets, paper, font_path or ()))


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


def _views(
    command: str,
    asked: Asked,
    ending: Ending,
    talk: Talk,
    wanted: list[Target],
    result: Path | None,
    layout: Layout,
) -> None:
    styles = beside(wanted, layout)
    if result is not None:
        _views_of_saved(result, asked, ending, talk, wanted, styles, layout)
        return
    if not asked.inputs:
        raise SettingsError(
            "INPUTS missing",
            where=f"vendorrisk {command}",
            how="give files, folders, globs or -, or a saved result with --from FILE; 'seeds' reads"
            " the examples in the package",
        )
    found = answer(asked, talk)
    check_inputs_are_kept([*wanted, *styles], found.dossier)
    written = deliver(made(found.comparison, [*wanted, *styles], layout, talk))
    end(found, asked.rules, talk, ending, written)


def _views_of_saved(
    result: Path,
    asked: Asked,
    ending: Ending,
    talk: Talk,
    wanted: list[Target],
    styles: list[Target],
    layout: Layout,
) -> None:
    comparison = saved_result(result, asked, **{"--vendor": asked.vendors})
    check_files_are_kept([*wanted, *styles], [result])
    written = deliver(made(comparison, [*wanted, *styles], layout, talk))
    gated = [one.vendor for one in comparison.assessments]
    left_out = comparison.receipt.skipped if comparison.receipt else len(comparison.skipped)
    end_with(comparison, gated, asked.rules, talk, ending, written, skipped=left_out)


def _score(comparison: Comparison, format: str) -> bytes:
    """Return the figures in a format; JSON is the one contract of all commands."""
    if format == "json":
        from vendorrisk.report import render

        return render(comparison, "json")
    return scores(comparison, format).encode("utf-8")


def scores(comparison: Comparison, format: str) -> str:
    """Return the figures of a comparison as text, riskiest first."""
    from vendorrisk.report.cells import csv_text

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
