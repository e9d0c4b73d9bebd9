"""Claims that several events of one pair rest on: enumerated, never multiplied (model section 4).

With a claim of chance p in two events, a product over the events would use p twice. Given which of
the shared claims are true the events are independent again, so the risk is the mean over these
worlds, weighted by their chance at each end.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from vendorrisk.kernels.smaa import EXACT
from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled

POINTS = 1024
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
    are. Cost: one event for each truth of the shared claims that it holds.
    """
    claims = shared(events)
    if not claims:
        return [((1.0, 1.0, 1.0), list(events))]
    weights, truth = _truths(claims)
    given = _Given(events, claims)
    return [
        ((float(low), float(point), float(high)), given(tuple(map(bool, row))))
        for (low, point, high), row in zip(weights, truth, strict=True)
    ]


class Worlds(NamedTuple):
    """Worlds of the claims that a pair shares, as arrays: three ends are low, point and high."""

    mass: np.ndarray  # (worlds, 3), sums to 1 at each end
    truth: np.ndarray  # (worlds, claims) bool
    root: np.ndarray  # (worlds, events, 3), the chance of every root
    claim: np.ndarray  # (worlds, mechanisms, 3), of every private claim


class Sharing(NamedTuple):
    """The events of a pair, and the claims that stand more than once in them, sorted by key."""

    events: tuple[Event, ...]
    claims: tuple[Belief, ...]

    def worlds(self, even: int | None = None) -> Worlds:
        """Return the worlds of the shared claims; those of one claim taken as even at the point."""
        claims = [
            c.model_copy(update={"point": 0.5}) if i == even else c
            for i, c in enumerate(self.claims)
        ]
        mass, truth = _truths(claims)
        place = {claim.key: i for i, claim in enumerate(claims)}

        def chance(belief: Belief | None) -> np.ndarray:
            if belief is None:
                return np.ones((1, 3))
            if belief.key in place:
                return truth[:, place[belief.key], None].astype(np.float64)
            return np.array([[belief.low, belief.point, belief.high]])

        inner = [m for event in self.events for m in event.mechanisms]
        root = np.zeros((len(truth), len(self.events), 3))
        claim = np.zeros((len(truth), len(inner), 3))
        for e, event in enumerate(self.events):
            root[:, e] = _group(event, chance) if event.others else chance(event.claim)
        for k, m in enumerate(inner):
            claim[:, k] = chance(m.claim)
        return Worlds(mass, truth, root, claim)

    def holders(self, claim: int) -> tuple[list[int], list[int], list[int]]:
        """Return the events whose root a shared claim is, its mechanisms, its group events."""
        key = self.claims[claim].key
        inner = [m for event in self.events for m in event.mechanisms]
        roots, groups = [], []
        for place, event in enumerate(self.events):
            if any(other.key == key for other in event.others):
                groups.append(place)
            elif not event.others and event.claim is not None and event.claim.key == key:
                roots.append(place)
        private = [k for k, m in enumerate(inner) if m.claim is not None and m.claim.key == key]
        return roots, private, groups


def sharing(events: Sequence[Event]) -> Sharing | None:
    """Return the events of a pair with what they share; None where they share nothing."""
    claims = shared(events)
    return Sharing(tuple(events), tuple(claims)) if claims else None


def intensities(events: Sequence[Event]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the worlds of shared claims, and every intensity in each of them.

    Returns
    -------
    tuple of np.ndarray
        Weights, shape (worlds, 3), and y, shape (worlds, events, 3): low, point and high.
    """
    found = Sharing(tuple(events), tuple(shared(events))).worlds()
    out = np.zeros(found.root.shape)
    first = 0
    for number, event in enumerate(events):
        off = np.ones((len(out), 3))
        for k, m in enumerate(event.mechanisms, first):
            severity = np.array([[m.severity.low, m.severity.point, m.severity.high]])
            off *= 1.0 - m.link * severity * found.claim[:, k]
        first += len(event.mechanisms)
        out[:, number] = found.root[:, number] * (1.0 - off)
    return found.mass, out


def _group(event: Event, chance: Callable[[Belief], np.ndarray]) -> np.ndarray:
    together = 1.0 - math.prod(1.0 - weight for weight in event.weights)
    off = np.ones((1, 3))
    for weight, belief in zip(event.weights, event.others, strict=True):
        off = off * (1.0 - weight * chance(belief))
    return np.minimum(1.0, (1.0 - off) / together) if together > 0.0 else np.zeros((1, 3))


def _truths(claims: Sequence[Belief]) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (worlds, 3) and truth (worlds, claims) of the worlds of these claims.

    Up to 12 claims give 2^s worlds, exactly; more give 1024 points of a Kronecker lattice, the same
    points at every end, so that low <= point <= high holds.
    """
    ends = np.array([[c.low, c.point, c.high] for c in claims], dtype=np.float64).reshape(-1, 3)
    if len(claims) <= EXACT:
        truth = np.array(list(product((True, False), repeat=len(claims))), dtype=bool)
        truth = truth.reshape(2 ** len(claims), len(claims))
        weights = np.ones((len(truth), 3))
        for i, row in enumerate(ends):
            weights *= np.where(truth[:, i, None], row, 1.0 - row)
        return weights, truth
    points = lattice(len(claims))
    drawn = np.concatenate([points < ends[:, place] for place in range(3)])
    truth, owner = np.unique(drawn, axis=0, return_inverse=True)
    weights = np.zeros((len(truth), 3))
    for place in range(3):
        own = owner.reshape(3, POINTS)[place]
        weights[:, place] = np.bincount(own, minlength=len(truth)) / POINTS
    return weights, truth


def in_order(rows: np.ndarray) -> np.ndarray:
    """Return low <= point <= high in [0, 1] along the last axis: means break it by rounding."""
    return np.asarray(np.maximum.accumulate(np.clip(rows, 0.0, 1.0), axis=-1))


def lattice(claims: int) -> np.ndarray:
    """Return the 1024 points of a Kronecker lattice in [0, 1), one column a claim.

    A claim counts as true at the points that lie below its chance.
    """
    steps = np.array([math.sqrt(prime) % 1.0 for prime in _primes(claims)])
    return np.outer(np.arange(POINTS) + 0.5, steps) % 1.0


class _Given:
    """Events with the shared claims settled; an event is made once for each truth of its own."""

    def __init__(self, events: Sequence[Event], claims: Sequence[Belief]) -> None:
        self.events = events
        self.claims = claims
        held = [{belief.key for belief in beliefs_of(event)} for event in events]
        self.own = [[i for i, c in enumerate(claims) if c.key in keys] for keys in held]
        self.sides = {true: [settled(c, true) for c in claims] for true in (True, False)}
        self.made: dict[tuple[int, tuple[bool, ...]], Event] = {}

    def __call__(self, truth: Sequence[bool]) -> list[Event]:
        return [self._event(place, truth) for place in range(len(self.events))]

    def _event(self, place: int, truth: Sequence[bool]) -> Event:
        own = self.own[place]
        if not own:
            return self.events[place]
        name = (place, tuple(truth[i] for i in own))
        if name not in self.made:
            answers = {self.claims[i].key: self.sides[truth[i]][i] for i in own}
            self.made[name] = rebuilt(
                [self.events[place]], lambda belief: answers.get(belief.key, belief)
            )[0]
        return self.made[name]


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
