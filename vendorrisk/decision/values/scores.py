"""Named values on the score, and on what follows from it."""

from __future__ import annotations

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.decision.values.ties import count, tie

POINTS = 100.0  # the yearly value of the contract


@value("index")
def risk(m: Measured) -> Bounds:
    """Neutrality risk of the vendor for the buyer: the whole interval. Higher is riskier."""
    return Bounds(m.risk.low, m.risk.high, f"point {m.risk.point:.3f}")


def _factor(m: Measured, name: str) -> Bounds:
    found = next(one.risk for one in m.factors if one.factor == name)
    return Bounds(found.low, found.high, f"point {found.point:.3f}")


@value("index")
def risk_ownership(m: Measured) -> Bounds:
    """Neutrality risk of the factor ownership alone: the whole interval. Higher is riskier."""
    return _factor(m, "ownership")


@value("index")
def risk_clients(m: Measured) -> Bounds:
    """Neutrality risk of the factor clients alone: the whole interval. Higher is riskier."""
    return _factor(m, "clients")


@value("index")
def risk_leadership(m: Measured) -> Bounds:
    """Neutrality risk of the factor leadership alone: the whole interval. Higher is riskier."""
    return _factor(m, "leadership")


@value("yes_no")
def decision_settled(m: Measured) -> Bounds:
    """Whether the cheapest action is the same over the whole interval of the risk."""
    ends = (m.decision.at_low, m.decision.at_point, m.decision.at_high)
    same = float(len(set(ends)) == 1)
    return Bounds(same, same, "cheapest at low, point and high: {}, {}, {}".format(*ends))


@value("index")
def replace_cost(m: Measured) -> Bounds:
    """What replacing the vendor costs, as a part of the contract's yearly value; 1 at most.

    From ``appetite.replace.fixed`` of the buyer's profile.
    """
    cost = m.case.buyer.appetite.replace.fixed
    part = min(1.0, cost / POINTS)
    return Bounds(part, part, f"{cost:g} points of {POINTS:g} in the buyer's profile")


@value("count")
def alternatives_named(m: Measured) -> Bounds:
    """How many companies documents name as competitors of the vendor; no upper end.

    The buyer and its rivals do not count: who competes with the buyer is no alternative for it.
    """
    ties = []
    limit = m.case.parameters.flags.rival_from.value
    for key in m.case.evidence.keys("rival"):
        if m.case.vendor not in (key.a, key.b) or not m.case.stated(key):
            continue
        other = key.b if key.a == m.case.vendor else key.a
        if m.case.rivalries.is_own(other) or m.case.rivalries.of(other).low >= limit:
            continue
        belief = m.case.evidence.belief(key, "")
        how = f"{other} competes with {m.case.vendor}"
        ties.append(tie(m, other, (belief.low, belief.high), how, m.case.claims(key)))
    return count(ties, "others may not be named")
