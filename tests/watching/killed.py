"""Kills ``vendorrisk watch`` at random moments and looks at what is left each time.

``python tests/watching/killed.py --times 50 --seed 1`` does so fifty times.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAID = (
    "Meta holds 49% of Scale AI, Reuters reported.",
    "Google plans to end its partnership with Scale AI.",
    "Alexandr Wang left Scale AI to join Meta.",
    "Labelbox sees more demand after the deal of Scale AI.",
    "Scale AI said that it stays independent of Meta.",
)
PARTS_OF_A_PASS = ("runs", "documents", "scores", "baselines", "alerts")
_WORKER = """
import sys
from vendorrisk.cli.main import run
run({warm!r})
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.exit(run({words!r}))
"""


def words(inbox: Path, state: Path) -> list[str]:
    """Return the words of one pass."""
    case = ["--buyer", "google", "--vendor", "Scale AI", "--vendor", "Labelbox"]
    return [
        "watch", str(inbox), *case, "--engine", "rules", "--state", str(state),
        "-o", str(state.with_suffix(".json")), "-q",
    ]  # fmt: skip


def start(command: list[str]) -> subprocess.Popen[str]:
    """Start a process of Python that finds the package."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        cwd=ROOT,
    )


def stored(state: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the passes of a state left, sorted; the file must be sound."""
    if not state.exists():
        return {}
    with sqlite3.connect(state) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        known = {name for (name,) in sql.execute("SELECT name FROM sqlite_master")}
        found = {
            name: sql.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608
            for name in PARTS_OF_A_PASS
            if name in known
        }
    sql.close()
    return {name: rows for name, rows in found.items() if rows}


class Watched:
    """A folder that grows, watched by a state whose passes are killed and by one at peace.

    Parameters
    ----------
    folder : Path
        An empty one.
    """

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.state, self.calm = folder / "killed.sqlite", folder / "calm.sqlite"
        self.spare = folder / "spare.sqlite"
        self.articles = 0
        self.runs: list[tuple[object, ...]] = []

    def grow(self) -> None:
        """Put one more article into the folder."""
        number = self.articles
        path = self.inbox / f"a{number:03}.md"
        day = f"2025-{6 + number // 28:02}-{number % 28 + 1:02}"
        head = f"---\npublished: {day}\npublisher: Outlet {number % 7}\n---\n"
        path.write_text(f"{head}{SAID[number % len(SAID)]} It was item {number}.\n", "utf-8")
        self.articles += 1

    def finish(self) -> float:
        """Let a pass run to its end on both states, and check that they hold the same.

        Returns
        -------
        float
            Length of the undisturbed pass in seconds: moments are drawn from it.
        """
        from vendorrisk.cli.main import run

        for state in (self.state, self.calm):
            begun = time.monotonic()
            assert run(words(self.inbox, state)) == 0
        length = time.monotonic() - begun
        kept, clean = stored(self.state), stored(self.calm)
        assert kept == clean
        digests = [state.with_suffix(".json").read_bytes() for state in (self.state, self.calm)]
        assert digests[0] == digests[1]
        assert kept["runs"][: len(self.runs)] == self.runs, "a pass that stood is lost"
        self.runs = kept["runs"]
        return length

    def kill(self, moment: float) -> tuple[bool, bool]:
        """Kill a pass `moment` seconds after it began, and check what it left.

        Returns
        -------
        tuple
            Whether it was at work, and whether it stood by then.
        """
        before = stored(self.state)
        warm = words(self.inbox, self.spare)  # imports and rules are loaded before the clock runs
        run = start(["-c", _WORKER.format(warm=warm, words=words(self.inbox, self.state))])
        assert run.stdout is not None and run.stdout.readline() == "ready\n"
        try:
            run.wait(moment)
        except subprocess.TimeoutExpired:
            run.kill()
        run.communicate()
        after = stored(self.state)
        more = len(after.get("runs", ())) - len(before.get("runs", ()))
        assert more in (0, 1)
        if not more:
            assert after == before, "half of a pass stands"
        digest = self.state.with_suffix(".json")
        assert not digest.exists() or digest.read_bytes().endswith(b"}\n"), "half a digest"
        return run.returncode != 0, bool(more)


def killed(folder: Path, times: int, seed: int) -> tuple[int, int, int]:
    """Kill `times` passes; return how many were at work, how many of them stood, and all passes."""
    watched = Watched(folder)
    watched.grow()
    length = watched.finish()
    draw, hit, stood = random.Random(seed), 0, 0
    for _ in range(times):
        watched.grow()
        at_work, stands = watched.kill(draw.uniform(0, 1.2 * length))
        hit, stood = hit + at_work, stood + (at_work and stands)
        length = watched.finish()
    return hit, stood, len(watched.runs)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        hit, stood, runs = killed(Path(name), given.times, given.seed)
    sys.stdout.write(
        f"watch: {given.times} passes, {hit} killed at work, {stood} of them after all was"
        f" stored; {runs} passes stand, nothing lost, all whole, each equal to that of a watch"
        " nobody killed\n"
    )
