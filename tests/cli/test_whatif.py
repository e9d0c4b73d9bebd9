"""``--assume`` on every command of a case, and ``whatif``."""

from __future__ import annotations

import csv
import io
import json

import pytest

CASE = ("seeds/facts", "--buyer", "google", "--vendor", "scale-ai", "--as-of", "2025-06-20")
SAID = "Meta owns 60% of Scale AI"
COMMANDS = {
    "report": ("report", *CASE),
    "compare": ("compare", *CASE),
    "score": ("score", *CASE),
    "score-csv": ("score", *CASE, "--format", "csv"),
    "score-jsonl": ("score", *CASE, "--format", "jsonl"),
    "score-json": ("score", *CASE, "--format", "json"),
    "checklist": ("checklist", *CASE),
    "explain": ("explain", "Scale AI", "seeds/facts", "--as-of", "2025-06-20"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_so_on_both_streams(cli, name: str) -> None:
    done = cli(*COMMANDS[name], "--assume", SAID, "--quiet")
    assert done.code == 0
    assert SAID in done.out
    assert "warning: WHAT IF" in " ".join(done.err.split())
    assert "WHAT IF" not in cli(*COMMANDS[name], "--quiet").out


def test_the_gate_goes_by_what_is_assumed(cli) -> None:
    gate = ("--fail-on", "high", "-q", "--assume")
    assert cli("score", *CASE, *gate, SAID).code == 1
    moved = "Alexandr Wang does not move from Scale AI to Meta"
    assert cli("score", *CASE, *gate, moved).code == 0


def test_every_bad_assumption_is_told_with_its_place(cli) -> None:
    bad = ("--assume", "Mata owns 60% of Scale AI", "--assume", "it rains")
    done = cli("score", *CASE, *bad)
    assert done.code == 2
    assert done.out == ""
    assert "unknown company 'Mata'\n  at  assumption 1\n  fix did you mean 'Meta'?" in done.err
    assert "'it rains' tells of no tie" in done.err
    assert "'X owns N% of Y' / 'X has no stake in Y'" in " ".join(done.err.split())


def test_a_claim_is_explained_without_assumptions(cli) -> None:
    done = cli("explain", "clm-000000", "seeds/facts", "--assume", SAID)
    assert done.code == 2
    assert "at  --assume" in done.err


def test_rows_name_it_in_a_column(cli) -> None:
    (row,) = csv.DictReader(io.StringIO(cli(*COMMANDS["score-csv"], "--assume", SAID).out))
    assert row["what_if"] == f"WHAT IF “{SAID}” (assumed, no true result)"
    assert json.loads(cli(*COMMANDS["score-jsonl"], "--assume", SAID).out)["what_if"]
    assert "what_if" not in json.loads(cli(*COMMANDS["score-jsonl"]).out)
