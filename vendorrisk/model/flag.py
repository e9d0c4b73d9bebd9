"""Red-flag rules: one question to a vendor's named values, with what to do about the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from vendorrisk.model.base import Noun
from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.finding import Grave, Outcome

FLAG_FAMILIES = ("ownership", "clients", "leadership", "data", "evidence", "exit")
Status = Literal["experimental", "stable", "deprecated"]
Line = Annotated[str, Field(min_length=1, max_length=1000)]
_Number = Annotated[float, Field(allow_inf_nan=False)]
TestValue = bool | _Number | tuple[_Number, _Number | None] | None


class Remedy(Noun):
    """Who does what, when a rule is flagged and when it is unknown."""

    if_flagged: Line
    if_unknown: Line


class FlagTest(Noun):
    """Values, and what a rule must make of them.

    A value is a number, true or false, ``[low, high]``, ``[low, null]`` for "at least so much", or
    null for unknown. A value that is not named is unknown.
    """

    name: Line
    values: dict[str, TestValue] = {}
    expect: Outcome


class FlagRule(Noun):
    """One red-flag rule, as in ``rules/flags/<family>/<id>.yaml``.

    It is not applicable where ``applies`` is false, and unknown where nobody can tell whether it
    applies; else ``when`` decides. ``family`` is one of `FLAG_FAMILIES`. A rule that is deprecated
    or disabled is not asked.
    """

    id: str = Field(pattern="^[a-z][a-z0-9-]{1,60}$")
    family: str
    question: Line
    status: Status
    disabled: bool = False
    severity: Grave
    why: Line
    applies: Condition | None = None
    when: Condition
    remedy: Remedy
    false_alarms: tuple[Line, ...] = Field(min_length=1, max_length=20)
    references: tuple[Line, ...] = Field(min_length=1, max_length=20)
    questions: tuple[str, ...] = ()  # of the checklist
    tests: tuple[FlagTest, ...] = Field(min_length=1, max_length=100)

    @property
    def active(self) -> bool:
        """Whether the rule is asked at all."""
        return self.status != "deprecated" and not self.disabled

    def bounds(self) -> Iterator[tuple[str, Bound]]:
        """Yield every named value that the rule asks about, each with its bound."""
        for condition in (self.applies, self.when):
            if condition is not None:
                yield from condition.bounds()


class FlagWords(Noun):
    """Words that the lints of red-flag rules look for (``rules/flag-words.yaml``)."""

    actors: tuple[Line, ...] = Field(min_length=1)
    control: tuple[Line, ...] = Field(min_length=1)
    reason: str
