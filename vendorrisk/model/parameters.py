"""The judgement defaults of the model, each with its reason."""

from __future__ import annotations

from pydantic import Field, model_validator

from vendorrisk.model.base import Noun


class Number(Noun):
    """A number with the reason for it."""

    value: float
    reason: str


class Band(Noun):
    """A number with its interval and the reason: ``low <= point <= high``."""

    low: float
    point: float
    high: float
    reason: str

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if not self.low <= self.point <= self.high:
            raise ValueError(f"low <= point <= high is broken: {self.low}, {self.point}, {self.high}")
        return self


class EvidenceParameters(Noun):
    """How documents become strength (model section 2)."""

    strength_cap: Number
    modality: dict[str, Band]
    half_life_days: dict[str, Number]  # by claim kind; absent: dated event, no decay
    base_rate: dict[str, Number]  # by belief kind
    family_discount: Number  # delta: 1 independent families add in full


class OwnershipParameters(Noun):
    """Ownership mechanisms (model section 3.2)."""

    undisclosed_stake: Band
    undisclosed_lead_stake: Band
    control_threshold: Number
    rights: dict[str, Number]  # severity of a right, by name
    unknown_rivalry: Band
    talks: Number
    fund_pass_through: Number


class ClientParameters(Noun):
    """Client mechanisms (model section 3.3)."""

    undisclosed_share: Band
    undisclosed_largest_share: Band
    unknown_hhi: Band
    stage_lost: dict[str, Band]  # share of the business taken as lost, by stage
    cutoff: dict[str, Number]


class LeadershipParameters(Noun):
    """Leadership mechanisms (model section 3.4)."""

    role: dict[str, Number]
    access: Number
    arrival_access: Number
    half_life_days: Number
    interlock: Number
    observer: Number


class OpenQuestionParameters(Noun):
    """One thing that must be known before a vendor can be cleared."""

    id: str
    factor: str = Field(pattern="^(ownership|clients|leadership)$")
    channel: str
    what: str
    base_rate: float = Field(ge=0, le=1)
    severity: float = Field(ge=0, le=1)
    link: str
    questions: tuple[str, ...]
    reason: str


class ReviewParameters(Noun):
    """How claims are read together (lineage, life cycle, reports)."""

    near_duplicate: Number
    stale_days: Number


class Parameters(Noun):
    """``rules/model.yaml``."""

    version: str
    tier_threshold: Number
    coverage_floor: Number
    leak: Number
    links: dict[str, Number]  # link lambda by channel; "default" for the others
    evidence: EvidenceParameters
    ownership: OwnershipParameters
    clients: ClientParameters
    leadership: LeadershipParameters
    required: tuple[OpenQuestionParameters, ...]
    review: ReviewParameters

    def link(self, channel: str) -> float:
        """Return the link of a channel, in (0, 0.99]."""
        return (self.links.get(channel) or self.links["default"]).value
