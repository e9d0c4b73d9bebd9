"""SMAA: draws links and beliefs for all vendors at once, and counts who is safer than whom."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.smaa import accepted_ranks, places, risk_draws
from vendorrisk.kernels.sobol import BITS, sobol
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.ranking import Pair, Ranking, Standing
from vendorrisk.scoring.beta import beta_tables
from vendorrisk.scoring.dominance import dominates, identity
from vendorrisk.scoring.ledger import DIGITS

CELL_BITS = 10  # a drawn quantity takes 1,024 equally likely values
DRAW_BITS = 12  # 4,096 draws: shares are right to about .005 near a half and .002 near .95
BLOCK_BITS = 10  # draws a thread does at a time
NATIVE_FROM = 30_000_000  # steps from which compiling pays
CONFIDENCE = 12  # vendors up to which confidence factors are worked out: each takes a run more
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


class Counted(NamedTuple):
    """How often i is riskier than j, and how often it has rank r (0 the safest), in draws."""

    riskier: Any
    accepted: Any


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
        end with the point as median.

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
    heads = np.concatenate([np.zeros((1, heads.shape[1]), dtype=np.int64), heads])
    tails = np.concatenate([np.zeros((1, tails.shape[1]), dtype=np.int64), tails])
    risk = np.zeros((len(alternatives), 2**bits))
    steps = 2**bits * (len(tables) + len(packed.scale) + len(alternatives) ** 2)
    kernel = risk_draws.native if _compiled(native, steps) else risk_draws
    shared = (*packed.arrays, tables, heads, tails, BITS - CELL_BITS, float(leak))
    _share(lambda a, b: kernel(*shared, a, b, risk), heads.shape[1], threads)
    np.round(risk, EQUAL, out=risk)
    known = slice(1, 1 + len(packed.channels))
    cells = (heads[known, :, None] ^ tails[known, None, :]) >> (BITS - CELL_BITS)
    taken = [table[cell.ravel()] for table, cell in zip(tables[known], cells, strict=True)]
    return Drawn(risk, packed.channels, np.array(taken).reshape(len(taken), 2**bits))


def count(risk: Any, *, native: bool | None = None, threads: int = 1) -> Counted:
    """Count orders and ranks in draws; any model's, as long as less is safer.

    Parameters
    ----------
    risk : (n_alternatives, n_draws) float64
        No NaN.
    native, threads
        As in `draw`.

    Returns
    -------
    Counted
        Rows and columns of ``accepted`` sum to the number of draws; equals share their ranks.
    """
    risk = np.ascontiguousarray(risk, dtype=np.float64)
    size = len(risk)
    riskier = np.zeros((size, size), dtype=np.int64)
    below = np.zeros(risk.shape, dtype=np.int64)
    accepted = np.zeros((size, size))
    compiled = _compiled(native, risk.size * size * 4)
    first = places.native if compiled else places
    second = accepted_ranks.native if compiled else accepted_ranks
    _share(lambda a, b: first(risk, 1 << BLOCK_BITS, a, b, riskier, below), size, threads)
    _share(lambda a, b: second(risk, below, riskier, a, b, accepted), size, threads)
    return Counted(riskier, accepted)


def entropy_bits(shares: Sequence[float]) -> float:
    """Return Shannon's entropy in bits.

    >>> entropy_bits([0.5, 0.5]), entropy_bits([1.0, 0.0])
    (1.0, 0.0)
    """
    return -math.fsum(p * math.log2(p) for p in shares if p > 0.0) + 0.0


def rank(
    vendors: Sequence[str],
    alternatives: Sequence[Sequence[Event]],
    leak: float,
    *,
    safer_from: float,
    seed: int = 0,
    bits: int = DRAW_BITS,
    native: bool | None = None,
    threads: int = 1,
) -> Ranking:
    """Rank vendors where neither links nor beliefs are known for sure.

    Parameters
    ----------
    vendors : sequence of str
        Names, in the order of `alternatives`.
    alternatives, leak, seed, bits, native, threads
        As in `draw`.
    safer_from : float
        Share of draws from which one vendor is called safer than another.

    Returns
    -------
    Ranking
        Standings in the order of `vendors`; of every pair, the one that is safer more often first.
    """
    drawn = draw(alternatives, leak, seed=seed, bits=bits, native=native, threads=threads)
    counted = count(drawn.risk, native=native, threads=threads)
    draws = drawn.risk.shape[1]
    best = drawn.risk == drawn.risk.min(axis=0, initial=2.0)
    shares = best / np.maximum(best.sum(axis=0), 1)
    standings = []
    for i, vendor in enumerate(vendors):
        central = confidence = None
        if shares[i].any():
            means = (drawn.links * shares[i]).sum(axis=1) / shares[i].sum()
            central = dict(zip(drawn.channels, map(float, means), strict=True))
            if len(vendors) <= CONFIDENCE:
                again = draw(
                    alternatives, leak, seed=seed, bits=bits, links=central, native=native
                ).risk
                first = again == again.min(axis=0)
                confidence = round(float((first[i] / first.sum(axis=0)).sum()) / draws, DIGITS)
            central = {name: round(value, DIGITS) for name, value in central.items()}
        ranks = tuple(round(float(r) / draws, DIGITS) for r in counted.accepted[i])
        standings.append(
            Standing(vendor=vendor, ranks=ranks, central_links=central, confidence=confidence)
        )
    return Ranking(
        draws=draws,
        seed=seed,
        safer_from=safer_from,
        standings=tuple(standings),
        pairs=tuple(
            _pair(vendors, alternatives, counted.riskier, draws, safer_from, i, j)
            for i, j in combinations(range(len(vendors)), 2)
        ),
        entropy_bits=round(entropy_bits([s.ranks[0] for s in standings]), DIGITS),
    )


def _pair(
    vendors: Sequence[str],
    alternatives: Sequence[Sequence[Event]],
    riskier: Any,
    draws: int,
    safer_from: float,
    i: int,
    j: int,
) -> Pair:
    over = dominates(alternatives[j], alternatives[i])
    back = dominates(alternatives[i], alternatives[j])
    if (riskier[i, j], over) < (riskier[j, i], back):
        i, j, over, back = j, i, back, over
    # from here on j is the safer one
    wins, losses = int(riskier[i, j]), int(riskier[j, i])
    equal = over and back
    sure = not equal and (over or wins >= safer_from * draws)
    share = f"{wins / draws:.3f}"
    if equal:
        reading = f"{vendors[j]} and {vendors[i]} are equal, whatever the links and beliefs"
    elif over:
        reading = f"{vendors[j]} is no riskier than {vendors[i]}, whatever the links and beliefs"
    elif sure:
        reading = f"{vendors[j]} is safer than {vendors[i]} (in {share} of the draws)"
    else:
        reading = (
            f"{vendors[j]} and {vendors[i]} are not distinguishable"
            f" ({vendors[j]} is safer in {share} of the draws)"
        )
    return Pair(
        safer=vendors[j],
        riskier=vendors[i],
        probability=round(wins / draws, DIGITS),
        tied=round((draws - wins - losses) / draws, DIGITS),
        reverse=round(losses / draws, DIGITS),
        dominates=over,
        distinguishable=sure,
        reading=reading,
    )


class _Packed(NamedTuple):
    """Events as arrays; row 0 of the tables is 1, then channels, beliefs, severities."""

    arrays: tuple[Any, ...]  # events, mechanisms, root, chance, scale, factors
    scale: Any
    channels: tuple[str, ...]
    beliefs: tuple[Belief, ...]
    severities: tuple[Interval, ...]


def _pack(alternatives: Sequence[Sequence[Event]]) -> _Packed:
    flat = [event for events in alternatives for event in events]
    mechanisms = [m for event in flat for m in event.mechanisms]
    strongest: dict[str, float] = {}
    for m in mechanisms:
        strongest[m.channel] = max(strongest.get(m.channel, 0.0), m.link)
    channels = tuple(sorted(name for name, link in strongest.items() if link > 0.0))
    held = [e.claim for e in flat] + [m.claim for m in mechanisms]
    open_ = {identity(b): b for b in held if b is not None and _is_drawn(b)}
    keys = sorted(open_)
    row = {key: 1 + len(channels) + i for i, key in enumerate(keys)}
    wide: list[Interval] = []
    root = np.zeros(len(flat), dtype=np.int64)
    chance = np.ones(len(flat))
    for i, event in enumerate(flat):
        root[i], chance[i] = _belief(event.claim, row)
    scale = np.zeros(len(mechanisms))
    factors = np.zeros((len(mechanisms), 3), dtype=np.int64)
    for i, m in enumerate(mechanisms):
        if m.link <= 0.0:
            continue
        factors[i, 0] = 1 + channels.index(m.channel)
        factors[i, 2], known = _belief(m.claim, row)
        scale[i] = m.link / strongest[m.channel] * known
        if m.severity.low < m.severity.high:
            wide.append(m.severity)
            factors[i, 1] = len(channels) + len(keys) + len(wide)
        else:
            scale[i] *= m.severity.point
    starts = _offsets([len(events) for events in alternatives])
    inner = _offsets([len(event.mechanisms) for event in flat])
    return _Packed(
        (starts, inner, root, chance, scale, factors),
        scale,
        channels,
        tuple(open_[key] for key in keys),
        tuple(wide),
    )


def _is_drawn(belief: Belief) -> bool:
    return belief.high - belief.low > CERTAIN and CERTAIN < belief.point < 1.0 - CERTAIN


def _belief(belief: Belief | None, row: Mapping[tuple[object, ...], int]) -> tuple[int, float]:
    if belief is None:
        return 0, 1.0
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


def _offsets(lengths: Sequence[int]) -> Any:
    return np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))]).astype(np.int64)


def _compiled(native: bool | None, steps: int) -> bool:
    return steps >= NATIVE_FROM if native is None else native


def _share(work: Callable[[int, int], object], items: int, threads: int) -> None:
    """Run `work` on ranges that cover the items, in threads of their own."""
    if threads <= 1 or items <= 1:
        work(0, items)
        return
    edges = [items * t // threads for t in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, edges[:-1], edges[1:]))
