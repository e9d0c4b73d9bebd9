"""The course of a score: from knowledge dates alone, and never from a later day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.errors import SettingsError
from vendorrisk.history.replay import replay
from vendorrisk.model.assessment import Interval
from vendorrisk.model.course import Course, Stop
from vendorrisk.report.course_text import (
    bar,
    course_csv,
    course_json,
    course_markdown,
    course_table,
)

D = dt.date
STAKE = "Meta took a 49% stake in Scale AI."
EXIT = "Google ended its contract with Scale AI."


@pytest.fixture(scope="module")
def scale(seeds) -> Course:
    return replay(seeds, buyer="google", vendors=["Scale AI"], until=D(2025, 6, 30))


def stops(course: Course) -> list[Stop]:
    return list(course.vendors[0].stops)


def test_the_rise_of_june_2025_day_by_day(scale) -> None:
    june = [
        (s.day.day, f"{s.risk.point:.3f}", f"{s.risk.low:.3f}", f"{s.risk.high:.3f}", s.tier)
        for s in stops(scale)
        if s.day >= D(2025, 6, 1)
    ]
    assert june == [
        (12, "0.630", "0.332", "0.970", "UNDETERMINED"),
        (13, "0.815", "0.604", "0.986", "HIGH"),
        (14, "0.804", "0.603", "0.983", "HIGH"),
        (18, "0.801", "0.601", "0.982", "HIGH"),
        (24, "0.800", "0.599", "0.982", "HIGH"),
    ]


def test_every_stop_is_what_compare_says_as_of_its_day(scale, seeds) -> None:
    for stop in stops(scale)[-4:]:
        one = vendorrisk.assess(seeds, buyer="google", vendor="Scale AI", as_of=stop.day)
        assert (one.risk, one.tier, one.coverage) == (stop.risk, stop.tier, stop.coverage)


def test_moves_sum_to_the_change_and_changes_to_the_last_point(scale) -> None:
    before = scale.vendors[0].before.point
    for stop in stops(scale):
        assert sum(round(m.change * 1e6) for m in stop.moves) == round(stop.change * 1e6)
        assert round((stop.risk.point - before) * 1e6) == round(stop.change * 1e6)
        before = stop.risk.point


def test_what_became_known_is_told_on_its_day_with_its_quote(scale) -> None:
    for stop in stops(scale):
        assert stop.told
        for told in stop.told:
            assert told.known == stop.day and told.quote and told.id.startswith("clm-")


def test_the_lead_counts_from_the_first_high_to_the_first_exit_that_was_told(scale) -> None:
    lead = scale.vendors[0].lead
    assert lead.first_high == D(2025, 6, 13)
    assert lead.exit is not None and lead.exit.known == D(2025, 6, 12)
    assert lead.days == -1


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (None, None, ["2025-06-12", "2025-06-20", "2025-07-05"]),
        ("2025-06-13", None, ["2025-06-20", "2025-07-05"]),
        ("2025-06-20", "2025-06-20", ["2025-06-20"]),
        (None, "2025-06-19", ["2025-06-12"]),
        ("2025-07-06", None, []),  # nothing became known
        ("2025-06-13", "2025-06-19", []),
    ],
)
def test_days_from_and_to_are_included(inbox, since, until, shown) -> None:
    folder = three(inbox)
    found = replay(
        folder,
        buyer="google",
        vendors="Scale AI",
        since=D.fromisoformat(since) if since else None,
        until=D.fromisoformat(until) if until else None,
        engine="rules",
    )
    assert [s.day.isoformat() for s in stops(found)] == shown
    whole = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    kept = {s.day: s for s in stops(whole)}
    assert all(kept[s.day] == s for s in stops(found)), "the window changes no row"


def three(inbox: Callable[..., Path]) -> Path:
    inbox("a", "2025-06-12", STAKE)
    inbox("b", "2025-06-20", "Alexandr Wang, CEO of Scale AI, left for Meta.", "Bloomberg")
    return inbox("c", "2025-07-05", EXIT)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (EXIT, True),
        ("Google plans to end its partnership with Scale AI.", True),
        ("Google has paused its projects at Scale AI.", True),
        ("Google is considering ending its contract with Scale AI.", False),  # no exit yet
        ("Google denied that it ended its contract with Scale AI.", False),
        ("Google ended its contract with Labelbox.", False),  # of another vendor
    ],
)
def test_what_is_an_exit(inbox, text: str, holds: bool) -> None:
    inbox("a", "2025-06-12", STAKE)
    folder = inbox("b", "2025-06-20", text)
    lead = replay(folder, buyer="google", vendors="Scale AI", engine="rules").vendors[0].lead
    assert (lead.exit is not None) is holds
    if lead.exit is None:
        assert lead.days is None and "exit" in lead.reason


def test_a_later_document_changes_no_earlier_day(inbox) -> None:
    folder = three(inbox)
    before = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    for name, day, text in [
        ("d", "2025-08-01", "Meta sold its entire stake in Scale AI."),
        ("e", "2025-08-02", "Scale AI denied that Meta took a 49% stake in Scale AI."),
        ("f", "2025-08-03", STAKE),
        ("g", "2025-07-06", "Alexandr Wang, the chief executive, stays at Scale AI."),
    ]:
        inbox(name, day, text)
        after = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
        rows = [s.to_json() for s in stops(after)][: len(stops(before))]
        assert rows == [s.to_json() for s in stops(before)]


def test_a_vendor_that_is_named_twice_is_walked_once(inbox) -> None:
    folder = three(inbox)
    once = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    twice = replay(folder, buyer="google", vendors=["scale-ai", "Scale AI"], engine="rules")
    assert twice == once


def test_a_later_document_does_not_say_whom_an_earlier_name_meant(inbox) -> None:
    inbox("a", "2025-06-12", "Meta took a 49% stake in Tensorly.")
    folder = inbox("b", "2025-07-01", "Tensorly hired more staff.")
    early = replay(folder, buyer="google", vendors="Tensorly", engine="rules")
    inbox("c", "2025-08-01", "Tensorly Labs won a contract from Microsoft.")
    late = replay(folder, buyer="google", vendors="Tensorly", engine="rules")
    assert [s.to_json() for s in stops(late)][:1] == [s.to_json() for s in stops(early)][:1]


def test_an_undated_document_is_placed_by_what_it_tells(inbox) -> None:
    inbox("a", "2025-06-12", STAKE)
    folder = inbox("b", None, STAKE, "The Information")
    found = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    assert [s.day for s in stops(found)] == [D(2025, 6, 12)]
    assert not found.notes


def test_what_nothing_dates_is_told(inbox) -> None:
    inbox("a", "2025-06-12", STAKE)
    folder = inbox("b", None, "OpenAI is a customer of Scale AI.", "The Information")
    found = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    assert len(found.notes) == 1 and "nothing dates" in found.notes[0]


def test_a_vendor_that_nobody_speaks_of_is_told(inbox) -> None:
    folder = inbox("a", "2025-06-12", STAKE)
    found = replay(folder, buyer="google", vendors="Labelbox", engine="rules")
    assert found.notes == ("no document speaks of Labelbox",)
    assert stops(found) == [] and found.vendors[0].lead.days is None
    assert "- Lead: unknown, it was never HIGH" in course_markdown(found)


def test_order_of_documents_does_not_matter(inbox) -> None:
    folder = three(inbox)
    files = sorted(folder.iterdir())
    made = [
        replay(order, buyer="google", vendors="Scale AI", engine="rules").to_json()
        for order in (files, files[::-1])
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("since", "until", "what"),
    [
        (D(2025, 7, 1), D(2025, 6, 1), "comes after"),
        (None, D(1999, 1, 1), "nothing is of 1999-01-01"),
    ],
)
def test_days_that_make_no_sense(inbox, since, until, what: str) -> None:
    folder = inbox("a", "2025-06-12", STAKE)
    with pytest.raises(SettingsError, match=what):
        replay(folder, buyer="google", vendors="Scale AI", since=since, until=until)


def test_documents_without_a_day(inbox) -> None:
    folder = inbox("a", None, STAKE)
    with pytest.raises(SettingsError, match="nothing in the documents is dated"):
        replay(folder, buyer="google", vendors="Scale AI")


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ((0.0, 0.0, 0.0), "o       "),
        ((1.0, 1.0, 1.0), "       o"),
        ((0.0, 0.5, 1.0), "====o==="),
        ((0.5, 0.5, 0.5), "    o   "),
    ],
)
def test_a_bar(ends, shown: str) -> None:
    low, point, high = ends
    assert bar(Interval(low=low, point=point, high=high), 8) == shown


def test_a_table_fits_80_columns_and_tells_the_lead(scale) -> None:
    text = course_table(scale)
    assert max(map(len, text.splitlines())) <= 80
    assert "first HIGH       2025-06-13" in text
    assert "lead             -1 days: the exit was told first" in text


def test_json_reads_back_and_csv_has_a_row_a_day(scale) -> None:
    assert Course.model_validate_json(course_json(scale)) == scale
    assert len(course_csv(scale).splitlines()) == 1 + len(stops(scale))


def test_text_of_documents_is_only_text(inbox) -> None:
    folder = inbox("a", "2025-06-12", STAKE + " It was =1+1, | and <b>bold</b>.\x1b[2J")
    found = replay(folder, buyer="google", vendors="Scale AI", engine="rules")
    for text in (course_table(found), course_markdown(found), course_csv(found)):
        assert "<b>" not in text and "\x1b" not in text
