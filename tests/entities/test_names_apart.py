"""A name taken apart: words, numbers, acronyms."""

from __future__ import annotations

import pytest

from vendorrisk.entities.names import Names, abbreviates

NAMES = Names()


@pytest.mark.parametrize(
    ("name", "words", "numbers"),
    [
        ("Alpha Fund II", ("alpha", "fund", "ii"), ("ii",)),
        ("Company A", ("company", "a"), ("a",)),
        ("X Corp", ("x",), ()),  # in front, a letter is a name
        ("Channel 4", ("channel", "4"), ("4",)),
        ("3M", ("3m",), ("3m",)),
        ("Civic Trust", ("civic", "trust"), ()),  # letters of a number make no number
        ("The Société-Générale S.A.", ("societe", "generale"), ()),
        ("Energy Access Ventures (EAV)", ("energy", "access", "ventures"), ()),
        ("Energy Access Ventures (Kenya)", ("energy", "access", "ventures", "kenya"), ()),
    ],
)
def test_parse(name: str, words: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    found = NAMES.parse(name)
    assert (found.words, found.numbers) == (words, numbers)


@pytest.mark.parametrize(
    ("short", "long", "does"),
    [
        ("EAV", "energy access ventures", True),
        ("BoA", "bank of america", False),  # not in capitals
        ("BOA", "bank of america", True),
        ("BA", "bank of america", True),
        ("TDX", "thornfield data exchange", True),
        ("EAV", "energy access", False),
        ("E", "energy", False),
        ("XYZ", "energy access ventures", False),
        ("ENERGY", "energy access ventures", False),
    ],
)
def test_abbreviates(short: str, long: str, does: bool) -> None:
    assert abbreviates(short, tuple(long.split())) is does


def test_a_very_long_name_is_cut_and_kept_as_it_is() -> None:
    name = "Foo " * 10_000 + "Inc"
    assert len(NAMES.parse(name).words) <= 50
    assert NAMES.bare(name) == name
