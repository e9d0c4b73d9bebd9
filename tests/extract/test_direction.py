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
