"""``config``: which options hold here and where each is from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from vendorrisk.cli import complete, keys
from vendorrisk.cli.layers import Layer, Value, effective, layers, user_file
from vendorrisk.cli.outputs import show as put
from vendorrisk.cli.screen import given
from vendorrisk.cli.talk import printable, wrapped
from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.columns import columns, padded

app = typer.Typer(help="Options from files and variables: what holds here.", rich_markup_mode=None)


class ShowFormat(StrEnum):
    """Formats of what holds."""

    table = "table"
    json = "json"


_Command = Annotated[
    str | None,
    typer.Argument(
        autocompletion=complete.tables,
        metavar="COMMAND",
        show_default=False,
        help="Only what holds for one command, its defaults too: report, gate, review-list ...",
    ),
]
_Format = Annotated[ShowFormat, typer.Option("--format", "-f", help="Format on stdout.")]
_VALUE = 34  # columns of a value in a table


@app.callback()
def config() -> None:
    """Tell which options come from files and variables."""


@app.command()
def show(
    context: typer.Context,
    command: _Command = None,
    *,
    format: _Format = ShowFormat.table,
) -> None:
    """Show every option that is set here, with the file and line or the variable it is from.

    With a command, what holds for it: of each of its options the value, and where that is from,
    the default included.

    Example: vendorrisk config show report
    """
    known, found = _layers(context)
    if command is not None:
        table = keys.table_of(command)
        if table not in known:
            hint = did_you_mean(table, known) or f"one of: {', '.join(sorted(known))}"
            raise SettingsError(f"no command '{command}' that takes options", how=hint)
        rows = list(_of_command(known[table], effective(found, table, known[table])))
    else:
        rows = list(_set(found))
    if format is ShowFormat.json:
        body = [{"key": key, "value": value, "from": source} for key, value, source in rows]
        put((json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
        return
    put(("\n".join(_table(rows)) + "\n").encode("utf-8"), to_read=True)


@app.command()
def path(context: typer.Context) -> None:
    """Print the files that options are read from here, the strongest first, one a line.

    Example: vendorrisk config path
    """
    _, found = _layers(context)
    lines = [f"{printable(str(layer.path))}\n" for layer in found if layer.path is not None]
    put("".join(lines).encode("utf-8"))


@app.command("schema")
def config_schema() -> None:
    """Print the JSON Schema of a file of options; the same as 'vendorrisk schema config'.

    Example: vendorrisk config schema
    """
    from vendorrisk.cli.configured import application
    from vendorrisk.cli.schemas import schemas, text

    put(text("config", schemas(application())).encode("utf-8"))


def _layers(context: typer.Context) -> tuple[dict[str, dict[str, keys.Key]], list[Layer]]:
    from vendorrisk.cli.configured import application, words_of

    words = words_of(context)
    known = keys.tables(application())
    named = given(words, "--config")[-1:]
    chosen = Path(named[0]) if named else None
    return known, layers(known, config=chosen, isolated="--isolated" in words)


def _set(found: list[Layer]) -> Iterator[tuple[str, Any, str]]:
    """Yield what is set, the strongest first, with a word where something stronger is used."""
    seen: set[tuple[str, str]] = set()
    for layer in found:
        for table, values in layer.values.items():
            for name, value in values.items():
                shown = f"{table}.{name}" if table else name
                behind = " (not used: set before)" if (table, name) in seen else ""
                seen.add((table, name))
                yield shown, value.value, value.source + behind


def _of_command(
    known: dict[str, keys.Key], held: dict[str, Value]
) -> Iterator[tuple[str, Any, str]]:
    for name, key in known.items():
        if name in held:
            yield name, held[name].value, held[name].source
        else:
            yield name, key.default, "default"


def _table(rows: list[tuple[str, Any, str]]) -> Iterator[str]:
    if not rows:
        yield "nothing is set by a file or a variable"
        own = user_file() or "none of the user: there is no home folder"
        yield f"files looked for: vendorrisk.toml, pyproject.toml upwards; {own}"
        return
    wide = max(columns(key) for key, _, _ in rows)
    for key, value, source in rows:
        shown = printable(_written(value))
        head = f"{padded(key, wide)}  {padded(shown, _VALUE)}  "
        if columns(shown) > _VALUE:
            yield wrapped(f"{padded(key, wide)}  {shown}", hanging=" " * (wide + 4))
            head = " " * (wide + 2 + _VALUE + 2)
        yield f"{head}{printable(source)}"


def _written(value: Any) -> str:
    """Return a value as a file would have it; None is no value."""
    return "-" if value is None else json.dumps(value, ensure_ascii=False)
