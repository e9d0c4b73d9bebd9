"""Bounds on an event when nobody knows how its claims hang together (Frechet 1935)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vendorrisk.evidence.fusion import joined
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.scoring.sharing import worlds
from vendorrisk.scoring.tree import score

Part = tuple[float, float]  # (chance, effect): a private claim and link x severity


def tied(events: Sequence[Event], leak: float) -> Interval:
    """Return the risk when the claims of every event may hang together in any way.

    Low and high are the least and the most that any joint distribution of the claims of one event
    allows, at the low and the high ends of their beliefs; events stay independent of one another
    but for the claims they share, which are settled first.
    The point is that of the assessment: independence.
    """
    scored = score([events], leak)[0]
    split = worlds(events)
    made = {id(event): event for _, given in split for event in given}
    low, high = (
        math.fsum(
            weights[end] * (1.0 - (1.0 - leak) * math.prod(1.0 - known[id(e)] for e in given))
            for weights, given in split
        )
        for end, known in (
            (0, {name: _least(event) for name, event in made.items()}),
            (2, {name: _most(event) for name, event in made.items()}),
        )
    )
    return Interval(
        low=min(low, scored.risk.low), point=scored.risk.point, high=max(high, scored.risk.high)
    )


def _least(event: Event) -> float:
    root = 1.0
    if event.others:
        together = joined(event.weights, [1.0] * len(event.weights))
        full = 1.0 - math.prod(1.0 - weight for weight in event.weights)
        parts = [(b.low, w) for b, w in zip(event.others, event.weights, strict=True)]
        root = together * nested(parts) / full if full > 0.0 else 0.0
    elif event.claim is not None:
        root = event.claim.low
    return _conjoined(event, root, "low")


def _most(event: Event) -> float:
    root = 1.0
    if event.others:
        full = 1.0 - math.prod(1.0 - weight for weight in event.weights)
        parts = [(b.high, w) for b, w in zip(event.others, event.weights, strict=True)]
        root = min(1.0, spread(parts, 1.0) / full) if full > 0.0 else 0.0
    elif event.claim is not None:
        root = event.claim.high
    return _conjoined(event, root, "high")


def _conjoined(event: Event, root: float, end: str) -> float:
    """Return the bound of ``root AND (certain mechanisms OR private ones)``."""
    certain, parts = 1.0, []
    for mechanism in event.mechanisms:
        effect = mechanism.link * getattr(mechanism.severity, end)
        if mechanism.claim is None:
            certain *= 1.0 - effect
            continue
        q = getattr(mechanism.claim, end)
        both = max(0.0, root + q - 1.0) if end == "low" else min(root, q)
        parts.append((both, effect))
    private = nested(parts) if end == "low" else spread(parts, root)
    return root * (1.0 - certain) + certain * private


def nested(parts: Sequence[Part]) -> float:
    """Return the least of E[1 - prod(1 - c_i z_i)] over all joint laws of claims with chances r_i.

    The function is submodular, so its least expectation is where the claims are nested: the less
    likely one is true only when the likelier one is.

    >>> round(nested([(0.5, 0.5), (0.5, 0.5)]), 6)
    0.375
    """
    ordered = sorted(parts, key=lambda part: (-part[0], -part[1]))
    total, safe = 0.0, 1.0
    for i, (chance, effect) in enumerate(ordered):
        safe *= 1.0 - effect
        after = ordered[i + 1][0] if i + 1 < len(ordered) else 0.0
        total += (chance - after) * (1.0 - safe)
    return total


def spread(parts: Sequence[Part], room: float) -> float:
    """Return the most of E[1 - prod(1 - c_i z_i)] when all claims lie inside a chance `room`.

    Exact while the claims fit side by side, and for two; beyond, a bound from above: no more than
    the sum of the parts, and no more than all of them at once in all of the room.

    >>> round(spread([(0.5, 0.5), (0.5, 0.5)], 1.0), 6), round(spread([(1, 0.5), (1, 0.5)], 1.0), 6)
    (0.5, 0.75)
    """
    total = math.fsum(chance * effect for chance, effect in parts)
    over = math.fsum(chance for chance, _ in parts) - room
    if over <= 0.0:
        return total
    if len(parts) == 2:
        return total - over * parts[0][1] * parts[1][1]
    return min(total, room * (1.0 - math.prod(1.0 - effect for _, effect in parts)))
