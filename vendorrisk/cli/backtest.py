"""``backtest``: how far the index foretells what buyers did, on coded precedents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli import options
from vendorrisk.cli.outputs import show
from vendorrisk.cli.talk import Talk, count, wrapped
from vendorrisk.errors import SettingsError

if TYPE_CHECKING:
    from vendorrisk.calibration.results import Backtest, Target, Trial

_NAME = 24


class BacktestFormat(StrEnum):
    """Formats of the back-test."""

    table = "table"
    json = "json"


_Format = Annotated[BacktestFormat, typer.Option("--format", "-f", help="Format on stdout.")]
_Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="Seed of the resamples of events.")
]
_Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        min=1,
        max=1_000_000,
        show_default=False,
        help="Resamples of events. Default: as precedents/settings.yaml says.",
    ),
]


def backtest(
    *,
    format: _Format = BacktestFormat.table,
    seed: _Seed = 0,
    draws: _Draws = None,
    rules: options.Rules = None,
    quiet: options.Quiet = 0,
    verbose: options.Verbose = False,
) -> None:
    """Test the index on coded precedents: what it foretells, and what it does not.

    Each event is forecast from all others. Says "index, not probability" where chances are not
    earned, and "not distinguishable" where the evidence cannot tell two models apart.

    Example: vendorrisk backtest --format json
    """
    from vendorrisk.calibration.backtest import backtest as run

    if rules is not None and not rules.is_dir():
        raise SettingsError(
            "no such folder of rules", where=f"--rules {rules}", how="give a copy of rules/"
        )
    Talk(quiet=quiet, verbose=verbose).detail("forecasting each event from all others")
    found = run(rules, seed=seed, draws=draws)
    text = found.to_json() if format is BacktestFormat.json else "\n".join(page(found))
    show(f"{text}\n".encode())


def page(found: Backtest) -> Iterator[str]:
    """Yield the lines of the page, at most 80 columns each."""
    yield wrapped(
        f"Back-test on {count(found.rows, 'precedent')} of {count(found.events, 'event')}"
        f" ({count(found.left_out, 'precedent')} left out: not usable). Each event is forecast"
        f" from all others. Ties are {', '.join(found.ties)}; the other models see"
        f" {', '.join(found.exposure)} too. Equal links are {found.link:g}.",
        hanging="",
    )
    for target in found.targets:
        yield ""
        yield from _target(target, found)
    yield ""
    yield from _limits(found)


def _target(target: Target, found: Backtest) -> Iterator[str]:
    level = f"{found.confidence:.0%}"
    title = f"{target.label}: {target.hits} of {target.rows} ({target.base_rate:.0%})"
    yield title
    yield "-" * len(title)
    yield wrapped(_verdict(target, found))
    yield ""
    head = f"{'learned':>8}{'Brier':>8}{'skill':>9}{f'{level} of events':>19}{'AUC':>8}"
    yield f"  {'model':<{_NAME}}{head}"
    yield f"  {'base rate':<{_NAME}}{1:>8}{target.brier_base:>8.3f}{0.0:>9.3f}{'':>19}{'-':>8}"
    yield from (_model(one) for one in target.models)
    yield ""
    yield from _comparisons(target.models)
    yield ""
    yield from _details(target, found)


def _verdict(target: Target, found: Backtest) -> str:
    ours = target.models[0]
    if target.calibrated:
        return (
            "Calibrated on these precedents: a chance for cases like these, and for no others."
            f" Skill {_signed(ours.skill)} over the base rate."
        )
    why = (
        "the index is not distinguishable from the base rate"
        if ours.against_base == "not distinguishable"
        else f"the index does {ours.against_base} than the base rate"
        if ours.against_base == "worse"
        else "its Brier score is further from what true chances would give than luck allows"
    )
    return f"Index, not probability: {why} on these {count(found.events, 'event')}."


def _model(one: Trial) -> str:
    ends = f"[{_signed(one.skill_low)}, {_signed(one.skill_high)}]"
    ranked = "-" if one.auc is None else f"{one.auc:.2f}"
    return (
        f"  {one.label:<{_NAME}}{one.learned:>8}{one.brier:>8.3f}{_signed(one.skill):>9}"
        f"{ends:>19}{ranked:>8}"
    )


def _comparisons(models: Sequence[Trial]) -> Iterator[str]:
    against_base = {one.label: one.against_base for one in models}
    against_ours = {one.label: one.against_ours for one in models[1:]}
    for verdict in ("better", "worse", "not distinguishable"):
        yield from _compared(verdict, "the base rate", against_base, "every model")
    for verdict in ("better", "worse", "not distinguishable"):
        yield from _compared(verdict, f"the {models[0].label}", against_ours, "every other model")


def _compared(
    verdict: str, other: str, found: Mapping[str, str | None], everyone: str
) -> Iterator[str]:
    named = [label for label, one in found.items() if one == verdict]
    if named:
        who = everyone if len(named) == len(found) else "; ".join(named)
        yield wrapped(f"{_said(verdict)} {other}: {who}.", indent="  ")


def _said(verdict: str) -> str:
    than = "from" if verdict == "not distinguishable" else "than"
    return f"{verdict.capitalize()} {than}"


def _details(target: Target, found: Backtest) -> Iterator[str]:
    yield "  Of the noisy-OR with equal links:"
    yield ""
    parts = target.parts
    yield wrapped(
        f"Brier {target.models[0].brier:.3f}; were its forecasts true chances of independent rows,"
        f" {target.brier_expected:.3f} +- {target.brier_error:.3f} (one standard deviation).",
        indent="  ",
    )
    yield wrapped(
        f"Forecasts in whole steps: Brier {parts.brier:.3f} = reliability {parts.reliability:.3f}"
        f" - resolution {parts.resolution:.3f} + uncertainty {parts.uncertainty:.3f}.",
        indent="  ",
    )
    if target.platt is not None:
        yield wrapped(
            f"Platt on all rows: p = 1/(1 + exp(-({target.platt.intercept:.3f} +"
            f" {target.platt.slope:.4f} dB))). {_map(found)}",
            indent="  ",
        )
    bound = target.conformal
    if bound.error is None:
        yield wrapped(f"No bound for a new event: that needs {bound.needed} events.", indent="  ")
    else:
        yield wrapped(
            f"In {bound.coverage:.0%} of new events the mean error |outcome - forecast| stays up"
            f" to {bound.error:.2f}, were they like these (rank {bound.rank} of {bound.events}).",
            indent="  ",
        )
    rates = ", ".join(f"{one.hits}/{one.rows}" for one in target.by_rivalry)
    yield wrapped(f"Exits by rivalry 0, 1, 2, 3: {rates}.", indent="  ")
    yield ""
    level = f"{found.confidence:.0%} by events"
    yield f"  {'forecast':>8}{'rows':>7}{'events':>8}{'exits':>8}{level:>18}"
    for row in target.reliability:
        ends = f"[{row.low:.2f}, {row.high:.2f}]"
        yield (f"  {row.forecast:>8.2f}{row.rows:>7}{row.events:>8}{row.observed:>8.0%}{ends:>18}")
    yield ""
    gain = f"gain, {found.confidence:.0%}"
    yield f"  {'act from':>8}{'rows':>7}{'net benefit':>13}{'act on all':>12}{gain:>20}"
    for one in target.benefits:
        ends = f"[{_signed(one.gain_low)}, {_signed(one.gain_high)}]"
        yield (
            f"  {one.threshold:>8.2f}{one.acted:>7}{one.index:>13.3f}{one.everyone:>12.3f}"
            f"{ends:>20}"
        )
    clear = [f"{one.threshold:g}" for one in target.benefits if one.verdict == "better"]
    yield wrapped(
        f"Better than acting on all and than acting on nobody: from {', '.join(clear)}."
        if clear
        else "At no threshold distinguishable from the better of acting on all or on nobody.",
        indent="  ",
    )


def _map(found: Backtest) -> str:
    if found.map == "platt":
        return (
            f"Venn-Abers is not used: {count(found.events, 'event')}, it takes over from"
            f" {found.venn_abers_from} to learn from."
        )
    return "Held-out forecasts come from Venn-Abers."


def _limits(found: Backtest) -> Iterator[str]:
    yield wrapped(
        "All codes were given with the outcome known, and a case is here because somebody wrote"
        " about it: every figure is an upper bound, and the base rate is not that of buyers in"
        " general. Coding rules and limits: rules/precedents/README.md."
        f" Intervals: {found.draws:,} resamples of events, seed {found.seed}.",
        hanging="",
    )


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"
