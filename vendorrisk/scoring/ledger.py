"""The ledger: parts that sum to the whole in what is printed; tier and factors beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

from vendorrisk.model.assessment import (
    Event,
    Factor,
    FactorRisk,
    Interval,
    LedgerEntry,
    OpenQuestion,
    Tier,
)
from vendorrisk.scoring.tree import Scored, score

DIGITS = 6


def rounded(interval: Interval) -> Interval:
    """Return an interval rounded to six digits; order is kept."""
    return Interval(
        low=round(interval.low, DIGITS),
        point=round(interval.point, DIGITS),
        high=round(interval.high, DIGITS),
    )


def ledger(
    events: Sequence[Event], scored: Scored, worth: Sequence[float] | None = None
) -> tuple[LedgerEntry, ...]:
    """Return one line an event, largest contribution first.

    The contributions sum to the rounded point; with a leak, to what the events add to it. `worth`
    is what `values_of_information` says of the events.
    """
    values = [None] * len(events) if worth is None else worth
    total = math.fsum(scored.shapley)
    if abs(scored.risk.point - total) < 10.0 ** (-DIGITS - 3):
        total = scored.risk.point  # no leak: what is printed sums to what is printed
    parts = largest_remainder(scored.shapley, round(total, DIGITS), DIGITS)
    lines = [
        LedgerEntry(
            id=event.id,
            what=event.what,
            factor=event.factor,
            contribution=part,
            decibels=decibels(y.point),
            intensity=rounded(y),
            evppi=value,
            event=event,
            claims=event.claims,
        )
        for event, y, part, value in zip(events, scored.intensity, parts, values, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: (-line.contribution, line.id)))


def decibels(risk: float) -> float:
    """Return ``-10 log10(1 - R)``: 3.01 halve the chance of neutrality; R = 1 counts as 1 - 1e-15.

    >>> decibels(0.5), decibels(0.0), decibels(1.0)
    (3.0103, 0.0, 150.0)
    """
    return round(-10.0 * math.log10(max(1e-15, 1.0 - risk)), DIGITS) + 0.0  # no minus zero


def largest_remainder(values: Sequence[float], total: float, digits: int) -> list[float]:
    """Return `values` rounded to `digits` so that they sum to `total` exactly, unit by unit.

    >>> largest_remainder([0.333, 0.333, 0.334], 1.0, 1)
    [0.3, 0.3, 0.4]
    """
    unit = 10**digits
    floors = [math.floor(value * unit) for value in values]
    missing = round(total * unit) - sum(floors)
    order = sorted(
        range(len(floors)), key=lambda i: (floors[i] - values[i] * unit, i), reverse=missing < 0
    )
    step = 1 if missing > 0 else -1
    for i in range(abs(missing)):
        floors[order[i % len(order)]] += step
    return [floor / unit for floor in floors]


def thousandths(lines: Sequence[LedgerEntry], point: float) -> dict[str, float]:
    """Return each line's contribution in three digits, by id, summing to the point in three digits.

    Whatever prints contributions prints these, so that one line has one figure everywhere.
    """
    even = largest_remainder([line.contribution for line in lines], round(point, 3), 3)
    return {line.id: part for line, part in zip(lines, even, strict=True)}


def factors(
    events: Sequence[Event], lines: Sequence[LedgerEntry], leak: float
) -> tuple[FactorRisk, ...]:
    """Return the risk of each factor alone, and its part of the point."""
    names: tuple[Factor, ...] = get_args(Factor)
    alone = score([[e for e in events if e.factor == name] for name in names], leak)
    return tuple(
        FactorRisk(
            factor=name,
            risk=rounded(one.risk),
            contribution=round(sum(x.contribution for x in lines if x.factor == name), DIGITS),
        )
        for name, one in zip(names, alone, strict=True)
    )


def tier(risk: Interval, threshold: float) -> tuple[Tier, str]:
    """Return the tier read off the interval, with the reason.

    >>> tier(Interval(low=0.6, point=0.7, high=0.9), 0.5)[0]
    'HIGH'
    """
    shown = f"[{risk.low:.3f}, {risk.high:.3f}]"
    if risk.low >= threshold:
        return "HIGH", f"even the low end of {shown} reaches the threshold {threshold:g}"
    if risk.high < threshold:
        return "LOW", f"even the high end of {shown} stays below the threshold {threshold:g}"
    return "UNDETERMINED", f"the threshold {threshold:g} lies inside {shown}: evidence is missing"


def open_questions(events: Sequence[Event], high: float, leak: float) -> tuple[OpenQuestion, ...]:
    """Return the unanswered items, by how much of the high end each one holds up."""
    asked = [event for event in events if not event.known]
    without = score([[e for e in events if e is not event] for event in asked], leak)
    found = [
        OpenQuestion(
            id=event.id,
            what=event.what,
            factor=event.factor,
            effect=round(high - one.risk.high, DIGITS),
            questions=event.questions,
        )
        for event, one in zip(asked, without, strict=True)
    ]
    return tuple(sorted(found, key=lambda q: (-q.effect, q.id)))
