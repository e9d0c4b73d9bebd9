"""Passes that are killed, and passes that run at once, leave a whole state."""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("killed", HERE / "killed.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["killed"] = module
    spec.loader.exec_module(module)
    return module


killed = load()


def test_killed_at_random_moments_nothing_is_lost_or_half_there(tmp_path) -> None:
    hit, stood, runs = killed.killed(tmp_path, times=10, seed=7)
    assert runs == 11
    assert stood <= hit
    assert hit > 0, "no pass was killed at work: nothing was tested"


@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
def test_two_at_once_are_one_after_the_other(tmp_path, begun: bool) -> None:
    watched = killed.Watched(tmp_path)
    watched.grow()
    if begun:
        watched.finish()
        watched.grow()
    words = ["-m", "vendorrisk", *killed.words(watched.inbox, watched.state)]
    for run in [killed.start(words) for _ in range(3)]:
        _, said = run.communicate()
        assert run.returncode == 0, said
    watched.finish()  # equal to a state that one pass after the other made
    assert len(watched.runs) == 1 + begun


def test_who_waits_in_vain_says_so(tmp_path) -> None:
    watched = killed.Watched(tmp_path)
    watched.grow()
    watched.finish()
    watched.grow()
    before = killed.stored(watched.state)
    holder = sqlite3.connect(watched.state, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    words = ["-m", "vendorrisk", *killed.words(watched.inbox, watched.state)]
    run = killed.start([*words, "--wait", "0"])
    _, said = run.communicate()
    holder.execute("ROLLBACK")
    holder.close()
    assert run.returncode == 2
    assert said.startswith("error: another process is writing to it; waited 0 seconds\n")
    assert killed.stored(watched.state) == before
