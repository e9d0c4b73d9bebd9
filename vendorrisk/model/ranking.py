"""Who is safer than whom when links and beliefs are not known: shares of draws, not one order."""

from __future__ import annotations

from pydantic import Field

from vendorrisk.model.base import Noun, Share


class Standing(Noun):
    """Where one vendor stands.

    ``ranks[r]`` is the share of draws in which it has rank r + 1; rank 1 is the safest, equals
    share their ranks. ``central_links`` is the mean link of each channel over the draws in which
    it is the safest, and ``confidence`` how often it is the safest when those links are taken for
    sure; None: it is never the safest.
    """

    vendor: str
    ranks: tuple[Share, ...]
    central_links: dict[str, Share] | None
    confidence: Share | None


class Pair(Noun):
    """Two vendors: in what share of draws the one is safer; the three shares sum to 1.

    ``dominates``: `safer` is no riskier for any link and any belief. ``distinguishable``: by that,
    or because ``probability`` reaches the parameter ``safer_from``.
    """

    safer: str
    riskier: str
    probability: Share
    tied: Share
    reverse: Share
    dominates: bool
    distinguishable: bool
    reading: str


class Ranking(Noun):
    """Stochastic multicriteria acceptability analysis of the vendors of a comparison.

    ``entropy_bits``: of the shares of rank 1; 0 when one vendor is always the safest.
    """

    draws: int = Field(gt=0)
    seed: int
    safer_from: Share
    standings: tuple[Standing, ...]
    pairs: tuple[Pair, ...]
    entropy_bits: float = Field(ge=0)
