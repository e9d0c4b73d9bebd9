"""Strings of a list in a text, against a search by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.extract.automaton import Automaton

WORDS = ["ab", "abc", "b", "ção", "é", "…", "ca"]


def by_hand(text: str) -> list[tuple[int, int, int]]:
    """Return the longest words furthest to the left, by trying every place."""
    found = []
    at = 0
    while at < len(text):
        fits = [word for word in WORDS if text.startswith(word, at)]
        if fits:
            longest = max(fits, key=len)
            found.append((WORDS.index(longest), at, at + len(longest)))
            at += len(longest)
        else:
            at += 1
    return found


@given(st.text(alphabet="abcéção…\U0001f600 \ud800", max_size=40))
def test_the_longest_at_each_place_is_found_with_offsets_of_characters(text: str) -> None:
    assert [tuple(hit) for hit in Automaton(WORDS).find(text)] == by_hand(text)


@pytest.mark.parametrize("text", ["", "x"])
def test_nothing_is_found_where_there_is_nothing(text: str) -> None:
    assert Automaton(WORDS).find(text) == []
    assert Automaton([]).find(text) == []
