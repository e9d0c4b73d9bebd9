"""One spelling for the ways a name is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.rulebook import fold, spell


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("L'Oréal", "loreal"),
        ("The Société-Générale", "societe generale"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        ("Procter & Gamble", "procter and gamble"),
        ("AT&T", "at and t"),
        ("A/S", "as"),
        ("S.p.A.", "spa"),
        ("Rolls-Royce", "rolls royce"),
        ("Levi\u2019s", "levis"),
        ("the", "the"),
        ("The The", "the"),
        ("株式会社ガスト", "株式会社ガスト"),  # a mark makes another letter there
        ("Ελλάδα", "ελλάδα"),
        ("...", "..."),
        ("", ""),
    ],
)
def test_spell(name: str, spelt: str) -> None:
    assert spell(name) == spelt


def test_fold_keeps_what_tells_names_apart() -> None:
    assert fold("Müller\u00a0 Co") == "müller co"
    assert fold("Müller") != fold("Muller")


@given(st.text(max_size=40))
def test_a_spelling_is_spelt_alike_in_capitals(name: str) -> None:
    assert bool(spell(name)) == bool(name.strip())
    if name.isascii():
        assert spell(name.upper()) == spell(name)
