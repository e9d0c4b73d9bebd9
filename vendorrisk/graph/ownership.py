"""Integrated cash-flow ownership through chains and circles (model section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def integrated(stakes: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float] | None:
    """Return each holder's share of each company's cash flow, over all paths.

    Parameters
    ----------
    stakes : mapping
        (holder, company) -> direct share in 0..1.

    Returns
    -------
    dict or None
        (holder, company) -> integrated share in 0..1, or None (unknown) when a closed group of
        companies holds all of itself, so that no outsider is left to own it.

    Notes
    -----
    ``N = (I - D)^-1``, ``Y = N - I`` scaled by the diagonal for firms in a circle:
    Y[h, c] = N[h, c] / N[h, h], the share of c that ends at h when h itself is an end owner
    (Brioschi, Buzzacchi & Colombo 1989). For graphs without circles this is the sum over paths
    of the product of the shares.

    Examples
    --------
    >>> integrated({("A", "B"): 0.5, ("B", "C"): 0.4})[("A", "C")]
    0.2
    >>> integrated({("A", "B"): 1.0, ("B", "A"): 1.0}) is None
    True
    """
    names = sorted({name for pair in stakes for name in pair})
    if not names:
        return {}
    place = {name: i for i, name in enumerate(names)}
    direct = np.zeros((len(names), len(names)))
    for (holder, company), share in stakes.items():
        if holder != company:
            direct[place[holder], place[company]] = share
    if _closed_group(direct):
        return None
    full = np.linalg.inv(np.eye(len(names)) - direct)
    out = {}
    for holder, i in place.items():
        for company, j in place.items():
            if i != j and full[i, j] > 1e-12:
                out[(holder, company)] = min(1.0, float(full[i, j] / full[i, i]))
    return out


def reachable(stakes: Mapping[tuple[str, str], float]) -> set[tuple[str, str]]:
    """Return every (holder, company) joined by a chain of stakes above 0.

    >>> sorted(reachable({("A", "B"): 0.5, ("B", "C"): 0.4}))
    [('A', 'B'), ('A', 'C'), ('B', 'C')]
    """
    pairs = {pair for pair, share in stakes.items() if share > 0.0 and pair[0] != pair[1]}
    while True:
        longer = {(a, d) for a, b in pairs for c, d in pairs if b == c and a != d} - pairs
        if not longer:
            return pairs
        pairs |= longer


def _closed_group(direct: np.ndarray) -> bool:
    """Whether some set of companies is wholly owned by itself: spectral radius of D is 1."""
    return bool(np.max(np.abs(np.linalg.eigvals(direct))) > 1.0 - 1e-9)
