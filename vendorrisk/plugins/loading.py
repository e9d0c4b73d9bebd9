"""Loads a plug-in when it is needed; what goes wrong carries the name of its distribution."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vendorrisk.errors import PluginError
from vendorrisk.model.plugin import Plugin
from vendorrisk.model.summary import cut
from vendorrisk.plugins.finding import GROUPS, OFF, Installed

LONGEST = 200  # characters of what a plug-in says has gone wrong


def load(one: Installed) -> Callable[..., Any]:
    """Return the callable of a reader, extractor or exporter.

    Raises
    ------
    PluginError
        Where it cannot be imported, or is nothing to be called.
    """
    try:
        with aside():
            found = one.entry.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever their module does
        raise failed(one.plugin, error, "cannot be loaded", one.entry.value) from None
    if not callable(found):
        raise PluginError(
            f"{one.plugin} is nothing that can be called",
            where=f"{GROUPS[one.plugin.kind]}: {cut(one.entry.value, LONGEST)}",
            how=_mend(one.plugin),
        )
    made: Callable[..., Any] = found
    return made


@contextlib.contextmanager
def aside() -> Iterator[None]:
    """Send what the code of a plug-in prints to stderr: stdout carries results alone."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


def plain(row: object) -> object:
    """Return what a plug-in gave as a mapping as a dict, so that no code of it runs later."""
    return dict(row) if isinstance(row, Mapping) else row


def failed(
    plugin: Plugin, error: BaseException | str, what: str, where: str | None = None
) -> PluginError:
    """Return an error of a plug-in as ours: which, of what distribution, what it said."""
    said = error if isinstance(error, str) else _said(error)
    return PluginError(
        f"{plugin} {what}: {cut(said, LONGEST)}",
        where=None if where is None else cut(where, LONGEST),
        how=_mend(plugin),
    )


def _said(error: BaseException) -> str:
    name = type(error).__name__
    try:
        return f"{name}: {error}"
    except Exception:  # noqa: BLE001  # even its text is code of theirs
        return name


def folder_of(one: Installed) -> Path:
    """Return the folder of a rule pack, which holds ``flags/``; none of its code is run.

    Raises
    ------
    PluginError
        Where no such folder is installed.
    """
    module, _, attribute = one.entry.value.partition(":")
    top, *inner = module.strip().split(".")
    try:  # not find_spec of the whole name: that would import what is above it
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError) as error:
        raise failed(one.plugin, error, "cannot be found", one.entry.value) from None
    for place in (spec.submodule_search_locations if spec else None) or ():
        folder = Path(place).joinpath(*inner)
        if not attribute and (folder / "flags").is_dir():
            return folder
    raise PluginError(
        f"{one.plugin} holds no folder flags/",
        where=f"{GROUPS['rules']}: {cut(one.entry.value, LONGEST)}",
        how="its entry point names a package that holds flags/<family>/<id>.yaml",
    )


def _mend(plugin: Plugin) -> str:
    return f"mend or uninstall {plugin.distribution}, or turn plug-ins off: {OFF}=1"
