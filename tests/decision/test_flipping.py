"""Origins whose being wrong moves the tier, beside trying every set of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import event, mechanism, spoken, spoken_events

from vendorrisk.decision.flipping import if_wrong, without_origins
from vendorrisk.evidence.beliefs import fused
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief, Strength
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt
from vendorrisk.scoring.tree import score

P = load_parameters()
B = Strength(low=0.75, point=0.75, high=0.75)


def at(threshold: float) -> Parameters:
    limit = P.tier_threshold.model_copy(update={"value": threshold})
    return P.model_copy(update={"tier_threshold": limit})


def risk(listed: Sequence[Event]) -> Interval:
    return rounded(score([list(listed)], P.leak.value)[0].risk)


def left(listed: list[Event], gone: tuple[str, ...]) -> Interval:
    """Return the risk without origins: every belief fused again from whoever is left."""

    def change(belief: Belief) -> Belief:
        kept = [f for f in belief.families if f.origin not in gone]
        return fused(
            belief.key, belief.what, kept, belief.base_rate, P.evidence.family_discount.value
        )

    return risk(rebuilt(listed, change))


def tried(listed: list[Event], threshold: float) -> list[tuple[str, ...]]:
    """Return every smallest set of origins (at most 3) without which the tier is another."""
    origins = sorted({f.origin for e in listed for b in beliefs_of(e) for f in b.families})
    now = tier(risk(listed), threshold)[0]
    for size in range(1, 4):
        found = [
            chosen
            for chosen in combinations(origins, size)
            if tier(left(listed, chosen), threshold)[0] != now
        ]
        if found:
            return found
    return []


@given(spoken_events(most=3), st.sampled_from([0.1, 0.3, 0.5, 0.7]))
@settings(max_examples=60, deadline=None)
def test_no_smaller_set_moves_the_tier(listed: list[Event], threshold: float) -> None:
    now = risk(listed)
    found = if_wrong(listed, now, at(threshold))
    sets = tried(listed, threshold)
    for one in found:
        after = left(listed, one.origins)
        assert after == one.risk
        assert one.tier == tier(after, threshold)[0] != tier(now, threshold)[0]
    if not sets:
        assert found == ()
    else:
        assert min(len(one.origins) for one in found) == len(sets[0])
        assert {one.origins for one in found if len(one.origins) == len(sets[0])} <= set(sets)
        if len(found) == 1 and tier(now, threshold)[0] != "UNDETERMINED":
            assert found[0].others == len(sets) - 1


@given(spoken_events(most=3))
@settings(max_examples=30, deadline=None)
def test_the_order_of_events_makes_no_difference(listed: list[Event]) -> None:
    now = risk(listed)
    assert if_wrong(listed, now, P) == if_wrong(listed[::-1], now, P)


STRONG = mechanism(1.0, 0.99)


def test_two_sources_that_say_the_same_hold_it_up_together() -> None:
    pair = [event("e", STRONG, claim=spoken([("A", 1, B), ("B", 1, B)]))]
    (found,) = if_wrong(pair, risk(pair), P)
    assert (found.origins, found.lines, found.others) == (("A", "B"), ("e",), 0)
    assert (found.tier, found.risk.low) == ("UNDETERMINED", 0.0)
    alone = [event("e", STRONG, claim=spoken([("A", 1, B)]))]  # near miss: one is enough
    assert [one.origins for one in if_wrong(alone, risk(alone), P)] == [("A",)]


def test_four_that_say_the_same_are_more_than_is_searched() -> None:
    many = [event("e", STRONG, claim=spoken([(name, 1, B) for name in "ABCD"]))]
    assert if_wrong(many, risk(many), P) == ()


def test_one_source_over_several_lines_counts_with_all_of_them() -> None:
    listed = [
        event(f"e{i}", mechanism(1.0, 0.38), claim=spoken([("A", 1, B), (name, 1, B)], key=f"k{i}"))
        for i, name in enumerate("BC")
    ]
    now = risk(listed)
    assert tier(now, 0.5)[0] == "HIGH"
    found = if_wrong(listed, now, P)
    assert [one.origins for one in found] == [("A",)]
    assert found[0].lines == ("e0", "e1")


def test_a_denial_that_is_wrong_can_raise_the_tier() -> None:
    listed = [event("e", STRONG, claim=spoken([("A", 1, B), ("N", -1, B)]))]
    now = risk(listed)
    assert tier(now, 0.5)[0] == "UNDETERMINED"
    found = {one.tier: one.origins for one in if_wrong(listed, now, P)}
    assert found == {"HIGH": ("N",), "LOW": ("A",)}  # with the denial alone it is no more


def test_nothing_said_is_nothing_wrong() -> None:
    silent = [event("e", STRONG, claim=spoken([]))]
    assert if_wrong(silent, risk(silent), P) == ()
    assert if_wrong([], Interval(low=0, point=0, high=0), P) == ()


def test_many_sources_are_searched_in_bounded_steps() -> None:
    listed = [
        event(f"e{i:03}", mechanism(0.05), claim=spoken([(f"S{i}", 1, B)], key=f"k{i}"))
        for i in range(120)
    ]
    assert if_wrong(listed, risk(listed), P) == ()


def test_who_does_not_speak_changes_nothing_bit_for_bit() -> None:
    listed = [event("e", STRONG, claim=spoken([("A", 1, B)]))]
    assert without_origins(listed, frozenset({"Z"}), 1.0) == listed
    gone = without_origins(listed, frozenset({"A"}), 1.0)[0].claim
    assert gone is not None
    assert (gone.low, gone.high) == pytest.approx((0.0, 1.0))
