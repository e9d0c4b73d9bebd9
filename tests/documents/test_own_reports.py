"""A report is no evidence for the next one, and one bad fact spoils only its line."""

from __future__ import annotations

from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.documents import read
from vendorrisk.report import render

FACT = """facts:
  - id: one
    says: Meta held 20 percent of Labelbox.
    kind: ownership
    subject: Meta
    object: Labelbox
    percent: 20
    modality: confirmed
    source: https://example.org/a
    grade: press
    date: 2025-01-01
  - id: two
    says: Something else.
    kind: ownership
    modality: confirmed
    {bad}
"""


@pytest.mark.parametrize("format", ["html", "md"])
def test_a_report_is_no_document(tmp_path: Path, format: str) -> None:
    (tmp_path / "a.txt").write_text("Labelbox competes with Scale AI.\n", encoding="utf-8")
    found = vendorrisk.compare(tmp_path, buyer="google", vendors=["Labelbox"], as_of="2025-06-20")
    (tmp_path / f"report.{format}").write_bytes(render(found, format))
    corpus = read(tmp_path)
    assert [d.name for d in corpus.documents] == ["a"]
    assert [s.what for s in corpus.skipped] == ["a report of vendorrisk, no evidence"]
    again = vendorrisk.compare(tmp_path, buyer="google", vendors=["Labelbox"], as_of="2025-06-20")
    assert again.assessments == found.assessments


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("subject: Meta\n    object: Meta", "cannot hold itself"),
        ("subject: Meta", "needs a subject and an object"),
        ("subject: Meta\n    object: Labelbox\n    percent: 4900", "4900 is more than 100"),
        ("subject: Meta\n    object: Labelbox\n    percent: -5", "-5 is less than 0"),
        ("subject: Meta\n    object: Labelbox\n    percent: .nan", "nan is not a number"),
        ("subject: Meta\n    object: Labelbox\n    amount_usd: -3", "-3 is less than 0"),
        ("subject: Meta\n    object: Labelbox\n    date: 2025-13-45", "'2025-13-45' is no day"),
        ("subject: Meta\n    object: Labelbox\n    date: banana", "'banana' is no day"),
        (
            "subject: Meta\n    object: Labelbox\n    date: 2025-02-01\n    valid_to: 2024-01-01",
            "is before date",
        ),
    ],
)
def test_an_impossible_fact_is_left_out_with_its_line(tmp_path: Path, bad: str, what: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(FACT.replace("{bad}", bad), encoding="utf-8")
    dossier = vendorrisk.gather(path)
    assert [c.rule for c in dossier.claims] == ["one"]
    (skipped,) = dossier.skipped
    assert skipped.path == f"{path}:12"
    assert what in skipped.what


@pytest.mark.parametrize(
    ("bad", "what", "how"),
    [
        ("object: Labelbox\n    percnt: 12", "unknown key 'percnt'", "did you mean 'percent'?"),
        ("object: Labelbox\n    percent: twelve", "'twelve' is not a number", "12 for 12 %"),
        ("object: Labelbox\n    share_of_revenue: 22", "22 is more than 1", "0.22 for 22 %"),
        ("object: Labelbox\n    amount_usd: $12 million", "'$12 million' is not", "12000000"),
        ("object: Labelbox\n    voting: maybe\n    percent: x", "voting: 'maybe'", "12 for 12 %"),
    ],
)
def test_a_fact_that_is_left_out_says_how_to_mend_it(
    tmp_path: Path, bad: str, what: str, how: str
) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(FACT.replace("{bad}", f"subject: Meta\n    {bad}"), encoding="utf-8")
    (skipped,) = vendorrisk.gather(path).skipped
    assert what in skipped.what
    assert how in (skipped.how or "")
