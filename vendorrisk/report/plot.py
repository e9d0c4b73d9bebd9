"""A result as a figure of matplotlib: intervals as intervals, drivers that sum.

Nothing here goes through pyplot: a figure belongs to whoever asked for it. Every text is plain,
since a dollar sign in the name of a company must not start a formula.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vendorrisk.errors import missing_extra
from vendorrisk.model.assessment import Assessment, Comparison, Interval
from vendorrisk.model.summary import cut, insufficient, one_line, supposed, threshold_told, verdict
from vendorrisk.report.figures import SIGNS, fixed, part, plural, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DRIVERS = 9  # lines of the ledger that are drawn; the rest is one bar
MOST = 40  # vendors that are drawn
INK, SOFT, HAIR = "#1d1c1a", "#5c5952", "#ebe8e0"
TONES = {"HIGH": "#a5321a", "LOW": "#1d5f8f", "UNDETERMINED": "#575c66"}
WASHES = {"HIGH": "#f3dcd5", "LOW": "#d9e7f1", "UNDETERMINED": "#e6e7ea"}
_HATCH = "/////"
_CLEAR: dict[str, Any] = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.0}}


def to_figure(result: Assessment | Comparison, ax: Axes | None = None) -> Figure:
    """Return a result as a figure; on `ax` where one is given.

    Raises
    ------
    SettingsError
        Where matplotlib is missing.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        where = f"{type(result).__name__}.plot"
        raise missing_extra("drawing", "matplotlib", "plot", where) from None
    rows = _rows(result)
    if ax is None:
        figure: Figure = _shown_as_picture(Figure, _said(result))(
            figsize=(8.0, 1.5 + 0.42 * rows), dpi=100, layout="constrained", facecolor="white"
        )
        ax = figure.add_subplot(facecolor="white")
    else:
        found = ax.get_figure(root=True)
        assert found is not None  # noqa: S101  # axes without a figure cannot be drawn on
        figure = found
    if isinstance(result, Assessment):
        _drivers(ax, result)
    else:
        _intervals(ax, result)
    _plain(ax)
    return figure


def _said(result: Assessment | Comparison) -> str:
    """Return in words what is drawn, for who cannot see it."""
    shown = [result] if isinstance(result, Assessment) else result.assessments[:MOST]
    return "; ".join(f"{one_line(a.vendor)}: {verdict(a)}" for a in shown)


def _shown_as_picture(figure: type[Figure], said: str) -> type[Figure]:
    """Return the class of figures that notebooks show although pyplot does not know them."""

    class Drawing(figure):  # type: ignore[misc, valid-type]
        """A figure that notebooks show."""

        def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
            out = io.BytesIO()
            self.savefig(out, format="png", metadata={"Software": None})
            return out.getvalue(), {"alt": said}

    return Drawing


def _rows(result: Assessment | Comparison) -> int:
    if isinstance(result, Assessment):
        return min(len(result.ledger), DRIVERS + 1) + 1
    return min(len(result.assessments), MOST)


def _intervals(ax: Axes, comparison: Comparison) -> None:
    shown = comparison.assessments[:MOST]
    threshold = next(filter(None, map(threshold_told, shown)), None)
    for row, one in enumerate(shown):
        _interval(ax, row, one.risk, one.tier)
        thin = "\ninsufficient evidence" if insufficient(one) else ""
        told = span(one.risk, threshold=threshold).text
        _figure(ax, 1.02, row, f"{told}\ncoverage {fixed(one.coverage)}{thin}")
    _names(ax, [f"{cut(a.vendor, 28)}\n{SIGNS[a.tier]} {a.tier}" for a in shown])
    for label, one in zip(ax.get_yticklabels(), shown, strict=True):
        label.set_color(TONES[one.tier])
    left_out = len(comparison.assessments) - len(shown)
    more = f"; {plural(left_out, 'more vendor')} not drawn" if left_out else ""
    title = f"Neutrality risk for {cut(comparison.buyer, 40)}, as of {comparison.as_of}{more}"
    _frame(ax, len(shown), title, comparison.assumptions)
    _scale(ax, f"0 to 1, higher is riskier \u00b7 model {comparison.model_version}")
    _threshold(ax, threshold, -0.6, len(shown) - 0.4)


def _drivers(ax: Axes, a: Assessment) -> None:
    shown, rest = a.ledger[:DRIVERS], a.ledger[DRIVERS:]
    rows = [(one.what if one.event.known else f"Not known: {one.what}", [one]) for one in shown]
    if rest:  # what is known first: solid, then hatched
        ordered = sorted(rest, key=lambda one: not one.event.known)
        rows.append((plural(len(rest), "further line"), ordered))
    end = 0.0
    for row, (_, lines) in enumerate(rows):
        start = end
        for one in lines:
            style = _sure(a.tier) if one.event.known else _unknown(a.tier)
            ax.barh(row, one.contribution, left=end, height=0.62, **style)
            end += one.contribution
        ax.plot([end, end], [row, row + 1], color=SOFT, linewidth=0.6)
        _figure(ax, end + 0.008, row, part(end - start))
    foot = len(rows)
    _interval(ax, foot, a.risk, a.tier)
    _figure(ax, 1.02, foot, span(a.risk, threshold=threshold_told(a)).text)
    _names(ax, [*(_wrapped(what) for what, _ in rows), f"Risk\n{SIGNS[a.tier]} {a.tier}"])
    ax.get_yticklabels()[-1].set_color(TONES[a.tier])
    _frame(
        ax, foot + 1, f"{cut(a.vendor, 28)} for {cut(a.buyer, 28)}, as of {a.as_of}", a.assumptions
    )
    thin = " (insufficient evidence)" if insufficient(a) else ""
    told = "parts sum to the point \u00b7 0 to 1, higher is riskier"
    _scale(ax, f"{told} \u00b7 coverage {fixed(a.coverage)}{thin}")
    _threshold(ax, threshold_told(a), foot - 0.45, foot + 0.45)


def _interval(ax: Axes, row: int, risk: Interval, tier: str) -> None:
    """Draw an interval: solid up to its low end, hatched to its high end, its point a diamond."""
    ax.barh(row, 1.0, height=0.3, color=HAIR, zorder=1)
    ax.barh(row, risk.low, height=0.3, zorder=2, **_sure(tier))
    ax.barh(row, risk.high - risk.low, left=risk.low, height=0.3, zorder=2, **_unknown(tier))
    for end in (risk.low, risk.high):
        ax.plot([end, end], [row - 0.24, row + 0.24], color=TONES[tier], linewidth=1.5, zorder=3)
    ax.plot(
        [risk.point], [row], marker="D", markersize=8, color=INK, markeredgecolor="white", zorder=4
    )


def _sure(tier: str) -> dict[str, Any]:
    return {"color": TONES[tier]}


def _unknown(tier: str) -> dict[str, Any]:
    return {
        "facecolor": WASHES[tier], "edgecolor": TONES[tier], "hatch": _HATCH, "linewidth": 0.0,
    }  # fmt: skip


def _threshold(ax: Axes, value: float | None, top: float, bottom: float) -> None:
    if value is None:
        return
    ax.plot([value, value], [top, bottom], color=INK, linewidth=1, linestyle=(0, (3, 3)), zorder=3)
    told = f"threshold {value:g}"
    ax.text(value, top, told, ha="center", va="bottom", fontsize=8, color=INK, **_CLEAR)


def _figure(ax: Axes, x: float, row: int, text: str) -> None:
    ax.text(x, row, text, va="center", ha="left", fontsize=8, color=INK)


def _names(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names, fontsize=9)


def _frame(ax: Axes, rows: int, title: str, assumptions: Sequence[str]) -> None:
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=8, colors=SOFT)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(SOFT)
    told = supposed(assumptions, 80)
    head = f"{textwrap.fill(told, 90)}\n{title}" if told else title
    ax.set_title(head, loc="left", fontsize=11, color=INK, pad=18)


def _scale(ax: Axes, text: str) -> None:
    ax.set_xlabel(text, fontsize=8, color=SOFT)


def _plain(ax: Axes) -> None:
    """Take every text of the axes as it stands: no formulas, no TeX."""
    from matplotlib.text import Text

    for text in ax.findobj(Text):
        assert isinstance(text, Text)  # noqa: S101
        text.set_parse_math(False)
        text.set_usetex(False)


def _wrapped(text: str) -> str:
    lines = textwrap.wrap(one_line(text), 44)
    return "\n".join([lines[0], cut(" ".join(lines[1:]), 44)]) if len(lines) > 1 else one_line(text)
