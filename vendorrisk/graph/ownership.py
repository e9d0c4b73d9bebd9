"""Integrated cash-flow ownership by name, and the chains it runs through (model section 3.2)."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from typing import NamedTuple

from vendorrisk.errors import ModelError
from vendorrisk.graph.holdings import Holdings

Stakes = Mapping[tuple[str, str], float]
MAX_STEPS = 100_000  # chains looked at in search of the largest ones


class Chain(NamedTuple):
    """One chain of stakes: who holds whom, and the product of the shares."""

    names: tuple[str, ...]
    product: float


def integrated(stakes: Stakes) -> dict[tuple[str, str], float | None]:
    """Return each holder's share of each company's cash flow, over all chains and circles.

    Parameters
    ----------
    stakes : mapping
        (holder, company) -> direct share in 0..1; what a company holds of itself counts nothing.

    Returns
    -------
    dict
        (holder, company) -> integrated share in 0..1, pairs with none left out; None (unknown)
        for a holder in a closed group, whose companies hold all of each other or more, so that
        no outsider is left to own what it owns.

    Raises
    ------
    ModelError
        For a share outside 0..1.

    Notes
    -----
    See `holdings.Holdings`. For graphs without circles it is the sum over chains of the product
    of the shares.

    Examples
    --------
    >>> integrated({("A", "B"): 0.5, ("B", "C"): 0.4})[("A", "C")]
    0.2
    >>> integrated({("A", "B"): 1.0, ("B", "A"): 1.0})
    {('A', 'B'): None, ('B', 'A'): None}
    """
    for (holder, company), share in stakes.items():
        if not 0.0 <= share <= 1.0:
            raise ModelError(f"the share of {holder} in {company} is {share}, outside 0..1")
    names = sorted({name for pair in stakes for name in pair})
    number = {name: i for i, name in enumerate(names)}
    held = [(pair, share) for pair, share in sorted(stakes.items()) if share > 0.0]
    graph = Holdings(
        [number[holder] for (holder, _), _ in held],
        [number[company] for (_, company), _ in held],
        [share for _, share in held],
        len(names),
    )
    found = graph.holders_of(range(len(names)))
    rows = zip(found.holders.tolist(), found.companies.tolist(), found.shares.tolist(), strict=True)
    shares = {
        (names[holder], names[company]): None if math.isnan(share) else share
        for holder, company, share in rows
        if not share <= LEAST
    }
    return dict(sorted(shares.items()))


LEAST = 1e-12  # of a share; less is rounding


def chains(stakes: Stakes, holder: str, company: str, *, most: int = 5) -> list[Chain]:
    """Return the chains with the largest products from a holder to a company, none in a circle.

    Their products sum to the integrated share where no circle is between the two; what is
    missing runs through circles and through further chains.

    >>> chains({("A", "B"): 0.5, ("B", "C"): 0.4, ("A", "C"): 0.1}, "A", "C")
    [Chain(names=('A', 'B', 'C'), product=0.2), Chain(names=('A', 'C'), product=0.1)]
    """
    held: dict[str, list[tuple[str, float]]] = {}
    for (one, other), share in sorted(stakes.items()):
        if share > 0.0 and one != other:
            held.setdefault(one, []).append((other, share))
    waiting: list[tuple[float, tuple[str, ...]]] = [(-1.0, (holder,))]
    found: list[Chain] = []
    for _ in range(MAX_STEPS):
        if not waiting or len(found) == most:
            break
        product, names = heapq.heappop(waiting)
        if names[-1] == company and len(names) > 1:
            found.append(Chain(names, -product))
            continue
        for other, share in held.get(names[-1], ()):
            if other not in names and product * share < 0.0:  # some are too small for a float
                heapq.heappush(waiting, (product * share, (*names, other)))
    return found
