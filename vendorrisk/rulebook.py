"""Loads and checks everything under ``rules/``.

Every problem is reported with its file and line, all problems of a file at once, and a misspelt
key comes with a suggestion. What a rule *does* is decided on higher floors.
"""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError, model_validator

from vendorrisk.errors import RuleError, RuleErrors, SettingsError, did_you_mean
from vendorrisk.model.base import Letter, Noun, Share
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.checklist import Clause, Question, Section
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
        For unknown keys, ids or names used twice, parents that do not exist, or a circle of them.
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
    outlets = root / "lexicon" / "sources.yaml"
    data, outlet_lines = _read(outlets)
    sources = _validate(data, outlet_lines, outlets, SourceFile)
    publishers: dict[str, Entity] = {}
    for number, publisher in enumerate(sources.publishers):
        if publisher.id in publishers:
            where = _place(outlets, outlet_lines, ("publishers", number))
            problems.append(RuleError(f"id '{publisher.id}' is used twice", where=where))
        publishers[publisher.id] = publisher
    places = [(e, _place(path, lines, ("entities", n))) for n, e in enumerate(file.entities)]
    places += [
        (p, _place(outlets, outlet_lines, ("publishers", n)))
        for n, p in enumerate(sources.publishers)
    ]
    problems += _same_names(places)
    if problems:
        raise RuleErrors(problems)
    return Registry(entities=by_id, publishers=publishers, sources=sources)


def _same_names(places: list[tuple[Entity, str]]) -> list[RuleError]:
    """Return one problem for every name that two entries claim: it could not be resolved."""
    owner: dict[str, str] = {}
    problems = []
    for entity, where in places:
        for name in dict.fromkeys((entity.name, *entity.aliases, *entity.common_words)):
            first = owner.setdefault(name.casefold(), entity.id)
            if first != entity.id:
                problems.append(
                    RuleError(
                        f"name '{name}' is also that of '{first}'", where=where, how="keep one"
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


class _ClauseFile(Noun):
    clauses: tuple[Clause, ...]


class _QuestionFile(Noun):
    sections: tuple[Section, ...]


def load_clauses(root: Path | None = None) -> tuple[Clause, ...]:
    """Load ``rules/clauses.yaml``: contract clauses by key, in the order of the file.

    Raises
    ------
    RuleErrors
        For unknown keys and for ids used twice.
    """
    path = (root or rules_root()) / "clauses.yaml"
    data, lines = _read(path)
    clauses = _validate(data, lines, path, _ClauseFile).clauses
    ids = [clause.id for clause in clauses]
    problems = [
        RuleError(f"id '{name}' is used twice", where=_place(path, lines, ("clauses", number)))
        for number, name in enumerate(ids)
        if name in ids[:number]
    ]
    if problems:
        raise RuleErrors(problems)
    return clauses


def load_questions(root: Path | None = None) -> tuple[Question, ...]:
    """Load ``rules/questions.yaml``: the questions of the checklist, each with its section.

    Raises
    ------
    RuleErrors
        For unknown keys, ids that do not run N01, N02, ..., clauses that ``clauses.yaml`` does not
        hold, and names in braces other than ``{vendor}`` and ``{buyer}``.
    """
    path = (root or rules_root()) / "questions.yaml"
    data, lines = _read(path)
    file = _validate(data, lines, path, _QuestionFile)
    known = {clause.id for clause in load_clauses(root)}
    found: list[Question] = []
    problems: list[RuleError] = []
    for s, section in enumerate(file.sections):
        for q, question in enumerate(section.questions):
            place: Loc = ("sections", s, "questions", q)
            expected = f"N{len(found) + 1:02d}"
            if question.id != expected:
                where = _place(path, lines, (*place, "id"))
                what = f"id '{question.id}' stands where '{expected}' is expected"
                problems.append(RuleError(what, where=where, how="number them N01, N02, ..."))
            for key in question.clauses:
                if key not in known:
                    where = _place(path, lines, (*place, "clauses"))
                    what = f"clause '{key}' is not in clauses.yaml"
                    problems.append(RuleError(what, where=where, how=did_you_mean(key, known)))
            for name in re.findall(r"{(.*?)}", question.follow_up):
                if name not in {"vendor", "buyer"}:
                    where = _place(path, lines, (*place, "follow_up"))
                    how = "only {vendor} and {buyer} are filled in"
                    problems.append(RuleError(f"unknown name '{{{name}}}'", where=where, how=how))
            title = f"{section.letter} {section.title}"
            found.append(question.model_copy(update={"section": title}))
    if problems:
        raise RuleErrors(problems)
    return tuple(found)


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
    except (ValueError, RecursionError) as error:  # the 30th of February, a list within itself
        raise RuleErrors([RuleError(f"impossible value: {error}", where=str(path))]) from None
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
                    RuleError(
                        f"key '{name}' stands twice", where=f"{path}:{key.start_mark.line + 1}"
                    )
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
