"""Near-duplicate texts: exact, linear, the same compiled and plain."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.evidence.near import Alike, near_duplicates, shingles
from vendorrisk.kernels.shingles import LINKS

LETTER = "The buyer signed a contract with the label maker for three years and pays every quarter."


def words(seed: int, count: int, vocabulary: int = 500) -> list[str]:
    rng = random.Random(seed)
    return [f"w{rng.randrange(vocabulary)}" for _ in range(count)]


def triples(text: str) -> set[tuple[str, ...]]:
    """Return the word triples of a text, as anybody would write it."""
    found = re.findall(r"\w+", text.casefold())
    size = min(3, max(1, len(found)))
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)} if found else set()


def naive(texts: list[str], jaccard: float, containment: float, shortest: int) -> set[tuple]:
    """Return every pair by comparing all of them, with what they share."""
    pairs = set()
    for j, b in enumerate(map(triples, texts)):
        for i, a in enumerate(map(triples, texts[:j])):
            both, least = len(a & b), min(len(a), len(b))
            inside = least >= shortest and both >= containment * least
            if a and b and (inside or both >= jaccard * len(a | b)):
                pairs.add((frozenset((i, j)), both / len(a | b), both / least))
    return pairs


def unordered(pairs: list[Alike]) -> set[tuple]:
    return {(frozenset(pair[:2]), *pair[2:]) for pair in pairs}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LETTER, LETTER, True),
        (LETTER, LETTER.upper(), True),
        (LETTER, LETTER.replace(" ", "  \n"), True),
        (LETTER, LETTER.replace("three", "two"), True),
        (LETTER, LETTER + " Signed at noon.", True),
        ("naïve Straße", "NAÏVE STRASSE", True),  # case-folded
        ("one", "One!", True),
        ("one two", "one, two", True),
        ("百度 收购 公司 股份", "百度 收购 公司 股份。", True),
        # near misses
        (LETTER, " ".join(reversed(LETTER.split())), False),
        (LETTER, LETTER.replace("a", "o"), False),
        ("one", "two", False),
        ("one two", "two one", False),
        ("", "", False),
        ("... !", "?", False),
        ("a b c", "a b c d e f g", False),
    ],
)
@pytest.mark.parametrize("native", [False, True])
def test_what_is_a_near_duplicate(one: str, other: str, alike: bool, native: bool) -> None:
    assert bool(near_duplicates([one, other], native=native)) == alike


def test_a_text_inside_a_longer_one_is_found() -> None:
    inner = " ".join(words(1, 60))
    outer = " ".join([*words(2, 400), inner, *words(3, 400)])
    (pair,) = near_duplicates([outer, inner])
    assert (pair.shorter, pair.longer, pair.containment) == (1, 0, 1.0)
    assert pair.jaccard < 0.1
    assert near_duplicates([outer, inner], containment=1.0, shortest=59) == []
    assert near_duplicates([outer, " ".join(words(1, 20))]) == []  # too short to tell


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab é", max_size=12), max_size=8), st.sampled_from([0.3, 0.5, 0.8]))
def test_all_pairs_of_small_texts_are_found(texts: list[str], jaccard: float) -> None:
    found = near_duplicates(texts, jaccard=jaccard, shortest=2)
    assert unordered(found) == naive(texts, jaccard, 0.8, 2)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_all_pairs_of_copies_are_found(data: st.DataObject) -> None:
    seeds = st.integers(0, 3)
    texts = []
    for _ in range(data.draw(st.integers(2, 7))):
        text = words(data.draw(seeds), data.draw(st.integers(30, 120)))
        for _ in range(data.draw(st.integers(0, 8))):
            text[data.draw(st.integers(0, len(text) - 1))] = "edited"
        texts.append(" ".join([*text, *words(9, data.draw(st.integers(0, 60)))]))
    plain = near_duplicates(texts, native=False)
    assert unordered(plain) == naive(texts, 0.5, 0.8, 24)
    assert near_duplicates(texts, native=True) == plain


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(words(i % 5, 50)) for i in range(12)]
    whole = shingles(texts)
    monkeypatch.setattr("vendorrisk.evidence.near.BATCH", 300)
    for one, other in zip(whole, shingles(texts), strict=True):
        assert one.tolist() == other.tolist()


def test_a_thousand_copies_stay_linear() -> None:
    texts = [" ".join([*words(1, 60), str(number)]) for number in range(300)]
    found = near_duplicates(texts)
    assert len(found) <= LINKS * len(texts)
    reached = {0}
    for pair in sorted(found, key=lambda p: max(p[:2])):
        if reached & {pair.shorter, pair.longer}:
            reached |= {pair.shorter, pair.longer}
    assert len(reached) == 300  # all in one group


def test_few_texts_have_no_pairs() -> None:
    assert near_duplicates([]) == near_duplicates([LETTER]) == []


def test_what_a_caller_does_to_the_pairs_is_no_part_of_the_next_answer() -> None:
    texts = ["one two three four five six", "One two three four five six."]
    first = near_duplicates(texts)
    first.clear()
    assert [(pair.shorter, pair.longer) for pair in near_duplicates(texts)] == [(0, 1)]
