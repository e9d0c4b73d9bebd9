"""Beta tables beside scipy's quantiles; their mean is the point to nine digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from vendorrisk.scoring.beta import beta_tables

inside = st.floats(1e-6, 1.0 - 1e-6)


@given(inside, st.floats(1e-6, 1.0), st.sampled_from([16, 256, 1024]))
def test_tables_rise_and_keep_the_mean(mean: float, ignorance: float, cells: int) -> None:
    (table,) = beta_tables([mean], [ignorance], cells)
    assert table.shape == (cells,)
    assert (np.diff(table) >= 0.0).all() and table[0] >= 0.0 and table[-1] <= 1.0
    assert table.mean() == pytest.approx(mean, abs=2e-9)


@given(st.floats(0.01, 0.99), st.floats(1e-4, 1.0))
def test_tables_are_the_quantiles(mean: float, ignorance: float) -> None:
    (table,) = beta_tables([mean], [ignorance], 512)
    a, b = 2.0 * mean / ignorance, 2.0 * (1.0 - mean) / ignorance
    wanted = betaincinv(a, b, (np.arange(512) + 0.5) / 512)
    assert np.abs(table - wanted).max() < 0.01
    assert table.std() == pytest.approx(np.sqrt(mean * (1.0 - mean) / (a + b + 1.0)), abs=4e-3)


def test_a_vacuous_even_claim_is_uniform_and_claims_do_not_touch() -> None:
    both = beta_tables([0.5, 0.1], [1.0, 0.4], 64)
    assert both[0] == pytest.approx((np.arange(64) + 0.5) / 64, abs=1e-3)
    assert both[1].tobytes() == beta_tables([0.1], [0.4], 64)[0].tobytes()
