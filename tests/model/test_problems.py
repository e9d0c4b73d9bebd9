"""Every problem with a value is told by its place and in words that name the value."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vendorrisk.model.problems import LONGEST, problem


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    x: float = 0.0


class Sample(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = "a"
    share: float = Field(0.5, ge=0, le=1, allow_inf_nan=False)
    count: int = 1
    flag: bool = True
    way: Literal["up", "down"] = "up"
    level: str = Field("low", pattern="^(none|low)$")
    code: str = Field("a", pattern="^[a-z]$")
    inner: Inner = Inner()
    many: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": 5}, "name: 5 is not a text"),
        ({"name": None}, "name: nothing is not a text"),
        ({"share": "half"}, "share: 'half' is not a number"),
        ({"share": 49}, "share: 49 is more than 1"),
        ({"share": -1}, "share: -1 is less than 0"),
        ({"share": float("nan")}, "share: nan is not a number"),
        ({"count": 1.5}, "count: 1.5 is not a whole number"),
        ({"flag": "maybe"}, "flag: 'maybe' is not true or false"),
        ({"way": "left"}, "way: 'left' is not one of 'up' or 'down'"),
        ({"level": "hgh"}, "level: 'hgh' is not one of none, low"),
        ({"inner": "x"}, "inner: 'x' is not a mapping, 'key: value'"),
        ({"many": [{"x": "y"}]}, "many.0.x: 'y' is not a number"),
        ({"many": 3}, "many: 3 is not a list"),
        ({"colour": 1}, "unknown key 'colour'"),
        ({"inner": {"y": 1}}, "unknown key 'y' in inner"),
    ],
)
def test_words(data: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(data)
    assert [problem(dict(one)) for one in caught.value.errors()] == [words]


def test_a_pattern_that_is_no_list_of_words_is_told_as_it_is() -> None:
    with pytest.raises(ValidationError) as caught:
        Sample(code="AB")
    assert "pattern" in problem(dict(caught.value.errors()[0]))


def test_a_long_value_is_cut() -> None:
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate({"share": "x" * 5000})
    assert len(problem(dict(caught.value.errors()[0]))) < LONGEST + 40
