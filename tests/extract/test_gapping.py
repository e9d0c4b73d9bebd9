"""Clauses without a verb, and names told respectively."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.cases import text_document


def _clients(text: str) -> set[tuple[str | None, str | None]]:
    claims = extractor(engine="rules").claims(text_document(text))
    return {(one.subject, one.object) for one in claims if one.kind == "client"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Boeing gives over $20 million in business annually to Labelbox,"
            " $10 million to Mercor and at least $5 million to Turing.",
            {("Boeing", "Labelbox"), ("Boeing", "Mercor"), ("Boeing", "Turing")},
        ),
        (
            "Walmart has appointed Labelbox as its creative agency"
            " and Mercor as its payroll agency.",
            {("Walmart", "Labelbox"), ("Walmart", "Mercor")},
        ),
        (
            "Labelbox has won an order from Boeing and two more from Walmart.",
            {("Boeing", "Labelbox"), ("Walmart", "Labelbox")},
        ),
    ],
)
def test_a_clause_that_leaves_its_verb_out_goes_on_with_the_slot(
    text: str, wanted: set[tuple[str, str]]
) -> None:
    assert wanted <= _clients(text)


def test_a_clause_with_a_verb_of_its_own_does_not() -> None:
    found = _clients("Labelbox has won an order from Boeing and was sued by a fund from Walmart.")
    assert ("Walmart", "Labelbox") not in found


def test_respectively_pairs_the_first_with_the_first() -> None:
    found = _clients(
        "Labelbox and Mercor said they have won contracts from Boeing and Walmart, respectively."
    )
    assert found == {("Boeing", "Labelbox"), ("Walmart", "Mercor")}


def test_the_second_company_of_an_order_has_no_share_in_the_sum_of_the_first() -> None:
    claims = extractor(engine="rules").claims(
        text_document(
            "Labelbox has won an order from Boeing worth $3 million and two from Walmart."
        )
    )
    sums = {one.subject: one.amount_usd for one in claims if one.kind == "client"}
    assert sums.get("Walmart") is None
