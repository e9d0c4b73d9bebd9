"""Every extraction rule passes its own tests, and all of them are sound together."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from vendorrisk.extract.checks import RuleCount, check
from vendorrisk.extract.rules import Compiled, load_rules
from vendorrisk.model.claim import KINDS
from vendorrisk.rulebook import rules_root

RULES = load_rules()


@functools.cache
def results() -> tuple[dict[str, RuleCount], dict[str, list[str]]]:
    """Run all rules on their own sentences once."""
    counts, problems = check()
    told: dict[str, list[str]] = {}
    for problem in problems:
        told.setdefault(Path((problem.where or "").rpartition(":")[0]).stem, []).append(
            problem.what
        )
    return {count.rule: count for count in counts}, told


@pytest.mark.parametrize("compiled", RULES, ids=lambda c: c.rule.id)
def test_a_rule_finds_its_sentences_and_leaves_its_near_misses(compiled: Compiled) -> None:
    counts, problems = results()
    assert problems.get(compiled.rule.id, []) == []
    assert counts[compiled.rule.id].hits >= 2
    assert counts[compiled.rule.id].near_misses >= 2


@pytest.mark.parametrize("compiled", RULES, ids=lambda c: c.rule.id)
def test_every_pattern_of_a_rule_compiles(compiled: Compiled) -> None:
    for expression in compiled.expressions:
        assert expression.compiled.groups >= 0
    assert compiled.rule.why.endswith(".")


def test_every_kind_of_claim_has_a_rule() -> None:
    assert {compiled.rule.kind for compiled in RULES} == set(KINDS)


def test_ids_are_file_names_in_order() -> None:
    files = [p.stem for p in sorted((rules_root() / "extract").glob("*.yaml"))]
    assert [compiled.rule.id for compiled in RULES] == files


def test_losing_a_test_is_noticed() -> None:
    """The runner counts what is missed and what is too much: an empty rule would fail both."""
    counts, _ = results()
    assert sum(count.misses + count.false for count in counts.values()) == 0
    assert sum(count.hits for count in counts.values()) > 100
