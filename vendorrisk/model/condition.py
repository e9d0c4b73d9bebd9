"""Conditions over named values: structured, without a language of expressions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ConfigDict, Field, field_validator, model_validator

from vendorrisk.model.base import Noun

_JOINTS = ("all", "any", "not")


class Bound(Noun):
    """What one named value is held against; several bounds must all hold.

    ``is`` asks of a value that is yes or no; ``known`` asks whether the value is known at all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    gte: float | None = Field(default=None, allow_inf_nan=False)
    gt: float | None = Field(default=None, allow_inf_nan=False)
    lte: float | None = Field(default=None, allow_inf_nan=False)
    lt: float | None = Field(default=None, allow_inf_nan=False)
    is_: bool | None = Field(default=None, alias="is")
    known: bool | None = None

    @field_validator("gte", "gt", "lte", "lt", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, bool):
            told = str(value).lower()
            raise ValueError(f"'{told}' is not a number: of a yes or no write is: {told}")
        return value

    @model_validator(mode="after")
    def _asks(self) -> Bound:
        if all(value is None for value in self.__dict__.values()):
            raise ValueError("asks nothing: write gte, gt, lte, lt, is or known")
        return self

    @property
    def asks(self) -> int:
        """How many things it asks: limits, yes or no, known."""
        return sum(value is not None for value in self.__dict__.values())


class Condition(Noun):
    """``all``, ``any`` or ``not`` of conditions, or one named value with its bound.

    In a file a named value is its own key: ``rival_stake: {gte: 0.25}``.

    >>> made = Condition.model_validate({"any": [{"rival_stake": {"gte": 0.25}}]})
    >>> made.any[0].value, made.any[0].bound.gte
    ('rival_stake', 0.25)
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    all: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    any: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    not_: Condition | None = Field(default=None, alias="not")
    value: str | None = None
    bound: Bound | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        if not isinstance(data, dict) or len(data) != 1:
            return data
        (key, body) = next(iter(data.items()))
        return data if key in _JOINTS else {"value": key, "bound": body}

    @model_validator(mode="after")
    def _one(self) -> Condition:
        given = [part for part in (self.all, self.any, self.not_, self.value) if part is not None]
        if len(given) != 1 or (self.value is None) != (self.bound is None):
            raise ValueError("write one of all, any, not, or one named value with its bound")
        return self

    def bounds(self) -> Iterator[tuple[str, Bound]]:
        """Yield every named value that is asked about with its bound, in order."""
        if self.value is not None and self.bound is not None:
            yield self.value, self.bound
        for part in (*(self.all or ()), *(self.any or ())):
            yield from part.bounds()
        if self.not_ is not None:
            yield from self.not_.bounds()

    def names(self) -> Iterator[str]:
        """Yield every named value that is asked about, in order."""
        yield from (name for name, _ in self.bounds())
