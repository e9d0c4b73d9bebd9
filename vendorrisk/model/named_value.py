"""Named values: what red-flag rules and policies look at, measured of one vendor for one buyer."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from vendorrisk.model.base import Noun

Unit = Literal["share", "index", "count", "days", "yes_no"]


class NamedValue(Noun):
    """One measured fact with its bounds: the truth lies in ``low`` .. ``high``.

    Both None: nothing is known of it; ``how`` says why. ``high`` None beside a known ``low``: at
    least so much, with no upper end, as for a count of what nobody is obliged to tell. ``applies``
    False: it has no meaning for
    this vendor and buyer, and ``how`` says why; it is not unknown. Shares and indices are in 0..1,
    yes and no are 1 and 0. ``claims`` holds the ids of the claims it was read from.
    """

    name: str
    unit: Unit
    low: float | None
    high: float | None
    how: str
    claims: tuple[str, ...] = ()
    applies: bool = True

    @model_validator(mode="after")
    def _bounded(self) -> NamedValue:
        if self.low is None and self.high is not None:
            raise ValueError("a value with an upper end needs a lower one")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} lies above high {self.high}")
        return self

    @property
    def known(self) -> bool:
        """Whether anything at all bounds it."""
        return self.low is not None
