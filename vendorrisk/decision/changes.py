"""What a verdict would be without a fact, or with every open question answered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from vendorrisk.model.assessment import Assessment, Interval, LedgerEntry, Tier
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.sharing import shared
from vendorrisk.scoring.tree import score

MOST = 3  # facts that are tried


class Change(NamedTuple):
    """The risk and tier without some lines of the ledger, and what that means in words."""

    what: str
    risk: Interval
    tier: Tier


def changes(a: Assessment, threshold: float) -> tuple[Change, ...]:
    """Return the verdict without each main fact, and with every open question answered "no"."""
    known = [line for line in a.ledger if line.event.known and line.contribution > 0][:MOST]
    asked = [line for line in a.ledger if not line.event.known]
    found = [_change(a, f"if this proves wrong: {line.what}", [line], threshold) for line in known]
    if asked:
        many = f"all {len(asked)} open questions are" if len(asked) > 1 else "the open question is"
        found.append(_change(a, f"if {many} answered “no”", asked, threshold))
    return tuple(found)


def _change(a: Assessment, what: str, gone: Sequence[LedgerEntry], threshold: float) -> Change:
    if shared([line.event for line in a.ledger]):  # no product: a claim stands in several lines
        events = [line.event for line in a.ledger if line not in gone]
        left = rounded(score([events], _leak(a))[0].risk)
    else:
        left = without(a.risk, [line.intensity for line in gone])
    return Change(what, left, tier(left, threshold)[0])


def _leak(a: Assessment) -> float:
    """Return the leak that an assessment was made with, from its point: parts + leak = point."""
    parts = math.fsum(line.contribution for line in a.ledger)
    return min(0.99, max(0.0, round(a.risk.point - parts, 6)))


def without(risk: Interval, gone: Sequence[Interval]) -> Interval:
    """Return the risk without some events: ``1 - (1 - R) / prod(1 - y)``, end by end.

    >>> without(Interval(low=0, point=0.75, high=1), [Interval(low=0, point=0.5, high=0.5)]).point
    0.5
    """

    def one(r: float, ys: Sequence[float]) -> float:
        left = 1.0 - r
        for y in ys:
            left /= 1.0 - y
        return round(min(1.0, max(0.0, 1.0 - left)), 6)

    low = one(risk.low, [y.low for y in gone])
    point = max(low, one(risk.point, [y.point for y in gone]))
    return Interval(low=low, point=point, high=max(point, one(risk.high, [y.high for y in gone])))
