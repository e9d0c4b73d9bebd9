"""Overlays of rules: a folder, or the rule pack of a plug-in by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.plugin import Plugin
from vendorrisk.plugins import OFF, Installed, chosen, folder_of, installed, switched_off

PACK = "plugin:"  # before the name of a rule pack


def overlay_folder(name: str | Path) -> Path:
    """Return the folder of an overlay, which need not be there; a rule pack's is.

    Raises
    ------
    SettingsError
        For a rule pack that is not installed.
    PluginError
        For one that holds no rules, or whose name two have.
    """
    one = _pack(name)
    return Path(name) if one is None else folder_of(one)


def packs(names: Iterable[str | Path]) -> tuple[Plugin, ...]:
    """Return the rule packs among overlays; errors as in `overlay_folder`."""
    return tuple(one.plugin for one in map(_pack, names) if one is not None)


def _pack(name: str | Path) -> Installed | None:
    text = str(name)
    if not text.startswith(PACK):
        return None
    own = text.removeprefix(PACK)
    one = chosen("rules", own)
    if one is None:
        known = [other.plugin.name for other in installed("rules")]
        how = did_you_mean(own, known) or f"installed: {', '.join(known) or 'none'}"
        if switched_off():
            how = f"plug-ins are turned off: unset {OFF}"
        raise SettingsError(
            f"no rule pack '{own}' is installed", where=f"--overlay {text}", how=how
        )
    return one
