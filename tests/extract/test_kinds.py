"""What a run of capitals names; each kind of name beside a near miss."""

from __future__ import annotations

import pytest
from mentioned import named

from vendorrisk.extract import extractor


@pytest.mark.parametrize(
    ("text", "companies", "people"),
    [
        ("Kelda Finance Director Jane Roe left.", {"Kelda"}, {"Jane Roe"}),
        ("Commercial Counsellor Dita Ang-Mata spoke.", set(), {"Dita Ang-Mata"}),
        ("The Account Director of the year is unknown.", set(), set()),
        ("Hugo Boss AG bought thread from Kelda.", {"Hugo Boss", "Kelda"}, set()),
        ("Kelda sold it to Ernst & Young.", {"Kelda", "Ernst & Young"}, set()),
        ("Kelda lost Slaughter and May, its lawyers.", {"Kelda", "Slaughter and May"}, set()),
        ("Kelda and the Ministry of Trade and Industry met.", None, set()),
        ("NAKAMURA Kenji runs Kelda.", {"Kelda"}, {"NAKAMURA Kenji"}),
        ("Kelda Mills, sold by Nexora, is in Monroe, Michigan.", {"Kelda Mills", "Nexora"}, set()),
        ("Kelda sells to CEOs, OEMs and for the A320neo.", {"Kelda"}, set()),
        ("Kelda sells in Northern Norway and Central Europe.", {"Kelda"}, set()),
        ("Kelda supplies Quay & Co and Tandberg A/S.", {"Kelda", "Quay & Co", "Tandberg"}, set()),
        ("Kelda moved to 3 Rivers Bakery in May.", {"Kelda", "3 Rivers Bakery"}, set()),
        ("Kelda owns o.link, 37signals and 1&1.", {"Kelda", "o.link", "37signals", "1&1"}, set()),
        ("Kelda trails King's College London.", {"Kelda", "King's College London"}, set()),
        ("Kelda fights Parkinson's disease.", {"Kelda"}, set()),
        ("Jane Roe and Ysolde Marek left Kelda.", {"Kelda"}, {"Jane Roe", "Ysolde Marek"}),
        ("The firm bought Dalby, Orrin & Tarn.", {"Dalby, Orrin & Tarn"}, set()),
        ("It bought Dalby, Orrin, Wex, & Tarn.", {"Dalby, Orrin, Wex, & Tarn"}, set()),
        ("It sells to Dalby, Orrin and Wexen in May.", {"Dalby", "Orrin", "Wexen"}, set()),
        ("The chief executive of Kelda has resigned.", {"Kelda"}, set()),
        ("Last week Wexley resigned as president of Kelda.", {"Kelda"}, {"Wexley"}),
        ("Its auditor NexTrade resigned.", {"NexTrade"}, set()),
        ("Kelda paid $1 for Dalby's in 2012.", {"Kelda", "Dalby's"}, set()),
        ("Kelda paid $1 for Dalby's pumps in 2012.", {"Kelda", "Dalby"}, set()),
        ("It holds a stake in Kelda, Italy's largest lender.", {"Kelda"}, set()),
        ("It has a plant in Dorwich, Italy.", set(), set()),
        ("Dorva-backed Kelda Systems bought a mill.", {"Dorva", "Kelda Systems"}, set()),
        ("It said that Kelda Tuesday sold the mill.", {"Kelda"}, set()),
        ("It runs the Kelda pay-TV service.", {"Kelda"}, set()),
        ("Banco Novo Real bought the mill.", {"Banco Novo Real"}, set()),
        ("The hire of Jane Glass from Kelda was told.", {"Kelda"}, {"Jane Glass"}),
        ("It bought the six-lawyer Stonebur Berrow.", {"Stonebur Berrow"}, set()),
        ("Kelda named Jane Roe President of Nexora.", {"Kelda", "Nexora"}, {"Jane Roe"}),
        ("Current Kelda customers number nine.", {"Kelda"}, set()),
        ("Current Kelda Ltd. bought the mill.", {"Current Kelda"}, set()),
        ("Kelda picked a chief to succeed Wexley as head of sales.", {"Kelda"}, {"Wexley"}),
        ("Kelda Asia is an affiliate of Kelda.", {"Kelda Asia", "Kelda"}, set()),
        ("Oracle agreed to buy the mill.", {"Oracle"}, set()),
        ("Oracle of the village, she spoke.", set(), set()),
        ("Visa and Mastercard are considering a bid.", {"Visa", "Mastercard"}, set()),
        ("Visa and passport rules are considered.", set(), set()),
        ("The UK government buys pumps.", {"UK government"}, set()),
        ("The Information Commissioner's Office fined it.", None, set()),
    ],
)
def test_what_a_run_names(text, companies, people):
    if companies is not None:
        assert set(named(text, "org")) == companies
    assert set(named(text, "person")) == people


def test_a_ministry_keeps_both_its_fields():
    assert "Ministry of Trade and Industry" in named(
        "Kelda met the Ministry of Trade and Industry.", "org"
    )


def test_an_acronym_in_brackets_stands_for_the_name_before_it():
    text = "Kelda owes the European Investment Bank (EIB) money. The EIB wants it back."
    assert set(named(text, "org")) == {"Kelda", "European Investment Bank"}


def test_an_acronym_of_a_phrase_is_no_name():
    assert set(named("Kelda raised its annual recurring revenue (ARR).", "org")) == {"Kelda"}


def test_a_name_that_ends_in_an_apostrophe_keeps_it():
    assert set(named("Kelda sells to Dalby's, the caterer.", "org")) == {"Kelda", "Dalby's"}
    assert set(named("Kelda sells Dalby's stake. Dalby objects.", "org")) == {"Kelda", "Dalby"}


def test_a_company_that_left_its_parent_is_none_of_it():
    assert "Siemens Energy" in named("Kelda buys from Siemens Energy.", "org")
    assert "Siemens" in named("Kelda buys from Siemens AG.", "org")


def test_a_headline_holds_the_names_of_its_body():
    text = "# Nexora Robotics Picks Kelda To Sort Its Parcels\n\nOn Monday Kelda signed."
    assert "Kelda" in named(text, "org")


@pytest.mark.parametrize(
    "text",
    [
        "Steelworkers marched on Saturday.",
        "Cocoa rose again in May.",
        "Largest shareholder sells.",
        "Study | Independent review |",
        "The Paris Agreement obliges nobody.",
        "Moore's Law is dead.",
        "Risk Factors and Legal Proceedings are described below.",
    ],
)
def test_capitals_that_name_nobody(text):
    assert named(text, "org") == []
    assert named(text, "person") == []


def test_no_word_both_ends_companies_and_tells_that_there_is_none():
    words = extractor().words
    assert words.company_endings & words.other_endings == set()


def test_studios_end_in_games():
    assert set(named("Kelda sold Riverbend Games to Nexora.", "org")) == {
        "Kelda",
        "Riverbend Games",
        "Nexora",
    }
