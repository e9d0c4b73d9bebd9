"""Money in words: the dollars of another currency with the rate they come from."""

from __future__ import annotations

import pytest

from vendorrisk.decision.money import money, money_of
from vendorrisk.extract import extract
from vendorrisk.extract.checks import text_document


@pytest.mark.parametrize(
    ("low", "point", "high", "currency", "words"),
    [
        (None, 14.3e9, None, "USD", "$14.3 billion"),
        (1e10, 1e10, None, "USD", "more than $10 billion"),
        (None, 1e10, 1e10, "GBP", "up to £10 billion"),
        (5e6, None, 7e6, "EUR", "€5 million to €7 million"),
        (180e6, 200e6, 220e6, "JPY", "about ¥200 million"),
        (None, 250.0, None, "SEK", "SEK 250"),
        (None, 3e9, None, None, "3 billion"),
        (None, None, None, "USD", None),
    ],
)
def test_amounts_are_worded(
    low: float | None, point: float | None, high: float | None, currency: str, words: str | None
) -> None:
    assert money(low, point, high, currency) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meta invested $14.3 billion in Scale AI.", "$14.3 billion"),
        (
            "Meta invested €140m in Scale AI in 2023.",
            "€140 million ($151.4 million at 1.08127, 2023 average, ECB euro reference rates)",
        ),
        ("Meta invested €140m ($152m) in Scale AI.", "€140 million ($152 million, by the text)"),
        (
            "Meta invested €140m in Scale AI.",
            "€140 million (not converted: no date of the claim or the document)",
        ),
    ],
)
def test_a_claim_says_what_its_dollars_come_from(text: str, words: str) -> None:
    (claim,) = extract(text_document(text))[0]
    assert money_of(claim) == words
