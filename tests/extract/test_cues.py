"""What announces a figure: a document's figures are those of its sentences read alone."""

from __future__ import annotations

import pytest

from vendorrisk.extract.amounts import amounts, amounts_by_part
from vendorrisk.extract.cues import find_cues, marked, places
from vendorrisk.extract.sentences import Sentence

SENTENCES = [
    "Meta paid $14.3 billion.",
    "It was founded in 2010 in Berlin.",
    "Nearly half of the company is held by Nexora.",
    "It costs 20p, or 35 bps of the price.",
    "They paid Rs 500 crore and 500 MSEK.",
    "In May, 12 people met on 3 days.",
    "A third of revenue came from two clients.",
    "Profits fell 5%.",
    "One in five left.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_text_with_figures_has_a_place_that_announces_them(text: str) -> None:
    assert bool(amounts(text)) <= bool(places(text))


def test_figures_of_parts_are_those_of_each_part_alone() -> None:
    text = " ".join(SENTENCES)
    parts = []
    at = 0
    for sentence in SENTENCES:
        parts.append(Sentence(at, at + len(sentence), 0, "paragraph"))
        at += len(sentence) + 1
    assert list(amounts_by_part(text, parts)) == [amounts(one) for one in SENTENCES]


@pytest.mark.parametrize("text", ["founded in 2010", "12 people met", "GPT-4 came in June"])
def test_a_year_or_a_count_is_not_marked(text: str) -> None:
    assert not marked(text)
    assert not find_cues(text).units
    assert "ratio" not in find_cues(text).kinds


def test_a_ratio_is_a_cue() -> None:
    assert "ratio" in find_cues("one in 5 customers").kinds
