"""A checklist of a made case, as files, and a hand that fills them in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from vendorrisk.decision.checklist import checklist
from vendorrisk.dossier import Dossier, gather
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.checklist import Checklist
from vendorrisk.pipeline import compare
from vendorrisk.report.checklist_text import checklist_csv, checklist_json
from vendorrisk.report.workbook import checklist_workbook
from vendorrisk.rulebook import load_clauses, load_questions
from vendorrisk.shipped import packaged

DAY = dt.date(2025, 6, 20)


class Case(NamedTuple):
    """The facts of the seeds on Scale AI for Google, read once."""

    dossier: Dossier
    comparison: Comparison
    made: Checklist
    xlsx: bytes
    csv: str
    json: str


@pytest.fixture(scope="session")
def case() -> Case:
    dossier = gather(packaged("seeds") / "facts", engine="rules")
    found = compare(dossier, buyer="google", vendors=["Scale AI"], as_of=DAY)
    made = checklist(found, load_questions(), load_clauses())
    return Case(
        dossier,
        found,
        made,
        checklist_workbook(made, found),
        checklist_csv(made),
        checklist_json(made),
    )


class Hand:
    """Fills in a workbook by vendor and question, with another library than wrote it."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.book["Checklist"]

    def at(self, title: str, sheet: str = "Checklist") -> int:
        return next(c.column for c in self.book[sheet][1] if c.value == title)

    def row(self, question: str, vendor: str = "Scale AI") -> int:
        return self._row("Checklist", vendor, question, "question_id")

    def clause(self, key: str, vendor: str = "Scale AI") -> int:
        return self._row("Clauses", vendor, key, "key")

    def _row(self, name: str, vendor: str, key: str, title: str) -> int:
        sheet = self.book[name]
        return next(
            n
            for n in range(2, sheet.max_row + 1)
            if sheet.cell(n, self.at("vendor", name)).value == vendor
            and sheet.cell(n, self.at(title, name)).value == key
        )

    def put(self, row: int, sheet: str = "Checklist", **values: Any) -> None:
        for name, value in values.items():
            title = TITLES.get(name, name)
            self.book[sheet].cell(row, self.at(title, sheet)).value = value

    def answer(self, question: str, answer: str, **values: Any) -> None:
        self.put(self.row(question), answer=answer, **{"response_date": DAY, **values})

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


TITLES = {
    "why_raised": "why it is raised",
    "wording": "suggested wording, for counsel",
    "place": "place in the contract",
    "in_force_from": "in force from",
    "ends_on": "ends on",
    "evppi": "value of the answer",
}


@pytest.fixture
def hand(case: Case) -> Callable[[], Hand]:
    return lambda: Hand(case.xlsx)
