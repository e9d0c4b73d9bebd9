"""The hash of a folder of rules: what it goes by, and what it does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vendorrisk.rulebook import rules_hash


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "flags").mkdir()
    (tmp_path / "model.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "flags" / "one.yaml").write_text("b: 2\n", encoding="utf-8")
    return tmp_path


def test_a_changed_a_new_and_a_renamed_file_change_it(folder: Path) -> None:
    seen = {rules_hash(folder)}
    (folder / "model.yaml").write_text("a: 12\n", encoding="utf-8")
    seen.add(rules_hash(folder))
    (folder / "flags" / "two.yaml").write_text("c: 3\n", encoding="utf-8")
    seen.add(rules_hash(folder))
    (folder / "flags" / "two.yaml").rename(folder / "flags" / "three.yaml")
    seen.add(rules_hash(folder))
    assert len(seen) == 4


def test_a_file_of_the_same_size_written_later_is_read_again(folder: Path) -> None:
    before = rules_hash(folder)
    file = folder / "model.yaml"
    written = file.stat().st_mtime_ns
    file.write_text("a: 2\n", encoding="utf-8")
    os.utime(file, ns=(written + 1, written + 1))
    assert rules_hash(folder) != before


def test_neither_place_nor_time_nor_hidden_files_count(folder: Path, tmp_path_factory) -> None:
    other = tmp_path_factory.mktemp("other") / "rules"
    (other / "flags").mkdir(parents=True)
    for name in ("flags/one.yaml", "model.yaml"):
        (other / name).write_bytes((folder / name).read_bytes())
    (other / ".hidden").write_text("x", encoding="utf-8")
    assert rules_hash(other) == rules_hash(folder)
