"""Which plug-ins are installed: read off their distributions, none of them loaded."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from vendorrisk.errors import PluginError, SettingsError, did_you_mean
from vendorrisk.model.plugin import PLUGIN_KINDS, Plugin, PluginKind
from vendorrisk.model.summary import one_line

OFF = "VENDORRISK_NO_PLUGINS"  # set to anything but 0, it turns all plug-ins off
GROUPS: dict[PluginKind, str] = {
    "reader": "vendorrisk.readers",
    "extractor": "vendorrisk.extractors",
    "exporter": "vendorrisk.exporters",
    "rules": "vendorrisk.rules",
}
OURS = "vendorrisk"
UNTOLD = "(not told)"
LONGEST = 100  # characters of a name or a version
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Installed(NamedTuple):
    """A plug-in that is installed, and its entry point."""

    plugin: Plugin
    entry: EntryPoint

    @property
    def sound(self) -> bool:
        """Return whether its name can be one: small letters, digits, "-" and "_"."""
        return _NAME.fullmatch(self.plugin.name) is not None


def switched_off() -> bool:
    """Return whether the environment turns all plug-ins off."""
    return os.environ.get(OFF, "") not in ("", "0")


def installed(kind: PluginKind | None = None) -> tuple[Installed, ...]:
    """Return the plug-ins of a kind, or of all kinds, by kind, name and distribution."""
    if switched_off():
        return ()
    kinds = PLUGIN_KINDS if kind is None else (kind,)
    return tuple(one for name in kinds for one in _found(name, tuple(sys.path)))


@functools.lru_cache(maxsize=16)
def _found(kind: PluginKind, path: tuple[str, ...]) -> tuple[Installed, ...]:  # noqa: ARG001
    found = {Installed(_plugin(kind, entry), entry) for entry in entry_points(group=GROUPS[kind])}
    return tuple(sorted(found, key=lambda one: (one.plugin.name, one.plugin.distribution)))


def _plugin(kind: PluginKind, entry: EntryPoint) -> Plugin:
    """Return what an entry point belongs to, also where the metadata lack a name or a version."""
    told = {}
    for what in ("name", "version"):
        try:
            told[what] = one_line(str(getattr(entry.dist, what) or UNTOLD))[:LONGEST]
        except (AttributeError, KeyError):
            told[what] = UNTOLD
    name = one_line(entry.name)[:LONGEST]
    return Plugin(kind=kind, name=name, distribution=told["name"], version=told["version"])


def chosen(kind: PluginKind, name: str, own: Collection[str] = ()) -> Installed | None:
    """Return the plug-in of a name; None where none is installed.

    Parameters
    ----------
    own : collection of str
        Names of our own of that kind.

    Raises
    ------
    PluginError
        Where two claim the name, or one claims a name of ours: neither takes part in silence.
    """
    found = [one for one in installed(kind) if one.plugin.name == name and one.sound]
    claiming = [f"{one.plugin.distribution} {one.plugin.version}" for one in found]
    if name in own:
        claiming.insert(0, OURS)
    if not found or len(claiming) < 2:
        return found[0] if found else None
    raise PluginError(
        f"two {kind}s are called '{name}': {' and '.join(claiming)}",
        where=GROUPS[kind],
        how=f"uninstall all but one of them, or turn plug-ins off: {OFF}=1",
    )


def named(kind: PluginKind, name: str, where: str, own: Collection[str] = ()) -> Installed:
    """Return the plug-in that somebody asked for by its name.

    Raises
    ------
    SettingsError
        Where none of that name is installed; `where` says who asked.
    PluginError
        As `chosen`.
    """
    one = chosen(kind, name, own)
    if one is not None:
        return one
    known = [other.plugin.name for other in installed(kind)]
    how = did_you_mean(name, known) or f"installed: {', '.join(known) or 'none'}"
    if switched_off():
        how = f"plug-ins are turned off: unset {OFF}"
    what = "rule pack" if kind == "rules" else kind
    raise SettingsError(f"no {what} '{name}' is installed", where=where, how=how)
