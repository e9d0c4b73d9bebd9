"""Texts that share most of their words: copies, edited copies, and copies with something added."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from vendorrisk.kernels.shingles import LINKS, SKETCH, alike_pairs, word_shingles

BATCH = 4_000_000  # characters hashed in one go
NATIVE = 1_000_000  # characters from which compiling pays; below, the plain source is faster


class Alike(NamedTuple):
    """Two texts that share most of their shingles, by place in the input.

    ``jaccard`` is the share of the word triples of both that both have; ``containment`` the share
    of the shorter text's that the longer one has too. Both in 0..1.
    """

    shorter: int
    longer: int
    jaccard: float
    containment: float


def near_duplicates(
    texts: Sequence[str],
    *,
    jaccard: float = 0.5,
    containment: float = 0.8,
    shortest: int = 24,
    native: bool | None = None,
) -> list[Alike]:
    """Return the pairs of texts that share most of their text, compared exactly.

    Parameters
    ----------
    texts : sequence of str
        What to compare. Words are runs of letters, digits and underscores, in any case.
    jaccard : float
        Least share of the word triples of both that both have, in (0, 1].
    containment : float
        Least share of the shorter text's triples that the longer one has, in (0, 1].
    shortest : int
        Triples that the shorter text must have for `containment` to count.
    native : bool or None
        Compiled, or as plain Python; the result is the same. None: by the amount of text.

    Returns
    -------
    list of Alike
        Sorted. A text has at most 16 pairs with shorter ones.

    Notes
    -----
    Linear in the amount of text. Candidates come from a MinHash sketch (bottom-k of each text,
    Broder 1997; an eighth of a long text's hashes as in FracMinHash, Irber et al. 2022) that is
    looked up among all hashes of the longer text; of a pair that shares two thirds of the shorter
    text at least 3 of 24 sketched hashes must be shared, which fails once in 10**8.

    Examples
    --------
    >>> near_duplicates(["a b c d e", "A, b; c d e!", "quite another text"])
    [Alike(shorter=0, longer=1, jaccard=1.0, containment=1.0)]
    """
    if len(texts) < 2:
        return []
    compiled = sum(map(len, texts)) >= NATIVE if native is None else native
    if not compiled:
        return list(_plainly(tuple(texts), jaccard, containment, shortest))
    hashes, starts = shingles(texts, native=True)
    return _pairs(hashes, starts, jaccard, containment, shortest, native=True)


@functools.lru_cache(maxsize=2)  # the same texts are asked about on every day that is walked
def _plainly(
    texts: tuple[str, ...], jaccard: float, containment: float, shortest: int
) -> tuple[Alike, ...]:
    hashes, starts = shingles(texts)
    return tuple(_pairs(hashes, starts, jaccard, containment, shortest, native=False))


def shingles(texts: Sequence[str], *, native: bool = False) -> tuple[Any, Any]:
    """Return the hashes of the word triples of texts, and where each text's start.

    The hashes of text i are ``hashes[starts[i]:starts[i + 1]]``, int64, sorted and distinct.
    """
    parts: list[Any] = []
    counts: list[Any] = []
    first = 0
    while first < len(texts):
        folded: list[str] = []
        size = 0
        while first < len(texts) and (not folded or size < BATCH):
            folded.append(texts[first].casefold())
            size += len(folded[-1])
            first += 1
        hashed, counted = _hashed(folded, native=native)
        parts.append(hashed)
        counts.append(counted)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.concatenate(counts), out=starts[1:])
    return np.concatenate(parts), starts


def _hashed(folded: list[str], *, native: bool) -> tuple[Any, Any]:
    joined = "".join(folded)
    codes = np.frombuffer(bytearray(joined.encode("utf-32-le", "surrogatepass")), dtype="<u4")
    ends = np.cumsum([len(text) for text in folded], dtype=np.int64)
    used = np.flatnonzero(np.bincount(codes)).tolist() if native else sorted(map(ord, set(joined)))
    word = np.zeros(used[-1] + 1 if used else 1, dtype=np.uint8)
    word[[code for code in used if _WORD.match(chr(code))]] = 1
    if native:
        hashes = np.empty(len(codes) + len(folded), dtype=np.int64)
        counts = np.empty(len(folded), dtype=np.int64)
        word_shingles.native(codes, ends, word, hashes, counts)
        return hashes[: counts.sum()].copy(), counts
    listed = [0] * (len(codes) + len(folded))
    counted = [0] * len(folded)
    word_shingles(codes.tolist(), ends.tolist(), word.tolist(), listed, counted)
    return np.array(listed[: sum(counted)], dtype=np.int64), np.array(counted, dtype=np.int64)


_WORD = re.compile(r"\w")


def _pairs(
    hashes: Any, starts: Any, jaccard: float, containment: float, shortest: int, *, native: bool
) -> list[Alike]:
    sizes = np.diff(starts)
    texts = len(sizes)
    order = np.argsort(sizes, kind="stable").astype(np.int64)
    entries = int(np.maximum(np.minimum(sizes, SKETCH), sizes // 8).sum())
    slots = 1 << max(4, (2 * entries).bit_length())
    work: list[Any] = [
        np.full(slots, -1, dtype=np.int64),
        *(np.empty(entries, dtype=np.int64) for _ in range(3)),
        np.zeros(texts, dtype=np.int64),
        np.empty(texts, dtype=np.int64),
        np.empty(3 * LINKS * texts, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
    ]
    given: list[Any] = [hashes, starts, order]
    if native:
        alike_pairs.native(*given, jaccard, containment, shortest, *work)
    else:
        given = [array.tolist() for array in given]
        work = [array.tolist() for array in work]
        alike_pairs(*given, jaccard, containment, shortest, *work)
    pairs, (found,) = work[-2], work[-1]
    triples = np.array(pairs[: 3 * int(found)], dtype=np.int64).reshape(-1, 3)
    out = []
    for shorter, longer, shared in triples.tolist():
        size, other = int(sizes[shorter]), int(sizes[longer])
        out.append(Alike(shorter, longer, shared / (size + other - shared), shared / size))
    return sorted(out)
