"""Names that are one: joined two by two, never over a judgement that keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable

from vendorrisk.rulebook import Judgements, fold


class Clusters:
    """Union-find over names that refuses what a judgement forbids, and two entities in one.

    Parameters
    ----------
    names : iterable of str
        Names that are unknown, alone at first.
    registered : iterable of str
        Canonical names of registered entities.
    judgements : Judgements
        Pairs that are kept apart.
    """

    def __init__(
        self, names: Iterable[str], registered: Iterable[str], judgements: Judgements
    ) -> None:
        self._judgements = judgements
        self._judged = judgements.names()
        self._decided: dict[str, list[str]] = {}  # by root: the names that a judgement speaks of
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._entity: dict[str, str] = {}  # by root: the registered entity among its names
        for name in names:
            self.add(name)
        for name in registered:
            self.add(name, registered=True)

    def add(self, name: str, *, registered: bool = False) -> None:
        """Add a name, unless it is there."""
        if name not in self._parent:
            self._parent[name] = name
            self._members[name] = [name]
            if fold(name) in self._judged:
                self._decided[name] = [name]
        if registered:
            self._entity.setdefault(self.root(name), name)

    def entity(self, name: str) -> str | None:
        """Return the registered entity of a cluster."""
        return self._entity.get(self.root(name))

    def root(self, name: str) -> str:
        """Return the name that stands for the cluster while it grows."""
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def members(self, name: str) -> list[str]:
        """Return the names of a cluster, sorted."""
        return sorted(self._members[self.root(name)])

    def apart(self, one: str, other: str) -> bool:
        """Whether a judgement keeps any two names of two clusters apart."""
        return any(
            self._judgements.apart(a, b)
            for a in self._decided.get(self.root(one), ())
            for b in self._decided.get(self.root(other), ())
        )

    def join(self, one: str, other: str) -> bool:
        """Make two clusters one; return False where they must stay two."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return True
        both = self._entity.get(left) and self._entity.get(right)
        if both or self.apart(left, right):
            return False
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        self._parent[right] = left
        self._members[left] += self._members.pop(right)
        if right in self._decided:
            self._decided.setdefault(left, []).extend(self._decided.pop(right))
        if right in self._entity:
            self._entity[left] = self._entity.pop(right)
        return True
