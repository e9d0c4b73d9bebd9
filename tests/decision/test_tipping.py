"""The smallest set of facts that changes the tier, beside trying every set and every answer."""

from __future__ import annotations

from collections.abc import Mapping

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import event, mechanism, spoken, spoken_events

from vendorrisk.decision.tipping import tipping
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief, Strength
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled
from vendorrisk.scoring.tree import score


def risk(listed: list[Event]) -> Interval:
    return rounded(score([listed], 0.0)[0].risk)


def answered(listed: list[Event], answers: Mapping[str, bool]) -> Interval:
    def change(belief: Belief) -> Belief:
        return settled(belief, answers[belief.key]) if belief.key in answers else belief

    return risk(rebuilt(listed, change))


@given(spoken_events(most=3), st.sampled_from([0.1, 0.3, 0.5, 0.7]))
@settings(max_examples=60, deadline=None)
def test_no_smaller_set_and_no_mix_of_answers_would_do(
    listed: list[Event], threshold: float
) -> None:
    now = risk(listed)
    name = tier(now, threshold)[0]
    keys = sorted({b.key for e in listed for b in beliefs_of(e)})
    if len(keys) > 9:
        return
    found = tipping(listed, now, 0.0, threshold)
    for change in found:
        after = answered(listed, {f.key: f.answer == "yes" for f in change.facts})
        assert (after, tier(after, threshold)[0]) == (change.risk, change.tier)
        assert change.tier != name
    sets = naive.smallest_sets(
        len(keys),
        lambda given_: _shifted(listed, keys, given_, threshold),
        lambda moved: moved != _rank(name),
    )
    if not sets:
        assert found == ()
    else:
        assert min(len(change.facts) for change in found) == len(sets[0])


def _shifted(
    listed: list[Event], keys: list[str], given_: Mapping[int, bool], threshold: float
) -> float:
    return _rank(tier(answered(listed, {keys[i]: v for i, v in given_.items()}), threshold)[0])


def _rank(name: str) -> float:
    return float(("LOW", "UNDETERMINED", "HIGH").index(name))


HALF = Strength(low=0.5, point=0.5, high=0.5)


def test_counts_and_order_are_told() -> None:
    listed = [
        event(name, mechanism(1.0, link), claim=spoken([("A", 1, HALF)], key=name))
        for name, link in (("a", 0.6), ("b", 0.6), ("c", 0.9))
    ]
    now = risk(listed)
    assert tier(now, 0.5)[0] == "HIGH"
    (change,) = tipping(listed, now, 0.0, 0.5)
    assert [(f.line, f.answer) for f in change.facts] == [("c", "no"), ("a", "no")]
    assert change.others == 2  # c with b, a with b; without c alone the low end is still 0.51
    assert tipping(listed[::-1], now, 0.0, 0.5) == (change,)


def test_both_ways_from_the_middle() -> None:
    listed = [event("a", mechanism(1.0, 0.9), claim=spoken([], key="a"))]
    down, up = tipping(listed, risk(listed), 0.0, 0.5)
    assert (down.tier, down.facts[0].answer, down.risk.high) == ("LOW", "no", 0.0)
    assert (up.tier, up.facts[0].answer) == ("HIGH", "yes")
    assert up.risk.low == pytest.approx(0.9)


def test_nothing_to_settle_is_no_answer() -> None:
    listed = [event("a", mechanism(1.0, 0.9))]  # certain
    assert tipping(listed, risk(listed), 0.0, 0.5) == ()
    assert tipping([], Interval(low=0, point=0, high=0), 0.0, 0.5) == ()


def test_many_small_lines_are_searched_in_bounded_time() -> None:
    listed = [
        event(f"e{i:03}", mechanism(0.02), claim=spoken([("A", 1, HALF)], key=f"k{i}"))
        for i in range(200)
    ]
    assert tipping(listed, risk(listed), 0.0, 0.5) == ()
