"""Packs events into arrays, runs the kernels, unpacks intervals and Shapley values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.base import Noun
from vendorrisk.scoring.sharing import intensities, shared

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
    sharing = [bool(shared(events)) for events in pairs]
    if not any(sharing):
        return _independent(pairs, leak, native)
    apart = _independent(
        [events for events, one in zip(pairs, sharing, strict=True) if not one], leak, native
    )
    rest = iter(apart)
    return [
        _together(events, leak, native) if one else next(rest)
        for events, one in zip(pairs, sharing, strict=True)
    ]


def _together(events: Sequence[Event], leak: float, native: bool | None) -> Scored:
    """Score one pair whose events share claims: the mean over the worlds of these claims."""
    _independent([events], leak, False)  # refuses what no event can be
    weights, y = intensities(events)
    count = len(events)
    safe = (1.0 - leak) * np.prod(1.0 - y, axis=1)
    values = np.zeros(len(y) * count)
    starts = np.arange(0, len(y) * count + 1, count, dtype=np.int64)
    nodes, masses = np.polynomial.legendre.leggauss(max(1, (count + 1) // 2))
    compiled = len(y) >= NATIVE_FROM if native is None else native
    shapley = shapley_of_or.native if compiled else shapley_of_or
    points = np.ascontiguousarray(y[:, :, 1]).reshape(-1)
    shapley(starts, points, (nodes + 1) / 2, masses / 2, values)
    parts = (weights[:, 1, None] * values.reshape(len(y), count)).sum(axis=0)
    return Scored(
        risk=_ordered(1.0 - (weights * safe).sum(axis=0)),
        intensity=tuple(_ordered(row) for row in (weights[:, None, :] * y).sum(axis=0)),
        shapley=tuple((1.0 - leak) * float(part) for part in parts),
    )


def _ordered(row: np.ndarray) -> Interval:
    """Return low <= point <= high, which sums keep only up to rounding."""
    low, point, high = np.maximum.accumulate(np.clip(row, 0.0, 1.0))
    return Interval(low=float(low), point=float(point), high=float(high))


def _independent(
    pairs: Sequence[Sequence[Event]], leak: float, native: bool | None
) -> list[Scored]:
    """Score pairs whose events share no claim."""
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
