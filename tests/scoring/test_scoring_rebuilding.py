"""Events made anew: nothing changed is nothing changed, and a group follows its people."""

from __future__ import annotations

import pytest
from hypothesis import given
from worlds import spoken_events

from vendorrisk.model.assessment import Event
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled


@given(spoken_events())
def test_without_a_change_events_are_equal_bit_for_bit(listed: list[Event]) -> None:
    assert rebuilt(listed, lambda belief: belief) == listed


@given(spoken_events())
def test_all_settled_yes_is_certain_and_all_no_is_nothing(listed: list[Event]) -> None:
    for true, end in ((True, 1.0), (False, 0.0)):
        for event in rebuilt(listed, lambda b, t=true: settled(b, t)):
            assert event.claim is not None
            for claim in (event.claim, *beliefs_of(event)):
                ends = (claim.low, claim.point, claim.high)
                assert ends == pytest.approx((end, end, end))
                assert claim.families == ()
