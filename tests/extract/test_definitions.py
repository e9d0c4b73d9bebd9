"""What the parties of a text are called in it."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.definitions import NOTHING, Definitions, definitions
from vendorrisk.extract.discourse import Discourse


def told(text: str) -> Definitions:
    made = extractor(engine="rules")
    lines = Discourse(text_document(text), made.gazetteer, made.words, ()).lines
    spans = [(line.sentence.start, line.sentence.end) for line in lines]
    return definitions(text, spans, [line.mentions for line in lines])


def test_a_term_in_brackets_is_the_company_before_it() -> None:
    found = told('Harlow Pumps, Inc. ("Harlow" or the "Company") makes pumps.')
    assert found.terms == {"Company": "Harlow Pumps"}
    assert found.aliases == {"Harlow": "Harlow Pumps"}
    assert found.speaker == "Harlow Pumps"


def test_commas_hold_the_company_apart_from_what_describes_it() -> None:
    found = told('Harlow Pumps Inc., a unit of Valtek Group (the "Buyer"), bought Labelbox.')
    assert found.terms == {"Buyer": "Harlow Pumps"}
    assert found.speaker is None


def test_we_in_brackets_names_the_speaker() -> None:
    assert told('Harlow Pumps Inc. ("we" or "our") makes pumps.').speaker == "Harlow Pumps"


@pytest.mark.parametrize(
    "text",
    [
        "Harlow Pumps Inc. (the biggest maker) makes pumps.",
        'It makes pumps (the "Company").',
        "Harlow Pumps makes pumps.",
    ],
)
def test_brackets_without_a_term_or_a_company_define_nothing(text: str) -> None:
    assert told(text) == NOTHING
