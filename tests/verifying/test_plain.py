"""The plain arithmetic beside the scoring core, on made-up events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.evidence.fusion import fuse_strengths
from vendorrisk.evidence.fusion import joined as joined_by_core
from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.model.belief import Belief, Family, Strength
from vendorrisk.scoring.tree import score
from vendorrisk.verifying.plain import (
    Worked,
    averages,
    conflict,
    ends,
    fused,
    intensity,
    joined,
    worlds,
)

unit = st.floats(0, 1)
strengths = st.lists(st.floats(0, 0.99), min_size=3, max_size=3).map(sorted)


def family(polarity: int, s: list[float]) -> Family:
    held = Strength(low=s[0], point=s[1], high=s[2])
    return Family(origin="o", polarity=polarity, strength=held, claims=(), documents=(), why=())


def belief(key: str, row: list[float]) -> Belief:
    low, point, high = sorted(row)
    return Belief(key=key, what="w", low=low, point=point, high=high, conflict=0.0, base_rate=0.5)


@st.composite
def events(draw, most: int = 5) -> list[Event]:
    """Events that share claims as often as not."""
    three = st.lists(unit, min_size=3, max_size=3)
    rows = {f"k{i}": draw(three) for i in range(4)}
    found = []
    for number in range(draw(st.integers(1, most))):
        root = draw(st.sampled_from([*rows, None]))
        mechanisms = []
        for _ in range(draw(st.integers(0, 2))):
            low, point, high = sorted(draw(three))
            key = draw(st.sampled_from([*rows, None]))
            if key == root:
                key = None
            mechanisms.append(
                Mechanism(
                    channel="cash",
                    severity=Interval(low=low, point=point, high=high),
                    link=draw(st.floats(0, 0.99)),
                    how="",
                    claim=None if key is None else belief(key, rows[key]),
                )
            )
        found.append(
            Event(
                id=f"e{number}",
                what="",
                factor="ownership",
                party=None,
                rivalry=1.0,
                claim=None if root is None else belief(root, rows[root]),
                mechanisms=tuple(mechanisms),
            )
        )
    return found


@given(
    st.lists(strengths, max_size=4),
    st.lists(strengths, max_size=4),
    unit,
    st.sampled_from([0, 0.5, 1]),
)
def test_fusion_is_that_of_the_core(pro, contra, rate: float, discount: float) -> None:
    one = belief("k", [0, 0, 0]).model_copy(
        update={
            "base_rate": rate,
            "families": tuple([family(1, s) for s in pro] + [family(-1, s) for s in contra]),
        }
    )
    made = [[f.strength for f in one.families if f.polarity == side] for side in (1, -1)]
    low, point, high, against = fuse_strengths(*made, rate, float(discount))
    assert fused(one, discount) == pytest.approx((low, point, high), abs=1e-12)
    assert conflict(one, discount) == pytest.approx(against, abs=1e-12)


@given(st.lists(st.tuples(unit, unit), min_size=1, max_size=5))
def test_a_group_is_that_of_the_core(members) -> None:
    weights = [w for w, _ in members]
    ours = joined(weights, [(p, p, p) for _, p in members])
    assert ours[1] == pytest.approx(joined_by_core(weights, [p for _, p in members]), abs=1e-9)


@given(events(), st.sampled_from([0.0, 0.1]))
def test_lines_risk_and_contributions_are_those_of_the_core(made, leak: float) -> None:
    (core,) = score([made], leak)
    ours = Worked(made, leak)
    assert ours.risk() == pytest.approx(ends(core.risk), abs=1e-9)
    for y, other in zip(ours.intensities(), core.intensity, strict=True):
        assert y == pytest.approx(ends(other), abs=1e-9)
    assert ours.contributions() == pytest.approx(list(core.shapley), abs=1e-8)


def test_weights_of_worlds_sum_to_one() -> None:
    rows = {f"k{i:02}": [0.1, 0.2 + i / 40, 0.9] for i in range(14)}
    many = [
        Event(
            id=f"{side}{key}",
            what="",
            factor="clients",
            party=None,
            rivalry=1.0,
            claim=belief(key, row),
            mechanisms=(
                Mechanism(
                    channel="cash",
                    severity=Interval(low=0.1, point=0.2, high=0.3),
                    link=0.5,
                    how="",
                ),
            ),
        )
        for side in "ab"
        for key, row in rows.items()
    ]
    for count in (1, 3, 14):
        some = [e for e in many if e.claim is not None and int(e.claim.key[1:]) < count]
        found = worlds(some)
        assert len(found) <= (2**count if count <= 12 else 3 * 1024)
        for end in range(3):
            assert sum(weight[end] for weight, _ in found) == pytest.approx(1.0)
        (core,) = score([some], 0.0)
        assert Worked(some, 0.0).risk() == pytest.approx(ends(core.risk), abs=1e-9)


def test_a_settled_claim_replaces_its_belief() -> None:
    one = Event(
        id="e",
        what="",
        factor="clients",
        party=None,
        rivalry=1.0,
        claim=belief("k", [0.2, 0.3, 0.4]),
        mechanisms=(
            Mechanism(
                channel="cash", severity=Interval(low=0.5, point=0.5, high=0.5), link=0.5, how=""
            ),
        ),
    )
    assert intensity(one, {"k": True}) == (0.25, 0.25, 0.25)
    assert intensity(one, {"k": False}) == (0.0, 0.0, 0.0)
    assert intensity(one, {"other": True}) == pytest.approx((0.05, 0.075, 0.1))


@pytest.mark.parametrize(
    ("y", "means"),
    [([], []), ([0.7], [1.0]), ([0.5, 0.0], [1.0, 0.75]), ([1.0, 1.0, 1.0], [1 / 3] * 3)],
)
def test_mean_of_the_product_over_the_others(y: list[float], means: list[float]) -> None:
    assert list(averages(y)) == pytest.approx(means, abs=1e-12)
