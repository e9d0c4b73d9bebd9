"""The registry: companies, funds, people and outlets, and how far a source is relied on."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from pydantic import model_validator

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.base import Letter, Noun, Share
from vendorrisk.model.entity import Entity
from vendorrisk.rulebook.files import Loc, place, read, rules_root, validate
from vendorrisk.rulebook.name_words import load_name_words
from vendorrisk.rulebook.offices import office_problems
from vendorrisk.rulebook.spelling import spell


class EntityFile(Noun):
    """``rules/lexicon/companies.yaml``."""

    entities: tuple[Entity, ...]


class Grade(Noun):
    """Reliability of a kind of source, with the reason."""

    reliability: Letter
    reason: str


class SourceFile(Noun):
    """``rules/lexicon/sources.yaml``."""

    publishers: tuple[Entity, ...]
    grades: dict[str, Grade]
    unknown_publisher: Grade
    vendor_statement: Grade
    against_interest: Grade
    admiralty: dict[Letter, Share]
    admiralty_source: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> SourceFile:
        missing = sorted(set(get_args(Letter)) - set(self.admiralty))
        if missing:
            raise ValueError(f"admiralty lacks the letter {missing[0]}")
        if "none" not in self.grades:
            raise ValueError("grades lacks 'none', the grade of a source of which nothing is known")
        return self


class Registry(Noun):
    """Companies, funds, people and publishers by id, and how far a source is relied on."""

    entities: dict[str, Entity]
    publishers: dict[str, Entity]
    sources: SourceFile


def load_registry(root: Path | None = None) -> Registry:
    """Load the registry and check that it is sound.

    Raises
    ------
    RuleErrors
        For unknown keys, ids, names or products used twice, parents that do not exist or run in a
        circle, and offices that cannot all be true.
    """
    return _load_registry(root or rules_root())


@functools.lru_cache(maxsize=8)
def _load_registry(root: Path) -> Registry:
    path = root / "lexicon" / "companies.yaml"
    data, lines = read(path)
    file = validate(data, lines, path, EntityFile)
    problems: list[RuleError] = []
    by_id: dict[str, Entity] = {}
    for number, entity in enumerate(file.entities):
        where = place(path, lines, ("entities", number))
        if entity.id in by_id:
            problems.append(RuleError(f"id '{entity.id}' is used twice", where=where))
        by_id[entity.id] = entity
    for number, entity in enumerate(file.entities):
        where = place(path, lines, ("entities", number))
        if entity.parent is not None and entity.parent not in by_id:
            hint = did_you_mean(entity.parent, by_id)
            problems.append(
                RuleError(f"parent '{entity.parent}' is not in the registry", where=where, how=hint)
            )
        circle = _circle(entity, by_id)
        if circle:
            problems.append(
                RuleError(
                    "parents run in a circle: " + " -> ".join(circle),
                    where=where,
                    how="remove one parent; mutual holdings are facts, not parents",
                )
            )
    outlets = root / "lexicon" / "sources.yaml"
    data, outlet_lines = read(outlets)
    sources = validate(data, outlet_lines, outlets, SourceFile)
    publishers: dict[str, Entity] = {}
    for number, publisher in enumerate(sources.publishers):
        if publisher.id in publishers:
            where = place(outlets, outlet_lines, ("publishers", number))
            problems.append(RuleError(f"id '{publisher.id}' is used twice", where=where))
        publishers[publisher.id] = publisher
    names = [
        *_names(file.entities, path, lines, "entities"),
        *_names(sources.publishers, outlets, outlet_lines, "publishers"),
    ]
    problems += _same_names(names)
    people = [(e, place(path, lines, ("entities", n))) for n, e in enumerate(file.entities)]
    problems += office_problems(people, by_id, load_name_words(root))
    if problems:
        raise RuleErrors(problems)
    return Registry(entities=by_id, publishers=publishers, sources=sources)


class _Written(NamedTuple):
    """A name, whose it is, and where it stands."""

    name: str
    entity: Entity
    product: bool
    where: str


def _names(
    entities: Iterable[Entity], path: Path, lines: dict[Loc, int], key: str
) -> Iterator[_Written]:
    for number, entity in enumerate(entities):
        at: Loc = (key, number)
        yield _Written(entity.name, entity, False, place(path, lines, at))
        for field in ("aliases", "common_words", "products"):
            for index, name in enumerate(getattr(entity, field)):
                step = name if field == "common_words" else index
                where = place(path, lines, (*at, field, step))
                yield _Written(name, entity, field == "products", where)


def _same_names(names: list[_Written]) -> list[RuleError]:
    """Return one problem for every name that two entries claim: it could not be resolved.

    A company's name comes before another's product; a product of two companies stands for neither.
    """
    owner: dict[tuple[str, bool], _Written] = {}
    problems = []
    for one in names:
        first = owner.setdefault((spell(one.name), one.product), one)
        if first.entity.id != one.entity.id:
            what = "product" if one.product else "name"
            problems.append(
                RuleError(
                    f"{what} '{one.name}' is also that of '{first.entity.id}' ({first.where})",
                    where=one.where,
                    how="keep one",
                )
            )
    return problems


def _circle(entity: Entity, by_id: dict[str, Entity]) -> list[str]:
    seen = [entity.id]
    parent = entity.parent
    while parent is not None and parent in by_id:
        if parent == entity.id:
            return [*seen, parent]
        if parent in seen:  # a circle further up is reported at its own members
            return []
        seen.append(parent)
        parent = by_id[parent].parent
    return []
