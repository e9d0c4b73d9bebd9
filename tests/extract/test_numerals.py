"""Numbers by the conventions of several countries, and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.extract.numerals import cardinal, number, numerals

WRITTEN = [
    ("1,234,567.89", 1234567.89),
    ("1.234.567,89", 1234567.89),
    ("1.234,5", 1234.5),
    ("1 234 567", 1234567),
    ("1\u00a0234\u202f567,8", 1234567.8),
    ("1'234'567", 1234567),
    ("2’500’000.25", 2500000.25),
    ("12,34,567", 1234567),
    ("3,5", 3.5),
    ("3.5", 3.5),
    (".5", 0.5),
    ("1.234", 1.234),
    ("007", 7),
]


@pytest.mark.parametrize(("text", "value"), WRITTEN, ids=[t for t, _ in WRITTEN])
def test_digits_are_read_by_their_groups(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)
    (found,) = numerals(f"paid {text} in all")
    assert (found.start, found.end) == (5, 5 + len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nineteen", 19),
        ("twenty-five", 25),
        ("a hundred", 100),
        ("one hundred and twenty", 120),
        ("three hundred fifty", 350),
        ("nine hundred ninety-nine", 999),
    ],
)
def test_words_are_numbers(text: str, value: float) -> None:
    assert cardinal(text) == value


def test_words_are_looked_for_only_where_a_unit_stands() -> None:
    text = "seven people paid seven million dollars"
    assert [n.start for n in numerals(text)] == []
    assert text.index("seven m") in [n.start for n in numerals(text, [text.index("dollars")])]


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "'", "\u202f"]))
def test_grouping_does_not_change_a_number(value: int, mark: str) -> None:
    assert number(f"{value:,}".replace(",", mark)) == value
