"""Near-duplicate texts: hashed word triples, and the pairs that a MinHash sketch finds alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

WORDS = 3  # words of a shingle
SKETCH = 24  # smallest hashes of a text that are indexed, at least; long texts: an eighth of all
POSTED = 64  # texts kept under one hash; a phrase that more texts share tells nothing
LINKS = 16  # pairs reported per text, at most: a thousand copies stay linear

_SHINGLES = "void(uint32[::1], int64[::1], uint8[::1], int64[::1], int64[::1])"


@kernel(_SHINGLES)
def word_shingles(codes: Any, ends: Any, word: Any, hashes: Any, counts: Any) -> None:
    """Hash the word triples of texts; each text's hashes come out sorted and distinct.

    Parameters
    ----------
    codes : (n_characters,) uint32
        Code points of all texts, one behind the other, case-folded.
    ends : (n_texts,) int64
        Where each text ends in `codes`.
    word : (n_codes,) uint8
        1 where a code point belongs to a word; ``word[0]`` is 0.
    hashes : (n_characters + n_texts,) int64
        Out: hashes in [0, 2**60), text after text.
    counts : (n_texts,) int64
        Out: how many each text has; a text of one or two words has one, an empty one none.

    Notes
    -----
    O(n_characters). Words by FNV-1a in 32 bits, triples by two multilinear sums of which the
    middle 30 bits are kept: nothing exceeds 63 bits, so plain Python gives the same numbers.
    """
    at = 0
    first = 0
    for text in range(len(ends)):
        begin = at
        end = ends[text]
        one, two, three, words = 0, 0, 0, 0
        state, inside = 2166136261, False
        for i in range(first, end + 1):
            code = int(codes[i]) if i < end else 0
            if word[code] != 0:
                state = ((state ^ code) * 16777619) & 0xFFFFFFFF
                inside = True
            elif inside:
                one, two, three = two, three, state
                words += 1
                if words > 3:
                    at += 1
                high = (one * 0x1B873593 + two * 0x165667B1 + three * 0x1F123BB5) >> 30
                low = (one * 0x12345A4F + two * 0x1A3C5E67 + three * 0x14D049BB) >> 30
                hashes[at] = ((high & 0x3FFFFFFF) << 30) | (low & 0x3FFFFFFF)
                state, inside = 2166136261, False
        first = end
        if words > 0:
            at += 1
        part = np.empty(at - begin, dtype=np.int64)
        for j in range(at - begin):
            part[j] = hashes[begin + j]
        part.sort()
        at, last = begin, -1
        for j in range(len(part)):
            value = int(part[j])
            if value != last:
                hashes[at] = value
                at += 1
                last = value
        counts[text] = at - begin


_PAIRS = (
    "void(int64[::1], int64[::1], int64[::1], float64, float64, int64, int64[::1], int64[::1],"
    " int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1])"
)


@kernel(_PAIRS)
def alike_pairs(  # noqa: PLR0912, PLR0915  # one kernel: a call between two costs the plain path
    hashes: Any,
    starts: Any,
    order: Any,
    jaccard: Any,
    containment: Any,
    shortest: Any,
    head: Any,
    chain: Any,
    keys: Any,
    owners: Any,
    hits: Any,
    touched: Any,
    pairs: Any,
    found: Any,
) -> None:
    """Find the pairs of texts that share most of their shingles.

    Parameters
    ----------
    hashes : (n_hashes,) int64
        Sorted distinct hashes of each text, text after text.
    starts : (n_texts + 1,) int64
        Where each text's hashes start.
    order : (n_texts,) int64
        Texts from the fewest hashes to the most.
    jaccard, containment : float64
        Least similarity: shared of all, or shared of the shorter text's.
    shortest : int64
        Least hashes of the shorter text for `containment`.
    head : (2**k,) int64
        Work, -1 everywhere: first entry of the index under a hash's last bits.
    chain, keys, owners : (n_entries,) int64
        Work: next entry, hash and text of an entry.
    hits, touched : (n_texts,) int64
        Work; `hits` 0 everywhere.
    pairs : (3 * LINKS * n_texts,) int64
        Out: shorter text, longer text, hashes shared.
    found : (1,) int64
        Out: number of pairs.

    Notes
    -----
    A bottom-k MinHash sketch of the shorter text is looked up among all hashes of the longer one,
    so that a text inside one ten times its length is found too; every candidate is then compared
    in full, so that no pair is wrong. O(n_hashes) look-ups; POSTED and LINKS bound the rest.
    """
    last_bits = len(head) - 1
    entries = 0
    count = 0
    least = min(containment, 2.0 * jaccard / (1.0 + jaccard))
    for place in range(len(order)):
        text = order[place]
        first, end = starts[text], starts[text + 1]
        seen = 0
        for i in range(first, end):
            entry = head[hashes[i] & last_bits]
            while entry >= 0:
                if keys[entry] == hashes[i]:
                    other = owners[entry]
                    if hits[other] == 0:
                        touched[seen] = other
                        seen += 1
                    hits[other] += 1
                entry = chain[entry]
        links = 0
        for j in range(seen):
            other = touched[j]
            size = starts[other + 1] - starts[other]
            enough = hits[other] >= min(3.0, least * size)
            hits[other] = 0
            if not enough or links == LINKS:
                continue
            a, b, shared = first, starts[other], 0
            while a < end and b < starts[other + 1]:
                if hashes[a] == hashes[b]:
                    shared += 1
                    a += 1
                    b += 1
                elif hashes[a] < hashes[b]:
                    a += 1
                else:
                    b += 1
            contained = size >= shortest and shared >= containment * size
            if contained or shared >= jaccard * (size + end - first - shared):
                pairs[3 * count] = other
                pairs[3 * count + 1] = text
                pairs[3 * count + 2] = shared
                count += 1
                links += 1
        for i in range(first, min(end, first + max(SKETCH, (end - first) // 8))):
            slot = hashes[i] & last_bits
            posted = 0
            entry = head[slot]
            while entry >= 0:
                if keys[entry] == hashes[i]:
                    posted += 1
                entry = chain[entry]
            if posted < POSTED:
                chain[entries] = head[slot]
                keys[entries] = hashes[i]
                owners[entries] = text
                head[slot] = entries
                entries += 1
    found[0] = count
