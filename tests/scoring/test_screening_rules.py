"""Rules over bins: beside plain Python on the floats, with ties, NaN and edits."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import naive
import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.errors import ModelError, RuleErrors
from vendorrisk.kernels.bins import BLOCK
from vendorrisk.scoring.screening_rules import Table, load_rules, parse_rules

GRID = [-1.0, -0.0, 0.0, 5e-324, 0.1, math.nextafter(0.1, 1.0), 0.5, 3.0]
NAMES = ("a", "b", "c")
values = st.sampled_from([*GRID, math.nan, math.inf, -math.inf])
bounds = st.dictionaries(
    st.sampled_from(["gte", "gt", "lte", "lt", "eq"]), st.sampled_from(GRID), min_size=1, max_size=3
)
leaves = st.tuples(st.sampled_from(NAMES), bounds).map(lambda pair: {pair[0]: pair[1]})
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(lambda one: {"not": one}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=5,
)
books = st.lists(st.tuples(st.integers(-255, 255), conditions), min_size=1, max_size=10)
tables = st.lists(st.tuples(values, values, values), min_size=1, max_size=6)


def book(rules: list[tuple[int, dict[str, Any]]]) -> str:
    return yaml.safe_dump(
        [{"id": f"r{k}", "points": points, "when": when} for k, (points, when) in enumerate(rules)]
    )


def columns(rows: list[tuple[float, ...]]) -> dict[str, list[float]]:
    return {name: [row[k] for row in rows] for k, name in enumerate(NAMES)}


def _check(
    rules: list[tuple[int, dict[str, Any]]], rows: list[tuple[float, ...]], native: bool
) -> None:
    found = Table(columns(rows), native=native).screen(parse_rules(book(rules)))
    for i, row in enumerate(rows):
        values_ = dict(zip(NAMES, row, strict=True))
        told = [naive.kleene(when, values_) for _, when in rules]
        assert [bool(found.fired(f"r{k}")[i]) for k in range(len(rules))] == [
            one is True for one in told
        ]
        assert [bool(found.unknown(f"r{k}")[i]) for k in range(len(rules))] == [
            one is None for one in told
        ]
        sure = sum(p for (p, _), one in zip(rules, told, strict=True) if one)
        open_ = [p for (p, _), one in zip(rules, told, strict=True) if one is None]
        assert found.lowest[i] == sure + sum(min(0, p) for p in open_)
        assert found.highest[i] == sure + sum(max(0, p) for p in open_)


@settings(max_examples=60, deadline=None)
@given(books, tables)
def test_rules_agree_with_plain_python_on_floats(
    rules: list[tuple[int, dict[str, Any]]], rows: list[tuple[float, ...]]
) -> None:
    _check(rules, rows, native=False)


@settings(max_examples=60, deadline=None)
@given(books, tables)
def test_compiled_rules_agree_too(
    rules: list[tuple[int, dict[str, Any]]], rows: list[tuple[float, ...]]
) -> None:
    _check(rules, rows, native=True)


WHOLE = """
- {id: stake, points: 30, when: {all: [{a: {gte: 0.25}}, {b: {gt: 0.5}}]}}
- {id: seat, points: 20, when: {any: [{c: {gte: 0.75}}, {not: {a: {lt: 0.9}}}]}}
- {id: calm, points: -10, when: {a: {gte: 0.1, lt: 0.2}}}
- {id: three, points: 40, when: {all: [{a: {gt: 0.3}}, {b: {lte: 0.7}}, {c: {gt: 0.1}}]}}
- {id: large, points: 250, when: {b: {gt: 0.95}}}
"""


def _rows(count: int) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(2)
    made = {name: np.round(rng.uniform(size=count), 2) for name in NAMES}
    made["b"][BLOCK + 3] = np.nan  # one block has a gap, others none
    return made


def test_s1_any_number_of_threads_gives_the_same_bytes_over_many_blocks() -> None:
    data, rules = _rows(3 * BLOCK + 17), parse_rules(WHOLE)
    one = Table(data).screen(rules)
    for threads in (2, 5):
        other = Table(data, threads=threads).screen(rules)
        for a, b in zip(one[1:], other[1:], strict=True):
            assert a.tobytes() == b.tobytes()
    assert np.flatnonzero(one.unknown("large")).tolist() == [BLOCK + 3]
    sure = data["b"] > 0.95
    assert np.array_equal(one.fired("large"), sure)
    assert one.highest[BLOCK + 3] - one.lowest[BLOCK + 3] >= 250


def test_an_edit_is_run_as_if_it_had_been_there_from_the_start() -> None:
    data = _rows(5_000)
    table = Table(data)
    table.screen(parse_rules(WHOLE))
    edited = WHOLE.replace("gte: 0.25", "gt: 0.33").replace("points: 20", "points: 21")
    again, fresh = table.screen(parse_rules(edited)), Table(data).screen(parse_rules(edited))
    for a, b in zip(again[1:], fresh[1:], strict=True):
        assert a.tobytes() == b.tobytes()


def test_rules_come_from_files_too(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    assert [rule.id for rule in load_rules(path)][:2] == ["stake", "seat"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "not YAML"),
        ("[]", "a list of rules"),
        ("[1]", "an id, points and when"),
        ("[{id: x, points: 1, when: {a: {gte: 1}}, then: 2}]", "unknown key 'then'"),
        ("[{id: x, points: 1.5, when: {a: {gte: 1}}}]", "whole numbers"),
        ("[{id: x, points: 300, when: {a: {gte: 1}}}]", "whole numbers"),
        ("[{id: x, points: yes, when: {a: {gte: 1}}}]", "whole numbers"),
        ("[{id: x, points: 1, when: {a: {ge: 1}}}]", "takes gte"),
        ("[{id: x, points: 1, when: {a: {gte: one}}}]", "a number is expected"),
        ("[{id: x, points: 1, when: {a: {gte: .nan}}}]", "a number is expected"),
        ("[{id: x, points: 1, when: {a: {gte: .inf}}}]", "a number is expected"),
        ("[{id: x, points: 1, when: {all: []}}]", "takes a list"),
        ("[{id: x, points: 1, when: {a: {gte: 1}, b: {gte: 1}}}]", "one key"),
        (
            "[{id: x, points: 1, when: {a: {gt: 1}}}, {id: x, points: 1, when: {a: {gt: 1}}}]",
            "twice",
        ),
    ],
)
def test_wrong_rules_are_refused_with_their_place(text: str, what: str) -> None:
    with pytest.raises(RuleErrors, match=what) as caught:
        parse_rules(text, where="rules.yaml")
    assert all("rules.yaml" in str(problem.where) for problem in caught.value.problems)


def test_all_problems_of_a_file_are_told_at_once() -> None:
    with pytest.raises(RuleErrors) as caught:
        parse_rules("[{id: x}, {id: y, points: 1, when: {a: 3}}]")
    assert len(caught.value.problems) == 2


def test_a_column_that_is_not_there_is_named() -> None:
    rules = parse_rules("[{id: x, points: 1, when: {stakes: {gte: 1}}}]")
    with pytest.raises(ModelError, match="stakes") as caught:
        Table({"stake": [1.0]}).screen(rules)
    assert "stake" in str(caught.value.how)


def test_too_many_cuts_in_one_column_are_refused() -> None:
    text = yaml.safe_dump(
        [{"id": f"r{k}", "points": 1, "when": {"a": {"gte": k}}} for k in range(255)]
    )
    with pytest.raises(ModelError, match="255 points"):
        Table({"a": [1.0]}).screen(parse_rules(text))


def test_the_most_cuts_still_work() -> None:
    text = yaml.safe_dump(
        [{"id": f"r{k}", "points": 1, "when": {"a": {"gte": k}}} for k in range(254)]
    )
    found = Table({"a": [-1.0, 0.0, 252.5, 253.0, 1e9]}).screen(parse_rules(text))
    assert found.lowest.tolist() == [0, 1, 253, 254, 254]
