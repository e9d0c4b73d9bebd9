"""Policies and waivers: what a buyer will not accept, and what it accepts for a while all the same.

A policy is held against intervals: it is broken when even the low end breaks it, kept when even the
high end keeps it, and undetermined in between.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from vendorrisk.model.assessment import Factor
from vendorrisk.model.base import Noun, Share
from vendorrisk.model.condition import Condition
from vendorrisk.model.finding import Grave

GRAVITY: tuple[Grave, ...] = ("critical", "high", "medium", "low")  # gravest first
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Days = Annotated[int, Field(ge=0, le=36_500, strict=True)]
Moment = dt.date | dt.datetime
DEEPEST = 32  # joints and places above a named value
_END = dt.timedelta(days=1, seconds=-1)  # the last second of a day
_FIRST, _LAST = 1900, 2200  # years of a waiver; any zone of time leaves them possible


class _Limit(Noun):
    """A limit with its reason; in a file a bare number will do."""

    why: str | None = None
    severity: Grave | None = None  # None: as the kind of check has it

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        told = data if isinstance(data, dict | _Limit) else {"limit": data}
        if isinstance(told, dict) and isinstance(told.get("limit"), bool):
            raise ValueError(f"'{str(told['limit']).lower()}' is not a number")
        return told


class Limit(_Limit):
    """A limit in 0..1.

    >>> Limit.model_validate(0.5).limit
    0.5
    """

    limit: Share


class DayLimit(_Limit):
    """A limit in days."""

    limit: Days


class Denial(Noun):
    """A condition over named values under which a vendor is denied."""

    id: Slug
    why: str
    when: Condition
    severity: Grave = "high"

    @field_validator("when")
    @classmethod
    def _shallow(cls, when: Condition) -> Condition:
        if any(len(loc) > DEEPEST for loc, _, _ in bounds(when)):
            raise ValueError("conditions nest too deeply to be read")
        return when


class Policy(Noun):
    """What a buyer accepts of a vendor; a key that is left out asks nothing.

    ``max_risk`` and ``max_factor`` bound the risk, whole and of each factor alone;
    ``max_risk_residual`` what is left of it with mitigations (without any: the risk as it is);
    ``min_coverage`` is how much of what must be known evidence has to cover; ``max_age_days`` how
    old the freshest evidence may be. ``deny_if`` denies by condition, ``deny_flags`` by red flag:
    the id of a rule, or a severity, which means that severity and every graver one.
    """

    id: Slug | None = None
    why: str | None = None
    max_risk: Limit | None = None
    max_factor: dict[Factor, Limit] = Field(default_factory=dict)
    max_risk_residual: Limit | None = None
    min_coverage: Limit | None = None
    max_age_days: DayLimit | None = None
    deny_if: tuple[Denial, ...] = ()
    deny_flags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _asks(self) -> Policy:
        told = self.model_fields_set - {"id", "why"}
        if not any(getattr(self, name) not in (None, (), {}) for name in told):
            raise ValueError("checks nothing: write max_risk, deny_if or another check")
        _once([one.id for one in self.deny_if])
        return self


class Waiver(Noun):
    """Leave to break one check for a while.

    ``check`` is the id of a check (``max_risk``, ``deny_if.rival-quarter`` or ``rival-quarter``),
    of a red-flag rule, or of a line of the ledger (``stake:meta``), whose risk is accepted.
    ``expires`` is the last day on which it counts, in UTC; an hour counts for the days that it
    covers to their end. ``created`` (None: from ever) is the first. ``buyer`` None: for any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Slug
    vendor: Annotated[str, Field(min_length=1, max_length=200)]
    check: Annotated[str, Field(min_length=1, max_length=200)]
    justification: Annotated[str, Field(min_length=1, max_length=4000)]
    approver: Annotated[str, Field(min_length=1, max_length=200)]
    expires: Moment
    created: Moment | None = None
    buyer: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @field_validator("expires", "created", mode="before")
    @classmethod
    def _day(cls, value: Any, told: ValidationInfo) -> Any:
        if value is None and told.field_name == "created":
            return value
        found = value
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                found = (dt.date if len(value) <= 10 else dt.datetime).fromisoformat(value)
        if isinstance(found, dt.date) and _FIRST <= found.year <= _LAST:
            return found
        shown = "nothing" if value is None else f"'{value}'"
        raise ValueError(f"{shown} is no day from {_FIRST} to {_LAST}: write YYYY-MM-DD")

    @model_validator(mode="after")
    def _ordered(self) -> Waiver:
        if self.created is not None and _utc(self.created) > _last_second(self.expires):
            raise ValueError(f"created {self.created} lies after expires {self.expires}")
        return self

    @property
    def last_day(self) -> dt.date:
        """Return the last day, in UTC, that it covers to the end.

        >>> kept = dict(id="a", vendor="V", check="c", justification="j", approver="p")
        >>> Waiver(expires="2026-06-30", **kept).last_day.isoformat()
        '2026-06-30'
        >>> Waiver(expires="2026-06-30T12:00:00+00:00", **kept).last_day.isoformat()
        '2026-06-29'
        """
        return (_last_second(self.expires) - _END).date()

    @property
    def first_day(self) -> dt.date | None:
        """Return the first day, in UTC, on which it counts; None: from ever."""
        return None if self.created is None else _utc(self.created).date()


class WaiverFile(Noun):
    """A file of waivers."""

    waivers: tuple[Waiver, ...]

    @model_validator(mode="after")
    def _told_apart(self) -> WaiverFile:
        _once([one.id for one in self.waivers])
        return self


def bounds(condition: Condition, at: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield every named value of a condition with its bound and its place below `at`."""
    if condition.value is not None:
        yield (*at, condition.value), condition.value, condition.bound
    for joint in ("all", "any"):
        for number, part in enumerate(getattr(condition, joint) or ()):
            yield from bounds(part, (*at, joint, number))
    if condition.not_ is not None:
        yield from bounds(condition.not_, (*at, "not"))


def _once(ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"the id '{one}' stands twice")
        seen.add(one)


def _utc(moment: Moment) -> dt.datetime:
    """Return the first moment of a day, or a moment, in UTC; without a zone it is UTC."""
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time(), dt.UTC)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _last_second(moment: Moment) -> dt.datetime:
    return _utc(moment) + (dt.timedelta() if isinstance(moment, dt.datetime) else _END)
