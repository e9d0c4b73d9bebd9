"""Invariants R1 to R8 and X1 of the scoring core, over whole events."""

from __future__ import annotations

import math

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import belief, event, events, interval, links, mechanism, shares

from vendorrisk.errors import ModelError
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.scoring.ledger import decibels
from vendorrisk.scoring.tree import score

leaks = st.floats(0.0, 0.9)


def risk(listed: list[Event], leak: float = 0.0) -> Interval:
    return score([listed], leak)[0].risk


def ends(value: Interval) -> tuple[float, float, float]:
    return (value.low, value.point, value.high)


def not_below(one: Interval, other: Interval, slack: float = 0.0) -> bool:
    return all(a >= b - slack for a, b in zip(ends(one), ends(other), strict=True))


@given(events(), leaks)
def test_r1_low_point_high_in_order(listed: list[Event], leak: float) -> None:
    found = score([listed], leak)[0]
    for one in (found.risk, *found.intensity):
        assert 0.0 <= one.low <= one.point <= one.high <= 1.0


@given(st.lists(st.tuples(shares, links, shares), min_size=1, max_size=4))
def test_r1_no_width_when_all_is_known(parts: list[tuple[float, float, float]]) -> None:
    listed = [
        event(str(i), mechanism(x, link), claim=belief(p)) for i, (p, link, x) in enumerate(parts)
    ]
    found = risk(listed)
    assert found.low == found.point == found.high


def test_r1_width_when_something_is_not() -> None:
    found = risk([event("e", mechanism(1.0), claim=belief(0.0, 0.5, 1.0))])
    assert ends(found) == (0.0, 0.25, 0.5)


@given(events(most=3), st.data())
@settings(max_examples=80)
def test_r2_rising_in_every_severity_link_and_belief(
    listed: list[Event], data: st.DataObject
) -> None:
    places = [
        (i, j, part)
        for i, one in enumerate(listed)
        for j in (-1, *range(len(one.mechanisms)))
        for part in (("claim",) if j < 0 else ("severity", "claim", "link"))
    ]
    if not places:
        return
    i, j, part = data.draw(st.sampled_from(places))
    holder = listed[i] if j < 0 else listed[i].mechanisms[j]
    old = getattr(holder, part)
    if old is None:
        return  # certain already
    if part == "link":
        new: object = data.draw(st.floats(old, 0.99))
    else:
        raised = [data.draw(st.floats(end, 1.0)) for end in ends(old)]
        top = [max(raised[: k + 1]) for k in range(3)]
        new = old.model_copy(update=dict(zip(("low", "point", "high"), top, strict=True)))
    changed = holder.model_copy(update={part: new})
    if j >= 0:
        mechanisms = list(listed[i].mechanisms)
        mechanisms[j] = changed
        changed = listed[i].model_copy(update={"mechanisms": tuple(mechanisms)})
    after = [*listed[:i], changed, *listed[i + 1 :]]
    assert not_below(risk(after), risk(listed))


@given(events(), events(most=1, prefix="more"), leaks)
def test_r3_one_more_event_never_lowers(
    listed: list[Event], more: list[Event], leak: float
) -> None:
    assert not_below(risk([*listed, *more], leak), risk(listed, leak))


@given(events(), st.booleans())
def test_r4_without_link_or_rivalry_there_is_no_effect(listed: list[Event], link: bool) -> None:
    idle = mechanism(interval(0.2, 0.3, 1.0), 0.0) if link else mechanism(0.0, 0.9)
    assert risk([*listed, event("idle", idle)]) == risk(listed)
    if listed:
        joined = listed[0].model_copy(update={"mechanisms": (*listed[0].mechanisms, idle)})
        assert risk([joined, *listed[1:]]) == risk(listed)


def flat(listed: list[Event], end: str) -> list[tuple[float, list[tuple[float, float, float]]]]:
    return [
        (
            1.0 if one.claim is None else getattr(one.claim, end),
            [
                (
                    m.link,
                    getattr(m.severity, end),
                    1.0 if m.claim is None else getattr(m.claim, end),
                )
                for m in one.mechanisms
            ],
        )
        for one in listed
    ]


@given(events(most=2), leaks)
@settings(max_examples=40)
def test_r5_every_end_is_an_expectation_over_worlds(listed: list[Event], leak: float) -> None:
    found = risk(listed, leak)
    for end in ("low", "point", "high"):
        expected = naive.noisy_or_tree(flat(listed, end), leak)
        assert getattr(found, end) == pytest.approx(expected, abs=1e-12)


private = st.tuples(links, shares, st.tuples(shares, shares).map(lambda t: (min(t), max(t))))


@given(
    st.lists(
        st.tuples(
            st.tuples(shares, shares).map(lambda t: (min(t), max(t))),
            st.lists(private, max_size=1),
        ),
        max_size=2,
    )
)
@settings(max_examples=40)
def test_r6_ends_are_lower_and_upper_expectation(
    worlds: list[tuple[tuple[float, float], list[tuple[float, float, tuple[float, float]]]]],
) -> None:
    listed = [
        event(
            str(i),
            *(mechanism(x, link, belief(q[0], q[0], q[1])) for link, x, q in parts),
            claim=belief(b, b, pl),
        )
        for i, ((b, pl), parts) in enumerate(worlds)
    ]
    found = risk(listed)
    assert (found.low, found.high) == pytest.approx(naive.choquet(worlds, 0.0), abs=1e-12)


@given(events(), leaks)
def test_r7_decibels_add_up(listed: list[Event], leak: float) -> None:
    found = score([listed], leak)[0]
    parts = sum(decibels(y.point) for y in found.intensity) + decibels(leak)
    assert parts == pytest.approx(decibels(found.risk.point), abs=1e-5)


@given(events(), st.floats(0.0, 0.99), st.floats(0.0, 1.0))
def test_r8_splitting_an_event_changes_nothing(
    listed: list[Event], whole: float, cut: float
) -> None:
    first = whole * cut
    second = 1.0 - (1.0 - whole) / (1.0 - first)
    one = event("whole", mechanism(1.0, whole))
    two = [event("a", mechanism(1.0, first)), event("b", mechanism(1.0, max(0.0, second)))]
    split = risk([*listed, *two])
    assert ends(risk([*listed, one])) == pytest.approx(ends(split), abs=1e-12)


@given(events(), leaks)
def test_x1_shapley_is_efficient(listed: list[Event], leak: float) -> None:
    found = score([listed], leak)[0]
    assert math.fsum(found.shapley) == pytest.approx(found.risk.point - leak, abs=1e-12)


@given(events(most=3), st.builds(mechanism, shares, links))
def test_x1_equal_events_share_equally_and_idle_ones_get_nothing(
    listed: list[Event], m: object
) -> None:
    twins = [event("a", m), event("b", m), event("idle", mechanism(1.0, 0.0))]  # type: ignore[arg-type]
    *_, a, b, idle = score([[*listed, *twins]], 0.0)[0].shapley
    assert a == pytest.approx(b, abs=1e-15)
    assert idle == 0.0


@given(events(most=3), links, links)
def test_x1_the_stronger_event_gets_more(listed: list[Event], one: float, other: float) -> None:
    def part(link: float) -> float:
        return score([[*listed, event("x", mechanism(1.0, link))]], 0.0)[0].shapley[-1]

    low, high = sorted((one, other))
    assert part(low) <= part(high) + 1e-15


@given(st.lists(events(), max_size=4), leaks)
@settings(max_examples=40)
def test_compiled_and_plain_score_agree_to_the_bit(pairs: list[list[Event]], leak: float) -> None:
    assert score(pairs, leak, native=True) == score(pairs, leak, native=False)


@given(events(), st.randoms(use_true_random=False))
def test_order_of_events_does_not_matter(listed: list[Event], random: object) -> None:
    shuffled = list(listed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ends(risk(shuffled)) == pytest.approx(ends(risk(listed)), abs=1e-15)


# Anti-property: an answer may widen the interval. A root claim that becomes certain opens the
# private claims below it, so "answers narrow" must not be asserted. D1 is what holds:
@given(events(), events(most=1, prefix="q"))
def test_d1_an_open_question_never_lowers_the_high_end(
    listed: list[Event], asked: list[Event]
) -> None:
    answered_no = risk(listed)
    for question in asked:
        vacuous = question.model_copy(update={"claim": belief(0.0, 0.1, 1.0)})
        assert risk([*listed, vacuous]).high >= answered_no.high
        partly = question.model_copy(update={"claim": belief(0.0, 0.1, 0.7)})
        assert risk([*listed, vacuous]).high >= risk([*listed, partly]).high


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ([event("e", mechanism(1.5))], "severity"),
        ([event("e", mechanism(-0.1))], "severity"),
        ([event("e", mechanism(math.nan))], "severity"),
        ([event("e", mechanism(interval(0.5, 0.4, 0.6)))], "severity"),
        ([event("e", mechanism(interval(0.1, 0.4, 0.3)))], "severity"),
        ([event("e", mechanism(1.0, 1.0))], "link"),
        ([event("e", mechanism(1.0, -0.1))], "link"),
        ([event("e", mechanism(1.0, math.nan))], "link"),
        ([event("e", mechanism(1.0), claim=belief(0.2, 0.1, 0.3))], "belief"),
        ([event("e", mechanism(1.0), claim=belief(0.0, 0.5, 1.1))], "belief"),
        ([event("e", mechanism(1.0, 0.5, belief(0.3, 0.2, 0.1)))], "claim"),
    ],
)
def test_impossible_numbers_are_refused(bad: list[Event], word: str) -> None:
    with pytest.raises(ModelError, match=word):
        score([bad], 0.0)


@pytest.mark.parametrize("leak", [-0.1, 1.0, 1.5, math.nan, math.inf])
def test_impossible_leaks_are_refused(leak: float) -> None:
    with pytest.raises(ModelError, match="leak"):
        score([[event("e", mechanism(1.0))]], leak)


@pytest.mark.parametrize("native", [True, False])
def test_nothing_to_score(native: bool) -> None:
    assert score([], 0.0, native=native) == []
    (nothing,) = score([[]], 0.25, native=native)
    assert nothing.risk == interval(0.25)
    assert nothing.intensity == nothing.shapley == ()


def test_many_pairs_are_compiled_and_the_same() -> None:
    pair = [event("a", mechanism(interval(0.1, 0.2, 0.4))), event("b", mechanism(0.7, 0.3))]
    many = score([pair] * 201, 0.0)
    assert many == score([pair], 0.0, native=False) * 201
