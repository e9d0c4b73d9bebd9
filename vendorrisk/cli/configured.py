"""The class of every command: options that stand everywhere, and what the configuration says."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from vendorrisk.cli import keys
from vendorrisk.cli.layers import Value, effective, layers
from vendorrisk.cli.saved import held
from vendorrisk.cli.screen import given
from vendorrisk.cli.talk import Talk

_COMMAND: Any = importlib.import_module("typer.core").TyperCommand
_WORDS = "vendorrisk.words"  # where a context keeps what was typed
_DECIDES = frozenset(  # can turn what fails into what passes
    {"exit_zero", "policy", "waivers", "rules", "overlays", "judgements", "mitigations", "reviews"}
)
_APPS: list[typer.Typer] = []  # the application, once it is made
_SOURCES: dict[str, str] = {}  # of this run: options that were not typed, and where they stand


class LogFormat(StrEnum):
    """How stderr speaks."""

    text = "text"
    json = "json"


def _everywhere(
    *,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            show_default=False,
            help="A file of options, before those that are found.",
        ),
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Read no file of options and no variable.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour on a terminal.")] = False,
    log_format: Annotated[
        LogFormat,
        typer.Option(
            "--log-format", show_default=False, help="How stderr speaks: text, or lines of JSON."
        ),
    ] = LogFormat.text,
) -> None:
    """Stand for the options that every command takes."""


def _shared_options() -> list[Any]:
    alone = typer.Typer(add_completion=False)
    alone.command()(_everywhere)
    made: Any = typer.main.get_command(alone)
    for one in made.params:
        one.expose_value = False
    return list(made.params)


class Command(_COMMAND):  # type: ignore[misc]  # typer does not export its type
    """A command that takes what is not typed from the configuration.

    Order and provenance are those of the parser: what is typed goes before its map of defaults,
    and the map before the default of the option.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everywhere = _shared_options()
        for one in self.params:
            if one.param_type_name == "argument" and one.nargs == -1 and one.envvar is None:
                # Older parsers look behind an argument of no words only when it has a variable.
                one.envvar, one.show_envvar = (), False
        self.params.extend(self.everywhere)

    def parse_args(self, context: Any, words: list[str]) -> list[str]:
        """Parse what was typed, with the configuration behind it."""
        context.meta[_WORDS] = list(words)
        _SOURCES.clear()
        asks_help = any(word in ("--help", "-h") for word in words)
        found: dict[str, Value] = {}
        if not context.resilient_parsing and not asks_help:
            found = self.configured(context, words)
            context.default_map = {one.key.parameter: one.value for one in found.values()}
        rest: list[str] = super().parse_args(context, words)
        _tell(context, found)
        return rest

    def configured(self, context: Any, words: Sequence[str]) -> dict[str, Value]:
        """Return what the configuration says on this command, by key."""
        known = keys.tables(_APPS[0])
        table = keys.table_of(context.command_path.removeprefix("vendorrisk "))
        if table not in known:
            return {}
        config = given(words, "--config")[-1:]
        found = layers(
            known,
            config=Path(config[0]) if config else None,
            isolated="--isolated" in words,
        )
        own = effective(found, table, known[table])
        if given(words, "--from"):  # only what is typed can contradict the result
            return {name: one for name, one in own.items() if name not in held(table)}
        return own

    def format_options(self, context: Any, formatter: Any) -> None:
        """Write arguments and options, those that stand everywhere last."""
        parts: dict[str, list[Any]] = {"Arguments": [], "Options": [], "Everywhere": []}
        for one in self.get_params(context):
            record = one.get_help_record(context)
            if record is None:
                continue
            everywhere = one in self.everywhere or one.name == "help"
            title = "Everywhere" if everywhere else "Options"
            parts["Arguments" if one.param_type_name == "argument" else title].append(record)
        for title, records in parts.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def use(app: typer.Typer) -> None:
    """Let every command of an application take what is not typed from the configuration."""
    _APPS[:] = [app]
    for group in (app, *(one.typer_instance for one in app.registered_groups)):
        for command in group.registered_commands if group is not None else ():
            command.cls = Command


def application() -> typer.Typer:
    """Return the application whose commands are keys."""
    return _APPS[0]


def placed_in(where: str | None) -> str | None:
    """Return the place of an error with where its option stands, when that was not typed.

    ``--buyer byer.yaml`` becomes ``--buyer byer.yaml (vendorrisk.toml:4)``.
    """
    source = _SOURCES.get((where or "").partition(" ")[0])
    return where if source is None else f"{where} ({source})"


def words_of(context: Any) -> list[str]:
    """Return the words of the command that a context stands for."""
    found: list[str] = context.meta.get(_WORDS, [])
    return found


def _tell(context: Any, found: dict[str, Value]) -> None:
    """Say which options came from files and variables; each of them when verbose.

    A file that was merely found cannot ask for silence on what it changes of a verdict.
    """
    used = [
        one
        for one in found.values()
        if (source := context.get_parameter_source(one.key.parameter)) is not None
        and source.name == "DEFAULT_MAP"
    ]
    said = context.params
    _SOURCES.update({one.key.option: one.source for one in used})
    hushed = any(one.key.name == "quiet" and one.found for one in used)
    quiet = 0 if hushed else said.get("quiet") or 0
    talk = Talk(quiet=quiet, verbose=bool(said.get("verbose")))
    told = [one for one in used if one.key.name not in ("quiet", "verbose")]
    if hushed:
        told = [one for one in told if one.key.name in _DECIDES or one.value == "none"]
    if not told:
        return
    places = ", ".join(dict.fromkeys(one.source.partition(":")[0] for one in told))
    talk.note(f"from {places}: {', '.join(one.key.name for one in told)}")
    for one in used:
        if one.key.name == "exit_zero" and one.value:
            talk.warn(f"{one.source} says exit_zero: whatever fails, the exit code is 0")
        talk.detail(f"  {one.key.name} = {one.value} ({one.source})")
