"""Mitigations weaken the links of their channel and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import event, events, mechanism

from vendorrisk.model.assessment import Event
from vendorrisk.scoring.mitigation import Ease, eased
from vendorrisk.scoring.tree import score

LEAK = 0.02


def channelled(found: list[Event], channels: list[str]) -> list[Event]:
    """Return events whose mechanisms run through the given channels in turn."""
    out = []
    for one in found:
        new = [
            m.model_copy(update={"channel": channels[i % len(channels)]})
            for i, m in enumerate(one.mechanisms)
        ]
        out.append(one.model_copy(update={"mechanisms": tuple(new)}))
    return out


def test_by_hand() -> None:
    told = [event("a", mechanism(0.8, 0.5)), event("b", mechanism(0.4, 0.5))]
    told = channelled(told, ["rights"])
    told[1] = told[1].model_copy(update={"party": "Meta"})
    (both,) = score([eased(told, [Ease("rights", 0.25)])], 0.0)
    assert both.risk.point == pytest.approx(1 - (1 - 0.25 * 0.4) * (1 - 0.25 * 0.2))
    (one,) = score([eased(told, [Ease("rights", 0.25, "Meta")])], 0.0)
    assert one.risk.point == pytest.approx(1 - (1 - 0.4) * (1 - 0.25 * 0.2))
    (twice,) = score([eased(told, [Ease("rights", 0.5), Ease("rights", 0.5)])], 0.0)
    assert twice.risk.point == pytest.approx(both.risk.point)


@given(events(most=4), st.lists(st.floats(0.0, 1.0), min_size=1, max_size=3))
def test_no_end_rises_and_other_channels_stay(found: list[Event], parts: list[float]) -> None:
    told = channelled(found, ["rights", "votes"])
    after = eased(told, [Ease("rights", left) for left in parts])
    (before,), (with_them,) = score([told], LEAK), score([after], LEAK)
    for end in ("low", "point", "high"):
        assert getattr(with_them.risk, end) <= getattr(before.risk, end) + 1e-12
    for old, new in zip(told, after, strict=True):
        assert new.claim == old.claim
        for one, other in zip(old.mechanisms, new.mechanisms, strict=True):
            assert other.severity == one.severity
            assert other.claim == one.claim
            assert other.link == one.link or (one.channel == "rights" and old.known)


@given(events(most=3))
def test_what_is_not_evidenced_changes_not_a_bit(found: list[Event]) -> None:
    told = channelled(found, ["rights", "votes"])
    assert eased(told, [Ease("rights", 1.0)]) == told
    assert eased(told, [Ease("capture", 0.0)]) == told
    assert eased(told, []) == told


def test_an_open_question_is_answered_by_no_measure() -> None:
    asked = channelled([event("a", mechanism(0.8, 0.5), known=False)], ["rights"])
    assert eased(asked, [Ease("rights", 0.0)]) == asked
