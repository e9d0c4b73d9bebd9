"""Invariant V1: the value of knowing a claim, beside all worlds; vacuous claims also as even."""

from __future__ import annotations

import math
import random

import naive
import pytest
from hypothesis import given, settings
from worlds import belief, buyer, event, events, mechanism

from vendorrisk.evidence.fusion import joined
from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief
from vendorrisk.model.buyer import Action, Appetite
from vendorrisk.scoring.information import values_of_information
from vendorrisk.scoring.rebuilding import beliefs_of

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


def drawn(random_: random.Random) -> list[Event]:
    """Return up to four events over four claims, some of them vacuous, most in several events."""

    def claim(i: int) -> Belief:
        ends = sorted(random_.random() for _ in range(3))
        if random_.random() < 0.4:
            ends = [0.0, random_.choice([0.0, ends[1], 1.0]), 1.0]
        return belief(*ends).model_copy(update={"key": f"c{i}"})

    claims = [claim(i) for i in range(4)]
    return [
        event(
            f"e{i}",
            *(
                mechanism(random_.random(), 0.99 * random_.random(), random_.choice(claims))
                for _ in range(random_.randint(1, 2))
            ),
            claim=random_.choice(claims),
        )
        for i in range(random_.randint(1, 4))
    ]


def knowing(listed: list[Event], leak: float) -> dict[str, float]:
    """Return what every claim is worth, by counting the worlds of all claims."""
    told = [
        (
            one.claim.key if one.claim else "",
            [(m.link, m.severity.point, m.claim.key if m.claim else None) for m in one.mechanisms],
        )
        for one in listed
    ]
    held = {b.key: b for one in listed for b in beliefs_of(one)}
    chances = {key: b.point for key, b in held.items()}
    losses = [(a.fixed, a.per_risk) for a in (APPETITE.accept, APPETITE.mitigate, APPETITE.replace)]
    return {
        key: max(
            naive.value_of_knowing(told, chances | {key: p}, leak, losses, key)
            for p in ([b.point, 0.5] if (b.low, b.high) == (0.0, 1.0) else [b.point])
        )
        for key, b in held.items()
    }


def test_v1_a_shared_claim_is_worth_its_joint_effect_on_600_worlds() -> None:
    random_ = random.Random(20251127)
    some = 0
    for _ in range(600):
        listed = drawn(random_)
        leak = random_.choice([0.0, 0.2])
        worth = knowing(listed, leak)
        found = values_of_information(listed, leak, APPETITE)
        for one, value in zip(listed, found, strict=True):
            best = max(worth[b.key] for b in beliefs_of(one))
            assert value == pytest.approx(best, abs=2e-6)
            some += best > 0.01
    assert some > 200  # or nothing was tried


def test_a_claim_in_two_events_is_worth_more_than_in_one() -> None:
    """At p = .5 either event alone leaves the cheapest action as it is; both together do not."""
    claim = belief(0.1, 0.3, 0.9).model_copy(update={"key": "same"})
    one, two = (event(name, mechanism(0.5, 0.5), claim=claim) for name in "ab")
    alone = values_of_information([one], 0.0, APPETITE)[0]
    joint = values_of_information([one, two], 0.0, APPETITE)
    worth = knowing([one, two], 0.0)["same"]
    assert alone == 0.0
    assert joint == (pytest.approx(worth), pytest.approx(worth))
    assert worth > 1.0


def test_one_member_of_a_group_who_stands_elsewhere_too() -> None:
    """A group of two, one of whom sits on the rival's board by the same move."""
    shared = belief(0.2, 0.5, 0.8).model_copy(update={"key": "ada"})
    other = belief(0.1, 0.4, 0.9).model_copy(update={"key": "bo"})
    weights = (0.6, 0.3)
    whole = belief(*(joined(weights, [shared.low, other.low]),) * 3)
    whole = whole.model_copy(
        update={
            "key": "ada+bo",
            "point": joined(weights, [shared.point, other.point]),
            "high": joined(weights, [shared.high, other.high]),
        }
    )
    group = event("g", mechanism(0.8, 0.9), claim=whole, others=(shared, other), weights=weights)
    seat = event("s", mechanism(0.7, 0.9), claim=shared)

    def risk(ada: float) -> float:
        return sum(
            weight
            * naive.noisy_or_tree(
                [(joined(weights, [x, 0.4]), [(0.9, 0.8, 1.0)]), (x, [(0.9, 0.7, 1.0)])], 0.0
            )
            for x, weight in ((1.0, ada), (0.0, 1.0 - ada))
        )

    def loss(r: float) -> float:
        actions = (APPETITE.accept, APPETITE.mitigate, APPETITE.replace)
        return min(a.fixed + a.per_risk * r for a in actions)

    expected = loss(risk(0.5)) - 0.5 * (loss(risk(1.0)) + loss(risk(0.0)))
    found = values_of_information([group, seat], 0.0, APPETITE)
    assert found[1] == pytest.approx(expected, abs=1e-6)
    assert found[0] >= found[1] > 0.0


def test_more_than_twelve_shared_claims_are_worth_about_their_joint_effect() -> None:
    random_ = random.Random(3)
    claims = [
        belief(*sorted(random_.random() for _ in range(3))).model_copy(update={"key": f"c{i}"})
        for i in range(14)
    ]
    listed = [
        event(f"{name}{i}", mechanism(0.3, 0.3), claim=claim)
        for i, claim in enumerate(claims)
        for name in "ab"
    ]
    apart = [1.0 - c.point * (1.0 - 0.91**2) for c in claims]
    actions = (APPETITE.accept, APPETITE.mitigate, APPETITE.replace)

    def loss(risk: float) -> float:
        return min(a.fixed + a.per_risk * risk for a in actions)

    now = loss(1.0 - math.prod(apart))
    found = values_of_information(listed, 0.0, APPETITE)
    for i, claim in enumerate(claims):
        rest = math.prod(apart[:i] + apart[i + 1 :])
        told = claim.point * loss(1.0 - rest * 0.91**2) + (1.0 - claim.point) * loss(1.0 - rest)
        assert found[2 * i] == found[2 * i + 1] == pytest.approx(now - told, abs=0.4)
