"""What a back-test finds, as data."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun

Verdict = Literal["better", "worse", "not distinguishable"]


class Trial(Noun):
    """One model on one target, each event forecast from the others.

    ``skill`` is 1 - Brier / Brier of the base rate, with its interval over resampled events; None
    when the base rate errs nowhere. ``auc`` ranks by the index that nothing was fitted to; None
    for models that must learn, whose held-out forecasts cannot be pooled into one ranking.
    ``gap_low`` and ``gap_high`` bound its Brier score minus that of our noisy-OR.
    """

    name: str
    label: str
    learned: int
    brier: float
    skill: float | None
    skill_low: float
    skill_high: float
    auc: float | None
    against_base: Verdict
    gap_low: float
    gap_high: float
    against_ours: Verdict | None


class Parts(Noun):
    """Brier score of forecasts in whole steps, and its parts (Murphy 1973)."""

    brier: float
    reliability: float
    resolution: float
    uncertainty: float


class Reliability(Noun):
    """Rows with one forecast: share of exits, and its interval were each event one case."""

    forecast: float
    rows: int
    events: int
    observed: float
    low: float
    high: float


class Benefit(Noun):
    """Net benefit of acting where the forecast reaches a threshold, beside acting on everyone.

    ``gain_low`` and ``gain_high`` bound what it adds to the better of acting on everyone and on
    nobody.
    """

    threshold: float
    acted: int
    index: float
    everyone: float
    gain_low: float
    gain_high: float
    verdict: Verdict


class PlattMap(Noun):
    """``p = 1 / (1 + exp(-(intercept + slope * decibels)))``, fitted to all rows."""

    intercept: float
    slope: float


class Conformal(Noun):
    """Bound of the mean error of a new event's rows; None below the events needed."""

    coverage: float
    events: int
    needed: int
    rank: int | None
    error: float | None


class Rate(Noun):
    """Exits by code of rivalry."""

    code: int
    rows: int
    hits: int


class Target(Noun):
    """Everything found on one target; details are those of our noisy-OR.

    ``brier_expected`` and ``brier_error`` are mean and standard deviation of its Brier score were
    its forecasts the chances of independent rows. ``calibrated`` is earned by a skill whose whole
    interval is above 0 and a Brier score within two of those deviations; without it the index is
    no probability.
    """

    name: str
    label: str
    rows: int
    hits: int
    base_rate: float
    brier_base: float
    models: tuple[Trial, ...]
    brier_expected: float
    brier_error: float
    calibrated: bool
    platt: PlattMap | None
    parts: Parts
    reliability: tuple[Reliability, ...]
    benefits: tuple[Benefit, ...]
    conformal: Conformal
    by_rivalry: tuple[Rate, ...]


class Backtest(Noun):
    """The back-test of both targets, and what it was made with."""

    rows: int
    events: int
    left_out: int
    ties: tuple[str, ...]
    exposure: tuple[str, ...]
    link: float
    map: Literal["platt", "venn_abers"]
    venn_abers_from: int
    confidence: float
    seed: int
    draws: int
    targets: tuple[Target, ...]
