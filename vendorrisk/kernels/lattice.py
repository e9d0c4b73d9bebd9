"""Distributions of points scores: exact on a lattice, and sampled with counters for draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

GOLDEN = 0x9E3779B97F4A7C15 - (1 << 64)  # as signed integers of 64 bits
MIX_ONE = 0xBF58476D1CE4E5B9 - (1 << 64)
MIX_TWO = 0x94D049BB133111EB - (1 << 64)
CHUNK = 1024  # draws in hand at a time; they stay in the first cache
NARROW = 1e-9  # steps; a severity of less spread counts as fixed

_EXACT = (
    "void(int64[::1], float64[::1], float64[::1], float64[::1], float64[::1], int64[::1],"
    " int64[::1], float64[::1], int64, int64, float64[:,::1])"
)


@kernel(_EXACT)
def points_distribution(  # noqa: PLR0912, PLR0915  # masses, then items, then worlds of one score
    scores: Any,
    probability: Any,
    low: Any,
    mode: Any,
    high: Any,
    needs: Any,
    shared: Any,
    chance: Any,
    first: Any,
    last: Any,
    rows: Any,
) -> None:
    """Distribute the scores ``first`` to ``last - 1`` over the lattice 0, 1, 2, ...

    Parameters
    ----------
    scores : (n_scores + 1,) int64
        CSR offsets of the items of each score.
    probability : (n_items,) float64
        That an item counts, in [0, 1], given the shared claims it needs.
    low, mode, high : (n_items,) float64
        Its points in steps of the lattice, 0 <= low <= mode <= high: triangular, or fixed where
        low and high agree. No NaN.
    needs : (n_items,) int64
        Bit j set: the item counts only where shared claim j of its score is true.
    shared : (n_scores + 1,) int64
        CSR offsets of the shared claims of each score, few of them: 2**n worlds are visited.
    chance : (n_shared,) float64
        That a shared claim is true.
    first, last : int64
        Scores to work on; others are left alone, so threads can share the arrays.
    rows : (n_scores, n_steps) float64
        Out: ``P(score = k)``; at least the sum of ``ceil(high)`` of a score, plus 1, wide.

    Notes
    -----
    Points between two steps are split so that the mean stays: mass k is the second difference of
    the integral of the distribution function. Items are added one by one (Poisson-binomial by
    dynamic programming); O(worlds * items * width * spread). Sums of nonnegative terms only, so
    relative errors stay near items * 1e-16.
    """
    width = rows.shape[1]
    base = np.zeros(width)
    now = np.zeros(width)
    then = np.zeros(width)
    for score in range(first, last):
        begin, end = scores[score], scores[score + 1]
        offset = np.zeros(end - begin + 1, dtype=np.int64)
        for i in range(begin, end):
            span = int(np.ceil(high[i])) - int(np.floor(low[i])) + 1
            offset[i - begin + 1] = offset[i - begin] + span
        mass = np.zeros(offset[end - begin])
        for i in range(begin, end):
            a, c, b = low[i], mode[i], high[i]
            start = int(np.floor(a))
            middle = (a + b + c) / 3.0
            spread, left, right = b - a, c - a, b - c
            before, here = 0.0, 0.0  # integral of the distribution function, at k - 1 and at k
            at = offset[i - begin]
            for d in range(offset[i - begin + 1] - at):
                x = float(start + d + 1)
                if spread < NARROW:
                    ahead = max(0.0, x - middle)
                elif x <= a:
                    ahead = 0.0
                elif x <= c and left > 0.0:
                    ahead = (x - a) / spread * ((x - a) / left) * (x - a) / 3.0
                elif x < b:
                    ahead = (x - middle) + (b - x) / spread * ((b - x) / right) * (b - x) / 3.0
                else:
                    ahead = x - middle
                if d == 0:
                    # the integral at start is 0: nothing lies below floor(low)
                    mass[at] = max(0.0, ahead)
                else:
                    mass[at + d] = max(0.0, ahead - 2.0 * here + before)
                before, here = here, ahead
            total = 0.0
            for d in range(at, offset[i - begin + 1]):
                total += mass[d]
            for d in range(at, offset[i - begin + 1]):
                mass[d] /= total
        row = rows[score]
        for k in range(width):
            base[k] = 0.0
            row[k] = 0.0
        base[0] = 1.0
        claims = shared[score + 1] - shared[score]
        reached = 0
        for world in range(-1, 1 << claims):  # -1: the items that need no claim
            weight = 1.0
            for j in range(claims):
                q = chance[shared[score] + j]
                weight *= q if (world >> j) & 1 == 1 else 1.0 - q
            top = 0 if world < 0 else reached
            for k in range(top + 1):
                now[k] = base[k]
            for i in range(begin, end):
                if world < 0 and needs[i] != 0:
                    continue
                if world >= 0 and (needs[i] == 0 or needs[i] & world != needs[i]):
                    continue
                p = probability[i]
                start, at = int(np.floor(low[i])), offset[i - begin]
                count = offset[i - begin + 1] - at
                for k in range(top + 1):
                    then[k] = (1.0 - p) * now[k]
                for k in range(top + 1, top + start + count):
                    then[k] = 0.0
                source = now[: top + 1]
                for d in range(count):
                    part = p * mass[at + d]
                    target = then[start + d : start + d + top + 1]
                    for k in range(top + 1):
                        target[k] += part * source[k]
                top += start + count - 1
                now, then = then, now
            if world < 0:
                for k in range(top + 1):
                    base[k] = now[k]
                reached = top
            else:
                for k in range(top + 1):
                    row[k] += weight * now[k]


_SAMPLED = (
    "void(int64[::1], float64[::1], float64[::1], float64[::1], float64[::1], int64[::1],"
    " int64[::1], float64[::1], int64, int64, int64, int64, int64[:,::1])"
)


@kernel(_SAMPLED)
def sampled_points(  # noqa: PLR0912  # draws of claims, then of items, then the count
    scores: Any,
    probability: Any,
    low: Any,
    mode: Any,
    high: Any,
    needs: Any,
    shared: Any,
    chance: Any,
    seed: Any,
    draws: Any,
    first: Any,
    last: Any,
    counts: Any,
) -> None:
    """Draw the scores ``first`` to ``last - 1`` and count them on the lattice.

    Parameters
    ----------
    scores, probability, low, mode, high, needs, shared, chance, first, last
        As in `points_distribution`.
    seed : int64
        In [0, 2**32).
    draws : int64
        Draws a score, below 2**31.
    counts : (n_scores, n_steps) int64
        Out: draws by nearest step; halves go up.

    Notes
    -----
    SplitMix64 (Steele, Lea and Flood 2014) over counters: the draw of an item or claim depends on
    the seed, its number and the number of the draw alone, so threads and order change nothing.
    Each word of 64 bits gives two draws of 24 bits, which single precision holds exactly. Only
    the low 64 bits of a product are read, so it does not matter that compiled integers wrap and
    Python's grow. One uniform decides both whether an item counts (``u < p``) and its points
    (``u / p`` is uniform then); one below 2**-24 never counts. O(items * draws).
    """
    half = CHUNK // 2
    one, nil, fine = np.float32(1.0), np.float32(0.0), np.float32(2.0**-24)
    value = np.zeros(CHUNK, dtype=np.float32)
    world = np.zeros(CHUNK, dtype=np.int64)
    uniform = np.zeros(CHUNK, dtype=np.float32)
    claims = shared[shared.shape[0] - 1]
    for score in range(first, last):
        row, top = counts[score], counts.shape[1] - 1
        for k in range(top + 1):
            row[k] = 0
        known = shared[score + 1] - shared[score]
        begin, end = scores[score], scores[score + 1]
        for chunk in range(0, draws, CHUNK):
            size = min(CHUNK, draws - chunk)
            for j in range(size):
                value[j] = nil
                world[j] = 0
            for number in range(known + end - begin):
                i = begin + number - known
                stream = int(shared[score] + number if number < known else claims + i)
                start = seed + ((stream << 32) + chunk + 1) * GOLDEN
                for j in range(min(half, size)):
                    z = start + j * GOLDEN
                    z = (z ^ ((z >> 30) & 0x3FFFFFFFF)) * MIX_ONE
                    z = (z ^ ((z >> 27) & 0x1FFFFFFFFF)) * MIX_TWO
                    z = z ^ ((z >> 31) & 0x1FFFFFFFF)
                    uniform[j] = np.float32((z >> 40) & 0xFFFFFF) * fine
                    uniform[half + j] = np.float32((z >> 16) & 0xFFFFFF) * fine
                if number < known:
                    q = chance[stream]
                    bit = 1 << number
                    for j in range(size):
                        world[j] |= bit if uniform[j] < q else 0
                    continue
                need = needs[i]
                if need != 0:
                    for j in range(size):
                        uniform[j] = uniform[j] if (world[j] & need) == need else one
                p = np.float32(probability[i] if probability[i] >= 2.0**-24 else 0.0)
                a, b = np.float32(low[i]), np.float32(high[i])
                spread, left = high[i] - low[i], mode[i] - low[i]
                if spread > 0.0 and p > nil:
                    turn = np.float32(left / spread)
                    inverse = one / p
                    rise = np.float32(spread * left)
                    fall = np.float32(spread * (high[i] - mode[i]))
                    for j in range(size):
                        u = uniform[j] * inverse
                        root = np.sqrt(abs(u * rise if u < turn else (one - u) * fall))
                        points = a + root if u < turn else b - root
                        value[j] += points if uniform[j] < p else nil
                else:
                    for j in range(size):
                        value[j] += b if uniform[j] < p else nil
            for j in range(size):
                row[min(top, max(0, int(value[j] + 0.5)))] += 1
