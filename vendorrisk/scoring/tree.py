"""Packs events into arrays, runs the kernels, unpacks intervals and Shapley values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.base import Noun

NATIVE_FROM = 200  # pairs from which compiling pays; below, the plain source is quicker


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
    flat = [event for events in pairs for event in events]
    mechanisms = [m for event in flat for m in event.mechanisms]
    starts = _offsets([len(events) for events in pairs])
    inner = _offsets([len(event.mechanisms) for event in flat])
    root = _columns([_ends(e.claim) for e in flat])
    severity = _columns([_ends(m.severity) for m in mechanisms])
    claim = _columns([_ends(m.claim) for m in mechanisms])
    link = np.array([m.link for m in mechanisms], dtype=np.float64)
    for name, array in (("belief", root), ("severity", severity), ("claim", claim)):
        _check(name, array)
    if not ((link >= 0.0) & (link <= 0.99)).all():
        raise ModelError("a link is outside [0, 0.99]")
    intensity = np.zeros((len(flat), 3))
    risk = np.zeros((len(pairs), 3))
    compiled = len(pairs) >= NATIVE_FROM if native is None else native
    tree = noisy_or_tree.native if compiled else noisy_or_tree
    tree(starts, inner, root, link, severity, claim, float(leak), intensity, risk)
    values = np.zeros(len(flat))
    widest = int(np.diff(starts).max(initial=1))
    nodes, weights = np.polynomial.legendre.leggauss(max(1, (widest + 1) // 2))
    shapley = shapley_of_or.native if compiled else shapley_of_or
    points = np.ascontiguousarray(intensity[:, 1])
    shapley(starts, points, (nodes + 1) / 2, weights / 2, values)
    return [
        Scored(
            risk=_interval(risk[i]),
            intensity=tuple(_interval(intensity[e]) for e in range(starts[i], starts[i + 1])),
            shapley=tuple((1.0 - leak) * float(values[e]) for e in range(starts[i], starts[i + 1])),
        )
        for i in range(len(pairs))
    ]


def _offsets(lengths: list[int]) -> np.ndarray:
    out = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(np.array(lengths, dtype=np.int64), out=out[1:])
    return out


def _ends(value: object) -> tuple[float, float, float]:
    if value is None:
        return (1.0, 1.0, 1.0)
    return (value.low, value.point, value.high)  # type: ignore[attr-defined]


def _columns(rows: list[tuple[float, float, float]]) -> np.ndarray:
    return np.array(rows, dtype=np.float64).reshape(len(rows), 3)


def _check(name: str, array: np.ndarray) -> None:
    if array.size == 0:
        return
    if not np.isfinite(array).all() or array.min() < 0.0 or array.max() > 1.0:
        raise ModelError(f"a {name} is outside [0, 1]")
    if (array[:, 0] > array[:, 1]).any() or (array[:, 1] > array[:, 2]).any():
        raise ModelError(f"a {name} breaks low <= point <= high")


def _interval(row: np.ndarray) -> Interval:
    return Interval(low=float(row[0]), point=float(row[1]), high=float(row[2]))
