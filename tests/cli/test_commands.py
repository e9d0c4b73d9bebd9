"""The commands on the seeds: the contract call, defaults, exit codes, same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vendorrisk.shipped import packaged

SEEDS = packaged("seeds")
FACTS = SEEDS / "facts"
DAY = ("--as-of", "2025-06-20")
VENDORS = ("--vendor", "Scale AI", "--vendor", "Labelbox", "--vendor", "Handshake")
CASE = ("--buyer", "google", *VENDORS, *DAY)


def test_the_contract_call(process) -> None:
    done = process("compare", f"{SEEDS}/", *CASE, "--format", "json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert (found["buyer"], found["as_of"]) == ("Google", "2025-06-20")
    assert {one["vendor"] for one in found["assessments"]} == {"Scale AI", "Labelbox", "Handshake"}
    for one in found["assessments"]:
        assert 0 <= one["risk"]["low"] <= one["risk"]["point"] <= one["risk"]["high"] <= 1
        total = sum(line["contribution"] for line in one["ledger"])
        assert total == pytest.approx(one["risk"]["point"], abs=1e-9)


def test_same_bytes_twice(process, cli) -> None:
    words = ("compare", FACTS, *CASE, "-f", "json")
    assert process(*words).out == cli(*words).out


def test_report_into_a_folder(cli, tmp_path: Path) -> None:
    done = cli(
        "report", FACTS, "--buyer", "google", "--vendor", "Scale AI", "--against", "labelbox",
        "--against", "handshake", *DAY, "-o", f"{tmp_path}/reports/",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert done.out == ""
    made = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert made == ["report.html", "report.json", "report.md"]
    assert done.err.count("wrote ") == 3
    found = json.loads((tmp_path / "reports" / "report.json").read_bytes())
    assert len(found["assessments"]) == 3


def test_report_of_the_seeds_needs_nothing_else(cli) -> None:
    done = cli("report", SEEDS)
    assert done.code == 0, done.err
    for name in ("Scale AI", "Labelbox", "Handshake", "Google"):
        assert name in done.out
    said = " ".join(done.err.split())
    assert "--buyer google --vendor scale-ai --vendor labelbox --vendor handshake" in said
    assert "last day on which anything in the documents became known" in said
    assert cli("report", SEEDS, "-q").err == ""


def test_the_defaults_are_for_the_seeds_alone(cli, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SEEDS, tmp_path / "copy"))
    assert cli("score", copy).code == 0, "a copy of the seeds is the seeds"
    (copy / "mine.md").write_text("Something else.", encoding="utf-8")
    assert cli("score", copy).code == 2


def test_seeds_without_such_a_folder_are_those_of_the_package(process, tmp_path: Path) -> None:
    done = process("score", "seeds", *DAY, cwd=tmp_path)
    assert done.code == 0, done.err
    assert "seeds that ship with the package" in " ".join(done.err.split())


@pytest.mark.parametrize("format", ["table", "md", "html", "json", "jsonl", "csv"])
def test_every_format_of_compare(cli, format: str) -> None:
    done = cli("compare", FACTS, *CASE, "-f", format)
    assert done.code == 0, done.err
    assert "Scale AI" in done.out
    if format == "table":
        assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("format", ["md", "json", "csv"])
def test_every_format_of_checklist(cli, format: str) -> None:
    done = cli("checklist", FACTS, *CASE, "-f", format)
    assert done.code == 0, done.err
    assert "Scale AI" in done.out


def test_checklist_workbook(cli, tmp_path: Path) -> None:
    done = cli("checklist", FACTS, *CASE, "-o", tmp_path / "checklist.xlsx")
    assert done.code == 0, done.err
    assert (tmp_path / "checklist.xlsx").read_bytes()[:2] == b"PK"


def test_score_is_a_line_a_vendor(cli) -> None:
    table = cli("score", FACTS, *CASE)
    assert table.code == 0
    assert max(map(len, table.out.splitlines())) <= 80
    for part in ("Google", "2025-06-20", "higher is riskier", "coverage", "not a finding"):
        assert part in " ".join(table.out.split())
    lines = cli("score", FACTS, *CASE, "-f", "jsonl").out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["point"] for row in rows] == sorted((r["point"] for r in rows), reverse=True)


def test_json_is_one_contract_for_score_compare_and_report(cli) -> None:
    made = [cli(name, FACTS, *CASE, "-f", "json").out for name in ("score", "compare", "report")]
    assert made[0] == made[1] == made[2]
    for one in json.loads(made[0])["assessments"]:
        assert {"vendor", "buyer", "as_of", "risk", "tier", "coverage", "ledger"} <= set(one)


def test_the_gate(cli) -> None:
    high = ("score", FACTS, "--buyer", "google", "--vendor", "scale-ai", *DAY)
    unsure = ("score", FACTS, "--buyer", "google", "--vendor", "labelbox", *DAY)
    assert cli(*high).code == 0
    failed = cli(*high, "--fail-on", "high")
    assert failed.code == 1
    assert "gate --fail-on high: Scale AI is HIGH" in failed.err
    assert failed.out == cli(*high).out, "a failed gate still gives the answer"
    assert cli(*high, "--fail-on", "high", "-q").err == failed.err
    assert cli(*high, "--fail-on", "high", "--exit-zero").code == 0
    assert cli(*unsure, "--fail-on", "high").code == 0
    assert cli(*unsure, "--fail-on", "undetermined").code == 1
    assert cli(*unsure, "--against", "scale-ai", "--fail-on", "high").code == 0


def test_strict(cli) -> None:
    thin = ("score", FACTS, "--buyer", "google", "--vendor", "labelbox", *DAY, "--strict")
    done = cli(*thin)
    assert done.code == 3
    assert "coverage of Labelbox" in done.err and "below the floor" in done.err
    assert cli(*thin, "--exit-zero").code == 0
    assert cli(*thin, "--fail-on", "undetermined").code == 1, "a failed gate wins"


def test_a_vendor_of_whom_nobody_speaks_is_undetermined_and_said(cli, folder: Path) -> None:
    done = cli("score", folder, "--buyer", "google", "--vendor", "Labelbox", *DAY)
    assert done.code == 0
    assert "UNDETERMINED" in done.out
    assert "warning: no document speaks of Labelbox" in done.err


def test_exit_codes_of_a_process(process) -> None:
    words = ("score", FACTS, "--buyer", "google", "--vendor", "scale-ai", *DAY)
    assert process(*words, "--fail-on", "high").code == 1
    assert process("score", "nowhere").code == 2


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind")
def test_a_reader_that_leaves_gets_no_traceback() -> None:
    words = [sys.executable, "-m", "vendorrisk", "claims", str(FACTS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 141
    assert b"Traceback" not in said and b"Exception" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vendorrisk", "claims", str(FACTS)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"cannot write" in done.stderr and b"Traceback" not in done.stderr


def test_interrupting_is_quiet(cli, monkeypatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vendorrisk.dossier.gather", interrupted)
    done = cli("claims", FACTS, "--format", "table")
    assert done.code == 130
    assert done.err == "\ninterrupted\n"
