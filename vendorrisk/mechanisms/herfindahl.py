"""Herfindahl-Hirschman index of a client book of which parts are known (model section 3.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product as choices

from vendorrisk.errors import ModelError
from vendorrisk.model.assessment import Interval
from vendorrisk.model.belief import Figure

MOST_FREE = 6  # clients with an uncertain share up to which the bounds are exact


def books(shares: list[Figure], cap: float | None = None) -> Iterator[tuple[list[float], float]]:
    """Yield the extreme client books that shares known only as intervals allow.

    A book is the shares of the named clients, and the sum of squares of the unnamed ones, none of
    which is larger than `cap`. At an extreme every share is at an end, but for one that takes what
    is left. A convex measure such as the HHI has its maximum at one of them; none is yielded when
    the shares cannot sum to 1.
    """
    top = min(1.0, max(0.01, cap)) if cap is not None else 1.0  # a wider cap is a safe bound
    for ends in choices(*({share.low, share.high} for share in shares)):
        for blocks in range(math.floor(1.0 / top + 1e-12) + 1):
            squares = blocks * top * top
            rest = 1.0 - blocks * top - math.fsum(ends)
            if -1e-9 <= rest <= top + 1e-9:
                yield list(ends), squares + max(0.0, rest) ** 2
            for i, share in enumerate(shares):
                left = rest + ends[i]
                if share.low - 1e-12 <= left <= share.high + 1e-12:
                    yield [*ends[:i], left, *ends[i + 1 :]], squares


def hhi_bounds(shares: list[Figure], cap: float | None = None) -> tuple[float, float]:
    """Return the lowest and highest Herfindahl-Hirschman index that known shares allow.

    Parameters
    ----------
    shares : list of Figure
        Known shares in 0..1, each with its interval; the lows sum to at most 1.
    cap : float or None
        Largest share that an unnamed client can have; None: as much as is left.

    Returns
    -------
    tuple of float
        Low: every share at its low and the rest split among very many; high: the largest index of
        any extreme book, 1 where too many shares are uncertain to try them all.

    Raises
    ------
    ModelError
        For shares outside 0..1, or lows that sum to more than 1.
    """
    lows = [share.low for share in shares]
    if not all(0.0 <= s.low <= s.high <= 1.0 for s in shares) or math.fsum(lows) > 1.0 + 1e-9:
        raise ModelError(f"client shares must lie in 0..1 and sum to at most 1, got {lows}")
    low = math.fsum(share**2 for share in lows)
    found = (math.fsum(s * s for s in named) + squares for named, squares in corners(shares, cap))
    return low, min(1.0, max(low, max(found, default=1.0)))


def corners(shares: list[Figure], cap: float | None) -> list[tuple[list[float], float]]:
    """Return the extreme books; none where too many shares are uncertain to try them all."""
    uncertain = sum(share.low < share.high for share in shares)
    return list(books(shares, cap)) if uncertain <= MOST_FREE else []


def after_loss(index: float, share: float, part: float) -> float:
    """Return the HHI after a client of `share` takes away `part` of its business.

    >>> round(after_loss(0.26, 0.3, 1.0), 4)
    0.3469
    """
    lost = share * part
    if lost > 1.0 - 1e-9:
        return 1.0  # nothing is left; the most that it can be
    return min(1.0, (index - share**2 + (share - lost) ** 2) / (1.0 - lost) ** 2)


def least_after(index: float, share: float, part: Figure | Interval) -> float:
    """Return the lowest HHI after a loss: it may lie between the ends of the part that is lost."""
    others = index - share**2
    kept = others / (share * (1.0 - share)) if 0.0 < share < 1.0 else 1.0
    lost = min(max(1.0 - kept, part.low), part.high)
    return after_loss(index, share, lost)


def as_one(shares: Mapping[str, Figure], tops: Mapping[str, str]) -> dict[str, Figure]:
    """Return shares by client, those under common control as one (ASC 280-10-50-42).

    Parameters
    ----------
    shares : mapping of str to Figure
        Shares by name.
    tops : mapping of str to str
        Who is at the top of each of them.

    Returns
    -------
    dict
        Shares by who is at the top. What is told of the top itself is of the whole group; else the
        shares of its members add up, at most to 1.
    """
    groups: dict[str, list[str]] = {}
    for name in shares:
        groups.setdefault(tops[name], []).append(name)
    out = {}
    for top, names in groups.items():
        if len(names) == 1:
            out[names[0]] = shares[names[0]]
        elif top in names:
            out[top] = shares[top]
        else:
            parts = [shares[name] for name in names]
            low, point, high = (
                min(1.0, math.fsum(getattr(one, end) for one in parts))
                for end in ("low", "point", "high")
            )
            ids = tuple(dict.fromkeys(claim for one in parts for claim in one.claims))
            how = " + ".join(
                f"{name} {one.point:.4g}" for name, one in zip(names, parts, strict=True)
            )
            out[top] = Figure(low=low, point=point, high=high, how=how, claims=ids)
    return out
