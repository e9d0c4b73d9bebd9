"""Characters that nobody sees hide no word, and one letter is written one way."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vendorrisk
from vendorrisk.documents.characters import UNSEEN, legible

STAKE = "Société Générale has bought a 49% stake in Officeworks."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ne\u00adxora", "Nexora"),
        ("Ne\u200bxo\u2060ra\ufeff", "Nexora"),
        ("\u202eNexora\u202c \U000e0041", "Nexora "),
        ("o\ufb03ce", "office"),
        ("Ge\u0301ne\u0301rale", "Générale"),
        ("\ufeffHead", "\ufeffHead"),  # the mark of a file
        # near misses: what is seen stays
        ("漢字 and עברית", "漢字 and עברית"),
        ("a\u00a0b\r\nc", "a\u00a0b\r\nc"),
        ("M\u0435ta", "M\u0435ta"),  # a letter of another alphabet is another letter
        ("\u2014" * 40, "\u2014" * 40),  # a rule of dashes
    ],
)
def test_what_is_read(text: str, read: str) -> None:
    assert legible(text) == read


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u0344", "\u0323\U0001d165"])
def test_accents_without_end_are_cut(marks: str) -> None:
    once = legible("Nexora" + marks * 100_000 + " left")  # 20 s and more to sort them all
    assert once.startswith("Nexor")
    assert once.endswith(" left")
    assert len(once) < 50
    assert legible(once) == once


@given(st.text() | st.text("e\u0301\u0323\u0344\ufb2c\U0001d164", min_size=40))
def test_reading_twice_changes_nothing(text: str) -> None:
    once = legible(text)
    assert legible(once) == once
    assert not UNSEEN.search(once[1:])


@pytest.mark.parametrize(
    "text",
    [
        STAKE,
        unicodedata.normalize("NFD", STAKE),  # was once read as General Electric's
        STAKE.replace("ffi", "\ufb03"),
        STAKE.replace("Général", "G\u200bén\u00adéral").replace("bought", "bou\u200dght"),
        STAKE.replace("Société", "\u202bSociété\u202c"),
    ],
    ids=["plain", "decomposed", "ligature", "hidden", "direction"],
)
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_no_writing_hides_an_owner(text: str, suffix: str, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{text}</p></article></body></html>"
    (tmp_path / f"a{suffix}").write_text(page if suffix == ".html" else text, encoding="utf-8")
    dossier = vendorrisk.gather(tmp_path)
    found = [(c.kind, c.subject, c.object, c.percent) for c in dossier.claims]
    assert found == [("ownership", "Société Générale", "Officeworks", 49.0)]
    (claim,) = dossier.claims
    assert dossier.documents[0].text[claim.start : claim.end] == claim.quote
