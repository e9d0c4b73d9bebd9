"""What counts as the exit of a client."""

from __future__ import annotations

from pydantic import Field

from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim, Kind, Modality, Stage


class ExitRule(Noun):
    """``rules/exits.yaml``: the claims that tell of an exit, each list with at least one word."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    modalities: tuple[Modality, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = Field(min_length=1)
    reason: str

    def holds(self, claim: Claim, vendor: str) -> bool:
        """Whether a claim tells that a client leaves the vendor."""
        return (
            claim.kind in self.kinds
            and claim.object == vendor
            and claim.modality in self.modalities
            and claim.stage in self.stages
        )

    def __str__(self) -> str:
        return (
            f"{', '.join(self.kinds)}; wording {', '.join(self.modalities)}; stage"
            f" {', '.join(self.stages)}: {self.reason}"
        )
