"""Money and shares: every way of writing them, and what only looks like them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from amount_phrases import Figure, phrases, score
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.extract import money, percent
from vendorrisk.extract.amounts import amounts, restated

M, B = 1e6, 1e9
EUR, GBP, JPY, INR, AUD = "EUR", "GBP", "JPY", "INR", "AUD"

MONEY = [
    # text, value, low, high, currency
    ("for $14.3 billion in cash", 14.3 * B, 14.3 * B, 14.3 * B, "USD"),
    ("a $14.3B deal", 14.3 * B, 14.3 * B, 14.3 * B, "USD"),
    ("$14.3bn", 14.3 * B, 14.3 * B, 14.3 * B, "USD"),
    ("US$200m", 200 * M, 200 * M, 200 * M, "USD"),
    ("a $200-million contract", 200 * M, 200 * M, 200 * M, "USD"),
    ("$1,250,000", 1.25 * M, 1.25 * M, 1.25 * M, "USD"),
    ("29 billion dollars", 29 * B, 29 * B, 29 * B, "USD"),
    ("USD 40 million", 40 * M, 40 * M, 40 * M, "USD"),
    ("ten million dollars", 10 * M, 10 * M, 10 * M, "USD"),
    ("half a billion dollars", 0.5 * B, 0.5 * B, 0.5 * B, "USD"),
    ("a million dollars", M, M, M, "USD"),
    ("€1.2bn", 1.2 * B, 1.2 * B, 1.2 * B, EUR),
    ("£72.5 million", 72.5 * M, 72.5 * M, 72.5 * M, GBP),
    ("¥300 billion", 300 * B, 300 * B, 300 * B, JPY),
    ("Rs 500 crore", 5 * B, 5 * B, 5 * B, INR),
    ("A$80 million", 80 * M, 80 * M, 80 * M, AUD),
    ("2.5 million euros", 2.5 * M, 2.5 * M, 2.5 * M, EUR),
    # qualifiers become ranges
    ("potentially exceeding $10 billion", 10 * B, 10 * B, None, "USD"),
    ("more than $10 billion", 10 * B, 10 * B, None, "USD"),
    ("over $500 million", 500 * M, 500 * M, None, "USD"),
    ("at least $2bn", 2 * B, 2 * B, None, "USD"),
    ("$100 million or more", 100 * M, 100 * M, None, "USD"),
    ("up to $40 billion", 40 * B, None, 40 * B, "USD"),
    ("as much as $5 billion", 5 * B, None, 5 * B, "USD"),
    ("less than $1 million", M, None, M, "USD"),
    ("about $200 million", 200 * M, 180 * M, 220 * M, "USD"),
    ("roughly $200 million", 200 * M, 180 * M, 220 * M, "USD"),
    ("~$200 million", 200 * M, 180 * M, 220 * M, "USD"),
    ("nearly $15 billion", 15 * B, 13.5 * B, 15 * B, "USD"),
    ("just under $1 billion", B, 0.9 * B, B, "USD"),
    # ranges have no one value
    ("between $5 million and $7 million", None, 5 * M, 7 * M, "USD"),
    ("$5-7 billion", None, 5 * B, 7 * B, "USD"),
    ("$5 billion to $7 billion", None, 5 * B, 7 * B, "USD"),
    ("between 5 and 7 million dollars", None, 5 * M, 7 * M, "USD"),
    ("from $900 million to $1.1 billion", None, 900 * M, 1.1 * B, "USD"),
]


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "currency"), MONEY, ids=[r[0] for r in MONEY]
)
def test_money_is_read_in_whole_units(
    text: str, value: float | None, low: float | None, high: float | None, currency: str
) -> None:
    (found,) = money(text)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high))
    assert found.currency == currency


NO_MONEY = [
    "in 2025",
    "14.3 billion parameters",
    "200 million users",
    "49 percent",
    "the dollar fell",
    "a pound of flesh",
    "she won three awards",
    "won the contract",
    "version 4.1",
    "chapter 11",
    "Series A",
    "Boeing 737",
    "25,000 employees",
    "a billion people",
    "GPT-4",
    "room M5",
    "",
]


@pytest.mark.parametrize("text", NO_MONEY)
def test_other_figures_are_no_money(text: str) -> None:
    assert money(text) == []


def test_two_sums_stay_two() -> None:
    found = money("spent $5 million and $7 million on two vendors")
    assert [a.value for a in found] == [5 * M, 7 * M]


def test_a_sum_and_a_count_are_no_range() -> None:
    found = money("$5 million and 7 people")
    assert [(a.value, a.qualifier) for a in found] == [(5 * M, "exact")]


PERCENT = [
    ("a 49% stake", 49, 49, 49),
    ("49 percent of the shares", 49, 49, 49),
    ("49 per cent of it", 49, 49, 49),
    ("a 49-percent stake", 49, 49, 49),
    ("a 4.99% interest", 4.99, 4.99, 4.99),
    ("forty-nine percent of votes", 49, 49, 49),
    ("nearly half of the company", 50, 45, 50),
    ("half of Scale AI", 50, 50, 50),
    ("a third of its revenue", 100 / 3, 100 / 3, 100 / 3),
    ("two-thirds of the shares", 200 / 3, 200 / 3, 200 / 3),
    ("a quarter of sales at", 25, 25, 25),
    ("about 20% of sales", 20, 18, 22),
    ("more than 30% of revenue", 30, 30, None),
    ("up to 25% of the company", 25, None, 25),
    ("10-15% of revenue", None, 10, 15),
    ("between 10% and 15% of revenue", None, 10, 15),
    ("51 pct of shares", 51, 51, 51),
]


@pytest.mark.parametrize(("text", "value", "low", "high"), PERCENT, ids=[r[0] for r in PERCENT])
def test_shares_are_read_in_percent_points(
    text: str, value: float | None, low: float | None, high: float | None
) -> None:
    (found,) = percent(text)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high))


@pytest.mark.parametrize(
    "text",
    [
        "half an hour",
        "the second half",
        "a third party",
        "the third quarter",
        "a quarter earlier",
        "49 employees",
        "$49",
        "ten people",
        "a fifth client left",
        "one of them",
    ],
)
def test_other_fractions_are_no_shares(text: str) -> None:
    assert percent(text) == []


def _read(text: str) -> Iterator[Figure]:
    for a in amounts(text):
        yield Figure(a.start, a.end, a.kind, a.value, a.low, a.high, a.currency)


def test_the_table_of_phrases_is_read_right() -> None:
    found, wrong = score(phrases(), _read)
    assert found.figures > 380
    report = "\n".join(wrong)
    assert found.value >= 0.99, report
    assert found.range >= 0.99, report
    assert found.span >= 0.98, report
    assert found.currency >= 0.99, report
    assert found.kind >= 0.98, report
    assert found.false <= 1, report


def test_money_and_percent_share_out_what_amounts_finds() -> None:
    for text in phrases():
        assert sorted([*money(text), *percent(text)]) == amounts(text), text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("€140m ($152m)", 13),
        ("€140 million (about US$152 million) in cash", 35),
        ("140 million euros, or $152 million", 34),
        ("€140m [$152m]", 13),
    ],
)
def test_a_sum_in_two_currencies_is_one(text: str, end: int) -> None:
    assert restated(text, *amounts(text)) == end


@pytest.mark.parametrize(
    "text",
    [
        "€140m and $152m",
        "$140m ($152m)",
        "€140m ($152m in cash)",
        "€140m ($5 a share)",
        "€140m (49%)",
    ],
)
def test_two_sums_are_not_taken_for_one(text: str) -> None:
    assert restated(text, *amounts(text)) is None


WORDS = (
    "$ € £ Rs 1 49 14.3 1,000 . , - – % percent per cent million billion bn m k about more than"
    " up to between and or half a third of dollars won euros US$ ~ + so MSEK 1.234 3,5 1 234 lakh"
    " crore cents a barrel in five seven figure sum majority stake 50-50 basis points hundreds of"
    " millions multi-million-dollar single-digit growth ( ) from rose İ ½ ¢ 2024 000"
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)


@given(st.one_of(st.text(max_size=60), PIECES, PIECES.map(lambda t: t.replace(" ", ""))))
def test_amounts_lie_in_the_text_in_order_and_are_finite(text: str) -> None:
    for found in (money(text), percent(text)):
        last = 0
        for amount in found:
            assert last <= amount.start < amount.end <= len(text)
            last = amount.end
            figures = [v for v in (amount.value, amount.low, amount.high) if v is not None]
            assert figures and all(math.isfinite(v) and v >= 0 for v in figures)
            if amount.low is not None and amount.high is not None:
                assert amount.low <= amount.high


def test_a_number_too_long_to_mean_anything_is_none() -> None:
    assert money("$" + "9" * 400) == []
    assert percent("9" * 400 + "%") == []
