from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import labelled_data
import pytest

from vendorrisk.cli.main import run
from vendorrisk.shipped import packaged

STORY = (
    "Meta took a 49% stake in Scale AI, Reuters reported on 13 June 2025. "
    "Google plans to end its partnership with Scale AI.\n"
)


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:
    """No file and no variable of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("VENDORRISK_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("nobody")))


@pytest.fixture
def cli(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    """Run a command line in this process."""

    def call(*words: object) -> Done:
        code = run([str(word) for word in words])
        captured = capsysbinary.readouterr()
        return Done(code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return call


@pytest.fixture
def process() -> Callable[..., Done]:
    """Run a command line in a process of its own."""

    def call(*words: object, cwd: Path | None = None, stdin: str | None = None) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "vendorrisk", *map(str, words)],
            capture_output=True,
            input=stdin,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())},
            cwd=cwd,
            check=False,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that a test may spoil."""
    return Path(shutil.copytree(packaged("rules"), tmp_path / "rules"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good document."""
    place = tmp_path / "inbox"
    place.mkdir()
    (place / "good.md").write_text(f"---\npublished: 2025-06-14\n---\n{STORY}", encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A classifier that has learnt a small made-up world."""
    place = tmp_path_factory.mktemp("model")
    data = labelled_data.write(place / "data")
    assert run(["train", str(data), "-o", str(place / "model.json"), "-q"]) == 0
    return (place / "model.json").read_bytes()


@pytest.fixture
def weighed_rules(rules: Path, model: bytes) -> Path:
    """A copy of the rules that holds a classifier."""
    (rules / "classifier" / "model.json").write_bytes(model)
    return rules
