"""The arithmetic of a result in plain steps, apart from the scoring core: what checks it.

Formulas are those of the method page; nothing here calls what the result was made with.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Belief

Ends = tuple[float, float, float]  # at low, point and high
CERTAIN: Ends = (1.0, 1.0, 1.0)
EXACT = 12  # shared claims up to which every world is gone through
POINTS = 1024  # worlds that stand for those of more claims
STEPS = 400  # of Simpson's rule
World = tuple[Ends, dict[str, bool]]  # its weight, and which shared claims are true in it


def ends(value: object) -> Ends:
    """Return low, point and high of an interval, a belief or a figure."""
    return value.low, value.point, value.high  # type: ignore[attr-defined]


def three(values: Iterable[float]) -> Ends:
    """Return three numbers as ends."""
    low, point, high = values
    return low, point, high


def fused(belief: Belief, discount: float) -> Ends:
    """Return low, point and high that the printed strengths of a belief's families give."""

    def held(polarity: int, end: str) -> float:
        strengths = sorted(
            (getattr(f.strength, end) for f in belief.families if (f.polarity > 0) == polarity),
            reverse=True,
        )
        left: float = math.prod((1.0 - s) ** (discount**i) for i, s in enumerate(strengths))
        return 1.0 - left

    def mass(for_: float, against: float) -> tuple[float, float]:
        return for_ * (1.0 - against), 1.0 - against * (1.0 - for_)

    low = mass(held(1, "low"), held(0, "high"))[0]
    high = mass(held(1, "high"), held(0, "low"))[1]
    b, pl = mass(held(1, "point"), held(0, "point"))
    return low, min(max(b + belief.base_rate * (pl - b), low), high), high


def conflict(belief: Belief, discount: float) -> float:
    """Return how far the families of a belief speak against one another, in [0, 1]."""

    def held(positive: bool) -> float:
        given = [f.strength.point for f in belief.families if (f.polarity > 0) == positive]
        left: float = math.prod(
            (1.0 - s) ** (discount**i) for i, s in enumerate(sorted(given, reverse=True))
        )
        return 1.0 - left

    return held(True) * held(False)


def joined(weights: Sequence[float], beliefs: Sequence[Ends]) -> Ends:
    """Return the belief in a group from those in its members and what each counts."""
    full = 1.0 - math.prod(1.0 - weight for weight in weights)
    if full <= 0.0:
        return (0.0, 0.0, 0.0)
    return three(
        (1.0 - math.prod(1.0 - w * p[i] for w, p in zip(weights, beliefs, strict=True))) / full
        for i in range(3)
    )


def held(event: Event) -> Iterator[Belief]:
    """Yield the beliefs that an event rests on: its root or the members of it, and private ones."""
    if event.others:
        yield from event.others
    elif event.claim is not None:
        yield event.claim
    yield from (m.claim for m in event.mechanisms if m.claim is not None)


def intensity(event: Event, settled: Mapping[str, bool] = {}) -> Ends:
    """Return y of an event: root x (1 - product of (1 - link x severity x q)) at each end.

    Parameters
    ----------
    event : Event
        With the beliefs and severities that the result prints.
    settled : mapping of str to bool
        Claims that are true or false in this world, by key.
    """

    def chance(belief: Belief | None) -> Ends:
        if belief is None:
            return CERTAIN
        if belief.key in settled:
            true = float(settled[belief.key])
            return (true, true, true)
        return ends(belief)

    if event.others:
        root = joined(event.weights, [chance(other) for other in event.others])
    else:
        root = chance(event.claim)
    parts = [(m.link, ends(m.severity), chance(m.claim)) for m in event.mechanisms]
    return three(
        root[i] * (1.0 - math.prod(1.0 - link * x[i] * q[i] for link, x, q in parts))
        for i in range(3)
    )


def worlds(events: Sequence[Event]) -> list[World]:
    """Return the worlds of the claims that several lines rest on; their weights sum to 1.

    Without such a claim it is one world in which nothing is settled. Up to 12 claims give all
    2^s worlds; more give the 1,024 points of the lattice that the method page names.
    """
    counts = Counter(belief.key for event in events for belief in held(event))
    last = {belief.key: belief for event in events for belief in held(event)}
    keys = sorted(key for key, count in counts.items() if count > 1)
    chances = [ends(last[key]) for key in keys]
    if len(keys) > EXACT:
        return _sampled(keys, chances)
    return [
        (
            three(
                math.prod(
                    p[i] if true else 1.0 - p[i] for p, true in zip(chances, truth, strict=True)
                )
                for i in range(3)
            ),
            dict(zip(keys, truth, strict=True)),
        )
        for truth in product((True, False), repeat=len(keys))
    ]


def _sampled(keys: Sequence[str], chances: Sequence[Ends]) -> list[World]:
    steps = [math.sqrt(prime) % 1.0 for prime in _primes(len(keys))]
    found: dict[tuple[bool, ...], list[float]] = {}
    for point in range(POINTS):
        place = [(point + 0.5) * step % 1.0 for step in steps]
        for end in range(3):
            truth = tuple(at < p[end] for at, p in zip(place, chances, strict=True))
            found.setdefault(truth, [0.0, 0.0, 0.0])[end] += 1.0 / POINTS
    return [(three(w), dict(zip(keys, truth, strict=True))) for truth, w in sorted(found.items())]


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


class Worked:
    """All that the printed lines of one vendor give, worked out once.

    Attributes
    ----------
    weights : numpy.ndarray
        Of the worlds, shape (worlds, 3).
    y : numpy.ndarray
        Of every line in every world, shape (worlds, lines, 3).
    """

    def __init__(self, events: Sequence[Event], leak: float) -> None:
        self.leak = leak
        found = worlds(events)
        self.weights = np.array([weight for weight, _ in found]).reshape(len(found), 3)
        self.y = np.zeros((len(found), len(events), 3))
        for line, event in enumerate(events):
            own = {belief.key for belief in held(event)}
            made: dict[tuple[tuple[str, bool], ...], Ends] = {}
            for world, (_, truth) in enumerate(found):
                mine = tuple((key, true) for key, true in truth.items() if key in own)
                if mine not in made:
                    made[mine] = intensity(event, dict(mine))
                self.y[world, line] = made[mine]

    def intensities(self) -> list[Ends]:
        """Return y of every line: the mean over the worlds."""
        mean = (self.weights[:, None, :] * self.y).sum(axis=0)
        return [three(map(float, row)) for row in mean]

    def risk(self, lines: Sequence[int] | None = None) -> Ends:
        """Return R of some of the lines, None: of all: 1 - (1 - leak) x product of (1 - y)."""
        y = self.y if lines is None else self.y[:, list(lines)]
        safe = (1.0 - self.leak) * np.prod(1.0 - y, axis=1)
        return three(map(float, 1.0 - (self.weights * safe).sum(axis=0)))

    def contributions(self) -> list[float]:
        """Return the Shapley value of every line at the point."""
        rooms = np.array([averages(row) for row in self.y[:, :, 1]]).reshape(self.y.shape[:2])
        each = self.weights[:, 1, None] * self.y[:, :, 1] * rooms
        return [(1.0 - self.leak) * float(part) for part in each.sum(axis=0)]


def average(others: Sequence[float]) -> float:
    """Return the mean over t in [0, 1] of the product of (1 - t y).

    >>> round(average([0.5]), 9)
    0.75
    """
    return float(averages([0.0, *others])[0])


def averages(y: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return, a line, the mean over t in [0, 1] of the product of (1 - t y) over the others.

    By Simpson's rule, where the scoring core takes Gauss-Legendre nodes.

    Parameters
    ----------
    y : sequence of float
        Intensities in [0, 1].
    """
    row = np.asarray(y, dtype=np.float64)
    t = np.linspace(0.0, 1.0, STEPS + 1)
    weights = np.full(STEPS + 1, 2.0)
    weights[1::2] = 4.0
    weights[[0, -1]] = 1.0
    safe = 1.0 - t[:, None] * row[None, :]
    before, after = np.ones_like(safe), np.ones_like(safe)
    before[:, 1:] = np.cumprod(safe[:, :-1], axis=1)
    after[:, :-1] = np.cumprod(safe[:, :0:-1], axis=1)[:, ::-1]
    found: np.ndarray = weights @ (before * after) / (3.0 * STEPS)
    return found
