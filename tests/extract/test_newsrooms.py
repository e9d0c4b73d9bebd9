"""Outlets that a text speaks of as of companies."""

import pytest

from vendorrisk.extract import newsrooms
from vendorrisk.extract.names import Mention


def kind(text: str) -> str:
    start = text.index("Reuters")
    mention = Mention(start, start + len("Reuters"), "outlet", "Reuters", 1.0)
    return newsrooms.as_company(mention, text).kind


@pytest.mark.parametrize(
    "text",
    [
        "Reuters has signed a contract with Valtek.",
        "Valtek agreed to buy Reuters for $2 billion.",
        "Valtek bought the Reuters subsidiary Nexora.",
        "Reuters' suppliers include Valtek.",
        "Valtek is the parent of Reuters.",
        "Reuters Chief Executive Ana Petrova stepped down.",
    ],
)
def test_outlet_that_acts_as_a_company(text: str) -> None:
    assert kind(text) == "org"


@pytest.mark.parametrize(
    "text",
    [
        "Reuters reported that Valtek had signed a contract.",
        "Valtek told Reuters it would buy Nexora.",
        "According to Reuters, Valtek chose Nexora.",
        "A report by Reuters named Valtek.",
        "Reuters first reported the sale.",
    ],
)
def test_outlet_that_reports(text: str) -> None:
    assert kind(text) == "outlet"


def test_other_mentions_are_left_alone() -> None:
    mention = Mention(0, 6, "person", "Petrova", 1.0)
    assert newsrooms.as_company(mention, "Petrova hired Valtek.") is mention
