"""SMAA: counts in draws of links and beliefs who is safer than whom, and how often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from vendorrisk.kernels.smaa import accepted_ranks, places
from vendorrisk.model.assessment import Event
from vendorrisk.model.ranking import Pair, Ranking, Standing
from vendorrisk.scoring.dominance import dominates
from vendorrisk.scoring.draws import BLOCK_BITS, DRAW_BITS, NATIVE_FROM, draw
from vendorrisk.scoring.ledger import DIGITS
from vendorrisk.scoring.threads import share_out

CONFIDENCE = 12  # vendors up to which confidence factors are worked out: each takes a run more
REFUTED = (
    0.01  # share of draws against it from which one vendor does not dominate another; rounding
)
# makes equals differ in far fewer


class Counted(NamedTuple):
    """How often i is riskier than j, and how often it has rank r (0 the safest), in draws."""

    riskier: Any
    accepted: Any


def count(risk: Any, *, native: bool | None = None, threads: int = 1) -> Counted:
    """Count orders and ranks in draws; any model's, as long as less is safer.

    Parameters
    ----------
    risk : (n_alternatives, n_draws) float64
        No NaN.
    native, threads
        As in `draws.draw`.

    Returns
    -------
    Counted
        Rows and columns of ``accepted`` sum to the number of draws; equals share their ranks.
    """
    risk = np.ascontiguousarray(risk, dtype=np.float64)
    size = len(risk)
    riskier = np.zeros((size, size), dtype=np.int64)
    below = np.zeros(risk.shape, dtype=np.int64)
    accepted = np.zeros((size, size))
    compiled = risk.size * size * 4 >= NATIVE_FROM if native is None else native
    first = places.native if compiled else places
    second = accepted_ranks.native if compiled else accepted_ranks
    share_out(threads, size, lambda a, b: first(risk, 1 << BLOCK_BITS, a, b, riskier, below))
    share_out(threads, size, lambda a, b: second(risk, below, riskier, a, b, accepted))
    return Counted(riskier, accepted)


def entropy_bits(shares: Sequence[float]) -> float:
    """Return Shannon's entropy in bits.

    >>> entropy_bits([0.5, 0.5]), entropy_bits([1.0, 0.0])
    (1.0, 0.0)
    """
    return -math.fsum(p * math.log2(p) for p in shares if p > 0.0) + 0.0


def rank(
    vendors: Sequence[str],
    alternatives: Sequence[Sequence[Event]],
    leak: float,
    *,
    safer_from: float,
    seed: int = 0,
    bits: int = DRAW_BITS,
    native: bool | None = None,
    threads: int = 1,
) -> Ranking:
    """Rank vendors where neither links nor beliefs are known for sure.

    Parameters
    ----------
    vendors : sequence of str
        Names, in the order of `alternatives`.
    alternatives, leak, seed, bits, native, threads
        As in `draws.draw`.
    safer_from : float
        Share of draws from which one vendor is called safer than another.

    Returns
    -------
    Ranking
        Standings in the order of `vendors`; of every pair, the one that is safer more often first.
    """
    drawn = draw(alternatives, leak, seed=seed, bits=bits, native=native, threads=threads)
    counted = count(drawn.risk, native=native, threads=threads)
    draws = drawn.risk.shape[1]
    best = drawn.risk == drawn.risk.min(axis=0, initial=2.0)
    shares = best / np.maximum(best.sum(axis=0), 1)
    standings = []
    for i, vendor in enumerate(vendors):
        central = confidence = None
        if shares[i].any():
            means = (drawn.links * shares[i]).sum(axis=1) / shares[i].sum()
            central = dict(zip(drawn.channels, map(float, means), strict=True))
            if len(vendors) <= CONFIDENCE:
                again = draw(
                    alternatives, leak, seed=seed, bits=bits, links=central, native=native
                ).risk
                first = again == again.min(axis=0)
                confidence = round(float((first[i] / first.sum(axis=0)).sum()) / draws, DIGITS)
            central = {name: round(value, DIGITS) for name, value in central.items()}
        ranks = tuple(round(float(r) / draws, DIGITS) for r in counted.accepted[i])
        standings.append(
            Standing(vendor=vendor, ranks=ranks, central_links=central, confidence=confidence)
        )
    return Ranking(
        draws=draws,
        seed=seed,
        safer_from=safer_from,
        standings=tuple(standings),
        pairs=tuple(
            _pair(vendors, alternatives, counted.riskier, draws, safer_from, i, j)
            for i, j in combinations(range(len(vendors)), 2)
        ),
        entropy_bits=round(entropy_bits([s.ranks[0] for s in standings]), DIGITS),
    )


def _pair(
    vendors: Sequence[str],
    alternatives: Sequence[Sequence[Event]],
    riskier: Any,
    draws: int,
    safer_from: float,
    i: int,
    j: int,
) -> Pair:
    most = 1 + draws * REFUTED
    over = riskier[j, i] <= most and dominates(alternatives[j], alternatives[i])
    back = riskier[i, j] <= most and dominates(alternatives[i], alternatives[j])
    if (riskier[i, j], over) < (riskier[j, i], back):
        i, j, over, back = j, i, back, over
    # from here on j is the safer one
    wins, losses = int(riskier[i, j]), int(riskier[j, i])
    equal = over and back
    sure = not equal and (over or wins >= safer_from * draws)
    share = f"{wins / draws:.3f}"
    if equal:
        reading = f"{vendors[j]} and {vendors[i]} are equal, whatever the links and beliefs"
    elif over:
        reading = f"{vendors[j]} is no riskier than {vendors[i]}, whatever the links and beliefs"
    elif sure:
        reading = f"{vendors[j]} is safer than {vendors[i]} (in {share} of the draws)"
    else:
        reading = (
            f"{vendors[j]} and {vendors[i]} are not distinguishable"
            f" ({vendors[j]} is safer in {share} of the draws)"
        )
    return Pair(
        safer=vendors[j],
        riskier=vendors[i],
        probability=round(wins / draws, DIGITS),
        tied=round((draws - wins - losses) / draws, DIGITS),
        reverse=round(losses / draws, DIGITS),
        dominates=over,
        distinguishable=sure,
        reading=reading,
    )
