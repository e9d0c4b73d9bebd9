"""Sobol points beside scipy's, draws and ranks beside their oracles, compiled beside plain."""

from __future__ import annotations

from itertools import pairwise

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc
from worlds import links, shares

from vendorrisk.kernels.smaa import accepted_ranks, places, risk_draws
from vendorrisk.kernels.sobol import BITS, SOBOL, sobol

KNOTS = 8  # values a table, 2**3


def points(dimensions: int, bits: int, block: int, seed: int | None) -> np.ndarray:
    heads, tails = sobol(dimensions, bits, block, seed)
    return (heads[:, :, None] ^ tails[:, None, :]).reshape(dimensions, -1)


@pytest.mark.parametrize(("bits", "block"), [(0, 0), (1, 0), (8, 3), (9, 9)])
def test_plain_points_are_those_of_scipy(bits: int, block: int) -> None:
    found = points(SOBOL, bits, block, None) / 2.0**BITS
    index = np.arange(2**bits)
    expected = qmc.Sobol(SOBOL, scramble=False).random_base2(bits)
    assert np.array_equal(found[:, index ^ (index >> 1)].T, expected)  # scipy goes by Gray code


@given(st.integers(0, 10), st.integers(0, 5), st.integers(0, 2**32))
def test_every_dimension_alone_is_stratified(bits: int, block: int, seed: int) -> None:
    found = points(SOBOL + 20, bits, min(block, bits), seed) >> (BITS - bits)
    assert all(sorted(row) == list(range(2**bits)) for row in found.tolist())


def test_more_dimensions_change_none_of_the_first_and_blocks_change_nothing() -> None:
    assert np.array_equal(points(30, 6, 2, 7), points(60, 6, 5, 7)[:30])
    assert not np.array_equal(points(3, 6, 2, 7), points(3, 6, 2, 8))


mechanism = st.tuples(links, st.tuples(*[st.integers(0, 4)] * 3))
an_event = st.tuples(st.none() | st.integers(1, 4), shares, st.lists(mechanism, max_size=3))
worlds_ = st.lists(st.lists(an_event, max_size=3), min_size=1, max_size=4)


class Run:
    """What the kernels say of alternatives whose quantities come from four tables."""

    def __init__(
        self, worlds: list, leak: float, *, native: bool = False, cuts: tuple[int, ...] = ()
    ) -> None:
        flat = [event for events in worlds for event in events]
        inner = [m for *_, ms in flat for m in ms]
        rng = np.random.default_rng(5)
        self.tables = np.sort(rng.random((5, KNOTS)), axis=1)
        heads, tails = sobol(5, 5, 3, 11)
        self.cells = (heads[:, :, None] ^ tails[:, None, :]).reshape(5, -1) >> (BITS - 3)
        self.risk = np.full((len(worlds), 32), np.nan)
        call = risk_draws.native if native else risk_draws
        none = np.zeros(0, dtype=np.int64)
        arrays = (
            np.arange(len(worlds) + 1, dtype=np.int64),  # one group each, which shares nothing
            np.zeros(len(worlds) + 1, dtype=np.int64),
            none,
            np.zeros(0),
            np.zeros((0, 0)),
            np.cumsum([0, *(len(e) for e in worlds)]).astype(np.int64),
            np.cumsum([0, *(len(ms) for *_, ms in flat)]).astype(np.int64),
            np.array([root or 0 for root, *_ in flat], dtype=np.int64),
            np.array([1.0 if root else p for root, p, _ in flat], dtype=np.float64),
            np.zeros(len(flat) + 1, dtype=np.int64),
            none,
            np.zeros(0),
            np.array([scale for scale, _ in inner], dtype=np.float64),
            np.array([rows for _, rows in inner], dtype=np.int64).reshape(-1, 3),
        )
        cells = [(points >> (BITS - 3)).astype(np.uint16) for points in (heads, tails)]
        shared = (*arrays, self.tables, *cells, leak)
        for first, last in pairwise((0, *cuts, heads.shape[1])):
            call(*shared, first, last, self.risk)


@given(worlds_, st.floats(0.0, 0.9), st.integers(0, 31))
@settings(max_examples=60)
def test_a_draw_is_the_tree_with_what_was_drawn(worlds: list, leak: float, d: int) -> None:
    run = Run(worlds, leak)
    value = [1.0, *(run.tables[row, run.cells[row, d]] for row in range(1, 5))]
    for i, events in enumerate(worlds):
        told = [
            (
                value[root] if root else p,
                [(scale, value[a] * value[b] * value[c], 1.0) for scale, (a, b, c) in inner],
            )
            for root, p, inner in events
        ]
        expected = 1.0 - leak
        for p, inner in told:
            off = 1.0
            for link, severity, q in inner:
                off *= 1.0 - link * severity * q
            expected *= 1.0 - p * (1.0 - off)
        assert run.risk[i, d] == pytest.approx(1.0 - expected, abs=1e-12)


@given(worlds_, st.floats(0.0, 0.9), st.integers(1, 3))
@settings(max_examples=60)
def test_draws_are_the_same_bits_compiled_and_shared_out(
    worlds: list, leak: float, cut: int
) -> None:
    plain = Run(worlds, leak).risk.tobytes()
    assert Run(worlds, leak, native=True).risk.tobytes() == plain
    assert Run(worlds, leak, native=True, cuts=(cut,)).risk.tobytes() == plain


few = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
tables_of_risk = st.integers(1, 5).flatmap(
    lambda size: st.lists(st.lists(few, min_size=size, max_size=size), min_size=1, max_size=9).map(
        lambda rows: np.ascontiguousarray(np.array(rows).T)
    )
)


def ranked(
    risk: np.ndarray, width: int, *, native: bool, cuts: tuple[int, ...] = ()
) -> tuple[np.ndarray, np.ndarray]:
    size = len(risk)
    riskier = np.zeros((size, size), dtype=np.int64)
    below = np.zeros(risk.shape, dtype=np.int64)
    accepted = np.zeros((size, size))
    one = places.native if native else places
    two = accepted_ranks.native if native else accepted_ranks
    for first, last in pairwise((0, *cuts, size)):
        one(risk, width, first, last, riskier, below)
    for first, last in pairwise((0, *cuts, size)):
        two(risk, below, riskier, first, last, accepted)
    return riskier, accepted


@given(tables_of_risk, st.integers(1, 10))
def test_ranks_beside_all_orders(risk: np.ndarray, width: int) -> None:
    riskier, accepted = ranked(risk, width, native=False)
    draws = [naive.ranks(list(draw)) for draw in risk.T]
    assert accepted == pytest.approx(np.sum(draws, axis=0), abs=1e-9)
    for i, one in enumerate(risk):
        for j, other in enumerate(risk):
            assert riskier[i, j] == sum(a > b for a, b in zip(one, other, strict=True))


@given(tables_of_risk, st.integers(1, 10), st.data())
def test_ranks_are_the_same_bits_compiled_and_shared_out(
    risk: np.ndarray, width: int, data: st.DataObject
) -> None:
    plain = ranked(risk, width, native=False)
    cut = data.draw(st.integers(0, len(risk)))
    shared = ranked(risk, 4, native=True, cuts=(cut,))
    assert [a.tobytes() for a in plain] == [b.tobytes() for b in shared]
