"""SMAA of 50 alternatives: draws, ranks and tables, beside the same in numpy.

Run as ``python benchmarks/ranking.py``; prints medians in milliseconds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.model.belief import Belief
from vendorrisk.scoring.draws import draw
from vendorrisk.scoring.ranking import count

CHANNELS, EVENTS = 12, 12  # two mechanisms an event


def alternatives(size: int) -> list[list[Event]]:
    """Return vendors with twelve events of two mechanisms, two thirds of them in doubt."""
    rng = np.random.default_rng(7)

    def one(vendor: int, number: int) -> Event:
        low, point, high = sorted(rng.random(3))
        claim = Belief(
            key=f"{vendor}|{number}",
            what="",
            low=low,
            point=point,
            high=high,
            conflict=0.0,
            base_rate=0.5,
        )
        return Event(
            id=str(number),
            what="",
            factor="ownership",
            party=None,
            rivalry=None,
            claim=claim if number % 3 else None,
            mechanisms=tuple(
                Mechanism(
                    channel=f"c{rng.integers(CHANNELS)}",
                    severity=Interval(low=x, point=x, high=x),
                    link=0.5,
                    how="",
                )
                for x in rng.random(2)
            ),
        )

    return [[one(i, j) for j in range(EVENTS)] for i in range(size)]


def in_numpy(listed: list[list[Event]], draws: int) -> np.ndarray:
    """Return the rank shares by numpy: the same model, its own random numbers, argsort."""
    rng = np.random.default_rng(1)
    links = {f"c{i}": rng.random(draws) for i in range(CHANNELS)}
    safe = np.ones((len(listed), draws))
    for i, events in enumerate(listed):
        for event in events:
            off = np.ones(draws)
            for m in event.mechanisms:
                off *= 1.0 - links[m.channel] * m.severity.point
            p: np.ndarray | float = 1.0
            if event.claim is not None:
                u = event.claim.high - event.claim.low
                p = rng.beta(2 * event.claim.point / u, 2 * (1 - event.claim.point) / u, draws)
            safe[i] *= 1.0 - p * (1.0 - off)
    order = np.argsort(-safe, axis=0)
    shares = np.zeros((len(listed), len(listed)))
    for r in range(len(listed)):
        np.add.at(shares[:, r], order[r], 1.0)
    for i in range(len(listed)):
        shares[i] = (safe[i] < safe).sum(axis=1)  # pairs
    return shares


def median(work: Callable[[], object], runs: int = 7) -> float:
    """Return the median time in milliseconds, after a run that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def ours(listed: list[list[Event]], bits: int, threads: int) -> None:
    """Draw and count."""
    found = draw(listed, 0.0, seed=1, bits=bits, native=True, threads=threads)
    count(found.risk, native=True, threads=threads)


def main() -> None:
    """Print one line a size."""
    for size, most in ((10, 15), (50, 15), (200, 12)):
        listed = alternatives(size)
        for bits in range(12, most + 1):
            one = median(partial(ours, listed, bits, 1))
            two = median(partial(ours, listed, bits, 2))
            peer = median(partial(in_numpy, listed, 2**bits), 3)
            print(
                f"{size:4} alternatives, {2**bits:6,} draws: one thread {one:7.1f} ms,"
                f" two {two:7.1f} ms, numpy {peer:8.1f} ms"
            )


if __name__ == "__main__":
    main()
