"""The models of the back-test learn from what they are given, and from nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from coded import world
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.calibration.features import design
from vendorrisk.calibration.forecasters import Rows, chance_of, fit_links, forecasters
from vendorrisk.calibration.maps import platt, venn_abers
from vendorrisk.errors import ModelError
from vendorrisk.rulebook import load_parameters
from vendorrisk.rulebook.precedents import load_settings

SETTINGS = load_settings()


def log_posterior(links, x, y, prior: float) -> float:
    safe = (1 - links[0]) * np.prod(1 - links[1:] * x, axis=1)
    fit = np.where(y == 1, np.log1p(-safe), np.log(safe)).sum()
    return float(fit + (prior - 1) * (np.log(links) + np.log1p(-links)).sum())


@given(st.integers(0, 50), st.integers(0, 2), st.sampled_from([-0.02, 0.02]))
@settings(max_examples=40, deadline=None)
def test_no_neighbour_of_the_fitted_links_is_more_likely(seed, which, step) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    x = rng.random((40, 2))
    y = (rng.random(40) < 1 - 0.8 * np.prod(1 - np.array([0.7, 0.1]) * x, axis=1)).astype(float)
    found = fit_links(x, y, 2.0)
    links = np.array([found.leak, *found.links])
    other = links.copy()
    other[which] = np.clip(other[which] + step, 1e-6, 0.99)
    assert log_posterior(links, x, y, 2.0) >= log_posterior(other, x, y, 2.0) - 1e-6


def test_links_are_found_again_in_many_rows() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    x = rng.integers(0, 2, (40_000, 3)).astype(float)
    true = np.array([0.6, 0.3, 0.1])
    y = (rng.random(len(x)) < 1 - 0.9 * np.prod(1 - true * x, axis=1)).astype(float)
    found = fit_links(x, y, 2.0)
    assert found.leak == pytest.approx(0.1, abs=0.02)
    assert found.links == pytest.approx(true, abs=0.03)
    with pytest.raises(ModelError):
        fit_links(x, y, 0.5)


def test_no_model_reads_the_outcomes_of_rows_it_is_not_given() -> None:
    rows = world(12)
    table = design(rows, load_parameters(), SETTINGS)
    y = np.array([one.exit for one in rows], dtype=np.float64)
    chosen = np.arange(len(rows)) < 16
    lied = np.where(chosen, y, 1.0 - y)
    for model in forecasters(table, 0.5, SETTINGS):
        honest = model.forecast(Rows(chosen, y, 8))
        assert honest.tolist() == model.forecast(Rows(chosen, lied, 8)).tolist(), model.name
        assert ((honest >= 0.0) & (honest <= 1.0)).all(), model.name


def test_one_outcome_only_is_learnt_without_a_fall() -> None:
    rows = world(6)
    table = design(rows, load_parameters(), SETTINGS)
    for value in (0.0, 1.0):
        y = np.full(len(rows), value)
        for model in forecasters(table, 0.5, SETTINGS):
            found = model.forecast(Rows(np.ones(len(rows), dtype=bool), y, 6))
            assert np.abs(found - value).mean() < 0.5, model.name


def test_venn_abers_takes_over_from_the_hundredth_event() -> None:
    index = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    y = np.array([0.0, 1.0, 0.0, 1.0, 1.0])
    every = np.ones(5, dtype=bool)
    few = chance_of(index, Rows(every, y, 99), 100)
    many = chance_of(index, Rows(every, y, 100), 100)
    assert few.tolist() == platt(index, y)(index).tolist()
    assert many.tolist() == venn_abers(index, y, index).point.tolist()
