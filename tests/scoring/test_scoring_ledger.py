"""The ledger sums to what is printed; tiers, factors and open questions."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import belief, event, events, interval, mechanism

from vendorrisk.model.assessment import Event
from vendorrisk.scoring.ledger import (
    DIGITS,
    decibels,
    factors,
    largest_remainder,
    ledger,
    open_questions,
    rounded,
    tier,
)
from vendorrisk.scoring.tree import score

UNIT = 10**DIGITS


def units(values: list[float]) -> list[int]:
    """Return printed values as whole units, so that sums are exact."""
    return [round(value * UNIT) for value in values]


@given(events(), st.floats(0.0, 0.9))
def test_contributions_sum_to_the_printed_point(listed: list[Event], leak: float) -> None:
    found = score([listed], leak)[0]
    lines = ledger(listed, found)
    total = sum(units([line.contribution for line in lines]))
    expected = found.risk.point if leak == 0.0 else math.fsum(found.shapley)
    assert abs(total - expected * UNIT) <= 0.5 + 1e-6
    if leak == 0.0:
        assert total == units([rounded(found.risk).point])[0]
    assert all(line.contribution >= 0.0 for line in lines)
    assert sorted(line.id for line in lines) == sorted(one.id for one in listed)


@given(events(), st.floats(0.0, 0.9))
def test_factors_divide_the_ledger(listed: list[Event], leak: float) -> None:
    found = score([listed], leak)[0]
    lines = ledger(listed, found)
    parts = factors(listed, lines, leak)
    assert [part.factor for part in parts] == ["ownership", "clients", "leadership"]
    assert sum(units([part.contribution for part in parts])) == sum(
        units([line.contribution for line in lines])
    )
    for part in parts:
        assert leak - 1e-6 <= part.risk.low <= part.risk.point <= part.risk.high
        assert part.risk.high <= rounded(found.risk).high + 1e-6


def test_a_leak_is_nobodys_contribution() -> None:
    listed = [event("a", mechanism(1.0)), event("idle", mechanism(0.0))]
    found = score([listed], 0.2)[0]
    lines = ledger(listed, found)
    assert {line.id: line.contribution for line in lines} == {"a": 0.4, "idle": 0.0}
    assert found.risk.point == pytest.approx(0.6)
    assert ledger([], score([[]], 0.2)[0]) == ()


def test_ledger_is_in_order_and_tells_no_minus_zero() -> None:
    listed = [
        event("b", mechanism(0.2)),
        event("a", mechanism(0.2)),
        event("none", mechanism(0.0)),
        event("most", mechanism(0.9)),
    ]
    lines = ledger(listed, score([listed], 0.0)[0])
    assert [line.id for line in lines] == ["most", "a", "b", "none"]
    assert "-0.0" not in json.dumps([line.model_dump() for line in lines])


def test_ledger_survives_a_certain_event() -> None:
    """Nine links of 0.99 leave 1e-18, which is less than a float can take from 1."""
    sure = event("sure", *(mechanism(1.0, 0.99) for _ in range(9)))
    (line,) = ledger([sure], score([[sure]], 0.0)[0])
    assert (line.contribution, line.decibels) == (1.0, 150.0)


@pytest.mark.parametrize(
    ("values", "total", "digits", "expected"),
    [
        ([], 0.0, 2, []),
        ([0.333, 0.333, 0.334], 1.0, 2, [0.33, 0.33, 0.34]),
        ([0.335, 0.335, 0.33], 1.0, 2, [0.34, 0.33, 0.33]),  # a tie goes to the first
        ([0.004, 0.004, 0.004], 0.01, 2, [0.01, 0.0, 0.0]),
        ([0.0, 0.006, 0.0], 0.01, 2, [0.0, 0.01, 0.0]),
        ([0.5, 0.5], 1.0, 0, [1.0, 0.0]),
    ],
)
def test_largest_remainder(
    values: list[float], total: float, digits: int, expected: list[float]
) -> None:
    assert largest_remainder(values, total, digits) == expected


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20))
def test_largest_remainder_moves_nothing_by_more_than_a_unit(values: list[float]) -> None:
    total = round(math.fsum(values), DIGITS)
    parts = largest_remainder(values, total, DIGITS)
    assert sum(units(parts)) == round(total * UNIT)
    assert all(abs(p - v) <= 1.0 / UNIT + 1e-9 for p, v in zip(parts, values, strict=True))
    assert all(p == 0.0 for p, v in zip(parts, values, strict=True) if v == 0.0)


@pytest.mark.parametrize(
    ("low", "high", "name"),
    [
        (0.5, 0.9, "HIGH"),
        (0.499999, 0.9, "UNDETERMINED"),
        (0.1, 0.5, "UNDETERMINED"),  # the bound belongs to HIGH: an end on it is not below
        (0.1, 0.499999, "LOW"),
        (0.0, 1.0, "UNDETERMINED"),
        (0.5, 0.5, "HIGH"),
    ],
)
def test_tier_reads_the_whole_interval(low: float, high: float, name: str) -> None:
    found, reason = tier(interval(low, low, high), 0.5)
    assert found == name
    assert "0.5" in reason


def test_open_questions_by_what_they_hold_up() -> None:
    vacuous = belief(0.0, 0.1, 1.0)
    listed = [
        event("known", mechanism(0.9)),
        event("small", mechanism(0.2), claim=vacuous, known=False, questions=("N01",)),
        event("large", mechanism(0.8), claim=vacuous, known=False),
        event("none", mechanism(0.0), claim=vacuous, known=False),
    ]
    high = score([listed], 0.0)[0].risk.high
    found = open_questions(listed, high, 0.0)
    assert [q.id for q in found] == ["large", "small", "none"]
    assert found[1].questions == ("N01",)
    without = score([[e for e in listed if e.id != "large"]], 0.0)[0].risk.high
    assert found[0].effect == round(high - without, DIGITS)
    assert found[2].effect == 0.0


@given(events())
def test_open_questions_never_lower_the_high_end(listed: list[Event]) -> None:
    high = score([listed], 0.0)[0].risk.high
    found = open_questions(listed, high, 0.0)
    assert all(question.effect >= 0.0 for question in found)
    assert len(found) == sum(not one.known for one in listed)


@pytest.mark.parametrize(
    ("risk", "expected"), [(0.0, 0.0), (0.5, 3.0103), (0.9, 10.0), (0.99, 20.0), (1.0, 150.0)]
)
def test_decibels(risk: float, expected: float) -> None:
    assert decibels(risk) == expected
    assert str(decibels(0.0)) == "0.0"
