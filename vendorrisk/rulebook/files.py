"""Reads one YAML file into a model; every problem with its file and line, all at once."""

from __future__ import annotations

import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.problems import problem
from vendorrisk.shipped import packaged

M = TypeVar("M", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 4_000_000  # a rule file larger than this is a mistake
MAX_NODES = 500_000  # values of a file, aliases written out
Loc = tuple[str | int, ...]


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
    data, lines = read(path)
    return validate(data, lines, path, model)


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


def read(path: Path) -> tuple[Any, dict[Loc, int]]:
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
        walk = _Walk(loader, path)
        data = walk.data(node, ()) if node is not None else None
        if walk.problems:
            raise RuleErrors(walk.problems)
        if walk.odd:
            data = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        raise RuleErrors([RuleError(f"not YAML: {what}", where=f"{path}:{line}")]) from None
    except (ValueError, RecursionError) as error:  # the 30th of February, a list within itself
        raise RuleErrors([RuleError(f"impossible value: {error}", where=str(path))]) from None
    finally:
        loader.dispose()
    return data, walk.lines


_TEXT, _LIST, _TABLE = (f"tag:yaml.org,2002:{tag}" for tag in ("str", "seq", "map"))


class _Walk:
    """One pass over the nodes of a file.

    Attributes
    ----------
    lines : dict
        Line of every key and item.
    problems : list of RuleError
        Keys that stand twice.
    odd : bool
        The file holds what this pass does not make data of: merged keys, keys that are no text,
        tags of its own. The loader's constructor does.
    """

    def __init__(self, loader: Any, path: Path) -> None:
        self.lines: dict[Loc, int] = {}
        self.problems: list[RuleError] = []
        self.odd = False
        self._scalar = loader.construct_object
        self._path = path

    def data(self, node: yaml.Node, loc: Loc) -> Any:
        """Return a node as plain data."""
        self.lines[loc] = node.start_mark.line + 1
        if len(self.lines) > MAX_NODES:
            what = f"over {MAX_NODES:,} values, aliases written out"
            where = f"{self._path}:{node.start_mark.line + 1}"
            raise RuleErrors([RuleError(what, where=where, how="write it without aliases")])
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.tag == _TEXT else self._scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self._table(node, loc)
        self.odd |= node.tag != _LIST
        return [self.data(value, (*loc, number)) for number, value in enumerate(node.value)]

    def _table(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.odd |= node.tag != _TABLE
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if name in found:
                where = f"{self._path}:{line}"
                self.problems.append(RuleError(f"key '{name}' stands twice", where=where))
            self.odd |= key.tag != _TEXT
            found[name] = self.data(value, (*loc, name))
            self.lines[(*loc, name)] = line
        return found


def place(path: Path, lines: dict[Loc, int], loc: Loc) -> str:
    """Return ``path:line`` of a key or item, or of the nearest one around it."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return f"{path}:{lines.get(loc, 1)}"


def validate(data: Any, lines: dict[Loc, int], path: Path, model: type[M]) -> M:
    """Return plain data as a model, or raise every problem with its place."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = []
        found = error.errors()
        for one in found:
            loc = tuple(part for part in one["loc"] if isinstance(part, str | int))
            if one["type"] == "too_short" and any(
                other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in found
            ):
                continue  # it only lacks the items that are wrong themselves
            how = None
            what = problem({**one, "loc": loc})
            if one["type"] == "extra_forbidden":
                what = f"unknown key '{loc[-1]}'"
                how = did_you_mean(str(loc[-1]), _fields_at(model, loc[:-1])) or "remove it"
                if len(loc) > 1 and loc[-1] in _fields_at(model, ()):
                    how = "it belongs to the top of the file: begin its line without spaces"
            elif one["type"] == "float_parsing" and str(one["input"]).rstrip().endswith("%"):
                how = "leave out the %; what goes from 0 to 1 is written so: 80 % is 0.8"
            problems.append(RuleError(what, where=place(path, lines, loc), how=how))
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
