"""What reviewers decided is a cause of its own; a log that grew is found again as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.dossier import Dossier, gather
from vendorrisk.errors import SettingsError
from vendorrisk.evidence.reviewed import draft
from vendorrisk.history.diff import diff
from vendorrisk.history.replay import replay
from vendorrisk.interchange.reviews import record
from vendorrisk.model.change import Change

DAY = dt.date(2026, 1, 31)
CASE = {"buyer": "google", "vendors": ["Scale AI"]}


def units(value: float) -> int:
    return round(value * 1e6)


def parts(change: Change) -> dict[str, int]:
    (one,) = change.vendors
    found = {part.cause: units(part.change.point) for part in one.causes}
    assert sum(found.values()) == units(one.new.point) - units(one.old.point)
    for part in one.causes:
        assert sum(units(line.point) for line in part.lines) == units(part.change.point)
    return found


@pytest.fixture
def folder(inbox) -> Path:
    inbox("a", "2025-06-12", "Meta took a 49% stake in Scale AI.")
    return inbox("b", "2025-06-13", "Alexandr Wang, CEO of Scale AI, left for Meta.")


@pytest.fixture
def dossier(folder: Path) -> Dossier:
    return gather(folder, engine="rules")


def decide(log: Path, dossier: Dossier, document: str, verdict: str, **more: object) -> list[str]:
    claims = [c for c in dossier.claims if c.doc == document and c.kind != "position"]
    reason = None if verdict == "accept" else "not-stated"
    record(
        log, [draft(c, verdict=verdict, by="Ada", on=DAY, reason=reason, **more) for c in claims]
    )
    return [claim.id for claim in claims]


def test_what_was_rejected_is_booked_under_review_alone(dossier, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    gone = decide(log, dossier, "b", "reject")
    change = diff(
        "2025-06-20", "2025-06-20", sources=dossier.reviewed(log), old_reviews=None, **CASE
    )
    assert parts(change) == {}, "the same log on both days"
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, dossier, None)
    save(new, dossier, log)
    change = diff(old, new, documents=[tmp_path / "inbox"], reviews=log)
    found = parts(change)
    assert set(found) == {"review"} and found["review"] < 0
    told = {c.id for line in change.vendors[0].causes[0].lines for c in line.claims if c.point}
    assert told and told <= set(gone)
    assert all(
        c.gone
        for line in change.vendors[0].causes[0].lines
        for c in line.claims
        if line.id == "departure:meta"
    )
    back = diff(new, old, documents=[tmp_path / "inbox"], old_reviews=log)
    assert parts(back) == {"review": -found["review"]}


def save(path: Path, dossier: Dossier, log: Path | None) -> None:
    found = vendorrisk.compare(dossier, as_of="2025-06-20", reviews=log, **CASE)
    path.write_text(found.to_json(), encoding="utf-8")


def test_an_edit_is_booked_under_review_with_its_claim(dossier, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    (edited,) = decide(log, dossier, "a", "edit", changes={"percent": 20.0})
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, dossier, None)
    save(new, dossier, log)
    change = diff(old, new, sources=dossier, reviews=log)
    assert set(parts(change)) == {"review"}
    stake = next(x for x in change.vendors[0].causes[0].lines if x.id == "stake:meta")
    assert stake.point < 0 and [claim.id for claim in stake.claims] == [edited]


def test_what_was_accepted_changes_nothing(dossier, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    decide(log, dossier, "a", "accept")
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, dossier, None)
    save(new, dossier, log)
    change = diff(old, new, sources=dossier, reviews=log)
    assert parts(change) == {"review": 0}
    assert change.vendors[0].causes[0].lines == ()


def test_a_log_that_grew_is_found_again_as_it_was(dossier, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    decide(log, dossier, "a", "accept")
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    save(old, dossier, log)
    decide(log, dossier, "b", "reject")
    save(new, dossier, log)
    assert parts(diff(old, new, sources=dossier, reviews=log))["review"] < 0
    with pytest.raises(SettingsError, match="made with a log of reviews"):
        diff(old, new, sources=dossier)
    other = tmp_path / "other.jsonl"
    decide(other, dossier, "b", "accept")
    with pytest.raises(SettingsError, match="does not begin as that of the result"):
        diff(old, new, sources=dossier, reviews=other)


def test_review_and_evidence_together_sum(dossier, folder, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    decide(log, dossier, "b", "reject")
    change = diff("2025-06-11", "2025-06-20", sources=folder, engine="rules", reviews=log, **CASE)
    assert "review" not in parts(change), "one log for both days"
    old = tmp_path / "old.json"
    save(old, dossier, None)
    change = diff(old, "2025-07-20", sources=dossier, reviews=log)
    assert set(parts(change)) == {"evidence", "status", "decay", "review"}
    assert len(change.vendors[0].worlds) == 16


def test_a_course_leaves_out_what_was_rejected(dossier, tmp_path) -> None:
    log = tmp_path / "reviews.jsonl"
    decide(log, dossier, "b", "reject")
    course = replay(dossier, reviews=log, **CASE)
    last = vendorrisk.assess(dossier, buyer="google", vendor="Scale AI", reviews=log)
    assert course.vendors[0].stops[-1].day == dt.date(2025, 6, 12)
    whole = replay(dossier, **CASE)
    assert whole.vendors[0].stops[-1].risk.point > last.risk.point
