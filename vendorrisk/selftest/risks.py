"""Invariants of risk, explanation and value of information (model section 10: R, X, V, S, D)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from vendorrisk.evidence.fusion import fuse
from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.scoring.explanation import explain
from vendorrisk.scoring.ledger import decibels, largest_remainder
from vendorrisk.scoring.packed import pack
from vendorrisk.scoring.tree import Scored, score
from vendorrisk.selftest.worlds import belief, event, families, interval, mechanism, story, twin

TINY = 1e-12
ACTIONS = np.array([(0.0, 100.0), (15.0, 40.0), (45.0, 0.0)])
Fact = tuple[float, float, float]


def _one(events: Sequence[Event]) -> Scored:
    return score([events], 0.0)[0]


def _ends(risk: Interval) -> tuple[float, float, float]:
    return risk.low, risk.point, risk.high


def _covers(more: Interval, less: Interval) -> bool:
    return all(a >= b - TINY for a, b in zip(_ends(more), _ends(less), strict=True))


def r1_order(draw: Random) -> bool:
    """Low, point and high are in order; they are one number where all is known."""
    told = story(draw)
    risk = _one(told).risk
    known = _one([_at(e, draw.choice(["low", "high"])) for e in told]).risk
    return 0.0 <= risk.low <= risk.point <= risk.high < 1.0 and known.low == known.high


def _at(one: Event, end: str) -> Event:
    """Return the event with every interval drawn together at one end."""

    def fixed(value: Interval) -> Interval:
        return interval(getattr(value, end))

    return event(
        one.id,
        *(
            mechanism(fixed(m.severity), m.link, m.claim and belief(getattr(m.claim, end)))
            for m in one.mechanisms
        ),
        claim=one.claim and belief(getattr(one.claim, end)),
    )


def r2_monotone(draw: Random) -> bool:
    """More severity, a stronger link or a firmer claim never lowers the risk."""
    told = story(draw)
    grown = draw.random()

    def more(one: Interval) -> Interval:
        return interval(*(x + grown * (1.0 - x) for x in _ends(one)))

    raised = [
        event(
            e.id,
            *(
                Mechanism(
                    channel=m.channel,
                    severity=more(m.severity),
                    link=m.link + grown * (0.99 - m.link),
                    how=m.how,
                    claim=m.claim,
                )
                for m in e.mechanisms
            ),
            claim=e.claim and belief(*(x + grown * (1.0 - x) for x in _ends_of(e))),
        )
        for e in told
    ]
    return _covers(_one(raised).risk, _one(told).risk)


def _ends_of(one: Event) -> Fact:
    return (one.claim.low, one.claim.point, one.claim.high) if one.claim else (1.0, 1.0, 1.0)


def r3_more_events(draw: Random) -> bool:
    """One event more never lowers the risk."""
    told = story(draw)
    return _covers(_one(told).risk, _one(told[1:]).risk)


def r4_no_effect(draw: Random) -> bool:
    """A tie to somebody who is no rival, or without a link, changes nothing."""
    told = story(draw)
    for nothing in (mechanism(0.0), mechanism(draw.random(), 0.0)):
        if _one([*told, event("nothing", nothing)]).risk != _one(told).risk:
            return False
    return True


def _worlds(told: Sequence[Event]) -> Iterator[tuple[bool, ...]]:
    count = sum(1 + len(e.mechanisms) for e in told)
    yield from itertools.product((True, False), repeat=count)


def _risk_in(told: Sequence[Event], world: Sequence[bool], end: str) -> float:
    facts = iter(world)
    safe = 1.0
    for one in told:
        root = next(facts)
        for m in one.mechanisms:
            if next(facts) and root:
                safe *= 1.0 - m.link * getattr(m.severity, end)
    return 1.0 - safe


def _claims(told: Sequence[Event]) -> list[Fact]:
    out = []
    for one in told:
        out.append(_ends_of(one))
        out += [
            (m.claim.low, m.claim.point, m.claim.high) if m.claim else (1.0, 1.0, 1.0)
            for m in one.mechanisms
        ]
    return out


def r5_enumeration(draw: Random) -> bool:
    """The tree is the mean over all worlds of what is true, counted one by one."""
    told = story(draw, most=2)
    chances = [point for _, point, _ in _claims(told)]
    total = math.fsum(
        math.prod(c if true else 1.0 - c for c, true in zip(chances, world, strict=True))
        * _risk_in(told, world, "point")
        for world in _worlds(told)
    )
    return math.isclose(total, _one(told).risk.point, abs_tol=1e-10)


def r6_expectations(draw: Random) -> bool:
    """The ends are the lower and upper expectation over what the evidence leaves open."""
    told = [_without_width(e) for e in story(draw, most=2)]
    open_claims = _claims(told)
    low = high = 0.0
    for focal in itertools.product((True, False, None), repeat=len(open_claims)):
        mass = math.prod(
            c[0] if one is True else 1.0 - c[2] if one is False else c[2] - c[0]
            for c, one in zip(open_claims, focal, strict=True)
        )
        if mass > 0.0:
            low += mass * _risk_in(told, [one is True for one in focal], "point")
            high += mass * _risk_in(told, [one is not False for one in focal], "point")
    risk = _one(told).risk
    return math.isclose(low, risk.low, abs_tol=1e-9) and math.isclose(high, risk.high, abs_tol=1e-9)


def _without_width(one: Event) -> Event:
    """Return the event with one private claim at most and severities at their points."""
    return event(
        one.id,
        *(
            mechanism(m.severity.point, m.link, m.claim if i == 0 else None)
            for i, m in enumerate(one.mechanisms)
        ),
        claim=one.claim,
    )


def r7_decibels(draw: Random) -> bool:
    """Decibels of the events add up to those of the risk."""
    found = _one(story(draw))
    parts = math.fsum(decibels(y.point) for y in found.intensity)
    return math.isclose(parts, decibels(found.risk.point), abs_tol=1e-5)


def r8_split(draw: Random) -> bool:
    """One event told as two that make the same intensity is the same risk."""
    y, part = draw.uniform(0.0, 0.98), draw.random()
    one = 1.0 - (1.0 - y) ** part
    two = 1.0 - (1.0 - y) / (1.0 - one)
    rest = story(draw)

    def tie(name: str, value: float) -> Event:
        return event(name, mechanism(value / 0.99, 0.99))

    whole = _one([*rest, tie("whole", y)]).risk.point
    split = _one([*rest, tie("one", one), tie("two", two)]).risk.point
    return math.isclose(whole, split, abs_tol=1e-9)


def _sharing(draw: Random) -> tuple[list[Event], float]:
    """Return two or three events that rest on one claim, certain else, and its chance."""
    chance = draw.random()
    claim = belief(chance).model_copy(update={"key": "one"})
    told = [
        event(f"e{i}", mechanism(draw.random(), draw.uniform(0.0, 0.99)), claim=claim)
        for i in range(draw.randint(2, 3))
    ]
    return told, chance


def r9_shared(draw: Random) -> bool:
    """What rests on one claim stands or falls with it: the mean over the claim's two worlds."""
    told, chance = _sharing(draw)
    mean = chance * _risk_in(told, [True] * 2 * len(told), "point")
    return math.isclose(mean, _one(told).risk.point, abs_tol=1e-10)


def x1_shapley(draw: Random) -> bool:
    """Contributions sum to the point, are alike for alike, nothing for nothing, by order of y."""
    told = story(draw)
    found = _one([*told, twin("twin", told[0]), event("dummy", mechanism(0.0))])
    order = sorted(range(len(found.shapley)), key=lambda i: found.intensity[i].point)
    return (
        math.isclose(math.fsum(found.shapley), found.risk.point, abs_tol=1e-9)
        and math.isclose(found.shapley[0], found.shapley[-2], abs_tol=1e-12)
        and found.shapley[-1] == 0.0
        and all(found.shapley[a] <= found.shapley[b] + TINY for a, b in itertools.pairwise(order))
    )


def x1_channels(draw: Random) -> bool:
    """What an event contributes is divided among its mechanisms without a rest."""
    packed = pack([story(draw) for _ in range(3)])
    found = explain(packed, 0.1, ACTIONS)
    owner = np.repeat(np.arange(found.shapley.size), np.diff(packed.mechanisms))
    sums = np.bincount(owner, weights=found.share, minlength=found.shapley.size)
    return bool(np.allclose(sums, found.shapley, atol=1e-12))


def x1_printed(draw: Random) -> bool:
    """Rounded parts sum to the rounded whole."""
    values = [draw.random() for _ in range(draw.randint(1, 9))]
    total = round(math.fsum(values), 3)
    parts = largest_remainder(values, total, 3)
    return math.isclose(math.fsum(parts), total, abs_tol=1e-9)


def x2_family(draw: Random) -> bool:
    """Without one family that speaks for a claim the risk is no higher at any end."""
    pro, con = families(draw)
    told = story(draw)
    tie = mechanism(interval(*sorted(draw.random() for _ in range(3))))

    def risk(strengths: Sequence[float]) -> Interval:
        b, p, pl, _ = fuse(strengths, con, 0.5)
        return _one([*told, event("tie", tie, claim=belief(b, p, pl))]).risk

    return not pro or _covers(risk(pro), risk(pro[1:]))


def v1_information(draw: Random) -> bool:
    """To know a fact is worth nothing at least, and at most as much as to know everything."""
    told = [_without_width(e) for e in story(draw, most=2)]
    found = explain(pack([told]), 0.0, ACTIONS)
    chances = [point for _, point, _ in _claims(told)]
    best = math.fsum(
        math.prod(c if true else 1.0 - c for c, true in zip(chances, world, strict=True))
        * _loss(_risk_in(told, world, "point"))
        for world in _worlds(told)
    )
    every = _loss(float(found.risk[0, 1])) - best
    values = [*found.root_value.tolist(), *found.claim_value.tolist()]
    return all(0.0 <= value <= every + 1e-9 for value in values)


def v2_shared(draw: Random) -> bool:
    """To know a claim that events share is worth what both answers save, weighed by its chance."""
    told, chance = _sharing(draw)
    all_of_it = _risk_in(told, [True] * 2 * len(told), "point")
    knowing = chance * _loss(all_of_it) + (1.0 - chance) * _loss(0.0)
    saved = _loss(chance * all_of_it) - knowing
    found = explain(pack([told]), 0.0, ACTIONS).root_value.tolist()
    return all(math.isclose(value, saved, abs_tol=1e-9) for value in found)


def _loss(risk: float) -> float:
    return float((ACTIONS[:, 0] + ACTIONS[:, 1] * risk).min())


def s1_compiled(draw: Random) -> bool:
    """Compiled code, plain code and any batch give the same bits."""
    told = [story(draw) for _ in range(5)]
    plain, fast = (explain(pack(told), 0.0, ACTIONS, native=native) for native in (False, True))
    alone = explain(pack(told[:1]), 0.0, ACTIONS, native=False)
    return (
        all(a.tobytes() == b.tobytes() for a, b in zip(plain, fast, strict=True))
        and alone.risk.tobytes() == plain.risk[:1].tobytes()
    )


def d1_missing(draw: Random) -> bool:
    """To lose an answer never lowers the high end, nor raises the low end."""
    told = story(draw)
    i = draw.randrange(len(told))
    less = list(told)
    less[i] = event(told[i].id, *told[i].mechanisms, claim=belief(0.0, 0.5, 1.0))
    before, after = _one(told).risk, _one(less).risk
    return after.high >= before.high - TINY and after.low <= before.low + TINY
