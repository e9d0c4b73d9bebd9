"""Divides a change among its causes and the lines of the ledger."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from vendorrisk.history.worlds import LEAK, NewCauses, Weighed
from vendorrisk.model.change import Cause
from vendorrisk.scoring.ledger import largest_remainder


def allotted(values: Sequence[float], total: float, digits: int) -> list[float]:
    """Return `values` rounded so that they sum to `total`; those of the opposite change opposite.

    >>> allotted([-0.333, -0.333, -0.334], -1.0, 1), allotted([0.333, 0.333, 0.334], 1.0, 1)
    ([-0.3, -0.3, -0.4], [0.3, 0.3, 0.4])
    """
    first = next((value for value in (total, *values) if value), 0.0)
    sign = -1.0 if first < 0.0 else 1.0
    found = largest_remainder([sign * value for value in values], sign * total, digits)
    return [sign * value + 0.0 for value in found]


def shapley(
    worlds: Mapping[NewCauses, Weighed], causes: Sequence[Cause], value: Callable[[Weighed], float]
) -> dict[Cause, float]:
    """Return the Shapley value of each cause: what switching it changes, over all orders.

    They sum to the value with all causes new less that with all old.
    """
    found = {}
    for cause in causes:
        others = [one for one in causes if one != cause]
        terms = []
        for size in range(len(others) + 1):
            share = 1.0 / (len(causes) * math.comb(len(others), size))
            for chosen in combinations(others, size):
                before = frozenset(chosen)
                terms.append(share * (value(worlds[before | {cause}]) - value(worlds[before])))
        found[cause] = math.fsum(terms)
    return found


def line_ids(worlds: Mapping[NewCauses, Weighed]) -> list[str]:
    """Return the ids of every line of any world, sorted."""
    return sorted({name for one in worlds.values() for name in one.lines})


def wording(worlds: Mapping[NewCauses, Weighed], name: str) -> str:
    """Return what a line says, as in the newest world that has it."""
    if name == LEAK:
        return "what the leak of the model gives alone"
    newest = sorted(worlds, key=lambda switched: (-len(switched), sorted(switched)))
    return next(worlds[one].events[name].what for one in newest if name in worlds[one].events)
