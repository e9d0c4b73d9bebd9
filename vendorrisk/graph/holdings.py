"""Who holds what, over all chains and circles: integrated ownership of large graphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.components import strong_components
from vendorrisk.kernels.native import Kernel
from vendorrisk.kernels.rows import rows
from vendorrisk.kernels.sweeps import flows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.floating[Any]]

LARGEST_INVERSE = 4_000  # nodes of a circle that is solved by its inverse
CLOSED = "closed"  # stands for the inverse of a circle that nobody outside holds anything of
FEW = 20_000  # edges up to which no compiled code is loaded


class Shares(NamedTuple):
    """Entries of integrated ownership: of ``companies[k]`` the holder ``holders[k]`` has a share.

    Shares lie in [0, 1]; NaN where the holder belongs to a closed group, whose shares end with
    nobody.
    """

    holders: Ints
    companies: Ints
    shares: Floats


class Holdings:
    """Direct shares between entities, made ready for integrated ones.

    Parameters
    ----------
    holders, companies : (n_edges,) array of int
        Who holds what: numbers of entities in ``0..size - 1``. What an entity holds of itself is
        left out; shares of one holder in one company add up.
    shares : (n_edges,) array of float
        Direct shares of the cash flow in (0, 1].
    size : int
        How many entities there are.

    Raises
    ------
    ModelError
        For arrays of unlike length, numbers out of range, and shares outside (0, 1].

    Notes
    -----
    ``N = (I - D)^-1`` with D the direct shares, and ``Y[h, c] = N[h, c] / N[h, h]``: what ends at h
    of c's cash flow when h itself is an end owner (Brioschi, Buzzacchi and Colombo 1989). Entities
    are renumbered by strong components (Tarjan 1972), so that one pass over what is reached gives
    a row or column of N; circles are solved by their inverse. Set-up O(edges log edges + sum of
    cubed sizes of circles).

    Examples
    --------
    >>> chain = Holdings([0, 1], [1, 2], [0.5, 0.4], 3)
    >>> chain.holders_of([2])[::2]
    (array([1, 0]), array([0.4, 0.2]))
    """

    def __init__(
        self, holders: Iterable[int], companies: Iterable[int], shares: Iterable[float], size: int
    ) -> None:
        source = np.asarray(holders, dtype=np.int64)
        target = np.asarray(companies, dtype=np.int64)
        weight = np.asarray(shares, dtype=np.float64)
        if not source.shape == target.shape == weight.shape or source.ndim != 1:
            raise ModelError("holders, companies and shares must be rows of one length")
        if source.size and (
            min(source.min(), target.min()) < 0 or max(source.max(), target.max()) >= size
        ):
            raise ModelError(f"an entity's number lies outside 0..{size - 1}")
        if not bool(np.all((weight > 0.0) & (weight <= 1.0))):
            raise ModelError("direct shares must lie in (0, 1]")
        other = source != target
        self.size = size
        self._arrange(source[other], target[other], weight[other])

    def _arrange(self, source: Ints, target: Ints, weight: Floats) -> None:
        size = self.size
        self._native = source.size > FEW
        offsets, order = _rows(source, size, self._native)
        component = np.empty(size, dtype=np.int64)
        room = [np.empty(size, dtype=np.int64) for _ in range(4)]
        count = _run(strong_components, self._native, offsets, target[order], component, *room)
        rank = count - 1 - component  # holders come before what they hold
        _, self._entity = _rows(rank, size, self._native)  # by place
        self._place = np.empty(size, dtype=np.int64)
        self._place[self._entity] = np.arange(size)
        circles = _circles(rank[self._entity], count)
        source, target = self._place[source], self._place[target]
        inverses = [_inverse(one, source, target, weight) for one in circles]
        self._down = _Sweep(source, target, weight, circles, inverses, size, self._native)
        self._up = _Sweep(
            size - 1 - target,
            size - 1 - source,
            weight,
            [range(size - one.stop, size - one.start) for one in reversed(circles)],
            [_turned(one) for one in reversed(inverses)],
            size,
            self._native,
        )
        self._own = np.ones(size)  # the diagonal of N, by place
        for circle, inverse in zip(circles, inverses, strict=True):
            inside = slice(circle.start, circle.stop)
            if inverse is CLOSED:
                self._own[inside] = np.nan
            elif isinstance(inverse, np.ndarray):
                self._own[inside] = np.diagonal(inverse)
            else:
                for node in circle:
                    row = self._down.run([node], self._native, widely=False)
                    self._own[node] = float(row.found[row.reached == node][0])

    @cached_property
    def closed(self) -> frozenset[int]:
        """Return the entities of groups that nobody outside holds anything of."""
        return frozenset(self._entity[np.isnan(self._own)].tolist())

    def holders_of(self, companies: Iterable[int], *, least: float = 0.0) -> Shares:
        """Return everybody's integrated share of some companies.

        Parameters
        ----------
        companies : iterable of int
            Entities.
        least : float
            Shares up to this are left out.

        Returns
        -------
        Shares
            Company by company, nearer holders first.
        """
        wanted = np.asarray(list(companies), dtype=np.int64)
        last = self.size - 1
        row = self._up.run(last - self._place[wanted], self._native, widely=False)
        counts = np.diff(row.ends, prepend=0)
        place = last - row.reached
        return _apart(
            self._entity[place], np.repeat(wanted, counts), row.found / self._own[place], least
        )

    def portfolio(self, holder: int, *, least: float = 0.0) -> Shares:
        """Return the integrated shares of one holder; what holds others comes first."""
        place = int(self._place[holder])
        row = self._down.run(np.array([place]), self._native, widely=self._native)
        companies = self._entity[row.reached]
        holders = np.full(companies.size, holder)
        return _apart(holders, companies, row.found / self._own[place], least)


def _apart(holders: Ints, companies: Ints, shares: Floats, least: float) -> Shares:
    """Return shares above `least` of others than the holder itself, at most 1."""
    kept = (holders != companies) & ~(shares <= least)
    return Shares(holders[kept], companies[kept], np.minimum(shares[kept], 1.0))


class _Flow(NamedTuple):
    """What flows out of each source; places and entries of N."""

    ends: Ints
    reached: Ints
    found: Floats


class _Sweep:
    """A graph in the order of its places, ready for `flows`."""

    def __init__(
        self,
        source: Ints,
        target: Ints,
        weight: Floats,
        circles: Sequence[range],
        inverses: Sequence[Floats | str | None],
        size: int,
        native: bool,
    ) -> None:
        self.size = size
        offsets, order = _rows(source, size, native)
        block = np.full(size, -1, dtype=np.int64)
        place = np.full(len(circles), -1, dtype=np.int64)
        flat: list[Floats] = []
        filled = 0
        for number, (circle, inverse) in enumerate(zip(circles, inverses, strict=True)):
            block[circle.start : circle.stop] = number
            if isinstance(inverse, str):
                place[number] = -2
            elif inverse is not None:
                place[number] = filled
                filled += inverse.size
                flat.append(np.ascontiguousarray(inverse).ravel())
        self._graph = (
            offsets,
            target[order],
            weight[order],
            block,
            np.array([one.start for one in circles], dtype=np.int64),
            np.array([len(one) for one in circles], dtype=np.int64),
            place,
            np.concatenate(flat) if flat else np.zeros(0),
        )

    def run(self, sources: Sequence[int] | Ints, native: bool, *, widely: bool) -> _Flow:
        """Return what flows out of each source."""
        start = np.ascontiguousarray(sources, dtype=np.int64)
        ends = np.zeros(start.size, dtype=np.int64)
        room = self.size if widely else min(self.size, 64) * max(1, start.size)
        value = np.zeros(self.size)
        queue = np.empty(self.size, dtype=np.int64)
        entered = np.zeros(self._graph[4].size, dtype=np.int64)
        while True:
            reached, found = np.empty(room, dtype=np.int64), np.empty(room)
            work = (value, queue, entered, ends, reached, found)
            count = _run(flows, native, *self._graph, start, 0.0, int(widely), *work)
            if count <= room:
                return _Flow(ends, reached[:count], found[:count])
            room = count


def _run(one: Kernel, native: bool, *arrays: Any) -> Any:
    return one.chosen(None, pays=native)(*arrays)


def _rows(keys: Ints, size: int, native: bool) -> tuple[Ints, Ints]:
    """Return the offsets of each key's items, and the order that puts items there."""
    offsets = np.empty(size + 1, dtype=np.int64)
    order = np.empty(keys.size, dtype=np.int64)
    _run(rows, native, keys, offsets, order)
    return offsets, order


def _circles(rank: Ints, count: int) -> list[range]:
    """Return the places of every strong component of two or more; `rank` by place, in order."""
    lengths = np.bincount(rank, minlength=count)
    starts = np.cumsum(lengths) - lengths
    return [range(int(starts[k]), int(starts[k] + lengths[k])) for k in np.flatnonzero(lengths > 1)]


def _turned(inverse: Floats | str | None) -> Floats | str | None:
    """Return the inverse for edges turned round and places counted from the end."""
    return inverse if inverse is None or isinstance(inverse, str) else inverse.T[::-1, ::-1]


def _inverse(circle: range, source: Ints, target: Ints, weight: Floats) -> Floats | str | None:
    """Return ``(I - D)^-1`` of a circle; `CLOSED` where it has none, None where it is too large.

    Shares within a circle that has no outsider fill every company of it; then D has the
    eigenvalue 1. Where shares of more than a whole company are stated, the inverse has entries
    below 0 (D is nonnegative, so ``(I - D)^-1 >= 0`` if and only if its radius is below 1).
    """
    size = len(circle)
    inside = (source >= circle.start) & (source < circle.stop)
    inside &= (target >= circle.start) & (target < circle.stop)
    rows, columns, shares = (
        source[inside] - circle.start,
        target[inside] - circle.start,
        weight[inside],
    )
    held = np.bincount(columns, weights=shares, minlength=size)
    if bool(np.all(held > 1.0 - 1e-9)):
        return CLOSED
    if size > LARGEST_INVERSE:
        return None if bool(np.all(held < 1.0 + 1e-9)) else CLOSED
    direct = np.zeros((size, size))
    np.add.at(direct, (rows, columns), shares)
    found: Floats = np.linalg.inv(np.eye(size) - direct)
    return found if bool(np.all(found > -1e-9)) else CLOSED
