"""Whole assessments of small worlds, for tests of values, flags and policies."""

from __future__ import annotations

from typing import Any

from vendorrisk import pipeline
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.events import events_of
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.named_value import NamedValue
from vendorrisk.scoring.tree import score


def assessed(case: Case, **values: Any) -> Assessment:
    """Return the assessment of a case, as `compare` makes it."""
    events, reliefs = events_of(case)
    (one,) = score([events], case.parameters.leak.value)
    return pipeline._assessment(case, events, reliefs, one, (), **values)


def values_of(case: Case) -> dict[str, NamedValue]:
    """Return the named values of a case by name."""
    return {value.name: value for value in assessed(case).values}
