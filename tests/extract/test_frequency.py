"""Which word of a phrase is looked for."""

from __future__ import annotations

import pytest

from vendorrisk.extract.frequency import frequency, rarest


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("sources from", "sources"), ("has used", "used"), ("the", "the"), ("in a tie", "tie")],
)
def test_the_rarest_word_stands_for_a_phrase(phrase: str, word: str) -> None:
    assert rarest(phrase) == word


def test_common_words_weigh_more() -> None:
    assert frequency(["the", "of"]) > frequency(["the"]) > frequency(["ties", "deal"])
    assert frequency([]) == 0
