"""Conditions over named values: three-valued logic, and what a condition file may say."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from vendorrisk.decision.kleene import holds, judge
from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.named_value import NamedValue


def value(low: float | None, high: float | None, name: str = "x") -> NamedValue:
    return NamedValue(name=name, unit="share", low=low, high=high, how="")


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected"),
    [
        (0.25, 0.5, {"gte": 0.25}, True),
        (0.2, 0.25, {"gte": 0.25}, None),
        (0.2, 0.24, {"gte": 0.25}, False),
        (0.25, 0.5, {"gt": 0.25}, None),
        (0.1, 0.25, {"gt": 0.25}, False),
        (0.1, 0.25, {"lte": 0.25}, True),
        (0.1, 0.25, {"lt": 0.25}, None),
        (0.25, 0.3, {"lt": 0.25}, False),
        (0.3, 0.4, {"gte": 0.2, "lte": 0.5}, True),
        (0.3, 0.6, {"gte": 0.2, "lte": 0.5}, None),
        (0.6, 0.7, {"gte": 0.2, "lte": 0.5}, False),
        (None, None, {"gte": 0.0}, None),
        (None, None, {"lt": 5.0}, None),
        (None, None, {"known": True}, False),
        (None, None, {"known": False}, True),
        (0.0, 1.0, {"known": True}, True),
        (1.0, 1.0, {"is": True}, True),
        (0.0, 0.0, {"is": True}, False),
        (0.0, 1.0, {"is": True}, None),
        (0.0, 0.0, {"is": False}, True),
        (None, None, {"is": False}, None),
    ],
)
def test_a_bound_is_held_against_the_whole_interval(
    low: float | None, high: float | None, bound: dict[str, Any], expected: bool | None
) -> None:
    assert holds(value(low, high), Bound.model_validate(bound)) is expected


TRUTHS: dict[bool | None, NamedValue] = {
    True: value(1, 1),
    False: value(0, 0),
    None: value(None, None),
}


@pytest.mark.parametrize(("a", "b"), list(itertools.product(TRUTHS, repeat=2)))
def test_the_tables_are_those_of_kleene(a: bool | None, b: bool | None) -> None:
    values = {"a": TRUTHS[a], "b": TRUTHS[b]}
    leaves = [{"a": {"is": True}}, {"b": {"is": True}}]
    rank = {False: 0, None: 1, True: 2}  # the order of truth: all is the least, any the greatest
    told = {number: truth for truth, number in rank.items()}

    def of(body: dict[str, Any]) -> bool | None:
        return judge(Condition.model_validate(body), values).truth

    assert of({"all": leaves}) is told[min(rank[a], rank[b])]
    assert of({"any": leaves}) is told[max(rank[a], rank[b])]
    assert of({"not": leaves[0]}) is told[2 - rank[a]]
    assert of({"not": {"any": leaves}}) is of({"all": [{"not": one} for one in leaves]})


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_narrowing_a_value_never_turns_an_answer_round(a: float, b: float, bound: float) -> None:
    low, high = min(a, b), max(a, b)
    for name in ("gte", "gt", "lte", "lt"):
        wide = holds(value(low, high), Bound.model_validate({name: bound}))
        for point in (low, high, (low + high) / 2):
            narrow = holds(value(point, point), Bound.model_validate({name: bound}))
            assert narrow is not None
            assert wide is None or wide is narrow


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"all": []},
        {"any": [], "not": {"x": {"gte": 1}}},
        {"x": {}},
        {"x": {"above": 1}},
        {"x": {"gte": float("nan")}},
        {"x": {"gte": 1}, "y": {"gte": 1}},
        {"x": 3},
    ],
)
def test_a_condition_that_asks_nothing_or_two_things_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(body)


def test_the_leaves_tell_what_it_was_decided_on() -> None:
    body = {"all": [{"x": {"gte": 0.5}}, {"not": {"y": {"is": True}}}]}
    condition = Condition.model_validate(body)
    values = {"x": value(0.6, 0.7, "x"), "y": value(0, 0, "y")}
    found = judge(condition, values)
    assert found.truth is True
    assert [(leaf.value.name, leaf.truth) for leaf in found.leaves] == [("x", True), ("y", False)]
    assert list(condition.names()) == ["x", "y"]
