"""Figures of claims: the right one of several, and dollars that can be made again by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from vendorrisk.extract import extract
from vendorrisk.extract.checks import text_document
from vendorrisk.model.claim import Claim, Kind

DAY = dt.date(2023, 5, 1)
B, M = 1e9, 1e6


def claims(text: str, published: dt.date | None = DAY) -> list[Claim]:
    document = text_document(text).model_copy(update={"published": published})
    return list(extract(document, engine="rules")[0])


def one(text: str, *kinds: Kind, published: dt.date | None = DAY) -> Claim:
    (found,) = [c for c in claims(text, published) if c.kind in kinds]
    return found


DEAL: tuple[Kind, ...] = ("investment", "ownership", "acquisition")
SEVERAL = [
    # text, dollars of the deal, percent of the stake
    (
        "Meta bought a 49% stake in Scale AI for $14.3 billion, valuing it at $29 billion.",
        14.3 * B,
        49,
    ),
    (
        "Meta bought a 49% stake in Scale AI at a $29 billion valuation for $14.3 billion.",
        14.3 * B,
        49,
    ),
    ("At a valuation of $29 billion, Meta bought 49% of Scale AI for $14.3 billion.", 14.3 * B, 49),
    ("Meta invested $14.3 billion in Scale AI at a valuation of $29 billion.", 14.3 * B, None),
    (
        "With revenue of $870 million, Scale AI was bought by Meta for $14.3 billion.",
        14.3 * B,
        None,
    ),
    (
        "Meta acquired Scale AI, which had $870 million in revenue, for $14.3 billion.",
        14.3 * B,
        None,
    ),
    ("Meta acquired Scale AI for $14.3 billion, including $500 million of debt.", 14.3 * B, None),
    ("Meta agreed to buy Scale AI for $28.50 a share, or $14.3 billion.", 14.3 * B, None),
    ("Meta agreed to buy Scale AI for $28.50 a share.", None, None),
    ("Meta, whose sales grew 20%, took a 49% stake in Scale AI.", None, 49),
    ("Google, which accounts for 20% of revenue, owns a 10% stake in Nexora.", None, 10),
]


@pytest.mark.parametrize(("text", "usd", "percent"), SEVERAL, ids=[r[0] for r in SEVERAL])
def test_of_several_figures_a_deal_takes_its_own(
    text: str, usd: float | None, percent: float | None
) -> None:
    found = [c for c in claims(text) if c.kind in DEAL]
    assert found
    assert {(c.amount_usd, c.percent) for c in found} == {(usd, percent)}


def test_it_is_valued_that_was_bought() -> None:
    claim = one(
        "Meta bought 49% of Scale AI for $14 billion, valuing it at $29 billion.", "valuation"
    )
    assert (claim.subject, claim.amount_usd) == ("Scale AI", 29 * B)


def test_the_valuation_beside_a_deal_is_a_claim_of_its_own() -> None:
    text = (
        "Meta bought a 49% stake in Scale AI for $14.3 billion, valuing the company at $29 billion."
    )
    assert one(text, "valuation").amount_usd == 29 * B


def test_growth_is_no_stake() -> None:
    assert [
        c.percent for c in claims("Shares of Meta rose 5% after it took a stake in Scale AI.")
    ] in (
        [],
        [None],
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Meta acquired a majority stake in Nexora.", 50, None),
        ("Amazon took a minority stake in Nexora.", None, 50),
        ("Meta owns a 60% majority stake in Nexora.", None, None),
    ],
)
def test_majority_and_minority_bound_a_stake_without_a_figure(
    text: str, low: float | None, high: float | None
) -> None:
    claim = one(text, *DEAL)
    assert (claim.percent_low, claim.percent_high) == (low, high)


def test_wholly_owned_is_all_of_it() -> None:
    assert one("Nexora is a wholly owned subsidiary of Valtek Group.", *DEAL).percent == 100


def test_another_currency_keeps_its_figures_and_gets_dollars() -> None:
    claim = one("Meta invested about €140m in Scale AI.", "investment")
    own = claim.conversion
    assert own is not None
    assert (claim.currency, claim.as_written, own.amount) == ("EUR", "about €140m", 140 * M)
    assert (own.low, own.high) == pytest.approx((126 * M, 154 * M))
    assert (own.period, own.source) == ("2023 average", "ECB euro reference rates")
    assert own.rate is not None and own.amount is not None
    assert claim.amount_usd == pytest.approx(own.amount * own.rate)
    assert claim.amount_low == pytest.approx(0.9 * own.amount * own.rate)
    assert claim.amount_high == pytest.approx(1.1 * own.amount * own.rate)


def test_the_year_of_the_claim_goes_before_the_year_of_the_document() -> None:
    own = one("Tesco bought Nexora for £72.5 million in 2011.", "acquisition").conversion
    assert own is not None and own.period == "2011 average"


def test_a_date_yet_to_come_takes_the_year_of_the_document() -> None:
    own = one("Tesco will buy Nexora for £72.5 million in 2029.", "acquisition").conversion
    assert own is not None and own.period == "2023 average"


def test_the_text_s_own_dollars_go_before_any_rate() -> None:
    claim = one("Meta invested €140m ($152m) in Scale AI.", "investment")
    own = claim.conversion
    assert own is not None
    assert (claim.amount_usd, own.amount, own.rate, own.source) == (
        152 * M,
        140 * M,
        None,
        "the text",
    )
    assert claim.as_written == "€140m ($152m)"


def test_a_sum_that_is_dollars_first_is_dollars() -> None:
    claim = one("Meta invested $152m (€140m) in Scale AI.", "investment")
    assert (claim.amount_usd, claim.currency, claim.conversion) == (152 * M, "USD", None)
    assert claim.as_written == "$152m (€140m)"


def test_two_holders_of_a_majority_hold_no_majority_each() -> None:
    found = claims("Google and Amazon acquired a majority stake in Nexora.")
    stakes = [c for c in found if c.kind in DEAL]
    assert stakes and all(c.percent_low is None for c in stakes)


UNCONVERTED = [
    ("Tesco bought Nexora for £72.5 million.", None, "no date of the claim or the document"),
    ("Tesco bought Nexora for £72.5 million in 1990.", DAY, "no rate for GBP in 1990"),
    ("Tesco bought Nexora for 500 million Vietnamese dong.", DAY, "no rate for VND in 2023"),
    ("Tesco bought Nexora for 3 billion pesos.", DAY, "the text does not tell the currency"),
]


@pytest.mark.parametrize(("text", "day", "reason"), UNCONVERTED, ids=[r[2] for r in UNCONVERTED])
def test_without_a_rate_there_are_no_dollars_but_a_reason(
    text: str, day: dt.date | None, reason: str
) -> None:
    claim = one(text, "acquisition", published=day)
    own = claim.conversion
    assert own is not None and own.amount is not None
    assert (claim.amount_usd, claim.amount_low, claim.amount_high) == (None, None, None)
    assert (own.rate, own.reason) == (None, reason)


def test_dollars_have_no_conversion() -> None:
    claim = one("Meta invested $14.3 billion in Scale AI.", "investment")
    assert claim.currency == "USD" and claim.conversion is None


def test_the_conversion_does_not_change_the_id_of_a_claim() -> None:
    claim = one("Meta invested €140m in Scale AI.", "investment")
    bare = claim.model_copy(update={"conversion": None})
    assert bare.identified().id == claim.id


@pytest.mark.parametrize(
    "text",
    [
        "Google and Meta jointly own 24% of Nexora Systems.",
        "Between them, Google and Meta own 24% of Nexora Systems.",
        "Google and Meta own a combined 24% of Nexora Systems.",
    ],
)
def test_what_two_hold_together_is_the_most_that_one_can_hold(text: str) -> None:
    held = [c for c in claims(text) if c.kind == "ownership"]
    assert [(c.subject, c.percent, c.percent_high) for c in held] == [
        ("Google", None, 24),
        ("Meta", None, 24),
    ]


def test_what_each_holds_is_its_own() -> None:
    held = claims("Google and Meta each own 12% of Nexora Systems.")
    assert [(c.subject, c.percent) for c in held if c.kind == "ownership"] == [
        ("Google", 12),
        ("Meta", 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Google controls 55% of Labelbox's voting rights.",
        "Meta has 55% of Scale AI's votes.",
    ],
)
def test_votes_of_a_named_company_are_no_share_of_it(text: str) -> None:
    found = one(text, "ownership")
    assert (found.percent, found.votes, found.voting) == (None, 55, True)
