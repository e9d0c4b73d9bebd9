"""The page of every command, from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from vendorrisk.cli.app import app

PIPE = "\\|"  # a bar that ends no cell


def commands_page() -> str:
    """Return the page of every command with its arguments and options."""
    return "\n".join(_page()).rstrip() + "\n"


def _page() -> Iterator[str]:
    yield from (
        "# Commands, option by option",
        "",
        "Made from the command line by `make docs`: what `vendorrisk COMMAND --help` shows. What"
        " the commands are for, what they keep to and their exit codes: [command line](../cli.md).",
        "",
        "| command | what it does |",
        "|---|---|",
    )
    found = list(_commands(typer.main.get_command(app), ""))
    for name, command in found:
        yield f"| [`{name}`](#{name.replace(' ', '-')}) | {_cell(_help(command)[0])} |"
    for name, command in found:
        yield from ("", f"## {name}", "", *_command(name, command))


def _commands(command: Any, before: str) -> Iterator[tuple[str, Any]]:
    for word, one in getattr(command, "commands", {}).items():
        name = f"{before} {word}".strip()
        if getattr(one, "commands", None):
            yield from _commands(one, name)
        elif not getattr(one, "hidden", False):
            yield name, one


def _command(name: str, command: Any) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    usage = " ".join(word for one in arguments for word in one.get_usage_pieces(context))
    yield from ("```", f"vendorrisk {name} [OPTIONS] {usage}".rstrip(), "```", "")
    for part in _help(command):
        if part.startswith("Example: "):
            yield from ("```", part.removeprefix("Example: "), "```", "")
        else:
            yield from (_text(part), "")
    yield from ("| argument or option | what it is |", "|---|---|")
    for one in command.params:
        told = one.get_help_record(context)
        if told is not None:
            names = told[0].split(" <")[0] if one in arguments else told[0]
            yield f"| `{names.replace('|', PIPE)}` | {_cell(told[1].removesuffix('[required]'))} |"


def _help(command: Any) -> list[str]:
    """Return the help of a command by paragraph, each in one line."""
    return [" ".join(part.split()) for part in (command.help or "").split("\n\n")]


def _text(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")


def _cell(text: str) -> str:
    return _text(" ".join(text.split())).replace("|", "\\|")
