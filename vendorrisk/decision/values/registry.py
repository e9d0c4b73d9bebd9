"""The table of named values: a function whose name is its name, its docstring its documentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vendorrisk.mechanisms.case import Case
from vendorrisk.model.assessment import (
    Concentration,
    Contradiction,
    Decision,
    Event,
    FactorRisk,
    Interval,
)
from vendorrisk.model.named_value import NamedValue, Unit
from vendorrisk.model.robustness import Robustness


class Measured(NamedTuple):
    """What the values are measured on: one vendor for one buyer, scored.

    ``coverage`` is in 0..1, ``risk`` and the factors' are indices in 0..1.
    """

    case: Case
    events: Sequence[Event]
    coverage: float
    risk: Interval
    factors: Sequence[FactorRisk]
    contradictions: Sequence[Contradiction]
    concentration: Concentration
    decision: Decision
    robustness: Robustness | None


class Bounds(NamedTuple):
    """Between what a value lies, where that is from, and the ids of the claims behind it.

    ``low`` None: nothing is known; ``high`` None beside a known ``low``: at least so much.
    """

    low: float | None
    high: float | None
    how: str
    claims: Sequence[str] = ()
    applies: bool = True


class Entry(NamedTuple):
    """A named value: in which unit it is, what it is in words, and how it is measured."""

    unit: Unit
    what: str
    measure: Callable[[Measured], Bounds]

    @property
    def title(self) -> str:
        """Return the first sentence of its documentation, without its point."""
        return " ".join(self.what.split("\n\n")[0].split()).rstrip(".")


VALUES: dict[str, Entry] = {}


def value(unit: Unit) -> Callable[[Callable[[Measured], Bounds]], Callable[[Measured], Bounds]]:
    """Register a function under its own name."""

    def put(measure: Callable[[Measured], Bounds]) -> Callable[[Measured], Bounds]:
        VALUES[measure.__name__] = Entry(unit, _documented(measure), measure)
        return measure

    return put


def _documented(measure: Callable[[Measured], Bounds]) -> str:
    lines = (measure.__doc__ or "").strip().splitlines()
    return "\n".join([lines[0], *(line.strip() for line in lines[1:])]) if lines else ""


def measured(name: str, m: Measured) -> NamedValue:
    """Return one named value."""
    entry = VALUES[name]
    found = entry.measure(m)
    return NamedValue(
        name=name,
        unit=entry.unit,
        low=None if found.low is None else round(found.low, 6),
        high=None if found.high is None else round(found.high, 6),
        how=found.how,
        claims=tuple(sorted(set(found.claims))),
        applies=found.applies,
    )
