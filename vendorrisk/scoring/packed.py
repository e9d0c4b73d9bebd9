"""Events as arrays, and all that one pass of the kernels says of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.pairs import explained_pairs
from vendorrisk.kernels.tree import shapley_of_or
from vendorrisk.model.assessment import Event
from vendorrisk.scoring.tree import NATIVE_FROM, _check, _columns, _ends, _offsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

RANGE = 4_096  # pairs a thread takes at least


class Packed(NamedTuple):
    """Pairs as arrays, in the layout of `kernels.tree.noisy_or_tree`."""

    events: Ints  # (n_pairs + 1,)
    mechanisms: Ints  # (n_events + 1,)
    root: Floats  # (n_events, 3)
    link: Floats  # (n_mechanisms,)
    severity: Floats  # (n_mechanisms, 3)
    claim: Floats  # (n_mechanisms, 3)


class Explained(NamedTuple):
    """What there is to say of the pairs of a `Packed`.

    ``shapley`` sums to the point of the risk minus the leak over the events of a pair, and
    ``share`` to the same over its mechanisms. Values of information are in the unit of the losses.
    """

    risk: Floats  # (n_pairs, 3)
    intensity: Floats  # (n_events, 3)
    shapley: Floats  # (n_events,)
    share: Floats  # (n_mechanisms,)
    root_value: Floats  # (n_events,)
    claim_value: Floats  # (n_mechanisms,)


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
        events=_offsets([len(events) for events in pairs]),
        mechanisms=_offsets([len(event.mechanisms) for event in flat]),
        root=_columns([_ends(e.claim) for e in flat]),
        link=np.array([m.link for m in mechanisms], dtype=np.float64),
        severity=_columns([_ends(m.severity) for m in mechanisms]),
        claim=_columns([_ends(m.claim) for m in mechanisms]),
    )
    for name, array in (("belief", made.root), ("severity", made.severity), ("claim", made.claim)):
        _check(name, array)
    if not ((made.link >= 0.0) & (made.link <= 0.99)).all():
        raise ModelError("a link is outside [0, 0.99]")
    return made


def nodes_for(offsets: Ints) -> tuple[Floats, Floats]:
    """Return Gauss-Legendre nodes and weights on [0, 1] that are exact for the widest row."""
    widest = int(np.diff(offsets).max(initial=1))
    nodes, weights = np.polynomial.legendre.leggauss(max(1, (widest + 1) // 2))
    return (nodes + 1.0) / 2.0, weights / 2.0


def explain(
    packed: Packed, leak: float, actions: Floats, *, native: bool | None = None
) -> Explained:
    """Evaluate, explain and price what is unknown of every pair.

    Parameters
    ----------
    packed : Packed
        As `pack` makes it: beliefs and severities in [0, 1], links in [0, 0.99].
    leak : float
        Leak in [0, 1).
    actions : (n_actions, 2) float64
        Losses ``actions[a, 0] + actions[a, 1] * R``; at least one.
    native : bool or None
        Use compiled kernels, and as many threads as there are cores; None: from 200 pairs on. The
        bits are the same either way.

    Notes
    -----
    ``share`` is the Owen value: the event's Shapley value, divided inside by the Shapley values of
    its own noisy-OR. Exact, since the game is linear in every event's intensity.
    """
    count, size = packed.events.size - 1, packed.root.shape[0]
    compiled = count >= NATIVE_FROM if native is None else native
    out = Explained(
        risk=np.zeros((count, 3)),
        intensity=np.zeros((size, 3)),
        shapley=np.zeros(size),
        share=np.zeros(packed.link.size),
        root_value=np.zeros(size),
        claim_value=np.zeros(packed.link.size),
    )
    nodes, weights = nodes_for(packed.events)
    run = explained_pairs.native if compiled else explained_pairs

    def part(first: int, last: int) -> None:
        run(
            *packed, float(leak), nodes, weights, actions, first, last, out.intensity, out.risk,
            out.shapley, out.root_value, out.claim_value,
        )  # fmt: skip

    threads = min(os.cpu_count() or 1, -(-count // RANGE)) if compiled else 1
    if threads > 1:
        cuts = [count * i // threads for i in range(threads + 1)]
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(part, cuts[:-1], cuts[1:]))
    elif count:
        part(0, count)
    fired = packed.link * packed.severity[:, 1] * packed.claim[:, 1]
    widths = np.diff(packed.mechanisms)
    if (widths > 1).any():
        inside = shapley_of_or.native if compiled else shapley_of_or
        inside(packed.mechanisms, fired, *nodes_for(packed.mechanisms), out.share)
    else:
        out.share[:] = fired
    if size:
        of = np.repeat(np.arange(size), widths)
        whole = np.bincount(of, weights=out.share, minlength=size)
        part_of = np.divide(out.shapley, whole, out=np.zeros(size), where=whole > 0.0)
        out.share[:] *= part_of[of]
    return out


def decibels_of(risk: Floats) -> Floats:
    """Return ``-10 log10(1 - R)`` in six digits, as `ledger.decibels` does for one."""
    found = -10.0 * np.log10(np.maximum(1e-15, 1.0 - risk))
    return np.asarray(np.round(found, 6) + 0.0)  # no minus zero
