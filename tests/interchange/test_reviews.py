"""What stands on a claim follows from the entries on it, wherever others stand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from vendorrisk.errors import Problems
from vendorrisk.interchange.reviews import record, standing
from vendorrisk.model.review import ReviewEntry

DAY = dt.date(2026, 1, 31)


def entry(claim: str = "1", verdict: str = "accept", by: str = "Ada", **more) -> ReviewEntry:
    if verdict in ("reject", "edit"):
        more.setdefault("reason", "other")
    if verdict == "edit":
        more.setdefault("changes", {"percent": 40.0})
        more.setdefault("machine", dict.fromkeys(more["changes"], 49.0))
    return ReviewEntry(
        on=DAY,
        by=by,
        verdict=verdict,  # type: ignore[arg-type]
        claim=f"clm-{claim:>016}",
        kind="ownership",
        subject="Meta",
        object="Scale AI",
        doc="a",
        doc_id="doc-1",
        extractor="rules/1",
        rule="r",
        quote="Meta holds 49 percent of Scale AI.",
        **more,
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "reviews.jsonl"


def stands(log: Path, claim: str = "1") -> str | None:
    from vendorrisk.interchange.reviews import read_log

    found = standing(read_log(log).entries).get(f"clm-{claim:>016}")
    if found is None:
        return None
    return "disputed" if found.disputed else found.entry and found.entry.verdict


@pytest.mark.parametrize(
    ("verdicts", "left"),
    [
        (["accept"], "accept"),
        (["accept", "reject"], "reject"),
        (["accept", "undo"], None),
        (["reject", "accept", "undo"], "reject"),
        (["accept", "undo", "undo"], "accept"),
        (["accept", "undo", "undo", "undo"], None),
        (["reject", "edit", "undo", "accept"], "accept"),
        (["reject", "edit", "undo", "accept", "undo"], "reject"),
        (["accept", "undo", "reject", "undo"], None),
        (["accept", "reject", "undo", "undo"], "reject"),
    ],
)
def test_an_undo_takes_back_the_last_entry(log: Path, verdicts: list[str], left) -> None:
    for verdict in verdicts:
        record(log, [entry(verdict=verdict)])
    assert stands(log) == left


def test_there_must_be_something_to_take_back(log: Path) -> None:
    record(log, [entry("1")])
    before = log.read_bytes()
    with pytest.raises(Problems, match="nothing was decided on clm-0000000000000002"):
        record(log, [entry("1", "undo"), entry("2", "undo")])
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    ("second", "whoever", "written"),
    [
        (entry(), False, 0),
        (entry(by="Bob"), False, 1),  # a second pair of eyes
        (entry(by="Bob"), True, 0),
        (entry(note="seen twice"), False, 1),
        (entry(verdict="reject"), True, 1),
        (entry("2"), True, 1),
    ],
)
def test_what_stands_is_not_written_again(log: Path, second, whoever, written) -> None:
    record(log, [entry()])
    assert len(record(log, [second], whoever=whoever)) == written


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"verdict": "reject", "reason": None}, "needs a reason"),
        ({"verdict": "edit", "reason": None}, "needs a reason"),
        ({"verdict": "reject", "reason": "because"}, "Input should be"),
        ({"verdict": "edit", "changes": {}, "machine": {}}, "an edit changes values"),
        ({"changes": {"percent": 1.0}, "machine": {"percent": 2.0}}, "an edit changes values"),
        ({"verdict": "edit", "machine": {"votes": 1.0}}, "do not name the same fields"),
        ({"by": "  "}, "at least 1 character"),
        ({"note": "x" * 2001}, "at most 2000"),
        ({"claim": "x"}, "should match pattern"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(more, what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        entry(**more)


_STEPS = st.lists(st.sampled_from(["accept", "reject", "edit", "undo"]), min_size=1, max_size=6)


@settings(max_examples=20)
@given(_STEPS, _STEPS, st.randoms(use_true_random=False))
def test_entries_on_other_claims_do_not_matter(tmp_path_factory, one, other, draw) -> None:
    """Any interleaving of the entries on two claims leaves the same state."""
    folder = tmp_path_factory.mktemp("log")

    def play(name: str, steps: list[tuple[str, str]]) -> dict[str, object]:
        done: set[str] = set()
        for claim, verdict in steps:
            if verdict != "undo" or claim in done:
                record(folder / name, [entry(claim, verdict)])
                done.add(claim)
        return {claim: stands(folder / name, claim) for claim in sorted(done)}

    first, second = [("1", v) for v in one], [("2", v) for v in other]
    mixed, left = [], [list(first), list(second)]
    while any(left):
        mixed.append(draw.choice([steps for steps in left if steps]).pop(0))
    for name in ("a", "b"):
        (folder / name).touch()
    assert play("a", first + second) == play("b", mixed)


def branches(log: Path, tmp_path: Path, ours: ReviewEntry, theirs: ReviewEntry) -> None:
    record(log, [entry("9")])
    other = tmp_path / "other.jsonl"
    other.write_bytes(log.read_bytes())
    record(log, [ours])
    record(other, [theirs])
    log.write_bytes(log.read_bytes() + other.read_bytes().splitlines(keepends=True)[-1])


@pytest.mark.parametrize(
    ("ours", "theirs", "left"),
    [
        (entry(), entry(verdict="reject"), "disputed"),
        (entry(), entry(by="Bob"), "accept"),
        (entry(), entry("2"), "accept"),
        (entry(verdict="edit"), entry(verdict="edit", by="Bob"), "edit"),
        (
            entry(verdict="edit"),
            entry(verdict="edit", changes={"percent": 41.0}),
            "disputed",
        ),
    ],
)
def test_branches_that_decide_differently_leave_it_open(
    log: Path, tmp_path: Path, ours, theirs, left
) -> None:
    branches(log, tmp_path, ours, theirs)
    assert stands(log) == left
    assert stands(log, "9") == "accept"
    record(log, [entry(verdict="reject", by="Eve", reason="duplicate")])
    assert stands(log) == "reject"
    record(log, [entry(verdict="undo")])
    assert stands(log) == left
