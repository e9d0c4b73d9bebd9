"""Hooks for pre-commit and the image: what they run is there, and runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from vendorrisk.cli.main import run

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def _entry(id: str) -> list[str]:
    (hook,) = [one for one in HOOKS if one["id"] == id]
    program, *words = shlex.split(hook["entry"])
    assert program == "vendorrisk"
    return words


def test_every_hook_says_what_pre_commit_needs() -> None:
    assert [one["id"] for one in HOOKS] == ["vendorrisk-rules", "vendorrisk-gate"]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["name"] and hook["description"]


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("our-rules/flags/ownership/x.yaml", True),
        ("rules/model.yaml", True),
        ("rules/buyers/us.yml", True),
        ("inbox/facts.yaml", False),
        ("flagship.yaml", False),
    ],
)
def test_rules_are_checked_when_a_rule_changes(path: str, looked_at: bool) -> None:
    assert bool(re.search(HOOKS[0]["files"], path)) is looked_at


def test_the_hook_on_rules_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*_entry("vendorrisk-rules"), "--rules", str(tmp_path)]) == 2
    assert "model.yaml" in capsys.readouterr().err


def test_the_hook_on_vendors_fails_where_the_policy_is_broken() -> None:
    words = _entry("vendorrisk-gate")
    case = ["seeds/facts", "--buyer", "google", "--as-of", "2025-06-20", "-q"]
    assert run([*words, *case, "--vendor", "Scale AI"]) == 1
    assert run([*words, *case, "--vendor", "Labelbox"]) == 0


def _copied() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return [name for line in lines for name in line.split()[:-1]]


def test_the_image_copies_what_is_there_and_what_is_not_ignored() -> None:
    assert set(_copied()) == {
        "pyproject.toml", "README.md", "LICENSE", "vendorrisk", "rules", "seeds",
    }  # fmt: skip
    for name in _copied():
        assert (ROOT / name).exists()
        assert f"!{name}" in IGNORED
    assert "*" in IGNORED


def test_the_image_runs_as_nobody_in_particular_and_compiles_nothing() -> None:
    stages = DOCKERFILE.split("\nFROM ")[1:]
    assert len(stages) == 2
    users = re.findall(r"^USER (\d+):(\d+)$", stages[-1], re.MULTILINE)
    assert len(users) == 1 and users[0] != ("0", "0")
    assert 'ENTRYPOINT ["vendorrisk"]' in stages[-1]
    assert "--only-binary :all:" in DOCKERFILE
    assert not re.search(r"apt-get|gcc|build-essential|curl|ADD ", DOCKERFILE)
    assert "NUMBA_CACHE_DIR=/tmp/" in stages[-1]
