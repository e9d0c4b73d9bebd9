"""Where "and" stands within a name; each beside a near miss."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.discourse import Discourse


def names(text: str) -> list[str]:
    engine = extractor()
    lines = Discourse(text_document(text), engine.gazetteer, engine.words).lines
    return [m.name for line in lines for m in line.mentions if m.kind == "org"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It hired Jory Tarn and Associates in May.", ["Jory Tarn and Associates"]),
        ("It hired Tarn and Associates Capital in May.", ["Tarn", "Associates Capital"]),
        ("It is part of the Tarn Marine and Rail Co.", ["Tarn Marine and Rail"]),
        ("It hired Tarn Software and Services in May.", ["Tarn Software and Services"]),
        ("It hired Tarn Software and Boeing in May.", ["Tarn Software", "Boeing"]),
        ("It hired Tarn Capital and Energy Transfer.", ["Tarn Capital", "Energy Transfer"]),
        ("It hired Barnes and Noble in May.", ["Barnes and Noble"]),
        ("It bought the retailer Dalby and Tarn (D&T).", ["Dalby and Tarn"]),
        ("It bought the retailers Dalby and Tarn (TRN).", ["Dalby", "Tarn"]),
        ("Dalby and Tarn has a new owner.", ["Dalby and Tarn"]),
        ("Dalby and Tarn have a new owner.", ["Dalby", "Tarn"]),
        ("The deal of Dalby and Tarn has a new date.", ["Dalby", "Tarn"]),
        ("It lost Nexora UK and Ireland in May.", ["Nexora UK and Ireland"]),
        ("It lost Nexora UK and Boeing in May.", ["Nexora UK", "Boeing"]),
    ],
)
def test_and_stands_within_a_name_or_between_two(text: str, found: list[str]) -> None:
    assert names(text) == found
