"""``plugins``: which plug-ins are installed, and whether they load."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vendorrisk.cli import options
from vendorrisk.cli.outputs import show
from vendorrisk.cli.talk import Talk, one_line
from vendorrisk.errors import VendorRiskError

if TYPE_CHECKING:
    from vendorrisk.plugins import Installed


class PluginsFormat(StrEnum):
    """Formats of a list of plug-ins."""

    table = "table"
    json = "json"


LOADS = "loads"
_Format = Annotated[PluginsFormat, typer.Option("--format", "-f", help="Format on stdout.")]


class _Row(NamedTuple):
    kind: str
    name: str
    distribution: str
    version: str
    source: str
    state: str


def plugins(*, format: _Format = PluginsFormat.table, quiet: options.Quiet = 0) -> None:
    """List the plug-ins that are installed, and whether each loads.

    Readers and exporters take part by the suffix of a file; extractors and rule packs where they
    are named (--extractor NAME, --overlay plugin:NAME).

    Example: vendorrisk plugins --format json
    """
    from vendorrisk.plugins import OFF, installed, switched_off

    talk = Talk(quiet=quiet)
    rows = [_row(one) for one in installed()]
    if switched_off():
        talk.note(f"plug-ins are turned off by {OFF}")
    elif not rows:
        talk.note("no plug-ins are installed")
    if format is PluginsFormat.json:
        text = json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2) + "\n"
    else:
        text = _table(rows)
    show(text.encode("utf-8"))


def _row(one: Installed) -> _Row:
    plugin = one.plugin
    return _Row(
        plugin.kind, plugin.name, plugin.distribution, plugin.version, one.entry.value, _state(one)
    )


def _state(one: Installed) -> str:
    """Return what stands in the way of a plug-in; "loads" when nothing does."""
    from vendorrisk.decision.values import VALUES
    from vendorrisk.documents.foreign import foreign_reader
    from vendorrisk.extract.foreign import foreign_extractors
    from vendorrisk.plugins import load
    from vendorrisk.report import format_of
    from vendorrisk.rulebook import PACK, load_flags

    plugin = one.plugin
    if not one.sound:
        return "its name is none: small letters, digits, '-' and '_', at most 40"
    try:
        if plugin.kind == "rules":
            load_flags(VALUES, None, [f"{PACK}{plugin.name}"])
        elif plugin.kind == "extractor":
            foreign_extractors(plugin.name)
        elif plugin.kind == "reader":
            foreign_reader(f".{plugin.name}")
            load(one)
        else:
            format_of(f"result.{plugin.name}")
            load(one)
    except VendorRiskError as error:
        return error.what
    return LOADS


def _table(rows: list[_Row]) -> str:
    if not rows:
        return ""
    shown = [(row.kind, row.name, f"{row.distribution} {row.version}", row.state) for row in rows]
    shown = [tuple(one_line(cell, 200) for cell in row) for row in shown]  # type: ignore[misc]
    lines = [("kind", "name", "from", "state"), *shown]
    wide = [max(len(line[column]) for line in lines) for column in range(3)]
    return "".join(
        "  ".join([*(cell.ljust(wide[n]) for n, cell in enumerate(line[:3])), line[3]]).rstrip()
        + "\n"
        for line in lines
    )
