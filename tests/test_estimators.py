"""The model in scikit-learn: its own checks, our invariants, agreement with the tree."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks
from worlds import event, interval, mechanism

import vendorrisk
from vendorrisk import MechanismFeatures, NeutralityScorer
from vendorrisk.errors import ModelError
from vendorrisk.estimators import OutsideWarning
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.columns import channels
from vendorrisk.scoring.tree import score

shares = st.floats(0.0, 1.0)
cells = st.one_of(shares, st.just(float("nan")))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.filterwarnings("ignore")  # the checks hand in any numbers
@parametrize_with_checks([NeutralityScorer(), NeutralityScorer(leak=0.1), MechanismFeatures()])
def test_scikit_learn_has_no_complaint(estimator: Any, check: Any) -> None:
    check(estimator)


@given(tables)
def test_r1_low_point_high_and_equal_only_if_known(rows: list[list[float]]) -> None:
    found = NeutralityScorer().fit(rows).transform(rows)
    assert (found[:, 0] <= found[:, 1]).all() and (found[:, 1] <= found[:, 2]).all()
    for row, (low, _, high, _) in zip(rows, found, strict=True):
        if not any(np.isnan(row)):
            assert low == high
        else:
            assert low < high


@given(tables, st.data())
def test_r2_nondecreasing_in_every_value(rows: list[list[float]], data: st.DataObject) -> None:
    scorer = NeutralityScorer().fit(rows)
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    before = scorer.transform(rows)[row]
    more = [list(r) for r in rows]
    more[row][column] = data.draw(st.floats(np.nan_to_num(rows[row][column]), 1.0))
    after = scorer.transform(more)[row]
    if not np.isnan(rows[row][column]):
        assert (after >= before - 1e-12).all()


@given(tables, st.data())
def test_d1_a_missing_value_never_lowers_the_high_end(
    rows: list[list[float]], data: st.DataObject
) -> None:
    scorer = NeutralityScorer().fit(rows)
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    less = [[float("nan") if j == column else x for j, x in enumerate(row)] for row in rows]
    before, after = scorer.transform(rows), scorer.transform(less)
    assert (after[:, 2] >= before[:, 2] - 1e-12).all()
    assert (after[:, 0] <= before[:, 0] + 1e-12).all()


@given(tables)
def test_x1_contributions_sum_to_the_point(rows: list[list[float]]) -> None:
    scorer = NeutralityScorer(leak=0.05).fit(rows)
    parts = scorer.contributions(rows)
    assert parts.sum(axis=1) + 0.05 == pytest.approx(scorer.transform(rows)[:, 1], abs=1e-12)


@given(st.lists(st.tuples(shares, shares, shares).map(sorted), min_size=1, max_size=6))
def test_r5_rows_of_lone_mechanisms_are_the_tree(triples: list[list[float]]) -> None:
    names = [f"m{i}" for i in range(len(triples))]
    events = [event(n, mechanism(interval(*t), 0.3)) for n, t in zip(names, triples, strict=True)]
    row = pd.DataFrame(
        {
            f"{n}{end}": [x]
            for n, t in zip(names, triples, strict=True)
            for end, x in zip(("_low", "", "_high"), t, strict=True)
        }
    )
    found = NeutralityScorer(links=0.3).fit(row).transform(row)[0, :3].tolist()
    risk = score([events], load_parameters().leak.value)[0].risk
    assert found == pytest.approx([risk.low, risk.point, risk.high], abs=1e-12)


def test_assessments_become_rows_and_the_rows_scores() -> None:
    found = vendorrisk.compare(
        "seeds", buyer="google", vendors=["Scale AI", "Labelbox"], as_of="2025-06-20"
    )
    pipe = make_pipeline(MechanismFeatures(ends=True), NeutralityScorer())
    pipe.set_output(transform="pandas")
    scores = pipe.fit_transform(found.assessments)
    assert list(scores.columns) == ["low", "point", "high", "decibels"]
    assert list(scores.index) == [(a.vendor, a.buyer) for a in found.assessments]
    assert scores.loc[("Scale AI", "Google"), "low"] > 0.5 > scores["low"].iloc[1]
    assert scores["high"].iloc[1] > 0.5
    one = MechanismFeatures().fit_transform(found.assessments[0])
    assert one.isna().sum().sum() == len(load_parameters().required)


def test_a_frame_of_ties_becomes_rows() -> None:
    ties = pd.DataFrame(
        [
            ("Acme", "google", "votes", 0.4, 0.5),
            ("Acme", "google", "votes", 0.2, 1.0),
            ("Acme", "openai", "votes", float("nan"), 1.0),
            ("Acme", "openai", "capture", 0.3, 1.0),
        ],
        columns=["vendor", "buyer", "channel", "severity", "rivalry"],
    )
    made = MechanismFeatures().fit(ties)
    rows = made.transform(ties)
    assert list(rows.index) == [("Acme", "google"), ("Acme", "openai")]
    assert tuple(rows.columns) == tuple(made.get_feature_names_out()) == channels(load_parameters())
    assert rows["votes"].iloc[0] == pytest.approx(1 - 0.8 * 0.8)
    assert np.isnan(rows["votes"].iloc[1]) and rows["capture"].iloc[1] == pytest.approx(0.3)
    assert rows["loss"].tolist() == [0.0, 0.0]
    pd.testing.assert_frame_equal(made.transform(ties[::-1]), rows)  # their order is no matter


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"channel": "vote"}, "row 7, column 'channel'"),
        ({"severity": 49}, "row 7, column 'severity'"),
        ({"rivalry": "much"}, "row 7, column 'rivalry'"),
        ({"vendor": None}, "row 7, column 'vendor'"),
        ({"severity_low": 0.9}, "row 7, column 'severity'"),
    ],
)
def test_ties_that_are_wrong_are_named(change: dict[str, Any], where: str) -> None:
    tie = {"vendor": "A", "buyer": "b", "channel": "votes", "severity": 0.4, "rivalry": 1.0}
    with pytest.raises(ModelError) as error:
        MechanismFeatures().fit_transform(pd.DataFrame([tie | change], index=[7]))
    assert error.value.where == where


def test_values_outside_are_clipped_with_a_warning_or_refused() -> None:
    rows = pd.DataFrame({"votes": [0.1, 49.0]})
    with pytest.warns(OutsideWarning, match="row 1, column 'votes' is 49"):
        clipped = NeutralityScorer().fit(rows).transform(rows)
    assert (
        clipped[1].tolist() == NeutralityScorer().fit(rows).transform(rows.clip(0, 1))[1].tolist()
    )
    with pytest.raises(ModelError, match="row 1, column 'votes' is 49"):
        NeutralityScorer(outside="error").fit(rows).transform(rows)


@pytest.mark.parametrize(
    "settings", [{"links": {"vote": 0.5}}, {"links": 1.0}, {"leak": 1.0}, {"outside": "drop"}]
)
def test_settings_that_are_impossible(settings: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        NeutralityScorer(**settings).fit(pd.DataFrame({"votes": [0.1]}))


def test_ends_in_the_wrong_order_and_mixed_kinds_are_refused() -> None:
    rows = pd.DataFrame({"votes_low": [0.5], "votes": [0.4]})
    with pytest.raises(ModelError, match="votes"):
        NeutralityScorer().fit(rows).transform(rows)
    with pytest.raises(ModelError, match="what rows are made of"):
        MechanismFeatures().fit(rows).transform([[event("e", mechanism(0.1))]])


def test_links_are_those_of_the_model_or_given() -> None:
    rows = pd.DataFrame({"votes": [1.0], "fragility": [1.0], "else": [1.0]})
    model = load_parameters()
    found = [c.link for c in NeutralityScorer().fit(rows).columns_]
    assert found == [model.link("votes"), model.link("fragility"), model.link("default")]
    found = [c.link for c in NeutralityScorer(links={"votes": 0.9}).fit(rows).columns_]
    assert found == [0.9, model.link("fragility"), model.link("default")]


def test_s1_the_same_bytes_pickled_in_threads_and_in_any_batch() -> None:
    rows = np.random.default_rng(7).uniform(size=(9_000, 6))
    rows[rows < 0.2] = np.nan
    scorer = NeutralityScorer().fit(rows)
    whole = scorer.transform(rows)
    again = pickle.loads(pickle.dumps(scorer)).transform(rows)  # noqa: S301
    assert again.tobytes() == whole.tobytes()
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(scorer.transform, np.array_split(rows, 100)))
    assert np.concatenate(parts).tobytes() == whole.tobytes()


@pytest.mark.parametrize("links", ["half", [0.5], {0.5}])
def test_links_that_are_neither_number_nor_dict_are_refused(links: object) -> None:
    with pytest.raises(ModelError, match="links are"):
        NeutralityScorer(links=links).fit([[0.1]])  # type: ignore[arg-type]
