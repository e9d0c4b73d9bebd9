"""Bounds when claims of one event hang together in any way, beside a linear programme."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import event, events, mechanism, shares, spoken, spoken_events, strong

from vendorrisk.decision.dependence import nested, spread, tied
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.scoring.tree import score


def programme(chances: list[float], value: list[float], sign: int) -> float:
    """Return the least (sign 1) or the most (-1) of E[value] over joint laws of these claims."""
    from scipy.optimize import linprog

    worlds = list(product((0, 1), repeat=len(chances)))
    rows = [[float(w[i]) for w in worlds] for i in range(len(chances))]
    found = linprog(
        [sign * v for v in value],
        A_eq=[*rows, [1.0] * len(worlds)],
        b_eq=[*chances, 1.0],
        bounds=(0, 1),
    )
    return float(sign * found.fun)


def worth(effects: list[float], certain: float) -> list[float]:
    """Return root AND (certain OR private effects), for every world (root, *private)."""
    out = []
    for root, *truth in product((0, 1), repeat=len(effects) + 1):
        safe = 1.0 - certain
        for true, effect in zip(truth, effects, strict=True):
            safe *= 1.0 - effect * true
        out.append(root * (1.0 - safe))
    return out


@given(strong, st.lists(st.tuples(strong, st.floats(0, 0.99)), max_size=2), st.floats(0, 0.99))
@settings(max_examples=60, deadline=None)
def test_frechet_bounds_of_an_event_are_those_of_a_linear_programme(
    root: object, parts: list, certain: float
) -> None:
    listed = [
        event(
            "e",
            mechanism(1.0, certain),
            *(
                mechanism(1.0, c, spoken([("A", 1, q)], key=f"q{i}"))
                for i, (q, c) in enumerate(parts)
            ),
            claim=spoken([("A", 1, root)], key="root"),  # type: ignore[list-item]
        )
    ]
    found = tied(listed, 0.0)
    claims = [listed[0].claim, *(m.claim for m in listed[0].mechanisms[1:])]
    value = worth([c for _, c in parts], certain)
    assert found.low == pytest.approx(programme([c.low for c in claims if c], value, 1), abs=1e-7)
    assert found.high == pytest.approx(
        programme([c.high for c in claims if c], value, -1), abs=1e-7
    )


@given(st.lists(st.tuples(shares, st.floats(0, 0.99)), min_size=3, max_size=4))
@settings(max_examples=30, deadline=None)
def test_more_claims_the_least_is_exact_and_the_most_a_bound(parts: list) -> None:
    chances, effects = [p for p, _ in parts], [c for _, c in parts]
    value = worth(effects, 0.0)[2 ** len(parts) :]
    assert nested(parts) == pytest.approx(programme(chances, value, 1), abs=1e-7)
    assert spread(parts, 1.0) >= programme(chances, value, -1) - 1e-7


def width(one: Interval, other: Interval) -> bool:
    return one.low <= other.low + 1e-12 and one.high >= other.high - 1e-12


@given(st.one_of(events(), spoken_events()), st.floats(0.0, 0.9))
def test_independence_lies_inside(listed: list[Event], leak: float) -> None:
    found, now = tied(listed, leak), score([listed], leak)[0].risk
    assert width(found, now)
    assert 0.0 <= found.low <= found.point <= found.high <= 1.0 + 1e-12
    assert found.point == now.point


def test_one_claim_an_event_leaves_nothing_to_hang_together() -> None:
    listed = [event("e", mechanism(1.0, 0.5), claim=spoken([]))]
    assert tied(listed, 0.0) == score([listed], 0.0)[0].risk
    assert np.isclose(tied([], 0.25).low, 0.25)
