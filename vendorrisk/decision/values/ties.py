"""Ties as named values see them: which are believed, which are possible, which are ruled out.

A tie is believed from ``flags.believed_from`` on at the low end of its belief, and ruled out when
its denial is believed as firmly. What nobody has told of stays possible until it is ruled out, so
that silence never makes a value look safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.decision.values.registry import Bounds, Measured
from vendorrisk.mechanisms.case import show
from vendorrisk.model.assessment import Event
from vendorrisk.model.claim import Claim
from vendorrisk.model.period import first_day

NO_RIVAL = "the buyer has no rival"


class Tie(NamedTuple):
    """One tie that documents tell of; ``who`` is what is counted once."""

    who: str
    sure: bool
    possible: bool
    how: str
    claims: Sequence[str]


def tie(
    m: Measured, who: str, belief: tuple[float, float], how: str, claims: Iterable[Claim]
) -> Tie:
    """Return a tie as far as it is believed: `belief` is its low and high end, in 0..1."""
    low, high = belief
    believed = m.case.parameters.flags.believed_from.value
    words = f"{how}, belief {show(low)}" + ("" if low == high else f" to {show(high)}")
    return Tie(who, low >= believed, high >= 1.0 - believed, words, [c.id for c in claims])


def rival_tie(
    m: Measured,
    party: str,
    belief: tuple[float, float],
    how: str,
    claims: Iterable[Claim],
    who: str | None = None,
) -> Tie | None:
    """Return a tie to a rival of the buyer; None for a party that cannot be one."""
    rivalry = m.case.rivalries.of(party)
    limit = m.case.parameters.flags.rival_from.value
    if rivalry.high < limit:
        return None
    found = tie(m, who or party, belief, how, claims)
    if rivalry.low >= limit:
        return found
    words = f"{found.how}, a rival to {show(rivalry.low)} to {show(rivalry.high)}"
    return found._replace(sure=False, how=words)


def hidden(m: Measured, item: str) -> str | None:
    """Return why what nobody has told of is possible, None where it is ruled out.

    Parameters
    ----------
    item : str
        Id under ``required`` in ``rules/model.yaml`` that asks about it.
    """
    if not has_rivals(m):
        return None
    event = event_of(m, f"unknown:{item}")
    if event is None:
        return "nobody has said that there is no other"
    believed = m.case.parameters.flags.believed_from.value
    if all(one.severity.high <= 0.0 for one in event.mechanisms):
        return None
    if event.claim is not None and event.claim.high < 1.0 - believed:
        return None
    return f"nobody has ruled out that {event.what[:1].lower()}{event.what[1:]}"


def has_rivals(m: Measured) -> bool:
    """Whether the buyer can have a rival at all: it names some, or markets."""
    return m.case.rivalries.highest >= m.case.parameters.flags.rival_from.value


def event_of(m: Measured, name: str) -> Event | None:
    """Return the event with an id."""
    return next((event for event in m.events if event.id == name), None)


def yes_no(ties: Sequence[Tie], unseen: str | None, none: str = NO_RIVAL) -> Bounds:
    """Return whether there is any tie: 1 when one is believed, 0 when all are ruled out."""
    low = float(any(one.sure for one in ties))
    high = float(bool(low) or unseen is not None or any(one.possible for one in ties))
    return Bounds(low, high, _how(ties, None if low else unseen, none), _claims(ties))


def count(ties: Sequence[Tie], unseen: str | None, none: str = NO_RIVAL) -> Bounds:
    """Return how many there are: those believed at least; no upper end while others are possible.

    `unseen` is why there may be others, `none` what is said where there is neither.
    """
    low = len({one.who for one in ties if one.sure})
    most = len({one.who for one in ties if one.sure or one.possible})
    return Bounds(low, None if unseen else most, _how(ties, unseen, none), _claims(ties))


def _how(ties: Sequence[Tie], unseen: str | None, none: str) -> str:
    return "; ".join([*(one.how for one in ties), *([unseen] if unseen else [])]) or none


def _claims(ties: Iterable[Tie]) -> list[str]:
    return [claim for one in ties for claim in one.claims]


def days_ago(m: Measured, claims: Iterable[Claim]) -> tuple[int, int] | None:
    """Return the ages in days of the last and of the first statement; None when none has a day."""
    evidence = m.case.evidence
    days = [day for c in claims if (day := first_day(c.date) or evidence.known[c.id])]
    ages = [max(0, (evidence.as_of - day).days) for day in days]
    return (min(ages), max(ages)) if ages else None


def recent(m: Measured, one: Tie, claims: Iterable[Claim]) -> Tie | None:
    """Return a tie of ``flags.window_days``, None for an older one.

    Undated, or first told before the window and again within it, it is only possible: the later
    word may tell of the older event.
    """
    window = m.case.parameters.flags.window_days.value
    ages = days_ago(m, claims)
    if ages is None:
        return one._replace(sure=False, possible=True, how=f"{one.how}, undated")
    last, first = ages
    if last > window:
        return None
    if first > window:
        words = f"{one.how}, told from {first} to {last} days ago"
        return one._replace(sure=False, possible=True, how=words)
    return one._replace(how=f"{one.how}, {first} days ago")
