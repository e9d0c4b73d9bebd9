"""Control as the least fixpoint of majorities, and the votes of those who act as one."""

from __future__ import annotations

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import ModelError
from vendorrisk.graph.control import Majorities
from vendorrisk.graph.power import oceanic_power

NAMES = "abcde"
Votes = dict[tuple[str, str], float]


@st.composite
def votes(draw: st.DrawFn) -> Votes:
    """Return votes in twentieths, no company with more than a whole."""
    out: Votes = {}
    for company in NAMES:
        left = 20
        for holder in draw(st.permutations(NAMES)):
            if holder != company and draw(st.booleans()):
                part = draw(st.integers(0, left))
                left -= part
                out[holder, company] = part / 20
    return out


@given(votes(), st.sets(st.sampled_from(NAMES), min_size=1), st.booleans())
def test_o4_it_is_the_least_fixpoint(given_: Votes, holders: set[str], inclusive: bool) -> None:
    known = {name for pair in given_ for name in pair}
    found = set(Majorities(given_, inclusive=inclusive).of(holders))
    assert found == naive.controlled(given_, holders & known, 0.5, inclusive) - holders


@given(votes(), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_o4_more_votes_never_control_less(
    given_: Votes, who: str, holder: str, company: str
) -> None:
    more = {**given_, (holder, company): min(1.0, given_.get((holder, company), 0.0) + 0.1)}
    assert set(Majorities(given_).of([who])) <= set(Majorities(more).of([who]))


@given(votes(), st.sampled_from(NAMES))
def test_a_lower_bar_controls_no_less(given_: Votes, who: str) -> None:
    strict, loose = Majorities(given_), Majorities(given_, inclusive=True)
    assert set(strict.of([who])) <= set(loose.of([who]))
    assert set(loose.of([who])) <= set(Majorities(given_, threshold=0.3).of([who]))


@pytest.mark.parametrize(
    ("given_", "holders", "inclusive", "controlled"),
    [
        ({("a", "b"): 0.5}, ["a"], False, ()),
        ({("a", "b"): 0.5}, ["a"], True, ("b",)),
        ({("a", "b"): 0.51, ("b", "c"): 0.51}, ["a"], False, ("b", "c")),
        ({("a", "b"): 0.3, ("c", "b"): 0.3}, ["a", "c"], False, ("b",)),
        ({("a", "b"): 0.1 + 0.2, ("c", "b"): 0.2}, ["a", "c"], False, ()),  # exactly a half
        ({("a", "a"): 1.0}, ["a"], False, ()),
        ({}, ["a"], False, ()),
    ],
)
def test_by_hand(
    given_: Votes, holders: list[str], inclusive: bool, controlled: tuple[str, ...]
) -> None:
    assert Majorities(given_, inclusive=inclusive).of(holders) == controlled


def test_o2_companies_in_between_do_not_dilute_power() -> None:
    plain = {("r", "v"): 0.4, ("x", "v"): 0.1}
    split = {("r", "s"): 1.0, ("r", "t"): 0.6, ("s", "v"): 0.25, ("t", "v"): 0.15, ("x", "v"): 0.1}
    assert Majorities(split).blocks("v") == pytest.approx(plain_blocks := {"r": 0.4, "x": 0.1})
    assert Majorities(plain).blocks("v") == pytest.approx(plain_blocks)
    whole = oceanic_power(list(Majorities(split).blocks("v").values()))
    loose = oceanic_power([0.25, 0.15, 0.1])
    assert whole[0] > loose[0] + loose[1]


def test_two_that_control_each_other_are_one() -> None:
    circle = Majorities({("a", "b"): 0.6, ("b", "a"): 0.6, ("a", "v"): 0.2, ("b", "v"): 0.2})
    assert circle.top("b") == circle.top("a") == "a"
    assert circle.blocks("v") == pytest.approx({"a": 0.4})


@pytest.mark.parametrize("part", [-0.1, 1.1, float("nan")])
def test_impossible_votes_are_refused(part: float) -> None:
    with pytest.raises(ModelError, match="votes of a in b"):
        Majorities({("a", "b"): part})


@pytest.mark.parametrize("threshold", [0.0, 1.1, -1.0, float("nan")])
def test_impossible_thresholds_are_refused(threshold: float) -> None:
    with pytest.raises(ModelError, match="threshold"):
        Majorities({}, threshold=threshold)
