"""What markets leave among the words of a text, and what only looks like it."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.noise import quiet


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Valtek Motor Co. 1234.TO -1.50% is down.", "Valtek Motor Co. is down."),
        ("Valtek VTK +1.25% Holdings Corp. is up.", "Valtek Holdings Corp. is up."),
        ("Valtek (VTK +1.2%) is up.", "Valtek is up."),
        ("Valtek ( OTC: ) Motor Co is down.", "Valtek Motor Co is down."),
        ("Valtek [VTK] is down.", "Valtek is down."),
        ("Valtek ($VTK) bought $NXR.", "Valtek bought $NXR."),
        ("Valtek Inc VTK.N and Boeing <BA.N> are up.", "Valtek Inc and Boeing are up."),
        ("Valtek\u2122 Systems is up.", "Valtek Systems is up."),
    ],
)
def test_noise_behind_a_name_is_blanked(text: str, clean: str) -> None:
    assert " ".join(quiet(text).split()) == clean
    assert len(quiet(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Valtek Systems Alliance [VSA] is up. VSA grew.",
        "shares of BP +2.10% at noon",
        "Valtek (NYSE: VTK) is up.",
        "Valtek raised $25 million and grew 4%.",
        "He said [they] are up.",
        "Sales at Valtek rose to $5m (+12.5 million) in May.",
    ],
)
def test_what_tells_something_stays(text: str) -> None:
    assert quiet(text) == text


def test_a_quote_keeps_what_was_blanked() -> None:
    text = "Valtek Motor Co. 1234.TO -1.50% has acquired Nexora."
    (claim,) = extractor(engine="rules").claims(text_document(text))
    assert (claim.subject, claim.object, claim.quote) == ("Valtek Motor", "Nexora", text)
