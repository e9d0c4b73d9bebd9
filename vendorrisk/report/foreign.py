"""Formats that plug-ins write: named by the suffix of the file, bounded in size."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from vendorrisk.plugins import Installed, aside, chosen, failed, installed, load

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison

LARGEST = 200_000_000  # bytes


def exporter_of(name: str, own: Collection[str]) -> Callable[[Comparison], bytes] | None:
    """Return what writes the format of a name; None: no plug-in does. It is loaded when called.

    Raises
    ------
    PluginError
        Where two write it, one of ours (`own`) among them or not.
    """
    one = chosen("exporter", name, own)
    return None if one is None else partial(_export, one)


def foreign_suffixes() -> list[str]:
    """Return the suffixes that plug-ins write, sorted."""
    return sorted({f".{one.plugin.name}" for one in installed("exporter") if one.sound})


def _export(one: Installed, comparison: Comparison) -> bytes:
    write = load(one)
    try:
        with aside():  # a copy: what they change in it stands in no other output
            made: Any = write(comparison.model_copy(deep=True))
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever their code does
        raise failed(one.plugin, error, "failed") from None
    if not isinstance(made, bytes):
        raise failed(one.plugin, f"it gave {type(made).__name__}, not bytes", "failed")
    if len(made) > LARGEST:
        raise failed(one.plugin, f"it gave more than {LARGEST // 1_000_000} MB", "failed")
    return made
