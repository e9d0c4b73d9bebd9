"""Voting power against a dispersed float (invariant O5), beside exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import ModelError
from vendorrisk.graph.power import MAX_BLOCKS, MAX_VOTES, oceanic_power, voting_power

points = st.integers(0, 60)
blocks = st.lists(points, max_size=5).filter(lambda found: sum(found) <= 100)


def power(weights: list[int], quota: Fraction = Fraction(1, 2), total: int = 100) -> list[float]:
    return oceanic_power([w / total for w in weights], float(quota))


@given(blocks, st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1)]))
def test_the_integral_in_exact_fractions(weights: list[int], quota: Fraction) -> None:
    if any(math.isclose(sum(part), 100 * quota) for part in _subsets(weights)):
        return  # on the bound a coalition of exact percents is decided by the last bit
    expected = naive.oceanic_power([Fraction(w, 100) for w in weights], quota)
    assert power(weights, quota) == pytest.approx([float(p) for p in expected], abs=1e-9)


def _subsets(weights: list[int]) -> list[list[int]]:
    out: list[list[int]] = [[]]
    for weight in weights:
        out += [[*part, weight] for part in out]
    return out


@pytest.mark.parametrize(
    ("weights", "quota"),
    [([3, 2, 1, 1], 4), ([4, 3, 2], 6), ([5, 3, 1], 5), ([2, 2, 1], 3), ([1, 1, 1], 3)],
)
def test_without_a_float_it_is_the_finite_index(weights: list[int], quota: int) -> None:
    total = sum(weights)
    found = oceanic_power([w / total for w in weights], quota / total)
    expected = [float(p) for p in naive.shapley_shubik(weights, quota)]
    assert found == pytest.approx(expected, abs=1e-12)
    assert sum(found) == pytest.approx(1.0)


@pytest.mark.parametrize("weights", [[40], [30, 20], [30, 15, 10]])
def test_many_small_holders_become_an_ocean(weights: list[int]) -> None:
    singles = 100 - sum(weights)
    finite = naive.ocean_of_singles(weights, singles, 51)
    assert power(weights) == pytest.approx(finite, abs=0.02)


@given(st.floats(0.0, 0.5, exclude_max=True))
def test_alone_it_is_w_over_one_minus_w(w: float) -> None:
    assert oceanic_power([w])[0] == pytest.approx(w / (1.0 - w), abs=1e-12)


@pytest.mark.parametrize("w", [0.5, 0.51, 0.75, 1.0])
def test_half_of_the_votes_is_all_of_the_power(w: float) -> None:
    assert oceanic_power([w])[0] == pytest.approx(1.0)


@given(blocks)
def test_o5_powers_are_at_most_one_together(weights: list[int]) -> None:
    found = power(weights)
    assert all(0.0 <= p <= 1.0 for p in found)
    assert sum(found) <= 1.0 + 1e-9


@given(blocks.filter(lambda found: len(found) > 1))
def test_o5_equal_blocks_have_equal_power_and_order_does_not_matter(weights: list[int]) -> None:
    found = dict(zip(weights, power(weights), strict=True))
    for weight, one in zip(weights, power(weights), strict=True):
        assert one == pytest.approx(found[weight], abs=1e-12)
    assert power(weights[::-1])[::-1] == pytest.approx(power(weights), abs=1e-12)


@given(blocks.filter(bool), st.integers(1, 20))
def test_o5_rising_in_its_own_votes(weights: list[int], more: int) -> None:
    if sum(weights) + more > 100:
        return
    after = [weights[0] + more, *weights[1:]]
    assert power(after)[0] >= power(weights)[0] - 1e-12


@pytest.mark.parametrize(
    ("weights", "who"),
    [
        ([51, 20], 1),  # somebody has the majority
        ([60, 20, 20], 1),
        ([0, 30], 0),
        ([4, 4, 4, 2, 2, 1], 5),  # Luxembourg: a stake is not power
    ],
)
def test_o5_a_dummy_has_none(weights: list[int], who: int) -> None:
    total = 17 if len(weights) == 6 else 100
    quota = Fraction(12, 17) if len(weights) == 6 else Fraction(1, 2)
    assert power(weights, quota, total)[who] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("votes", "quota", "word"),
    [
        ([-0.1], 0.5, "votes"),
        ([1.1], 0.5, "votes"),
        ([0.6, 0.6], 0.5, "votes"),
        ([math.nan], 0.5, "votes"),
        ([0.1], 0.0, "quota"),
        ([0.1], 1.1, "quota"),
        ([0.1], -1.0, "quota"),
        ([0.1], math.nan, "quota"),
    ],
)
def test_impossible_votes_are_refused(votes: list[float], quota: float, word: str) -> None:
    with pytest.raises(ModelError, match=word):
        oceanic_power(votes, quota)


def test_nobody_has_nothing() -> None:
    assert oceanic_power([]) == []


def test_of_many_blocks_the_smallest_are_dispersed() -> None:
    many = [0.1, *[0.02] * MAX_BLOCKS, 0.01]
    found = oceanic_power(many)
    exact = voting_power([1000, *[200] * MAX_BLOCKS, 100, *[20] * 285])
    assert found == pytest.approx(exact[: len(many)], rel=0.02)
    assert found[-2:] == pytest.approx([found[-2], found[-2] / 2])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.data())
def test_the_finite_game_by_all_orders(votes: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, max(1, sum(votes))))
    expected = [float(p) for p in naive.shapley_shubik(votes, quota)]
    assert voting_power(votes, quota) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("holders", [66, 70, 100, 180])
def test_no_number_of_holders_breaks_it(holders: int) -> None:
    """Dividing generating functions of counts goes wrong from about seventy holders on."""
    votes = [100] * holders
    assert voting_power(votes) == pytest.approx([1 / holders] * holders, abs=1e-12)
    uneven = [37 + 13 * (i % 7) for i in range(holders)]
    found = voting_power(uneven)
    assert sum(found) == pytest.approx(1.0, abs=1e-12)
    by_votes: dict[int, float] = {}
    for weight, power_ in zip(uneven, found, strict=True):
        assert power_ == pytest.approx(by_votes.setdefault(weight, power_), abs=1e-12)
    assert [by_votes[w] for w in sorted(by_votes)] == sorted(by_votes.values())


def test_a_finite_dictator_has_all() -> None:
    assert voting_power([60, 20, 20]) == [1.0, 0.0, 0.0]
    assert voting_power([10, 10], 21) == [0.0, 0.0]
    assert voting_power([]) == []


@pytest.mark.parametrize(
    ("votes", "quota"), [([-1], None), ([MAX_VOTES, 1], None), ([3, 4], 0), ([3, 4], -2)]
)
def test_impossible_whole_votes_are_refused(votes: list[int], quota: int | None) -> None:
    with pytest.raises(ModelError, match=r"votes|quota"):
        voting_power(votes, quota)
