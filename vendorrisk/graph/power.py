"""Voting power without a majority: Shapley-Shubik with the dispersed float as an ocean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from vendorrisk.errors import ModelError

MAX_BLOCKS = 16


def oceanic_power(blocks: Sequence[float], quota: float = 0.5) -> list[float]:
    """Return the Shapley-Shubik power of each block; the rest of the votes is dispersed.

    Parameters
    ----------
    blocks : sequence of float
        Votes of each block in 0..1, summing to at most 1; at most 16 blocks.
    quota : float
        Votes needed to decide, in (0, 1].

    Returns
    -------
    list of float
        Power of each block in 0..1. A block with more than the quota has 1.

    Raises
    ------
    ModelError
        For votes outside 0..1, a sum over 1, a quota outside (0, 1], or more than 16 blocks.

    Notes
    -----
    ``phi_i = integral over t in [0,1] of P(quota - w_i <= S_t + t * ocean < quota)`` with S_t the
    votes of the other blocks, each in with probability t (Milnor & Shapley 1978). The integrand
    is a polynomial on every piece, so Gauss-Legendre is exact.

    Examples
    --------
    >>> [round(p, 4) for p in oceanic_power([0.3, 0.2])]
    [0.36, 0.16]
    >>> round(oceanic_power([0.2])[0], 4)
    0.25
    """
    total = float(sum(blocks))
    if any(not 0.0 <= w <= 1.0 for w in blocks) or total > 1.0 + 1e-9:
        raise ModelError(f"votes must lie in 0..1 and sum to at most 1, got {list(blocks)}")
    if not 0.0 < quota <= 1.0:
        raise ModelError(f"a quota must lie in (0, 1], got {quota}")
    if len(blocks) > MAX_BLOCKS:
        raise ModelError(f"more than {MAX_BLOCKS} voting blocks")
    ocean = max(0.0, 1.0 - total)
    nodes, weights = np.polynomial.legendre.leggauss(max(1, len(blocks) // 2 + 1))
    return [_power(i, list(blocks), ocean, quota, nodes, weights) for i in range(len(blocks))]


def _power(
    who: int,
    blocks: list[float],
    ocean: float,
    quota: float,
    nodes: np.ndarray,
    weights: np.ndarray,
) -> float:
    own = blocks[who]
    others = blocks[:who] + blocks[who + 1 :]
    n = len(others)
    power = 0.0
    for size in range(n + 1):
        for members in combinations(others, size):
            votes = sum(members)
            low, high = quota - own - votes, quota - votes  # of t * ocean
            if ocean <= 1e-15:
                start, end = (0.0, 1.0) if low <= 1e-12 < high + 1e-12 and high > 1e-12 else (0, 0)
            else:
                start, end = max(0.0, low / ocean), min(1.0, high / ocean)
            if end <= start:
                continue
            t = start + (nodes + 1.0) * (end - start) / 2.0
            power += (
                float(np.sum(weights * t**size * (1.0 - t) ** (n - size))) * (end - start) / 2.0
            )
    return min(1.0, power)
