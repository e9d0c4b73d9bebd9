"""Where values come from: the environment, files found upwards, the folder of the user.

Of one key the first of these that has it wins: an option that was typed, ``VENDORRISK_*``, the file
of ``--config``, the nearest ``vendorrisk.toml`` or ``pyproject.toml`` with a ``[tool.vendorrisk]``,
the file of the user. Within one of them the table of a command goes before what stands above it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.cli.key_values import (
    INSIDE,
    OutsideError,
    as_taken,
    check_output,
    made_of,
    near,
    writes,
)
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


class Value(NamedTuple):
    """A value as a command takes it, and where it is from: ``path:line`` or a variable.

    ``found`` is whether a file said it that nobody named, and that may be somebody else's.
    """

    key: Key
    value: Any
    source: str
    found: bool = False


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
        if not _is_file(config):
            raise SettingsError(
                "no such file of configuration",
                where=f"--config {config}",
                how="'vendorrisk init' writes one to start from",
            )
        found.append(read(config, known, "config"))
    project = nearest(here or Path.cwd())
    told = None if config is None else config.resolve()
    if project is not None and project.resolve() != told:
        found.append(read(project, known, "project"))
    own = user_file()
    if own is not None and _is_file(own) and own.resolve() != told and own != project:
        found.append(read(own, known, "user"))
    return found


def effective(found: Sequence[Layer], table: str, keys: Mapping[str, Key]) -> dict[str, Value]:
    """Return what holds for a command, by key.

    Raises
    ------
    SettingsError
        Where a file that was merely found would have the command write outside its own folder.
    """
    chosen: dict[str, Value] = {}
    for layer in found:
        project = layer.kind == "project"
        for part in (layer.values.get(table, {}), layer.values.get("", {})):
            for name, value in part.items():
                if name in keys and name not in chosen:
                    chosen[name] = value._replace(key=keys[name], found=project)
                    if project and layer.path is not None and writes(table, name):
                        _check_place(chosen[name], layer.path.resolve().parent)
    return chosen


def _check_place(value: Value, folder: Path) -> None:
    try:
        check_output(value.key, value.value, Path.cwd(), folder)
    except ValueError as error:
        raise SettingsError(str(error), where=value.source, how=INSIDE) from None


def nearest(here: Path) -> Path | None:
    """Return the nearest file of configuration, from a folder upwards.

    Looking ends with the topmost folder of a repository, and with the home folder of the user:
    what lies above is somebody else's.
    """
    home = _home()
    for folder in (here, *here.parents):
        if _is_file(folder / FILE):
            return folder / FILE
        project = folder / PYPROJECT
        if _is_file(project) and _has_table(project):
            return project
        if folder == home or any(os.path.lexists(folder / name) for name in _ROOTS):
            return None
    return None


def _home() -> Path | None:
    """Return the home folder of the user; None: the machine knows none."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def _is_file(path: Path) -> bool:
    """Whether a file is there, as far as one may see; a device or a pipe is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks to this program; one that is no TOML does not."""
    try:
        text = path.read_text(encoding="utf-8")
        tool = tomllib.loads(text).get("tool") if TABLE in text else None
        return isinstance(tool, dict) and TABLE in tool
    except (OSError, ValueError, RecursionError):
        return False


def user_file() -> Path | None:
    """Return the file of the user, whether or not it is there; None: there is no home folder.

    A place relative to the working directory is none of the user's.
    """
    import platformdirs

    try:
        place = Path(platformdirs.user_config_dir("vendorrisk", appauthor=False)) / FILE
    except RuntimeError:  # of newer versions; older ones leave the "~" as it is
        return None
    return place if place.is_absolute() else None


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
            made = made_of(key, _typed(key, text), Path())
        except ValueError as error:
            problems.append(SettingsError(str(error), where=variable, how=as_taken(key)))
            continue
        values.setdefault(table, {})[key.name] = Value(key, made, variable)
    if problems:
        raise SettingsErrors(problems)
    return Layer("environment", None, values)


def _typed(key: Key, text: str) -> Any:
    """Return the text of a variable as the value that a file would hold."""
    if key.many and text.lstrip().startswith("["):
        try:
            (found,) = tomllib.loads(f"value = {text}").values()
        except (ValueError, RecursionError):
            raise ValueError(f"'{text[:60]}' is no list") from None
        return found
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

    shown = near(path)
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
            made = made_of(key, value, folder)
            if kind == "project" and writes(table, name):
                check_output(key, value, folder, folder)
        except ValueError as error:
            mend = INSIDE if isinstance(error, OutsideError) else as_taken(key)
            problems.append(SettingsError(str(error), where=where(*loc), how=mend))
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
    if not table and name in known:
        return f"'{name}' is a command: write a table, [{name}]"
    homes = [home for home, own in known.items() if name in own]
    if not table and homes:
        return f"it belongs to commands: write it below [{homes[0]}]"
    if table and name in SHARED:
        return f"the command '{table}' has no such option"
    names = [*keys, *known] if not table else [*keys]
    return did_you_mean(name, names) or "'vendorrisk schema config' lists the keys"
