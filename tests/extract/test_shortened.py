"""Short names in brackets."""

from __future__ import annotations

import pytest
from mentioned import named

from vendorrisk.extract.shortened import distinct


@pytest.mark.parametrize(
    "text",
    [
        "Kelda Marine Holdings (KMH) grew. KMH sells sails.",
        'Kelda Marine Holdings Inc. ("Marine") grew. Marine sells sails.',
        "Kelda Marine Holdings (KELD) grew. KELD sells sails.",  # the text goes on with it
    ],
)
def test_a_short_name_stands_for_the_one_before_it(text):
    assert set(named(text, "org")) == {"Kelda Marine Holdings"}


@pytest.mark.parametrize("ticker", ["(KLDX)", "(NYSE: KLDX)", "(ASX:KLD)", "(KLDn.DE)"])
def test_a_ticker_is_no_name(ticker):
    assert named(f"Kelda Foods {ticker} bought a mill.", "org") == ["Kelda Foods"]


def test_what_is_short_for_a_phrase_is_no_name():
    text = "Kelda signed a Production Sharing Agreement (PSA). The PSA lasts ten years."
    assert set(named(text, "org")) == {"Kelda"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kelda Brew Alliance grew. CBA, KBA and others fell.", {"Kelda Brew Alliance", "CBA"}),
        ("Tarn Kelda Brewing Co fell. TKB rose.", {"Tarn Kelda Brewing"}),
        ("TKB rose. Tarn Kelda Brewing Co fell.", {"TKB", "Tarn Kelda Brewing"}),
    ],
)
def test_initials_stand_for_the_longer_name_before_them(text, found):
    assert set(named(text, "org")) == found


def test_a_short_name_and_a_longer_one_of_a_sentence_are_two() -> None:
    both = "Boeing will pay Tarn for its homes arm, called Tarn Energy Services."
    assert distinct(both, both.index("Tarn"), both.index("Tarn Energy"))
    apart = "Boeing will pay Tarn. It is called Tarn Energy Services."
    assert not distinct(apart, apart.index("Tarn"), apart.index("Tarn Energy"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Delta Semiconductors poached designers. Delta sells chips to Nexora Inc.",
            {"Delta Semiconductors", "Nexora"},
        ),
        ("Delta Air Lines sued. Delta said so.", {"Delta Air Lines"}),
        (
            "Delta Semiconductors sued Delta Air Lines. Delta said nothing on shares.",
            {"Delta Semiconductors", "Delta Air Lines"},
        ),
    ],
)
def test_a_short_name_stands_for_the_longer_one_that_the_text_has_told_of(text, found):
    assert set(named(text, "org")) == found
