"""The cheapest action at each end of the interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from worlds import buyer, interval, intervals

from vendorrisk.decision.appetite import decide
from vendorrisk.model.assessment import Interval

# accept 100 R, mitigate 15 + 40 R, replace 45: accept up to 0.25, replace from 0.75


@pytest.mark.parametrize(
    ("risk", "action"),
    [
        (0.0, "accept"),
        (0.2499, "accept"),
        (0.25, "accept"),  # 25 and 25: the milder one is named
        (0.2501, "mitigate"),
        (0.7499, "mitigate"),
        (0.75, "mitigate"),  # 45 and 45
        (0.7501, "replace"),
        (1.0, "replace"),
    ],
)
def test_the_cheapest_action(risk: float, action: str) -> None:
    found = decide(interval(risk), buyer())
    assert (found.at_low, found.at_point, found.at_high) == (action,) * 3


def test_thin_evidence_pulls_the_ends_apart() -> None:
    found = decide(interval(0.1, 0.5, 0.9), buyer())
    assert (found.at_low, found.at_point, found.at_high) == ("accept", "mitigate", "replace")
    assert [(x.action, x.low, x.point, x.high) for x in found.losses] == [
        ("accept", 10.0, 50.0, 90.0),
        ("mitigate", 19.0, 35.0, 51.0),
        ("replace", 45.0, 45.0, 45.0),
    ]


@given(intervals)
def test_losses_are_in_order(risk: Interval) -> None:
    for loss in decide(risk, buyer()).losses:
        assert loss.low <= loss.point <= loss.high


@given(intervals)
def test_the_named_action_is_never_dearer_than_another(risk: Interval) -> None:
    found = decide(risk, buyer())
    for end in ("low", "point", "high"):
        by_name = {loss.action: getattr(loss, end) for loss in found.losses}
        assert by_name[getattr(found, f"at_{end}")] == min(by_name.values())
