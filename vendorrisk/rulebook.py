"""Loads and checks everything under ``rules/``.

Every problem is reported with its file and line, all problems of a file at once, and a misspelt
key comes with a suggestion. What a rule *does* is decided on higher floors.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from vendorrisk.errors import RuleError, RuleErrors, SettingsError, did_you_mean
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.entity import Entity
from vendorrisk.model.parameters import Parameters

M = TypeVar("M", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 4_000_000  # a rule file larger than this is a mistake
Loc = tuple[str | int, ...]


def packaged(name: str) -> Path:
    """Return the folder `name` ("rules" or "seeds") that ships with the package.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def rules_root() -> Path:
    """Return the folder of the rules that ship with the package."""
    return packaged("rules")


def load_file(path: Path, model: type[M]) -> M:
    """Read one YAML file into `model`.

    Parameters
    ----------
    path : Path
        The file.
    model : type
        A pydantic model; unknown keys are errors.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    data, lines = _read(path)
    return _validate(data, lines, path, model)


def load_folder(folder: Path, model: type[M]) -> tuple[M, ...]:
    """Read every ``*.yaml`` of a folder, sorted by path; each ``id`` must equal its file stem.

    Raises
    ------
    RuleErrors
        The problems of all files together.
    """
    found: list[M] = []
    problems: list[RuleError] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            rule = load_file(path, model)
        except RuleErrors as error:
            problems += error.problems
            continue
        if getattr(rule, "id", path.stem) != path.stem:
            problems.append(
                RuleError(
                    f"id '{rule.id}' differs from the file's name",  # type: ignore[attr-defined]
                    where=f"{path}:1",
                    how=f"write 'id: {path.stem}' or rename the file",
                )
            )
            continue
        found.append(rule)
    if problems:
        raise RuleErrors(problems)
    return tuple(found)


class _EntityFile(Noun):
    entities: tuple[Entity, ...]


class Grade(Noun):
    """Reliability of a kind of source, with the reason."""

    reliability: str
    reason: str


class SourceFile(Noun):
    """``rules/lexicon/sources.yaml``."""

    publishers: tuple[Entity, ...]
    grades: dict[str, Grade]
    unknown_publisher: Grade
    vendor_statement: Grade
    against_interest: Grade
    admiralty: dict[str, float]
    admiralty_source: str | None = None


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
        For unknown keys, ids used twice, parents that do not exist, or a circle of parents.
    """
    return _load_registry(root or rules_root())


@functools.lru_cache(maxsize=8)
def _load_registry(root: Path) -> Registry:
    path = root / "lexicon" / "companies.yaml"
    data, lines = _read(path)
    file = _validate(data, lines, path, _EntityFile)
    problems: list[RuleError] = []
    by_id: dict[str, Entity] = {}
    for number, entity in enumerate(file.entities):
        where = _place(path, lines, ("entities", number))
        if entity.id in by_id:
            problems.append(RuleError(f"id '{entity.id}' is used twice", where=where))
        by_id[entity.id] = entity
    for number, entity in enumerate(file.entities):
        where = _place(path, lines, ("entities", number))
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
    if problems:
        raise RuleErrors(problems)
    sources = load_file(root / "lexicon" / "sources.yaml", SourceFile)
    publishers = {p.id: p for p in sources.publishers}
    return Registry(entities=by_id, publishers=publishers, sources=sources)


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


def load_buyer(name: str, root: Path | None = None) -> Buyer:
    """Load a buyer profile by id, by name, or from a ``.yaml`` file.

    Raises
    ------
    SettingsError
        For an unknown buyer, with the nearest known ones.
    RuleErrors
        For a profile that is wrong.
    """
    folder = (root or rules_root()) / "buyers"
    if name.endswith((".yaml", ".yml")):
        path = Path(name)
        if not path.is_file():
            raise SettingsError(
                f"no buyer file '{name}'", how="give a path to a buyer profile, or a known buyer"
            )
        return load_file(path, Buyer)
    slug = name.strip().casefold().replace(" ", "-")
    known = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if slug in known:
        return load_file(known[slug], Buyer)
    hint = did_you_mean(slug, known)
    raise SettingsError(
        f"unknown buyer '{name}'",
        how=f"{hint or 'known buyers: ' + ', '.join(known)}; or give a path to your own profile",
    )


def buyer_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the buyers that ship with the rules."""
    return tuple(sorted(p.stem for p in ((root or rules_root()) / "buyers").glob("*.yaml")))


@functools.lru_cache(maxsize=8)
def load_parameters(root: Path | None = None) -> Parameters:
    """Load ``rules/model.yaml``: every judgement default with its reason."""
    return load_file((root or rules_root()) / "model.yaml", Parameters)


def _read(path: Path) -> tuple[Any, dict[Loc, int]]:
    """Return the plain data of a YAML file and the line of every key and item."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise RuleErrors(
                [RuleError("rule file is larger than 4 MB", where=str(path), how="split it")]
            )
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RuleErrors([RuleError("rule file is missing", where=str(path))]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RuleErrors([RuleError(f"cannot read: {error}", where=str(path))]) from None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[Loc, int] = {}
        problems = _walk(node, (), lines, path) if node is not None else []
        if problems:
            raise RuleErrors(problems)
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        raise RuleErrors([RuleError(f"not YAML: {what}", where=f"{path}:{line}")]) from None
    finally:
        loader.dispose()
    return data, lines


def _walk(node: yaml.Node, loc: Loc, lines: dict[Loc, int], path: Path) -> list[RuleError]:
    lines[loc] = node.start_mark.line + 1
    problems: list[RuleError] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                problems.append(
                    RuleError(f"key '{name}' stands twice", where=f"{path}:{key.start_mark.line + 1}")
                )
            seen.add(name)
            problems += _walk(value, (*loc, name), lines, path)
            lines[(*loc, name)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            problems += _walk(value, (*loc, number), lines, path)
    return problems


def _place(path: Path, lines: dict[Loc, int], loc: Loc) -> str:
    while loc and loc not in lines:
        loc = loc[:-1]
    return f"{path}:{lines.get(loc, 1)}"


def _validate(data: Any, lines: dict[Loc, int], path: Path, model: type[M]) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = []
        for one in error.errors():
            loc = tuple(part for part in one["loc"] if isinstance(part, str | int))
            how = None
            what = one["msg"]
            if one["type"] == "extra_forbidden":
                what = f"unknown key '{loc[-1]}'"
                how = did_you_mean(str(loc[-1]), _fields_at(model, loc[:-1])) or "remove it"
            elif loc:
                what = f"{'.'.join(map(str, loc))}: {one['msg']}"
            problems.append(RuleError(what, where=_place(path, lines, loc), how=how))
        raise RuleErrors(problems) from None


def _fields_at(model: Any, loc: Iterable[str | int]) -> list[str]:
    """Return the field names of the model found by walking `loc`."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        current = _inner_model(current)
        field = getattr(current, "model_fields", {}).get(part)
        if field is None:
            continue
        current = field.annotation
    return list(getattr(_inner_model(current), "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, dict, Union, types.UnionType):
        for argument in reversed(get_args(annotation)):
            found = _inner_model(argument)
            if found is not None:
                return found
    return None
