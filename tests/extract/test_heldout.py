"""Scores on data held out: worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vendorrisk.extract.heldout import FormScore, KindScore, calibration_error


def test_precision_recall_and_f1_by_hand():
    one = KindScore(form="pair", kind="rival", candidates=10, made=8, hits=6)
    assert (one.precision, one.recall) == (6 / 8, 6 / 10)
    assert one.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    none = KindScore(form="pair", kind="rival", candidates=0, made=0, hits=0)
    assert (none.precision, none.recall, none.f1) == (None, None, None)
    other = KindScore(form="pair", kind="client", candidates=5, made=2, hits=1)
    total = FormScore(form="pair", candidates=40, cut=0.4, kinds=(one, other)).total
    assert (total.candidates, total.made, total.hits) == (15, 10, 7)


def test_calibration_error_by_hand():
    chances = np.array([0.05, 0.05, 0.95, 0.95, 1.0])
    right = np.array([False, True, True, True, False])
    # the lowest bin tells 0.1 of 1 right, the highest 2.9 of 2 right
    assert calibration_error(chances, right) == pytest.approx((0.9 + 0.9) / 5)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == 0
    assert calibration_error(np.array([]), np.array([], dtype=bool)) == 0
