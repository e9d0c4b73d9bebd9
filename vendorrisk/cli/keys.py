"""The keys of a configuration: the options of the commands, read off their signatures."""

from __future__ import annotations

import enum
import inspect
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import typer

Kind = Literal["flag", "whole number", "number", "choice", "path", "text"]

# Keys that mean the same in every command that has them; they may stand above the tables.
SHARED = (
    "inputs",
    "buyer",
    "vendors",
    "against",
    "as_of",
    "rules",
    "overlays",
    "judgements",
    "mitigations",
    "reviews",
    "engine",
    "policy",
    "waivers",
    "state",
    "fail_on",
    "exit_zero",
    "strict",
    "require_reviewed",
    "quiet",
    "verbose",
)
# What is said of one run only: who decides, what is supposed, what is looked at.
_ONCE = frozenset(
    {"assume", "without", "ack", "by", "on", "note", "reason", "set", "why", "check", "from"}
)
# What sets a place up or mends it takes no configuration: a broken one must not stand in the way.
_APART = frozenset(
    {"demo", "init", "doctor", "schema", "config show", "config path", "config schema"}
)
_PLURAL = {"vendor": "vendors", "overlay": "overlays"}
_NAMES_OR_FILES = frozenset({"buyer", "policy", "old_buyer"})
_PLACES = frozenset({"inputs", "output"})


class Key(NamedTuple):
    """A key: what kind of value it takes, and which parameter of the command it fills.

    ``place`` says whether its text is a place in the file system: "always", where it looks like a
    file ("file"), or None.
    """

    name: str
    parameter: str
    option: str
    kind: Kind
    many: bool
    choices: tuple[str, ...]
    place: Literal["always", "file"] | None
    help: str
    default: Any


def command_keys(command: Callable[..., Any]) -> dict[str, Key]:
    """Return the keys of a command, by name, in the order of its options."""
    found: dict[str, Key] = {}
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        key = _key(parameter)
        if key is not None:
            found[key.name] = key
    return found


def commands(app: typer.Typer) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the commands of an application, those of its groups after their group's name."""
    for one in app.registered_commands:
        if one.callback is not None:
            yield one.name or one.callback.__name__.replace("_", "-"), one.callback
    for group in app.registered_groups:
        if group.typer_instance is not None:
            for name, command in commands(group.typer_instance):
                yield f"{group.name} {name}", command


def tables(app: typer.Typer) -> dict[str, dict[str, Key]]:
    """Return the keys of every command by the name of its table: ``review list`` is review-list."""
    return {
        table_of(name): keys
        for name, command in commands(app)
        if name not in _APART and (keys := command_keys(command))
    }


def table_of(command: str) -> str:
    """Return the name of the table of a command."""
    return command.replace(" ", "-")


def shared(known: Mapping[str, Mapping[str, Key]]) -> dict[str, Key]:
    """Return the keys that may stand above the tables, each as the first command has it."""
    found: dict[str, Key] = {}
    for name in SHARED:
        found[name] = next(keys[name] for keys in known.values() if name in keys)
    return found


def _key(parameter: inspect.Parameter) -> Key | None:
    if get_origin(parameter.annotation) is not Annotated:
        return None
    told, *notes = get_args(parameter.annotation)
    info = next((one for one in notes if hasattr(one, "param_decls")), None)
    if info is None:
        return None
    declared = [info.default, *(info.param_decls or ())]  # the first stands where a default would
    words = [word for word in declared if isinstance(word, str) and word.startswith("--")]
    if not words and parameter.name != "inputs":
        return None  # other arguments name what a single run is about
    option = words[0] if words else "INPUTS"
    name = words[0].removeprefix("--").replace("-", "_") if words else "inputs"
    if name in _ONCE:
        return None
    base, many = _base(told)
    name = _PLURAL.get(name, name) if many else name
    kind, choices = _kind(base, counted=bool(getattr(info, "count", False)))
    place: Literal["always", "file"] | None = None
    if kind == "path" or name in _PLACES:
        place = "always"
    elif name in _NAMES_OR_FILES:
        place = "file"
    default = bool(parameter.default) if kind == "flag" else _default(parameter)
    return Key(name, parameter.name, option, kind, many, choices, place, info.help or "", default)


def _default(parameter: inspect.Parameter) -> Any:
    """Return the default as a file would have it; None: there is none."""
    value = parameter.default
    if value is inspect.Parameter.empty or value is None:
        return None
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def _base(told: Any) -> tuple[Any, bool]:
    """Return a type without "or None" and without its list, and whether it was one."""
    if get_origin(told) in (Union, types.UnionType):
        told = next(one for one in get_args(told) if one is not type(None))
    if get_origin(told) is list:
        return get_args(told)[0], True
    return told, False


def _kind(base: Any, *, counted: bool) -> tuple[Kind, tuple[str, ...]]:
    if base is bool or counted:
        return "flag", ()
    if isinstance(base, type) and issubclass(base, enum.Enum):
        return "choice", tuple(str(one.value) for one in base)
    if base is int:
        return "whole number", ()
    if base is float:
        return "number", ()
    return ("path" if base is Path else "text"), ()
