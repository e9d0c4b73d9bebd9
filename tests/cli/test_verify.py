"""``verify``: what it prints, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from vendorrisk.shipped import packaged

GOLDEN = Path(__file__).parents[2] / "reports" / "google" / "report.json"
SEEDS = packaged("seeds")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "evidence"))


def test_a_result_that_holds(cli) -> None:
    done = cli("verify", GOLDEN, "--documents", SEEDS)
    assert done.code == 0 and not done.err
    lines = done.out.splitlines()
    assert lines[0] == "Result on Scale AI, Labelbox, Handshake, for Google"
    assert "  searched        seeds: 9 documents, none skipped" in lines
    assert "It is not a clearance" in " ".join(lines)
    assert "  ok    329  quotes stand in their place, in 9 of 9 documents" in lines
    assert lines[-1].startswith("HOLDS: all ")
    assert max(map(len, lines)) <= 80


def test_one_changed_character(cli, seeds: Path) -> None:
    file = seeds / "articles" / "04-google-to-end-partnership.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("$200 million", "$300 million", 1), encoding="utf-8")
    done = cli("verify", GOLDEN, "--documents", seeds)
    assert done.code == 1
    assert f"  at        {file}:15" in done.out.splitlines()
    assert "DOES NOT HOLD: 1 of " in done.out
    assert "FAIL" in done.out


def test_all_lists_everything(cli, seeds: Path) -> None:
    for name in ("labelbox", "handshake"):
        (seeds / "facts" / f"{name}.yaml").unlink()
    first = cli("verify", GOLDEN, "--documents", seeds)
    assert "  at        handshake" in first.out.splitlines()
    assert "  at        labelbox" not in first.out.splitlines()
    assert "--all lists all of it" in first.out
    everything = cli("verify", GOLDEN, "--documents", seeds, "--all")
    assert first.code == everything.code == 1
    assert "  at        labelbox" in everything.out.splitlines()


def test_json_carries_all_of_it(cli, seeds: Path) -> None:
    (seeds / "facts" / "labelbox.yaml").unlink()
    done = cli("verify", GOLDEN, "--documents", seeds, "--format", "json")
    found = json.loads(done.out)
    assert done.code == 1
    (wrong,) = [check for check in found["checks"] if check["wrong"]]
    assert wrong["part"] == "documents" and wrong["mismatches"][0]["where"] == "labelbox"
    assert found["receipt"]["statement"].startswith("This states what was searched")


def test_what_could_not_be_checked_is_3(cli, tmp_path: Path) -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    data["receipt"]["searched"] = ["/elsewhere"]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    done = cli("verify", file)
    assert done.code == 3
    assert "not checked, '/elsewhere' is not below the folder" in " ".join(done.out.split())
    assert " ".join(done.out.split()).count("--documents DIR") == 1
    assert "HOLDS AS FAR AS CHECKED: 3 of " in done.out


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("verify",), "RESULT missing"),
        (("verify", "no.json"), "no such file"),
        (("verify", "."), "not a file"),
        (("verify", GOLDEN, "--documents", "nowhere"), "no such file or folder: 'nowhere'"),
        (("verify", GOLDEN, "--rules", "nowhere"), "no such folder of rules"),
        (("verify", GOLDEN, "--buyer", "gogle"), "unknown buyer 'gogle'"),
        (("verify", GOLDEN, "--mitigations", "no.yaml"), "missing"),
        (("verify", SEEDS / "facts" / "labelbox.yaml"), "no JSON"),
    ],
)
def test_what_cannot_be_read_is_2(cli, words, what: str) -> None:
    done = cli(*words)
    assert done.code == 2
    assert what in done.err
    assert not done.out


def test_text_of_a_result_cannot_steer_a_terminal(cli, tmp_path: Path) -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    evil = "\x1b[2J\u202eevil\n" * 200
    data["assessments"][0]["tier_reason"] = evil
    data["receipt"]["statement"] = evil
    data["receipt"]["searched"] = [evil]
    data["documents"][0]["name"] = evil
    file = tmp_path / "report.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    done = cli("verify", file, "--documents", SEEDS, "--all")
    assert done.code == 1
    assert "\x1b" not in done.out and "\u202e" not in done.out
    assert "<U+001B>" in done.out


def test_standard_input(process) -> None:
    done = process("verify", "-", stdin=GOLDEN.read_text(encoding="utf-8"))
    assert done.code == 0
    assert "HOLDS: all" in done.out
