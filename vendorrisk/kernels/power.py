"""Shapley-Shubik power by distributions of votes, and by subsets against a dispersed float."""

from __future__ import annotations

from typing import Any

from vendorrisk.kernels.native import kernel

_SIGNATURE = "void(int64[::1], int64, float64[::1], float64[::1], float64[:,::1], float64[::1])"


@kernel(_SIGNATURE)
def power_of_holders(  # noqa: PLR0912  # a kernel takes arrays by place
    votes: Any, quota: Any, nodes: Any, weights: Any, room: Any, power: Any
) -> None:
    """Shapley-Shubik power of holders with whole numbers of votes.

    Parameters
    ----------
    votes : (n_holders,) int64
        Votes of each holder, 0 or more.
    quota : int64
        Votes that decide, at least 1 and at most all.
    nodes, weights : (n_nodes,) float64
        The half of Gauss-Legendre on [0, 1] with nodes up to 1/2 (the weight of 1/2 itself
        halved); exact with at least half as many nodes in all as holders.
    room : (2, max(quota, sum of votes - quota + 1) + 1) float64
        To work in.
    power : (n_holders,) float64
        Out: in [0, 1]; they sum to 1.

    Notes
    -----
    Each holder has arrived at time t with probability t, so holder i decides at t with
    ``P(quota - w_i <= S < quota)``, S the votes of the others that have arrived (Owen 1972,
    "Multilinear extensions of games"). Who decides at 1 - t is who decides at t with the quota
    ``sum - quota + 1``, so one distribution serves both. With F(x) the probability that all
    arrived votes are below x and A(x) the same without holder i, ``F(x) = (1 - t) A(x) +
    t A(x - w_i)``, which gives A from below. An error in A(x - w_i) goes into A(x) times
    t / (1 - t), at most 1, so errors do not grow, unlike those of dividing a generating function
    of counts. O(nodes * holders * votes).
    """
    total = 0
    for i in range(votes.shape[0]):
        total += votes[i]
        power[i] = 0.0
    other = total - quota + 1
    top = max(quota, other)
    for k in range(nodes.shape[0]):
        t = nodes[k]
        off = 1.0 - t
        now = 0
        room[0, 0] = 1.0
        reach = 0  # votes of those counted so far, no more than top
        for i in range(votes.shape[0]):
            w = votes[i]
            if w == 0:
                continue
            old, new = room[now], room[1 - now]
            last = min(top, reach + w)
            kept = min(w - 1, reach)
            for x in range(kept + 1):
                new[x] = off * old[x]
            for x in range(kept + 1, min(w, last + 1)):
                new[x] = 0.0
            both = min(reach, last)
            into, out, come = new[w : both + 1], old[w : both + 1], old[: max(0, both + 1 - w)]
            for x in range(into.shape[0]):
                into[x] = off * out[x] + t * come[x]
            first = max(w, both + 1)
            into, come = new[first : last + 1], old[first - w : last + 1 - w]
            for x in range(into.shape[0]):
                into[x] = t * come[x]
            reach = last
            now = 1 - now
        found = room[now]
        below = 0.0
        for x in range(top + 1):  # from here on F(x): strictly below x
            here = found[x] if x <= reach else 0.0
            found[x] = below
            below += here
        for i in range(votes.shape[0]):
            w = votes[i]
            if w == 0:
                continue
            for side in range(2):
                end = quota if side == 0 else other
                x = end % w
                before = 0.0
                last_one = 0.0
                while x <= end:
                    before = last_one
                    last_one = (found[x] - t * before) / off
                    x += w
                power[i] += weights[k] * (last_one - before)
    for i in range(votes.shape[0]):
        power[i] = min(1.0, max(0.0, power[i]))


_OCEAN = "void(float64[::1], float64, float64, float64[::1], float64[::1], float64[::1])"


@kernel(_OCEAN)
def power_in_ocean(
    blocks: Any, ocean: Any, quota: Any, nodes: Any, weights: Any, power: Any
) -> None:
    """Shapley-Shubik power of blocks of votes, the rest of the votes dispersed.

    Parameters
    ----------
    blocks : (n_blocks,) float64
        Votes of each block in [0, 1].
    ocean : float64
        Dispersed votes; with the blocks they sum to 1.
    quota : float64
        Votes that decide, in (0, 1].
    nodes, weights : (n_nodes,) float64
        Gauss-Legendre on [0, 1]; exact with at least half as many nodes as blocks.
    power : (n_blocks,) float64
        Out: in [0, 1]; what is missing to 1 is that of the ocean.

    Notes
    -----
    ``phi_i = integral over t in [0, 1] of P(quota - w_i <= S + t * ocean < quota)``, S the votes of
    the other blocks, each in with probability t (Milnor and Shapley 1978, "Values of large games
    II: oceanic games"). Every subset of the others has its stretch of t, on which the integrand is
    ``t^m (1 - t)^(n - m)``. O(nodes * blocks * 2^blocks).
    """
    n = blocks.shape[0]
    for i in range(n):
        found = 0.0
        for subset in range(1 << (n - 1)):
            votes = 0.0
            size = 0
            for other in range(n - 1):
                if subset >> other & 1:
                    votes += blocks[other if other < i else other + 1]
                    size += 1
            low, high = quota - blocks[i] - votes, quota - votes  # of t * ocean
            if ocean <= 1e-15:
                start, end = 0.0, 1.0 if low <= 1e-12 < high else 0.0
            else:
                start, end = max(0.0, low / ocean), min(1.0, high / ocean)
            if end <= start:
                continue
            for k in range(nodes.shape[0]):
                t = start + nodes[k] * (end - start)
                value = weights[k] * (end - start)
                for _ in range(size):
                    value *= t
                for _ in range(n - 1 - size):
                    value *= 1.0 - t
                found += value
        power[i] = min(1.0, found)
