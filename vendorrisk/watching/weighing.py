"""One vendor in one pass: where it stands, the alert it gives rise to, and its next baseline."""

from __future__ import annotations

from typing import NamedTuple

from vendorrisk.dossier import Dossier
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.base import content_id
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.watch import Alert, Baseline, Figures, Held, Standing
from vendorrisk.watching.causes import causes
from vendorrisk.watching.news import News
from vendorrisk.watching.thresholds import change, raised, settled


class Weighed(NamedTuple):
    """What a pass makes of one vendor."""

    standing: Standing
    baseline: Baseline
    alert: Alert | None = None
    held: Held | None = None


def first_seen(one: Assessment, seq: int, parameters: Parameters) -> Weighed:
    """Return what the first pass makes of a vendor: a baseline, and no alert."""
    figures = Figures.of(one)
    baseline = Baseline(
        vendor=one.vendor,
        seq=seq,
        as_of=one.as_of,
        tier=settled(None, one.risk, parameters),
        raised=raised(False, one.risk.point, parameters),
        figures=figures,
        last=figures,
        last_as_of=one.as_of,
    )
    return Weighed(Standing(vendor=one.vendor, now=figures), baseline)


def weigh(
    one: Assessment,
    base: Baseline,
    news: News,
    run: tuple[int, str],
    dossier: Dossier,
    parameters: Parameters,
) -> Weighed:
    """Return what a later pass makes of a vendor.

    The baseline moves with an alert only, so that what comes in small steps adds up, and what waits
    for the end of a cool-down is told when that is over.

    Parameters
    ----------
    one : Assessment
        Of this pass.
    base : Baseline
        What it is held against.
    news : News
        Since the baseline.
    run : tuple of int and str
        Number and id of this pass.
    dossier : Dossier
        What the documents say.
    parameters : Parameters
        Thresholds.
    """
    figures = Figures.of(one)
    without = news.without.get(one.vendor) if news.any else one
    risk = without.risk if without is not None else base.last.risk
    found = change(base, risk, one.risk, one.as_of, parameters)
    reason = "; ".join(found.reasons[kind] for kind in (*found.kinds, *found.held))
    standing = Standing(
        vendor=one.vendor,
        now=figures,
        last=base.last,
        last_as_of=base.last_as_of,
        without=risk if news.any else None,
    )
    baseline = base.model_copy(update={"last": figures, "last_as_of": one.as_of})
    if not found.kinds:
        held = None
        if found.until is not None:
            held = Held(vendor=one.vendor, kinds=found.held, until=found.until, reason=reason)
        return Weighed(standing, baseline, held=held)
    seq, name = run
    alert = Alert(
        id=content_id("alt", name, one.vendor),
        vendor=one.vendor,
        buyer=one.buyer,
        kinds=found.kinds,
        opened=one.as_of,
        since=base.as_of,
        without=risk,
        now=figures,
        reason=reason,
        why_now=causes(
            one,
            without.ledger if without is not None else (),
            news.claims,
            news.known,
            {document.id: document for document in dossier.documents},
        ),
    )
    moved = {
        "seq": seq,
        "as_of": one.as_of,
        "tier": found.tier,
        "raised": found.raised,
        "figures": figures,
        "told": {**base.told, **dict.fromkeys(found.kinds, one.as_of)},
    }
    return Weighed(standing, baseline.model_copy(update=moved), alert=alert)
