"""The judgement defaults of the model, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from pydantic import Field, model_validator

from vendorrisk.model.base import Noun, Share
from vendorrisk.model.channel import Channel
from vendorrisk.model.claim import STAGES, Modality
from vendorrisk.model.robustness import By


class Number(Noun):
    """A number with the reason for it."""

    value: float = Field(allow_inf_nan=False)
    reason: str


class Fraction(Number):
    """A share, rate or severity in [0, 1]."""

    value: Share


class Below(Number):
    """A link, leak or strength in [0, 0.99]: nothing is certain."""

    value: float = Field(ge=0, le=0.99)


class Days(Number):
    """A positive time in days."""

    value: float = Field(gt=0)


class Band(Noun):
    """A share with its interval and the reason: ``low <= point <= high``, all in [0, 1]."""

    low: Share
    point: Share
    high: Share
    reason: str

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if not self.low <= self.point <= self.high:
            ends = f"{self.low}, {self.point}, {self.high}"
            raise ValueError(f"low <= point <= high is broken: {ends}")
        return self


def _complete(name: str, table: Mapping[str, object], needed: Iterable[str]) -> None:
    missing = [key for key in needed if key not in table]
    if missing:
        raise ValueError(f"{name} lacks '{missing[0]}'")


class EvidenceParameters(Noun):
    """How documents become strength (model section 2)."""

    strength_cap: Below
    modality: dict[str, Band]
    unknown_source: Band  # reliability of letter F
    settled_at: Fraction  # belief in a later state that replaces the earlier one in full
    half_life_days: dict[str, Days]  # by claim kind; absent: dated event, no decay
    base_rate: dict[str, Fraction]  # by belief kind
    family_discount: Fraction  # delta: 1 independent families add in full

    @model_validator(mode="after")
    def _whole(self) -> EvidenceParameters:
        _complete("modality", self.modality, get_args(Modality))
        _complete("base_rate", self.base_rate, ("default", "rights"))
        return self


class OwnershipParameters(Noun):
    """Ownership mechanisms (model section 3.2)."""

    undisclosed_stake: Band
    undisclosed_lead_stake: Band
    control_threshold: Fraction
    control_inclusive: Fraction
    undisclosed_block: Fraction
    rights: dict[str, Fraction]  # severity of a right, by name
    unknown_rivalry: Band
    talks: Fraction
    fund_pass_through: Fraction

    @model_validator(mode="after")
    def _whole(self) -> OwnershipParameters:
        _complete("rights", self.rights, ("unknown",))
        return self


class ClientParameters(Noun):
    """Client mechanisms (model section 3.3)."""

    undisclosed_share: Band
    undisclosed_largest_share: Band
    unknown_hhi: Band
    filed_share: Fraction  # from which share on a filing names a client
    stage_lost: dict[str, Band]  # share of the business taken as lost, by stage
    cutoff: dict[str, Fraction]

    @model_validator(mode="after")
    def _whole(self) -> ClientParameters:
        _complete("stage_lost", self.stage_lost, STAGES)
        _complete("cutoff", self.cutoff, ("buyer", "other"))
        return self


ROLES = (
    "chief executive",
    "founder",
    "chair",
    "other chief",
    "vice president",
    "board member",
    "head",
    "staff",
    "unknown",
)


class LeadershipParameters(Noun):
    """Leadership mechanisms (model section 3.4)."""

    role: dict[str, Fraction]
    access: Fraction
    arrival_access: Fraction
    half_life_days: Days
    interlock: Fraction
    observer: Fraction

    @model_validator(mode="after")
    def _whole(self) -> LeadershipParameters:
        _complete("role", self.role, ROLES)
        return self


class OpenQuestionParameters(Noun):
    """One thing that must be known before a vendor can be cleared."""

    id: str
    factor: str = Field(pattern="^(ownership|clients|leadership)$")
    channel: str
    what: str
    base_rate: Share
    severity: Share
    link: str
    questions: tuple[str, ...]
    reason: str


class ReviewParameters(Noun):
    """How claims are read together (lineage, life cycle, reports)."""

    near_duplicate: Fraction
    contained: Fraction
    same_story: Fraction
    retold: Fraction
    stale_days: Days


class FlagParameters(Noun):
    """When a tie is named in a red flag or a policy."""

    believed_from: Fraction  # belief at its low end
    rival_from: Fraction  # rivalry of its party
    window_days: Days  # of events that a review looks back on


class Remedy(Noun):
    """Who can change what runs through a channel, by which clauses, and why."""

    by: By
    clauses: tuple[str, ...] = ()
    reason: str


class RankingParameters(Noun):
    """When one vendor is called safer than another (model section 5)."""

    safer_from: Fraction


class WatchParameters(Noun):
    """When a change on a watched vendor is an alert (docs/watch.md)."""

    enter: Fraction  # of the point
    leave: Fraction
    move: Fraction
    cool_down_days: Days

    @model_validator(mode="after")
    def _apart(self) -> WatchParameters:
        if not self.leave.value < self.enter.value:
            raise ValueError(f"leave < enter is broken: {self.leave.value}, {self.enter.value}")
        return self


class Parameters(Noun):
    """``rules/model.yaml``."""

    version: str
    tier_threshold: Fraction
    coverage_floor: Fraction
    leak: Below
    links: dict[str, Below]  # link lambda by channel; "default" for the others
    evidence: EvidenceParameters
    ownership: OwnershipParameters
    clients: ClientParameters
    leadership: LeadershipParameters
    required: tuple[OpenQuestionParameters, ...]
    review: ReviewParameters
    ranking: RankingParameters
    flags: FlagParameters
    remedies: dict[str, Remedy] = {}  # by channel; one that is absent is in nobody's hands
    watch: WatchParameters

    @model_validator(mode="after")
    def _whole(self) -> Parameters:
        _complete("links", self.links, ("default",))
        known = {*get_args(Channel), *(item.channel for item in self.required)}
        for name in self.remedies:
            if name not in known:
                raise ValueError(f"remedies: '{name}' is no channel of the model")
        return self

    def link(self, channel: str) -> float:
        """Return the link of a channel, in [0, 0.99]."""
        return (self.links.get(channel) or self.links["default"]).value
