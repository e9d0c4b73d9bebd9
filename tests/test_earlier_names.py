"""Names on an earlier day: what a later document says of them bears on nothing before it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.cli.main import run
from vendorrisk.dossier import gather
from vendorrisk.evidence.reviewed import draft
from vendorrisk.interchange.reviews import record
from vendorrisk.reviewing import queue, unreviewed
from vendorrisk.rulebook import load_buyer

DAY = dt.date(2025, 6, 20)
WHO = {"by": "Ada", "on": "2026-01-31"}
NOTES = [  # in August somebody calls Tensorly by a longer name
    ("a", "2025-06-12", "Meta took a 49% stake in Tensorly."),
    ("b", "2025-06-13", "OpenAI is a customer of Tensorly."),
    ("c", "2025-08-01", "Tensorly Labs won a contract from Microsoft."),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, day, text in NOTES:
        head = f"---\ntitle: {name}\npublisher: Reuters\npublished: {day}\n---\n"
        (tmp_path / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    return tmp_path


def assess(dossier):
    return vendorrisk.assess(dossier, buyer="google", vendor="Tensorly", as_of=DAY)


def decide(dossier, log, document, **decided):
    (claim,) = [one for one in dossier.claims if one.doc == document]
    record(log, [draft(claim, **decided, **WHO)])
    return dossier.reviewed(log)


def test_accepting_a_claim_changes_no_earlier_day(folder, tmp_path) -> None:
    dossier = gather(folder, engine="rules")
    before = assess(dossier)
    assert before.vendor == "Tensorly" and before.risk.point > 0.5
    accepted = decide(dossier, tmp_path / "log.jsonl", "a", verdict="accept")
    assert assess(accepted).risk == before.risk
    changes = {"percent": 10.0}
    edited = decide(
        dossier, tmp_path / "log.jsonl", "a", verdict="edit", reason="other", changes=changes
    )
    then = edited.as_known_on(DAY)
    (stake,) = [one for one in then.claims if one.doc == "a"]
    assert (stake.object, stake.percent, stake.review.verdict) == ("Tensorly", 10.0, "edit")
    assert 0.0 < assess(edited).risk.point < before.risk.point
    assert [one.percent for one in then.as_read if one.doc == "a"] == [49.0]


def test_the_queue_of_an_earlier_day_names_claims_as_people_decide_on_them(folder) -> None:
    dossier = gather(folder, engine="rules")
    found = vendorrisk.compare(dossier, buyer="google", vendors="Tensorly", as_of=DAY)
    made = queue(dossier, found, load_buyer("google"))
    ids = {one.id for one in dossier.claims if one.doc in "ab"}
    assert {item.claim.id for item in made.items} == ids
    (stake,) = [item for item in made.items if item.claim.doc == "a"]
    left = gather([folder / "b.md", folder / "c.md"], engine="rules")
    (effect,) = stake.effects
    assert effect.now.risk == found.assessments[0].risk
    assert effect.otherwise.risk == assess(left).risk
    assert [one.doc for one in unreviewed(found.assessments)] == ["a", "b"]


def test_a_command_takes_the_name_that_the_day_knew(folder, capsysbinary) -> None:
    words = ["score", str(folder), "--buyer", "google", "--vendor", "Tensorly", "--engine", "rules"]
    code = run([*words, "--as-of", str(DAY), "--fail-on", "undetermined", "--require-reviewed"])
    done = capsysbinary.readouterr()
    assert b"Tensorly  0.6" in done.out
    assert code == 1  # the vendor is gated under that name
    assert b"2 claims not reviewed" in done.err and b"was known on" not in done.err
