"""Invariant V1: the value of knowing a claim, beside all worlds; vacuous claims also as even."""

from __future__ import annotations

import naive
import pytest
from hypothesis import given, settings
from worlds import belief, buyer, event, events, mechanism

from vendorrisk.model.assessment import Event
from vendorrisk.model.buyer import Action, Appetite
from vendorrisk.scoring.information import values_of_information

APPETITE = buyer().appetite
Flat = list[tuple[float, list[tuple[float, float, float]]]]


def flat(listed: list[Event]) -> Flat:
    return [
        (
            1.0 if one.claim is None else one.claim.point,
            [
                (m.link, m.severity.point, 1.0 if m.claim is None else m.claim.point)
                for m in one.mechanisms
            ],
        )
        for one in listed
    ]


def loss(worlds: Flat) -> float:
    risk = naive.noisy_or_tree(worlds, 0.0)
    actions = (APPETITE.accept, APPETITE.mitigate, APPETITE.replace)
    return min(a.fixed + a.per_risk * risk for a in actions)


def told(worlds: Flat, e: int, p: float) -> Flat:
    return [*worlds[:e], (p, worlds[e][1]), *worlds[e + 1 :]]


def gain(worlds: Flat, e: int, p: float) -> float:
    now = loss(told(worlds, e, p))
    return now - p * loss(told(worlds, e, 1.0)) - (1.0 - p) * loss(told(worlds, e, 0.0))


@given(events(most=2))
@settings(max_examples=60)
def test_v1_between_nothing_and_knowing_everything(listed: list[Event]) -> None:
    values = values_of_information(listed, 0.0, APPETITE)
    assert len(values) == len(listed)
    assert all(0.0 <= value <= 60.0 for value in values)
    bare = [one.model_copy(update={"mechanisms": ()}) for one in listed]
    assert values_of_information(bare, 0.0, APPETITE) == (0.0,) * len(listed)


@given(events(most=3))
@settings(max_examples=60)
def test_v1_root_claims_by_all_worlds(listed: list[Event]) -> None:
    plain = [
        one.model_copy(
            update={
                "mechanisms": tuple(m.model_copy(update={"claim": None}) for m in one.mechanisms)
            }
        )
        for one in listed
    ]
    worlds = flat(plain)
    found = values_of_information(plain, 0.0, APPETITE)
    for e, one in enumerate(plain):
        chances = [worlds[e][0]]
        if one.claim is not None and one.claim.low == 0.0 and one.claim.high == 1.0:
            chances.append(0.5)
        expected = max(gain(worlds, e, p) for p in chances)
        assert found[e] == pytest.approx(expected, abs=1e-6)


def test_v1_where_no_action_flips_nothing_is_worth_knowing() -> None:
    only = Appetite(
        accept=Action(fixed=0, per_risk=100),
        mitigate=Action(fixed=200, per_risk=100),
        replace=Action(fixed=300, per_risk=0),
    )
    listed = [event("e", mechanism(0.9, 0.9), claim=belief(0.0, 0.5, 1.0))]
    assert values_of_information(listed, 0.0, only) == (0.0,)
    assert values_of_information(listed, 0.0, APPETITE)[0] > 1.0


def test_what_is_certain_is_worth_nothing_to_know() -> None:
    listed = [event("e", mechanism(0.9, 0.9)), event("f", mechanism(0.9), claim=belief(1.0))]
    assert values_of_information(listed, 0.0, APPETITE) == (0.0, 0.0)


def test_a_vacuous_claim_is_also_taken_as_even() -> None:
    link = 0.9
    vacuous = [event("e", mechanism(1.0, link), claim=belief(0.0, 0.01, 1.0))]
    spoken = [event("e", mechanism(1.0, link), claim=belief(0.0, 0.01, 0.99))]
    even = gain(flat(vacuous), 0, 0.5)
    assert values_of_information(vacuous, 0.0, APPETITE)[0] == pytest.approx(even)
    assert values_of_information(spoken, 0.0, APPETITE)[0] == pytest.approx(
        gain(flat(spoken), 0, 0.01)
    )


def test_a_private_claim_counts_for_its_event() -> None:
    private = mechanism(1.0, 0.9, belief(0.0, 0.1, 1.0))
    root = [event("e", mechanism(1.0, 0.9), claim=belief(0.0, 0.1, 1.0))]
    inner = [event("e", private)]
    assert values_of_information(inner, 0.0, APPETITE) == values_of_information(root, 0.0, APPETITE)
    assert values_of_information(inner, 0.0, APPETITE)[0] > 0.0
