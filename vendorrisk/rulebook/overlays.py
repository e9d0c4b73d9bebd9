"""Overlays of rules: a folder, or the rule pack of a plug-in by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vendorrisk.model.plugin import Plugin
from vendorrisk.plugins import Installed, folder_of, named

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
    return named("rules", text.removeprefix(PACK), f"--overlay {text}")
