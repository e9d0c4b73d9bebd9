"""What a tier rests on: one source, a few facts, or how sources and claims hang together."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun
from vendorrisk.model.interval import Interval, Tier

By = Literal["contract", "vendor", "answer", "nobody"]


class WithoutFamily(Noun):
    """The risk when one origin is not believed: its part of every belief is taken out.

    Severities stay: asked is whether the facts hold, not how large they are. ``change`` is the
    point of ``risk`` less the point of the assessment, in -1..1; ``lines`` the ledger lines that
    the origin speaks to. ``moves`` marks another tier than that of the assessment.
    """

    origin: str
    lines: tuple[str, ...]
    risk: Interval
    change: float
    tier: Tier
    moves: bool


class Settled(Noun):
    """A claim taken as settled: ``line`` is the ledger line it stands in, ``key`` its belief.

    ``by`` says who could bring it about: ``contract`` buyer and vendor in their contract,
    ``vendor`` the vendor by what it does, ``answer`` nobody, but an answer settles what is not
    known; ``nobody`` what is past or in the hands of others. ``clauses`` and ``questions`` are keys
    of ``rules/clauses.yaml`` and ``rules/questions.yaml``.
    """

    line: str
    key: str
    what: str
    answer: Literal["yes", "no"]
    by: By = "nobody"
    why: str = ""
    clauses: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def actionable(self) -> bool:
        """Whether buyer or vendor can bring it about, or find it out."""
        return self.by != "nobody"


class TierChange(Noun):
    """The smallest set of facts that, settled so, gives another tier.

    Of several sets of that size it is the one with the most facts that are actionable, of equal
    ones the one that moves the risk most; ``others`` counts the rest.
    """

    facts: tuple[Settled, ...]
    risk: Interval
    tier: Tier
    others: int


class Wrong(Noun):
    """The smallest set of origins that, not believed, gives another tier.

    Their parts of every belief are taken out; severities stay. ``lines`` are the ledger lines that
    they speak to, ``claims`` the ids of what they say. Of several sets of that size it is the one
    that moves the risk most; ``others`` counts the rest.
    """

    origins: tuple[str, ...]
    lines: tuple[str, ...]
    claims: tuple[str, ...]
    risk: Interval
    tier: Tier
    others: int


class Stress(Noun):
    """The risk under another assumption on what is independent of what."""

    run: Literal["one_source", "tied_claims"]
    what: str
    risk: Interval
    tier: Tier
    moves: bool


class Robustness(Noun):
    """How firmly the tier stands.

    ``families`` has one entry an origin, the largest change first; ``rests_on`` names the origins
    each of which alone holds up the tier. ``changes`` is empty when no set of up to ``searched``
    facts gives another tier. ``if_wrong`` has, for each way the tier can go, the smallest set of up
    to ``searched`` origins whose being wrong takes it there; empty when none does.
    """

    families: tuple[WithoutFamily, ...]
    rests_on: tuple[str, ...]
    changes: tuple[TierChange, ...]
    searched: int
    stress: tuple[Stress, ...]
    if_wrong: tuple[Wrong, ...] = ()
