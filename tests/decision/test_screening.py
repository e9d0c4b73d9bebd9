"""Many pairs in one frame: the figures of one by one, sums that hold, errors that say where."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import events

import vendorrisk
from vendorrisk.decision.screening import screen_columns, screen_events
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Event
from vendorrisk.rulebook import load_buyer, load_parameters
from vendorrisk.scoring.columns import channels
from vendorrisk.scoring.ledger import decibels, rounded, tier
from vendorrisk.scoring.tree import score

NAMES = channels(load_parameters())
APPETITE = load_buyer("google").appetite
DAY = "2025-06-20"


def parts(frame: pd.DataFrame) -> pd.Series[float]:
    return frame[[name for name in frame if str(name).startswith("part_")]].sum(axis=1)


def in_channels(story: list[Event]) -> list[Event]:
    """Give every mechanism a channel of the model."""
    return [
        e.model_copy(
            update={
                "mechanisms": tuple(
                    m.model_copy(update={"channel": NAMES[(i + j) % len(NAMES)]})
                    for j, m in enumerate(e.mechanisms)
                )
            }
        )
        for i, e in enumerate(story)
    ]


@settings(max_examples=50)
@given(st.lists(events(), min_size=1, max_size=4))
def test_x1_r5_a_screen_says_what_one_by_one_says(stories: list[list[Event]]) -> None:
    stories = [in_channels(story) for story in stories]
    frame = pd.DataFrame({"vendor": [f"v{i}" for i in range(len(stories))], "buyer": "google"})
    found = screen_events(
        frame,
        lambda vendor, _: (stories[int(vendor[1:])], 0.5),
        {"google": APPETITE},
        load_parameters(),
        block=2,
    )
    for one, row in zip(
        score(stories, load_parameters().leak.value), found.itertuples(), strict=True
    ):
        risk = rounded(one.risk)
        assert (row.low, row.point, row.high) == (risk.low, risk.point, risk.high)
        assert row.tier == tier(risk, load_parameters().tier_threshold.value)[0]
        assert row.decibels == pytest.approx(decibels(one.risk.point), abs=1e-6)
    assert parts(found).tolist() == pytest.approx(found["point"].tolist(), abs=1e-9)


def test_from_documents_as_compare_and_in_any_order() -> None:
    dossier = vendorrisk.gather("seeds")
    pairs = pd.DataFrame(
        [(v, b) for v in ("Scale AI", "Labelbox", "Handshake") for b in ("google", "openai")] * 2,
        columns=["vendor", "buyer"],
        index=range(5, 17),
    )
    found = vendorrisk.screen(pairs, dossier, as_of=DAY)
    assert list(found.index) == list(pairs.index)
    one = vendorrisk.assess(dossier, buyer="openai", vendor="Labelbox", as_of=DAY)
    row = found.loc[8]
    assert (row["low"], row["high"], row["tier"]) == (one.risk.low, one.risk.high, one.tier)
    by_channel: dict[str, float] = {}
    for line in one.ledger:
        if len(line.event.mechanisms) == 1:
            name = line.event.mechanisms[0].channel
            by_channel[name] = by_channel.get(name, 0.0) + line.contribution
    assert row["part_undisclosed-clients"] == pytest.approx(
        by_channel["undisclosed-clients"], abs=2e-6
    )
    assert row["question"] in {q.what for q in one.open_questions}
    assert parts(found).tolist() == pytest.approx(found["point"].tolist(), abs=1e-9)
    again = vendorrisk.screen(pairs[::-1], dossier, as_of=DAY)[::-1]
    pd.testing.assert_frame_equal(again, found)


def test_a_frame_that_says_it_itself() -> None:
    frame = pd.DataFrame(
        {
            "vendor": ["A", "B", "C"],
            "buyer": ["google", "Some Mill", "google"],
            "votes": [0.5, 0.5, None],
            "votes_high": [0.9, None, None],
            "capture": [0.2, None, None],
            "note": ["x", "y", "z"],
        }
    )
    found = vendorrisk.screen(frame)
    assert found["low"].tolist() == pytest.approx([1 - 0.75 * 0.9, 0.25, 0.0])
    assert found["high"].tolist() == pytest.approx([1 - 0.55 * 0.9, 0.75, 0.75])
    assert found["question"].tolist()[1:] == ["capture", "capture"]
    assert pd.isna(found["question"].iloc[0])  # nothing is open
    assert found["question_value"].iloc[1] == 0.0  # a buyer of whom no losses are known
    assert parts(found).tolist() == pytest.approx(found["point"].tolist(), abs=1e-9)


def test_v1_the_first_question_is_worth_most() -> None:
    """By hand: R = 1 - (1 - .3 * .5)(1 - .1 * .5) with votes at .1 and capture at .3, or at .5."""
    frame = pd.DataFrame({"vendor": ["A"], "buyer": ["google"], "votes": [None], "capture": [None]})
    found = vendorrisk.screen(frame).iloc[0]
    actions = [APPETITE.accept, APPETITE.mitigate, APPETITE.replace]

    def loss(risk: float) -> float:
        return min(a.fixed + a.per_risk * risk for a in actions)

    def worth(p: float, rest: float) -> float:
        """Return what knowing one is worth, at p, where the other leaves `rest`."""
        told = p * loss(1 - rest * 0.5) + (1 - p) * loss(1 - rest)
        return loss(1 - rest * (1 - 0.5 * p)) - told

    capture = max(worth(p, 0.95) for p in (0.3, 0.5))
    votes = max(worth(p, 0.85) for p in (0.1, 0.5))
    assert found["question"] == "capture" and capture > votes
    assert found["question_value"] == pytest.approx(capture, abs=1e-6)


def test_s1_blocks_and_compiled_code_change_nothing() -> None:
    draw = np.random.default_rng(3)
    values = draw.uniform(size=(5_000, 4))
    values[draw.uniform(size=values.shape) < 0.3] = np.nan
    frame = pd.DataFrame(values, columns=["cash", "votes", "capture", "departure"])
    frame["vendor"] = [f"v{i}" for i in range(len(frame))]
    frame["buyer"] = draw.choice(["google", "meta", "A Mill"], len(frame))
    appetites: Any = {"google": APPETITE, "meta": load_buyer("meta").appetite}
    one = screen_columns(frame, appetites, load_parameters())
    many = screen_columns(frame, appetites, load_parameters(), block=150)
    pd.testing.assert_frame_equal(one, many, check_exact=True)


GOOD = {"vendor": "A", "buyer": "google", "votes": 0.4}


@pytest.mark.parametrize(
    ("change", "what", "where"),
    [
        ({"vendor": None}, "vendor is missing", "row 7, column 'vendor'"),
        ({"buyer": ""}, "buyer is ''", "row 7, column 'buyer'"),
        ({"votes": 49}, "votes is 49", "row 7, column 'votes'"),
        ({"votes": "half"}, "votes is 'half'", "row 7, column 'votes'"),
        ({"votes_low": 0.5}, "votes is 0.5, 0.4, 0.4", "row 7, column 'votes'"),
    ],
)
def test_a_wrong_cell_is_named(change: dict[str, Any], what: str, where: str) -> None:
    frame = pd.DataFrame([GOOD, GOOD | change], index=[3, 7])
    if "votes_low" in change:
        frame.loc[3, "votes_low"] = 0.1
    with pytest.raises(SettingsError) as error:
        vendorrisk.screen(frame)
    assert error.value.what.startswith(what)
    assert error.value.where == where
    assert error.value.how


def test_a_frame_without_what_it_needs() -> None:
    frame = pd.DataFrame([GOOD])
    for wrong, what in (
        (frame.drop(columns="vendor"), "no column 'vendor'"),
        (frame.drop(columns="votes"), "neither documents nor"),
        (frame.rename(columns={"votes": "votes_low"}), "no column for its point"),
        (pd.concat([frame, frame[["votes"]]], axis=1), "more than one column 'votes'"),
    ):
        with pytest.raises(SettingsError, match=what):
            vendorrisk.screen(wrong)


def test_an_unknown_name_is_named_with_its_row() -> None:
    frame = pd.DataFrame([GOOD, GOOD | {"buyer": "gogle"}], index=["a", "b"])
    with pytest.raises(SettingsError) as error:
        vendorrisk.screen(frame, "seeds")
    assert error.value.where == "row b, column 'buyer'"


def test_no_rows_give_no_rows() -> None:
    found = vendorrisk.screen(pd.DataFrame([GOOD])[:0])
    assert len(found) == 0 and {"low", "tier", "part_votes", "question"} <= set(found.columns)
