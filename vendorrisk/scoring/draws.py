"""Draws links and beliefs for all vendors at once: the risk of each in every draw."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.evidence.fusion import joined
from vendorrisk.kernels.smaa import EXACT, risk_draws
from vendorrisk.kernels.sobol import BITS, sobol
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.beta import beta_tables
from vendorrisk.scoring.dominance import identity
from vendorrisk.scoring.packed import offsets
from vendorrisk.scoring.rebuilding import beliefs_of
from vendorrisk.scoring.sharing import POINTS, components, lattice, shared
from vendorrisk.scoring.threads import share_out

CELL_BITS = 10  # a drawn quantity takes 1,024 equally likely values
DRAW_BITS = 12  # 4,096 draws: shares are right to about .005 near a half and .002 near .95
BLOCK_BITS = 10  # draws a thread does at a time
NATIVE_FROM = 30_000_000  # steps from which compiling pays
EQUAL = 12  # digits to which two risks that are equal agree
CERTAIN = 1e-9  # ignorance below which a belief is not drawn


class Drawn(NamedTuple):
    """Risks of all alternatives in all draws, and the links of those draws.

    ``risk`` is (n_alternatives, n_draws), ``links`` (n_channels, n_draws) in the order of
    ``channels``.
    """

    risk: Any
    channels: tuple[str, ...]
    links: Any


def draw(
    alternatives: Sequence[Sequence[Event]],
    leak: float,
    *,
    seed: int,
    bits: int = DRAW_BITS,
    links: Mapping[str, float] | None = None,
    native: bool | None = None,
    threads: int = 1,
) -> Drawn:
    """Draw the risk of every alternative under common random numbers.

    Parameters
    ----------
    alternatives : sequence of sequence of Event
        The events of each.
    leak : float
        In [0, 1).
    seed : int
        Of the scrambling.
    bits : int
        ``2**bits`` draws, 0 to 24.
    links : mapping or None
        Links by channel, in [0, 1], that are known and not drawn.
    native : bool or None
        Use compiled kernels; None: when the work is large. The bits are the same either way.
    threads : int
        Threads to share the draws; the bits do not depend on it.

    Returns
    -------
    Drawn
        The link of a channel is uniform on (0, 1) and shared by all; a mechanism whose link is
        weaker than others of its channel keeps the ratio. A belief is Beta as in `beta_tables`,
        drawn once however many alternatives share it. A severity runs from its low to its high
        end with the point as median. Claims that several events of one alternative rest on are
        enumerated given what was drawn of them, so that the mean over the beliefs is the tree's.

    Raises
    ------
    ModelError
        For a leak outside [0, 1), or `bits` outside 0 to 24.
    """
    if not 0.0 <= leak < 1.0:
        raise ModelError(f"the leak {leak} is outside [0, 1)")
    if not 0 <= bits <= 24:
        raise ModelError(f"2**{bits} draws are not between 1 and 2**24")
    packed = _pack(alternatives)
    tables = _tables(packed, links or {})
    block = min(BLOCK_BITS, bits)
    heads, tails = sobol(len(tables) - 1, bits, block, seed)
    heads, tails = _cells(heads), _cells(tails)
    risk = np.zeros((len(alternatives), 2**bits))
    steps = 2**bits * (len(tables) + packed.steps)
    compiled = steps >= NATIVE_FROM if native is None else native
    kernel = risk_draws.native if compiled else risk_draws
    given = (*packed.arrays, tables, heads, tails, float(leak))
    share_out(threads, heads.shape[1], lambda a, b: kernel(*given, a, b, risk))
    np.round(risk, EQUAL, out=risk)
    known = slice(1, 1 + len(packed.channels))
    cells = heads[known, :, None] ^ tails[known, None, :]
    taken = [table[cell.ravel()] for table, cell in zip(tables[known], cells, strict=True)]
    return Drawn(risk, packed.channels, np.array(taken).reshape(len(taken), 2**bits))


def _cells(points: Any) -> Any:
    """Return the cells of points, below a row of nothing for what is not drawn."""
    rows = np.zeros((len(points) + 1, points.shape[1]), dtype=np.uint16)
    rows[1:] = points >> (BITS - CELL_BITS)
    return rows


class _Packed(NamedTuple):
    """Events as arrays; row 0 of the tables is 1, then channels, beliefs, severities."""

    arrays: tuple[Any, ...]  # as `risk_draws` takes them, before `tables`
    steps: int  # mechanisms, each counted once a world of its group
    channels: tuple[str, ...]
    beliefs: tuple[Belief, ...]
    severities: tuple[Interval, ...]


class _Group(NamedTuple):
    """Events that share these claims among them and none with other events of the vendor."""

    claims: tuple[Belief, ...]
    events: tuple[Event, ...]

    def worlds(self) -> int:
        return 1 << len(self.claims) if len(self.claims) <= EXACT else POINTS


def _groups(events: Sequence[Event]) -> list[_Group]:
    """Return the events that share nothing, then each lot of events that hang together."""
    claims = {claim.key: claim for claim in shared(events)}
    if not claims:
        return [_Group((), tuple(events))]
    alone: list[Event] = []
    together = []
    for group in components(events):
        keys = {b.key for event in group for b in beliefs_of(event)} & claims.keys()
        if keys:
            together.append(_Group(tuple(claims[key] for key in sorted(keys)), tuple(group)))
        else:
            alone += group
    return [_Group((), tuple(alone)), *together]


def _pack(alternatives: Sequence[Sequence[Event]]) -> _Packed:
    listed = [_groups(events) for events in alternatives]
    groups = [group for one in listed for group in one]
    flat = [event for group in groups for event in group.events]
    mechanisms = [m for event in flat for m in event.mechanisms]
    strongest: dict[str, float] = {}
    for m in mechanisms:
        strongest[m.channel] = max(strongest.get(m.channel, 0.0), m.link)
    channels = tuple(sorted(name for name, link in strongest.items() if link > 0.0))
    parts = _parts(flat)
    held = [b for e, of in zip(flat, parts, strict=True) for b in of or [e.claim]]
    held += [m.claim for m in mechanisms]
    open_ = {identity(b): b for b in held if b is not None and _is_drawn(b)}
    keys = sorted(open_)
    row = {key: 1 + len(channels) + i for i, key in enumerate(keys)}
    wide = [m.severity for m in mechanisms if m.link > 0.0 and m.severity.low < m.severity.high]
    rows = 1 + len(channels) + len(keys) + len(wide)
    root, chance = np.zeros(len(flat), dtype=np.int64), np.ones(len(flat))
    scale, factors = np.zeros(len(mechanisms)), np.zeros((len(mechanisms), 3), dtype=np.int64)
    member: list[tuple[int, float]] = []
    e = k = 0
    severity = rows - len(wide)
    for group in groups:
        slot = {claim.key: rows + i for i, claim in enumerate(group.claims)}
        for event in group.events:
            if parts[e]:
                whole = joined(event.weights, [1.0] * len(event.weights))
                off = 1.0 - math.prod(1.0 - weight for weight in event.weights)
                chance[e] = whole / off if off > 0.0 else 0.0
                for weight, belief in zip(event.weights, event.others, strict=True):
                    at, known = _belief(belief, row, slot)
                    member.append((at, weight * known))
            else:
                root[e], chance[e] = _belief(event.claim, row, slot)
            e += 1
            for one in event.mechanisms:
                if one.link > 0.0:
                    factors[k, 0] = 1 + channels.index(one.channel)
                    factors[k, 2], known = _belief(one.claim, row, slot)
                    scale[k] = one.link / strongest[one.channel] * known
                    if one.severity.low < one.severity.high:
                        factors[k, 1] = severity
                        severity += 1
                    else:
                        scale[k] *= one.severity.point
                k += 1
    slots = [_belief(claim, row, {}) for group in groups for claim in group.claims]
    most = max((len(group.claims) for group in groups), default=0)
    arrays = (
        offsets([len(one) for one in listed]),
        offsets([len(group.claims) for group in groups]),
        np.array([at for at, _ in slots], dtype=np.int64),
        np.array([known for _, known in slots], dtype=np.float64),
        lattice(most) if most > EXACT else np.zeros((0, 0)),
        offsets([len(group.events) for group in groups]),
        offsets([len(event.mechanisms) for event in flat]),
        root,
        chance,
        offsets([len(of) for of in parts]),
        np.array([at for at, _ in member], dtype=np.int64),
        np.array([weight for _, weight in member], dtype=np.float64),
        scale,
        factors,
    )
    steps = sum(g.worlds() * sum(1 + len(one.mechanisms) for one in g.events) for g in groups)
    return _Packed(arrays, steps, channels, tuple(open_[key] for key in keys), tuple(wide))


def _parts(flat: Sequence[Event]) -> list[tuple[Belief, ...]]:
    """Return the beliefs that a root is drawn by: none but for a group whose member stands twice.

    Other groups are drawn as a whole.
    """
    counts = Counter(belief.key for event in flat for belief in beliefs_of(event))
    return [
        event.others if any(counts[other.key] > 1 for other in event.others) else ()
        for event in flat
    ]


def _is_drawn(belief: Belief) -> bool:
    return belief.high - belief.low > CERTAIN and CERTAIN < belief.point < 1.0 - CERTAIN


def _belief(
    belief: Belief | None, row: Mapping[tuple[object, ...], int], slot: Mapping[str, int]
) -> tuple[int, float]:
    """Return the row that a belief is taken from and what it is multiplied by."""
    if belief is None:
        return 0, 1.0
    if belief.key in slot:
        return slot[belief.key], 1.0
    found = row.get(identity(belief))
    return (0, belief.point) if found is None else (found, 1.0)


def _tables(packed: _Packed, links: Mapping[str, float]) -> Any:
    cells = 1 << CELL_BITS
    even = (np.arange(cells) + 0.5) / cells
    tables = np.ones((1 + len(packed.channels), cells))
    for i, name in enumerate(packed.channels):
        tables[1 + i] = links.get(name, even)
    parts = [tables]
    if packed.beliefs:
        points = np.array([b.point for b in packed.beliefs])
        widths = np.array([b.high - b.low for b in packed.beliefs])
        parts.append(beta_tables(points, widths, cells))
    if packed.severities:
        ends = np.array([(x.low, x.point, x.high) for x in packed.severities])
        low, point, high = (ends[:, k : k + 1] for k in range(3))
        up, down = np.minimum(2.0 * even, 1.0), np.maximum(2.0 * even - 1.0, 0.0)
        parts.append(low + (point - low) * up + (high - point) * down)
    return np.ascontiguousarray(np.concatenate(parts))
