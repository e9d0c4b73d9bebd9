"""A text that opens with a pronoun is about the company that it names first further on."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


def bought(text: str) -> set[tuple[str | None, str | None]]:
    """Return buyer and bought of the acquisitions that rules find in a text."""
    found = extractor(engine="rules").claims(text_document(text))
    return {(c.subject, c.object) for c in found if c.kind == "acquisition"}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("It was bought by Valtek in 1999. Nexora is a pump maker.", {("Valtek", "Nexora")}),
        ("It was bought by Valtek in 1999. Nexora and Labelbox make pumps.", set()),
    ],
)
def test_a_pronoun_that_opens_a_text_points_ahead(text: str, pairs: set[tuple[str, str]]) -> None:
    assert bought(text) == pairs
