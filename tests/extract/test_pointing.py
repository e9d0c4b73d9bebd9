"""How a mention came to its name, told for each way there is."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.prose import Trace
from vendorrisk.extract.reasons import why


def told(text, kind):
    """Return by slot how the first claim of a kind came to its names."""
    reader = extractor(engine="rules")
    trace = Trace()
    claims, _ = reader.read(text_document(text), trace=trace)
    claim = next(one for one in claims if one.kind == kind)
    reasons = why(reader, trace, claim)
    assert reasons.agrees
    return {one.slot: one for one in reasons.mentions}


@pytest.mark.parametrize(
    ("text", "slot", "written", "name", "how"),
    [
        ("Google took a stake in Scale AI.", "subject", "Google", "Google", "registry"),
        ("Facebook took a stake in Scale AI.", "subject", "Facebook", "Meta", "registry"),
        ("In May Morvane took a stake in Scale AI.", "subject", "Morvane", "Morvane", "name"),
        (
            "Morvane Inc took a stake in Scale AI.",
            "subject",
            "Morvane Inc",
            "Morvane",
            "legal form",
        ),
        (
            "Scale AI grew fast. Meta took a 49% stake in the startup.",
            "object",
            "the startup",
            "Scale AI",
            "nominal",
        ),
        ("Google grew. It took a 49% stake in Scale AI.", "subject", "It", "Google", "pronoun"),
    ],
)
def test_each_way_is_told(text, slot, written, name, how):
    one = told(text, "ownership")[slot]
    assert (one.written, one.name, one.how) == (written, name, how)
    assert text[one.at : one.at + len(written)] == written
    assert one.why


def test_a_pronoun_tells_where_its_antecedent_stands():
    one = told("Google grew. It took a 49% stake in Scale AI.", "ownership")["subject"]
    assert one.why == "points back to Google, last named before it as 'Google' at 0"
    assert one.sure < 1


def test_a_product_stands_for_its_company():
    text = "In May Gemini took a 49% stake in Scale AI."
    one = told(text, "ownership")["subject"]
    assert (one.how, one.name) == ("product", "Google")
