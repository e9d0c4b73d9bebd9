"""What the interval means for this buyer: the cheapest action at each end."""

from __future__ import annotations

from vendorrisk.model.assessment import ActionLoss, Decision, Interval
from vendorrisk.model.buyer import Buyer


def decide(risk: Interval, buyer: Buyer) -> Decision:
    """Return the losses of accept, mitigate and replace, in points (100 = a year of the contract).

    Loss of an action: ``fixed + per_risk * R``. Where two cost the same, the milder one is named.
    """
    table = buyer.appetite
    actions = (("accept", table.accept), ("mitigate", table.mitigate), ("replace", table.replace))
    losses = tuple(
        ActionLoss(
            action=name,
            low=round(action.fixed + action.per_risk * risk.low, 4),
            point=round(action.fixed + action.per_risk * risk.point, 4),
            high=round(action.fixed + action.per_risk * risk.high, 4),
        )
        for name, action in actions
    )

    def cheapest(end: str) -> str:
        return min(losses, key=lambda loss: float(getattr(loss, end))).action

    return Decision(
        losses=losses,
        at_low=cheapest("low"),
        at_point=cheapest("point"),
        at_high=cheapest("high"),
        appetite=table,
    )
