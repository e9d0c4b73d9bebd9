"""Who controls whom, and the votes of those who act as one (model section 3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np

from vendorrisk.errors import ModelError
from vendorrisk.kernels.control import controlled_by
from vendorrisk.kernels.rows import rows

Votes = Mapping[tuple[str, str], float]


class Majorities:
    """Votes between entities, made ready to ask who controls whom.

    Parameters
    ----------
    votes : mapping
        (holder, company) -> votes in 0..1; what a company holds of itself carries none.
    threshold : float
        Votes that give control, in (0, 1]; more than half by default.
    inclusive : bool
        True: from the threshold on (OFAC's 50 percent rule); False: above it.

    Raises
    ------
    ModelError
        For votes outside 0..1, or a threshold outside (0, 1].

    Examples
    --------
    >>> pyramid = Majorities({("A", "B"): 0.51, ("B", "C"): 0.51, ("A", "C"): 0.1})
    >>> pyramid.of(["A"]), pyramid.of(["B"])
    (('B', 'C'), ('C',))
    """

    def __init__(self, votes: Votes, *, threshold: float = 0.5, inclusive: bool = False) -> None:
        if not 0.0 < threshold <= 1.0:
            raise ModelError(f"a threshold of control must lie in (0, 1], got {threshold}")
        for (holder, company), part in votes.items():
            if not 0.0 <= part <= 1.0:
                raise ModelError(f"the votes of {holder} in {company} are {part}, outside 0..1")
        self.votes = {pair: part for pair, part in sorted(votes.items()) if pair[0] != pair[1]}
        self.threshold = threshold
        self.inclusive = inclusive
        self._names = sorted({name for pair in self.votes for name in pair})
        self._number = {name: i for i, name in enumerate(self._names)}
        size = len(self._names)
        source = np.array([self._number[holder] for holder, _ in self.votes], dtype=np.int64)
        target = np.array([self._number[company] for _, company in self.votes], dtype=np.int64)
        parts = np.array(list(self.votes.values()), dtype=np.float64)
        self._offsets = np.empty(size + 1, dtype=np.int64)
        order = np.empty(source.size, dtype=np.int64)
        rows(source, self._offsets, order)
        self._companies, self._parts = target[order], parts[order]

    def of(self, holders: Iterable[str]) -> tuple[str, ...]:
        """Return what holders that act as one control, sorted; they themselves are left out.

        The least fixpoint: a company is controlled where the votes of the holders and of what
        they control reach the threshold.
        """
        group = sorted({self._number[name] for name in holders if name in self._number})
        size = len(self._names)
        found = np.empty(size, dtype=np.int64)
        count = controlled_by(
            self._offsets,
            self._companies,
            self._parts,
            np.array(group, dtype=np.int64),
            self.threshold,
            self.inclusive,
            np.zeros(size),
            np.zeros(size, dtype=np.int64),
            found,
        )
        return tuple(sorted(self._names[i] for i in found[len(group) : count].tolist()))

    @cached_property
    def _controlled(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(self.of([name])) for name in self._names}

    def top(self, name: str) -> str:
        """Return who is at the top of those that control an entity: itself where nobody does.

        The first by name of two that control each other, or that share control evenly.
        """
        above = {one for one, others in self._controlled.items() if name in others}
        for one in sorted({name, *above}):
            over = [other for other in above if one in self._controlled[other]]
            if all(other in self._controlled.get(one, ()) for other in over):
                return one
        return name

    def blocks(self, company: str) -> dict[str, float]:
        """Return the votes in a company by who casts them: what is controlled votes as told.

        Votes of a holder that somebody controls go to the controller at the top, so that a chain
        of companies in between neither adds votes nor loses any.
        """
        found: dict[str, float] = {}
        for (holder, held), part in self.votes.items():
            if held == company and part > 0.0:
                top = self.top(holder)
                if top != company:
                    found[top] = found.get(top, 0.0) + part
        return dict(sorted(found.items()))
