"""``docs/cli.md`` names every command and every option, and nothing that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from vendorrisk.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    for word, one in getattr(command, "commands", {}).items():
        full = f"{name} {word}".strip()
        if getattr(one, "commands", None):
            yield from commands(one, full)
        else:
            yield full, one


ROOT = typer.main.get_command(app)
COMMANDS = dict(commands(ROOT))


def options(command: Any) -> set[str]:
    return {name for one in command.params for name in one.opts if name.startswith("-")}


EVERYWHERE = {"--config", "--isolated", "--no-color", "--log-format"}  # told once, in the table


def test_some_options_stand_everywhere() -> None:
    assert all(options(one) >= EVERYWHERE for one in COMMANDS.values())


def section(name: str) -> str:
    return PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    titles = re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    assert titles[2:] == list(COMMANDS)
    assert set(COMMANDS) == {
        "report", "compare", "score", "checklist", "checklist import", "watch", "alerts",
        "replay", "diff", "claims", "entities", "explain", "selftest", "train", "backtest",
        "plugins", "rules check", "rules list", "rules show", "rules lint", "rules new", "gate",
        "whatif", "verify", "review list", "review accept", "review reject", "review edit",
        "demo", "init", "doctor", "schema", "config show", "config path", "config schema",
        "review undo", "review import",
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_stands_in_its_section(name: str) -> None:
    listed = re.search(r"^Options:(.*)$", section(name), flags=re.MULTILINE)
    assert listed is not None
    named = set(re.findall(r"`(--[a-z-]+)`", listed[1]))
    own = {one for one in options(COMMANDS[name]) if one.startswith("--")}
    assert named == own - EVERYWHERE


def test_every_option_is_explained_once_in_the_table() -> None:
    table = section("Options that commands share")
    everything = set().union(*map(options, COMMANDS.values()), options(ROOT))
    for option in everything:
        assert re.search(rf"`{re.escape(option)}[`\s]", table), option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_choice_is_named(cli, name: str) -> None:
    for choices in re.findall(r"<([a-z]+(?:\|[a-z]+)+)>", cli(*name.split(), "--help").out):
        for choice in choices.split("|"):
            assert re.search(rf"`[^`\n]*\b{choice}\b[^`\n]*`", PAGE), choice


def test_every_line_of_the_examples_parses() -> None:
    for line in re.findall(r"^vendorrisk ([a-z].*)$", PAGE, flags=re.MULTILINE):
        name = max((one for one in COMMANDS if line.startswith(one)), key=len)
        used = set(re.findall(r"(?<=\s)--?[a-z-]+", line.split("|")[0]))
        assert used <= options(COMMANDS[name]), line
