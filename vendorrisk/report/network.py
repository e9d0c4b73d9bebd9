"""Who stands around a vendor, as inline SVG: the vendor on top, a branch a side.

The branches stand beside each other where there is room and below each other on a telephone; text
is never scaled.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from vendorrisk.model.summary import cut, one_line
from vendorrisk.report.charts import raw, safe, unit
from vendorrisk.report.view import Node

_TITLES = {"owners": "Owners", "people": "People", "clients": "Clients"}
_HEAD, _BOX, _GAP = 34, 40, 8  # pixels
_NAME, _TIE = 26, 36  # columns of text that fit into a box of 280 pixels


def graph(nodes: Sequence[Node], vendor: str, anchor: str = "v") -> Markup:
    """Return the parties around a vendor; the thickness of a line is the part of the risk.

    Parameters
    ----------
    nodes : sequence of Node
        As `picture.nodes` gives them, at most 40.
    vendor : str
        Name in the middle.
    anchor : str
        Starts the ids of titles and descriptions; differs between vendors of a page.
    """
    sides = [(side, [n for n in nodes if n.side == side]) for side in _TITLES]
    shown = [(side, found) for side, found in sides if found]
    branches = "".join(
        _branch(side, found, vendor, anchor, last=i == len(shown) - 1)
        for i, (side, found) in enumerate(shown)
    )
    return raw(
        '<div class="graph"><svg class="hub" width="100%" height="36" aria-hidden="true">'
        '<rect class="centre" x="0" y="1" width="100%" height="34" rx="4"/>'
        f'<text class="name" x="3%" y="23">{safe(cut(vendor, 34))}</text></svg>'
        f'<div class="branches">{branches}</div></div>'
    )


def _branch(side: str, nodes: Sequence[Node], vendor: str, anchor: str, *, last: bool) -> str:
    height = _HEAD + len(nodes) * (_BOX + _GAP)
    end = height - _GAP - _BOX // 2
    spine = end if last else height
    parts = [
        f'<text class="lane" x="9%" y="22">{_TITLES[side]}</text>'
        f'<line class="edge" x1="3%" x2="3%" y1="0" y2="{end}"/>'
        + (f'<line class="edge stem" x1="3%" x2="3%" y1="{end}" y2="{spine}"/>' if not last else "")
    ]
    for i, node in enumerate(nodes):
        top = _HEAD + i * (_BOX + _GAP)
        middle = top + _BOX // 2
        kind = "rival" if node.rival else "tie" if node.contribution else "quiet"
        number = (
            f'<text class="name number" x="97%" y="{top + 17}">{safe(node.contribution)}</text>'
            if node.contribution
            else ""
        )
        parts.append(
            f'<line class="edge {kind}" stroke-width="{1 + 6 * unit(node.weight):.1f}" x1="3%"'
            f' x2="9%" y1="{middle}" y2="{middle}"/>'
            f'<rect class="node {kind}" x="9%" y="{top}" width="90%" height="{_BOX}" rx="4"/>'
            f'<text class="name" x="12%" y="{top + 17}">{safe(cut(node.name, _NAME))}</text>'
            f'<text class="small" x="12%" y="{top + 33}">{safe(cut(node.tie, _TIE))}</text>{number}'
        )
    name = f"{anchor}-{side}"
    said = "; ".join(_said(node) for node in nodes[:12])
    return (
        f'<svg class="branch" width="100%" height="{height}" role="img"'
        f' aria-labelledby="{name} {name}-said"><title id="{name}">{_TITLES[side]} of'
        f' {safe(vendor)}</title><desc id="{name}-said">{safe(said, 900)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _said(node: Node) -> str:
    rival = ", a rival" if node.rival else ""
    part = f", {node.contribution} of the risk" if node.contribution else ""
    return f"{one_line(node.name)}: {one_line(node.tie)}{rival}{part}"
