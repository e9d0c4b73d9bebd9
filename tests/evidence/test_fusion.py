"""Fusion (invariants E1 to E9) and conflicting figures beside the focal-set oracle."""

from __future__ import annotations

import math

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import ordered, shares, strengths, strong

from vendorrisk.errors import ModelError
from vendorrisk.evidence.fusion import decayed, fuse, fuse_strengths, mix, weight
from vendorrisk.model.belief import Strength

sides = st.lists(strengths, max_size=5)
NEAR = 1e-12


@given(sides, sides, shares)
def test_e7_fusion_is_the_focal_set_engine(
    supports: list[float], denials: list[float], base: float
) -> None:
    families = [[(1, s)] for s in supports] + [[(-1, s)] for s in denials]
    found = fuse(supports, denials, base)
    assert found == pytest.approx(naive.fuse(families, base), abs=NEAR)


@given(sides, sides, shares, shares)
def test_e7_b_p_pl_in_order(
    supports: list[float], denials: list[float], base: float, discount: float
) -> None:
    b, p, pl, k = fuse(supports, denials, base, discount)
    assert 0.0 <= b <= p <= pl <= 1.0
    assert 0.0 <= k <= 1.0
    d, u = 1.0 - pl, pl - b
    assert b + d + u == pytest.approx(1.0)


@given(sides, sides, shares, st.randoms(use_true_random=False))
def test_e1_order_does_not_matter(
    supports: list[float], denials: list[float], base: float, random: object
) -> None:
    mixed, other = list(supports), list(denials)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(other)  # type: ignore[attr-defined]
    assert fuse(mixed, other, base) == fuse(supports, denials, base)


@given(sides, sides, shares, strengths)
def test_e3_adverse_evidence_raises_all(
    supports: list[float], denials: list[float], base: float, more: float
) -> None:
    before, after = fuse(supports, denials, base), fuse([*supports, more], denials, base)
    assert all(a >= b - NEAR for a, b in zip(after[:3], before[:3], strict=True))


@given(sides, sides, shares, strengths)
def test_e4_exculpatory_evidence_lowers_all(
    supports: list[float], denials: list[float], base: float, more: float
) -> None:
    before, after = fuse(supports, denials, base), fuse(supports, [*denials, more], base)
    assert all(a <= b + NEAR for a, b in zip(after[:3], before[:3], strict=True))


@given(shares, shares)
def test_e5_nobody_spoke(base: float, discount: float) -> None:
    assert fuse([], [], base, discount) == (0.0, base, 1.0, 0.0)


@given(strengths, st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1.0, 1e5))
def test_e6_age_fades_to_ignorance(s: float, age: float, more: float, half: float) -> None:
    young, old = decayed(s, age, half), decayed(s, age + more, half)
    assert 0.0 <= old <= young <= s + 1e-15
    assert decayed(s, 1e9 * half, half) == 0.0
    assert fuse([decayed(s, 1e9 * half, half)], [], 0.3) == (0.0, 0.3, 1.0, 0.0)
    assert decayed(s, age, None) == s


@given(sides, sides, shares, shares, shares)
def test_e8_rising_with_independence(
    supports: list[float], denials: list[float], base: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert fuse(supports, [], base, low)[0] <= fuse(supports, [], base, high)[0] + NEAR
    assert fuse([], denials, base, low)[2] >= fuse([], denials, base, high)[2] - NEAR


@given(sides)
def test_e8_ends_are_one_source_and_independent(supports: list[float]) -> None:
    assert fuse(supports, [], 0.5, 0.0)[0] == pytest.approx(max(supports, default=0.0))
    assert fuse(supports, [], 0.5, 1.0)[0] == pytest.approx(
        1.0 - math.prod(1.0 - s for s in supports)
    )


@given(sides, sides, shares)
def test_e9_removing_all_evidence_widens_both_ends(
    supports: list[float], denials: list[float], base: float
) -> None:
    b, _, pl, _ = fuse(supports, denials, base)
    nothing = fuse([], [], base)
    assert nothing[0] <= b
    assert nothing[2] >= pl


@given(sides, sides, shares)
def test_x2_leaving_out_an_adverse_family_never_raises(
    supports: list[float], denials: list[float], base: float
) -> None:
    whole = fuse(supports, denials, base)
    for i in range(len(supports)):
        rest = fuse(supports[:i] + supports[i + 1 :], denials, base)
        assert all(a <= b + NEAR for a, b in zip(rest[:3], whole[:3], strict=True))


# Anti-property: ignorance u under conflict is not monotone. With s on both sides it is 1, .58, .5,
# .58, .82 for s = 0, .3, .5, .7, .9; that is why the conflict is always published beside it.
@pytest.mark.parametrize(
    ("s", "u"), [(0.0, 1.0), (0.3, 0.58), (0.5, 0.5), (0.7, 0.58), (0.9, 0.82)]
)
def test_ignorance_under_conflict_falls_and_rises(s: float, u: float) -> None:
    b, _, pl, k = fuse([s], [s], 0.5)
    assert pl - b == pytest.approx(u)
    assert k == pytest.approx(s * s)


@given(st.lists(strong, max_size=4), st.lists(strong, max_size=4), shares, shares)
def test_interval_strengths_keep_the_order(
    supports: list[Strength], denials: list[Strength], base: float, discount: float
) -> None:
    low, point, high, _ = fuse_strengths(supports, denials, base, discount)
    assert 0.0 <= low <= point <= high <= 1.0


@given(st.lists(strong, max_size=3), st.lists(strong, max_size=3), shares, st.data())
def test_interval_strengths_contain_every_point_inside(
    supports: list[Strength], denials: list[Strength], base: float, data: st.DataObject
) -> None:
    def pick(side: list[Strength]) -> list[float]:
        return [data.draw(st.floats(s.low, s.high)) for s in side]

    low, _, high, _ = fuse_strengths(supports, denials, base, 1.0)
    b, p, pl, _ = fuse(pick(supports), pick(denials), base)
    assert low - NEAR <= b <= p <= pl <= high + NEAR


@pytest.mark.parametrize("bad", [-0.01, 0.991, 1.0, math.nan, math.inf])
def test_impossible_strengths_are_refused(bad: float) -> None:
    with pytest.raises(ModelError, match="strength"):
        weight(bad)
    with pytest.raises(ModelError, match="strength"):
        fuse([bad], [], 0.5)


@pytest.mark.parametrize(("base", "discount"), [(-0.1, 1.0), (1.1, 1.0), (0.5, 2.0), (math.nan, 1)])
def test_impossible_base_rates_and_discounts_are_refused(base: float, discount: float) -> None:
    with pytest.raises(ModelError, match="outside"):
        fuse([0.5], [], base, discount)


figures = st.lists(
    st.tuples(ordered(), st.floats(0.01, 0.99)).map(lambda t: (*t[0], t[1])), min_size=1, max_size=4
)


@given(figures)
def test_mix_is_the_expectation_of_its_masses(listed: list[tuple[float, ...]]) -> None:
    low, point, high = mix(listed, 0.0, 1.0)  # type: ignore[arg-type]
    expected = naive.mix([(f[0], f[2], f[3]) for f in listed], 0.0, 1.0)
    assert (low, high) == pytest.approx(expected, abs=1e-9)
    assert 0.0 <= low <= point <= high <= 1.0


@given(ordered(), st.floats(0.01, 0.98), st.floats(0.0, 0.01))
def test_mix_narrows_with_weight(ends: tuple[float, ...], s: float, more: float) -> None:
    low, point, high = ends
    weak = mix([(low, point, high, s)], 0.0, 1.0)
    firm = mix([(low, point, high, s + more)], 0.0, 1.0)
    assert firm[0] >= weak[0] - NEAR
    assert firm[2] <= weak[2] + NEAR


def test_mix_without_weight_is_the_whole_range() -> None:
    low, _, high = mix([(0.3, 0.3, 0.3, 0.0)], 0.1, 0.9)
    assert (low, high) == (0.1, 0.9)
    low, _, high = mix([], 0.1, 0.9)
    assert (low, high) == (0.1, 0.9)


def test_an_agreeing_family_narrows_a_contradicting_one_pulls() -> None:
    one = mix([(0.3, 0.3, 0.3, 0.75)], 0.0, 1.0)
    agreeing = mix([(0.3, 0.3, 0.3, 0.75), (0.3, 0.3, 0.3, 0.5)], 0.0, 1.0)
    pulled = mix([(0.3, 0.3, 0.3, 0.75), (0.6, 0.6, 0.6, 0.5)], 0.0, 1.0)
    assert one[0] < agreeing[0] < 0.3 < agreeing[2] < one[2]
    assert agreeing[1] == pytest.approx(0.3)
    assert 0.3 < pulled[1] < 0.6
