"""A result as a card for a notebook: the report's verdicts and drawings, small, without a script.

Names of hatches are made of the card's own content, so that cards of one notebook share none.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.summary import cut, insufficient, one_line, supposed, threshold_told, verdict
from vendorrisk.report.figures import Span, fixed, part, plural, span
from vendorrisk.report.html import environment

DRIVERS = 3  # lines of the ledger that are shown of each vendor
MOST = 12  # vendors that are shown; the rest is counted
WIDE = 160  # characters of a line
NOTE = "An index, not a probability; a risk signal from public reports, no finding of wrongdoing."


@dataclass(frozen=True, slots=True)
class Driver:
    """One line of the ledger in short."""

    part: str
    what: str
    known: bool


@dataclass(frozen=True, slots=True)
class VendorCard:
    """One vendor in short; without a threshold no interval is drawn."""

    name: str
    verdict: str
    tier: str
    risk: Span
    threshold: float | None
    coverage: str
    insufficient: bool
    reason: str
    left: str  # with mitigations; "" where none are given
    left_tier: str
    drivers: tuple[Driver, ...]
    left_out: str  # "18 more lines", "" when all are shown
    total: str


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card."""

    buyer: str
    as_of: str
    model: str  # "" for an assessment alone
    supposed: str
    vendors: tuple[VendorCard, ...]
    disclaimer: str


def to_card(result: Assessment | Comparison) -> str:
    """Return a result as one HTML element with its own style; the same result, the same text."""
    card = card_of(result)
    made = environment().get_template("card.html.j2").render(card=card, css=_style())
    own = hashlib.sha256(made.encode("utf-8", "replace")).hexdigest()[:8]
    return made.replace('id="hatch-', f'id="vr{own}-').replace('"url(#hatch-', f'"url(#vr{own}-')


def card_of(result: Assessment | Comparison) -> Card:
    """Return what the card of a result says, in its order."""
    shown = (result,) if isinstance(result, Assessment) else result.assessments[:MOST]
    note = NOTE
    if isinstance(result, Comparison) and len(result.assessments) > MOST:
        note = f"{plural(len(result.assessments) - MOST, 'more vendor')} not shown. {NOTE}"
    return Card(
        buyer=one_line(result.buyer),
        as_of=result.as_of.isoformat(),
        model="" if isinstance(result, Assessment) else result.model_version,
        supposed=supposed(result.assumptions),
        vendors=tuple(_vendor(a) for a in shown),
        disclaimer=note,
    )


def _vendor(a: Assessment) -> VendorCard:
    threshold = threshold_told(a)
    shown = a.ledger[:DRIVERS]
    more = len(a.ledger) - len(shown)
    left = a.residual
    return VendorCard(
        name=cut(a.vendor, WIDE),
        verdict=verdict(a),
        tier=a.tier,
        risk=span(a.risk, threshold=threshold),
        threshold=threshold,
        coverage=fixed(a.coverage),
        insufficient=insufficient(a),
        reason=a.tier_reason,
        left="" if left is None else span(left.risk, threshold=threshold).text,
        left_tier="" if left is None else left.tier,
        drivers=tuple(
            Driver(part=part(one.contribution), what=cut(one.what, WIDE), known=one.event.known)
            for one in shown
        ),
        left_out=plural(more, "more line") if more else "",
        total=fixed(a.risk.point, 3),
    )


@functools.cache
def _style() -> Markup:
    text = (files("vendorrisk.report") / "templates" / "card.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  our own file
