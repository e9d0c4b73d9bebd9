"""Claims that several events rest on: R5 and R6 beside an oracle that counts worlds of claims."""

from __future__ import annotations

import math
import random

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import belief, event, events, mechanism, ordered

from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.sharing import EXACT, components, shared, worlds
from vendorrisk.scoring.tree import score

ENDS = ("low", "point", "high")


def named(key: str, ends: tuple[float, ...]) -> Belief:
    return belief(*ends).model_copy(update={"key": key})


def drawn(random_: random.Random) -> list[Event]:
    """Return up to four events over five claims, of which most stand in several events."""
    claims = [named(f"c{i}", tuple(sorted(random_.random() for _ in ENDS))) for i in range(5)]
    return [
        event(
            f"e{i}",
            *(
                mechanism(
                    random_.random(), 0.99 * random_.random(), random_.choice([None, *claims])
                )
                for _ in range(random_.randint(1, 2))
            ),
            claim=random_.choice(claims),
        )
        for i in range(random_.randint(1, 4))
    ]


def counted(listed: list[Event], end: str, leak: float) -> tuple[float, list[float]]:
    chances: dict[str, float] = {}
    told = []
    for one in listed:
        assert one.claim is not None
        chances[one.claim.key] = getattr(one.claim, end)
        parts = []
        for m in one.mechanisms:
            if m.claim is not None:
                chances[m.claim.key] = getattr(m.claim, end)
            parts.append((m.link, m.severity.point, m.claim.key if m.claim else None))
        told.append((one.claim.key, parts))
    return naive.shared_tree(told, chances, leak)


def test_r5_r6_shared_claims_are_enumerated_on_1500_worlds() -> None:
    random_ = random.Random(20251126)
    sharing = 0
    for _ in range(1500):
        listed = drawn(random_)
        leak = random_.choice([0.0, 0.2])
        found = score([listed], leak)[0]
        for end in ENDS:
            risk, each = counted(listed, end, leak)
            assert getattr(found.risk, end) == pytest.approx(risk, abs=1e-12)
            assert [getattr(y, end) for y in found.intensity] == pytest.approx(each, abs=1e-12)
        assert math.fsum(found.shapley) == pytest.approx(found.risk.point - leak, abs=1e-9)
        sharing += bool(shared(listed))
    assert sharing > 1000  # or nothing was tried


def test_one_claim_in_two_events_is_not_used_twice() -> None:
    claim = named("c", (0.5,))
    one, two = (event(name, mechanism(1.0, 0.9), claim=claim) for name in "ab")
    found = score([[one, two]], 0.0)[0]
    assert found.risk.point == pytest.approx(0.5 * (1 - 0.1**2))
    assert found.risk.point != pytest.approx(1 - (1 - 0.45) ** 2)  # p twice: the bug
    apart = event("b", mechanism(1.0, 0.9), claim=named("d", (0.5,)))  # near miss: another claim
    assert score([[one, apart]], 0.0)[0].risk.point == pytest.approx(1 - (1 - 0.45) ** 2)
    twice = event("t", mechanism(1.0, 0.9, claim), claim=claim)  # root and private claim
    assert score([[twice]], 0.0)[0].risk.point == pytest.approx(0.45)


def test_compiled_and_plain_are_the_same_bits_with_shared_claims() -> None:
    pairs = [drawn(random.Random(seed)) for seed in range(40)]
    assert score(pairs, 0.1, native=True) == score(pairs, 0.1, native=False)


@given(events())
def test_without_a_shared_claim_there_is_one_world(listed: list[Event]) -> None:
    assert shared(listed) == []
    assert worlds(listed) == [((1.0, 1.0, 1.0), listed)]
    assert components(listed) == [[one] for one in listed]


@given(st.lists(ordered(), min_size=1, max_size=4))
def test_the_weights_of_the_worlds_sum_to_one_at_each_end(listed: list[tuple[float, ...]]) -> None:
    both = [
        event(f"{name}{i}", mechanism(0.5), claim=named(f"c{i}", ends))
        for i, ends in enumerate(listed)
        for name in "ab"
    ]
    found = worlds(both)
    assert len(found) == 2 ** len(listed)
    for place in range(3):
        assert math.fsum(weights[place] for weights, _ in found) == pytest.approx(1.0)
    assert len(components(both)) == len(listed)


def test_more_than_twelve_shared_claims_are_near_and_in_order() -> None:
    random_ = random.Random(7)
    claims = [
        named(f"c{i}", tuple(sorted(random_.random() for _ in ENDS))) for i in range(EXACT + 2)
    ]
    both = [
        event(f"{name}{i}", mechanism(0.3, 0.5), claim=claim)
        for i, claim in enumerate(claims)
        for name in "ab"
    ]
    found = score([both], 0.0)[0]
    assert found.risk.low <= found.risk.point <= found.risk.high
    for end in ENDS:
        exact = 1.0 - math.prod(1.0 - getattr(c, end) * (1.0 - 0.85**2) for c in claims)
        assert getattr(found.risk, end) == pytest.approx(exact, abs=1e-2)
