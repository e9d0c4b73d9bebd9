"""Every example in the help of a command runs, on the seeds that ship with the package."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import labelled_data
import pytest

from vendorrisk.cli.app import app
from vendorrisk.cli.keys import commands

# What an example needs is made by those before it, in one folder.
FIRST = ("report", "checklist", "watch", "rules new", "review list", "review accept")


def examples() -> list[tuple[str, str]]:
    found = []
    for name, command in commands(app):
        text = re.split(r"\n\s*\n", command.__doc__ or "")
        told = [" ".join(part.split()) for part in text if part.strip().startswith("Example:")]
        assert told, f"the help of '{name}' has no example"
        found += [(name, one.removeprefix("Example: vendorrisk ")) for one in told]
    rank = {name: number for number, name in enumerate(FIRST)}
    return sorted(found, key=lambda pair: rank.get(pair[0], len(rank)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    labelled_data.write(folder / "training")
    return folder


@pytest.mark.parametrize(("name", "line"), examples(), ids=lambda text: text[:40])
def test_an_example_runs(cli, monkeypatch, place: Path, name: str, line: str) -> None:
    monkeypatch.chdir(place)
    words = shlex.split(line.partition(" > ")[0])
    done = cli(*words)
    assert done.code in ((0, 1) if name in ("gate", "doctor") else (0,)), done.err
    assert "error:" not in done.err
    assert done.out or done.err or name == "config path"


def test_every_command_shows_its_example(cli) -> None:
    for name, line in examples():
        assert line.split(maxsplit=1)[0] == name.split()[0]
        shown = " ".join(cli(*name.split(), "--help").out.split())
        assert f"Example: vendorrisk {line}" in shown
