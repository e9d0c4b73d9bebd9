"""``explain`` without documents: every factor, mechanism, rule, value and parameter has a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from vendorrisk.cli.mechanisms import FACTORS, MECHANISMS, TERMS
from vendorrisk.cli.topics import lookup, page, topics
from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.values import VALUES
from vendorrisk.extract.rules import load_rules
from vendorrisk.model.assessment import Factor
from vendorrisk.model.channel import Channel
from vendorrisk.model.claim import KINDS
from vendorrisk.model.columns import columns
from vendorrisk.rulebook import load_clauses, load_flags, load_parameters, load_questions

DOCS = Path(__file__).parents[2]
DEFAULTS = [one.name for one in judgement_defaults(load_parameters())]
ALL = topics()


def test_everything_that_scores_has_a_topic() -> None:
    assert set(MECHANISMS) == set(get_args(Channel))
    assert set(FACTORS) == set(get_args(Factor))
    wanted = {*MECHANISMS, *FACTORS, *TERMS, *VALUES, *DEFAULTS}
    wanted |= {placed.rule.id for placed in load_flags(VALUES)}
    wanted |= {compiled.rule.id for compiled in load_rules()}
    wanted |= {question.id for question in load_questions()}
    wanted |= {clause.id for clause in load_clauses()}
    assert wanted <= set(ALL)


def test_every_page_fits_and_says_where_it_is_documented() -> None:
    for name, topic in ALL.items():
        text = page(name, topic)
        assert text.startswith(f"{name}: {topic.kind}\n")
        wide = [line for line in text.splitlines() if columns(line) > 80 and " " in line.strip()]
        assert not wide, name
        place, _, anchor = re.search(r"^documented: +(\S+)$", text, re.MULTILINE)[1].partition("#")
        body = (DOCS / place).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", body, re.MULTILINE)
        slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in slugs, (name, anchor)


@pytest.mark.parametrize("name", [*MECHANISMS, *FACTORS, *TERMS])
def test_what_a_mechanism_names_is_there(name: str) -> None:
    told = {**FACTORS, **MECHANISMS, **TERMS}[name]
    for start in told.parameters:
        assert any(one.startswith(start) for one in DEFAULTS), start
    assert all(one in KINDS or one in ALL for one in told.feeds)
    assert name not in MECHANISMS or told.factor in FACTORS


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("ownership", "ownership: factor"),
        ("Rival Stake", "rival-stake: red-flag rule"),
        ("half_life_days.stake", "evidence.half_life_days.stake: parameter"),
        ("rival_stake", "rival_stake: named value"),
        ("N01", "N01: question of the checklist"),
        ("votes", "λ · x · q"),
        ("departure", "(1 − Π (1 − σ · 2^(−age / half-life)))"),
    ],
)
def test_explain_takes_a_name_without_inputs(cli, word: str, told: str) -> None:
    done = cli("explain", word)
    assert done.code == 0 and told in done.out and done.err == ""


def test_a_name_of_several_lists_them(cli) -> None:
    lines = cli("explain", "half_life_days").out.splitlines()
    assert "evidence.half_life_days.stake: parameter" in lines
    assert "leadership.half_life_days: parameter" in lines


def test_a_misspelt_name_gets_a_suggestion(cli) -> None:
    done = cli("explain", "ownershp")
    assert done.code == 2 and "did you mean 'ownership'?" in done.err
    assert "INPUTS missing" in cli("explain", "clm-0123").err


def test_a_vendor_still_needs_its_documents(cli) -> None:
    done = cli("explain", "Scale AI", "seeds", "--buyer", "google", "-q")
    assert done.code == 0 and "Scale AI" in done.out


def test_parameters_are_those_of_the_rules_that_are_given(cli, rules) -> None:
    path = rules / "model.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("leak: {value: 0", "leak: {value: 0.03"), encoding="utf-8")
    shown = cli("explain", "leak", "--rules", rules).out
    assert ("0.03" in shown) == ("leak: {value: 0" in text)
    assert shown != "" and "why:" in shown


def test_text_stands_behind_its_label_whatever_its_letters(cli) -> None:
    lines = cli("explain", "departure").out.splitlines()
    labelled = [line for line in lines[1:] if not line.startswith(" ")]
    assert all(line[:12].rstrip().endswith(":") and line[11] == " " for line in labelled)


@pytest.mark.parametrize(
    ("printed", "topic"),
    [("HIGH", "tier"), ("UNDETERMINED", "tier"), ("insufficient evidence", "coverage")],
)
def test_a_word_as_a_report_prints_it_is_explained(printed: str, topic: str) -> None:
    (found,) = lookup(printed, ALL)
    assert ALL[found] == ALL[topic]
