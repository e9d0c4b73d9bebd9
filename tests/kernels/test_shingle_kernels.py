"""The kernels for near-duplicates: compiled beside plain, and against words joined by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.evidence.near import near_duplicates, shingles
from vendorrisk.kernels.shingles import POSTED, SKETCH

texts = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_compiled_and_plain_hash_alike(listed: list[str]) -> None:
    plain, compiled = shingles(listed), shingles(listed, native=True)
    for one, other in zip(plain, compiled, strict=True):
        assert one.dtype == other.dtype == np.int64
        assert one.tolist() == other.tolist()


@settings(max_examples=60, deadline=None)
@given(texts)
def test_hashes_are_sorted_distinct_and_bounded(listed: list[str]) -> None:
    hashes, starts = shingles(listed)
    assert starts[0] == 0 and starts[-1] == len(hashes)
    for first, last in itertools.pairwise(starts):
        own = hashes[first:last]
        assert (np.diff(own) > 0).all()
        assert ((own >= 0) & (own < 2**60)).all()


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("...", 0), ("a", 1), ("a b", 1), ("a b c", 1), ("a b c d", 2), ("a a a a a", 1)],
)
def test_how_many_triples_a_text_has(text: str, count: int) -> None:
    assert len(shingles([text])[0]) == count


@pytest.mark.parametrize("native", [False, True])
def test_a_phrase_that_more_texts_share_than_are_kept_tells_nothing(native: bool) -> None:
    shared = "all rights reserved by the owner of this page"
    pages = [f"{shared} {' '.join(f'p{n}x{i}' for i in range(40))}" for n in range(POSTED + 20)]
    assert near_duplicates(pages, native=native) == []
    assert len(near_duplicates([*pages, pages[-1]], native=native)) == 1


def test_a_sketch_of_a_short_text_is_the_whole_text() -> None:
    short = " ".join(f"w{i}" for i in range(SKETCH))
    assert len(near_duplicates([short, f"{short} more words behind it"])) == 1
