"""The back-test: every model forecasts each event from the others; what can be told apart, is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vendorrisk.calibration.features import FEATURES, TIES, TOP, design
from vendorrisk.calibration.forecasters import OURS, Forecaster, Rows, forecasters
from vendorrisk.calibration.maps import Platt, conformal_rank, platt, smallest_sample
from vendorrisk.calibration.proper import (
    Floats,
    auc,
    brier,
    brier_if_true,
    groups,
    murphy,
    net_benefit,
    rounded_to,
    wilson,
)
from vendorrisk.calibration.results import (
    Backtest,
    Benefit,
    Conformal,
    Parts,
    PlattMap,
    Rate,
    Reliability,
    Target,
    Trial,
    Verdict,
)
from vendorrisk.errors import ModelError
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.precedent import BacktestSettings, Precedent
from vendorrisk.progress import track
from vendorrisk.rulebook import load_parameters
from vendorrisk.rulebook.precedents import load_precedents, load_settings

FEWEST_EVENTS = 3  # leaving one out must leave two to learn from
_CONFORMAL = 0.1  # a bound for nine events in ten
_TARGETS = {
    "neutrality_exit": "Exit for the rival's sake",
    "exit": "Exit for any reason",
}


def backtest(root: Path | None = None, *, seed: int = 0, draws: int | None = None) -> Backtest:
    """Test the index on the precedents of a folder of rules.

    Parameters
    ----------
    root : Path or None
        Folder of rules; None: those of the package.
    seed : int
        Seed of the resamples of events, 0 or more.
    draws : int or None
        Resamples; None: as many as the settings say.

    Raises
    ------
    RuleErrors
        For precedents or settings that cannot be read.
    ModelError
        For fewer than three usable events.
    """
    return run(load_precedents(root), load_parameters(root), load_settings(root), seed, draws)


def run(
    precedents: Sequence[Precedent],
    parameters: Parameters,
    settings: BacktestSettings,
    seed: int = 0,
    draws: int | None = None,
) -> Backtest:
    """Test the index on precedents at hand; as `backtest`."""
    usable = [one for one in precedents if one.usable]
    names = sorted({one.event for one in usable})
    if len(names) < FEWEST_EVENTS:
        raise ModelError(
            f"{len(names)} usable events are too few to hold one out", how="add precedents"
        )
    if seed < 0:
        raise ModelError(f"a seed must be 0 or more, got {seed}")
    place = {name: number for number, name in enumerate(names)}
    event = np.array([place[one.event] for one in usable], dtype=np.int64)
    link = parameters.links["default"].value
    models = forecasters(design(usable, parameters, settings), link, settings)
    times = settings.draws.value if draws is None else draws
    if times < 1:
        raise ModelError(f"at least one resample is needed, got {times}")
    picks = np.random.Generator(np.random.PCG64(seed)).integers(
        0, len(names), size=(times, len(names))
    )
    world = _World(event, picks, settings)
    return Backtest(
        rows=len(usable),
        events=len(names),
        left_out=len(precedents) - len(usable),
        ties=TIES,
        exposure=FEATURES[len(TIES) :],
        link=link,
        map="platt" if len(names) - 1 < settings.venn_abers_from.value else "venn_abers",
        venn_abers_from=settings.venn_abers_from.value,
        confidence=settings.confidence.value,
        seed=seed,
        draws=times,
        targets=tuple(_target(name, usable, models, world) for name in _TARGETS),
    )


class _World:
    """Events of the rows, and the resamples that all comparisons share."""

    def __init__(self, event: np.ndarray, picks: np.ndarray, settings: BacktestSettings) -> None:
        self.event = event
        self.events = int(event.max()) + 1
        self.picks = picks
        self.settings = settings
        self.sizes = np.bincount(event, minlength=self.events)

    def sums(self, values: Floats) -> Floats:
        """Return the sum of the values of each resample: ``(draws,)``."""
        by_event = np.bincount(self.event, weights=values, minlength=self.events)
        total: Floats = by_event[self.picks].sum(axis=1)
        return total

    def ends(self, values: Floats) -> tuple[float, float]:
        """Return the ends of the interval of resampled values."""
        tail = (1.0 - self.settings.confidence.value) / 2.0
        low, high = np.quantile(values, [tail, 1.0 - tail])
        return float(low), float(high)

    def held_out(self, model: Forecaster, outcome: Floats) -> Floats:
        """Return each row's forecast by a model that has not seen its event."""
        out = np.empty(len(outcome), dtype=np.float64)
        for one in track(range(self.events), "leaving out events"):
            away = self.event == one
            out[away] = model.forecast(Rows(~away, outcome, self.events - 1))[away]
        chances: Floats = np.clip(out, 0.0, 1.0)
        return chances

    def base_rates(self, outcome: Floats) -> Floats:
        """Return the share of hits among the rows of all other events, for each row."""
        hits = np.bincount(self.event, weights=outcome, minlength=self.events)
        others = (outcome.sum() - hits) / (len(outcome) - self.sizes)
        rates: Floats = others[self.event]
        return rates


def _target(
    name: str, usable: Sequence[Precedent], models: Sequence[Forecaster], world: _World
) -> Target:
    y = np.array([getattr(one, name) for one in usable], dtype=np.float64)
    base = world.base_rates(y)
    forecasts = {model.name: world.held_out(model, y) for model in models}
    ours = forecasts[OURS]
    index = next(model.ranks_by for model in models if model.name == OURS)
    trials = tuple(_trial(m, y, base, forecasts[m.name], ours, world) for m in models)
    expected, variance = brier_if_true(ours, ours)
    issued = rounded_to(ours, world.settings.step.value)
    fitted: Platt | None = None if index is None else platt(index, y)
    return Target(
        name=name,
        label=_TARGETS[name],
        rows=len(y),
        hits=int(y.sum()),
        base_rate=_r(float(y.mean())),
        brier_base=_r(brier(y, base)),
        models=trials,
        brier_expected=_r(expected),
        brier_error=_r(variance**0.5),
        calibrated=trials[0].against_base == "better"
        and abs(trials[0].brier - expected) <= 2.0 * variance**0.5,
        platt=None
        if fitted is None
        else PlattMap(intercept=_r(fitted.intercept), slope=_r(fitted.slope)),
        parts=Parts(**{key: _r(v) for key, v in murphy(y, issued)._asdict().items()}),
        reliability=_reliability(y, issued, world),
        benefits=tuple(_benefit(y, ours, t, world) for t in world.settings.thresholds.values),
        conformal=_conformal(y, ours, world),
        by_rivalry=tuple(
            Rate(code=code, rows=int(here.sum()), hits=int(y[here].sum()))
            for code in range(TOP + 1)
            for here in [np.array([one.rivalry == code for one in usable])]
        ),
    )


def _trial(
    model: Forecaster, y: Floats, base: Floats, forecast: Floats, ours: Floats, world: _World
) -> Trial:
    loss, loss_base, loss_ours = (forecast - y) ** 2, (base - y) ** 2, (ours - y) ** 2
    mine, theirs = world.sums(loss), world.sums(loss_base)
    with np.errstate(divide="ignore", invalid="ignore"):
        resampled = np.where(theirs > 0.0, 1.0 - mine / theirs, 0.0)
    low, high = world.ends(resampled)
    rows = world.sums(np.ones(len(y)))
    gap = world.ends((mine - world.sums(loss_ours)) / rows)
    total = float(loss_base.sum())
    return Trial(
        name=model.name,
        label=model.label,
        learned=model.learned,
        brier=_r(brier(y, forecast)),
        skill=_r(1.0 - float(loss.sum()) / total) if total > 0.0 else None,
        skill_low=_r(low),
        skill_high=_r(high),
        auc=None if model.ranks_by is None else _maybe(auc(y, model.ranks_by)),
        against_base=_verdict(-high, -low),
        gap_low=_r(gap[0]),
        gap_high=_r(gap[1]),
        against_ours=None if model.name == OURS else _verdict(*gap),
    )


def _verdict(low: float, high: float) -> Verdict:
    """Return what an interval of a loss minus another says."""
    if high < 0.0:
        return "better"
    return "worse" if low > 0.0 else "not distinguishable"


def _reliability(y: Floats, issued: Floats, world: _World) -> tuple[Reliability, ...]:
    found = []
    for group in groups(y, issued):
        events = len(np.unique(world.event[issued == group.forecast]))
        low, high = wilson(group.observed, events, world.settings.confidence.value)
        found.append(
            Reliability(
                forecast=group.forecast,
                rows=group.rows,
                events=events,
                observed=_r(group.observed),
                low=_r(low),
                high=_r(high),
            )
        )
    return tuple(found)


def _benefit(y: Floats, forecast: Floats, threshold: float, world: _World) -> Benefit:
    act = (forecast >= threshold).astype(np.float64)
    odds = threshold / (1.0 - threshold)
    all_rows = y - (1.0 - y) * odds
    everyone = net_benefit(y, np.ones_like(y), threshold)
    plain = all_rows if everyone > 0.0 else np.zeros_like(y)
    rows = world.sums(np.ones(len(y)))
    low, high = world.ends(world.sums(act * all_rows - plain) / rows)
    return Benefit(
        threshold=threshold,
        acted=int(act.sum()),
        index=_r(net_benefit(y, act, threshold)),
        everyone=_r(everyone),
        gain_low=_r(low),
        gain_high=_r(high),
        verdict=_verdict(-high, -low),
    )


def _conformal(y: Floats, forecast: Floats, world: _World) -> Conformal:
    """Return the bound of a new event's mean error, from the mean errors of those held out."""
    errors = np.bincount(world.event, weights=np.abs(y - forecast)) / world.sizes
    rank = conformal_rank(world.events, _CONFORMAL)
    return Conformal(
        coverage=1.0 - _CONFORMAL,
        events=world.events,
        needed=smallest_sample(_CONFORMAL),
        rank=rank,
        error=None if rank is None else _r(float(np.sort(errors)[rank - 1])),
    )


def _r(value: float) -> float:
    return round(value, 6) + 0.0


def _maybe(value: float | None) -> float | None:
    return None if value is None else _r(value)
