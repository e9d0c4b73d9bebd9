"""Profit weights and the modified HHI: against loops, and what cannot be answered."""

from __future__ import annotations

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import ModelError
from vendorrisk.graph.weights import modified_hhi, profit_weights

tables = st.lists(st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3), min_size=4, max_size=4)


@given(tables, tables)
def test_weights_are_the_sums_written_out(
    control: list[list[float]], cash: list[list[float]]
) -> None:
    found = profit_weights(control, cash)
    expected = naive.profit_weights(control, cash)
    for f in range(3):
        assert found[f].tolist() == pytest.approx(expected[f], rel=1e-12)
        assert found[f, f] == 1.0


@given(tables, tables, st.floats(0.1, 10.0))
def test_o6_weights_do_not_depend_on_the_scale_of_control(
    control: list[list[float]], cash: list[list[float]], scale: float
) -> None:
    scaled = [[scale * value for value in row] for row in control]
    assert profit_weights(scaled, cash) == pytest.approx(profit_weights(control, cash), rel=1e-9)


def test_without_common_owners_the_index_is_the_plain_one() -> None:
    alone = profit_weights([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]])
    assert modified_hhi([0.4, 0.6], alone) == pytest.approx(naive.hhi([0.4, 0.6]))


@pytest.mark.parametrize(
    ("control", "cash"),
    [
        ([[1.0]], [[1.0, 0.0]]),
        ([[-1.0]], [[1.0]]),
        ([[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [0.0, 0.0]]),
        ([1.0], [1.0]),
        ([[float("nan")]], [[1.0]]),
    ],
)
def test_what_cannot_be_answered(control: list, cash: list) -> None:
    with pytest.raises(ModelError):
        profit_weights(control, cash)


def test_shares_and_weights_must_match() -> None:
    with pytest.raises(ModelError):
        modified_hhi([0.5, 0.5], [[1.0]])
