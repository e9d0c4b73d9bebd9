"""All that one pass of the kernels says of pairs: intervals, shares, values of information."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vendorrisk.kernels.pairs import explained_pairs
from vendorrisk.kernels.tree import shapley_of_or
from vendorrisk.scoring.packed import NATIVE_FROM, Packed, nodes_for, offsets
from vendorrisk.scoring.sharing import Sharing, Worlds, in_order
from vendorrisk.scoring.threads import share_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RANGE = 4_096  # pairs a thread takes at least


class Explained(NamedTuple):
    """What there is to say of the pairs of a `Packed`.

    ``shapley`` sums to the point of the risk minus the leak over the events of a pair, and
    ``share`` to the same over its mechanisms. Values of information are in the unit of the losses,
    and 0 or more: of a root claim, or of a private one. A claim that is shared has its joint value
    wherever it stands; a group event that of its members, where one of them is shared and it is
    worth more than to know the group.
    """

    risk: Floats  # (n_pairs, 3)
    intensity: Floats  # (n_events, 3)
    shapley: Floats  # (n_events,)
    share: Floats  # (n_mechanisms,)
    root_value: Floats  # (n_events,)
    claim_value: Floats  # (n_mechanisms,)


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
    its own noisy-OR. Exact, since the game is linear in every event's intensity. Where nobody has
    spoken the base rate is judgement: such a claim is also taken as even, the rest as it is, and
    the larger value of information counts.
    """
    count, size = packed.events.size - 1, packed.root.shape[0]
    compiled = count >= NATIVE_FROM if native is None else native
    out = _nothing(count, size, packed.link.size)
    _run(packed, None, leak, actions, out, compiled)
    for place, one in packed.shared:
        _mix(packed, place, one, leak, actions, out, native)
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


def _nothing(pairs: int, events: int, mechanisms: int) -> Explained:
    return Explained(
        risk=np.zeros((pairs, 3)),
        intensity=np.zeros((events, 3)),
        shapley=np.zeros(events),
        share=np.zeros(mechanisms),
        root_value=np.zeros(events),
        claim_value=np.zeros(mechanisms),
    )


def _run(
    rows: Packed,
    mass: Floats | None,
    leak: float,
    actions: Floats,
    out: Explained,
    compiled: bool,
) -> None:
    """Write what the kernel says of rows that are pairs, or with a `mass` the worlds of one."""
    count = rows.events.size - 1
    worlds = np.arange(count + 1, dtype=np.int64)
    if mass is not None:
        worlds, count = np.array([0, count], dtype=np.int64), 1
    weights = np.ones((rows.events.size - 1, 3)) if mass is None else mass
    nodes, masses = nodes_for(rows.events)
    run: Callable[..., None] = explained_pairs.native if compiled else explained_pairs

    def part(first: int, last: int) -> None:
        run(
            worlds, weights, *rows[:6], float(leak), nodes, masses, actions, first, last,
            out.intensity, out.risk, out.shapley, out.root_value, out.claim_value,
        )  # fmt: skip

    most = max(1, -(-count // RANGE))
    share_out(min(os.cpu_count() or 1, most) if compiled else 1, count, part)


def _mix(
    packed: Packed,
    place: int,
    one: Sharing,
    leak: float,
    actions: Floats,
    out: Explained,
    native: bool | None,
) -> None:
    """Write of a pair whose events share claims the mean over the worlds of these claims."""
    first, last = packed.events[place], packed.events[place + 1]
    begin, end = packed.mechanisms[first], packed.mechanisms[last]
    count = last - first
    inner = packed.mechanisms[first : last + 1] - begin

    def told(worlds: Worlds) -> Explained:
        rows = _rows(worlds, inner, packed.link[begin:end], packed.severity[begin:end])
        compiled = len(worlds.mass) >= NATIVE_FROM if native is None else native
        found = _nothing(1, len(rows.root), rows.link.size)
        _run(rows, worlds.mass, leak, actions, found, compiled)
        return found

    found = told(one.worlds())
    out.risk[place] = in_order(found.risk[0])
    out.intensity[first:last] = in_order(found.intensity[:count])
    out.shapley[first:last] = found.shapley[:count]
    out.root_value[first:last] = found.root_value[:count]
    out.claim_value[begin:end] = found.claim_value[: end - begin]
    for i, claim in enumerate(one.claims):
        value = found.root_value[count + i]
        if claim.low <= 0.0 and claim.high >= 1.0:
            value = max(value, told(one.worlds(even=i)).root_value[count + i])
        roots, private, groups = one.holders(i)
        out.root_value[[first + e for e in roots]] = value
        out.claim_value[[begin + m for m in private]] = value
        for e in groups:
            out.root_value[first + e] = max(out.root_value[first + e], value)


def _rows(worlds: Worlds, inner: Floats, link: Floats, severity: Floats) -> Packed:
    """Return worlds as pairs, each with an event more a shared claim: it does nothing but tell."""
    count, size = worlds.truth.shape
    telling = np.repeat(worlds.truth[:, :, None].astype(np.float64), 3, axis=2)
    root = np.concatenate([worlds.root, telling], axis=1)
    lengths = np.concatenate([np.diff(inner), np.zeros(size, dtype=np.int64)])
    return Packed(
        events=np.arange(count + 1, dtype=np.int64) * root.shape[1],
        mechanisms=offsets(np.tile(lengths, count).tolist()),
        root=np.ascontiguousarray(root).reshape(-1, 3),
        link=np.tile(link, count),
        severity=np.tile(severity, (count, 1)),
        claim=np.ascontiguousarray(worlds.claim).reshape(-1, 3),
    )


def decibels_of(risk: Floats) -> Floats:
    """Return ``-10 log10(1 - R)`` in six digits, as `ledger.decibels` does for one."""
    found = -10.0 * np.log10(np.maximum(1e-15, 1.0 - risk))
    return np.asarray(np.round(found, 6) + 0.0)  # no minus zero
