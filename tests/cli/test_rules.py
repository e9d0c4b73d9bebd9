"""``rules check``: every problem of every file, each with its line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from vendorrisk.cli.rules import PARTS


def test_the_shipped_rules_are_sound(cli) -> None:
    done = cli("rules", "check")
    assert done.code == 0, done.err
    for part in PARTS:
        assert part in done.out
    assert "6 buyers" in done.out
    assert "770 yearly rates of 41 currencies" in done.out


def test_a_misspelt_key_and_a_circle_are_both_said_with_their_lines(cli, rules: Path) -> None:
    model = rules / "model.yaml"
    model.write_text(model.read_text().replace("tier_threshold:", "tier_treshold:", 1))
    companies = rules / "lexicon" / "companies.yaml"
    text = companies.read_text()
    extra = (
        "  - id: ring-one\n    name: Ring One\n    parent: ring-two\n"
        "  - id: ring-two\n    name: Ring Two\n    parent: ring-one\n"
    )
    companies.write_text(text.rstrip("\n") + "\n" + extra)
    done = cli("rules", "check", "--rules", rules)
    assert done.code == 2
    said = " ".join(done.err.split())
    line = 1 + model.read_text().splitlines().index("tier_treshold:")
    assert (
        f"unknown key 'tier_treshold' at {model}:{line} fix did you mean 'tier_threshold'?" in said
    )
    assert "ring-one -> ring-two -> ring-one" in said
    assert f"{companies}:" in said
    assert "questions.yaml" in done.out, "the other files are checked all the same"


def test_a_spoilt_buyer_and_a_missing_file(cli, rules: Path) -> None:
    buyer = rules / "buyers" / "google.yaml"
    buyer.write_text(buyer.read_text().replace("rivals:", "rivls:", 1))
    (rules / "lexicon" / "sources.yaml").unlink()
    done = cli("rules", "check", "--rules", rules)
    assert done.code == 2
    assert "did you mean 'rivals'?" in done.err
    assert "rule file is missing" in done.err


def test_a_command_with_spoilt_rules_stops_with_the_line(cli, rules: Path) -> None:
    model = rules / "model.yaml"
    model.write_text("version: [1\n" + model.read_text())
    words = ["--buyer", "google", "--vendor", "labelbox", "--rules", rules]
    done = cli("score", "seeds", *words)
    assert done.code == 2
    assert f"{model}:" in done.err
    assert done.out == ""


RULE = """\
id: scranning
kind: acquisition
why: One company scrans another.
probability: 0.9
patterns:
  - "{subject} scrans {object}"
  - "{object} was scranned by {subject}"
tests:
  - text: Last year Morvane scrans Eskil in Ohio.
    claims: [{subject: Morvane, object: Eskil}]
  - text: Last year Valtek scrans Nexora in Ohio.
    claims: [{subject: Valtek, object: Nexora}]
  - text: Valtek Inc. met Nexora Inc. in Ohio.
  - text: Valtek Inc. wrote to Nexora Inc. in Ohio.
"""


def test_patterns_that_no_test_touches_are_named_by_line(cli, rules: Path) -> None:
    (rules / "extract" / "scranning.yaml").write_text(RULE, encoding="utf-8")
    done = cli("rules", "check", "--rules", rules)
    assert done.code == 0, done.err
    assert not [line for line in done.out.splitlines()[1:] if len(line) > 80]
    (row,) = re.findall(r"^  scranning +(.+)$", done.out, re.MULTILINE)
    assert row.split() == ["2", "0", "0", "2", "1/2"]
    assert "  scranning.yaml 7\n" in done.out
    body = json.loads(cli("rules", "check", "--rules", rules, "-f", "json").out)
    counted = next(one for one in body["tests"] if one["rule"] == "scranning")
    path = rules / "extract" / "scranning.yaml"
    assert counted["untouched"] == [
        {"pattern": "{object} was scranned by {subject}", "where": f"{path}:7"}
    ]


def test_wrong_tests_are_counted_and_told_with_their_line(cli, rules: Path) -> None:
    spoilt = RULE.replace("{subject: Valtek, object: Nexora}", "{subject: Nexora, object: Valtek}")
    path = rules / "extract" / "scranning.yaml"
    path.write_text(spoilt, encoding="utf-8")
    done = cli("rules", "check", "--rules", rules, "--cases", "tests/cases")
    assert done.code == 2
    (row,) = re.findall(r"^  scranning +(.+)$", done.out, re.MULTILINE)
    assert row.split() == ["1", "1", "1", "2", "1/2"]
    assert f"at  {path}:11" in done.err
    assert "labelled cases" not in done.out, "spoilt rules read no cases"


CASES = """\
industry: made up
cases:
- text: Morvane Inc. bought Eskil Inc. in May.
  claims:
  - {kind: acquisition, subject: Morvane, object: Eskil}
- text: Valtek Inc. scranned Nexora Inc. in May.
  claims:
  - {kind: acquisition, subject: Valtek, object: Nexora, amount: 4200000}
- text: Tarno Inc. bought Ormund Inc. in May.
"""


def test_labelled_cases_by_kind_and_rule(cli, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "made-up.yaml").write_text(CASES, encoding="utf-8")
    words = ("rules", "check", "--cases", tmp_path, "--engine", "rules")
    done = cli(*words, "--misses")
    assert done.code == 0, done.err
    part = done.out.split("On 3 labelled cases of 1 file, engine rules:")[1]
    assert max(map(len, part.splitlines())) <= 80
    (kind,) = re.findall(r"^  acquisition +(\d.+)$", part, re.MULTILINE)
    assert kind.split() == ["1", "1", "1", "0.500", "0.500", "0.500"]
    (rule,) = re.findall(r"^  acquisition-verb +(.+)$", part, re.MULTILINE)
    assert rule.split() == ["1", "1", "1", "0.500", "0.500", "0.500"]
    told = " ".join(part.split())
    assert "Rules that no case touches: acquisition-consortium," in told
    assert "open/made-up: Valtek Inc. scranned Nexora Inc. in May." in told
    assert "missed: kind acquisition, subject Valtek, object Nexora, amount 4,200,000" in told
    assert "false: acquisition: Tarno -> Ormund (confirmed), by acquisition-verb at" in told
    assert "Morvane Inc. bought Eskil" not in part
    body = json.loads(cli(*words, "--misses", "-f", "json").out)["cases"]
    assert body["all"] == body["kinds"]["acquisition"]
    assert (body["all"]["right"], body["all"]["missed"], body["all"]["false"]) == (1, 1, 1)
    assert [one["file"] for one in body["misses"]] == ["open/made-up", "open/made-up"]
    assert "misses" not in json.loads(cli(*words, "-f", "json").out)["cases"]


def test_cases_that_cannot_be_read(cli, tmp_path: Path) -> None:
    for words, what in [
        (("--cases", tmp_path / "none"), "no such folder of cases"),
        (("--cases", tmp_path), "no labelled cases here"),
        (("--misses",), "--misses lists texts of labelled cases"),
    ]:
        done = cli("rules", "check", *words)
        assert done.code == 2
        assert what in done.err
    (tmp_path / "bad.yaml").write_text("industry: x\ncases:\n- txt: a\n", encoding="utf-8")
    done = cli("rules", "check", "--cases", tmp_path)
    assert done.code == 2
    assert f"{tmp_path / 'bad.yaml'}:3" in done.err


def test_proposals_of_the_classifier_are_counted_as_rules(
    cli, weighed_rules: Path, tmp_path: Path
) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "made-up.yaml").write_text(CASES, encoding="utf-8")
    done = cli("rules", "check", "--rules", weighed_rules, "--cases", cases)
    part = done.out.split("engine classifier:")[1]
    (rule,) = re.findall(r"^  weighed-acquisition +(.+)$", part, re.MULTILINE)
    assert rule.split()[:3] == ["1", "1", "0"]
