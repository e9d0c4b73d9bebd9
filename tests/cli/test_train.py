"""``train``: the same data give the same bytes, and every mistake has its place."""

from __future__ import annotations

import json
from pathlib import Path

import labelled_data
import pytest

from vendorrisk.extract.classifier import Model


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return labelled_data.write(tmp_path_factory.mktemp("data") / "data")


def test_a_model_is_the_same_in_any_order_and_checked_to_the_byte(
    cli, data: Path, tmp_path: Path
) -> None:
    model = tmp_path / "model.json"
    done = cli("train", data, "-o", model, "--note", "for a test")
    assert done.code == 0, done.err
    assert f"wrote {model}" in done.err
    loaded = Model.model_validate_json(model.read_bytes())
    assert loaded.note == "for a test"
    assert [corpus.name for corpus in loaded.corpora] == ["data/texts.yaml", "pairs.jsonl"]
    again = tmp_path / "again.json"
    files = [data / "texts.yaml", data / "pairs.jsonl", data / "texts.yaml"]
    assert cli("train", *files, "-o", again, "--note", "for a test", "-q").code == 0
    assert again.read_bytes() == model.read_bytes()
    checked = cli("train", data, "--check", model)
    assert checked.code == 0, checked.err
    assert "byte for byte" in " ".join(checked.err.split())
    model.write_bytes(model.read_bytes().replace(b'"note": "for a test"', b'"note": "spoilt"'))
    assert cli("train", data, "--check", model, "--note", "for a test").code == 1
    part = cli("train", data / "texts.yaml", "--check", again)
    assert part.code == 1
    assert "is not what these data give: line" in " ".join(part.err.split())


def test_scores_by_form_and_kind(cli, data: Path, tmp_path: Path) -> None:
    words = ("train", data, "-o", tmp_path / "m.json", "-q")
    forms = json.loads(cli(*words, "--format", "json").out)["forms"]
    assert [form["form"] for form in forms] == ["marked", "pair"]
    for form in forms:
        kinds = {one["kind"]: one for one in form["kinds"]}
        assert set(kinds) == {"acquisition", "rival", "all"}
        assert kinds["acquisition"]["candidates"] == 45
        assert kinds["rival"]["f1"] == 1.0
        assert kinds["all"]["hits"] == sum(kinds[k]["hits"] for k in ("acquisition", "rival"))
        assert 0 <= kinds["rival"]["calibration_error"] < 0.1
    table = cli(*words).out
    assert max(map(len, table.splitlines())) <= 80
    assert "acquisition" in table and "ECE" in table


def test_a_bad_line_is_named_and_nothing_is_written(cli, data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(labelled_data.pairs().replace('"rival"', '"rivall"', 1), encoding="utf-8")
    done = cli("train", data, bad, "-o", tmp_path / "m.json")
    assert done.code == 2
    assert f"at  {bad}:7" in done.err
    assert "did you mean 'rival'?" in done.err
    cases = tmp_path / "bad.yaml"
    cases.write_text("industry: x\ncases:\n- text: a\n  clams: []\n", encoding="utf-8")
    done = cli("train", cases, "-o", tmp_path / "m.json")
    assert done.code == 2
    assert f"{cases}:4" in done.err
    assert not (tmp_path / "m.json").exists()


def test_usage(cli, data: Path, tmp_path: Path) -> None:
    for words, what in [
        ((), "PATH missing"),
        ((data,), "nowhere to put the model"),
        ((data, "-o", tmp_path / "m", "--check", tmp_path / "m"), "--check writes nothing"),
        ((tmp_path / "none", "-o", tmp_path / "m"), "no such file or folder"),
        ((tmp_path, "-o", tmp_path / "m"), "no labelled data here"),
        ((__file__, "-o", tmp_path / "m"), "'.py' is no labelled data"),
        ((data, "-o", data / "texts.yaml"), "would replace data that were read"),
        ((data, "--check", tmp_path / "none.json"), "cannot read"),
    ]:
        done = cli("train", *words)
        assert (done.code, done.out) == (2, ""), words
        assert what in done.err
        assert "  fix " in done.err


def test_too_little_data_is_said(cli, data: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(labelled_data.pairs().splitlines(keepends=True)[:8]), encoding="utf-8")
    done = cli("train", few, "-o", tmp_path / "m.json")
    assert done.code == 2
    assert "too few labelled candidates" in done.err
    assert f"at  {few}" in done.err


def test_a_copy_of_a_file_counts_once(cli, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((data / "pairs.jsonl").read_bytes())
    done = cli("train", data / "pairs.jsonl", copy, "-o", tmp_path / "m.json")
    assert done.code == 0
    assert "left out" in done.err
    alone = cli("train", data / "pairs.jsonl", "-o", tmp_path / "one.json")
    assert alone.out == done.out
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "m.json").read_bytes()
