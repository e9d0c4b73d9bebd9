"""How far the order of the vendors holds: shares of draws, in figures and in a sentence."""

from __future__ import annotations

from collections.abc import Container

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.ranking import Pair
from vendorrisk.model.summary import insufficient
from vendorrisk.report.figures import fixed, percent, plural
from vendorrisk.report.view import Order, RankRow


def orders(comparison: Comparison) -> tuple[Order, ...]:
    """Return every pair of vendors, the one that is safer more often first."""
    if comparison.ranking is None:
        return ()
    thin = _thin(comparison)
    return tuple(
        Order(
            safer=pair.safer,
            riskier=pair.riskier,
            share=fixed(pair.probability, 3),
            how=_how(pair, thin),
            shares=(pair.probability, pair.tied, pair.reverse),
        )
        for pair in comparison.ranking.pairs
    )


def rank_rows(comparison: Comparison) -> tuple[RankRow, ...]:
    """Return how often each vendor has each rank."""
    if comparison.ranking is None:
        return ()
    return tuple(
        RankRow(vendor=one.vendor, ranks=tuple((fixed(share, 3), share) for share in one.ranks))
        for one in comparison.ranking.standings
    )


def stability(comparison: Comparison) -> str:
    """Return in a sentence how many of the pairs the draws tell apart; "" without draws."""
    ranking = comparison.ranking
    if ranking is None or not ranking.pairs:
        return ""
    told = sum(pair.distinguishable for pair in ranking.pairs)
    first = max(ranking.standings, key=lambda one: (one.ranks[0], one.vendor))
    why = ", by base rates: too little is known of it" if first.vendor in _thin(comparison) else ""
    return (
        f"The draws tell {told} of {plural(len(ranking.pairs), 'pair')} of vendors apart;"
        f" {first.vendor} is the safest in {percent(first.ranks[0])} of them{why}."
    )


def _thin(comparison: Comparison) -> set[str]:
    return {one.vendor for one in comparison.assessments if insufficient(one)}


def _how(pair: Pair, thin: Container[str]) -> str:
    """Return what the draws say; where little is known of the safer one, base rates say it."""
    if pair.dominates:
        return "no riskier, whatever the links and beliefs"
    if not pair.distinguishable:
        return "not distinguishable"
    return "safer, by base rates" if pair.safer in thin else "safer"
