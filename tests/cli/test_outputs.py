"""Files are written whole or not at all; stdout gets bytes; the suffix picks the format."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from vendorrisk.cli.outputs import Target, by_suffix, deliver, targets, write
from vendorrisk.errors import SettingsError
from vendorrisk.shipped import packaged

FACTS = packaged("seeds") / "facts"
CASE = ("--buyer", "google", "--vendor", "scale-ai", "--as-of", "2025-06-20")
FORMAT_OF = by_suffix({".json": "json", ".md": "md"})


def wanted(outputs: list[str], chosen: str | None = None) -> list[tuple[str, str | None]]:
    found = targets(outputs, chosen, default="md", format_of=FORMAT_OF, folder=("a.md", "a.json"))
    return [(target.format, target.path and target.path.as_posix()) for target in found]


@pytest.mark.parametrize(
    ("outputs", "chosen", "expected"),
    [
        ([], None, [("md", None)]),
        ([], "json", [("json", None)]),
        (["x.json"], None, [("json", "x.json")]),
        (["X.JSON"], None, [("json", "X.JSON")]),
        (["x.json"], "md", [("json", "x.json"), ("md", None)]),
        (["-"], "json", [("json", None)]),
        (["x.md", "-"], "json", [("md", "x.md"), ("json", None)]),
        (["new/"], None, [("md", "new/a.md"), ("json", "new/a.json")]),
    ],
)
def test_what_is_made(outputs, chosen, expected) -> None:
    assert wanted(outputs, chosen) == expected


def test_an_existing_folder_needs_no_slash(tmp_path: Path) -> None:
    assert wanted([str(tmp_path)])[0] == ("md", f"{tmp_path.as_posix()}/a.md")


def test_folders_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "c.md", b"x")
    assert (tmp_path / "a" / "b" / "c.md").read_bytes() == b"x"


def test_nothing_is_written_when_one_result_cannot_be_made(tmp_path: Path) -> None:
    kept = tmp_path / "kept.md"
    kept.write_bytes(b"old")

    def results():
        yield Target("md", kept), b"new"
        raise ValueError("no such luck")

    with pytest.raises(ValueError, match="luck"):
        deliver(results())
    assert kept.read_bytes() == b"old"


def test_a_failure_in_writing_keeps_the_old_file_and_leaves_no_part(tmp_path, monkeypatch) -> None:
    kept = tmp_path / "kept.md"
    kept.write_bytes(b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SettingsError, match="No space left"):
        write(kept, b"new")
    assert kept.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.md"]


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write(tmp_path / "a.md", b"x")
    (tmp_path / "b.md").write_bytes(b"x")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_a_file(cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    done = cli("score", FACTS, *CASE, "-o", tmp_path / "file" / "score.json")
    assert done.code == 2
    assert "cannot write" in done.err
    assert (tmp_path / "file").read_bytes() == b"x"


def test_files_and_stdout_say_the_same(cli, tmp_path: Path) -> None:
    shown = cli("score", FACTS, *CASE, "-f", "json").out
    done = cli("score", FACTS, *CASE, "-o", tmp_path / "a.json", "-o", tmp_path / "a.csv")
    assert done.out == ""
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == shown
    (one,) = json.loads(shown)["assessments"]
    head, line = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    row = dict(zip(head.split(","), line.split(","), strict=True))
    assert {key: row[key] for key in ("low", "point", "high")} == {
        key: str(one["risk"][key]) for key in ("low", "point", "high")
    }
    assert f"wrote {tmp_path}/a.csv" in done.err.replace("\n  ", " ")


def test_parts_are_written_as_one_whole(tmp_path: Path, capfdbinary) -> None:
    path = tmp_path / "a.jsonl"
    made = [(Target("jsonl", path), iter([b"one\n", b"two\n"])), (Target("jsonl", None), [b"x\n"])]
    assert deliver(made) == [path]
    assert path.read_bytes() == b"one\ntwo\n"
    assert capfdbinary.readouterr().out == b"x\n"


def test_a_part_that_cannot_be_made_keeps_the_old_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_bytes(b"old")

    def parts():
        yield b"new"
        raise ValueError("no such luck")

    with pytest.raises(ValueError, match="luck"):
        deliver([(Target("jsonl", kept), parts())])
    assert kept.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jsonl"]
