"""Dates are as exact as the text is, and a year nobody wrote is not made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.extract.dates import dates

DATES = [
    ("on June 13, 2025", ["2025-06-13"]),
    ("on 13 June 2025", ["2025-06-13"]),
    ("the 13th of June, 2025", ["2025-06-13"]),
    ("Sept. 1, 2024", ["2024-09-01"]),
    ("2025-06-13", ["2025-06-13"]),
    ("in June 2025", ["2025-06"]),
    ("in Q3 2024", ["2024-07"]),
    ("the second quarter of 2024", ["2024-04"]),
    ("founded in 2016", ["2016"]),
    ("since 2016 and until 2019", ["2016", "2019"]),
    ("late 2024", ["2024"]),
    ("on June 13, 2025, after Q3 2024 and in 2016", ["2025-06-13", "2024-07", "2016"]),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[r[0] for r in DATES])
def test_dates_are_iso(text: str, expected: list[str]) -> None:
    assert [d.iso for d in dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "on June 13",  # no year: the text does not say which
        "this year",
        "2016 employees",
        "in 2,016 cases",
        "version 2016.4",
        "may 20 people leave",
        "45 June 2025 32",
        "$2025",
        "in 2030%",
        "room 12019",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert [d.iso for d in dates(text) if len(d.iso) != 7] == []


@given(st.text(max_size=80))
def test_dates_lie_in_the_text(text: str) -> None:
    for found in dates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert len(found.iso) in {4, 7, 10}
