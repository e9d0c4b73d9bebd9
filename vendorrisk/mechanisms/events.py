"""All the events of one vendor for one buyer: everything that is scored, and what is not."""

from __future__ import annotations

from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import clients
from vendorrisk.mechanisms.leadership import leadership
from vendorrisk.mechanisms.ownership import ownership
from vendorrisk.mechanisms.unknowns import unknowns
from vendorrisk.model.assessment import Event, Relief


def events_of(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return the events of every mechanism, open questions last, and the ties that do not count."""
    events: list[Event] = []
    reliefs: list[Relief] = []
    for mechanism in (ownership, clients, leadership):
        found, ties = mechanism(case)
        events += found
        reliefs += ties
    return [case.answered(event) for event in events + unknowns(case)], reliefs
