"""Interval arithmetic, ids and references of a case."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import DAY, VENDOR, case, claim, document, interval, intervals, shares

from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import even, product, show, slug, span, times
from vendorrisk.model.assessment import Interval
from vendorrisk.rulebook import load_parameters

STALE = round(load_parameters().review.stale_days.value)


@given(st.lists(intervals, max_size=4))
def test_products_stay_in_order(parts: list[Interval]) -> None:
    found = product(*parts)
    assert 0.0 <= found.low <= found.point <= found.high <= 1.0
    for part in parts:
        assert found.high <= part.high


@given(intervals, shares)
def test_times_a_number(one: Interval, factor: float) -> None:
    assert times(one, factor) == product(one, even(factor))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Scale AI, Inc.", "scale-ai-inc"),
        ("  x  ", "x"),
        ("A_B", "a-b"),
        ("Société Générale", "société-générale"),
        ("百度", "百度"),  # two such names must not get one id
        ("腾讯", "腾讯"),
        ("!!!", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.49, "0.49"), (0, "0"), (1 / 3, "0.3333"), (1.0, "1")]
)
def test_show(value: float, expected: str) -> None:
    assert show(value) == expected


def test_span() -> None:
    assert span(even(0.25)) == "0.25"
    assert span(interval(0.1, 0.2, 0.3)) == "0.2 [0.1 to 0.3]"


def test_references_are_each_claim_once_the_strongest_first() -> None:
    weak, strong = document("weak", publisher="Relay Wire"), document("strong", publisher="Reuters")
    listed = [claim("client", "Rocket", VENDOR, doc) for doc in (weak, strong)]
    one = case(listed, [weak, strong])
    claims = list(one.evidence.by_key[Key("client", "Rocket", VENDOR)])
    refs = one.refs([*claims, *claims])
    assert [r.doc for r in refs] == ["strong", "weak"]
    for ref in refs:
        text = {d.id: d.text for d in (weak, strong)}[ref.doc_id]
        assert text[ref.start : ref.end] == ref.quote


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], False),
        ([None], False),  # not known to be old
        ([DAY.isoformat()], False),
        ([(DAY - dt.timedelta(days=STALE)).isoformat()], False),  # on the bound
        ([(DAY - dt.timedelta(days=STALE + 1)).isoformat()], True),
        (["2010", DAY.isoformat()], False),
        (["2010", None], False),
        (["2010", "2011-05"], True),
        (["2010-2025"], False),  # it lasted until last year
    ],
)
def test_stale(dates: list[str | None], expected: bool) -> None:
    doc = document()
    claims = [
        claim("client", "Rocket", VENDOR, doc, date=d, rule=str(i)) for i, d in enumerate(dates)
    ]
    assert case(claims, [doc]).stale(claims) is expected


def test_stated_and_denied() -> None:
    doc = document()
    key, other = Key("client", "Rocket", VENDOR), Key("client", "Blank", VENDOR)
    listed = [
        claim("client", "Rocket", VENDOR, doc),
        claim("client", "Rocket", VENDOR, doc, modality="denied"),
        claim("client", "Blank", VENDOR, doc, modality="denied"),
    ]
    one = case(listed, [doc])
    assert len(one.claims(key)) == 2
    assert len(one.stated(key)) == 1
    assert one.denied(key, "what") is None
    relief = one.denied(other, "what")
    assert relief is not None
    assert relief.what == "what"
    assert len(relief.claims) == 1
