"""How a points score is distributed: exactly, or by draws where somebody wants a second opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.lattice import points_distribution, sampled_points
from vendorrisk.kernels.rows import offsets
from vendorrisk.scoring.threads import share_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST_SHARED = 12  # claims that several items of one score need: 2**12 worlds
WIDEST = 100_000  # steps of a lattice
NATIVE_FROM = 200_000  # elementary steps from which compiled code pays
ROUNDING = 1e-12  # a cumulative sum this near to a level has reached it


class Item(NamedTuple):
    """One piece of evidence: it adds points with a probability, given the claims it needs.

    ``points`` is a number, or (low, mode, high) of a triangular distribution. ``needs`` names
    claims that other items may need too: items that rest on one story count together or not at all.
    """

    probability: float
    points: float | tuple[float, float, float]
    needs: tuple[str, ...] = ()


class Items(NamedTuple):
    """Items of many scores as arrays, as `kernels.lattice.points_distribution` takes them.

    Points are in points here, and in steps of the lattice in the kernel.
    """

    scores: Ints
    probability: Floats
    low: Floats
    mode: Floats
    high: Floats
    needs: Ints
    shared: Ints
    chance: Floats

    @classmethod
    def of(cls, scores: Sequence[Sequence[Item]], claims: Mapping[str, float] = {}) -> Items:
        """Pack items; `claims` gives the probability of every claim that items need.

        Raises
        ------
        ModelError
            For a claim without a probability and for more than 12 shared claims in one score.
        """
        points: list[tuple[float, float, float]] = []
        needs: list[int] = []
        chance: list[float] = []
        shared = [0]
        for items in scores:
            names = sorted({name for item in items for name in item.needs})
            if unknown := [name for name in names if name not in claims]:
                raise ModelError(
                    f"claim {unknown[0]!r} has no probability",
                    how="give every claim that an item needs in `claims`",
                )
            bit = {name: 1 << j for j, name in enumerate(names)}
            for item in items:
                one = item.points
                points.append(one if isinstance(one, tuple) else (one, one, one))
                needs.append(sum(bit[name] for name in set(item.needs)))
            chance += [claims[name] for name in names]
            shared.append(len(chance))
        table = np.array(points, dtype=np.float64).reshape(len(points), 3)
        return cls(
            offsets([len(items) for items in scores]),
            np.array([item.probability for items in scores for item in items], dtype=np.float64),
            np.ascontiguousarray(table[:, 0]),
            np.ascontiguousarray(table[:, 1]),
            np.ascontiguousarray(table[:, 2]),
            np.array(needs, dtype=np.int64),
            np.array(shared, dtype=np.int64),
            np.array(chance, dtype=np.float64),
        )

    def _steps(self, step: float) -> Items:
        """Return the items with points in steps, after checking them."""
        if not 0.0 < step < np.inf:
            raise ModelError(f"a step of the lattice must be above 0, got {step}")
        for name, array in (("probability", self.probability), ("chance", self.chance)):
            if not bool(np.all((array >= 0.0) & (array <= 1.0))):
                raise ModelError(f"a {name} is outside [0, 1]")
        ordered = (self.low >= 0.0) & (self.low <= self.mode) & (self.mode <= self.high)
        if not bool(np.all(ordered & np.isfinite(self.high))):
            raise ModelError("points break 0 <= low <= mode <= high")
        if int(np.diff(self.shared).max(initial=0)) > MOST_SHARED:
            raise ModelError(
                f"more than {MOST_SHARED} shared claims in one score",
                how="fold claims that matter little into the probability of their items, "
                "or use sampled()",
            )
        return self._replace(low=self.low / step, mode=self.mode / step, high=self.high / step)

    def _width(self) -> int:
        """Return how many steps the widest score needs; points are in steps."""
        tops = np.concatenate([[0.0], np.cumsum(np.ceil(self.high))])
        width = int((tops[self.scores[1:]] - tops[self.scores[:-1]]).max(initial=0.0)) + 1
        if width > WIDEST:
            raise ModelError(
                f"a score of {width:,} steps; at most {WIDEST:,} are kept", how="take larger steps"
            )
        return width


class Distributions(NamedTuple):
    """Distributions of scores on a lattice: ``rows[i, k] = P(score i = k * step)``."""

    rows: Floats
    step: float

    def mean(self) -> Floats:
        """Return the mean of each score in points."""
        lattice = np.arange(self.rows.shape[1]) * self.step
        found: Floats = (self.rows * lattice).sum(axis=1)
        return found

    def quantile(self, levels: Sequence[float]) -> Floats:
        """Return the smallest points that are reached with each level, (n_scores, n_levels)."""
        if any(not 0.0 < level <= 1.0 for level in levels):
            raise ModelError(f"levels must lie in (0, 1], got {list(levels)}")
        reached = np.cumsum(self.rows, axis=1)
        places = [(reached < level - ROUNDING).sum(axis=1) for level in levels]
        last = self.rows.shape[1] - 1
        found: Floats = np.minimum(np.stack(places, axis=1), last) * self.step
        return found

    def at_least(self, points: float) -> Floats:
        """Return ``P(score >= points)`` of each score; summed from the top, so tails are exact."""
        first = max(0, int(np.ceil(points / self.step - ROUNDING)))
        tail = self.rows[:, first:][:, ::-1]
        return np.cumsum(tail, axis=1)[:, -1] if tail.shape[1] else np.zeros(len(self.rows))


def exact(
    items: Items, *, step: float = 1.0, threads: int = 1, native: bool | None = None
) -> Distributions:
    """Distribute every score exactly on a lattice.

    Parameters
    ----------
    items : Items
        Items of all scores.
    step : float
        Points of one step. Points between two steps are split so that means are kept.
    threads : int
        Threads that share the scores; the bytes are the same for any number.
    native : bool or None
        Use the compiled kernel; None: where it pays. The bits are the same either way.

    Raises
    ------
    ModelError
        For impossible items, and for a lattice of more than 100,000 steps.

    Examples
    --------
    >>> two = Items.of([[Item(0.5, 10), Item(0.5, 20)]])
    >>> found = exact(two, step=10)
    >>> found.rows
    array([[0.25, 0.25, 0.25, 0.25]])
    >>> found.quantile([0.05, 0.5, 0.95]), found.at_least(20)
    (array([[ 0., 10., 30.]]), array([0.5]))

    Items that rest on one claim count together:

    >>> one_story = [Item(1.0, 10, needs=("deal",)), Item(1.0, 20, needs=("deal",))]
    >>> exact(Items.of([one_story], {"deal": 0.5}), step=10).rows
    array([[0.5, 0. , 0. , 0.5]])
    """
    steps = items._steps(step)
    rows = np.zeros((len(items.scores) - 1, steps._width()))
    worlds = 1 << int(np.diff(items.shared).max(initial=0))
    work = items.probability.size * rows.shape[1] * worlds
    call = points_distribution.chosen(native, pays=work >= NATIVE_FROM)
    share_out(threads, len(rows), lambda first, last: call(*steps, first, last, rows))
    return Distributions(rows, float(step))


def sampled(
    items: Items,
    *,
    seed: int,
    draws: int = 10_000,
    step: float = 1.0,
    threads: int = 1,
    native: bool | None = None,
) -> Distributions:
    """Distribute every score by draws: where `exact` has too many shared claims, and to test it.

    Parameters
    ----------
    items, step, threads, native
        As in `exact`; scores are put on the nearest step.
    seed : int
        In 0..2**32 - 1. Same seed, same bytes, for any number of threads.
    draws : int
        The standard error of a probability is at most ``0.5 / sqrt(draws)``.

    Raises
    ------
    ModelError
        As `exact`, and for a seed or a number of draws that cannot be.
    """
    if not 0 <= seed < 2**32:
        raise ModelError(f"a seed must lie in 0..2**32 - 1, got {seed}")
    if not 1 <= draws < 2**31:
        raise ModelError(f"draws must lie in 1..2**31 - 1, got {draws}")
    steps = items._steps(step)
    counts = np.zeros((len(items.scores) - 1, steps._width()), dtype=np.int64)
    call = sampled_points.chosen(native, pays=items.probability.size * draws >= NATIVE_FROM)
    share_out(
        threads, len(counts), lambda first, last: call(*steps, seed, draws, first, last, counts)
    )
    return Distributions(counts / draws, float(step))
