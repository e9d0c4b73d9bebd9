"""How firmly a tier stands: printed figures sum, words are right, every format shows it."""

from __future__ import annotations

import pytest

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.robustness import Robustness
from vendorrisk.report import render
from vendorrisk.report.compose import page
from vendorrisk.report.firmness import firmness, verdict

THRESHOLD = 0.5


def thousandths(text: str) -> int:
    return round(float(text.replace("−", "-").replace("±", "")) * 1000)


def test_printed_total_and_change_sum_to_the_printed_point(google: Comparison) -> None:
    rows = 0
    for v in page(google).vendors:
        assert v.firmness is not None
        for left in (*v.firmness.sources, *v.firmness.stress):
            point = left.risk.split(" ")[0]
            assert thousandths(v.total) + thousandths(left.change) == thousandths(point)
            rows += 1
    assert rows > 6


def test_sources_that_change_the_tier_are_never_left_out(google: Comparison) -> None:
    for a in google.assessments:
        found = firmness(a, THRESHOLD)
        assert found is not None and a.robustness is not None
        shown = [left for left in found.sources if left.moves]
        assert len(shown) == len(a.robustness.rests_on)


@pytest.mark.parametrize(
    ("rests_on", "said"),
    [
        (("Reuters",), "Rests on one source: without Reuters the tier is not HIGH."),
        (("A", "B"), "Rests on each of 2 sources: the tier is not HIGH without A; or without B."),
        ((), "No single source holds up the tier: without any one of them it stays HIGH."),
    ],
)
def test_the_verdict(google: Comparison, rests_on: tuple[str, ...], said: str) -> None:
    a = next(a for a in google.assessments if a.tier == "HIGH")
    assert a.robustness is not None
    assert verdict(a, a.robustness.model_copy(update={"rests_on": rests_on})) == said


def test_without_a_source_there_is_none_to_leave_out(google: Comparison) -> None:
    nobody = Robustness(families=(), rests_on=(), changes=(), searched=3, stress=())
    assert "No source speaks" in verdict(google.assessments[0], nobody)


@pytest.mark.parametrize("format", ["md", "html", "table"])
def test_every_format_has_the_section_and_none_without_it(google: Comparison, format: str) -> None:
    found = firmness(google.assessments[0], THRESHOLD)
    assert found is not None
    words = found.verdict.split(":")[0]
    assert words in render(google, format).decode("utf-8")
    bare = google.model_copy(
        update={
            "assessments": tuple(
                a.model_copy(update={"robustness": None}) for a in google.assessments
            )
        }
    )
    assert "How firmly" not in render(bare, format).decode("utf-8")
