"""Where values come from: the environment, files found upwards, the folder of the user.

Of one key the first of these that has it wins: an option that was typed, ``VENDORRISK_*``, the file
of ``--config``, the nearest ``vendorrisk.toml`` or ``pyproject.toml`` with a ``[tool.vendorrisk]``,
the file of the user. Within one of them the table of a command goes before what stands above it.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.cli.keys import SHARED, Key, shared
from vendorrisk.errors import SettingsError, SettingsErrors, did_you_mean

FILE, PYPROJECT, TABLE = "vendorrisk.toml", "pyproject.toml", "vendorrisk"
PREFIX = "VENDORRISK_"
_ROOTS = (".git", ".hg", ".svn", ".jj")  # what lies in the topmost folder of a repository
# Variables that are read elsewhere: by `review`, by the plug-ins, by the tests of the page.
_READ_ELSEWHERE = {
    "VENDORRISK_BY",
    "VENDORRISK_ON",
    "VENDORRISK_NO_PLUGINS",
    "VENDORRISK_CHROMIUM",
}
_KINDS: dict[str, str] = {
    "flag": "true or false",
    "whole number": "a whole number",
    "number": "a number",
    "path": "text",
    "text": "text",
}


class Value(NamedTuple):
    """A value as a command takes it, and where it is from: ``path:line`` or a variable."""

    key: Key
    value: Any
    source: str


class Layer(NamedTuple):
    """One place that values come from.

    ``kind`` is environment, config (``--config``), project or user; ``values`` has the values of
    each table; those above all tables are in "".
    """

    kind: str
    path: Path | None
    values: Mapping[str, Mapping[str, Value]]


Tables = Mapping[str, Mapping[str, Key]]


def layers(
    known: Tables,
    *,
    config: Path | None = None,
    isolated: bool = False,
    here: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> list[Layer]:
    """Return the places that values come from, the strongest first.

    Parameters
    ----------
    known : mapping
        Keys of every command, by table.
    config : Path or None
        The file of ``--config``.
    isolated : bool
        Read nothing.
    here : Path or None
        Where to begin to look upwards; None: the working directory.
    env : mapping or None
        None: the environment of the process.

    Raises
    ------
    SettingsErrors
        Every problem of every file, each with ``path:line``.
    """
    if isolated:
        return []
    found = [environment(known, os.environ if env is None else env)]
    if config is not None:
        if not config.is_file():
            raise SettingsError(
                "no such file of configuration",
                where=f"--config {config}",
                how="'vendorrisk init' writes one to start from",
            )
        found.append(read(config, known, "config"))
    project = nearest(here or Path.cwd())
    if project is not None and project != config:
        found.append(read(project, known, "project"))
    own = user_file()
    if own.is_file() and own not in (config, project):
        found.append(read(own, known, "user"))
    return found


def effective(found: Sequence[Layer], table: str, keys: Mapping[str, Key]) -> dict[str, Value]:
    """Return what holds for a command, by key."""
    chosen: dict[str, Value] = {}
    for layer in found:
        for part in (layer.values.get(table, {}), layer.values.get("", {})):
            for name, value in part.items():
                if name in keys:
                    own = keys[name]
                    chosen.setdefault(name, value._replace(key=own))
    return chosen


def nearest(here: Path) -> Path | None:
    """Return the nearest file of configuration, from a folder upwards.

    Looking ends with the topmost folder of a repository, and with the home folder of the user:
    what lies above is somebody else's.
    """
    home = Path.home()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / PYPROJECT
        if project.is_file() and _has_table(project):
            return project
        if folder == home or any((folder / name).exists() for name in _ROOTS):
            return None
    return None


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks to this program; one that is no TOML does not."""
    try:
        text = path.read_text(encoding="utf-8")
        return f"tool.{TABLE}" in text and TABLE in tomllib.loads(text).get("tool", {})
    except (OSError, ValueError, RecursionError):
        return False


def user_file() -> Path:
    """Return the file of the user, whether or not it is there."""
    import platformdirs

    return Path(platformdirs.user_config_dir("vendorrisk", appauthor=False)) / FILE


def environment(known: Tables, env: Mapping[str, str]) -> Layer:
    """Return what variables say.

    ``VENDORRISK_BUYER`` speaks to every command, ``VENDORRISK_GATE_FORMAT`` to one. Of a key with
    several values the variable holds one, or a list as TOML has it.
    """
    names = {f"{PREFIX}{name.upper()}": ("", key) for name, key in shared(known).items()}
    for table, keys in known.items():
        for name, key in keys.items():
            names[f"{PREFIX}{table}_{name}".replace("-", "_").upper()] = (table, key)
    values: dict[str, dict[str, Value]] = {}
    problems = []
    for variable in sorted(env):
        text = env[variable]
        if not variable.startswith(PREFIX) or variable in _READ_ELSEWHERE or not text:
            continue
        if variable not in names:
            problems.append(
                SettingsError(
                    f"no option is set by the variable {variable}",
                    where="the environment",
                    how=did_you_mean(variable, names) or "'vendorrisk config show' lists them",
                )
            )
            continue
        table, key = names[variable]
        try:
            made = _made(key, _typed(key, text), Path())
        except ValueError as error:
            problems.append(SettingsError(str(error), where=variable, how=_how(key)))
            continue
        values.setdefault(table, {})[key.name] = Value(key, made, variable)
    if problems:
        raise SettingsErrors(problems)
    return Layer("environment", None, values)


def _typed(key: Key, text: str) -> Any:
    """Return the text of a variable as the value that a file would hold."""
    if key.many and text.lstrip().startswith("["):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            raise ValueError(f"'{text}' is no list") from None
    if key.kind == "flag":
        told = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        return told.get(text.casefold(), text)
    if key.kind in ("whole number", "number"):
        try:
            return int(text) if key.kind == "whole number" else float(text)
        except ValueError:
            return text
    return text


def read(path: Path, known: Tables, kind: str) -> Layer:
    """Return what a file says.

    Raises
    ------
    SettingsErrors
        For every key that is unknown and every value of a wrong kind, each with ``path:line``.
    """
    from vendorrisk.rulebook.files import place
    from vendorrisk.rulebook.tables import read_toml

    shown = _near(path)
    data, lines = read_toml(shown)
    at: tuple[str, ...] = ()
    if path.name == PYPROJECT:
        at = ("tool", TABLE)
        data = data.get("tool", {}).get(TABLE, {})
    folder = path.resolve().parent
    problems: list[SettingsError] = []
    values: dict[str, dict[str, Value]] = {}

    def where(*loc: str) -> str:
        return place(shown, lines, (*at, *loc))

    def take(table: str, name: str, value: Any, keys: Mapping[str, Key], *loc: str) -> None:
        key = keys.get(name)
        if key is None:
            what = f"unknown key '{name}'" + (f" in [{table}]" if table else "")
            how = _meant(table, name, keys, known)
            problems.append(SettingsError(what, where=where(*loc), how=how))
            return
        try:
            made = _made(key, value, folder)
            _check_output(key, value, folder, kind)
        except ValueError as error:
            problems.append(SettingsError(str(error), where=where(*loc), how=_how(key)))
            return
        values.setdefault(table, {})[name] = Value(key, made, where(*loc))

    above = shared(known)
    if not isinstance(data, dict):
        raise SettingsError("no table", where=where(), how=f"write [tool.{TABLE}]")
    for name, value in data.items():
        if isinstance(value, dict) and name in known:
            for inner, one in value.items():
                take(name, inner, one, known[name], name, inner)
        else:
            take("", name, value, above, name)
    if problems:
        raise SettingsErrors(problems)
    return Layer(kind, path, values)


def _meant(table: str, name: str, keys: Mapping[str, Key], known: Tables) -> str:
    """Return what somebody who wrote an unknown key may have meant."""
    homes = [home for home, own in known.items() if name in own]
    if not table and homes:
        return f"it belongs to commands: write it below [{homes[0]}]"
    if table and name in SHARED:
        return f"the command '{table}' has no such option"
    names = [*keys, *known] if not table else [*keys]
    return did_you_mean(name, names) or "'vendorrisk schema config' lists the keys"


def _made(key: Key, value: Any, folder: Path) -> Any:
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
    path = Path(text).expanduser()
    if path.is_absolute() or folder == Path():
        return str(path) + _slash(text)
    return _near(folder / path).as_posix() + _slash(text)


def _are_packaged_seeds(text: str, folder: Path) -> bool:
    return Path(text).parts[:1] == ("seeds",) and not (folder / "seeds").exists()


def _slash(text: str) -> str:
    return "/" if text.endswith(("/", os.sep)) else ""


def _near(path: Path) -> Path:
    """Return a path as seen from the working directory, where it lies below or above it."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path


def _check_output(key: Key, value: Any, folder: Path, kind: str) -> None:
    """Refuse to let a file that was merely found write outside its own folder."""
    if key.name != "output" or kind != "project":
        return
    for one in value if isinstance(value, list) else [value]:
        place = (folder / Path(str(one)).expanduser()).resolve()
        if place != folder and folder not in place.parents:
            raise ValueError(f"'output' leads out of {folder.name}/: {_shown(one)}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    return f"'{value}'" if isinstance(value, str) else str(value)[:60]


def _how(key: Key) -> str:
    if key.choices:
        return f"one of: {', '.join(key.choices)}"
    if key.name == "output":
        return "name a place below the file, or give the file with --config"
    kind = _KINDS[key.kind]
    return f"write {'a list of ' if key.many else ''}{kind}, as {key.option} takes it"
