"""Scrambled Sobol points as two small tables a dimension: a point is one exclusive or of them."""

from __future__ import annotations

from typing import Any

import numpy as np

BITS = 32  # resolution of a point
# Joe & Kuo (2008), new-joe-kuo-6: primitive polynomial with all its bits, then the first numbers
_JOE_KUO: tuple[tuple[int, tuple[int, ...]], ...] = (
    (1, ()),  # van der Corput
    (3, (1,)),
    (7, (1, 3)),
    (11, (1, 3, 1)),
    (13, (1, 1, 1)),
    (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)),
    (37, (1, 1, 5, 5, 17)),
    (41, (1, 1, 5, 5, 5)),
    (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)),
    (59, (1, 1, 1, 3, 11)),
    (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)),
    (91, (1, 1, 1, 15, 21, 21)),
    (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)),
    (109, (1, 3, 1, 15, 13, 25)),
    (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)),
    (137, (1, 3, 7, 13, 13, 15, 69)),
)
SOBOL = len(_JOE_KUO)  # dimensions with numbers of their own; later ones have random numbers


def directions(dimensions: int, bits: int, raw: Any) -> Any:
    """Return the direction numbers of a base-2 net of ``2**bits`` points.

    Parameters
    ----------
    dimensions : int
        At least 0.
    bits : int
        In 0..31.
    raw : (dimensions, at least bits) int64
        Random words for the dimensions past the table: there the numbers are random and odd, so
        that every dimension alone is still perfectly stratified.

    Returns
    -------
    (dimensions, bits) int64
        Column b is exclusive-ored into a point when bit b of its index is set; 32 bits.
    """
    out = np.zeros((dimensions, bits), dtype=np.int64)
    for j, row in enumerate(_JOE_KUO[:dimensions]):
        out[j] = _recurrence(*row, bits)
    for b in range(bits):
        out[SOBOL:, b] = raw[SOBOL:, b] & ((2 << b) - 1) | 1
    shifts: Any = np.arange(BITS - 1, BITS - 1 - bits, -1)
    return out << shifts


def _recurrence(polynomial: int, first: tuple[int, ...], bits: int) -> list[int]:
    degree = len(first)
    if degree == 0:
        return [1] * bits
    numbers = list(first[:bits])
    for b in range(len(numbers), bits):
        new = numbers[b - degree] ^ (numbers[b - degree] << degree)
        for k in range(1, degree):
            if polynomial >> (degree - k) & 1:
                new ^= numbers[b - k] << k
        numbers.append(new)
    return numbers


def sobol(dimensions: int, bits: int, block: int, seed: int | None) -> tuple[Any, Any]:
    """Return the two tables of a Sobol net, scrambled by a random matrix and a digital shift.

    Parameters
    ----------
    dimensions : int
        The first 21 have Joe and Kuo's direction numbers, the rest random ones.
    bits : int
        ``2**bits`` points.
    block : int
        ``2**block`` points share a head; at most `bits`.
    seed : int or None
        Of the scrambling and of the random numbers; None: the plain points.

    Returns
    -------
    heads : (dimensions, 2**(bits - block)) int64
    tails : (dimensions, 2**block) int64
        Point i of dimension j is ``(heads[j, i >> block] ^ tails[j, i & (2**block - 1)]) / 2**32``.

    Notes
    -----
    A net is linear over bits, so the exclusive or is exact; no point depends on another, on the
    number of threads or on the order of work. The raw words of PCG64 are the same in every numpy.
    """
    size = 2 * BITS + 1  # words a dimension, so that more dimensions change none of the first
    words = np.random.PCG64(0 if seed is None else seed).random_raw(dimensions * size)
    words = (words.reshape(dimensions, size) >> np.uint64(32)).astype(np.int64)
    columns = directions(dimensions, bits, words[:, :BITS])
    if seed is not None:
        columns = _scrambled(columns, words[:, BITS : 2 * BITS])
    tails = _span(columns[:, :block])
    heads = _span(columns[:, block:])
    if seed is not None:
        heads ^= words[:, -1:]
    return heads, tails


def _scrambled(columns: Any, words: Any) -> Any:
    """Multiply by a random lower triangular matrix over bits: every digit mixes in those above."""
    out = np.zeros_like(columns)
    for digit in range(BITS):
        unit = 1 << (BITS - 1 - digit)
        image = unit | (words[:, digit : digit + 1] & (unit - 1))
        out ^= np.where(columns & unit, image, 0)
    return out


def _span(columns: Any) -> Any:
    out = np.zeros((columns.shape[0], 1), dtype=np.int64)
    for b in range(columns.shape[1]):
        out = np.concatenate([out, out ^ columns[:, b : b + 1]], axis=1)
    return np.ascontiguousarray(out)
