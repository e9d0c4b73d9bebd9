"""Events as arrays, in the layout of the kernels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.sharing import Sharing, sharing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

NATIVE_FROM = 200  # pairs or worlds from which compiling pays; below, plain source is quicker


class Packed(NamedTuple):
    """Pairs as arrays, in the layout of `kernels.tree.noisy_or_tree`.

    ``shared`` has, by its place, every pair whose events share claims.
    """

    events: Ints  # (n_pairs + 1,)
    mechanisms: Ints  # (n_events + 1,)
    root: Floats  # (n_events, 3)
    link: Floats  # (n_mechanisms,)
    severity: Floats  # (n_mechanisms, 3)
    claim: Floats  # (n_mechanisms, 3)
    shared: tuple[tuple[int, Sharing], ...] = ()


def pack(pairs: Sequence[Sequence[Event]]) -> Packed:
    """Return the events of pairs as arrays.

    Raises
    ------
    ModelError
        For a belief, severity or link outside its range, or low > point > high.
    """
    flat = [event for events in pairs for event in events]
    mechanisms = [m for event in flat for m in event.mechanisms]
    made = Packed(
        events=offsets([len(events) for events in pairs]),
        mechanisms=offsets([len(event.mechanisms) for event in flat]),
        root=_columns([_ends(e.claim) for e in flat]),
        link=np.array([m.link for m in mechanisms], dtype=np.float64),
        severity=_columns([_ends(m.severity) for m in mechanisms]),
        claim=_columns([_ends(m.claim) for m in mechanisms]),
    )
    for name, array in (("belief", made.root), ("severity", made.severity), ("claim", made.claim)):
        _check(name, array)
    if not ((made.link >= 0.0) & (made.link <= 0.99)).all():
        raise ModelError("a link is outside [0, 0.99]")
    found = ((place, sharing(events)) for place, events in enumerate(pairs))
    return made._replace(shared=tuple((place, one) for place, one in found if one is not None))


def offsets(lengths: Sequence[int]) -> Ints:
    """Return where rows of these lengths begin, and where the last one ends.

    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    out = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(np.array(lengths, dtype=np.int64), out=out[1:])
    return out


def nodes_for(starts: Ints) -> tuple[Floats, Floats]:
    """Return Gauss-Legendre nodes and weights on [0, 1] that are exact for the widest row."""
    widest = int(np.diff(starts).max(initial=1))
    nodes, weights = np.polynomial.legendre.leggauss(max(1, (widest + 1) // 2))
    return (nodes + 1.0) / 2.0, weights / 2.0


def _ends(value: Belief | Interval | None) -> tuple[float, float, float]:
    return (1.0, 1.0, 1.0) if value is None else (value.low, value.point, value.high)


def _columns(rows: Sequence[tuple[float, float, float]]) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(len(rows), 3)


def _check(name: str, array: Floats) -> None:
    if array.size == 0:
        return
    if not np.isfinite(array).all() or array.min() < 0.0 or array.max() > 1.0:
        raise ModelError(f"a {name} is outside [0, 1]")
    if (array[:, 0] > array[:, 1]).any() or (array[:, 1] > array[:, 2]).any():
        raise ModelError(f"a {name} breaks low <= point <= high")
