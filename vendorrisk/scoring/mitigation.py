"""Events with weaker links: a mitigation lowers the link of its channel and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vendorrisk.model.assessment import Event, Mechanism


class Ease(NamedTuple):
    """What is left of the links of a channel, in 0..1; of one party alone where that is named."""

    channel: str
    left: float
    party: str | None = None

    def touches(self, event: Event, mechanism: Mechanism) -> bool:
        """Whether the link of a mechanism is weakened: an open question is none that is known."""
        return (
            event.known and mechanism.channel == self.channel and self.party in {None, event.party}
        )


def eased(events: Sequence[Event], measures: Sequence[Ease]) -> list[Event]:
    """Return events with the links that mitigations weaken: ``link * prod(left)``, model section 5.

    Beliefs, severities, other channels and open questions stay as they are, so that no end of the
    risk rises and none falls by what nobody has shown.

    Parameters
    ----------
    events : sequence of Event
        Of one vendor.
    measures : sequence of Ease
        ``left`` in 0..1 each.
    """
    return [_event(event, measures) for event in events]


def _event(event: Event, measures: Sequence[Ease]) -> Event:
    mechanisms = []
    for one in event.mechanisms:
        link = one.link
        for ease in measures:
            if ease.touches(event, one):
                link *= ease.left
        mechanisms.append(one if link == one.link else one.model_copy(update={"link": link}))
    if all(new is old for new, old in zip(mechanisms, event.mechanisms, strict=True)):
        return event
    return event.model_copy(update={"mechanisms": tuple(mechanisms)})
