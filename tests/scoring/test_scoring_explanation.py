"""Everything of many pairs in one call: shares of mechanisms against orders counted one by one."""

from __future__ import annotations

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from worlds import belief, events, mechanism
from worlds import event as make

from vendorrisk.errors import ModelError
from vendorrisk.model.assessment import Event
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.columns import columns, grouped, pack_rows
from vendorrisk.scoring.explanation import decibels_of, explain
from vendorrisk.scoring.ledger import decibels
from vendorrisk.scoring.packed import pack
from vendorrisk.scoring.tree import Scored, score

ACTIONS = np.array([(0.0, 100.0), (15.0, 40.0), (45.0, 0.0)])


@settings(max_examples=60)
@given(events(most=3))
def test_x1_shares_of_mechanisms_are_owen_values(story: list[Event]) -> None:
    packed = pack([story])
    found = explain(packed, 0.0, ACTIONS)
    game = [
        (
            e.claim.point if e.claim else 1.0,
            [m.link * m.severity.point * (m.claim.point if m.claim else 1.0) for m in e.mechanisms],
        )
        for e in story
    ]
    expected = [value for row in naive.owen(game) for value in row]
    assert found.share.tolist() == pytest.approx(expected, abs=1e-9)
    assert found.share.sum() == pytest.approx(found.risk[0, 1], abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(events())
def test_s1_compiled_and_plain_give_the_same_bits(story: list[Event]) -> None:
    packed = pack([story, story[:1], []])
    plain, fast = (explain(packed, 0.1, ACTIONS, native=native) for native in (False, True))
    for one, other in zip(plain, fast, strict=True):
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("native", [False, True])
def test_r5_with_shared_claims_it_says_what_the_tree_says(native: bool) -> None:
    claim = belief(0.2, 0.5, 0.9).model_copy(update={"key": "same"})
    sharing = [
        make("a", mechanism(0.5, 0.9), mechanism(0.3, 0.5, claim), claim=belief(0.3, 0.6, 0.7)),
        make("b", mechanism(0.7, 0.8), claim=claim),
        make("c", mechanism(0.4, 0.8, belief(0.1, 0.2, 0.3))),
    ]
    pairs = [sharing[1:], sharing, [], sharing[:1]]
    found = explain(pack(pairs), 0.1, ACTIONS, native=native)
    told = score(pairs, 0.1, native=native)
    assert found.risk == pytest.approx(np.array([list(r.values()) for r in ends(told)]), abs=1e-12)
    assert found.shapley == pytest.approx([v for one in told for v in one.shapley], abs=1e-12)
    ys = [[y.low, y.point, y.high] for one in told for y in one.intensity]
    assert found.intensity == pytest.approx(np.array(ys), abs=1e-12)
    close = np.array([(0.0, 1.0), (found.risk[1, 1], 0.0)])  # to replace costs what is at risk
    tight = explain(pack(pairs), 0.1, close, native=native)
    joint = tight.claim_value[3]  # private in the first event of the second pair
    assert joint == tight.root_value[3] > 0.05  # the root of its second


def ends(told: list[Scored]) -> list[dict[str, float]]:
    return [one.risk.model_dump() for one in told]


def test_s1_threads_give_the_same_bits() -> None:
    story = [make(f"e{i}", mechanism(0.1 * i), mechanism(0.05 * i, 0.3)) for i in range(1, 4)]
    many = explain(pack([story] * 9_000), 0.0, ACTIONS)
    one = explain(pack([story]), 0.0, ACTIONS)
    assert many.risk.tobytes() == one.risk.tobytes() * 9_000
    assert many.share.tobytes() == one.share.tobytes() * 9_000


def test_what_is_out_of_range_is_refused() -> None:
    with pytest.raises(ModelError, match="link"):
        pack([[make("e", mechanism(0.5, 1.0))]])
    with pytest.raises(ModelError, match="severity"):
        pack([[make("e", mechanism(1.5))]])


def test_decibels_of_many_are_those_of_one() -> None:
    risks = [0.0, 0.1, 0.5, 0.999, 1.0]
    assert decibels_of(np.array(risks)).tolist() == pytest.approx([decibels(r) for r in risks])


def test_an_end_that_is_missing_is_as_far_as_it_can_be() -> None:
    names = ["votes_low", "votes", "votes_high", "undisclosed-owner"]
    assert grouped(names) == {"votes": (0, 1, 2), "undisclosed-owner": (3, 3, 3)}
    made = columns(["votes", "undisclosed-owner"], load_parameters())
    nan = float("nan")
    packed = pack_rows(np.array([[[0.2, nan, 0.6], [nan, nan, nan]]]), made)
    assert packed.severity[0].tolist() == pytest.approx([0.2, 0.2 + 0.1 * 0.4, 0.6])
    assert packed.root[0].tolist() == [1.0, 1.0, 1.0]
    item = next(i for i in load_parameters().required if i.channel == "undisclosed-owner")
    assert packed.severity[1].tolist() == [item.severity] * 3
    assert packed.root[1].tolist() == [0.0, item.base_rate, 1.0]
    lone = pack_rows(np.array([[[nan, 0.3, nan], [0.1, nan, nan]]]), made)
    assert lone.severity[0].tolist() == [0.0, 0.3, 1.0]
    assert lone.severity[1, [0, 2]].tolist() == [0.1, item.severity]
