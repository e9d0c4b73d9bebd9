"""``backtest``: a page of eighty columns, JSON, and honest words."""

from __future__ import annotations

import json
from pathlib import Path

from coded import world

from vendorrisk.calibration.backtest import run
from vendorrisk.cli.backtest import page
from vendorrisk.rulebook import load_parameters
from vendorrisk.rulebook.precedents import load_settings

FEW = ("--draws", "50")


def test_the_table_fits_a_page_and_claims_no_more_than_it_shows(cli) -> None:
    done = cli("backtest", *FEW)
    assert done.code == 0, done.err
    assert done.err == ""
    assert max(map(len, done.out.splitlines())) <= 80
    assert done.out.count("Index, not probability: the index is not distinguishable") == 2
    assert "44 of 136 (32%)" in done.out and "77 of 136 (57%)" in done.out
    assert "Venn-Abers is not" in done.out
    assert "Exits by rivalry 0, 1, 2, 3: 1/10, 0/4, 9/32, 34/90." in done.out


def test_json_holds_the_same_and_the_same_seed_the_same_bytes(cli) -> None:
    done = cli("backtest", "--format", "json", "--seed", "5", *FEW)
    body = json.loads(done.out)
    assert (body["rows"], body["events"], body["seed"], body["draws"]) == (136, 72, 5, 50)
    assert [one["name"] for one in body["targets"]] == ["neutrality_exit", "exit"]
    assert cli("backtest", "-f", "json", "--seed", "5", *FEW).out == done.out


def test_precedents_of_ones_own(cli, rules: Path) -> None:
    path = rules / "precedents" / "precedents.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    done = cli("backtest", "--rules", rules, *FEW)
    assert done.code == 2
    assert "too few to hold one out" in done.err
    path.write_text("\n".join([lines[0], lines[1].replace("C001", "one")]), encoding="utf-8")
    done = cli("backtest", "--rules", rules)
    assert done.code == 2
    assert f"{path}:2" in done.err
    done = cli("backtest", "--rules", rules / "nowhere")
    assert done.code == 2 and "no such folder of rules" in done.err


def test_a_chance_that_is_earned_is_called_one_and_only_for_such_cases() -> None:
    found = run(world(20), load_parameters(), load_settings(), draws=200)
    text = " ".join(" ".join(page(found)).split())
    assert "Calibrated on these precedents: a chance for cases like these, and for no" in text
    assert "Better than the base rate: " in text
    assert "Better than acting on all and than acting on nobody: from " in text


def test_a_bound_that_cannot_be_had_is_said() -> None:
    found = run(world(6), load_parameters(), load_settings(), draws=50)
    assert "No bound for a new event: that needs 9 events." in "\n".join(page(found))
