"""The wide kernel beside the narrow ones, beside all worlds, compiled beside plain."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import links, shares

from vendorrisk.kernels.pairs import explained_pairs
from vendorrisk.kernels.tree import noisy_or_tree, shapley_of_or

Mechanism = tuple[float, float, float]
Event = tuple[float, list[Mechanism]]
mechanisms = st.tuples(links, shares, shares)
an_event = st.tuples(shares, st.lists(mechanisms, max_size=3))
pairs = st.lists(st.lists(an_event, max_size=4), min_size=1, max_size=3)
actions = st.lists(st.tuples(shares, shares), min_size=1, max_size=3)


class Run:
    """What the kernel says of pairs whose ends are the same; with a mass, of one of worlds."""

    def __init__(
        self,
        pairs_: list[list[Event]],
        leak: float,
        actions_: list[tuple[float, float]],
        *,
        native: bool = False,
        cuts: tuple[int, ...] = (),
        mass: tuple[float, ...] | None = None,
    ) -> None:
        flat = [event for events in pairs_ for event in events]
        inner = [m for _, ms in flat for m in ms]
        self.events = np.cumsum([0, *(len(e) for e in pairs_)]).astype(np.int64)
        self.inner = np.cumsum([0, *(len(ms) for _, ms in flat)]).astype(np.int64)
        self.given = (
            self.events,
            self.inner,
            _ends([p for p, _ in flat]),
            np.array([m[0] for m in inner], dtype=np.float64),
            _ends([m[1] for m in inner]),
            _ends([m[2] for m in inner]),
        )
        widest = max([1, *(len(e) for e in pairs_)])
        nodes, weights = np.polynomial.legendre.leggauss((widest + 1) // 2)
        self.nodes, self.weights = (nodes + 1) / 2, weights / 2
        self.intensity = np.full((len(flat), 3), np.nan)
        self.risk = np.full((len(pairs_), 3), np.nan)
        self.shapley = np.full(len(flat), np.nan)
        self.root_value = np.full(len(flat), np.nan)
        self.claim_value = np.full(len(inner), np.nan)
        self.out = (self.intensity, self.risk, self.shapley, self.root_value, self.claim_value)
        count = len(pairs_) if mass is None else 1
        self.worlds = np.arange(count + 1, dtype=np.int64)
        self.mass = np.ones((len(pairs_), 3))
        if mass is not None:
            self.worlds[1] = len(pairs_)
            self.mass[:] = np.array(mass)[:, None]
        self.rest = (leak, self.nodes, self.weights, np.array(actions_).reshape(-1, 2))
        self.bounds = (0, *cuts, count)
        self.call: Callable[..., None] = explained_pairs.native if native else explained_pairs
        self.again()

    def again(self) -> None:
        for first, last in pairwise(self.bounds):
            self.call(self.worlds, self.mass, *self.given, *self.rest, first, last, *self.out)


def _ends(values: list[float]) -> np.ndarray:
    return np.repeat(np.array(values, dtype=np.float64).reshape(-1, 1), 3, axis=1)


LOSSES = [(0.0, 1.0), (0.1, 0.5), (0.3, 0.0)]


@given(pairs, st.floats(0.0, 0.9))
def test_it_says_what_the_narrow_kernels_say(pairs_: list[list[Event]], leak: float) -> None:
    run = Run(pairs_, leak, LOSSES)
    intensity, risk = np.empty_like(run.intensity), np.empty_like(run.risk)
    noisy_or_tree(*run.given, leak, intensity, risk)
    assert run.intensity.tobytes() == intensity.tobytes()
    assert run.risk == pytest.approx(risk, abs=1e-15)
    values = np.empty_like(run.shapley)
    points = np.ascontiguousarray(intensity[:, 1])
    shapley_of_or(run.events, points, run.nodes, run.weights, values)
    assert run.shapley == pytest.approx((1.0 - leak) * values, abs=1e-14)


@given(pairs, st.floats(0.0, 0.9), actions)
@settings(max_examples=60)
def test_v1_the_value_of_knowing_a_claim_by_all_worlds(
    pairs_: list[list[Event]], leak: float, losses: list[tuple[float, float]]
) -> None:
    run = Run(pairs_, leak, losses)

    def loss(events: list[Event]) -> float:
        risk = naive.noisy_or_tree(events, leak)
        return min(cost + rate * risk for cost, rate in losses)

    for number, events in enumerate(pairs_):
        now = loss(events)
        for e, (p, inner) in enumerate(events):
            place = run.events[number] + e
            known = [[*events[:e], (value, inner), *events[e + 1 :]] for value in (1.0, 0.0)]
            gain = now - (p * loss(known[0]) + (1.0 - p) * loss(known[1]))
            assert run.root_value[place] == pytest.approx(gain, abs=1e-12)
            for m, (link, severity, q) in enumerate(inner):
                told = [
                    [
                        *events[:e],
                        (p, [*inner[:m], (link, severity, value), *inner[m + 1 :]]),
                        *events[e + 1 :],
                    ]
                    for value in (1.0, 0.0)
                ]
                gain = now - (q * loss(told[0]) + (1.0 - q) * loss(told[1]))
                assert run.claim_value[run.inner[place] + m] == pytest.approx(gain, abs=1e-12)


@given(pairs, actions)
def test_v1_nothing_is_worth_knowing_where_one_action_is_always_best(
    pairs_: list[list[Event]], losses: list[tuple[float, float]]
) -> None:
    run = Run(pairs_, 0.0, losses[:1])
    assert run.root_value == pytest.approx(np.zeros_like(run.root_value), abs=1e-15)
    assert run.claim_value == pytest.approx(np.zeros_like(run.claim_value), abs=1e-15)


@given(pairs, st.floats(0.0, 0.9), actions)
def test_compiled_and_plain_agree_to_the_bit(
    pairs_: list[list[Event]], leak: float, losses: list[tuple[float, float]]
) -> None:
    plain, native = Run(pairs_, leak, losses), Run(pairs_, leak, losses, native=True)
    for one, other in zip(plain.out, native.out, strict=True):
        assert one.tobytes() == other.tobytes()


@given(pairs.filter(lambda found: len(found) > 1), st.floats(0.0, 0.9), st.data())
def test_pairs_may_be_shared_out(
    pairs_: list[list[Event]], leak: float, data: st.DataObject
) -> None:
    """Threads that take some of the pairs each write the same as one that takes all."""
    cut = data.draw(st.integers(1, len(pairs_) - 1))
    whole, shared = Run(pairs_, leak, LOSSES), Run(pairs_, leak, LOSSES, cuts=(cut,))
    assert whole.risk.tobytes() == shared.risk.tobytes()
    assert whole.shapley == pytest.approx(shared.shapley, abs=1e-15)
    assert whole.root_value.tobytes() == shared.root_value.tobytes()


def test_v1_a_vacuous_claim_is_also_taken_as_even() -> None:
    """Two claims on which nobody spoke, both at .05, each beside one that stays as it is."""
    run = Run([[(0.05, [(0.8, 1.0, 1.0)]), (0.9, [(0.9, 1.0, 0.05)])]], 0.0, LOSSES)
    run.given[2][0] = (0.0, 0.05, 1.0)
    run.given[5][1] = (0.0, 0.05, 1.0)
    run.again()

    def loss(p: float, q: float) -> float:
        risk = naive.noisy_or_tree([(p, [(0.8, 1.0, 1.0)]), (0.9, [(0.9, 1.0, q)])], 0.0)
        return min(cost + rate * risk for cost, rate in LOSSES)

    def worth(now: float, p: float, yes: float, no: float) -> float:
        return now - p * yes - (1.0 - p) * no

    root = [worth(loss(p, 0.05), p, loss(1.0, 0.05), loss(0.0, 0.05)) for p in (0.05, 0.5)]
    private = [worth(loss(0.05, q), q, loss(0.05, 1.0), loss(0.05, 0.0)) for q in (0.05, 0.5)]
    assert run.root_value[0] == pytest.approx(max(root), abs=1e-12)
    assert run.claim_value[1] == pytest.approx(max(private), abs=1e-12)
    assert root[1] > root[0] and private[1] > private[0]  # or nothing was tried


@given(an_event, an_event, mechanisms, shares, st.floats(0.0, 0.9), actions, st.booleans())
@settings(max_examples=60)
def test_a_pair_of_two_worlds_is_one_claim_in_two_events(
    one: Event,
    two: Event,
    extra: Mechanism,
    p: float,
    leak: float,
    losses: list[tuple[float, float]],
    native: bool,
) -> None:
    """The claim is the root of one event and private in the other."""
    worlds = [
        [(true, one[1]), (two[0], [*two[1], (extra[0], extra[1], true)])] for true in (1.0, 0.0)
    ]
    run = Run(worlds, leak, losses, native=native, mass=(p, 1.0 - p))
    risks = [naive.noisy_or_tree(world, leak) for world in worlds]
    mean = p * risks[0] + (1.0 - p) * risks[1]
    assert run.risk[0] == pytest.approx([mean] * 3, abs=1e-12)

    def loss(risk: float) -> float:
        return min(cost + rate * risk for cost, rate in losses)

    worth = loss(mean) - p * loss(risks[0]) - (1.0 - p) * loss(risks[1])
    assert run.root_value[0] == pytest.approx(worth, abs=1e-12)
    assert run.claim_value[len(one[1]) + len(two[1])] == pytest.approx(worth, abs=1e-12)
    alone = [Run([world], leak, losses) for world in worlds]
    for name in ("intensity", "shapley"):
        parts = [getattr(other, name) for other in alone]
        expected = p * parts[0] + (1.0 - p) * parts[1]
        assert getattr(run, name)[:2] == pytest.approx(expected, abs=1e-12)
    q = two[0]
    told = [
        p * naive.noisy_or_tree([worlds[0][0], (known, worlds[0][1][1])], leak)
        + (1.0 - p) * naive.noisy_or_tree([worlds[1][0], (known, worlds[1][1][1])], leak)
        for known in (1.0, 0.0)
    ]
    other = loss(mean) - q * loss(told[0]) - (1.0 - q) * loss(told[1])
    assert run.root_value[1] == pytest.approx(other, abs=1e-12)
