"""When a change is an alert: hysteresis, moves and cool-down, on figures alone."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from vendorrisk.model.interval import Interval, Tier
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.watch import KINDS, Baseline, Kind

_GRAVITY: dict[Tier, int] = {"LOW": 0, "UNDETERMINED": 1, "HIGH": 2}
_SLACK = 1e-9  # a move of exactly the threshold counts, whatever the last bit says


class Change(NamedTuple):
    """What news did to a vendor, as the thresholds see it.

    ``kinds`` are alerts now, ``held`` those whose last alert is too recent; ``tier`` and ``raised``
    are what hysteresis makes of the figures.
    """

    kinds: tuple[Kind, ...]
    held: tuple[Kind, ...]
    until: dt.date | None
    reasons: dict[Kind, str]
    tier: Tier
    raised: bool


def settled(before: Tier | None, risk: Interval, parameters: Parameters) -> Tier:
    """Return the tier with hysteresis.

    A tier is worsened at the threshold, and left for a better one only when the end of the interval
    that decides lies past it by ``watch.enter - watch.leave``.

    Parameters
    ----------
    before : Tier or None
        Where the vendor stood; None: nowhere yet.
    risk : Interval
        In 0..1.
    parameters : Parameters
        Thresholds.
    """
    worse = parameters.tier_threshold.value
    band = parameters.watch.enter.value - parameters.watch.leave.value
    high_from = worse - band if before == "HIGH" else worse
    low_below = worse if before in ("LOW", None) else worse - band
    if risk.low >= high_from:
        return "HIGH"
    return "LOW" if risk.high < low_below else "UNDETERMINED"


def raised(before: bool, point: float, parameters: Parameters) -> bool:
    """Whether the point counts as raised: from ``watch.enter`` on, until below ``watch.leave``."""
    watch = parameters.watch
    return point >= (watch.leave.value if before else watch.enter.value)


def change(
    base: Baseline, without: Interval, now: Interval, day: dt.date, parameters: Parameters
) -> Change:
    """Return what the news since the baseline did.

    Parameters
    ----------
    base : Baseline
        Where the vendor stood when it was last told of.
    without : Interval
        Risk on `day` without the news: age, rules and buyer have already done their part.
    now : Interval
        Risk on `day` with it.
    day : datetime.date
        Day of the pass.
    parameters : Parameters
        Thresholds.
    """
    watch = parameters.watch
    was, stood = (
        settled(base.tier, without, parameters),
        raised(base.raised, without.point, parameters),
    )
    tier, level = settled(was, now, parameters), raised(stood, now.point, parameters)
    moved = now.point - without.point
    reasons: dict[Kind, str] = {}
    if tier != was:
        reasons["tier"] = f"{was} became {tier}"
    if level != stood:
        told = f"reached {watch.enter.value:g}" if level else f"fell below {watch.leave.value:g}"
        reasons["level"] = f"the point {told}"
    if abs(moved) >= watch.move.value - _SLACK:
        reasons["move"] = f"news moved the point by {moved:+.2f}"
    worsens = _GRAVITY[tier] > _GRAVITY[was]
    days = dt.timedelta(days=watch.cool_down_days.value)
    cooling = {
        kind: base.told[kind] + days
        for kind in KINDS
        if kind in reasons and not worsens and kind in base.told and day - base.told[kind] < days
    }
    return Change(
        kinds=tuple(kind for kind in KINDS if kind in reasons and kind not in cooling),
        held=tuple(kind for kind in KINDS if kind in cooling),
        until=min(cooling.values(), default=None),
        reasons=reasons,
        tier=tier,
        raised=level,
    )
