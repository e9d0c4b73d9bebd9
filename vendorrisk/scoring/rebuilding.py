"""Events made anew when beliefs are other than they were: a source left out, a claim settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vendorrisk.evidence.fusion import joined
from vendorrisk.model.assessment import Event, Mechanism
from vendorrisk.model.belief import Belief

Change = Callable[[Belief], Belief]


def beliefs_of(event: Event) -> Iterator[Belief]:
    """Yield the beliefs that an event is made of; a group move is made of those in its people."""
    if event.others:
        yield from event.others
    elif event.claim is not None:
        yield event.claim
    for mechanism in event.mechanisms:
        if mechanism.claim is not None:
            yield mechanism.claim


def rebuilt(events: Sequence[Event], change: Change) -> list[Event]:
    """Return events with every belief changed, and what is made of several worked out again.

    Severities and links stay as they are. A change that returns the same beliefs returns equal
    events, bit for bit.
    """
    return [_event(event, change) for event in events]


def _event(event: Event, change: Change) -> Event:
    others = tuple(change(belief) for belief in event.others)
    claim = event.claim
    if others and claim is not None:
        claim = _group(claim, event.weights, others)
    elif claim is not None:
        claim = change(claim)
    mechanisms = tuple(_mechanism(one, change) for one in event.mechanisms)
    return event.model_copy(update={"claim": claim, "others": others, "mechanisms": mechanisms})


def _mechanism(mechanism: Mechanism, change: Change) -> Mechanism:
    if mechanism.claim is None:
        return mechanism
    return mechanism.model_copy(update={"claim": change(mechanism.claim)})


def _group(claim: Belief, weights: Sequence[float], others: Sequence[Belief]) -> Belief:
    return claim.model_copy(
        update={
            "low": joined(weights, [b.low for b in others]),
            "point": joined(weights, [b.point for b in others]),
            "high": joined(weights, [b.high for b in others]),
            "conflict": max(b.conflict for b in others),
            "families": tuple(family for b in others for family in b.families),
        }
    )


def settled(belief: Belief, true: bool) -> Belief:
    """Return a belief as settled one way, without a family behind it."""
    end = 1.0 if true else 0.0
    return belief.model_copy(
        update={"low": end, "point": end, "high": end, "conflict": 0.0, "families": ()}
    )
