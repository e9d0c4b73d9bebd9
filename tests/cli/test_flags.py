"""``rules list``, ``show``, ``lint``, ``new`` and ``--overlay``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROW = "high      rival-stake"


@pytest.fixture
def overlay(cli, tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    assert cli("rules", "new", "ownership/our-rule", "--overlay", folder, "-q").code == 0
    return folder


def rule(folder: Path, name: str = "our-rule") -> Path:
    return folder / "flags" / "ownership" / f"{name}.yaml"


def test_the_list_names_every_rule_in_eighty_columns(cli) -> None:
    done = cli("rules", "list")
    assert done.code == 0 and ROW in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    body = json.loads(cli("rules", "list", "--format", "json").out)
    assert done.out.rstrip().endswith(f"{len(body)} rules")
    assert all(one["id"] in done.out for one in body)
    table = cli("rules", "list", "-f", "md").out
    assert all(f"`{one['id']}`" in table for one in body)


def test_the_list_takes_a_family(cli) -> None:
    one = cli("rules", "list", "--family", "exit", "-f", "json")
    assert {rule["family"] for rule in json.loads(one.out)} == {"exit"}
    wrong = cli("rules", "list", "--family", "exits")
    assert wrong.code == 2 and "did you mean 'exit'" in wrong.err


def test_the_list_says_where_a_rule_is_from(cli, overlay: Path) -> None:
    cli("rules", "new", "ownership/rival-stake", "--overlay", overlay)
    text = rule(overlay, "rival-stake").read_text(encoding="utf-8")
    rule(overlay, "rival-stake").write_text(f"disabled: true\n{text}", encoding="utf-8")
    words = " ".join(cli("rules", "list", "--overlay", overlay).out.split())
    assert "from overlay" in words and "replaces" in words and "off: disabled" in words
    assert words.endswith("1 of them off")
    body = json.loads(cli("rules", "list", "--overlay", overlay, "-f", "json").out)
    by_id = {one["id"]: one for one in body}
    assert by_id["rival-stake"]["active"] is False
    assert by_id["our-rule"]["origin"] == str(overlay) and by_id["our-rule"]["replaces"] is None


def test_a_rule_is_shown_in_full(cli) -> None:
    done = cli("rules", "show", "rival-near-data")
    assert max(map(len, done.out.splitlines())) <= 80
    for word in ("Asked where", "Flagged when", "If unknown", "N24: Is our data held apart"):
        assert word in done.out
    assert json.loads(cli("rules", "show", "rival-stake", "-f", "json").out)["severity"] == "high"
    wrong = cli("rules", "show", "rival-stak")
    assert wrong.code == 2 and "did you mean 'rival-stake'" in wrong.err
    assert cli("rules", "show").err.startswith("error: ID missing")


def test_a_new_rule_passes_and_is_never_replaced(cli, overlay: Path) -> None:
    before = rule(overlay).read_bytes()
    again = cli("rules", "new", "ownership/our-rule", "--overlay", overlay)
    assert again.code == 2 and "there already" in again.err
    assert rule(overlay).read_bytes() == before
    lint = cli("rules", "lint", "--overlay", overlay)
    assert lint.code == 0 and lint.out == ""
    assert "0 remarks" in lint.err


def test_who_replaces_a_rule_of_the_base_is_told(cli, overlay: Path) -> None:
    done = cli("rules", "new", "ownership/rival-stake", "--overlay", overlay)
    assert done.code == 0 and "replaces the rule 'rival-stake'" in done.err


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("owner/our-rule", "did you mean"),
        ("our-rule", "families: ownership"),
        ("ownership/", "families: ownership"),
        ("ownership/Our_Rule", "small letters"),
        ("ownership/../../x", "small letters"),
        ("exit/x\x1b[2J", "small letters"),
    ],
)
def test_a_place_that_is_none_is_told(cli, tmp_path: Path, place: str, word: str) -> None:
    done = cli("rules", "new", place, "--overlay", tmp_path)
    assert done.code == 2 and word in done.err and "\x1b" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_lint_names_file_lint_and_what_is_amiss(cli, overlay: Path) -> None:
    text = rule(overlay).read_text(encoding="utf-8")
    worse = text.replace("of the vendor?", "of the vendor").replace("[N01]", "[]")
    rule(overlay).write_text(worse, encoding="utf-8")
    done = cli("rules", "lint", "--overlay", overlay)
    assert done.code == 2
    lines = done.out.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["question-mark", "questions-to-ask"]
    assert all(line.startswith(str(rule(overlay))) for line in lines)


def test_check_runs_the_tests_and_tells_what_none_covers(cli, overlay: Path, rules: Path) -> None:
    text = rule(overlay).read_text(encoding="utf-8")
    rule(overlay).write_text(
        text.replace("rival_stake: 0.09", "rival_stake: 0.05").replace(
            "expect: not_applicable", "expect: clear"
        ),
        encoding="utf-8",
    )
    done = cli("rules", "check", "--overlay", overlay, "-f", "json")
    assert done.code == 2
    whats = [one["what"] for one in json.loads(done.out)["problems"]]
    assert whats == [
        "test 'no rival to ask about' expects clear, the rule says not_applicable",
        "no test expects 'not_applicable'",
        "no test has rival_stake just beyond 0.1 (gte)",
    ]
    assert str(rule(overlay)) in done.err
    rows = {row["rule"]: row for row in json.loads(done.out)["flags"]}
    assert rows["our-rule"]["hold"] == 4 and rows["our-rule"]["bounds"] == 2
    assert rows["rival-stake"]["untested"] == []


def test_a_misspelt_value_stops_a_run_before_anything_is_read(
    cli, overlay: Path, folder: Path
) -> None:
    text = rule(overlay).read_text(encoding="utf-8").replace("rival_stake: {", "rival_stak: {")
    rule(overlay).write_text(text, encoding="utf-8")
    case = ("--buyer", "google", "--vendor", "Scale AI", "--overlay", overlay)
    for words in (("score", folder, *case), ("rules", "list", "--overlay", overlay)):
        done = cli(*words)
        assert done.code == 2 and done.out == ""
        assert "did you mean 'rival_stake'" in done.err
        assert f"{rule(overlay)}:" in done.err


def test_an_overlay_reaches_a_report_and_its_text_is_only_text(
    cli, overlay: Path, folder: Path
) -> None:
    text = rule(overlay).read_text(encoding="utf-8")
    hostile = '"Is <script>alert(1)</script> \\u202e it?"'
    text = text.replace("Does a rival hold a tenth or more of the vendor?", hostile)
    rule(overlay).write_text(text, encoding="utf-8")
    case = ("--buyer", "google", "--vendor", "Scale AI", "--overlay", overlay, "-q")
    page = cli("report", folder, *case, "--format", "html").out
    assert "our-rule" in page and "&lt;script&gt;alert" in page
    assert "<script>" not in page and "\u202e" not in page
    listed = cli("rules", "list", "--overlay", overlay)
    assert "\u202e" not in listed.out and "\\u202e" in listed.out
    assert "\u202e" not in cli("rules", "show", "our-rule", "--overlay", overlay).out


def test_an_overlay_that_is_none_is_told(cli, folder: Path, tmp_path: Path) -> None:
    case = ("--buyer", "google", "--vendor", "Scale AI")
    done = cli("score", folder, *case, "--overlay", tmp_path / "nowhere")
    assert done.code == 2 and "no such overlay folder" in done.err
    (tmp_path / "empty").mkdir()
    done = cli("score", folder, *case, "--overlay", tmp_path / "empty")
    assert done.code == 2 and "holds no flags/" in done.err
