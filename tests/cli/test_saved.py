"""``report`` and ``compare`` of a saved result: what a run from the documents writes, again."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "reports" / "google" / "report.json"
NAMES = ("r.html", "r.md", "r.json", "r.jsonl", "r.csv", "r.txt", "r.pdf", "r.docx")
CASE = ("--buyer", "google", "--vendor", "Scale AI", "--against", "Labelbox")


def outputs(folder: Path, names: tuple[str, ...] = NAMES) -> list[str]:
    return [word for name in names for word in ("-o", str(folder / name))]


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from vendorrisk.cli.main import run

    folder = tmp_path_factory.mktemp("direct")
    words = ["report", str(ROOT / "seeds" / "facts"), *CASE, "-q", *outputs(folder)]
    assert run(words) == 0
    return folder


@pytest.mark.parametrize("command", ["report", "compare"])
def test_every_format_has_the_same_bytes(cli, direct: Path, tmp_path: Path, command: str) -> None:
    found = cli(command, "--from", direct / "r.json", *outputs(tmp_path))
    assert found.code == 0
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (direct / name).read_bytes(), name


def test_documents_need_not_be_there(cli, direct: Path, tmp_path: Path, monkeypatch) -> None:
    shutil.copy(direct / "r.json", tmp_path / "result.json")
    monkeypatch.chdir(tmp_path)
    assert cli("report", "--from", "result.json", "-o", "x.md").code == 0
    assert (tmp_path / "x.md").read_bytes() == (direct / "r.md").read_bytes()


def test_what_stands_on_stdout(cli, direct: Path) -> None:
    assert cli("report", "--from", direct / "r.json", "-q").out == (direct / "r.md").read_text(
        encoding="utf-8"
    )
    assert cli("compare", "--from", direct / "r.json", "-q").out == (direct / "r.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["seeds"], "INPUTS and --from"),
        (["--vendor", "Labelbox"], "--vendor and --from"),
        (["--buyer", "google"], "--buyer and --from"),
        (["--against", "Labelbox"], "--against and --from"),
        (["--as-of", "2025-06-20"], "--as-of and --from"),
        (["--assume", "Meta owns 60% of Scale AI"], "--assume and --from"),
        (["--engine", "rules"], "--engine and --from"),
    ],
)
def test_what_the_result_says_is_not_said_again(cli, words: list[str], told: str) -> None:
    found = cli("report", "--from", SAVED, *words)
    assert found.code == 2
    assert found.err.startswith(f"error: {told} do not go together")
    assert found.out == ""


def test_neither_inputs_nor_a_result(cli) -> None:
    for command in ("report", "compare"):
        found = cli(command)
        assert found.code == 2
        assert found.err.startswith(f"error: INPUTS missing\n  at  vendorrisk {command}\n  fix ")
        assert "--from FILE" in found.err


def test_the_result_is_not_replaced(cli, tmp_path: Path) -> None:
    mine = Path(shutil.copy(SAVED, tmp_path / "r.json"))
    found = cli("report", "--from", mine, "-o", mine)
    assert found.code == 2
    assert "would replace a file that was read" in found.err
    assert mine.read_bytes() == SAVED.read_bytes()


def test_a_result_that_was_changed_is_refused(cli, tmp_path: Path) -> None:
    body = json.loads(SAVED.read_text(encoding="utf-8"))
    body["assessments"][0]["risk"]["low"] = 0.9
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(body), encoding="utf-8")
    found = cli("report", "--from", wrong, "-o", tmp_path / "x.pdf")
    assert found.code == 2
    assert "is no range between 0 and 1" in found.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_gate_and_strict_hold_for_a_saved_result(cli) -> None:
    assert cli("report", "--from", SAVED, "--fail-on", "high", "-q").code == 1
    assert cli("report", "--from", SAVED, "--strict", "-q").code == 3
    assert cli("report", "--from", SAVED, "--strict", "--exit-zero", "-q").code == 0


@pytest.mark.parametrize(
    ("library", "name", "told"),
    [
        ("typst", "x.pdf", "a PDF needs typst, which is not installed"),
        ("docx", "x.docx", "a Word document needs python-docx, which is not installed"),
    ],
)
def test_a_missing_extra_is_named_in_three_lines_and_nothing_is_written(
    cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, name: str, told: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    found = cli("report", "--from", SAVED, "-o", tmp_path / "x.md", "-o", tmp_path / name, "-q")
    assert found.code == 2
    format = name.rpartition(".")[2]
    assert found.err.splitlines() == [
        f"error: {told}",
        f"  at  the format '{format}'",
        f"  fix pip install 'vendorrisk[{format}]'",
    ]
    assert list(tmp_path.iterdir()) == []


def test_characters_without_a_font_are_told_on_stderr(cli, tmp_path: Path) -> None:
    body = SAVED.read_text(encoding="utf-8").replace("Handshake", "握手")
    mine = tmp_path / "r.json"
    mine.write_text(body, encoding="utf-8")
    found = cli("report", "--from", mine, "-o", tmp_path / "x.pdf", "-q")
    assert found.code == 0
    assert " ".join(found.err.split()) == (
        "warning: no font has U+624B (手), U+63E1 (握), shown as U+FFFD;"
        " --font-path DIR gives fonts"
    )
    wrong = cli("report", "--from", mine, "-o", tmp_path / "x.pdf", "--font-path", mine)
    assert wrong.code == 2
    assert wrong.err.startswith(f"error: not a folder\n  at  --font-path {mine}\n")


def test_paper_is_chosen(cli, tmp_path: Path) -> None:
    from pypdf import PdfReader

    done = cli("report", "--from", SAVED, "-o", tmp_path / "x.pdf", "--paper", "letter", "--quiet")
    assert done.code == 0
    assert PdfReader(tmp_path / "x.pdf").pages[0].mediabox.width == 612
    assert cli("report", "--from", SAVED, "--paper", "a5").code == 2
