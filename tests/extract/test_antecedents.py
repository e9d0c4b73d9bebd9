"""Which company a noun points back to."""

from __future__ import annotations

from vendorrisk.extract.antecedents import Noun, best, weighed


def noun(text: str, phrase: str) -> Noun:
    start = text.index(phrase)
    *before, head = phrase.split()
    span = (start, start + len(phrase))
    return Noun.at(span, " ".join(before[1:]), head, text, (0, len(text)))


def test_no_company_is_meant_by_none_or_by_a_predicate() -> None:
    assert noun("that no retailer left", "that no retailer").is_nobody
    assert noun("Valtek was the lead investor", "the lead investor").is_nobody
    assert noun("the unit, the business", "the business").is_nobody
    assert not noun("Valtek said the company left", "the company").is_nobody


def test_the_object_of_a_clause_is_not_its_subject() -> None:
    one = noun("Valtek hired and then Kelda paid the company", "the company")
    assert "Valtek" not in weighed(one, [("Valtek", 1.0), ("Kelda", 1.0)], {}, "Valtek", "Valtek")


def test_who_speaks_behind_counts_as_the_subject() -> None:
    one = noun("Valtek sued Kelda, the company said", "the company")
    weights = weighed(one, [("Valtek", 1.0), ("Kelda", 1.0)], {}, "Valtek", "")
    assert weights["Valtek"] > weights["Kelda"]


def test_two_that_fit_alike_leave_it_open() -> None:
    assert best({"Valtek": 1.0, "Kelda": 1.0}, {"Valtek": 1.0, "Kelda": 1.0}, None) is None
    assert best({"Valtek": 1.0, "Kelda": 1.0}, {"Valtek": 3.0, "Kelda": 0.4}, None) == "Valtek"
    assert best({"Valtek": 1.0}, {"Valtek": 0.0}, None) is None
    assert best({}, {}, None) is None
