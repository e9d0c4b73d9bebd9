"""Runs the kernels over events, unpacks intervals and Shapley values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.base import Noun
from vendorrisk.scoring.packed import NATIVE_FROM, nodes_for, pack


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
    packed = pack(pairs)
    starts = packed.events
    intensity = np.zeros((packed.root.shape[0], 3))
    risk = np.zeros((len(pairs), 3))
    compiled = len(pairs) >= NATIVE_FROM if native is None else native
    tree = noisy_or_tree.native if compiled else noisy_or_tree
    tree(*packed, float(leak), intensity, risk)
    values = np.zeros(packed.root.shape[0])
    shapley = shapley_of_or.native if compiled else shapley_of_or
    points = np.ascontiguousarray(intensity[:, 1])
    shapley(starts, points, *nodes_for(starts), values)
    return [
        Scored(
            risk=_interval(risk[i]),
            intensity=tuple(_interval(intensity[e]) for e in range(starts[i], starts[i + 1])),
            shapley=tuple((1.0 - leak) * float(values[e]) for e in range(starts[i], starts[i + 1])),
        )
        for i in range(len(pairs))
    ]


def _interval(row: np.ndarray) -> Interval:
    return Interval(low=float(row[0]), point=float(row[1]), high=float(row[2]))
