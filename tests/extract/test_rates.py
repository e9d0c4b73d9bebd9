"""Exchange rates: documented figures, nothing made up, every problem with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from vendorrisk.errors import RuleErrors
from vendorrisk.extract.rates import load_rates
from vendorrisk.rulebook import rules_root

# Published by the Federal Reserve (G.5A), which the ECB's figures do not come from.
FED_PER_DOLLAR = {
    ("GBP", 2023): 1 / 1.2440,
    ("AUD", 2012): 1 / 1.0359,
    ("JPY", 2015): 121.05,
    ("JPY", 2023): 140.5001,
    ("INR", 2019): 70.3777,
    ("KRW", 2023): 1306.7637,
    ("CHF", 2014): 0.9147,
    ("CNY", 2018): 6.6090,
    ("CAD", 2005): 1.2115,
    ("ZAR", 2015): 12.7645,
    ("BRL", 2020): 5.1587,
    ("SEK", 2013): 6.5124,
}


@pytest.mark.parametrize(("currency", "year"), FED_PER_DOLLAR, ids=str)
def test_the_rates_agree_with_another_publisher(currency: str, year: int) -> None:
    rate = load_rates().rate(currency, year)
    assert rate is not None and (rate.currency, rate.year) == (currency, year)
    assert 1 / rate.usd == pytest.approx(FED_PER_DOLLAR[currency, year], rel=0.005)


def test_the_euro_is_quoted_in_dollars_by_the_row_of_the_dollar() -> None:
    rate = load_rates().rate("EUR", 2023)
    assert rate is not None
    assert rate.usd == pytest.approx(1.0813, abs=0.0001)  # as the ECB publishes it
    assert (rate.period, rate.source) == ("2023 average", "ECB euro reference rates")


def test_there_are_enough_currencies_and_years() -> None:
    rates = load_rates()
    full = [c for c in rates.currencies if all(rates.rate(c, y) for y in range(2005, 2026))]
    assert len(full) >= 25
    assert {"EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "INR", "CNY", "KRW", "TWD", "AED"} <= set(
        full
    )


def test_a_year_next_to_a_documented_one_takes_its_rate_and_says_so() -> None:
    rate = load_rates().rate("EUR", 2026)
    assert rate is not None and rate.period == "2025 average"


@pytest.mark.parametrize(("currency", "year"), [("EUR", 2030), ("EUR", 1990), ("VND", 2020)])
def test_no_rate_is_made_up(currency: str, year: int) -> None:
    assert load_rates().rate(currency, year) is None


def test_a_year_without_figures_falls_back_to_the_earlier_neighbour(tmp_path: Path) -> None:
    root = _rules(tmp_path, ["USD,2020,1.1,EUR,ecb", "USD,2022,1.3,EUR,ecb"])
    rate = load_rates(root).rate("EUR", 2021)
    assert rate is not None and rate.year == 2020


def test_six_digits_of_a_rate_are_kept_so_that_print_and_use_are_one(tmp_path: Path) -> None:
    root = _rules(tmp_path, ["JPY,2020,3,USD,ecb"])
    rate = load_rates(root).rate("JPY", 2020)
    assert rate is not None and rate.usd == 0.333333


def test_rules_without_rates_take_those_of_the_package(tmp_path: Path) -> None:
    assert load_rates(tmp_path).rate("EUR", 2023) == load_rates().rate("EUR", 2023)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("eur,2020,1,USD,ecb", "not a rate"),
        ("GBP,x,1,USD,ecb", "not a rate"),
        ("GBP,2020,0,USD,ecb", "not a rate"),
        ("GBP,2020,nan,USD,ecb", "not a rate"),
        ("GBP,2020,-1,USD,ecb", "not a rate"),
        ("GBP,2020,1,USD", "unknown source"),
        ("GBP,2020,1,USD,a friend", "unknown source 'a friend'"),
        ("GBP,2019,1,EUR,ecb", "no dollar rate for one EUR in 2019"),
        ("GBP,2020,1,JPY,ecb", "no dollar rate for one JPY in 2020"),
        ("USD,2020,1.1,EUR,ecb", "stands twice"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    root = _rules(tmp_path, ["USD,2020,1.1,EUR,ecb", row])
    with pytest.raises(RuleErrors) as caught:
        load_rates(root)
    (one,) = caught.value.problems
    assert problem in one.what
    assert one.where is not None and one.where.endswith("yearly.csv:3")


def test_wrong_columns_are_told(tmp_path: Path) -> None:
    root = _rules(tmp_path, [])
    (root / "rates" / "yearly.csv").write_text("currency,rate\n", encoding="utf-8")
    with pytest.raises(RuleErrors, match="wrong columns"):
        load_rates(root)


def _rules(folder: Path, rows: list[str]) -> Path:
    rates = folder / "rates"
    rates.mkdir()
    sources = (rules_root() / "rates" / "sources.yaml").read_text(encoding="utf-8")
    (rates / "sources.yaml").write_text(sources, encoding="utf-8")
    text = "\n".join(["currency,year,units,per,source", *rows, ""])
    (rates / "yearly.csv").write_text(text, encoding="utf-8")
    return folder
