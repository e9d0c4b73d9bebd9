"""The judgement defaults that a result prints, read back as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from vendorrisk.model.assessment import Comparison

DIGITS = 2e-6  # a default is printed with six digits: this is how far it may be off, of its size


class Printed:
    """Judgement defaults by dotted name, as far as they are numbers.

    Parameters
    ----------
    result : Comparison
        With its parameters.

    Attributes
    ----------
    required : list of str
        What must be known of every vendor, sorted.
    numbers : dict
        Of the others, by name.
    """

    def __init__(self, result: Comparison) -> None:
        start = "required."
        names = [one.name for one in result.parameters if one.name.startswith(start)]
        self.required = sorted(name.removeprefix(start) for name in names)
        self.numbers: dict[str, float] = {}
        for one in result.parameters:
            try:
                value = float(one.value)
            except ValueError:
                continue
            if math.isfinite(value):
                self.numbers[one.name] = value

    def missing(self) -> tuple[str, ...]:
        """Return the names that the arithmetic needs and that are not printed, or impossible."""
        found = []
        for name in NEEDED:
            value = self.numbers.get(name)
            if value is None or not 0.0 <= value <= 1.0:
                found.append(name)
        return tuple(found)

    @property
    def leak(self) -> float:
        """Leak in [0, 1)."""
        return min(self.numbers["leak"], 0.99)

    @property
    def discount(self) -> float:
        """What a further family counts, in [0, 1]."""
        return self.numbers["evidence.family_discount"]

    @property
    def threshold(self) -> float:
        """Risk from which a tier is HIGH."""
        return self.numbers["tier_threshold"]

    @property
    def floor(self) -> float:
        """Coverage below which evidence is called insufficient."""
        return self.numbers["coverage_floor"]

    @property
    def safer_from(self) -> float:
        """Share of draws from which one vendor is called safer."""
        return self.numbers["ranking.safer_from"]

    def links(self) -> Mapping[str, float]:
        """Return the links that are printed, by channel; "default" is that of the others."""
        start = "links."
        return {k.removeprefix(start): v for k, v in self.numbers.items() if k.startswith(start)}


NEEDED = (
    "leak",
    "evidence.family_discount",
    "tier_threshold",
    "coverage_floor",
    "ranking.safer_from",
)
