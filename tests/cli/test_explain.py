"""``explain``: what is worked by hand agrees with the ledger, for every line."""

from __future__ import annotations

import pytest

import vendorrisk
from vendorrisk.cli.arithmetic import whole, worked
from vendorrisk.rulebook import load_parameters
from vendorrisk.shipped import packaged
from vendorrisk.verifying.plain import average

FACTS = str(packaged("seeds") / "facts")
DAY = ("--as-of", "2025-06-20")


@pytest.fixture(scope="module")
def comparison():
    vendors = ["scale-ai", "labelbox", "handshake"]
    return vendorrisk.compare(FACTS, buyer="google", vendors=vendors, as_of="2025-06-20")


def test_every_line_and_every_score_agrees(comparison) -> None:
    parameters = load_parameters()
    for assessment in comparison.assessments:
        assert whole(assessment, parameters)[1]
        for entry in assessment.ledger:
            text, agrees = worked(entry, assessment, parameters)
            assert agrees, text
            assert "DIFFERS" not in text


def test_a_changed_figure_is_found(comparison) -> None:
    assessment = comparison.assessments[0]
    entry = assessment.ledger[0].model_copy(update={"contribution": 0.5})
    text, agrees = worked(entry, assessment, load_parameters())
    assert not agrees
    assert "DIFFERS" in text


@pytest.mark.parametrize(
    ("others", "mean"),
    [([], 1.0), ([0.5], 0.75), ([0.5, 0.5], 1 - 0.5 + 0.25 / 3), ([1.0, 1.0, 1.0], 0.25)],
)
def test_mean_of_the_product_over_the_others(others: list[float], mean: float) -> None:
    assert average(others) == pytest.approx(mean, abs=1e-12)


def test_a_line(cli) -> None:
    done = cli("explain", "Scale AI:stake:meta", FACTS, *DAY)
    assert done.code == 0
    for part in ("family of origin", "severity x", "link 0.5", "Shapley", "decibels", "clm-"):
        assert part in done.out
    assert "DIFFERS" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_vendor_lists_every_line(cli, comparison) -> None:
    done = cli("explain", "labelbox", FACTS, *DAY)
    assert done.code == 0
    (labelbox,) = [a for a in comparison.assessments if a.vendor == "Labelbox"]
    for entry in labelbox.ledger:
        assert entry.id in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_another_buyer(cli) -> None:
    done = cli("explain", "scale-ai", FACTS, *DAY, "--buyer", "northfield-health")
    assert done.code == 0
    assert "for Northfield Health" in done.out


def test_a_claim_by_its_first_digits(cli, comparison) -> None:
    claim = next(
        c for e in comparison.assessments[0].ledger if e.id == "stake:meta" for c in e.claims
    )
    done = cli("explain", claim.id[:14], FACTS, *DAY)
    assert done.code == 0
    assert claim.id in done.out
    assert f"\u00ab{' '.join(claim.quote.split())}\u00bb" in " ".join(done.out.split())
    for part in ("sha256:", "found in its place", "stake|Meta|Scale AI", "family:", "strength:"):
        assert part in done.out


def test_a_claim_of_an_article_stands_in_its_sentence(cli, folder) -> None:
    found = cli("claims", folder).out.splitlines()
    assert found, "the article holds a claim"
    name = found[0].split('"')[3]
    done = cli("explain", name, folder)
    assert done.code == 0
    assert "found in its place" in done.out
    assert "\u00ab" in done.out


def test_a_claim_not_yet_known_says_so(cli) -> None:
    done = cli("explain", "clm-", FACTS, "--as-of", "2015-01-01")
    name = done.err.split("for example ")[1].split(",")[0]
    done = cli("explain", name, FACTS, "--as-of", "2015-01-01")
    assert done.code == 0
    assert "was not yet known" in done.out
