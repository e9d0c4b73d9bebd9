"""What parties carry and what is asked first, worked out once for every renderer."""

from __future__ import annotations

import math

import pytest

from vendorrisk import compare
from vendorrisk.decision.counterparts import counterparts
from vendorrisk.decision.gaps import gaps
from vendorrisk.model.assessment import Comparison


@pytest.fixture(scope="module")
def google() -> Comparison:
    vendors = ["Scale AI", "Labelbox"]
    return compare("seeds", buyer="google", vendors=vendors, as_of="2025-06-20", engine="rules")


def test_parties_and_lines_without_one_sum_to_the_point(google: Comparison) -> None:
    scale = google.assessments[0]
    found = counterparts(scale)
    ids = {line.id for one in found for line in one.lines}
    rest = [line.contribution for line in scale.ledger if line.id not in ids]
    assert math.fsum([*(one.contribution for one in found), *rest]) == pytest.approx(
        math.fsum(line.contribution for line in scale.ledger)
    )
    assert len(ids) == sum(len(one.lines) for one in found)  # no line counts for two
    assert max(one.weight for one in found) == 1.0
    assert all(
        line.event.known and line.event.party == one.party for one in found for line in one.lines
    )


def test_meta_counts_in_each_factor_as_a_rival(google: Comparison) -> None:
    meta = {one.factor: one for one in counterparts(google.assessments[0]) if one.party == "Meta"}
    assert set(meta) == {"ownership", "clients", "leadership"}
    assert all(one.rivalry == 1.0 for one in meta.values())
    assert meta["leadership"].shown == pytest.approx(meta["leadership"].contribution, abs=0.002)


def test_gaps_of_all_vendors_stand_once_the_dearest_first(google: Comparison) -> None:
    found = gaps(google.assessments)
    assert len({gap.what for gap in found}) == len(found)
    assert [gap.worth for gap in found] == sorted((gap.worth for gap in found), reverse=True)
    asked = sum(len(a.open_questions) for a in google.assessments)
    assert sum(len(gap.asked) for gap in found) == asked > 8
    for gap in found:
        assert gap.effect == max(question.effect for _, question in gap.asked)


def test_a_mechanism_multiplies_end_by_end(google: Comparison) -> None:
    for line in google.assessments[0].ledger:
        for one in line.event.mechanisms:
            q = one.claim.point if one.claim else 1.0
            assert one.product.point == pytest.approx(one.link * one.severity.point * q)
            assert one.product.low <= one.product.point <= one.product.high
