"""Kernels of graphs and of voting power: plain beside compiled, and beside oracles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.kernels.components import strong_components
from vendorrisk.kernels.control import controlled_by
from vendorrisk.kernels.power import power_in_ocean, power_of_holders
from vendorrisk.kernels.rows import rows

edges = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


def csr(pairs: list[tuple[int, int]], size: int, *, native: bool) -> tuple[np.ndarray, np.ndarray]:
    source = np.array([one for one, _ in pairs], dtype=np.int64)
    target = np.array([other for _, other in pairs], dtype=np.int64)
    offsets = np.empty(size + 1, dtype=np.int64)
    order = np.empty(len(pairs), dtype=np.int64)
    (rows.native if native else rows)(source, offsets, order)
    return offsets, target[order]


@given(st.lists(st.integers(0, 5), max_size=20))
@pytest.mark.parametrize("native", [False, True])
def test_rows_are_a_stable_sort(native: bool, keys: list[int]) -> None:
    given_ = np.array(keys, dtype=np.int64)
    offsets, order = np.empty(7, dtype=np.int64), np.empty(len(keys), dtype=np.int64)
    (rows.native if native else rows)(given_, offsets, order)
    assert order.tolist() == np.argsort(given_, kind="stable").tolist()
    assert offsets.tolist() == [sum(key < k for key in keys) for k in range(7)]


@given(edges)
@pytest.mark.parametrize("native", [False, True])
def test_components_are_those_that_reach_each_other(
    native: bool, pairs: list[tuple[int, int]]
) -> None:
    offsets, targets = csr(pairs, 7, native=native)
    component = np.empty(7, dtype=np.int64)
    room = [np.empty(7, dtype=np.int64) for _ in range(4)]
    call = strong_components.native if native else strong_components
    count = call(offsets, targets, component, *room)
    reach = np.eye(7, dtype=bool)
    for one, other in pairs:
        reach[one, other] = True
    for k in range(7):
        reach |= np.outer(reach[:, k], reach[k])
    assert sorted(set(component.tolist())) == list(range(count))
    for one in range(7):
        for other in range(7):
            same = component[one] == component[other]
            assert same == (reach[one, other] and reach[other, one])
            assert not reach[one, other] or component[one] >= component[other]


@given(edges, st.integers(0, 6))
def test_control_leaves_its_room_as_it_was(pairs: list[tuple[int, int]], who: int) -> None:
    offsets, companies = csr(pairs, 7, native=False)
    parts = np.full(len(pairs), 0.3)
    for native in (False, True):
        held, state = np.zeros(7), np.zeros(7, dtype=np.int64)
        found = np.empty(7, dtype=np.int64)
        call = controlled_by.native if native else controlled_by
        group = np.array([who], dtype=np.int64)
        count = call(offsets, companies, parts, group, 0.5, False, held, state, found)
        assert found[0] == who
        assert len(set(found[:count].tolist())) == count
        assert not held.any()
        assert not state.any()


@given(st.lists(st.integers(0, 6), min_size=1, max_size=5), st.data())
def test_compiled_and_plain_powers_agree_to_the_bit(votes: list[int], data: st.DataObject) -> None:
    total = sum(votes)
    if total == 0:
        return
    quota = data.draw(st.integers(1, total))
    half, weights = np.array([0.1, 0.4]), np.array([0.3, 0.2])
    found = []
    for call in (power_of_holders, power_of_holders.native):
        room = np.zeros((2, max(quota, total - quota + 1) + 1))
        out = np.empty(len(votes))
        call(np.array(votes, dtype=np.int64), quota, half, weights, room, out)
        found.append(out.tobytes())
    assert found[0] == found[1]
    blocks = np.array(votes) / (2 * total)
    oceanic = []
    for ocean in (power_in_ocean, power_in_ocean.native):
        out = np.empty(len(votes))
        ocean(blocks, 0.5, 0.5, half, weights, out)
        oceanic.append(out.tobytes())
    assert oceanic[0] == oceanic[1]
