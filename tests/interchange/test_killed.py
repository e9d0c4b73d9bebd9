"""A process that is killed while it reviews leaves nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest
from killing import Log, kill_at_random


@pytest.mark.parametrize("imports", [False, True], ids=["accept", "import"])
def test_nothing_is_lost_when_a_review_is_killed(tmp_path: Path, imports: bool) -> None:
    log = Log(tmp_path, imports=imports, claims=5)
    runs = kill_at_random(log.command, times=5, seed=11, between=log.check)
    assert runs > 5
    assert log.entries
