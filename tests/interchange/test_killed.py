"""A process that is killed while it reviews or takes in answers leaves nothing half-written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from killing import Answers, Log, kill_at_random


@pytest.mark.parametrize("imports", [False, True], ids=["accept", "import"])
def test_nothing_is_lost_when_a_review_is_killed(tmp_path: Path, imports: bool) -> None:
    log = Log(tmp_path, imports=imports, claims=5)
    runs = kill_at_random(log.command, times=5, seed=11, between=log.check)
    assert runs > 5
    assert log.entries


def test_nothing_is_lost_when_taking_in_answers_is_killed(tmp_path: Path) -> None:
    answers = Answers(tmp_path)
    runs = kill_at_random(answers.command, times=5, seed=11, between=answers.check)
    assert runs > 5
    assert answers.entries


def test_checklists_taken_in_at_once_are_all_kept(tmp_path: Path) -> None:
    answers = Answers(tmp_path)
    commands = [answers.command(number) for number in range(3)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    assert [run.wait() for run in runs] == [0, 0, 0]
    names = answers.stored()
    assert set(names) == {f"by-{r}-{n}" for r in range(3) for n in range(answers.BOOKS)}
    assert len(names) == 3 * 8 * answers.BOOKS
