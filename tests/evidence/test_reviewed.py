"""Reviewed claims: values that people gave, and decisions that are open again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vendorrisk.dossier import Dossier, gather
from vendorrisk.errors import Problems
from vendorrisk.evidence.reviewed import changes_of, draft, reopened
from vendorrisk.interchange.reviews import read_log, record, standing
from vendorrisk.model.claim import Claim
from vendorrisk.pipeline import compare

DAY = dt.date(2026, 1, 31)
STORY = "---\npublished: 2025-06-14\n---\nMeta took a 49% stake in Scale AI for $14.3 billion.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "inbox" / "story.md"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def dossier(story: Path) -> Dossier:
    return gather(story, engine="rules")


@pytest.fixture
def stake(dossier: Dossier) -> Claim:
    return next(c for c in dossier.claims if c.percent == 49.0)


def decide(log: Path, claim: Claim, verdict: str, **more) -> None:
    if verdict != "accept":
        more.setdefault("reason", "wrong-amount")
    record(log, [draft(claim, verdict=verdict, by="Ada", on=DAY, **more)])


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ({"percent": "40"}, {"percent": 40.0}),
        ({"percent": "40%", "votes": " 10 "}, {"percent": 40.0, "votes": 10.0}),
        ({"percent": "49"}, {}),
        ({"amount_usd": "$14,800,000,000"}, {"amount_usd": 14.8e9}),
        ({"percent": ""}, {"percent": None}),
        ({"subject": "Meta Platforms, Inc."}, {}),
        ({"subject": "Amazon.com, Inc."}, {"subject": "Amazon.com, Inc."}),
        ({"attributed_to": "Reuters; CNBC"}, {"attributed_to": ("Reuters", "CNBC")}),
        ({"voting": "false"}, {"voting": False}),
        ({"date": "2025-06"}, {"date": "2025-06"}),
        ({"modality": "denied"}, {"modality": "denied"}),
    ],
)
def test_what_is_typed_becomes_values(dossier: Dossier, stake: Claim, typed, changes) -> None:
    assert changes_of(stake, typed, dossier.resolver()) == changes


@pytest.mark.parametrize(
    ("typed", "what", "how"),
    [
        ({"percnt": "1"}, "no field 'percnt'", "did you mean 'percent'?"),
        ({"quote": "x"}, "'quote' cannot be edited", "reject the claim"),
        ({"doc": "x"}, "'doc' cannot be edited", None),
        ({"start": "1"}, "'start' cannot be edited", None),
        ({"probability": "1"}, "'probability' cannot be edited", None),
        ({"percent": "forty"}, "percent: 'forty' is not a number", None),
        ({"percent": "140"}, "percent: '140' is more than 100", None),
        ({"votes": "-1"}, "votes: '-1' is less than 0", None),
        ({"amount_usd": "nan"}, "amount_usd", None),
        ({"modality": "sure"}, "modality: 'sure' is not one of", None),
        ({"kind": "owner"}, "kind: 'owner' is not one of", None),
        ({"kind": ""}, "kind", None),
        ({"date": "June 2025"}, "date: 'June 2025' is no day", "2025-06"),
        ({"percent_low": "60", "percent": "50"}, "percent_low is 60 and percent 50", "order"),
        ({"role": "x" * 301}, "longer than 300 characters", "--note"),
    ],
)
def test_what_makes_no_claim_is_told(dossier: Dossier, stake: Claim, typed, what, how) -> None:
    with pytest.raises(Problems) as caught:
        changes_of(stake, typed, dossier.resolver())
    one = caught.value.problems[0]
    assert what in one.what
    assert how is None or how in (one.how or "")


def test_all_that_is_wrong_is_told_at_once(dossier: Dossier, stake: Claim) -> None:
    with pytest.raises(Problems) as caught:
        changes_of(stake, {"percent": "x", "votes": "y"}, dossier.resolver())
    assert len(caught.value.problems) == 2


def test_a_figure_clears_the_range_that_it_replaces(dossier: Dossier, stake: Claim) -> None:
    ranged = stake.model_copy(update={"percent_low": 40.0, "percent_high": 50.0})
    resolver = dossier.resolver()
    assert changes_of(ranged, {"percent": "30"}, resolver) == {
        "percent": 30.0,
        "percent_low": None,
        "percent_high": None,
    }
    assert changes_of(ranged, {"percent": "45", "percent_high": "50"}, resolver) == {
        "percent": 45.0,
        "percent_low": None,
    }


def test_an_edit_counts_under_the_same_id_and_keeps_what_the_machine_read(
    tmp_path: Path, dossier: Dossier, stake: Claim
) -> None:
    log = tmp_path / "r.jsonl"
    changes = changes_of(stake, {"amount_usd": "1e9", "subject": "Google LLC"}, dossier.resolver())
    decide(log, stake, "edit", changes=changes, note="see page 2")
    after = dossier.reviewed(log)
    made = next(c for c in after.claims if c.id == stake.id)
    assert made.amount_usd == 1e9 and made.as_written is None and made.conversion is None
    assert made.subject == dossier.resolver().name("Google LLC") == "Google"
    assert made.review is not None and made.review.machine["amount_usd"] == 14.3e9
    assert made.identified().id != stake.id  # its content is another, its id is not
    assert after.as_read == dossier.claims
    assert after.reviewed(log) == after
    (tmp_path / "none.jsonl").touch()
    none = after.reviewed(tmp_path / "none.jsonl")
    assert (none.claims, none.rejected) == (dossier.claims, ())


def test_a_rejected_claim_leaves_and_stays_in_sight(
    tmp_path: Path, story: Path, dossier: Dossier, stake: Claim
) -> None:
    log = tmp_path / "r.jsonl"
    decide(log, stake, "reject", reason="not-stated")
    case = {"buyer": "google", "vendors": ["Scale AI"], "as_of": "2025-06-20", "engine": "rules"}
    before, after = compare(story, **case), compare(story, **case, reviews=log)
    assert [ref.id for ref in after.rejected] == [stake.id]
    assert after.rejected[0].review is not None and after.rejected[0].review.by == "Ada"
    assert before.rejected == () and before.receipt and before.receipt.reviews is None
    assert after.receipt and after.receipt.reviews == 1
    assert after.receipt.reviews_sha256 == read_log(log).sha256
    assert before.assessments[0].risk.point > after.assessments[0].risk.point
    early = compare(story, **{**case, "as_of": "2025-06-01"}, reviews=log)
    assert early.rejected == ()  # it was not known on that day


def test_accepting_changes_no_figure(tmp_path: Path, dossier: Dossier) -> None:
    log = tmp_path / "r.jsonl"
    record(log, [draft(c, verdict="accept", by="Ada", on=DAY) for c in dossier.claims])
    case = {"buyer": "google", "vendors": ["Scale AI"], "as_of": "2025-06-20"}
    before, after = compare(dossier, **case), compare(dossier, **case, reviews=log)
    one, other = before.assessments[0], after.assessments[0]
    assert (one.risk, one.coverage, one.decision) == (other.risk, other.coverage, other.decision)
    assert all(ref.review for line in other.ledger for ref in line.claims)


def opened(log: Path, claims: tuple[Claim, ...]) -> list[tuple[str, tuple[str, ...]]]:
    again, _ = reopened(claims, standing(read_log(log).entries), {"story"})
    return [(one.entry.claim, one.changed) for one in again]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: text.replace("billion.", "billion!"), ("text",)),
        (lambda text: text.replace("49%", "48%"), ("text",)),
        (lambda text: text + " ", ("text",)),
    ],
)
def test_one_character_of_the_document_opens_a_decision_again(
    tmp_path: Path, story: Path, stake: Claim, change, what
) -> None:
    log = tmp_path / "r.jsonl"
    decide(log, stake, "reject")
    story.write_text(change(STORY), encoding="utf-8")
    after = gather(story, engine="rules", reviews=log)
    assert after.rejected == ()
    assert opened(log, after.as_read) == [(stake.id, what)]


@pytest.mark.parametrize(
    ("update", "what"),
    [
        ({"extractor": "rules/2"}, ("extractor",)),
        ({"percent": 48.0}, ("reading",)),
        ({"rule": "another"}, ("reading",)),
        ({"subject": "Scale AI", "object": "Meta"}, ("reading",)),  # turned the right way round
        ({"extractor": "rules/2", "doc_id": "doc-other"}, ("text", "extractor")),
    ],
)
def test_another_reading_opens_a_decision_again(
    tmp_path: Path, dossier: Dossier, stake: Claim, update, what
) -> None:
    log = tmp_path / "r.jsonl"
    decide(log, stake, "accept")
    new = stake.model_copy(update=update).identified()
    claims = tuple(new if c.id == stake.id else c for c in dossier.claims)
    assert opened(log, claims) == [(stake.id, what)]


@pytest.mark.parametrize("update", [{"kind": "client"}, {"object": "Labelbox"}, {"person": "Ann"}])
def test_a_claim_that_is_another_opens_nothing(
    tmp_path: Path, dossier: Dossier, stake: Claim, update
) -> None:
    log = tmp_path / "r.jsonl"
    decide(log, stake, "accept")
    again, gone = reopened(
        (stake.model_copy(update=update).identified(),),
        standing(read_log(log).entries),
        {"story"},
    )
    assert again == () and [entry.claim for entry in gone] == [stake.id]
    again, gone = reopened((), standing(read_log(log).entries), {"elsewhere"})
    assert (again, gone) == ((), ())  # its document was not read


def test_a_decision_that_stands_opens_nothing(
    tmp_path: Path, dossier: Dossier, stake: Claim
) -> None:
    log = tmp_path / "r.jsonl"
    decide(log, stake, "accept")
    assert opened(log, dossier.claims) == []
