"""What is one token, and what is left out between and behind names."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.cases import text_document


def _clients(text: str) -> set[tuple[str | None, str | None]]:
    claims = extractor(engine="rules").claims(text_document(text))
    return {(one.subject, one.object) for one in claims if one.kind == "client"}


@pytest.mark.parametrize(
    "text",
    [
        "Boeing has selected Labelbox of Hawthorne, California, to supply valves.",
        "Boeing has picked Labelbox as its U.S. media agency.",
        "Boeing has ordered 2,400 Labelbox chips.",
        "Boeing has picked the Walmart-owned Labelbox to run its tills.",
        "Boeing has picked Salem, Ore.-based Labelbox to run its tills.",
        "Boeing has picked the Santa Ana, Calif.-based start-up Labelbox to run its tills.",
        "Boeing has picked Boise, ID-based Labelbox to run its tills.",
        "Cary, N.C.-based Boeing has picked Basel, Switzerland-based Labelbox to run its tills.",
        "Boeing has picked Cary, North Carolina based Labelbox to run its tills.",
        "Boeing has picked the London-listed Labelbox to run its tills.",
        "Boeing has picked CRO (contract research organization) Labelbox to run its trial.",
        "Boeing (Cary, NC) has picked Labelbox (Plano, TX) to run its tills.",
        "Boeing ( NYSE : BA ) has picked Labelbox to run its tills.",
    ],
)
def test_seats_figures_and_owners_stand_in_no_rules_way(text: str) -> None:
    assert _clients(text) == {("Boeing", "Labelbox")}
