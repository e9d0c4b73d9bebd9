"""Votes that a text tells apart from the shares."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


@pytest.mark.parametrize(
    ("text", "percent", "votes", "voting"),
    [
        ("Valtek Group holds 60% of the voting rights in Nexora.", None, 60.0, True),
        ("Valtek Group owns 10% of the shares and 51% of the votes in Nexora.", 10.0, 51.0, True),
        ("Valtek Group owns 12% of Nexora and 55% of its votes.", 12.0, 55.0, True),
        (
            "Valtek Group holds 55% of the votes of Nexora with 12% of its capital.",
            12.0,
            55.0,
            True,
        ),
        ("Valtek Group owns a 30% voting stake in Nexora.", 30.0, None, True),
        ("Valtek Group bought a 49% non-voting stake in Nexora.", 49.0, None, False),
        ("Valtek Group owns 49% of Nexora.", 49.0, None, None),
        ("Valtek Group owns 10% of Nexora while Labelbox has 51% of the votes.", 10.0, None, None),
    ],
)
def test_votes_and_shares(
    text: str, percent: float | None, votes: float | None, *, voting: bool | None
) -> None:
    found = extractor(engine="rules").claims(text_document(text))
    stakes = [c for c in found if c.kind == "ownership" and c.subject != "Labelbox"]
    assert [(c.percent, c.votes, c.voting) for c in stakes] == [(percent, votes, voting)]


def test_the_votes_of_one_holder_are_not_told_of_another() -> None:
    text = "Valtek Group owns 10% of the shares, and Labelbox controls 51% of the votes in Nexora."
    found = extractor(engine="rules").claims(text_document(text))
    told = {c.subject: (c.percent, c.votes) for c in found if c.kind == "ownership"}
    assert told["Labelbox"] == (None, 51.0)
    assert told.get("Valtek Group", (10.0, None)) == (10.0, None)
