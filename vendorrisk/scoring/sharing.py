"""Claims that several events of one pair rest on: enumerated, never multiplied (model section 4).

With a claim of chance p in two events, a product over the events would use p twice. Given which of
the shared claims are true the events are independent again, so the risk is the mean over these
worlds, weighted by their chance at each end.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled

MOST = 12  # shared claims whose 2^s worlds are counted; beyond, points of a lattice
POINTS = 1024
ENDS = ("low", "point", "high")
Weights = tuple[float, float, float]  # of one world at low, point and high


def shared(events: Sequence[Event]) -> list[Belief]:
    """Return the claims that stand more than once in the events of a pair, sorted by key."""
    found: dict[str, Belief] = {}
    counts: Counter[str] = Counter()
    for event in events:
        for belief in beliefs_of(event):
            counts[belief.key] += 1
            found[belief.key] = belief
    return [found[key] for key in sorted(counts) if counts[key] > 1]


def worlds(events: Sequence[Event]) -> list[tuple[Weights, list[Event]]]:
    """Return the worlds of the shared claims: the weight of each, and the events in it.

    The weights sum to 1 at each end. Without a shared claim there is one world: the events as they
    are. Up to 12 shared claims give 2^s worlds, exactly; more give 1024 points of a Kronecker
    lattice, the same points at every end, so that low <= point <= high holds.
    """
    claims = shared(events)
    if not claims:
        return [((1.0, 1.0, 1.0), list(events))]
    if len(claims) > MOST:
        return list(_lattice(events, claims))
    found = []
    for truth in product((True, False), repeat=len(claims)):
        low, point, high = (
            math.prod(
                getattr(c, end) if true else 1.0 - getattr(c, end)
                for c, true in zip(claims, truth, strict=True)
            )
            for end in ENDS
        )
        found.append(((low, point, high), _given(events, claims, truth)))
    return found


def _given(events: Sequence[Event], claims: Sequence[Belief], truth: Sequence[bool]) -> list[Event]:
    answers = {c.key: settled(c, true) for c, true in zip(claims, truth, strict=True)}

    def change(belief: Belief) -> Belief:
        return answers.get(belief.key, belief)

    return [
        rebuilt([event], change)[0] if any(b.key in answers for b in beliefs_of(event)) else event
        for event in events
    ]


def _lattice(
    events: Sequence[Event], claims: Sequence[Belief]
) -> Iterator[tuple[Weights, list[Event]]]:
    steps = [math.sqrt(prime) % 1.0 for prime in _primes(len(claims))]
    counts: dict[tuple[bool, ...], list[int]] = {}
    for place, end in enumerate(ENDS):
        chances = [getattr(claim, end) for claim in claims]
        for k in range(POINTS):
            truth = tuple(
                ((k + 0.5) * step) % 1.0 < chance
                for step, chance in zip(steps, chances, strict=True)
            )
            counts.setdefault(truth, [0, 0, 0])[place] += 1
    for truth, (low, point, high) in sorted(counts.items()):
        weights = (low / POINTS, point / POINTS, high / POINTS)
        yield weights, _given(events, claims, truth)


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def components(events: Sequence[Event]) -> list[list[Event]]:
    """Return events in groups that share no claim with one another, in the order given."""
    keys = {claim.key for claim in shared(events)}
    groups: list[tuple[set[str], list[int]]] = []
    for place, event in enumerate(events):
        held = {belief.key for belief in beliefs_of(event)} & keys
        joined = [group for group in groups if group[0] & held]
        groups = [group for group in groups if not group[0] & held]
        names = held.union(*(group[0] for group in joined))
        groups.append((names, [*(i for group in joined for i in group[1]), place]))
    return [[events[i] for i in sorted(members)] for _, members in sorted(groups, key=_first)]


def _first(group: tuple[set[str], list[int]]) -> int:
    return min(group[1])
