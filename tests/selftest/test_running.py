"""The self-test finds what is wrong, and says where."""

from __future__ import annotations

from random import Random

import pytest

from vendorrisk.cli.selftest import say
from vendorrisk.selftest import Result, facts, risks, run
from vendorrisk.selftest.answers import QUESTIONS, load_answers, wrong
from vendorrisk.selftest.running import GROUPS, broken, invariants

CHECKS = [*invariants(facts), *invariants(risks)]
ANSWER = next(a for a in load_answers() if a.id == "SS-UA-432")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_invariant_holds_in_other_worlds_too(check) -> None:
    assert all(check(Random(seed)) for seed in range(25))


def test_every_group_has_invariants_and_every_invariant_a_group() -> None:
    letters = {check.__name__[0] for check in CHECKS}
    assert letters == set(GROUPS)
    assert all((check.__doc__ or "").endswith(".") for check in CHECKS)


def test_all_holds_here() -> None:
    found = list(run(worlds=2))
    assert [result for result in found if result.failures] == []
    assert sum(result.checks for result in found) == len(CHECKS) + 2 + len(load_answers())


def test_a_broken_invariant_is_found_in_its_world() -> None:
    seen: list[float] = []

    def x9_small(draw: Random) -> bool:
        """Draws are small."""
        seen.append(draw.random())
        return len(seen) < 3

    assert broken(x9_small, 10) == "X9 in world 2: Draws are small."
    assert broken(x9_small, 0) is None

    def x9_error(draw: Random) -> bool:
        """It can be worked out."""
        raise ZeroDivisionError("by nought")

    assert broken(x9_error, 1) == "X9 in world 0: ZeroDivisionError: by nought"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected": (2 / 3, 1 / 6, 0.2)}, "number 3 is"),
        ({"expected": (2 / 3, 1 / 6)}, "3 numbers, expected 2"),
        ({"inputs": {"weights": [4], "quota": 9, "total": 0}}, "ZeroDivisionError"),
        ({"ask": "nothing"}, "KeyError"),
        ({"expected": (float("nan"), 1 / 6, 1 / 6)}, "number 1 is"),
    ],
)
def test_a_wrong_answer_is_found(change: dict, said: str) -> None:
    assert wrong(ANSWER) is None
    found = wrong(ANSWER.model_copy(update=change))
    assert found is not None and found.startswith(said)


def test_one_line_a_group_and_exit_1_on_a_failure(capsys) -> None:
    good, bad = Result(group="a", checks=3), Result(group="b", checks=2, failures=("R2 breaks",))
    assert say([good]) == 0
    assert capsys.readouterr().out == "ok      a: 3 of 3\n3 of 3 checks hold\n"
    assert say([good, bad]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok      a: 3 of 3",
        "FAILED  b: 1 of 2",
        "        R2 breaks",
        "4 of 5 checks hold",
    ]


def test_every_question_is_asked() -> None:
    assert {answer.ask for answer in load_answers()} == set(QUESTIONS)
