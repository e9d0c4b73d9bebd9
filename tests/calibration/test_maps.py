"""From an index to a chance: monotone, finite, honest with few rows."""

from __future__ import annotations

import math
from fractions import Fraction

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.calibration.maps import (
    conformal_rank,
    isotonic,
    platt,
    smallest_sample,
    venn_abers,
)
from vendorrisk.errors import ModelError

indices = st.integers(0, 12).map(float)
rows = st.lists(st.tuples(indices, st.integers(0, 1)), min_size=2, max_size=15)


@given(rows)
@settings(max_examples=60, deadline=None)
def test_a_higher_index_never_gets_a_lower_chance(pairs) -> None:
    x, y = zip(*pairs, strict=True)
    fitted = platt(x, y)
    assert fitted.slope >= 0.0 and math.isfinite(fitted.intercept)
    chances = fitted(np.arange(13.0))
    assert (np.diff(chances) >= 0.0).all()
    assert (chances > 0.0).all() and (chances < 1.0).all()


def soft_loss(intercept: float, slope: float, x, y) -> float:
    hits = sum(y)
    targets = [(hits + 1) / (hits + 2) if one else 1 / (len(y) - hits + 2) for one in y]
    total = 0.0
    for value, t in zip(x, targets, strict=True):
        z = intercept + slope * value
        total += math.log1p(math.exp(-abs(z))) + max(z, 0.0) - t * z
    return total


@given(rows, st.floats(-0.3, 0.3), st.floats(-0.1, 0.1))
@settings(max_examples=60, deadline=None)
def test_no_other_map_with_a_rising_slope_fits_better(pairs, shift, tilt) -> None:
    x, y = zip(*pairs, strict=True)
    best = platt(x, y)
    other = soft_loss(best.intercept + shift, max(0.0, best.slope + tilt), x, y)
    assert soft_loss(best.intercept, best.slope, x, y) <= other + 1e-7


def test_an_index_that_falls_with_the_outcome_gives_one_chance_to_all() -> None:
    fitted = platt([1.0, 2.0, 3.0, 4.0], [1, 1, 0, 0])
    assert fitted.slope == 0.0
    assert fitted([0.0, 9.0]).tolist() == pytest.approx([0.5, 0.5])


def test_an_index_that_parts_the_outcomes_stays_finite() -> None:
    fitted = platt([1.0, 2.0, 3.0, 4.0], [0, 0, 1, 1])
    assert 0.0 < fitted.slope < 100.0
    assert platt([2.0, 2.0], [0, 1]).slope == 0.0


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=12))
def test_isotonic_is_the_max_min_formula(values) -> None:
    exact = naive.isotonic([Fraction(value) for value in values])
    assert isotonic(values).tolist() == pytest.approx([float(x) for x in exact], abs=1e-9)


@given(rows, st.lists(indices, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_venn_abers_is_two_isotonic_fits(pairs, asked) -> None:
    x, y = zip(*pairs, strict=True)
    found = venn_abers(x, y, asked)
    for place, value in enumerate(asked):
        low, high = naive.venn_abers(x, y, value)
        assert found.low[place] == pytest.approx(float(low), abs=1e-7)
        assert found.high[place] == pytest.approx(float(high), abs=1e-7)
    assert (found.low <= found.point + 1e-12).all() and (found.point <= found.high + 1e-12).all()


@given(st.integers(0, 500), st.sampled_from([0.01, 0.05, 0.1, 0.2, 0.5]))
def test_a_conformal_rank_exists_from_the_smallest_sample_on(n, alpha) -> None:
    rank = conformal_rank(n, alpha)
    assert (rank is not None) == (n >= smallest_sample(alpha))
    if rank is not None:
        assert rank / (n + 1) >= 1 - alpha - 1e-9
        assert (rank - 1) / (n + 1) < 1 - alpha


@pytest.mark.parametrize("alpha", [0.0, 1.0, -1.0, float("nan")])
def test_an_error_rate_lies_inside(alpha) -> None:
    with pytest.raises(ModelError):
        conformal_rank(10, alpha)
    with pytest.raises(ModelError):
        smallest_sample(alpha)


@pytest.mark.parametrize(
    ("x", "y"), [([1.0], [0, 1]), ([], []), ([1.0, float("inf")], [0, 1]), ([1.0], [0.5])]
)
def test_what_cannot_be_mapped_is_refused(x, y) -> None:
    with pytest.raises(ModelError):
        platt(x, y)
    with pytest.raises(ModelError):
        venn_abers(x, y, [1.0])
