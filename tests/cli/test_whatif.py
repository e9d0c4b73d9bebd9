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


def test_whatif_shows_base_scenarios_and_what_would_change_it(cli, tmp_path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(
        "scenarios:\n  - {id: none, what: Meta sells, assume: [Meta has no stake in Scale AI]}\n",
        encoding="utf-8",
    )
    done = cli("whatif", *CASE, "--assume", SAID, "--scenario", file, "-q")
    assert (done.code, done.err) == (0, "")
    for part in ("as is", "? assumed", "? none", SAID, "What would change it: Scale AI, as is"):
        assert part in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    again = cli("whatif", *CASE, "--assume", SAID, "--scenario", file, "-q")
    assert again.out == done.out


def test_whatif_without_a_scenario_says_how_to_give_one(cli) -> None:
    done = cli("whatif", *CASE, "-q")
    assert done.code == 0
    assert "No scenario was given: --assume TEXT, or --scenario FILE." in done.out
    assert "What would change it" in done.out


def test_whatif_writes_a_folder_and_formats(cli, tmp_path) -> None:
    out = tmp_path / "out"
    done = cli("whatif", *CASE, "--without", "stake:meta", "-o", f"{out}/")
    assert done.code == 0
    assert done.out == ""
    assert sorted(p.name for p in out.iterdir()) == ["whatif.csv", "whatif.json", "whatif.md"]
    found = json.loads((out / "whatif.json").read_text(encoding="utf-8"))
    assert found["outcomes"][0]["assumptions"] == ["without line stake:meta"]


def test_whatif_tells_what_is_wrong_in_a_file_with_its_line(cli, tmp_path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(
        "scenarios:\n  - id: a\n    what: w\n    assume:\n      - Mata owns 5% of Scale AI\n",
        encoding="utf-8",
    )
    done = cli("whatif", *CASE, "--scenario", file)
    assert (done.code, done.out) == (2, "")
    assert f"  at  {file}:5" in done.err
    assert "did you mean 'Meta'?" in done.err
    gone = cli("whatif", *CASE, "--scenario", tmp_path / "none.yaml")
    assert gone.code == 2
    assert "is missing" in gone.err
