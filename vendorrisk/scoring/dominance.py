"""Dominance: one vendor no riskier than another for every link and every belief, in closed form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from vendorrisk.model.assessment import Event, Mechanism
from vendorrisk.model.belief import Belief

T = TypeVar("T")


def identity(belief: Belief) -> tuple[object, ...]:
    """Return what makes two beliefs one: the same claim, in the same state."""
    return (belief.key, belief.low, belief.point, belief.high)


def dominates(safer: Sequence[Event], riskier: Sequence[Event]) -> bool:
    """Whether `safer` is no riskier, whatever the links of the channels and the beliefs are.

    Parameters
    ----------
    safer, riskier : sequence of Event
        The events of two vendors.

    Returns
    -------
    bool
        True when every event of `safer` that can do anything has an event of `riskier` to itself
        that is at least as strong: the same claim or a certain one, and for each mechanism one of
        the same channel with a severity that lies no lower. This is enough for dominance; where it
        fails, draws decide.
    """
    alive = [event for event in safer if _mechanisms(event)]
    return _matched(alive, riskier, _weaker_event)


def _mechanisms(event: Event) -> list[Mechanism]:
    if event.claim is not None and event.claim.high <= 0.0:
        return []
    return [
        m
        for m in event.mechanisms
        if m.link > 0.0 and m.severity.high > 0.0 and (m.claim is None or m.claim.high > 0.0)
    ]


def _weaker_event(one: Event, other: Event) -> bool:
    return _weaker_belief(one.claim, other.claim) and _matched(
        _mechanisms(one), other.mechanisms, _weaker_mechanism
    )


def _weaker_mechanism(one: Mechanism, other: Mechanism) -> bool:
    if one.channel != other.channel or not _weaker_belief(one.claim, other.claim):
        return False
    return one.link * one.severity.high <= other.link * other.severity.low


def _weaker_belief(one: Belief | None, other: Belief | None) -> bool:
    if other is None or other.low >= 1.0:
        return True
    return one is not None and identity(one) == identity(other)


def _matched(few: Sequence[T], many: Sequence[T], fits: Callable[[T, T], bool]) -> bool:
    """Whether every one of `few` can have one of `many` to itself (Kuhn's augmenting paths)."""
    if len(few) > len(many):
        return False
    edges: list[list[int]] = []
    for one in few:
        edges.append([j for j, other in enumerate(many) if fits(one, other)])
        if not edges[-1]:
            return False
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return all(place(i, set()) for i in range(len(few)))
