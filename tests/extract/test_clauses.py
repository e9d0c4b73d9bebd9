"""Which company a clause is about."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.clauses import clause_at, clause_end, subject_of
from vendorrisk.extract.discourse import Discourse

WORDS = extractor(engine="rules").words


def subject(text: str) -> str | None:
    made = extractor(engine="rules")
    line = Discourse(text_document(text), made.gazetteer, made.words, ()).lines[0]
    found = subject_of(text, 0, len(text), line.mentions, WORDS)
    return found and found.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Labelbox hired a lawyer from Google.", "Labelbox"),
        ("Shares in Labelbox fell after Google left.", "Labelbox"),
        ("After a row with Google, Labelbox hired a lawyer.", "Labelbox"),
        ("Alphabet's Google hired a lawyer.", "Google"),
        ("Walmart rival Google hired a lawyer.", "Google"),
        ("Walmart hired a rival of Google.", "Walmart"),
        ("A lawyer left in May.", None),
    ],
)
def test_the_subject_is_told_by_position(text: str, name: str | None) -> None:
    assert subject(text) == name


def place(text: str, noun: str):
    start = text.index(noun)
    return clause_at(text, 0, start, start + len(noun))


def test_a_noun_that_opens_the_sentence() -> None:
    assert place("The company left.", "The company").opens


def test_who_says_what_stands_before_is_a_tail() -> None:
    assert place("Google left in May, the company said.", "the company").tail
    assert not place("Google left in May, the company bought it.", "the company").tail


def test_what_is_said_is_a_clause_of_its_own() -> None:
    found = place("Google said that the company left.", "the company")
    assert found.heads
    assert found.told
    assert found.start == len("Google said that ")


def test_a_deal_values_a_company() -> None:
    assert place("Google invested, valuing the company at $2bn.", "the company").valued


def test_a_clause_ends_where_the_next_begins() -> None:
    text = "the company left while Google stayed"
    assert clause_end(text, len("the company"), len(text)) == text.index(" while")
    assert clause_end(text, len("the company"), 16) == 16
