"""The kernels beside their oracles, compiled beside plain, and their bounds."""

from __future__ import annotations

import subprocess
import sys

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import links, ordered, shares

from vendorrisk.kernels.native import Kernel, kernel
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or

Packed = tuple[np.ndarray, ...]
Ends = tuple[float, float, float]
rows_of_ends = st.lists(st.tuples(ordered(), ordered(), ordered()), min_size=1, max_size=5)
plain_events = st.lists(
    st.tuples(shares, st.lists(st.tuples(links, shares, shares), max_size=2)), max_size=3
)


def packed(pairs: list[list[tuple[float, list[tuple[float, float, float]]]]]) -> Packed:
    """Return the arrays of pairs whose three ends are the same."""
    flat = [event for events in pairs for event in events]
    mechanisms = [m for _, ms in flat for m in ms]

    def offsets(lengths: list[int]) -> np.ndarray:
        return np.cumsum([0, *lengths]).astype(np.int64)

    def ends(values: list[float]) -> np.ndarray:
        return np.repeat(np.array(values, dtype=np.float64).reshape(-1, 1), 3, axis=1)

    return (
        offsets([len(events) for events in pairs]),
        offsets([len(ms) for _, ms in flat]),
        ends([p for p, _ in flat]),
        np.array([link for link, *_ in mechanisms], dtype=np.float64),
        ends([x for _, x, _ in mechanisms]),
        ends([q for *_, q in mechanisms]),
    )


def run_tree(pairs: list, leak: float, *, native: bool) -> tuple[np.ndarray, np.ndarray]:
    arrays = packed(pairs)
    intensity = np.full((arrays[2].shape[0], 3), np.nan)
    risk = np.full((len(pairs), 3), np.nan)
    call = noisy_or_tree.native if native else noisy_or_tree
    call(*arrays, leak, intensity, risk)
    return intensity, risk


def run_shapley(groups: list[list[float]], *, native: bool) -> np.ndarray:
    starts = np.cumsum([0, *(len(g) for g in groups)]).astype(np.int64)
    values = np.full(starts[-1], np.nan)
    widest = max([1, *(len(g) for g in groups)])
    nodes, weights = np.polynomial.legendre.leggauss((widest + 1) // 2)
    flat = np.array([y for g in groups for y in g], dtype=np.float64)
    call = shapley_of_or.native if native else shapley_of_or
    call(starts, flat, (nodes + 1) / 2, weights / 2, values)
    return values


@given(plain_events, st.floats(0.0, 0.9))
@settings(max_examples=40)
def test_r5_tree_is_the_expectation_over_all_worlds(
    events: list[tuple[float, list[tuple[float, float, float]]]], leak: float
) -> None:
    _, risk = run_tree([events], leak, native=False)
    assert risk[0, 1] == pytest.approx(naive.noisy_or_tree(events, leak), abs=1e-12)


@given(st.lists(st.lists(shares, max_size=6), max_size=4))
def test_x1_shapley_is_the_sum_over_coalitions(groups: list[list[float]]) -> None:
    values = run_shapley(groups, native=False)
    expected = [v for group in groups for v in naive.shapley_of_or(group)]
    assert values.tolist() == pytest.approx(expected, abs=1e-12)


@given(st.lists(plain_events, max_size=4), st.floats(0.0, 0.9))
def test_compiled_and_plain_tree_agree_to_the_bit(pairs: list, leak: float) -> None:
    for plain, native in zip(
        run_tree(pairs, leak, native=False), run_tree(pairs, leak, native=True), strict=True
    ):
        assert plain.tobytes() == native.tobytes()


@given(st.lists(st.lists(shares, max_size=9), max_size=4))
def test_compiled_and_plain_shapley_agree_to_the_bit(groups: list[list[float]]) -> None:
    plain, native = run_shapley(groups, native=False), run_shapley(groups, native=True)
    assert plain.tobytes() == native.tobytes()


@pytest.mark.parametrize(
    ("events", "leak", "expected"),
    [
        ([], 0.0, 0.0),
        ([], 0.25, 0.25),
        ([(1.0, [])], 0.0, 0.0),  # an event without a mechanism does nothing
        ([(1.0, [(0.5, 1.0, 1.0)])], 0.0, 0.5),
        ([(0.0, [(0.99, 1.0, 1.0)])], 0.0, 0.0),  # the root is false
        ([(1.0, [(0.0, 1.0, 1.0)])], 0.0, 0.0),  # the link is nothing
        ([(1.0, [(0.5, 1.0, 1.0)] * 2)], 0.0, 0.75),
        ([(0.5, [(0.5, 1.0, 1.0)] * 2)], 0.0, 0.375),  # the root counts once, not for each
        ([(1.0, [(0.5, 1.0, 1.0)])] * 2, 0.0, 0.75),
        ([(1.0, [(0.5, 1.0, 1.0)])], 0.5, 0.75),
    ],
)
@pytest.mark.parametrize("native", [False, True])
def test_tree_by_hand(events: list, leak: float, expected: float, native: bool) -> None:
    assert run_tree([events], leak, native=native)[1][0] == pytest.approx([expected] * 3)


def test_pairs_do_not_touch_one_another() -> None:
    one = [(0.5, [(0.5, 0.25, 1.0), (0.9, 0.1, 0.3)])]
    two = [(1.0, [(0.2, 1.0, 1.0)]), (0.1, [])]
    together = run_tree([one, [], two], 0.0, native=False)[1]
    alone = [run_tree([pair], 0.0, native=False)[1][0] for pair in (one, [], two)]
    assert together.tobytes() == np.array(alone).tobytes()


def test_one_signature_a_kernel() -> None:
    for one in (noisy_or_tree, shapley_of_or):
        native = one.native
        signatures = getattr(native, "signatures", None)  # none where the compiler is off
        assert signatures is None or len(signatures) == 1
        assert one.native is native, "compiled once"
        assert one.__doc__ == one.source.__doc__


def test_kernel_decorator_keeps_the_plain_source() -> None:
    @kernel("float64(float64)")
    def double(x: float) -> float:
        """Twice."""
        return 2.0 * x

    assert isinstance(double, Kernel)
    assert double(1.5) == double.native(1.5) == 3.0
    assert (double.__name__, double.__doc__) == ("double", "Twice.")


PROGRAM = """
import sys
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or
assert noisy_or_tree.native is noisy_or_tree.source, "compiled in spite of the switch"
assert shapley_of_or.native is shapley_of_or.source
assert "numba" not in sys.modules
print("plain")
"""


def test_without_the_compiler_native_is_the_source() -> None:
    import os

    env = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("plain", "")


def test_plain_calls_import_no_compiler() -> None:
    program = (
        "import sys, numpy as np; from vendorrisk.kernels.tree import shapley_of_or;"
        "z = np.zeros(1); shapley_of_or(np.array([0, 1]), z, z, z, z);"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")


@given(rows_of_ends, st.floats(0.0, 0.9))
@settings(max_examples=30)
def test_every_end_is_that_end_alone(rows: list[tuple[Ends, Ends, Ends]], leak: float) -> None:
    events, mechanisms = np.array([0, len(rows)]), np.arange(len(rows) + 1)
    tables = [np.array([row[k] for row in rows]) for k in range(3)]  # root, severity, claim
    link = np.full(len(rows), 0.5)

    def run(root: np.ndarray, severity: np.ndarray, claim: np.ndarray) -> np.ndarray:
        intensity, risk = np.full((len(rows), 3), np.nan), np.full((1, 3), np.nan)
        noisy_or_tree(events, mechanisms, root, link, severity, claim, leak, intensity, risk)
        return np.concatenate([intensity, risk])

    whole = run(*tables)
    for end in range(3):
        alone = run(*(np.repeat(table[:, end : end + 1], 3, axis=1) for table in tables))
        assert whole[:, end].tolist() == alone[:, 0].tolist()
