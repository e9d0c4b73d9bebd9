"""Files of red-flag rules: what an overlay may do, and what is told of a wrong one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

import vendorrisk
from vendorrisk.decision.values import VALUES
from vendorrisk.errors import RuleErrors, SettingsError
from vendorrisk.rulebook import load_flags, rules_root
from vendorrisk.rulebook.flags import skeleton

BASE = load_flags(VALUES)


def put(folder: Path, family: str, name: str, text: str | None = None) -> Path:
    path = folder / "flags" / family / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton(family, name) if text is None else text, encoding="utf-8")
    return path


def problems(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(RuleErrors) as caught:
        load_flags(VALUES, overlays=[folder])
    return [
        (one.what, (one.where or "").rpartition("/")[2], one.how or "")
        for one in caught.value.problems
    ]


def test_an_overlay_adds_and_replaces_and_leaves_the_base_alone(tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in sorted((rules_root() / "flags").rglob("*.yaml"))}
    put(tmp_path, "ownership", "our-rule")
    path = put(tmp_path, "ownership", "rival-stake")
    found = {one.rule.id: one for one in load_flags(VALUES, overlays=[tmp_path])}
    assert set(found) == {one.rule.id for one in BASE} | {"our-rule"}
    assert found["our-rule"].origin == str(tmp_path) and found["our-rule"].replaces is None
    assert found["rival-stake"].path == path
    assert found["rival-stake"].replaces in before
    assert found["rival-talks"].origin == "rules"
    assert before == {p: p.read_bytes() for p in sorted(before)}


def test_the_last_overlay_wins(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    put(one, "ownership", "our-rule")
    put(two, "exit", "our-rule")
    found = {f.rule.id: f for f in load_flags(VALUES, overlays=[one, two])}
    assert found["our-rule"].rule.family == "exit"
    assert found["our-rule"].replaces == one / "flags" / "ownership" / "our-rule.yaml"
    back = {f.rule.id: f for f in load_flags(VALUES, overlays=[two, one])}
    assert back["our-rule"].rule.family == "ownership"


def test_an_overlay_reaches_the_findings_and_the_receipt(tmp_path: Path) -> None:
    text = skeleton("ownership", "rival-stake").replace(
        "status: experimental", "disabled: true\nstatus: experimental"
    )
    put(tmp_path, "ownership", "rival-stake", text)
    put(tmp_path, "ownership", "our-rule")
    made = [
        vendorrisk.compare(
            ["seeds/facts"],
            buyer="google",
            vendors="scale-ai",
            as_of="2025-06-20",
            overlays=overlays,
        )
        for overlays in ((), (tmp_path,))
    ]
    plain, ours = ({f.rule for f in one.assessments[0].findings} for one in made)
    assert ours - plain == {"our-rule"} and plain - ours == {"rival-stake"}
    receipts = [one.receipt for one in made]
    assert receipts[0] is not None and receipts[1] is not None
    assert receipts[0].overlays_sha256 == ()
    assert len(receipts[1].overlays_sha256) == 1
    assert made[0].assessments[0].risk == made[1].assessments[0].risk  # facts, factors, policy


WRONG = [
    # what stands in the rule, what it becomes, what is told, and the suggestion
    ("rival_stake: {gte", "rival_stak: {gte", "'rival_stak' is no named value", "'rival_stake'"),
    ("{rival_stake: 0.33", "{rivl_stake: 0.33", "'rivl_stake' is no named value", "'rival_stake'"),
    ("buyer_rivals: {gte", "buyr_rivals: {gte", "'buyr_rivals' is no named value", "buyer_rivals"),
    ("[N01]", "[N01, N77]", "'N77' is no question of the checklist", "'N"),
    ("family: exit", "family: exits", "'exits' is no family of red flags", "'exit'"),
    ("family: exit", "family: data", "family 'data' differs from the folder", "family: exit"),
    ("id: our-rule", "id: your-rule", "id 'your-rule' differs from the file's name", "our-rule"),
    ("severity: medium", "severity: grave", "severity: 'grave' is not one of", ""),
    ("false_alarms:", "false_alarm:", "unknown key 'false_alarm'", "'false_alarms'"),
    ("{gte: 0.1}", "{gte: high}", "'high' is not a number", ""),
    ("{gte: 0.1}", "{gte: .nan}", "nan is not a number", ""),
    ("{gte: 0.1}", "{gt3: 0.1}", "unknown key 'gt3'", ""),
    ("expect: clear", "expect: clean", "'clean' is not one of", ""),
]


@pytest.mark.parametrize(("stands", "becomes", "what", "how"), WRONG)
def test_a_slip_is_told_with_its_line_and_a_suggestion(
    tmp_path: Path, stands: str, becomes: str, what: str, how: str
) -> None:
    text = skeleton("exit", "our-rule")
    assert stands in text
    line = text[: text.index(stands)].count("\n") + 1
    put(tmp_path, "exit", "our-rule", text.replace(stands, becomes, 1))
    found = problems(tmp_path)
    matching = [one for one in found if what in one[0]]
    assert matching, found
    assert matching[0][1] == f"our-rule.yaml:{line}"
    assert how in matching[0][2]


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    text = skeleton("exit", "one").replace("gte: 0.1", "gte: x").replace("N01", "N99")
    put(tmp_path, "exit", "one", text)
    put(tmp_path, "data", "two", "id: two\n")
    put(tmp_path, "owners", "three")
    (tmp_path / "flags" / "four.yml").write_text("id: four", encoding="utf-8")
    whole = "\n".join(" ".join(one) for one in problems(tmp_path))
    for word in ("'x' is not a number", "N99", "'question' is missing", "'owners'", "four.yml"):
        assert word in whole, word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list\n",
        "just text\n",
        "id: [1]\nfamily: {}\nwhen: 3\ntests: x\nquestions: y\n",
        "when: {all: 3}\ntests: [1, {values: []}]\n",
        "when: !!python/object/apply:os.system [ls]\n",
        "id: our-rule\nwhen: &a [*a]\n",
    ],
)
def test_any_text_is_refused_and_never_run(tmp_path: Path, text: str) -> None:
    put(tmp_path, "exit", "our-rule", text)
    assert problems(tmp_path)


def test_a_condition_has_a_bottom(tmp_path: Path) -> None:
    deep = "{not: " * 40 + "{coverage: {lt: 0.5}}" + "}" * 40
    text = skeleton("exit", "our-rule").replace("when: {rival_stake: {gte: 0.1}}", f"when: {deep}")
    put(tmp_path, "exit", "our-rule", text)
    assert any("nested too deep" in what for what, *_ in problems(tmp_path))


def test_one_id_stands_once_in_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "exit", "our-rule")
    put(tmp_path, "data", "our-rule")
    assert any("stands in" in what for what, *_ in problems(tmp_path))


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(SettingsError, match="overlay"):
            load_flags(VALUES, overlays=[folder])
    copy = tmp_path / "rules"
    shutil.copytree(rules_root(), copy)
    shutil.rmtree(copy / "flags")
    with pytest.raises(RuleErrors, match="red-flag rules"):
        load_flags(VALUES, copy)


@pytest.mark.parametrize("one", BASE, ids=lambda one: one.rule.id)
def test_a_rule_is_one_screen_and_reads_back_equal(one) -> None:
    text = one.path.read_text(encoding="utf-8")
    assert text.count("\n") <= 80
    assert max(map(len, text.splitlines())) <= 100
    again = type(one.rule).model_validate(yaml.safe_load(text))
    assert again == one.rule
    assert type(one.rule).model_validate_json(one.rule.model_dump_json(by_alias=True)) == one.rule
