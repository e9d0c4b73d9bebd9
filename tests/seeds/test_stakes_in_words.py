"""A report calls nobody an owner on a rumour, a failed bid or a stake that was sold."""

from __future__ import annotations

from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.model.assessment import Assessment

LEAD = "Scale AI is a vendor of labels. Reuters wrote about Meta and Scale AI.\n\n"


def told(tmp_path: Path, sentence: str) -> Assessment:
    (tmp_path / "a.txt").write_text(
        f"---\npublisher: Reuters\npublished: 2025-06-01\n---\n{LEAD}{sentence}\n", encoding="utf-8"
    )
    return vendorrisk.assess(tmp_path, buyer="google", vendor="Scale AI", as_of="2025-06-20")


@pytest.mark.parametrize(
    "sentence",
    [
        "Meta failed to acquire Scale AI.",
        "Meta abandoned its acquisition of Scale AI.",
        "Regulators blocked Meta's acquisition of Scale AI.",
        "Meta's takeover of Scale AI was blocked by regulators.",
        "Meta sold its 20% stake in Scale AI.",
        "Meta once owned 20% of Scale AI.",
        "Rumours that Scale AI will be sold to Meta are false, the company said.",
        "Scale AI was a subsidiary of Meta until 2019.",
        "Meta is rumoured to be buying a 20% stake in Scale AI.",
        "Meta may buy Scale AI.",
    ],
)
def test_no_holding_is_made_of_what_is_none(tmp_path: Path, sentence: str) -> None:
    found = told(tmp_path, sentence)
    assert not any(line.id == "stake:meta" for line in found.ledger)
    assert found.risk.low < 0.2


def test_a_takeover_counts_as_control_and_a_plan_counts_less(tmp_path: Path) -> None:
    done = told(tmp_path, "Meta acquired Scale AI in May 2025.")
    plan = told(tmp_path, "Meta agreed to acquire Scale AI.")
    part = told(tmp_path, "Meta holds a 20% stake in Scale AI.")
    line = next(x for x in done.ledger if x.id == "stake:meta")
    assert line.what == "Meta acquired Scale AI"
    assert done.risk.point > part.risk.point
    assert done.risk.point > plan.risk.point
    assert done.risk.low > plan.risk.low


def test_money_put_in_is_worded_as_that(tmp_path: Path) -> None:
    found = told(tmp_path, "Meta invested $100 million in Scale AI.")
    line = next(x for x in found.ledger if x.id == "stake:meta")
    assert line.what == "Meta invested in Scale AI; its share is not disclosed"
