"""Brier and its parts, sampling error, net benefit, ranking, intervals of shares."""

from __future__ import annotations

from fractions import Fraction

import naive
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.calibration.proper import (
    auc,
    brier,
    brier_if_true,
    groups,
    interventions_avoided,
    murphy,
    net_benefit,
    rounded_to,
    wilson,
)
from vendorrisk.errors import ModelError

tenths = st.integers(0, 10).map(lambda k: k / 10)
rows = st.lists(st.tuples(st.integers(0, 1), tenths), min_size=1, max_size=40)


@given(rows)
def test_the_parts_sum_to_the_brier_score(pairs) -> None:
    y, p = zip(*pairs, strict=True)
    parts = murphy(y, p)
    assert parts.brier == pytest.approx(
        parts.reliability - parts.resolution + parts.uncertainty, abs=1e-12
    )
    assert parts.brier == brier(y, p)
    assert min(parts[1:]) >= 0.0


@given(rows)
def test_groups_hold_every_row_once(pairs) -> None:
    y, p = zip(*pairs, strict=True)
    found = groups(y, p)
    assert sum(g.rows for g in found) == len(y)
    assert sum(g.rows * g.observed for g in found) == pytest.approx(sum(y))
    assert [g.forecast for g in found] == sorted(set(p))


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=6))
def test_the_sampling_error_is_that_of_every_outcome_counted(pairs) -> None:
    q, p = zip(*pairs, strict=True)
    mean, variance = naive.brier_if_true(
        [Fraction(round(10 * x), 10) for x in q], [Fraction(round(10 * x), 10) for x in p]
    )
    assert brier_if_true(q, p) == pytest.approx((float(mean), float(variance)), abs=1e-12)


def test_a_forecast_of_one_half_adds_no_sampling_error() -> None:
    assert brier_if_true([0.2, 0.9], [0.5, 0.5]) == (0.25, 0.0)


@given(rows, st.integers(1, 9).map(lambda k: k / 10))
def test_who_acts_on_nobody_gains_nothing_and_who_acts_on_hits_gains_their_share(
    pairs, threshold
) -> None:
    y, _ = zip(*pairs, strict=True)
    assert net_benefit(y, [0] * len(y), threshold) == 0.0
    assert net_benefit(y, y, threshold) == pytest.approx(sum(y) / len(y))
    assert interventions_avoided(y, [1] * len(y), threshold) == pytest.approx(0.0)


def test_forecasts_are_set_to_whole_steps_and_stay_chances() -> None:
    assert rounded_to([0.0, 0.04, 0.26, 0.31, 0.999], 0.1).tolist() == [0.0, 0.0, 0.3, 0.3, 1.0]
    assert rounded_to([0.9], 0.4).tolist() == [0.8]


@pytest.mark.parametrize(
    ("y", "p"),
    [([0, 1], [0.5]), ([], []), ([0, 2], [0.5, 0.5]), ([0, 1], [0.5, 1.1]), ([0], [float("nan")])],
)
def test_what_is_no_forecast_is_refused(y, p) -> None:
    with pytest.raises(ModelError):
        brier(y, p)


@pytest.mark.parametrize("threshold", [0.0, 1.0, -0.1, float("nan")])
def test_a_threshold_lies_inside(threshold) -> None:
    with pytest.raises(ModelError):
        net_benefit([0, 1], [0, 1], threshold)


def test_ranking_counts_ties_as_halves_and_needs_both_outcomes() -> None:
    assert auc([0, 1, 1, 0], [1.0, 2.0, 1.0, 0.0]) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert auc([1, 1], [0.0, 1.0]) is None


@given(st.floats(0, 1), st.integers(1, 200))
def test_the_interval_of_a_share_holds_it_and_narrows_with_cases(share, n) -> None:
    low, high = wilson(share, n)
    assert 0.0 <= low <= share + 1e-12 and share - 1e-12 <= high <= 1.0
    closer = wilson(share, 4 * n)
    assert closer[1] - closer[0] < high - low


def test_numbers_of_the_package_are_plain() -> None:
    assert type(murphy([0, 1], np.array([0.1, 0.2])).reliability) is float
