"""Mitigations: measures that weaken one channel, and the risk that is left with them."""

from __future__ import annotations

from datetime import date

from pydantic import field_validator, model_validator

from vendorrisk.model.base import Noun, Share
from vendorrisk.model.channel import Channel
from vendorrisk.model.claim import Interest
from vendorrisk.model.interval import Interval, Tier


class Mitigation(Noun):
    """A measure against one channel of one vendor: a firewall, a clause, an audit.

    ``effect`` in 0..1 is what it takes of the channel's link where it holds; ``evidence`` says what
    shows that it does, ``grade`` how far that is relied on (a key of the grades in
    ``rules/lexicon/sources.yaml``) and ``interest`` in whose interest it speaks. It counts from
    ``since`` (None: from ever) to ``until``, both included; ``party`` confines it to one.
    """

    id: str
    vendor: str
    channel: Channel
    what: str
    effect: Share
    evidence: str
    grade: str
    interest: Interest = "none"
    party: str | None = None
    since: date | None = None
    until: date

    @field_validator("id", "vendor", "what", "evidence", "grade", "party")
    @classmethod
    def _told(cls, text: str | None) -> str | None:
        if text is not None and not text.strip():
            raise ValueError("is empty")
        return text

    @model_validator(mode="after")
    def _ordered(self) -> Mitigation:
        if self.since is not None and self.until < self.since:
            raise ValueError(f"until {self.until} lies before since {self.since}")
        return self


class MitigationFile(Noun):
    """A file of mitigations."""

    mitigations: tuple[Mitigation, ...]

    @model_validator(mode="after")
    def _told_apart(self) -> MitigationFile:
        ids = [one.id for one in self.mitigations]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"the id '{one}' stands twice")
        return self


class Measure(Noun):
    """A mitigation as it was weighed: its links are multiplied by ``left = 1 - effect * share``.

    ``share`` in 0..1 is how far the evidence goes; what is not evidenced is not counted. ``events``
    names those whose links it touches; where it touches none, ``why`` says so, and ``left`` is 1.
    """

    mitigation: Mitigation
    share: Share
    left: Share
    how: str
    events: tuple[str, ...] = ()
    why: str | None = None


class Residual(Noun):
    """The risk that is left with mitigations, beside the inherent one; never higher than it."""

    risk: Interval
    tier: Tier
    tier_reason: str
    measures: tuple[Measure, ...]
