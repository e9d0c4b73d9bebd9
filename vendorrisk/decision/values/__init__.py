"""Named values of one vendor for one buyer: the measurements that rules and policies ask about.

A value is a function whose name is its name and whose docstring is its documentation.
"""

from vendorrisk.decision.values import (
    clients,
    evidence,
    exposure,
    leadership,
    ownership,
    scores,
)
from vendorrisk.decision.values.registry import VALUES, Measured, measured
from vendorrisk.model.named_value import NamedValue

FAMILIES = (ownership, clients, leadership, exposure, evidence, scores)  # as documented

__all__ = ["FAMILIES", "VALUES", "Measured", "named_values"]


def named_values(m: Measured) -> tuple[NamedValue, ...]:
    """Return every named value of a vendor for a buyer, sorted by name."""
    return tuple(measured(name, m) for name in sorted(VALUES))
