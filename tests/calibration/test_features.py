"""What a coded precedent gives the model."""

from __future__ import annotations

import numpy as np
import pytest
from coded import precedent
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.calibration.features import FEATURES, TIES, design, in_decibels, indices
from vendorrisk.rulebook import load_parameters
from vendorrisk.rulebook.precedents import load_precedents, load_settings

PARAMETERS = load_parameters()
SETTINGS = load_settings()


def severities(**values) -> dict[str, float]:
    table = design([precedent(**values)], PARAMETERS, SETTINGS)
    return dict(zip(FEATURES, table.point[0].tolist(), strict=True))


def test_a_minority_stake_is_money_and_power() -> None:
    found = severities(kind="minority_stake_by_rival", stake=0.2, rivalry=3, access=1)
    assert found["cash"] == pytest.approx(0.2)
    assert found["votes"] == pytest.approx(0.25)
    assert found["entry"] == found["leadership"] == 0.0
    assert found["access"] == pytest.approx(1 / 3)


def test_a_vendor_that_enters_is_no_stake() -> None:
    found = severities(kind="vendor_enters_buyer_market", rivalry=2)
    assert found["entry"] == pytest.approx(2 / 3)
    assert found["cash"] == found["votes"] == 0.0


def test_leaders_count_as_the_model_counts_a_chief_executive() -> None:
    assert severities(leaders_moved=True)["leadership"] == pytest.approx(
        PARAMETERS.leadership.role["chief executive"].value
    )


def test_r4_without_rivalry_there_is_no_index() -> None:
    rows = [one for one in load_precedents() if one.rivalry == 0]
    table = design(rows, PARAMETERS, SETTINGS)
    assert not table.high.any()
    assert not in_decibels(indices(table, 0.5)).any()


def test_what_is_not_known_is_an_interval_and_what_is_known_is_a_point() -> None:
    table = design([precedent(dependence=None), precedent(2)], PARAMETERS, SETTINGS)
    place = FEATURES.index("dependence")
    assert (table.low[0, place], table.high[0, place]) == (0.0, 1.0)
    rest = [j for j in range(len(FEATURES)) if j != place]
    assert (table.low[:, rest] == table.high[:, rest]).all()


@given(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
def test_r2_more_of_anything_never_lowers_the_index(rivalry, access, substitutes) -> None:
    less = {"rivalry": rivalry, "access": access, "substitutes": substitutes}
    rows = [precedent(**less), *(precedent(**less | {name: less[name] + 1}) for name in less)]
    found = in_decibels(indices(design(rows, PARAMETERS, SETTINGS), 0.5))
    assert (found[1:] >= found[0]).all()


def test_the_index_is_the_product_that_the_model_says() -> None:
    table = design(list(load_precedents()), PARAMETERS, SETTINGS)
    for only in (FEATURES, TIES):
        columns = [FEATURES.index(name) for name in only]
        expected = 1.0 - np.prod(1.0 - 0.5 * table.point[:, columns], axis=1)
        found = [one.point for one in indices(table, 0.5, only)]
        assert found == pytest.approx(expected.tolist(), abs=1e-12)
