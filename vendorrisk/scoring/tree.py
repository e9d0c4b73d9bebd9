"""Scores pairs by the risk tree: intervals and Shapley values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.base import Noun
from vendorrisk.scoring.packed import NATIVE_FROM, nodes_for, pack
from vendorrisk.scoring.sharing import Sharing, in_order, intensities


class Scored(Noun):
    """Risk of one pair, intensity of each event, and each event's Shapley value at the point.

    The Shapley values sum to the point of the risk minus the leak: what the leak would give alone
    is nobody's.
    """

    risk: Interval
    intensity: tuple[Interval, ...]
    shapley: tuple[float, ...]


def score(
    pairs: Sequence[Sequence[Event]], leak: float, *, native: bool | None = None
) -> list[Scored]:
    """Score every pair.

    Events of a pair are independent but for the claims that several of them rest on: these are
    enumerated, so that no claim counts twice (`vendorrisk.scoring.sharing`).

    Parameters
    ----------
    pairs : sequence of sequence of Event
        The events of each (vendor, buyer) pair.
    leak : float
        Leak in [0, 1).
    native : bool or None
        Use compiled kernels; None: from 200 pairs on. The bits are the same either way.

    Returns
    -------
    list of Scored
        In the order of `pairs`; low <= point <= high.

    Raises
    ------
    ModelError
        For a belief, severity or link outside [0, 1], a leak outside [0, 1), or low > high.
    """
    if not 0.0 <= leak < 1.0:
        raise ModelError(f"the leak {leak} is outside [0, 1)")
    events, mechanisms, root, link, severity, claim, sharing = pack(pairs)
    intensity = np.zeros(root.shape)
    risk = np.zeros((len(pairs), 3))
    compiled = len(pairs) >= NATIVE_FROM if native is None else native
    tree = noisy_or_tree.native if compiled else noisy_or_tree
    tree(events, mechanisms, root, link, severity, claim, float(leak), intensity, risk)
    values = np.zeros(len(root))
    shapley = shapley_of_or.native if compiled else shapley_of_or
    shapley(events, np.ascontiguousarray(intensity[:, 1]), *nodes_for(events), values)
    together = {place: _together(one, leak, native) for place, one in sharing}
    return [
        together[i]
        if i in together
        else Scored(
            risk=_interval(risk[i]),
            intensity=tuple(_interval(intensity[e]) for e in range(events[i], events[i + 1])),
            shapley=tuple((1.0 - leak) * float(values[e]) for e in range(events[i], events[i + 1])),
        )
        for i in range(len(pairs))
    ]


def _together(one: Sharing, leak: float, native: bool | None) -> Scored:
    """Score one pair whose events share claims: the mean over the worlds of these claims."""
    weights, y = intensities(one.events)
    count = len(one.events)
    safe = (1.0 - leak) * np.prod(1.0 - y, axis=1)
    values = np.zeros(len(y) * count)
    starts = np.arange(0, len(y) * count + 1, count, dtype=np.int64)
    compiled = len(y) >= NATIVE_FROM if native is None else native
    shapley = shapley_of_or.native if compiled else shapley_of_or
    shapley(starts, np.ascontiguousarray(y[:, :, 1]).reshape(-1), *nodes_for(starts), values)
    parts = (weights[:, 1, None] * values.reshape(len(y), count)).sum(axis=0)
    return Scored(
        risk=_interval(in_order(1.0 - (weights * safe).sum(axis=0))),
        intensity=tuple(_interval(in_order(row)) for row in (weights[:, None, :] * y).sum(axis=0)),
        shapley=tuple((1.0 - leak) * float(part) for part in parts),
    )


def _interval(row: np.ndarray) -> Interval:
    return Interval(low=float(row[0]), point=float(row[1]), high=float(row[2]))
