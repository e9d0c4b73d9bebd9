"""Drawings as inline SVG: no script, no style attribute, coordinates from numbers only.

Bars and strips place things in percent of their width, so that they fit a telephone and a wall
alike; text is never scaled. Every text goes through `_text`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from vendorrisk.model.summary import cut
from vendorrisk.report.figures import Span
from vendorrisk.report.view import Moment, Node, Tick

LANES = ("ownership", "clients", "leadership")
_LANE = 44
_BOX, _GAP, _WIDE, _COLUMN = 38, 10, 720, 248
_SHAPES = {
    "HIGH": '<path d="M6 1 11.5 11H.5Z"/>',
    "LOW": '<circle cx="6" cy="6" r="5"/>',
    "UNDETERMINED": '<path class="open" d="M6 1 11 6 6 11 1 6Z"/>',
}


def shape(tier: str) -> Markup:
    """Return the sign of a tier: a triangle, a disc, or an empty diamond."""
    inner = _SHAPES.get(tier, _SHAPES["UNDETERMINED"])
    return _raw(
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
    return _raw(
        f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg>'
    )


def interval(span: Span, tier: str, threshold: float, label: str) -> Markup:
    """Return an interval on 0..1: solid up to the low end, hatched where it is not known.

    The point is a notch across the bar, the threshold a dashed line.
    """
    low, point, high = (_percent(v) for v in (span.low, span.point, span.high))
    width = _percent(max(0.0, span.high - span.low))
    name = _tier_class(tier)
    return _raw(
        f'<svg class="interval {name}" width="100%" height="26" role="img"'
        f' aria-label="{_text(label)}">'
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


def axis(threshold: float) -> Markup:
    """Return the axis above the intervals, with the threshold named."""
    ticks = "".join(
        f'<text x="{_percent(at)}" y="12" class="tick {place}">{label}</text>'
        for at, label, place in ((0.0, "0", "first"), (1.0, "1", "last"))
    )
    return _raw(
        '<svg class="axis" width="100%" height="16" aria-hidden="true">'
        f'{ticks}<text x="{_percent(threshold)}" y="12" class="tick">threshold {threshold:g}</text>'
        "</svg>"
    )


def bar(share: float, known: bool = True) -> Markup:
    """Return a bar of a share of the longest one; hatched for what nobody has said."""
    kind = "sure" if known else "unknown"
    fill = "" if known else ' fill="url(#hatch-undetermined)"'
    return _raw(
        '<svg class="bar" width="100%" height="10" aria-hidden="true">'
        f'<rect class="{kind}" x="0" y="1" width="{_percent(share)}" height="8"{fill}/></svg>'
    )


def strip(moments: Sequence[Moment], ticks: Sequence[Tick], as_of: str) -> Markup:
    """Return the timeline as three lanes; events of one day stand on top of each other."""
    height = _LANE * len(LANES) + 22
    parts = [
        f'<line class="grid" x1="{_percent(t.at)}" x2="{_percent(t.at)}"'
        f' y1="0" y2="{height - 20}"/>'
        f'<text class="tick{" first" if t.at < 0.05 else ""}" x="{_percent(t.at)}"'
        f' y="{height - 6}">{_text(t.text)}</text>'
        for t in ticks
        if t.at < 0.93
    ]
    parts.append(
        f'<line class="threshold" x1="100%" x2="100%" y1="0" y2="{height - 20}"/>'
        f'<text class="tick last" x="100%" y="{height - 6}">{_text(as_of)}</text>'
    )
    for i, lane in enumerate(LANES):
        base = _LANE * (i + 1) - 6
        parts.append(
            f'<text class="lane" x="0" y="{base - 25}">{lane}</text>'
            f'<line class="rail" x1="0" x2="100%" y1="{base}" y2="{base}"/>'
        )
        here: dict[float, int] = {}
        for moment in (m for m in moments if m.factor == lane and m.at is not None):
            at = round(moment.at or 0.0, 3)
            level = here[at] = here.get(at, -1) + 1
            kind = "dot" if moment.exact else "dot open"
            parts.append(
                f'<circle class="{kind}" cx="{_percent(at)}" cy="{base - 5 * min(level, 4)}" r="4">'
                f"<title>{_text(f'{moment.date}: {moment.what}')}</title></circle>"
            )
    label = f"{len(moments)} dated events on three lanes; the list below says the same"
    return _raw(
        f'<svg class="strip" width="100%" height="{height}" role="img"'
        f' aria-label="{_text(label)}">{"".join(parts)}</svg>'
    )


def graph(nodes: Sequence[Node], vendor: str) -> Markup:
    """Return owners and people on the left, the vendor, clients on the right.

    The thickness of a line is the part of the risk that the party carries.
    """
    left = [n for n in nodes if n.side == "owners"], [n for n in nodes if n.side == "people"]
    right = [n for n in nodes if n.side == "clients"]
    rows = max(sum(bool(group) + len(group) for group in left), 1 + len(right), 3)
    height = rows * (_BOX + _GAP) + 8
    middle = height / 2
    parts: list[str] = []
    y = 8.0
    for title, group in zip(("Owners", "People"), left, strict=True):
        y = _column(parts, group, title=title if group else "", x=0, y=y, middle=middle)
    _column(
        parts,
        right,
        title="Clients" if right else "",
        x=_WIDE - _COLUMN,
        y=8.0,
        middle=middle,
    )
    parts.append(
        f'<rect class="centre" x="{_COLUMN + 54}" y="{middle - 24:g}"'
        f' width="{_WIDE - 2 * _COLUMN - 108}" height="48" rx="4"/>'
        f'<text class="name centred" x="{_WIDE / 2:g}" y="{middle + 5:g}">'
        f"{_text(cut(vendor, 16))}</text>"
    )
    label = f"{vendor} and {len(nodes)} parties around it; the ledger says the same in words"
    return _raw(
        f'<svg class="graph" viewBox="0 0 {_WIDE} {height:g}" width="{_WIDE}" role="img"'
        f' aria-label="{_text(label)}">{"".join(parts)}</svg>'
    )


def _column(
    parts: list[str], nodes: Sequence[Node], *, title: str, x: int, y: float, middle: float
) -> float:
    if title:
        parts.append(f'<text class="lane" x="{x}" y="{y + 28:g}">{title}</text>')
        y += _BOX
    ends = (x + _COLUMN, _COLUMN + 54) if x == 0 else (x, _WIDE - _COLUMN - 54)
    for node in nodes:
        kind = "rival" if node.rival else "tie" if node.contribution else "quiet"
        line = y + _BOX / 2
        bend = (ends[0] + ends[1]) / 2
        number = " " + _text(f"· {node.contribution}") if node.contribution else ""
        parts.append(
            f'<path class="edge {kind}" stroke-width="{1 + 6 * _unit(node.weight):.1f}"'
            f' d="M{ends[0]} {line:g}C{bend:g} {line:g} {bend:g} {middle:g} {ends[1]} {middle:g}"/>'
            f'<rect class="node {kind}" x="{x + 1}" y="{y:g}" width="{_COLUMN - 2}"'
            f' height="{_BOX}" rx="4"/>'
            f'<text class="name" x="{x + 10}" y="{y + 16:g}">{_text(cut(node.name, 28))}</text>'
            f'<text class="small" x="{x + 10}" y="{y + 31:g}">'
            f"{_text(cut(node.tie, 30))}{number}</text>"
        )
        y += _BOX + _GAP
    return y


def _tier_class(tier: str) -> str:
    return tier.lower() if tier in _SHAPES else "undetermined"


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def _percent(value: float) -> str:
    return f"{100 * _unit(value):.1f}%"


def _text(text: str) -> str:
    return str(escape(cut(text, 160)))


def _raw(svg: str) -> Markup:
    """Mark our own drawing as markup: every text in it has been through `_text`."""
    return Markup(svg)  # noqa: S704
