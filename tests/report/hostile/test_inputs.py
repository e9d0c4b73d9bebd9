"""Hostile documents, names and paths, from the file to the terminal: whole command lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import checks
import hostile_strings
import pytest
import yaml

from vendorrisk.cli.main import run

STRINGS = {name: text[:300] for name, text in hostile_strings.strings().items() if text.strip()}
CASE = ("--buyer", "google", "--vendor", "Scale AI", "--engine", "rules", "--as-of", "2025-06-20")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder whose facts say every hostile string, in every field that takes text."""
    place = tmp_path / "in [x](y) ::error:: =1+1"
    place.mkdir()
    facts = [
        {
            "id": f"f{number}",
            "says": f"Meta holds {number % 40 + 5} percent of Scale AI {text}",
            "kind": "ownership",
            "subject": "Meta",
            "object": "Scale AI",
            "percent": number % 40 + 5,
            "role": text,
            "source": text,
            "chain": [text],
            "modality": "confirmed",
            "date": "2025-06-12",
            "known_from": "2025-06-13",
        }
        for number, text in enumerate(STRINGS.values())
    ]
    body: dict[str, Any] = {"title": STRINGS["script"], "publisher": STRINGS["terminal clear"]}
    name = "facts \x1b[31m <b> '.yaml"
    (place / name).write_text(yaml.safe_dump({**body, "facts": facts}), encoding="utf-8")
    return place


@pytest.fixture
def shell(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    def call(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        done = capsysbinary.readouterr()
        return code, done.out.decode("utf-8"), done.err.decode("utf-8")

    return call


@pytest.mark.parametrize(
    "words",
    [
        ("report", *CASE, "-f", "table"),
        ("report", *CASE, "-f", "md"),
        ("score", *CASE),
        ("checklist", *CASE, "-f", "md"),
        ("gate", *CASE, "--policy", "rival-stake"),
        ("whatif", *CASE, "--assume", "Meta owns 60% of Scale AI"),
        ("replay", *CASE[:-2]),
        ("claims", "-f", "table", "--engine", "rules"),
        ("entities", "--engine", "rules"),
        ("review", "list", *CASE),
    ],
    ids=lambda words: "-".join(words[:1] + words[-1:]).replace(" ", "-"),
)
def test_a_hostile_inbox_steers_no_terminal(
    shell: Callable[..., tuple[int, str, str]], inbox: Path, words: tuple[str, ...]
) -> None:
    code, out, err = (
        shell(words[0], *words[1:2], inbox, *words[2:])
        if words[0] == "review"
        else (shell(words[0], inbox, *words[1:]))
    )
    assert code in {0, 1}, err
    assert out
    for told in (out, err):
        assert not checks.HIDDEN.search(told)
        assert "\t" not in told
        checks._no_command(told)


def test_halves_of_a_pair_in_json_are_told_or_read(
    shell: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    story = "Meta took a 49% stake in Scale AI on 12 June 2025, Reuters reported. \\ud800 \\udc00x"
    line = f'{{"id": "a", "text": "{story}", "title": "\\udfff"}}\n'
    (tmp_path / "story.jsonl").write_text(line, encoding="utf-8")
    code, out, err = shell("claims", tmp_path, "--engine", "rules")
    assert code in {0, 2}, err
    assert "internal error" not in err
    out.encode("utf-8")


def test_every_fact_of_the_inbox_is_read(
    shell: Callable[..., tuple[int, str, str]], inbox: Path
) -> None:
    _, out, _ = shell("claims", inbox, "--engine", "rules")
    assert out.count("\n") == len(STRINGS)
