"""The index finds what all pairs would, without looking at all pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.entities.blocking import MOST, Blocks
from vendorrisk.entities.likeness import compare
from vendorrisk.entities.names import Names

NAMES = Names()
WORDS = "Kestrel Kestral Kestrell Maritime Foods Food Haldane Ports II AI Müller Mueller Energy"
MORE = "Access EAV Ventures Group Acme"
words = st.sampled_from([*WORDS.split(), *MORE.split()])
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(st.lists(names, min_size=1, max_size=12, unique=True))
def test_no_pair_that_would_be_proposed_is_missed(written: list[str]) -> None:
    parsed = [NAMES.parse(name) for name in written]
    found = set(Blocks(parsed).pairs(parsed))
    for i, one in enumerate(parsed):
        for j, other in enumerate(parsed):
            told = compare(one, other, NAMES)
            spelling = told.kind == "spelling"
            if i != j and told.verdict != "different" and not spelling:
                assert (i, j) in found or (j, i) in found, (one.written, other.written, told)


def test_a_word_of_many_names_is_not_followed() -> None:
    parsed = [NAMES.parse(f"Zorn{'abcdefghij'[i % 10]}{i} Metals") for i in range(MOST + 40)]
    pairs = list(Blocks(parsed).pairs([NAMES.parse("Metals Zarquon")]))
    assert pairs == []


def test_the_number_of_pairs_grows_with_the_names_not_their_square() -> None:
    def pairs(count: int) -> int:
        parsed = [
            NAMES.parse(f"{'bcdfghkl'[i % 8]}{i * 7919 % 99991:05d}x Metals") for i in range(count)
        ]
        return sum(1 for _ in Blocks(parsed).pairs(parsed))

    assert pairs(2000) < 4 * pairs(1000) + 2000
