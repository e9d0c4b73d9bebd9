"""Voting power without a majority: Shapley-Shubik, finite and with a dispersed float."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.power import power_in_ocean, power_of_holders

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_BLOCKS = 16  # votes of further, smaller blocks count as dispersed
MAX_VOTES = 1_000_000  # of all holders together, in the finite game
NATIVE_FROM = 9  # blocks from which compiled code pays


def oceanic_power(blocks: Sequence[float], quota: float = 0.5) -> list[float]:
    """Return the Shapley-Shubik power of each block; the rest of the votes is dispersed.

    Parameters
    ----------
    blocks : sequence of float
        Votes of each block in 0..1, summing to at most 1. Of more than 16 the smallest count as
        dispersed: their own power is then ``votes * (power of the ocean) / ocean``.
    quota : float
        Votes needed to decide, in (0, 1].

    Returns
    -------
    list of float
        Power of each block in 0..1. A block with at least the quota has 1.

    Raises
    ------
    ModelError
        For votes outside 0..1, a sum over 1, or a quota outside (0, 1].

    Notes
    -----
    ``phi_i = integral over t in [0,1] of P(quota - w_i <= S_t + t * ocean < quota)`` with S_t the
    votes of the other blocks, each in with probability t (Milnor & Shapley 1978). The integrand
    is a polynomial on every piece, so Gauss-Legendre is exact. A small holder in the ocean has
    power in proportion to its votes (Shapiro & Shapley 1978, "Values of large games, I").

    Examples
    --------
    >>> [round(p, 4) for p in oceanic_power([0.3, 0.2])]
    [0.36, 0.16]
    >>> round(oceanic_power([0.2])[0], 4)
    0.25
    """
    total = math.fsum(blocks)
    if any(not 0.0 <= w <= 1.0 for w in blocks) or total > 1.0 + 1e-9:
        raise ModelError(f"votes must lie in 0..1 and sum to at most 1, got {list(blocks)}")
    if not 0.0 < quota <= 1.0:
        raise ModelError(f"a quota must lie in (0, 1], got {quota}")
    order = sorted(range(len(blocks)), key=lambda i: (-blocks[i], i))
    large, small = order[:MAX_BLOCKS], order[MAX_BLOCKS:]
    votes = np.array([blocks[i] for i in large], dtype=np.float64)
    ocean = max(0.0, 1.0 - math.fsum(votes.tolist()))
    nodes, weights = _rule(max(1, len(large) // 2 + 1))
    found = np.zeros(len(large))
    call = power_in_ocean.chosen(None, pays=len(large) >= NATIVE_FROM)
    call(votes, ocean, float(quota), nodes, weights, found)
    power = dict(zip(large, found.tolist(), strict=True))
    rest = max(0.0, 1.0 - math.fsum(found.tolist()))
    for i in small:
        power[i] = blocks[i] / ocean * rest if ocean > 0.0 else 0.0
    return [power[i] for i in range(len(blocks))]


@functools.lru_cache(maxsize=MAX_BLOCKS)
def _rule(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return nodes and weights of Gauss-Legendre on 0..1; not to be written to."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (nodes + 1.0) / 2.0, weights / 2.0


def voting_power(votes: Sequence[int], quota: int | None = None) -> list[float]:
    """Return the exact Shapley-Shubik power of every holder, none of them dispersed.

    Parameters
    ----------
    votes : sequence of int
        Votes of each holder, 0 or more; at most a million in all. Basis points do for shares.
    quota : int or None
        Votes that decide, at least 1; None: more than half of all.

    Returns
    -------
    list of float
        Power of each holder in 0..1, summing to 1; all 0 where the quota is out of reach.

    Raises
    ------
    ModelError
        For negative votes, more than a million of them, or a quota below 1.

    Notes
    -----
    See `kernels.power.power_of_holders`: exact for any number of holders, up to rounding of about
    1e-13. O(holders^2 * votes).

    Examples
    --------
    >>> [round(p, 4) for p in voting_power([4, 3, 2], 6)]
    [0.6667, 0.1667, 0.1667]
    """
    total = sum(votes)
    if any(w < 0 for w in votes) or total > MAX_VOTES:
        raise ModelError(f"votes must be 0 or more and at most {MAX_VOTES:,} in all")
    quota = total // 2 + 1 if quota is None else quota
    if quota < 1:
        raise ModelError(f"a quota must be at least 1, got {quota}")
    if not votes or quota > total:
        return [0.0] * len(votes)
    divisor = math.gcd(*votes)
    scaled = np.array([w // divisor for w in votes], dtype=np.int64)
    quota, total = -(-quota // divisor), total // divisor
    count = (len(votes) + 1) // 2 + 1
    nodes, weights = np.polynomial.legendre.leggauss(count)
    kept = nodes <= 0.0 if count % 2 else nodes < 0.0
    half = weights[kept] / 2.0
    if count % 2:
        half[-1] /= 2.0
    found = np.zeros(len(votes))
    room = np.zeros((2, max(quota, total - quota + 1) + 1))
    call = power_of_holders.chosen(None, pays=len(votes) * total > 5_000)
    call(scaled, quota, (nodes[kept] + 1.0) / 2.0, half, room, found)
    return [float(p) for p in found]
