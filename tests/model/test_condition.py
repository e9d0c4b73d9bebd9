"""Bounds of named values: what is no question is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from vendorrisk.model.condition import Bound


@pytest.mark.parametrize(
    ("bound", "what"),
    [
        ({"gte": True}, "'true' is not a number"),
        ({"lt": False}, "'false' is not a number"),
        ({"gte": 0.1, "lte": True}, "'true' is not a number"),
        ({"gte": float("nan")}, "finite"),
        ({}, "asks nothing"),
        ({"atleast": 1}, "Extra inputs"),
    ],
)
def test_what_is_no_bound(bound: dict[str, Any], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        Bound.model_validate(bound)


@pytest.mark.parametrize("bound", [{"gte": 1}, {"lt": 0.0}, {"is": True}, {"known": False}])
def test_what_is_one(bound: dict[str, Any]) -> None:
    assert Bound.model_validate(bound).asks == 1
