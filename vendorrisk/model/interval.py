"""Quantities with what is sure, best and possible, and the tier that is read off them."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun

Tier = Literal["HIGH", "LOW", "UNDETERMINED"]


class Interval(Noun):
    """A quantity in [0, 1] with what is sure (low), best (point) and possible (high)."""

    low: float
    point: float
    high: float
