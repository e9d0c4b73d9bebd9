"""``--engine``: which one reads, what it needs, and that every output says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.errors import SettingsError
from vendorrisk.extract import engine_for, relation

CASE = ("--buyer", "google", "--vendor", "Scale AI")
NOVEL = "Morvane Inc. scranned Eskil Inc. in Ohio."


@pytest.fixture
def bare_rules(rules: Path) -> Path:
    """A copy of the rules without a classifier."""
    (rules / "classifier" / "model.json").unlink(missing_ok=True)
    return rules


def test_the_classifier_is_the_default_where_the_rules_hold_one(
    bare_rules: Path, model: bytes
) -> None:
    assert engine_for(None, bare_rules) == "rules"
    (bare_rules / "classifier" / "model.json").write_bytes(model)
    assert engine_for(None, bare_rules) == "classifier"
    assert engine_for("rules", bare_rules) == "rules"


def test_the_classifier_claims_what_rules_have_no_words_for(
    cli, weighed_rules: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(NOVEL, encoding="utf-8")
    words = ("claims", tmp_path / "a.txt", "--rules", weighed_rules)
    (row,) = map(json.loads, cli(*words).out.splitlines())
    assert (row["kind"], row["subject"], row["object"]) == ("acquisition", "Morvane", "Eskil")
    assert (row["extractor"], row["rule"]) == ("classifier/1", "weighed-acquisition")
    assert cli(*words, "--engine", "classifier").out == cli(*words).out
    assert cli(*words, "--engine", "rules").out == ""


def test_the_rules_engine_never_loads_a_model(cli, weighed_rules: Path, folder: Path) -> None:
    (weighed_rules / "classifier" / "model.json").write_text("spoilt", encoding="utf-8")
    words = ("score", folder, *CASE, "--rules", weighed_rules)
    assert cli(*words, "--engine", "rules").code == 0
    done = cli(*words)
    assert done.code == 2
    assert "not a classifier" in done.err
    assert "model.json:1" in done.err


def test_a_classifier_that_is_not_there_is_an_error(cli, bare_rules: Path, folder: Path) -> None:
    done = cli("claims", folder, "--rules", bare_rules, "--engine", "classifier")
    assert done.code == 2
    assert "no classifier here" in done.err
    assert "vendorrisk train" in done.err
    wrong = cli("claims", folder, "--engine", "ruls")
    assert wrong.code == 2
    assert "did you mean 'rules'?" in wrong.err


@pytest.mark.parametrize("engine", ["classifier", "rules"])
def test_every_output_names_the_engine(cli, weighed_rules: Path, folder: Path, engine: str) -> None:
    words = (folder, *CASE, "--rules", weighed_rules, "--engine", engine)
    assert json.loads(cli("compare", *words, "-f", "json").out)["engine"] == engine
    assert json.loads(cli("compare", *words, "-f", "jsonl").out)["engine"] == engine
    assert f"engine {engine}" in cli("compare", *words).out
    for format in ("md", "html"):
        assert f"engine {engine}" in cli("report", *words, "-f", format).out
    for command in ("compare", "score"):
        rows = list(csv.DictReader(io.StringIO(cli(command, *words, "-f", "csv").out)))
        assert {row["engine"] for row in rows} == {engine}
    assert f"engine {engine}" in cli("score", *words).out
    assert json.loads(cli("score", *words, "-f", "jsonl").out)["engine"] == engine
    assert json.loads(cli("checklist", *words, "-f", "json").out)["engine"] == engine
    assert f"engine {engine}" in cli("checklist", *words).out
    rest = (folder, "--buyer", "google", "--rules", weighed_rules, "--engine", engine)
    assert cli("explain", "Scale AI", *rest).code == 0
    assert cli("entities", folder, "--rules", weighed_rules, "--engine", engine).code == 0


def test_the_python_api_takes_an_engine(weighed_rules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOVEL, encoding="utf-8")
    both = [
        vendorrisk.gather(tmp_path / "a.txt", rules=weighed_rules, engine=engine)
        for engine in ("classifier", "rules")
    ]
    assert [(one.engine, len(one.claims)) for one in both] == [("classifier", 1), ("rules", 0)]
    with pytest.raises(SettingsError, match="no engine 'clasifier'") as error:
        vendorrisk.gather(tmp_path / "a.txt", engine="clasifier")
    assert error.value.how == "did you mean 'classifier'?"


def test_a_marked_pair_by_either_engine(weighed_rules: Path) -> None:
    head, tail = (0, 7), (22, 27)
    text = "Morvane Inc. scranned Eskil Inc. in Ohio."
    assert text[slice(*tail)] == "Eskil"
    plain = relation(text, head, tail, rules=weighed_rules, engine="rules")
    assert plain.kind is None
    weighed = relation(text, tail, head, rules=weighed_rules)
    assert (weighed.kind, weighed.direction) == ("acquisition", "tail->head")
    assert weighed.probability > 0.5
