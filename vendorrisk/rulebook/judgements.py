"""Stored judgements on names: read, closed under "same", and checked for contradictions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from vendorrisk.errors import RuleError, RuleErrors, SettingsError
from vendorrisk.model.base import Noun
from vendorrisk.model.entity import Entity
from vendorrisk.model.judgement import Judgement
from vendorrisk.rulebook.files import place, read, rules_root, validate
from vendorrisk.rulebook.registry import Registry
from vendorrisk.rulebook.spelling import fold


class JudgementFile(Noun):
    """A file of judgements."""

    judgements: tuple[Judgement, ...] = ()


class Judged(NamedTuple):
    """A judgement and where it stands: ``path:line``."""

    judgement: Judgement
    where: str


class Judgements(Noun):
    """What is decided on pairs of names. Names are compared without regard to capitals and spaces.

    "Same" carries over: a = b and b = c make a = c, and what is different from b is different from
    a.
    """

    made: tuple[Judgement, ...] = ()

    @cached_property
    def _roots(self) -> dict[str, str]:
        pairs = [(j.left, j.right) for j in self.made if j.judgement == "same"]
        return _components((fold(left), fold(right)) for left, right in pairs)

    @cached_property
    def _apart(self) -> dict[tuple[str, str], Judgement]:
        table: dict[tuple[str, str], Judgement] = {}
        for one in self.made:
            if one.judgement != "same":
                left, right = self.root(one.left), self.root(one.right)
                table.setdefault((min(left, right), max(left, right)), one)
        return table

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for one in self.made:
            for name in (one.left, one.right):
                known = members.setdefault(self.root(name), [])
                if name not in known:
                    known.append(name)
        return members

    def __bool__(self) -> bool:
        return bool(self.made)

    def root(self, name: str) -> str:
        """Return the one key of all names that are judged the same as `name`."""
        key = fold(name)
        return self._roots.get(key, key)

    def same(self, name: str) -> tuple[str, ...]:
        """Return the names judged the same as `name`, as written in the files; not itself."""
        members = self._members.get(self.root(name), ())
        return tuple(other for other in members if fold(other) != fold(name))

    def apart(self, one: str, other: str) -> Judgement | None:
        """Return the judgement that keeps two names apart: different, or unsure."""
        left, right = self.root(one), self.root(other)
        return self._apart.get((min(left, right), max(left, right)))

    def called(self, names: Iterable[str]) -> str | None:
        """Return the left name of the first judgement that makes one of the names the same."""
        roots = {self.root(name) for name in names}
        for one in self.made:
            if one.judgement == "same" and self.root(one.left) in roots:
                return one.left
        return None

    def unsure(self) -> tuple[Judgement, ...]:
        """Return the judgements that wait for somebody who knows."""
        return tuple(j for j in self.made if j.judgement == "unsure")

    def names(self) -> frozenset[str]:
        """Return the folded names that a judgement speaks of."""
        return frozenset(fold(name) for j in self.made for name in (j.left, j.right))

    def parted(self, registry: Registry) -> Registry:
        """Return the registry without the aliases and products that are judged apart from it."""
        if not self._apart:
            return registry
        changed = {
            key: entity.model_copy(update=self._parted(entity))
            for key, entity in registry.entities.items()
            if self._parted(entity)
        }
        if not changed:
            return registry
        return registry.model_copy(update={"entities": {**registry.entities, **changed}})

    def _parted(self, entity: Entity) -> dict[str, object]:
        apart = {
            name
            for name in (*entity.aliases, *entity.products, *entity.common_words)
            if name != entity.name and self.apart(name, entity.name)
        }
        if not apart:
            return {}
        return {
            "aliases": tuple(n for n in entity.aliases if n not in apart),
            "products": tuple(n for n in entity.products if n not in apart),
            "common_words": {n: g for n, g in entity.common_words.items() if n not in apart},
        }


def load_judgements(
    registry: Registry, root: Path | None = None, own: Path | None = None
) -> Judgements:
    """Load the judgements of a folder of rules, and a user's own.

    Parameters
    ----------
    registry : Registry
        The names that are known.
    root : Path or None
        Folder of rules, whose ``lexicon/judgements.yaml`` may be missing.
    own : Path or None
        A file of the same form; it is read again each time.

    Raises
    ------
    SettingsError
        When `own` does not exist.
    RuleErrors
        For a file that is wrong, and for judgements that contradict each other, with all places.
    """
    judged: list[Judged] = []
    shipped = (root or rules_root()) / "lexicon" / "judgements.yaml"
    if shipped.is_file():
        judged += _read(shipped)
    if own is not None:
        if not own.is_file():
            raise SettingsError(
                "no such file of judgements",
                where=f"--judgements {own}",
                how="'vendorrisk entities INPUTS --format yaml' writes one to start from",
            )
        judged += _read(own)
    problems = contradictions(judged, registry)
    if problems:
        raise RuleErrors(problems)
    return Judgements(made=tuple(one.judgement for one in judged))


def _read(path: Path) -> list[Judged]:
    data, lines = read(path)
    if data is None:
        return []
    file = validate(data, lines, path, JudgementFile)
    return [
        Judged(one, place(path, lines, ("judgements", number)))
        for number, one in enumerate(file.judgements)
    ]


def contradictions(judged: Iterable[Judged], registry: Registry) -> list[RuleError]:
    """Return one problem for every judgement that others, or the registry, speak against."""
    made = list(judged)
    owners: dict[str, Entity] = {}
    for entity in (*registry.entities.values(), *registry.publishers.values()):
        for name in (entity.name, entity.id, *entity.aliases, *entity.common_words):
            owners.setdefault(fold(name), entity)
    steps: dict[str, list[tuple[str, Judged]]] = {}
    for one in made:
        left, right = fold(one.judgement.left), fold(one.judgement.right)
        if one.judgement.judgement == "same":
            steps.setdefault(left, []).append((right, one))
            steps.setdefault(right, []).append((left, one))
    problems = [problem for one in made for problem in _against(one, steps, owners)]
    return problems + _two_entities(made, steps, owners)


def _against(
    one: Judged, steps: dict[str, list[tuple[str, Judged]]], owners: dict[str, Entity]
) -> list[RuleError]:
    """Return what is wrong with one judgement by itself, or beside those of "same"."""
    judgement = one.judgement
    left, right = fold(judgement.left), fold(judgement.right)
    pair = f"'{judgement.left}' and '{judgement.right}'"
    if left == right:
        return [
            RuleError(
                f"{pair} are one spelling", where=one.where, how="judge two names, or remove it"
            )
        ]
    if judgement.judgement == "same":
        return []
    path = _path(left, right, steps)
    if path:
        told = ", ".join(f"'{j.judgement.left}' = '{j.judgement.right}' ({j.where})" for j in path)
        return [
            RuleError(
                f"{pair} are judged {judgement.judgement}, and yet the same: {told}",
                where=one.where,
                how="change or remove one of these judgements",
            )
        ]
    first, second = owners.get(left), owners.get(right)
    if first is not None and first is second and fold(first.name) not in {left, right}:
        return [
            RuleError(
                f"{pair} are both names of '{first.name}' in the registry",
                where=one.where,
                how=f"judge the wrong one against '{first.name}'",
            )
        ]
    return []


def _two_entities(
    made: list[Judged], steps: dict[str, list[tuple[str, Judged]]], owners: dict[str, Entity]
) -> list[RuleError]:
    """Return one problem for every two entries of the registry that judgements make one."""
    roots = _components(
        (fold(one.judgement.left), fold(one.judgement.right))
        for one in made
        if one.judgement.judgement == "same"
    )
    first: dict[str, str] = {}
    problems = []
    for key in sorted(roots):
        if key not in owners:
            continue
        known = first.setdefault(roots[key], key)
        if owners[known] is owners[key]:
            continue
        path = _path(known, key, steps)
        told = ", ".join(f"'{j.judgement.left}' = '{j.judgement.right}' ({j.where})" for j in path)
        problems.append(
            RuleError(
                f"'{owners[known].name}' and '{owners[key].name}' are two entries of the registry"
                f" and judged the same: {told}",
                where=path[-1].where,
                how="make one an alias of the other in companies.yaml, or remove the judgement",
            )
        )
    return problems


def _path(start: str, end: str, steps: dict[str, list[tuple[str, Judged]]]) -> list[Judged]:
    """Return the shortest chain of "same" from one name to another; empty when there is none."""
    came: dict[str, tuple[str, Judged]] = {}
    queue = deque([start])
    seen = {start}
    while queue:
        here = queue.popleft()
        if here == end:
            chain = []
            while here != start:
                here, judged = came[here]
                chain.append(judged)
            return chain[::-1]
        for there, judged in steps.get(here, ()):
            if there not in seen:
                seen.add(there)
                came[there] = (here, judged)
                queue.append(there)
    return []


def _components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the smallest member of the component of every key that a pair names."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for left, right in pairs:
        one, other = find(left), find(right)
        parent[max(one, other)] = min(one, other)
    return {key: find(key) for key in list(parent)}
