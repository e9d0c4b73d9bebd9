"""What an answer would be worth: expected value of perfect information on every claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from vendorrisk.model.assessment import Event
from vendorrisk.model.buyer import Appetite
from vendorrisk.scoring.explanation import explain
from vendorrisk.scoring.ledger import DIGITS
from vendorrisk.scoring.packed import pack

if TYPE_CHECKING:
    from numpy.typing import NDArray


def losses(appetite: Appetite) -> NDArray[np.float64]:
    """Return the (3, 2) fixed and per-risk losses of accept, mitigate and replace."""
    actions = (appetite.accept, appetite.mitigate, appetite.replace)
    return np.array([(a.fixed, a.per_risk) for a in actions], dtype=np.float64)


def values_of_information(
    events: Sequence[Event], leak: float, appetite: Appetite
) -> tuple[float, ...]:
    """Return what it is worth to know for sure what each event rests on.

    Parameters
    ----------
    events : sequence of Event
        Of one vendor and buyer.
    leak : float
        In [0, 1).
    appetite : Appetite
        What the buyer can do, and what it costs.

    Returns
    -------
    tuple of float
        One an event, in the points of the appetite, to six digits: the largest value of its root
        claim and its private claims. 0: no answer changes which action is cheapest. What is
        certain is worth nothing to know.

    Notes
    -----
    As `explain` has it: a claim on which nobody has spoken is also taken as even, and a claim that
    several events rest on is worth what all of them together make of it.
    """
    packed = pack([events])
    found = explain(packed, leak, losses(appetite))
    inner = packed.mechanisms
    return tuple(
        round(max([root, *found.claim_value[inner[e] : inner[e + 1]].tolist()]), DIGITS) + 0.0
        for e, root in enumerate(found.root_value.tolist())
    )
