"""Integrated cash-flow ownership beside walks along every chain."""

from __future__ import annotations

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.errors import ModelError
from vendorrisk.graph.ownership import Chain, chains, integrated

Stakes = dict[tuple[str, str], float]
NAMES = "abcde"


@st.composite
def graphs(draw: st.DrawFn, most: float = 0.9) -> Stakes:
    """Return stakes in which the holders of every company hold at most `most` of it together."""
    out: Stakes = {}
    for company in NAMES:
        left = most
        for holder in draw(st.permutations(NAMES)):
            if holder != company and draw(st.booleans()):
                share = draw(st.floats(0.0, 1.0)) * left
                left -= share
                out[holder, company] = share
    return out


@given(graphs())
def test_the_sum_over_all_walks(stakes: Stakes) -> None:
    found, expected = integrated(stakes), naive.integrated(stakes)
    for pair in {*found, *expected}:
        assert found.get(pair, 0.0) == pytest.approx(expected.get(pair, 0.0), abs=1e-9)


@given(graphs())
def test_shares_are_shares_and_no_less_than_the_direct_ones(stakes: Stakes) -> None:
    found = integrated(stakes)
    assert all(0.0 < share <= 1.0 for share in found.values())
    for pair, share in stakes.items():
        assert found.get(pair, 0.0) >= share - 1e-9


@given(graphs(), st.integers(1, 3))
def test_o3_end_owners_own_all_of_every_company(stakes: Stakes, owners: int) -> None:
    """What the companies do not hold of each other is held by people outside."""
    whole = dict(stakes)
    for number, company in enumerate(NAMES):
        rest = 1.0 - sum(share for (_, c), share in stakes.items() if c == company)
        whole[f"owner {number % owners}", company] = rest
    found = integrated(whole)
    for company in NAMES:
        shares = [found.get((f"owner {i}", company), 0.0) for i in range(owners)]
        assert sum(shares) == pytest.approx(1.0)


def test_o3_columns_sum_to_one() -> None:
    stakes = {
        ("a", "b"): 0.6,
        ("b", "c"): 0.7,
        ("c", "a"): 0.5,
        ("x", "a"): 0.2,
        ("x", "b"): 0.4,
        ("y", "a"): 0.3,
        ("y", "c"): 0.3,
    }
    found = integrated(stakes)
    for company in "abc":
        assert found["x", company] + found["y", company] == pytest.approx(1.0)


@given(graphs(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_o1_a_wholly_owned_company_in_between_changes_nothing(
    stakes: Stakes, holder: str, company: str
) -> None:
    if (holder, company) not in stakes:
        return
    before = integrated(stakes)
    through = {pair: share for pair, share in stakes.items() if pair != (holder, company)}
    through |= {(holder, "spv"): 1.0, ("spv", company): stakes[holder, company]}
    after = integrated(through)
    for pair, share in before.items():
        assert after.get(pair, 0.0) == pytest.approx(share, abs=1e-9)


@given(graphs(), st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(0.0, 1.0))
def test_o2_splitting_a_holding_changes_nothing(
    stakes: Stakes, holder: str, company: str, cut: float
) -> None:
    if (holder, company) not in stakes:
        return
    share = stakes[holder, company]
    through = {pair: part for pair, part in stakes.items() if pair != (holder, company)}
    through |= {
        (holder, "one"): 1.0,
        (holder, "two"): 1.0,
        ("one", company): share * cut,
        ("two", company): share * (1.0 - cut),
    }
    before, after = integrated(stakes), integrated(through)
    for pair, part in before.items():
        assert after.get(pair, 0.0) == pytest.approx(part, abs=1e-9)


@given(graphs(most=0.8), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_rising_in_every_stake(stakes: Stakes, holder: str, company: str) -> None:
    if holder == company:
        return
    more = {**stakes, (holder, company): stakes.get((holder, company), 0.0) + 0.1}
    before, after = integrated(stakes), integrated(more)
    assert all(after.get(pair, 0.0) >= share - 1e-9 for pair, share in before.items())


@pytest.mark.parametrize(
    ("stakes", "closed"),
    [
        ({}, False),
        ({("a", "b"): 1.0}, False),
        ({("a", "b"): 1.0, ("b", "a"): 1.0}, True),
        ({("a", "b"): 1.0, ("b", "c"): 1.0, ("c", "a"): 1.0}, True),
        ({("a", "b"): 1.0, ("b", "a"): 0.999}, False),  # somebody outside holds a thousandth
        ({("a", "b"): 1.0, ("b", "a"): 0.9, ("c", "a"): 0.9, ("a", "c"): 0.9}, True),  # impossible
        ({("a", "a"): 1.0, ("a", "b"): 0.5}, False),  # treasury shares hold nothing
        ({("a", "b"): 1.0, ("b", "a"): 1.0, ("x", "c"): 0.5}, True),
    ],
)
def test_a_closed_group_is_unknown_not_a_crash(stakes: Stakes, closed: bool) -> None:
    assert (None in integrated(stakes).values()) is closed


def test_what_a_closed_group_does_not_touch_stays_known() -> None:
    found = integrated({("a", "b"): 1.0, ("b", "a"): 1.0, ("b", "v"): 0.3, ("x", "v"): 0.2})
    assert found["x", "v"] == 0.2
    assert found["a", "v"] is None
    assert found["b", "v"] is None


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_no_share_is_more_than_a_whole(share: float) -> None:
    with pytest.raises(ModelError, match="share of a in b"):
        integrated({("a", "b"): share})


def test_order_of_stakes_does_not_matter() -> None:
    stakes = {("a", "b"): 0.3, ("b", "c"): 0.4, ("c", "a"): 0.2, ("d", "a"): 0.5}
    turned = dict(reversed(stakes.items()))
    one, other = integrated(stakes), integrated(turned)
    assert one == other
    assert list(one) == list(other)


@given(graphs(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_chains_are_all_simple_walks_largest_first(
    stakes: Stakes, holder: str, company: str
) -> None:
    if holder == company:
        return
    found = chains(stakes, holder, company, most=1000)
    expected = naive.chains(stakes, holder, company)
    assert {c.names: pytest.approx(c.product) for c in found} == expected
    products = [c.product for c in found]
    assert products == sorted(products, reverse=True)
    assert chains(stakes, holder, company, most=2) == found[:2]


def test_chains_of_a_graph_without_circles_sum_to_the_integrated_share() -> None:
    stakes = {("a", "b"): 0.5, ("b", "d"): 0.4, ("a", "c"): 0.3, ("c", "d"): 0.2, ("a", "d"): 0.1}
    found = chains(stakes, "a", "d")
    assert found[0] == Chain(("a", "b", "d"), 0.2)
    assert sum(c.product for c in found) == pytest.approx(integrated(stakes)["a", "d"])
