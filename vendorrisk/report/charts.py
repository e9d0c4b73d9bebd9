"""Drawings as inline SVG: no script, no style attribute, coordinates from numbers only.

Bars and strips place things in percent of their width, so that they fit a telephone and a wall
alike; text is never scaled. Every text goes through `safe`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from vendorrisk.model.summary import cut
from vendorrisk.report.figures import Span, plural
from vendorrisk.report.view import Moment, Tick

LANES = ("ownership", "clients", "leadership")
_LANE, _TOP = 50, 16
_SHAPES = {
    "HIGH": '<path d="M6 1 11.5 11H.5Z"/>',
    "LOW": '<circle cx="6" cy="6" r="5"/>',
    "UNDETERMINED": '<path class="open" d="M6 1 11 6 6 11 1 6Z"/>',
}


def shape(tier: str) -> Markup:
    """Return the sign of a tier: a triangle, a disc, or an empty diamond."""
    inner = _SHAPES.get(tier, _SHAPES["UNDETERMINED"])
    return raw(
        '<svg class="shape" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">'
        f"{inner}</svg>"
    )


def hatches() -> Markup:
    """Return the hatch patterns that the other drawings refer to; once a page."""
    patterns = "".join(
        f'<pattern id="hatch-{name}" width="6" height="6" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect class="wash {name}" width="6" height="6"/>'
        f'<line class="thread {name}" x1="1" x2="1" y1="0" y2="6"/></pattern>'
        for name in ("high", "low", "undetermined")
    )
    return raw(
        f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg>'
    )


def interval(span: Span, tier: str, threshold: float, label: str) -> Markup:
    """Return an interval on 0..1: solid up to the low end, hatched where it is not known.

    The point is a notch across the bar, the threshold a dashed line.
    """
    low, point, high = (_percent(v) for v in (span.low, span.point, span.high))
    width = _percent(max(0.0, span.high - span.low))
    name = _tier_class(tier)
    return raw(
        f'<svg class="interval {name}" width="100%" height="26" role="img"'
        f' aria-label="{safe(label)}">'
        '<rect class="track" x="0" y="9" width="100%" height="8"/>'
        f'<rect class="sure" x="0" y="9" width="{low}" height="8"/>'
        f'<rect class="unknown" x="{low}" y="9" width="{width}" height="8"'
        f' fill="url(#hatch-{name})"/>'
        f'<line class="end" x1="{low}" x2="{low}" y1="6" y2="20"/>'
        f'<line class="end" x1="{high}" x2="{high}" y1="6" y2="20"/>'
        f'<line class="threshold" x1="{_percent(threshold)}" x2="{_percent(threshold)}"'
        ' y1="0" y2="26"/>'
        f'<svg x="{point}" y="13" overflow="visible">'
        '<path class="point" d="M0-7 5 0 0 7-5 0Z"/></svg>'
        "</svg>"
    )


def small_interval(span: Span, threshold: float) -> Markup:
    """Return the interval of one factor, without a tier; the figures stand beside it."""
    low, point, high = (_percent(v) for v in (span.low, span.point, span.high))
    width = _percent(max(0.0, span.high - span.low))
    at = _percent(threshold)
    return raw(
        '<svg class="mini" width="100%" height="12" aria-hidden="true">'
        '<rect class="track" y="4" width="100%" height="4"/>'
        f'<rect class="sure" y="4" width="{low}" height="4"/>'
        f'<rect class="unknown" x="{low}" y="4" width="{width}" height="4"'
        ' fill="url(#hatch-undetermined)"/>'
        f'<line class="end" x1="{high}" x2="{high}" y1="2" y2="10"/>'
        f'<line class="threshold" x1="{at}" x2="{at}" y1="0" y2="12"/>'
        f'<line class="at" x1="{point}" x2="{point}" y1="1" y2="11"/></svg>'
    )


def axis(threshold: float) -> Markup:
    """Return the axis above the intervals, with the threshold named."""
    ticks = "".join(
        f'<text x="{_percent(at)}" y="12" class="tick {place}">{label}</text>'
        for at, label, place in ((0.0, "0", "first"), (1.0, "1", "last"))
    )
    return raw(
        '<svg class="axis" width="100%" height="16" aria-hidden="true">'
        f'{ticks}<text x="{_percent(threshold)}" y="12" class="tick">threshold {threshold:g}</text>'
        "</svg>"
    )


def bar(share: float, known: bool = True) -> Markup:
    """Return a bar of a share of the longest one; hatched for what nobody has said."""
    kind = "sure" if known else "unknown"
    fill = "" if known else ' fill="url(#hatch-undetermined)"'
    return raw(
        '<svg class="bar" width="100%" height="10" aria-hidden="true">'
        f'<rect class="{kind}" x="0" y="1" width="{_percent(share)}" height="8"{fill}/></svg>'
    )


def split(shares: Sequence[float]) -> Markup:
    """Return a bar in two parts with a mark at one half: safer, and riskier from the right.

    What is left between them are draws in which both are equal.
    """
    safer, _, riskier = shares
    return raw(
        '<svg class="split" width="100%" height="12" aria-hidden="true">'
        f'<rect class="sure" y="1" width="{_percent(safer)}" height="10"/>'
        f'<rect class="unknown" x="{_percent(1 - riskier)}" y="1" width="{_percent(riskier)}"'
        ' height="10" fill="url(#hatch-undetermined)"/>'
        '<line class="threshold" x1="50%" x2="50%" y1="0" y2="12"/></svg>'
    )


def strip(
    moments: Sequence[Moment], ticks: Sequence[Tick], as_of: str, anchor: str = "v"
) -> Markup:
    """Return the timeline as three lanes; events of one day stand on top of each other."""
    floor = _TOP + _LANE * len(LANES)
    parts = [
        f'<line class="grid" x1="{_percent(t.at)}" x2="{_percent(t.at)}" y1="{_TOP}" y2="{floor}"/>'
        f'<text class="tick{_edge(t.at)}" x="{_percent(t.at)}" y="{floor + 15}">{safe(t.text)}'
        "</text>"
        for t in ticks
    ]
    parts.append(
        f'<line class="threshold" x1="100%" x2="100%" y1="{_TOP}" y2="{floor}"/>'
        f'<text class="tick last" x="100%" y="11">{safe(as_of)}</text>'
    )
    for i, lane in enumerate(LANES):
        base = _TOP + _LANE * (i + 1) - 6
        parts.append(
            f'<text class="lane" x="0" y="{base - 34}">{lane}</text>'
            f'<line class="rail" x1="0" x2="100%" y1="{base}" y2="{base}"/>'
        )
        here: dict[float, int] = {}
        for moment in (m for m in moments if m.factor == lane and m.at is not None):
            at = round(moment.at or 0.0, 3)
            level = here[at] = here.get(at, -1) + 1
            kind = "dot" if moment.exact else "dot open"
            parts.append(
                f'<circle class="{kind}" cx="{_percent(at)}" cy="{base - 5 * min(level, 4)}" r="4">'
                f"<title>{safe(f'{moment.date}: {moment.what}')}</title></circle>"
            )
    dated = sum(m.at is not None for m in moments)
    return raw(
        f'<svg class="strip" width="100%" height="{floor + 20}" role="img"'
        f' aria-labelledby="{anchor}-strip {anchor}-strip-said">'
        f'<title id="{anchor}-strip">{plural(dated, "dated event")} on three lanes</title>'
        f'<desc id="{anchor}-strip-said">Up to {safe(as_of)}; the list below says the same.</desc>'
        f"{''.join(parts)}</svg>"
    )


def _edge(at: float) -> str:
    """Return the class of a label near an edge, which must not stand over it."""
    return " first" if at < 0.05 else " last" if at > 0.95 else ""


def _tier_class(tier: str) -> str:
    return tier.lower() if tier in _SHAPES else "undetermined"


def unit(value: float) -> float:
    """Return a number within 0..1."""
    return min(1.0, max(0.0, value))


def _percent(value: float) -> str:
    return f"{100 * unit(value):.1f}%"


def safe(text: str, most: int = 160) -> str:
    """Return text as the drawings hold it: one line, cut, escaped."""
    return str(escape(cut(text, most)))


def raw(svg: str) -> Markup:
    """Mark our own drawing as markup: every text in it has been through `safe`."""
    return Markup(svg)  # noqa: S704
