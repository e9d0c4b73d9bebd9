"""Who leaves whom, where the words that end a tie are said of both sides."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


def _ended(text: str) -> set[tuple[str, str | None, str | None]]:
    claims = extractor(engine="rules").claims(text_document(text))
    kinds = {"client_loss", "vendor_cutoff"}
    return {(c.kind, c.subject, c.object) for c in claims if c.kind in kinds}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The courier Nexora will end its contract with Walmart.", "vendor_cutoff"),
        ("Auto-parts supplier Nexora is ending its agreement with Walmart.", "vendor_cutoff"),
        ("Nexora, a delivery company, has cut ties with Walmart.", "vendor_cutoff"),
        ("Nexora has cut ties with Walmart.", "client_loss"),
        ("The courier Nexora has cut ties with the auditor Walmart.", "client_loss"),
        ("Nexora, a maker of delivery vans, cut ties with the courier Walmart.", "client_loss"),
    ],
)
def test_a_vendor_that_ends_a_tie_cuts_its_client_off(text: str, kind: str) -> None:
    assert _ended(text) == {(kind, "Nexora", "Walmart")}


def test_the_registry_says_who_is_a_vendor() -> None:
    assert _ended("FedEx will end its contract with Walmart.") == {
        ("vendor_cutoff", "FedEx", "Walmart")
    }


def test_a_named_client_stays_one() -> None:
    text = "The courier Nexora is a customer of Walmart. Nexora has cut ties with Walmart."
    assert _ended(text) == {("client_loss", "Nexora", "Walmart")}


def _claimed(text: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (c.kind, c.subject, c.object) for c in extractor(engine="rules").claims(text_document(text))
    }


@pytest.mark.parametrize(
    "text",
    [
        "Nexora, a provider of repairs, signed a ten-year deal with Brightwater.",
        "Nexora has signed a ten-year deal with the airline Brightwater.",
        "The airline Brightwater has signed a ten-year deal with Nexora.",
        "Brightwater is glad. The retailer extended its agreement with Nexora.",
        "The carmaker Brightwater has secured contracts with the battery maker Nexora.",
    ],
)
def test_a_deal_has_the_vendor_that_the_text_calls_one(text: str) -> None:
    assert _claimed(text) == {("client", "Brightwater", "Nexora")}


def test_a_deal_of_two_of_a_kind_has_none() -> None:
    assert _claimed("The bank Nexora has extended its deal with the bank Brightwater.") == set()


def test_who_pays_for_shares_is_who_acquires_by_a_merger() -> None:
    text = "Nexora agreed a merger with Valtek. Valtek will pay $5 per share for Nexora."
    assert _claimed(text) == {("acquisition", "Valtek", "Nexora")}
