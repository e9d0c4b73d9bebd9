"""What the evidence supports: families of one origin, fused to a belief."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pydantic import Field

from vendorrisk.model.base import Noun


class Strength(Noun):
    """Strength of evidence in [0, 0.99]: low, point and high, from reliability x modality."""

    low: float
    point: float
    high: float


class Family(Noun):
    """Claims with one root origin; inside a family only the strongest counts.

    ``why`` says, per document, what ties it to the family.
    """

    origin: str
    polarity: int  # +1 speaks for the claim, -1 against
    strength: Strength  # after decay
    claims: tuple[str, ...]  # claim ids, strongest first
    documents: tuple[str, ...]  # document names
    why: tuple[str, ...]


class Mass(NamedTuple):
    """What one family says of a figure, and its mass in 0..1; the rest has no point."""

    low: float
    point: float | None
    high: float
    mass: float


def expected(parts: Sequence[Mass], value: Callable[[float], float]) -> tuple[float, float, float]:
    """Return lower expectation, point and upper expectation of a nondecreasing function."""
    low = math.fsum(part.mass * value(part.low) for part in parts)
    high = math.fsum(part.mass * value(part.high) for part in parts)
    given = [(part.point, part.mass) for part in parts if part.point is not None]
    if not given:
        point = value((parts[0].low + parts[0].high) / 2.0)
    else:
        total = math.fsum(mass for _, mass in given)
        point = math.fsum(mass * value(at) for at, mass in given) / total
    return low, min(max(point, low), high), high


class Figure(Noun):
    """A number with an interval, in the unit of its field (shares in 0..1), and its source."""

    low: float
    point: float
    high: float
    how: str
    claims: tuple[str, ...] = ()
    parts: tuple[Mass, ...] = Field(default=(), exclude=True, repr=False)

    def shown(self) -> Figure:
        """Return the figure as a report holds it, without what it is made of."""
        return self.model_copy(update={"parts": ()})

    def through(self, value: Callable[[float], float]) -> tuple[float, float, float]:
        """Return low, point and high of something that rises with the figure (model section 2.4).

        Conflicting figures are weighed after `value`, not before: of a stake that is 40 or 60
        percent, half the control and not the control of half.

        Parameters
        ----------
        value : callable
            Nondecreasing, of the figure.
        """
        if not self.parts:
            return value(self.low), value(self.point), value(self.high)
        return expected(self.parts, value)


class Belief(Noun):
    """The fused state of one claim about entities: ``low <= point <= high``, all in [0, 1].

    ``low`` is the belief b, ``high`` the plausibility pl, ``point`` = b + base_rate * (pl - b).
    A vacuous belief (nobody spoke) is (0, base_rate, 1).
    """

    key: str
    what: str
    low: float
    point: float
    high: float
    conflict: float
    base_rate: float
    families: tuple[Family, ...] = ()
