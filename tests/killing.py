"""Kills a process at random moments, again and again, and checks what it left behind each time.

``python tests/killing.py --times 50 --seed 1`` does so to the log of reviews and to answers.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Killed(NamedTuple):
    """What one run came to: the lines it had printed, and whether it was killed at work."""

    told: tuple[str, ...]
    at_work: bool


def kill_at_random(
    command: Callable[[int], Sequence[str]],
    times: int,
    seed: int,
    between: Callable[[int, Killed], None],
) -> int:
    """Kill a command with no warning, `times` times, and return how often it was started.

    Parameters
    ----------
    command : callable
        Returns the words of the run with this number. The process should print a line once it is
        ready, and one for each thing that it has stored. The first run is left alone; others are
        killed at a moment chosen evenly over the time that an undisturbed one last took from
        being ready to its end.
    times, seed : int
        How many runs are to be killed at work, and what the moments are drawn from; one that
        ends before its moment does not count.
    between : callable
        Looks at what is left after each run.
    """
    draw = random.Random(seed)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    length: float | None = None
    number = hit = 0
    while hit < times:
        with subprocess.Popen(
            command(number), stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        ) as run:
            assert run.stdout is not None
            first = run.stdout.readline()
            begun = time.monotonic()
            if length is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    run.wait(draw.random() * length)
            at_work = length is not None and run.poll() is None
            if at_work:
                run.kill()
            rest = run.stdout.read()
        if not at_work:
            length = max(0.02, time.monotonic() - begun)
        hit += at_work
        lines = [line for line in (first + rest).split("\n")[:-1] if line]
        between(number, Killed(tuple(lines), at_work))
        number += 1
    return number


_WORKER = """
import sys
from vendorrisk.cli.main import run
sys.stdout.write("ready\\n")
sys.stdout.flush()
for words in {runs!r}:
    code = run(words)
    if code:
        sys.exit(code)
"""


class Log:
    """A case with its log of reviews, to be written by processes that are killed.

    Parameters
    ----------
    folder : Path
        An empty one.
    imports : bool
        Whether a sheet is imported and taken back, or claim after claim is accepted.
    claims : int
        How many claims the case has.
    """

    def __init__(self, folder: Path, *, imports: bool, claims: int = 12) -> None:
        import openpyxl

        from vendorrisk.cli.main import run
        from vendorrisk.dossier import gather

        self.imports = imports
        self.path = folder / "reviews.jsonl"
        self.inputs = folder / "facts.yaml"
        self.sheet = folder / "queue.xlsx"
        facts = "".join(
            f"  - id: f-{n}\n    says: Fund {n} invested in Scale AI.\n    kind: investment\n"
            f"    subject: Fund {n}\n    object: Scale AI\n    date: 2025-01\n"
            f"    modality: confirmed\n    known_from: 2025-02-01\n"
            for n in range(claims - 1)
        )
        facts += (
            "  - id: own\n    says: Meta holds 30 percent of Scale AI.\n    kind: ownership\n"
            "    subject: Meta\n    object: Scale AI\n    percent: 30\n    date: 2025-01\n"
            "    modality: confirmed\n    known_from: 2025-02-01\n"
        )
        self.inputs.write_text(f"title: Made up\nfacts:\n{facts}", encoding="utf-8")
        self.claims = [claim.id for claim in gather([self.inputs]).claims]
        case = [str(self.inputs), "--buyer", "google", "--vendor", "Scale AI", "-q"]
        assert run(["review", "list", *case, "-o", str(self.sheet)]) == 0
        book = openpyxl.load_workbook(self.sheet)
        rows = book["Review"]
        at = {cell.value: cell.column for cell in rows[1]}
        self.filled = [rows.cell(n, at["claim"]).value for n in range(2, rows.max_row + 1)]
        for line in range(2, rows.max_row + 1):
            rows.cell(line, at["verdict"]).value = "reject"
            rows.cell(line, at["reason"]).value = "not-stated"
        book.save(self.sheet)
        self.entries: tuple[str, ...] = ()

    def command(self, number: int) -> list[str]:
        """Return a process that writes to the log again and again."""
        tail = [str(self.inputs), "--reviews", str(self.path), "--on", "2026-01-31", "-q", "--by"]
        if self.imports:
            undo = ["review", "undo", *self.filled, *tail]
            put = ["review", "import", str(self.sheet), *tail]
            runs = [[*words, f"{number}-{n}"] for n in range(4) for words in (put, undo)]
        else:
            runs = [
                ["review", "accept", claim, *tail, f"{number}-{n}"]
                for n, claim in enumerate(self.claims)
            ]
        return [sys.executable, "-c", _WORKER.format(runs=runs)]

    def check(self, number: int, killed: Killed) -> None:
        """Check that all that was told stands, all that stood still does, and nothing is half."""
        from vendorrisk.interchange.journal import Journal
        from vendorrisk.model.review import ReviewEntry

        told = Journal(self.path, ReviewEntry).read()  # an error here is a line spoilt
        ids = tuple(entry.id for entry in told.entries)
        assert ids[: len(self.entries)] == self.entries, "what stood before is lost or moved"
        new = told.entries[len(self.entries) :]
        said = [line.split()[1] for line in killed.told if line.split()[1:]]
        assert [entry.claim for entry in new[: len(said)]] == said, "told, and not there"
        for entry in new:
            if entry.batch is not None:
                parts = [e for e in new if e.batch and e.batch.name == entry.batch.name]
                assert len(parts) % entry.batch.of == 0, "half of a batch stands"
        self.entries = ids


_TAKER = """
import sys
from vendorrisk.cli.main import run
run(["checklist", "import", {books!r}[0], "-o", {spare!r}, "-q"])  # all is loaded by now
sys.stdout.write("ready\\n")
sys.stdout.flush()
for book in {books!r}:
    code = run(["checklist", "import", book, "-o", {out!r}, "-q"])
    if code:
        sys.exit(code)
    sys.stdout.write(book + "\\n")
    sys.stdout.flush()
"""


class Answers:
    """Checklists that are taken in to one folder by processes that are killed, or run at once.

    Parameters
    ----------
    folder : Path
        An empty one.
    """

    BOOKS = 6  # taken in by one process

    def __init__(self, folder: Path) -> None:
        from vendorrisk.cli.main import run

        self.folder = folder
        self.out = folder / "out"
        facts = folder / "facts.yaml"
        facts.write_text(
            "title: Made up\nfacts:\n"
            "  - id: own\n    says: Meta holds 30 percent of Scale AI.\n    kind: ownership\n"
            "    subject: Meta\n    object: Scale AI\n    percent: 30\n    date: 2025-01\n"
            "    modality: confirmed\n    known_from: 2025-02-01\n",
            encoding="utf-8",
        )
        blank = folder / "blank.json"
        case = ["--buyer", "google", "--vendor", "Scale AI", "-q", "-o", str(blank)]
        assert run(["checklist", str(facts), *case]) == 0
        self.blank = json.loads(blank.read_text("utf-8"))
        self.entries: list[str] = []

    def book(self, name: str) -> Path:
        """Write a checklist in which somebody of this name answers and agrees to a clause."""
        rows = self.blank["rows"]
        filled = {"answer": "No", "answered_by": name, "response_date": "2025-06-20"}
        agreed = {"agreed": "Yes", "evidence": name, "ends_on": "2027-06-30"}
        clauses = self.blank["clause_rows"]
        data = {
            **self.blank,
            "rows": [{**row, "review": {**row["review"], **filled}} for row in rows[:8]],
            "clause_rows": [{**c, "review": {**c["review"], **agreed}} for c in clauses],
        }
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    def command(self, number: int) -> list[str]:
        """Return a process that takes in one checklist after the other."""
        books = [str(self.book(f"by-{number}-{n}")) for n in range(self.BOOKS)]
        return [
            sys.executable,
            "-c",
            _TAKER.format(books=books, out=f"{self.out}/", spare=f"{self.folder}/spare-{number}/"),
        ]

    def stored(self) -> list[str]:
        """Return who answered, entry by entry; both files must read."""
        from vendorrisk.dossier import gather
        from vendorrisk.rulebook import load_mitigations

        answers, measures = self.out / "answers.yaml", self.out / "mitigations.yaml"
        if not answers.exists():
            return []
        found = gather([answers])
        assert not found.skipped
        if measures.exists():
            assert len({one.evidence for one in load_mitigations(measures)}) == 1, "half of two"
        text = answers.read_text("utf-8")
        return [line.split('"')[1] for line in text.splitlines() if line.startswith("    by: ")]

    def check(self, number: int, killed: Killed) -> None:
        """Check that what stood still does, that all that was told is there, and nothing half."""
        now = self.stored()
        assert now[: len(self.entries)] == self.entries, "what stood before is lost or moved"
        told = [Path(line).stem for line in killed.told if line.endswith(".json")]
        assert set(told) <= set(now), "told, and not there"
        assert all(now.count(name) == 8 for name in now[len(self.entries) :]), "half of one"
        self.entries = now


def main(times: int, seed: int) -> None:
    """Kill reviews and imports of sheets and checklists, and say what came of it."""
    for what in ("accept", "import"):
        with tempfile.TemporaryDirectory() as name:
            log = Log(Path(name), imports=what == "import")
            runs = kill_at_random(log.command, times, seed, log.check)
            torn = log.path.with_name(log.path.name + ".torn")
            aside = torn.stat().st_size if torn.exists() else 0
            sys.stdout.write(
                f"review {what}: {runs} runs, {times} killed at work; {len(log.entries)} entries,"
                f" nothing lost, all whole; {aside} bytes were set aside\n"
            )
    with tempfile.TemporaryDirectory() as name:
        answers = Answers(Path(name))
        runs = kill_at_random(answers.command, times, seed, answers.check)
        sys.stdout.write(
            f"checklist import: {runs} runs, {times} killed at work; {len(answers.entries)}"
            " entries, nothing lost, all whole\n"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    main(given.times, given.seed)
