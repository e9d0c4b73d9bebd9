"""When something happened, when it could be known, and whether it is in force."""

from __future__ import annotations

import datetime as dt

import pytest
from worlds import claim, document

from vendorrisk.evidence.keys import key_of
from vendorrisk.evidence.timing import first_day, in_force, known_days, last_day

D = dt.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-06-13", D(2025, 6, 13), D(2025, 6, 13)),
        ("2025-06", D(2025, 6, 1), D(2025, 6, 30)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2025", D(2025, 1, 1), D(2025, 12, 31)),
        ("2018-2022", D(2018, 1, 1), D(2022, 12, 31)),
        ("2018 – 2022", D(2018, 1, 1), D(2022, 12, 31)),
        ("2025-06/2025-09", D(2025, 6, 1), D(2025, 9, 30)),
        ("2025-06-13T10:00:00Z", D(2025, 6, 13), D(2025, 6, 13)),
        (" 2025-6-1 ", D(2025, 6, 1), D(2025, 6, 1)),
        ("2025-12", D(2025, 12, 1), D(2025, 12, 31)),
        # near misses: not a date, so no date
        (None, None, None),
        ("", None, None),
        ("2025-13", None, None),
        ("2025-02-30", None, None),
        ("2025-00", None, None),
        ("0000", None, None),
        ("Q3 2025", None, None),
        ("2025-Q3", None, None),
        ("summer", None, None),
        ("20250613", None, None),
        ("25-06-13", None, None),
    ],
)
def test_days(text: str | None, first: D | None, last: D | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("date", "valid_to", "day", "expected"),
    [
        (None, None, D(2025, 1, 1), True),
        ("2025-06-13", None, D(2025, 6, 12), False),  # not begun
        ("2025-06-13", None, D(2025, 6, 13), True),
        ("2025-06", None, D(2025, 5, 31), False),
        ("2025", None, D(2025, 1, 1), True),
        (None, "2025-06-13", D(2025, 6, 12), True),
        (None, "2025-06-13", D(2025, 6, 13), False),  # over on its last day
        (None, "2025-06", D(2025, 6, 29), True),
        (None, "2025-06", D(2025, 6, 30), False),
        (None, "2024", D(2025, 1, 1), False),
        ("2020", "2019", D(2025, 1, 1), False),
        (None, "someday", D(2025, 1, 1), True),  # an end that cannot be read is none
    ],
)
def test_in_force(date: str | None, valid_to: str | None, day: D, expected: bool) -> None:
    one = claim("ownership", "A", "B", document(), date=date, valid_to=valid_to)
    assert in_force(one, day) is expected


def days_of(claims: list, documents: list) -> list[D | None]:
    keys = {c.id: key for c in claims if (key := key_of(c)) is not None}
    found = known_days(tuple(claims), {d.id: d for d in documents}, keys)
    return [found[c.id] for c in claims]


def test_known_with_the_source_else_with_the_document() -> None:
    dated = document("dated", published=D(2025, 6, 1))
    floor = document("floor", published=None, not_before=D(2025, 5, 1))
    claims = [
        claim("client", "A", "B", dated),
        claim("client", "A", "B", dated, known_from=D(2024, 1, 1)),
        claim("client", "A", "B", floor),
        claim("client", "A", "C", dated, source="https://x.org/1", date="2023-04"),
    ]
    assert days_of(claims, [dated, floor]) == [
        D(2025, 6, 1),
        D(2024, 1, 1),
        D(2025, 5, 1),
        D(2025, 6, 1),
    ]


def test_a_fact_without_a_first_day_is_known_when_it_happened() -> None:
    nowhere = document("facts", published=None)
    one = claim("client", "A", "B", nowhere, source="https://x.org/1", date="2023-04")
    assert days_of([one], [nowhere]) == [D(2023, 4, 1)]


def test_an_undated_document_is_as_young_as_its_youngest_news() -> None:
    early, late = (
        document("early", published=D(2025, 1, 1)),
        document("late", published=D(2025, 6, 1)),
    )
    undated = document("undated", published=None)
    claims = [
        claim("client_loss", "A", "B", early),
        claim("client_loss", "A", "B", late),  # said before: the first one dates it
        claim("vendor_cutoff", "B", "C", late),
        claim("client_loss", "A", "B", undated),
        claim("vendor_cutoff", "B", "C", undated),
        claim("rival", "B", "D", undated),  # nobody else says it; it came with the rest
    ]
    assert days_of(claims, [early, late, undated])[3:] == [D(2025, 6, 1)] * 3


@pytest.mark.parametrize(
    ("own", "other", "dated"),
    [
        ({"percent": 49.0}, {"percent": 49.0}, True),
        ({"percent": 49.0}, {"percent": 30.0}, False),  # another stake: no bound
        ({"percent": 49.0}, {}, False),
        ({}, {"percent": 49.0}, False),  # no figure to agree on
        ({"percent_low": 40.0}, {"percent": 49.0}, True),  # more than 40
        ({"percent_high": 40.0}, {"percent": 49.0}, False),
        ({"amount_usd": 14.3e9}, {"amount_usd": 14.3e9}, True),
        ({"amount_usd": 14.3e9, "percent": 49.0}, {"amount_usd": 14.3e9}, False),
        ({"amount_low": 14e9, "amount_high": 15e9}, {"amount_usd": 14.3e9}, True),
    ],
)
def test_figures_must_agree_to_date_a_stake(own: dict, other: dict, dated: bool) -> None:
    known, undated = document("known"), document("undated", published=None)
    claims = [
        claim("investment", "A", "B", undated, **own),
        claim("investment", "A", "B", known, **other),
    ]
    expected = known.published if dated else None
    assert days_of(claims, [known, undated])[0] == expected


def test_no_date_anywhere_is_none_not_today() -> None:
    undated = document("undated", published=None)
    assert days_of([claim("client", "A", "B", undated)], [undated]) == [None]
