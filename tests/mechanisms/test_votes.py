"""Votes in a vendor: groups that cast them together, other blocks, a hidden one, figures apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import DAY, case, claim, document

from vendorrisk.graph.power import oceanic_power
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.votes import Ballot
from vendorrisk.model.belief import Figure, Mass
from vendorrisk.rulebook import load_parameters
from vendorrisk.selftest.worlds import exact

P = load_parameters().ownership
HIDDEN = P.undisclosed_block.value


def among(*stakes: tuple[str, str, float]) -> Case:
    """Return a case in which Reuters tells of stakes between others."""
    docs = [document(f"d{i}", publisher="Reuters", published=DAY) for i in range(len(stakes))]
    claims = [
        claim("ownership", a, b, doc, percent=100 * share)
        for doc, (a, b, share) in zip(docs, stakes, strict=True)
    ]
    return case(claims, docs)


def stated(share: float) -> Figure:
    """Return a share that somebody gives."""
    return exact(share).model_copy(update={"claims": ("c",)})


def test_alone_against_a_dispersed_float_a_hidden_block_at_the_high_end() -> None:
    power, how = Ballot(among(), {"R": stated(0.3)}).of("R")
    assert (power.low, power.point) == pytest.approx((3 / 7, 3 / 7))
    assert power.high == pytest.approx((0.3 + HIDDEN) / (0.7 - HIDDEN))
    assert "w / (1 - w)" in how
    assert f"undisclosed block of {HIDDEN}" in how


def test_above_the_threshold_it_is_control() -> None:
    power, how = Ballot(among(), {"R": stated(0.51)}).of("R")
    assert (power.low, power.point, power.high) == (1.0, 1.0, 1.0)
    assert "above 0.5, control" in how


def test_another_block_takes_power_away() -> None:
    held = {"R": stated(0.3), "X": stated(0.2)}
    power, how = Ballot(among(), held).of("R")
    assert power.point == pytest.approx(0.36)
    assert "blocks of 0.2" in how


@pytest.mark.parametrize("other", [exact(0.2), stated(0.2)])
def test_who_has_no_votes_or_no_figure_is_no_block(other: Figure) -> None:
    silent = ["X"] if other.claims else []
    power, _ = Ballot(among(), {"R": stated(0.3), "X": other}, silent).of("R")
    assert power.point == pytest.approx(3 / 7)


def test_o2_companies_in_between_cast_one_vote() -> None:
    """What a group decides is the same however it splits its holding, and is shared by votes."""
    held = {"One": stated(0.25), "Two": stated(0.15), "X": stated(0.1)}
    ballot = Ballot(among(("Rocket", "One", 1.0), ("Rocket", "Two", 0.6)), held)
    one, two = ballot.of("One")[0], ballot.of("Two")[0]
    whole = Ballot(among(), {"Rocket": stated(0.4), "X": stated(0.1)}).of("Rocket")[0]
    assert one.point + two.point == pytest.approx(whole.point)
    assert one.point / two.point == pytest.approx(0.25 / 0.15)
    assert "under Rocket" in ballot.of("One")[1]


def test_a_minority_in_between_casts_its_own_votes() -> None:
    held = {"One": stated(0.25), "Two": stated(0.15)}
    ballot = Ballot(among(("Rocket", "One", 0.4), ("Rocket", "Two", 0.4)), held)
    assert ballot.of("One")[0].point == pytest.approx(oceanic_power([0.25, 0.15])[0])


def test_the_registrys_parents_cast_the_votes_of_their_companies() -> None:
    held = {"Searcher": stated(0.3), "CV Fund": stated(0.3)}  # both of Conglomerate
    power, how = Ballot(among(), held).of("CV Fund")
    assert power.point == pytest.approx(0.5)
    assert "under Conglomerate" in how


def test_figures_apart_are_weighed_after_the_power_not_before() -> None:
    """Key EV-CONFLICTING-NUMBERS: 25 percent at .75 and a third at .5 give .338 to .463."""
    parts = (
        Mass(0.25, 0.25, 0.25, 0.5833333333333334),
        Mass(0.33, 0.33, 0.33, 0.2916666666666667),
        Mass(0.0, None, 1.0, 0.125),
    )
    low, point, high = Figure(low=0.24, point=0.28, high=0.37, how="", parts=parts).through(
        lambda votes: 1.0 if votes > 0.5 else votes / (1.0 - votes)
    )
    assert (low, high) == pytest.approx((0.3381011608623549, 0.4631011608623549))
    assert low <= point <= high


@given(st.floats(0.0, 0.45), st.floats(0.0, 0.1), st.lists(st.floats(0.0, 0.2), max_size=2))
def test_o5_more_votes_decide_no_less(own: float, more: float, others: list[float]) -> None:
    rest = {f"X{i}": stated(share) for i, share in enumerate(others)}
    before = Ballot(among(), {"R": stated(own), **rest}).of("R")[0]
    after = Ballot(among(), {"R": stated(own + more), **rest}).of("R")[0]
    assert before.low <= before.point <= before.high
    for one, other in zip((before.low, before.point), (after.low, after.point), strict=True):
        assert other >= one - 1e-9


def test_who_has_most_votes_of_a_holder_casts_with_it() -> None:
    doc = document("d", publisher="Reuters", published=DAY)
    tie = claim("ownership", "Top", "Sub", doc, percent=10.0, votes=60.0)
    held = {"Top": stated(0.3), "Sub": stated(0.2)}
    power, how = Ballot(case([tie], [doc]), held).of("Top")
    assert "cast with 0.2 of its group" in how
    assert power.point > Ballot(among(("Top", "Sub", 0.1)), held).of("Top").power.point
