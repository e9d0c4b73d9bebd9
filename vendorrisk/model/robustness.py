"""What a tier rests on: one source, a few facts, or how sources and claims hang together."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun
from vendorrisk.model.interval import Interval, Tier


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
    """A claim taken as settled: ``line`` is the ledger line it stands in, ``key`` its belief."""

    line: str
    key: str
    what: str
    answer: Literal["yes", "no"]


class TierChange(Noun):
    """The smallest set of facts that, settled so, gives another tier.

    Of several sets of that size it is the one that moves the risk most; ``others`` counts the rest.
    """

    facts: tuple[Settled, ...]
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
    facts gives another tier.
    """

    families: tuple[WithoutFamily, ...]
    rests_on: tuple[str, ...]
    changes: tuple[TierChange, ...]
    searched: int
    stress: tuple[Stress, ...]
