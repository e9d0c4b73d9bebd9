"""What became of buyers whose vendor was tied to a rival: coded precedents of the back-test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from vendorrisk.model.base import Noun, Share
from vendorrisk.model.parameters import Band, Number

Kind = Literal[
    "acquired_by_rival",
    "minority_stake_by_rival",
    "vendor_enters_buyer_market",
    "buyer_acquired_by_vendor_rival",
    "buyer_enters_vendor_market",
    "shared_vendor_conflict",
    "client_loss",
    "data_incident",
    "price_shock",
]
Outcome = Literal["left", "reduced", "stayed", "vendor_cut_off", "blocked"]
Driver = Literal[
    "neutrality",
    "mixed",
    "performance",
    "price",
    "cost",
    "insource",
    "security",
    "vendor_strategy",
    "regulator",
    "none",
]
Code = Literal[0, 1, 2, 3]  # nothing, little, some, much
_DATE = r"^\d{4}(-\d\d(-\d\d)?)?$"
EXITS: tuple[Outcome, ...] = ("left", "reduced", "vendor_cut_off")


class Precedent(Noun):
    """One buyer of one vendor at one event; how each field is coded stands beside the data.

    ``None`` is "not seen" in every field that allows it: a `pledge` of None is no "no".
    """

    id: str = Field(pattern=r"^C\d{3}$")
    event: str = Field(min_length=1)  # rows of one event share their luck
    vendor: str = Field(min_length=1)
    buyer: str = Field(min_length=1)
    kind: Kind
    event_date: str = Field(pattern=_DATE)
    close_date: str | None = Field(None, pattern=_DATE)
    rival: str | None = None
    stake: Share  # of the vendor, held by the rival
    stake_guessed: bool
    deal: Literal["closed", "abandoned", "divested by order"] | None = None
    rivalry: Code
    dependence: Literal["low", "medium", "high"] | None = None
    access: Code  # what the vendor gets to see of the buyer
    substitutes: Code
    pledge: bool | None = None
    leaders_moved: bool
    outcome: Outcome
    outcome_date: str | None = Field(None, pattern=_DATE)
    months_to_outcome: float | None = Field(None, ge=0)
    months_watched: float | None = Field(None, ge=0)
    driver: Driver
    relation: Literal["existing", "new"]
    usable: bool
    verified: Literal["buyer", "group", "statement", "none"]
    sources: tuple[str, ...] = ()

    @property
    def exit(self) -> bool:
        """Whether the tie between buyer and vendor ended or shrank, on either side's wish."""
        return self.outcome in EXITS

    @property
    def neutrality_exit(self) -> bool:
        """Whether it did so for the rival's sake, wholly or in part."""
        return self.exit and self.driver in {"neutrality", "mixed"}


class Whole(Number):
    """A count with its reason."""

    value: int = Field(ge=1)


class Positive(Number):
    """A positive number with its reason."""

    value: float = Field(gt=0, allow_inf_nan=False)


class Proper(Number):
    """A share strictly between 0 and 1 with its reason."""

    value: float = Field(gt=0, lt=1)


class Thresholds(Noun):
    """Chances at which somebody might act, rising, with their reason."""

    values: tuple[float, ...] = Field(min_length=1)
    reason: str

    @model_validator(mode="after")
    def _inside(self) -> Thresholds:
        if list(self.values) != sorted(set(self.values)):
            raise ValueError("thresholds must rise")
        if not all(0.0 < value < 1.0 for value in self.values):
            raise ValueError("thresholds must lie between 0 and 1")
        return self


class CodedSeverity(Noun):
    """Severities of what is coded in words."""

    dependence: dict[str, Band]

    @model_validator(mode="after")
    def _whole(self) -> CodedSeverity:
        _same(self.dependence, ("low", "medium", "high", "unknown"))
        return self


def _same(table: Iterable[str], names: tuple[str, ...]) -> None:
    if set(table) != set(names):
        raise ValueError(f"dependence must name {', '.join(names)}")


class BacktestSettings(Noun):
    """What the back-test takes for granted, each with its reason."""

    severity: CodedSeverity
    prior: Positive
    ridge: Positive
    venn_abers_from: Whole
    draws: Whole
    confidence: Proper
    step: Proper
    thresholds: Thresholds
