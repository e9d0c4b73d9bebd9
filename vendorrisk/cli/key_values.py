"""What a value of a configuration has to be: of the kind of its key, and where it may write."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from vendorrisk.cli.keys import Key

_WRITTEN = frozenset({"output", "mitigations_out", "state"})
_DECIDING = frozenset(  # commands that write down what people decide
    {"review-accept", "review-reject", "review-edit", "review-undo", "review-import"}
)
INSIDE = "name a place below the file, or give the file with --config"
_KINDS: dict[str, str] = {
    "flag": "true or false",
    "whole number": "a whole number",
    "number": "a number",
    "path": "text",
    "text": "text",
}


class OutsideError(ValueError):
    """A file that was merely found would write outside its own folder."""


def writes(table: str, name: str) -> bool:
    """Whether a key names a place that a command writes to; "" stands for every command."""
    if name == "reviews":
        return table in _DECIDING
    return name in _WRITTEN or (table, name) == ("rules-new", "overlay")


def made_of(key: Key, value: Any, folder: Path) -> Any:
    """Return a value as the command takes it.

    Raises
    ------
    ValueError
        When it is of another kind.
    """
    if key.many:
        items = value if isinstance(value, list) else [value]
        return [_one(key, item, folder) for item in items]
    return _one(key, value, folder)


def _one(key: Key, value: Any, folder: Path) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = value.isoformat()  # TOML has days of its own
    right: dict[str, type | tuple[type, ...]] = {
        "flag": bool,
        "whole number": int,
        "number": (int, float),
    }
    wanted = right.get(key.kind, str)
    if not isinstance(value, wanted) or (isinstance(value, bool) and key.kind != "flag"):
        raise ValueError(f"'{key.name}' takes {_KINDS.get(key.kind, 'text')}, not {_shown(value)}")
    if key.kind == "choice" and value not in key.choices:
        raise ValueError(f"'{key.name}' cannot be {_shown(value)}")
    if key.place is not None and isinstance(value, str):
        return placed(value, folder, key)
    return value


def placed(text: str, folder: Path, key: Key) -> str:
    """Return a path that a file names, as seen from the working directory."""
    if key.place == "file" and not text.casefold().endswith((".yaml", ".yml", ".toml")):
        return text
    if text == "-" or (key.name == "inputs" and _are_packaged_seeds(text, folder)):
        return text
    path = _expanded(text)
    if path.is_absolute() or folder == Path():
        return str(path) + _slash(text)
    return near(folder / path).as_posix() + _slash(text)


def _are_packaged_seeds(text: str, folder: Path) -> bool:
    return Path(text).parts[:1] == ("seeds",) and not (folder / "seeds").exists()


def _slash(text: str) -> str:
    return "/" if text.endswith(("/", os.sep)) else ""


def near(path: Path) -> Path:
    """Return a path as seen from the working directory, where it lies below or above it."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path


def _expanded(text: str) -> Path:
    """Return a path with the home folder for its "~".

    Raises
    ------
    ValueError
        Where it names the home of nobody, or cannot be a path.
    """
    if "\x00" in text:
        raise ValueError(f"{_shown(text)} cannot be a path")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"{_shown(text)}: no such home folder") from None


def check_output(key: Key, value: Any, base: Path, folder: Path) -> None:
    """Refuse to let a file that was merely found write outside its own folder."""
    for one in value if isinstance(value, list) else [value]:
        if one == "-":
            continue
        place = (base / _expanded(str(one))).resolve()
        if place != folder and folder not in place.parents:
            raise OutsideError(f"'{key.name}' leads out of {folder.name}/: {_shown(one)}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    return f"'{value}'" if isinstance(value, str) else str(value)[:60]


def as_taken(key: Key) -> str:
    """Return how a value of a key is written."""
    if key.choices:
        return f"one of: {', '.join(key.choices)}"
    kind = _KINDS[key.kind]
    return f"write {'a list of ' if key.many else ''}{kind}, as {key.option} takes it"
