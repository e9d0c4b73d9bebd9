"""Names of headlines, in which every word has a capital."""

from __future__ import annotations

import pytest
from mentioned import named

from vendorrisk.extract import extractor
from vendorrisk.extract.headlines import is_headline


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nexora Acquires Kelda Systems for $50 Million", {"Nexora", "Kelda Systems"}),
        ("Nexora Names Jane Roe Chief Executive Officer", {"Nexora", "Jane Roe"}),
        ("Valtek Ends Contract With Nexora After Data Breach", {"Valtek", "Nexora"}),
        ("Startup Kelda Raises $30M Series B Led By Nexora Ventures", {"Kelda", "Nexora Ventures"}),
        ("Kelda Takes Stake in Ruyter Foods", {"Kelda", "Ruyter Foods"}),
        ("Valtek Sells Paper Mills To Kelda Group", {"Valtek", "Kelda Group"}),
        ("Consumer Confidence Falls as Oil Prices Rise", set()),
        ("Storm Batters Coast, Ferries Stay in Port", set()),
    ],
)
def test_a_headline_tells_its_names_by_their_places(text, found):
    assert set(named(text, "org", "person")) == found


def test_a_line_that_ends_for_good_ends_its_sentence():
    text = "Nexora Buys Essel\nKelda Ports, a rival of Nexora, said on Monday that it was pleased."
    assert set(named(text, "org", "person")) >= {"Nexora", "Kelda Ports"}
    assert not any("Essel Kelda" in name for name in named(text, "org", "person"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Nexora Buys Kelda", True),
        ("Nexora bought Kelda Ports in May", False),
        ("Nexora Systems is owned by Valtek Group and Brightwater Capital.", False),
    ],
)
def test_what_is_a_headline(text, is_one):
    assert is_headline(text, extractor().words) is is_one


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("In 2006, Kelda (formerly First Tarn) sold Valtek Stores to Nexora Mortgage, Inc.", False),
        ('"In 2006, Kelda (formerly First Tarn) sold Valtek Stores to Nexora Mortgage."', False),
        ("Kelda Sells Valtek Stores to Nexora Mortgage, Inc.", True),
    ],
)
def test_a_sentence_that_ends_in_a_legal_form_is_no_headline(text, headline):
    assert is_headline(text, extractor().words) is headline
