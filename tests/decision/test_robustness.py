"""Sources left out (X2, E9), and the stress run in which all sources are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from worlds import event, interval, mechanism, spoken, spoken_events

from vendorrisk.decision.robustness import refused, robustness, without_families
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Strength
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.ledger import rounded
from vendorrisk.scoring.rebuilding import beliefs_of
from vendorrisk.scoring.tree import score

P = load_parameters()
B = Strength(low=0.75, point=0.75, high=0.75)


def risk(listed: list[Event]) -> Interval:
    return rounded(score([listed], P.leak.value)[0].risk)


def ends(one: Interval) -> tuple[float, float, float]:
    return (one.low, one.point, one.high)


@given(spoken_events(signs=(1,)))
def test_x2_without_an_adverse_source_nothing_rises(listed: list[Event]) -> None:
    now = risk(listed)
    for left in without_families(listed, now, P):
        assert all(a <= b + 2e-6 for a, b in zip(ends(left.risk), ends(now), strict=True))
        assert left.change <= 2e-6


@given(spoken_events(signs=(-1,)))
def test_x2_without_an_exculpatory_source_nothing_falls(listed: list[Event]) -> None:
    now = risk(listed)
    for left in without_families(listed, now, P):
        assert all(a >= b - 2e-6 for a, b in zip(ends(left.risk), ends(now), strict=True))


@given(spoken_events())
def test_e9_a_claim_that_loses_its_only_source_is_vacuous(listed: list[Event]) -> None:
    for one in listed:
        for belief in beliefs_of(one):
            origins = {family.origin for family in belief.families}
            if len(origins) == 1:
                left = refused(belief, origins.pop(), 1.0)
                assert (left.low, left.point, left.high) == (0.0, belief.base_rate, 1.0)
                assert left.low <= belief.low and left.high >= belief.high


@given(spoken_events())
def test_a_source_that_is_not_there_changes_nothing_bit_for_bit(listed: list[Event]) -> None:
    for one in listed:
        for belief in beliefs_of(one):
            assert refused(belief, "Z", 1.0) == belief
            assert refused(belief, None, 1.0) == belief


@given(spoken_events())
def test_every_origin_is_left_out_once_and_the_change_is_the_difference(
    listed: list[Event],
) -> None:
    now = risk(listed)
    found = without_families(listed, now, P)
    origins = {f.origin for e in listed for b in beliefs_of(e) for f in b.families}
    assert sorted(f.origin for f in found) == sorted(origins)
    for left in found:
        assert now.point + left.change == pytest.approx(left.risk.point, abs=1e-9)
    assert [-abs(f.change) for f in found] == sorted(-abs(f.change) for f in found)


@given(spoken_events(signs=(1,)))
def test_e8_one_source_for_all_never_raises(listed: list[Event]) -> None:
    now = risk(listed)
    run = robustness(listed, now, P).stress[0]
    assert run.run == "one_source"
    assert all(a <= b + 2e-6 for a, b in zip(ends(run.risk), ends(now), strict=True))


def test_rests_on_one_source_only_when_it_does() -> None:
    strong = mechanism(1.0, 0.99)
    one = [event("e", strong, claim=spoken([("A", 1, B)]))]
    found = robustness(one, risk(one), P)
    assert found.rests_on == ("A",)  # near miss below: two sources, neither alone
    two = [event("e", strong, claim=spoken([("A", 1, B), ("B", 1, B)]))]
    again = robustness(two, risk(two), P)
    assert again.rests_on == ()
    assert [f.risk.low for f in again.families] == pytest.approx([0.7425, 0.7425])
    assert again.stress[0].risk.low == pytest.approx(0.7425)
    silent = [event("e", strong, claim=spoken([]))]
    assert robustness(silent, risk(silent), P).families == ()


@given(spoken_events())
def test_e1_the_order_of_events_does_not_matter(listed: list[Event]) -> None:
    one = robustness(listed, risk(listed), P)
    other = robustness(listed[::-1], risk(listed), P)
    assert [(f.origin, f.risk) for f in one.families] == [
        (f.origin, f.risk) for f in other.families
    ]
    assert [c.facts for c in one.changes] == [c.facts for c in other.changes]


def test_discount_of_the_parameters_is_kept(parameters: Parameters = P) -> None:
    belief = spoken([("A", 1, B), ("B", 1, B), ("C", 1, B)])
    assert refused(belief, "C", 0.0).low == pytest.approx(0.75)
    assert refused(belief, "C", 1.0).low == pytest.approx(0.9375)
    assert interval(0.5).low == 0.5
