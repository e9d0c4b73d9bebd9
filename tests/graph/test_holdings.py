"""Integrated ownership of large graphs beside dense inverses, plain beside compiled."""

from __future__ import annotations

import numpy as np
import pytest

from vendorrisk.errors import ModelError
from vendorrisk.graph import holdings
from vendorrisk.graph.holdings import Holdings


def drawn(seed: int, size: int, edges: int, most: float = 0.9) -> np.ndarray:
    """Return direct shares ``D[holder, company]``; of no company more than `most` is held."""
    rng = np.random.default_rng(seed)
    direct = np.zeros((size, size))
    direct[rng.integers(0, size, edges), rng.integers(0, size, edges)] = rng.random(edges)
    np.fill_diagonal(direct, 0.0)
    held = direct.sum(axis=0)
    return direct / np.where(held > 0.0, held, 1.0) * most


def dense(direct: np.ndarray) -> np.ndarray:
    full = np.linalg.inv(np.eye(len(direct)) - direct)
    shares = full / np.diag(full)[:, None]
    np.fill_diagonal(shares, 0.0)
    return shares


def made(direct: np.ndarray) -> Holdings:
    holders, companies = np.nonzero(direct)
    return Holdings(holders, companies, direct[holders, companies], len(direct))


def table(graph: Holdings, companies: list[int]) -> np.ndarray:
    found = graph.holders_of(companies)
    out = np.zeros((graph.size, graph.size))
    out[found.holders, found.companies] = found.shares
    return out


SHAPES = [(2, 2), (5, 6), (8, 14), (30, 36), (60, 200)]


@pytest.mark.parametrize(("size", "edges"), SHAPES)
@pytest.mark.parametrize("seed", range(8))
def test_holders_are_the_columns_of_the_inverse(seed: int, size: int, edges: int) -> None:
    direct = drawn(seed, size, edges)
    found = table(made(direct), list(range(size)))
    assert found == pytest.approx(dense(direct), abs=1e-12)


@pytest.mark.parametrize(("size", "edges"), SHAPES)
@pytest.mark.parametrize("widely", [False, True])
def test_portfolios_are_its_rows(
    size: int, edges: int, widely: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holdings, "FEW", 0 if widely else holdings.FEW)
    direct = drawn(3, size, edges)
    graph = made(direct)
    for holder in range(size):
        row = graph.portfolio(holder)
        found = np.zeros(size)
        found[row.companies] = row.shares
        assert set(row.holders.tolist()) <= {holder}
        assert found == pytest.approx(dense(direct)[holder], abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_large_circle_is_solved_by_substitution(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = drawn(seed, 25, 90)
    monkeypatch.setattr(holdings, "LARGEST_INVERSE", 1)
    found = table(made(direct), list(range(25)))
    assert found == pytest.approx(dense(direct), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_compiled_and_plain_agree_to_the_bit(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = drawn(seed, 40, 90)
    plain = made(direct).holders_of(range(40))
    monkeypatch.setattr(holdings, "FEW", 0)
    native = made(direct).holders_of(range(40))
    for one, other in zip(plain, native, strict=True):
        assert one.tobytes() == other.tobytes()


def test_a_chain_of_a_hundred_thousand_ends() -> None:
    size = 100_000
    graph = Holdings(np.arange(size - 1), np.arange(1, size), np.full(size - 1, 0.9999), size)
    found = graph.holders_of([size - 1], least=0.5)
    assert found.shares.size == int(np.log(0.5) / np.log(0.9999))
    assert found.shares[0] == pytest.approx(0.9999)


def test_one_holder_of_everything() -> None:
    size = 30_000
    graph = Holdings(np.zeros(size - 1, int), np.arange(1, size), np.full(size - 1, 0.5), size)
    assert graph.portfolio(0).shares.tolist() == [0.5] * (size - 1)
    assert graph.holders_of([7, 7]).shares.tolist() == [0.5, 0.5]


def test_small_shares_can_be_left_out() -> None:
    graph = Holdings([0, 1], [1, 2], [0.5, 0.4], 3)
    assert graph.holders_of([2], least=0.2).holders.tolist() == [1]
    assert graph.portfolio(0, least=0.3).companies.tolist() == [1]


def test_a_closed_group_is_named_and_has_no_number() -> None:
    graph = Holdings([0, 1, 1, 3], [1, 0, 2, 2], [1.0, 1.0, 0.5, 0.25], 4)
    assert graph.closed == {0, 1}
    found = graph.holders_of([2])
    shares = dict(zip(found.holders.tolist(), found.shares.tolist(), strict=True))
    assert np.isnan([shares[0], shares[1]]).all()
    assert shares[3] == 0.25


@pytest.mark.parametrize(
    ("holders", "companies", "shares", "word"),
    [
        ([0], [1, 2], [0.5], "one length"),
        ([0], [3], [0.5], "number"),
        ([-1], [1], [0.5], "number"),
        ([0], [1], [0.0], "shares"),
        ([0], [1], [1.5], "shares"),
        ([0], [1], [float("nan")], "shares"),
    ],
)
def test_impossible_graphs_are_refused(
    holders: list[int], companies: list[int], shares: list[float], word: str
) -> None:
    with pytest.raises(ModelError, match=word):
        Holdings(holders, companies, shares, 3)
