"""Texts out of the pieces that rules look at, in any order: read without failing, and quoted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.model.claim import Engine

NAMES = (
    *("Valtek", "Nexora Systems", "Google", "Jane Doe", "Mr. Doe", "Kelda Co.", "Dalby's", "3M"),
    *("American Kelda Stores", "Reuters", "the company", "It", "its", "they", "he", "Nexora (NXR)"),
    *("Nexora [NXR]", "$NXR", "NXR.L -1.5%", "\u0130stanbul A.\u015e.", "the toy maker", "it"),
)
PIECES = (
    *(",", ". ", ".\n", ";", " and ", " or ", "'s", "\u2019s", " (", ")", " [", "]", '"', "\u201c"),
    *("49%", "$5 million", "in June", "of the votes", "of the shares", "chief executive", "board"),
    *(
        "largest client",
        "stake in",
        "bought",
        "sold",
        "denied that",
        "said",
        "no longer",
        "jointly",
    ),
    *("owned by", "Salem, Ore.-based", "cut its orders by", "ended its contract with", "left"),
    *("was named", "to succeed", "from", "to", "by", "which", "who", "alongside", "as well as"),
    *(
        "divisions of",
        "| ",
        "\n| ",
        "\n\n",
        "# ",
        "| Client | Share of revenue |\n",
        "| Nexora | 9% |\n",
    ),
    *("\u00ae", "\u00a0", "\u2014", "proved false", "according to", "will", "never", "\u0301"),
)
TEXTS = st.lists(st.sampled_from(NAMES) | st.sampled_from(PIECES), min_size=1, max_size=60)


@pytest.mark.parametrize("engine", ["rules", "classifier"])
@given(pieces=TEXTS)
@settings(max_examples=60, deadline=None)
def test_pieces_in_any_order_are_read_and_quoted(engine: Engine, pieces: list[str]) -> None:
    document = text_document("Valtek " + " ".join(pieces))
    reader = extractor(engine=engine)
    claims, _ = reader.read(document)
    assert reader.read(document)[0] == claims
    assert all(document.text[one.start : one.end] == one.quote for one in claims)
