"""How much of a rival a party is, for one buyer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DAY, PARTIES, VENDOR, buyer, case, claim, document, stories, teller

from vendorrisk.mechanisms.rivalry import Rivalry
from vendorrisk.model.buyer import Buyer, Rival
from vendorrisk.rulebook import load_parameters

UNKNOWN = load_parameters().ownership.unknown_rivalry


def ends(found: Rivalry) -> tuple[float, float, float]:
    return (found.low, found.point, found.high)


@pytest.mark.parametrize(
    ("party", "value", "why"),
    [
        ("Searcher", 1.0, "declared rival of Buyer (1)"),
        ("Searcher Lab", 1.0, "through its parent Searcher"),
        ("Conglomerate", 1.0, "one group with Searcher"),  # the parent gains what its company gains
        ("CV Fund", 1.0, "one group with Searcher"),  # and so does the parent's fund
        ("Friendly", 0.5, "declared rival of Buyer (0.5)"),
        ("Friendly Apps", 0.5, "through its parent Friendly"),
        ("Buyer", 0.0, "own group"),
        # near misses
        ("Rocket", 0.0, "not among the declared rivals"),
        ("Blank", 0.0, "not among the declared rivals"),
        ("Pension Fund", 0.0, "a fund"),
        ("Ministry", 0.0, "a government"),
        ("Ada Weaver", 0.0, "a person"),
    ],
)
def test_declared(party: str, value: float, why: str) -> None:
    found = case().rivalries.of(party)
    assert ends(found) == (value,) * 3
    assert why in found.why


def test_a_party_nobody_knows_is_unknown_not_nothing() -> None:
    found = case().rivalries.of("Nobody")
    assert ends(found) == (UNKNOWN.low, UNKNOWN.point, UNKNOWN.high)
    assert found.low < found.high


@pytest.mark.parametrize(
    ("who", "party", "value"),
    [
        (buyer(name="Searcher"), "Searcher", 0.0),
        (buyer(name="Searcher"), "Searcher Lab", 0.0),
        (buyer(name="Searcher"), "Conglomerate", 0.0),  # its own parent
        (buyer(name="Searcher"), "Friendly", 0.5),
        (buyer(name="Outsider", group=("Friendly",)), "Friendly", 0.0),
        (buyer(name="Outsider", group=("Friendly",)), "Friendly Apps", 0.0),
    ],
)
def test_the_buyers_own_group_is_no_rival(who: Buyer, party: str, value: float) -> None:
    assert case(who=who).rivalries.of(party).point == value


def test_the_nearest_declaration_counts() -> None:
    rivals = (
        Rival(name="Searcher", rivalry=1.0, why="w"),
        Rival(name="Searcher Lab", rivalry=0.25, why="w"),
    )
    found = case(who=buyer(rivals=rivals)).rivalries
    assert found.of("Searcher Lab").point == 0.25
    assert found.of("Searcher").point == 1.0
    assert found.of("Conglomerate").point == 1.0  # one step from Searcher, two from the lab
    twice = (
        Rival(name="Friendly", rivalry=0.2, why="w"),
        Rival(name="Friendly", rivalry=0.6, why="w"),
    )
    for order in (twice, twice[::-1]):
        assert case(who=buyer(rivals=order)).rivalries.of("Friendly").point == 0.6


@pytest.mark.parametrize(
    ("markets", "party", "value"),
    [
        ({"search": 0.7, "models": 0.3}, "Searcher", 1.0),
        ({"search": 0.7, "models": 0.3}, "Friendly", 0.3),
        ({"search": 0.7, "social": 0.3}, "Friendly Apps", 0.3),  # its parent's markets are its own
        ({"search": 0.7}, "Rocket", 0.0),
        ({"search": 0.9, "models": 0.9}, "Searcher", 1.0),  # no more than all
        ({"search": 0.7}, "Blank", 0.1),  # its markets are not known: unknown, point of the band
    ],
)
def test_by_market(markets: dict[str, float], party: str, value: float) -> None:
    found = case(who=buyer(rivals=(), markets=markets)).rivalries.of(party)
    assert found.point == pytest.approx(value)
    assert (found.high > found.low) is (party == "Blank")


def test_the_highest_a_hidden_rival_can_be() -> None:
    assert case().rivalries.highest == 1.0
    assert case(who=buyer(rivals=(), markets={"a": 0.1})).rivalries.highest == 1.0
    assert case(who=buyer(rivals=())).rivalries.highest == 0.0


def held(*stakes: tuple[str, str, float], **values: object) -> list:
    docs = [document(f"d{i}", publisher="Reuters", published=DAY) for i in range(len(stakes))]
    return [
        [
            claim("ownership", a, b, doc, percent=100 * share, **values)
            for doc, (a, b, share) in zip(docs, stakes, strict=True)
        ],
        docs,
    ]


def test_a_fund_gains_by_what_it_holds_of_a_rival() -> None:
    found = case(*held(("Pension Fund", "Searcher", 0.3))).rivalries.of("Pension Fund")
    # one B source: belief (0.75, 0.875, 1), share (0.225, 0.3, 0.475)
    assert ends(found) == pytest.approx((0.75 * 0.225, 0.875 * 0.3, 0.475))
    assert "holds part of Searcher" in found.why
    assert len(found.claims) == 1
    half = case(*held(("Pension Fund", "Friendly", 0.3))).rivalries.of("Pension Fund")
    assert half.point == pytest.approx(found.point / 2)


def test_a_company_that_a_rival_holds_is_partly_a_rival() -> None:
    found = case(*held(("Searcher", "Rocket", 0.4))).rivalries.of("Rocket")
    assert 0.0 < found.low < found.point < found.high < 1.0
    assert "is held by Searcher" in found.why


def test_through_a_chain() -> None:
    story = held(("Pension Fund", "Rocket", 1.0), ("Rocket", "Searcher", 1.0))
    direct = case(*held(("Pension Fund", "Searcher", 1.0))).rivalries.of("Pension Fund")
    found = case(*story).rivalries.of("Pension Fund")
    assert 0.0 < found.point < direct.point  # two beliefs instead of one
    assert found.high == direct.high == 1.0


def test_one_group_counts_once() -> None:
    """A share of the parent is a share of the company below it, not one more."""
    one = case(*held(("Pension Fund", "Conglomerate", 0.1))).rivalries.of("Pension Fund")
    story = held(("Pension Fund", "Conglomerate", 0.1), ("Conglomerate", "Searcher", 1.0))
    both = case(*story).rivalries.of("Pension Fund")
    assert ends(both) == pytest.approx(ends(one))
    other = held(("Pension Fund", "Conglomerate", 0.1), ("Pension Fund", "Friendly", 0.1))
    assert case(*other).rivalries.of("Pension Fund").point == pytest.approx(1.5 * one.point)


@pytest.mark.parametrize("names", [("Searcher Lab", "Searcher"), ("Searcher", "Searcher Lab")])
def test_one_holding_told_under_two_names_counts_once(names: tuple[str, str]) -> None:
    story = held((names[0], "Friendly", 0.2), (names[1], "Friendly", 0.1))
    who = buyer(rivals=(Rival(name="Friendly", rivalry=1.0, why="w"),))
    found = case(*story, who=who).rivalries.of("Searcher Lab")
    alone = case(*held((names[0], "Friendly", 0.2)), who=who).rivalries.of("Searcher Lab")
    assert ends(found) == ends(alone)


def test_a_circle_that_owns_itself_is_unknown_not_nothing() -> None:
    story = held(("Rocket", "Blank", 1.0), ("Blank", "Rocket", 1.0), ("Blank", "Searcher", 0.1))
    found = case(*story).rivalries.of("Rocket")
    assert found.high == 1.0
    assert found.low < found.high
    assert found.low <= found.point


def test_a_denied_holding_is_none() -> None:
    story = held(("Pension Fund", "Searcher", 0.3), modality="denied")
    assert ends(case(*story).rivalries.of("Pension Fund")) == (0.0, 0.0, 0.0)


def test_the_vendor_in_between_is_no_tie_to_itself() -> None:
    assert ends(case(*held(("Rocket", "Rocket", 0.3))).rivalries.of("Rocket")) == (0.0, 0.0, 0.0)


@given(stories(), st.sampled_from(PARTIES))
@settings(max_examples=120)
def test_ends_are_in_order(story: tuple, party: str) -> None:
    found = case(*story).rivalries.of(party)
    assert 0.0 <= found.low <= found.point <= found.high <= 1.0
    assert found.why


def test_is_own_by_group() -> None:
    found = case(who=buyer(name="Searcher")).rivalries
    assert found.is_own("Searcher Lab")
    assert not found.is_own("Friendly")
    assert not found.is_own(VENDOR)


def test_what_a_rival_controls_is_a_rival_as_far_as_that_is_believed() -> None:
    found = case(*held(("Searcher", "Rocket", 0.6))).rivalries.of("Rocket")
    assert found.point == pytest.approx(0.875)  # not 0.875 x 0.6
    assert "Searcher → Rocket 0.875" in found.why


def test_control_adds_up_through_what_is_controlled() -> None:
    story = held(
        ("Searcher", "One", 0.8),
        ("Searcher", "Two", 0.8),
        ("One", "Rocket", 0.3),
        ("Two", "Rocket", 0.3),
    )
    found = case(*story).rivalries.of("Rocket")
    assert found.point == pytest.approx(0.875**2)
    assert found.low < found.point


def test_the_chains_are_printed_with_their_products() -> None:
    story = held(("Pension Fund", "One", 0.5), ("One", "Searcher", 0.4))
    found = case(*story).rivalries.of("Pension Fund")
    assert "Pension Fund → One → Searcher 0.4375 x 0.35 = 0.1531" in found.why
    assert found.point == pytest.approx(0.4375 * 0.35)


def test_most_of_the_votes_control_whatever_the_shares() -> None:
    def rivalry(**values: Any) -> float:
        held = {"kind": "ownership", "subject": "Searcher", "object": "Blank", "percent": 10.0}
        return teller(**held)(values).rivalries.of("Blank").point

    assert rivalry(votes=60.0) > 0.8 > 0.2 > rivalry()
    assert rivalry(votes=40.0) == pytest.approx(rivalry())
