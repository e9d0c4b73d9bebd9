"""What if: scenarios as a user writes them, and what comes of each beside the result as it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Engine
from vendorrisk.model.interval import Interval, Tier
from vendorrisk.model.robustness import Robustness
from vendorrisk.model.summary import one_line, spread

if TYPE_CHECKING:
    import pandas as pd

MOST = 50  # scenarios of a file
AS_IS = "as is"  # what the base is called where scenarios have their ids


class Scenario(Noun):
    """One scenario: what is assumed, and which evidence is left out.

    ``assume`` holds sentences, or facts with the keys of a fact file; ``without`` claim ids, lines
    of the ledger, and documents.
    """

    id: str = Field(min_length=1, max_length=40)
    what: str = Field(min_length=1)
    why: str | None = None
    assume: tuple[str | dict[str, Any], ...] = ()
    without: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Scenario:
        if not self.assume and not self.without:
            raise ValueError("a scenario assumes something, or leaves something out")
        return self


class ScenarioFile(Noun):
    """A file of scenarios."""

    scenarios: tuple[Scenario, ...] = Field(min_length=1, max_length=MOST)


class Action(Noun):
    """The cheapest action at each end of the interval and at the point."""

    low: str
    point: str
    high: str


class Shift(Noun):
    """Low, point and high of a scenario less those of the base, each in -1..1."""

    low: float
    point: float
    high: float


class Moved(Noun):
    """A line of the ledger that a scenario moves: its intensity before and after.

    None: the line is not there.
    """

    line: str
    what: str
    before: Interval | None
    after: Interval | None


class Standing(Noun):
    """One vendor as the documents have it, with what would change its tier."""

    vendor: str
    risk: Interval
    tier: Tier
    coverage: float
    action: Action
    robustness: Robustness | None


class VendorOutcome(Noun):
    """One vendor under a scenario; ``moved`` has the line that moves most first."""

    vendor: str
    risk: Interval
    tier: Tier
    coverage: float
    action: Action
    change: Shift
    moved: tuple[Moved, ...]


class Outcome(Noun):
    """What comes of a scenario: never a true result. ``assumptions`` is never empty."""

    id: str
    what: str
    why: str | None
    assumptions: tuple[str, ...]
    vendors: tuple[VendorOutcome, ...]


class WhatIf(Noun):
    """Scenarios side by side, beside the result as it is; vendors in the order of the base."""

    schema_version: str = "1"
    model_version: str
    engine: Engine
    buyer: str
    as_of: date
    threshold: float
    base: tuple[Standing, ...]
    outcomes: tuple[Outcome, ...]
    disclaimer: str

    def __str__(self) -> str:
        lines = [f"What if, for {one_line(self.buyer)} as of {self.as_of}"]
        for one in self.base:
            lines.append(f"{one_line(one.vendor)}: {spread(one.risk)} {one.tier}, {AS_IS}")
            for outcome in self.outcomes:
                found = next(v for v in outcome.vendors if v.vendor == one.vendor)
                told = f"WHAT IF {one_line(outcome.id)} (assumed, no true result)"
                lines.append(f"  {told}: {spread(found.risk)} {found.tier}")
        return "\n".join(lines)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a vendor as it is, and one a vendor and scenario.

        Returns
        -------
        pandas.DataFrame
            Columns scenario ("as is" for the base), assumptions (text, "; " between them; "" for
            the base), vendor, buyer, as_of, low, point, high (0..1), tier, change_low,
            change_point, change_high (-1..1; 0 for the base).
        """
        import pandas as pd

        none = Shift(low=0.0, point=0.0, high=0.0)
        rows: list[tuple[str, str, Standing | VendorOutcome, Shift]]
        rows = [(AS_IS, "", one, none) for one in self.base]
        rows += [
            (outcome.id, "; ".join(outcome.assumptions), one, one.change)
            for outcome in self.outcomes
            for one in outcome.vendors
        ]
        return pd.DataFrame(
            {
                "scenario": name,
                "assumptions": told,
                "vendor": one.vendor,
                "buyer": self.buyer,
                "as_of": self.as_of.isoformat(),
                "low": one.risk.low,
                "point": one.risk.point,
                "high": one.risk.high,
                "tier": one.tier,
                "change_low": change.low,
                "change_point": change.point,
                "change_high": change.high,
            }
            for name, told, one, change in rows
        )
