"""Drawings in matplotlib: what stands where, text that stays text, no state left behind."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Comparison
from vendorrisk.report import plot

EVIL = r"<b>Acme</b> $\frac{1}{0$ \undefined {{ 7*7 }}"


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _texts(figure: Figure) -> str:
    figure.draw_without_rendering()
    axes = figure.axes[0]
    parts = [axes.get_title(loc="left"), axes.get_xlabel(), *(t.get_text() for t in axes.texts)]
    parts += [label.get_text() for label in axes.get_yticklabels()]
    return "\n".join(parts)


def _bars(figure: Figure) -> list[Rectangle]:
    return [bar for bar in figure.axes[0].patches if isinstance(bar, Rectangle)]


def test_a_comparison_is_ranked_intervals(google: Comparison) -> None:
    figure = google.plot()
    axes = figure.axes[0]
    said = _texts(figure)
    assert "Neutrality risk for Google, as of 2025-06-20" in said
    assert "higher is riskier · model 1.0" in said
    assert "threshold 0.5" in said
    names = [label.get_text() for label in axes.get_yticklabels()]
    signs = {"HIGH": "▲", "LOW": "●", "UNDETERMINED": "◇"}
    assert names == [f"{a.vendor}\n{signs[a.tier]} {a.tier}" for a in google.assessments]
    low, high = sorted(axes.get_ylim())
    assert axes.get_ylim() == (high, low)  # the riskiest on top
    for row, a in enumerate(google.assessments):
        here = [bar for bar in _bars(figure) if math.isclose(bar.get_y() + 0.15, row)]
        track, sure, unknown = here
        assert (track.get_x(), track.get_width()) == (0, 1)
        assert (sure.get_x(), sure.get_width(), sure.get_hatch()) == (0, a.risk.low, None)
        assert unknown.get_x() == a.risk.low
        assert unknown.get_x() + unknown.get_width() == pytest.approx(a.risk.high)
        assert unknown.get_hatch()
        assert f"{a.risk.point:.2f} [{a.risk.low:.2f}–{a.risk.high:.2f}]" in said
        assert f"coverage {a.coverage:.2f}" in said


def test_an_assessment_is_drivers_that_sum_to_the_point(google: Comparison) -> None:
    for a in google.assessments:
        figure = a.plot()
        rows = min(len(a.ledger), plot.DRIVERS + 1)
        bars = [bar for bar in _bars(figure) if bar.get_y() < rows - 0.5]
        assert len(bars) == len(a.ledger)
        assert math.fsum(bar.get_width() for bar in bars) == pytest.approx(a.risk.point, abs=1e-9)
        last = max(bar.get_x() + bar.get_width() for bar in bars)
        assert last == pytest.approx(a.risk.point, abs=1e-9)
        hatched = sum(1 for bar in bars if bar.get_hatch())
        assert hatched == sum(1 for line in a.ledger if not line.event.known)
        assert a.tier in _texts(figure)


def test_text_of_documents_is_no_formula(made: Callable[..., Comparison]) -> None:
    shown = made(EVIL, name=EVIL)
    for noun in (shown, shown.assessments[0]):
        figure = noun.plot()
        assert len(_png(figure)) > 1_000  # a formula that cannot be parsed would raise
        assert "$" in _texts(figure)


def test_the_same_result_gives_the_same_picture(google: Comparison) -> None:
    assert _png(google.plot()) == _png(google.plot())
    data, beside = google.plot()._repr_png_()  # type: ignore[attr-defined]
    assert data == _png(google.plot())
    assert all(a.vendor in beside["alt"] and a.tier in beside["alt"] for a in google.assessments)


def test_it_draws_where_it_is_told_to(google: Comparison) -> None:
    figure = Figure(figsize=(10, 4))
    left, right = figure.subplots(1, 2)
    assert google.plot(ax=left) is figure
    assert google.assessments[0].plot(ax=right) is figure
    assert left.get_title(loc="left").startswith("Neutrality risk")
    assert right.get_title(loc="left").startswith("Scale AI for Google")


def test_a_what_if_says_so(made: Callable[..., Comparison]) -> None:
    assumed = ("Meta owns 60% of Scale AI",)
    shown = made().model_copy(update={"assumptions": assumed})
    one = shown.assessments[0].model_copy(update={"assumptions": assumed})
    for noun in (shown, one):
        assert "WHAT IF “Meta owns 60% of Scale AI”" in _texts(noun.plot())


def test_pyplot_is_left_alone(google: Comparison) -> None:
    google.plot()
    assert "matplotlib.pyplot" not in sys.modules


def test_without_matplotlib_the_error_names_the_extra(
    google: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(SettingsError) as caught:
        google.plot()
    assert caught.value.lines() == [
        "drawing needs matplotlib, which is not installed",
        "  at  Comparison.plot",
        "  fix pip install 'vendorrisk[plot]'",
    ]


def test_an_empty_interval_and_no_ledger_can_be_drawn(made: Callable[..., Comparison]) -> None:
    one = made().assessments[0].model_copy(update={"ledger": ()})
    assert "Risk" in _texts(one.plot())
    assert len(_png(made().model_copy(update={"assessments": ()}).plot())) > 1_000
