"""Rules over many rows: columns as bytes between cut points, rules as tables of bands."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

BLOCK = 4096  # rows in hand at a time; the bytes of a rule's columns stay in the first cache
PART = 1024  # rows of 8 bytes in hand at a time
UNKNOWN = 255  # the bin of NaN
MOST_CUTS = 254  # bins 0..254

_BINNED = "void(float64[::1], float64[::1], int64, int64, uint8[::1], uint8[::1])"


@kernel(_BINNED)
def binned_column(column: Any, cuts: Any, first: Any, last: Any, bins: Any, gaps: Any) -> None:
    """Encode rows ``first`` to ``last - 1`` of a column as the number of cuts that they reach.

    Parameters
    ----------
    column : (n_rows,) float64
        Values; NaN is unknown.
    cuts : (n_cuts,) float64
        Increasing, at most 254, no NaN. ``x > c`` has its cut at the next float after c.
    first, last : int64
        Rows to encode; `first` is a multiple of `BLOCK`.
    bins : (n_rows,) uint8
        Out: ``#(x >= cut)``; 255 for NaN. Comparing bins is comparing values, exactly.
    gaps : (n_blocks,) uint8
        Out: 1 for each block of 4096 rows with a NaN.

    Notes
    -----
    O(rows * cuts), branch-free. Counts are kept as wide as the values until the last step, so
    that vector registers hold as many of the one as of the other; with few cuts bound by memory
    bandwidth, 9 bytes a row.
    """
    count = cuts.shape[0]
    wide = np.empty(PART, dtype=np.int64)
    one = cuts[0] if count > 0 else np.nan
    two = cuts[1] if count > 1 else np.nan
    three = cuts[2] if count > 2 else np.nan
    four = cuts[3] if count > 3 else np.nan
    for start in range(first, last, BLOCK):
        end = min(start + BLOCK, last)
        missing = 0
        for begin in range(start, end, PART):
            stop = min(begin + PART, end)
            x, code = column[begin:stop], bins[begin:stop]
            for i in range(stop - begin):
                v = x[i]
                first_two = int(v >= one) + int(v >= two)
                wide[i] = first_two + int(v >= three) + int(v >= four) - int(np.isnan(v))
            for k in range(4, count):
                cut = cuts[k]
                for i in range(stop - begin):
                    wide[i] += int(x[i] >= cut)
            for i in range(stop - begin):
                missing |= wide[i]
                code[i] = wide[i] & 255
        gaps[start // BLOCK] = 1 if missing < 0 else 0


_SCREENED = (
    "void(uint8[:,::1], uint8[:,::1], int64[::1], int64[::1], int64[::1], uint8[::1], uint8[::1],"
    " int64[::1], int64, int64, uint8[:,::1], uint8[:,::1], int16[::1], int16[::1])"
)


@kernel(_SCREENED)
def screened_rows(  # noqa: PLR0912, PLR0915  # one rule, two rules of logic, one block
    bins: Any,
    gaps: Any,
    rules: Any,
    terms: Any,
    feature: Any,
    low: Any,
    high: Any,
    points: Any,
    first: Any,
    last: Any,
    fired: Any,
    unknown: Any,
    lowest: Any,
    highest: Any,
) -> None:
    """Run rules over rows ``first`` to ``last - 1``, three-valued (Kleene).

    Parameters
    ----------
    bins : (n_features, n_rows) uint8
        From `binned_column`.
    gaps : (n_features, n_blocks) uint8
        From `binned_column`.
    rules : (n_rules + 1,) int64
        CSR offsets of the terms of each rule: it fires when any term holds.
    terms : (n_terms + 1,) int64
        CSR offsets of the bands of each term: it holds when all bands do.
    feature : (n_bands,) int64
        Column of each band.
    low, high : (n_bands,) uint8
        Bins of the band, both ends in; ``high < 255``.
    points : (n_rules,) int64
        Points of each rule in -255..255; the sum of their sizes is below 2**15.
    first, last : int64
        Rows to work on; `first` is a multiple of `BLOCK`.
    fired, unknown : (ceil(n_rules / 8), n_rows) uint8
        Out: bit r % 8 of plane r // 8 is rule r; `unknown` must come in as zeros.
    lowest, highest : (n_rows,) int16
        Out: points of the rules that fired; the least and most with what is unknown.

    Notes
    -----
    O(rows * bands). Rules are data: nothing is compiled when they change. All inner loops run over
    bytes, 64 to a vector register.
    """
    hold = np.zeros(BLOCK, dtype=np.uint8)
    yes = np.zeros(BLOCK, dtype=np.uint8)
    part = np.zeros(BLOCK, dtype=np.uint8)  # points not yet in `least`, all of one sign
    least = np.zeros(BLOCK, dtype=np.int16)
    most = np.zeros(BLOCK, dtype=np.int16)
    count = rules.shape[0] - 1
    for start in range(first, last, BLOCK):
        end = min(start + BLOCK, last)
        size = end - start
        missing = 0
        for b in range(feature.shape[0]):
            missing |= gaps[feature[b], start // BLOCK]
        for i in range(size):
            least[i] = 0
            most[i] = 0
            part[i] = 0
        for plane in range(fired.shape[0]):
            out = fired[plane, start:end]
            for i in range(size):
                out[i] = 0
        room, sign = 255, 1
        for rule in range(count):
            out = fired[rule // 8, start:end]
            bit = 1 << (rule % 8)
            worth = abs(points[rule])
            begin, stop = rules[rule], rules[rule + 1]
            bands = terms[stop] - terms[begin]
            now = 1 if points[rule] >= 0 else -1
            if worth > room or now != sign:
                for i in range(size):
                    least[i] += sign * int(part[i])
                    part[i] = 0
                room, sign = 255, now
            room -= worth
            if stop - begin == 1 and 1 <= bands <= 3:
                b = terms[begin]
                c, d = b + min(1, bands - 1), b + bands - 1
                one, one_low, one_high = bins[feature[b], start:end], low[b], high[b]
                two, two_low, two_high = bins[feature[c], start:end], low[c], high[c]
                three, three_low, three_high = bins[feature[d], start:end], low[d], high[d]
                if bands == 1:
                    for i in range(size):
                        hit = (one_low <= one[i]) & (one[i] <= one_high)
                        out[i] |= bit if hit else 0
                        part[i] += worth if hit else 0
                elif bands == 2:
                    for i in range(size):
                        hit = (one_low <= one[i]) & (one[i] <= one_high)
                        hit = hit & (two_low <= two[i]) & (two[i] <= two_high)
                        out[i] |= bit if hit else 0
                        part[i] += worth if hit else 0
                else:
                    for i in range(size):
                        hit = (one_low <= one[i]) & (one[i] <= one_high)
                        hit = hit & (two_low <= two[i]) & (two[i] <= two_high)
                        hit = hit & (three_low <= three[i]) & (three[i] <= three_high)
                        out[i] |= bit if hit else 0
                        part[i] += worth if hit else 0
            else:
                for i in range(size):
                    yes[i] = 0
                for term in range(begin, stop):
                    for i in range(size):
                        hold[i] = 1
                    for b in range(terms[term], terms[term + 1]):
                        one, one_low, one_high = bins[feature[b], start:end], low[b], high[b]
                        for i in range(size):
                            hold[i] &= 1 if (one_low <= one[i]) & (one[i] <= one_high) else 0
                    for i in range(size):
                        yes[i] |= hold[i]
                for i in range(size):
                    out[i] |= bit if yes[i] == 1 else 0
                    part[i] += worth if yes[i] == 1 else 0
            if missing == 0:
                continue
            for i in range(size):
                yes[i] = 0
            for term in range(begin, stop):
                for i in range(size):
                    hold[i] = 1
                for b in range(terms[term], terms[term + 1]):
                    one, one_low, one_high = bins[feature[b], start:end], low[b], high[b]
                    for i in range(size):
                        may = ((one_low <= one[i]) & (one[i] <= one_high)) | (one[i] == UNKNOWN)
                        hold[i] &= 1 if may else 0
                for i in range(size):
                    yes[i] |= hold[i]
            maybe = unknown[rule // 8, start:end]
            gain, loss = max(0, points[rule]), min(0, points[rule])
            for i in range(size):
                unsure = (yes[i] == 1) & (out[i] & bit == 0)
                maybe[i] |= bit if unsure else 0
                least[i] += loss if unsure else 0
                most[i] += gain - loss if unsure else 0
        below, above = lowest[start:end], highest[start:end]
        for i in range(size):
            found = least[i] + sign * int(part[i])
            below[i] = found
            above[i] = found + most[i]
