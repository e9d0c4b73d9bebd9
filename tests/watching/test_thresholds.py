"""Hysteresis, moves and cool-down: a table, near misses, and what must hold for every sequence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.model.interval import Interval, Tier
from vendorrisk.model.watch import Baseline, Figures, Kind
from vendorrisk.rulebook import load_parameters
from vendorrisk.watching.thresholds import change, raised, settled

P = load_parameters()  # tiers at .5, enter .5, leave .4, move .1, cool-down 14 days
DAY = dt.date(2025, 6, 30)


def risk(low: float, point: float, high: float) -> Interval:
    return Interval(low=low, point=point, high=high)


def base(
    tier: Tier = "UNDETERMINED", *, up: bool = False, told: dict[Kind, dt.date] | None = None
) -> Baseline:
    figures = Figures(risk=risk(0.1, 0.3, 0.7), tier=tier, coverage=0.5)
    return Baseline(
        vendor="Acme", seq=1, as_of=DAY, tier=tier, raised=up, figures=figures, last=figures,
        last_as_of=DAY, told=told or {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "low", "high", "after"),
    [
        (None, 0.5, 0.9, "HIGH"),
        (None, 0.499, 0.9, "UNDETERMINED"),
        (None, 0.1, 0.499, "LOW"),
        (None, 0.1, 0.5, "UNDETERMINED"),
        ("UNDETERMINED", 0.5, 0.9, "HIGH"),  # worse at the threshold
        ("UNDETERMINED", 0.1, 0.45, "UNDETERMINED"),  # better only past the band
        ("UNDETERMINED", 0.1, 0.39, "LOW"),
        ("HIGH", 0.41, 0.9, "HIGH"),
        ("HIGH", 0.39, 0.9, "UNDETERMINED"),
        ("HIGH", 0.1, 0.45, "UNDETERMINED"),
        ("HIGH", 0.1, 0.39, "LOW"),
        ("LOW", 0.1, 0.499, "LOW"),
        ("LOW", 0.1, 0.5, "UNDETERMINED"),
        ("LOW", 0.5, 0.9, "HIGH"),
    ],
)
def test_a_tier_is_worsened_at_once_and_left_with_a_margin(
    before: Tier | None, low: float, high: float, after: Tier
) -> None:
    assert settled(before, risk(low, (low + high) / 2, high), P) == after


@pytest.mark.parametrize(
    ("before", "point", "after"),
    [(False, 0.5, True), (False, 0.49, False), (True, 0.4, True), (True, 0.399, False)],
)
def test_a_level_is_entered_and_left_apart(before: bool, point: float, after: bool) -> None:
    assert raised(before, point, P) is after


CALM, HIGH = risk(0.1, 0.3, 0.7), risk(0.55, 0.7, 0.9)


@pytest.mark.parametrize(
    ("start", "without", "now", "days", "kinds", "held"),
    [
        (base(), CALM, CALM, 0, (), ()),
        (base(), CALM, HIGH, 0, ("tier", "level", "move"), ()),
        (base(), CALM, risk(0.1, 0.4, 0.7), 0, ("move",), ()),  # exactly a tenth
        (base(), CALM, risk(0.1, 0.399, 0.7), 0, (), ()),
        (base(), CALM, risk(0.1, 0.2, 0.7), 0, ("move",), ()),  # downwards, too
        (base(), risk(0.1, 0.45, 0.7), risk(0.1, 0.5, 0.7), 0, ("level",), ()),
        (base(up=True), risk(0.1, 0.45, 0.7), risk(0.1, 0.5, 0.7), 0, (), ()),  # still raised
        (base(up=True), risk(0.1, 0.45, 0.7), risk(0.1, 0.36, 0.7), 0, ("level",), ()),
        (base(up=True), risk(0.1, 0.35, 0.7), risk(0.1, 0.5, 0.7), 0, ("level", "move"), ()),
        (base("HIGH"), HIGH, risk(0.45, 0.65, 0.9), 0, (), ()),  # flaps within the band
        (base(told={"move": DAY}), CALM, risk(0.1, 0.4, 0.7), 13, (), ("move",)),
        (base(told={"move": DAY}), CALM, risk(0.1, 0.4, 0.7), 14, ("move",), ()),
        (base(told={"level": DAY}), CALM, risk(0.1, 0.4, 0.7), 13, ("move",), ()),  # other kind
        (base(told={"tier": DAY, "move": DAY}), CALM, HIGH, 1, ("tier", "level", "move"), ()),
        (base("HIGH", told={"tier": DAY}), HIGH, risk(0.3, 0.65, 0.9), 1, (), ("tier",)),
    ],
    ids=[
        "none", "all", "move", "near-move", "down", "level", "no-second-level", "left", "re-armed",
        "flap", "cooling", "cooled", "other-kind", "worsens-anyway", "better-waits",
    ],
)  # fmt: skip
def test_what_is_told(
    start: Baseline,
    without: Interval,
    now: Interval,
    days: int,
    kinds: tuple[Kind, ...],
    held: tuple[Kind, ...],
) -> None:
    start = start.model_copy(update={"raised": start.raised or start.tier == "HIGH"})
    found = change(start, without, now, DAY + dt.timedelta(days=days), P)
    assert (found.kinds, found.held) == (kinds, held)
    assert (found.until is None) == (not held)


POINTS = st.lists(st.floats(0.401, 0.549), min_size=1, max_size=20)


@given(POINTS)
def test_swinging_around_a_threshold_is_one_alert(points: list[float]) -> None:
    start, before, alerts = base(), risk(0.1, 0.45, 0.9), 0
    for number, point in enumerate(points):
        now = risk(0.1, point, 0.9)
        found = change(start, before, now, DAY + dt.timedelta(days=30 * number), P)
        if "level" in found.kinds:
            alerts += 1
            start = start.model_copy(update={"raised": found.raised, "tier": found.tier})
            before = now
    assert alerts <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_no_news_no_alert(a: float, b: float, c: float, up: bool) -> None:
    low, point, high = sorted((a, b, c))
    one = risk(low, point, high)
    for tier in ("LOW", "UNDETERMINED", "HIGH"):
        found = change(base(tier, up=up), one, one, DAY, P)  # type: ignore[arg-type]
        assert not found.kinds and not found.held
