"""Which facts buyer or vendor can change or find out, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vendorrisk.model.assessment import Event
from vendorrisk.model.parameters import Remedy
from vendorrisk.model.robustness import By, Settled
from vendorrisk.scoring.rebuilding import beliefs_of

_NOBODY = Remedy(by="nobody", reason="")
_HARDEST: tuple[By, ...] = ("answer", "contract", "vendor", "nobody")


def remedied(fact: Settled, events: Sequence[Event], remedies: Mapping[str, Remedy]) -> Settled:
    """Return a settled claim with who can bring that about.

    It is actionable when all that runs through it is: who gives up the rights of a stake and keeps
    the stake has not gone. That something is so can only be found out: by the answer to an open
    question.

    Parameters
    ----------
    fact : Settled
        A claim with the way it is settled.
    events : sequence of Event
        Those that may hold the claim.
    remedies : mapping of str to Remedy
        By channel.
    """
    found = [remedies.get(channel, _NOBODY) for channel in dict.fromkeys(_channels(events, fact))]
    stuck = next((remedy for remedy in found if remedy.by == "nobody"), None)
    if not found or stuck is not None:
        return fact if stuck is None else fact.model_copy(update={"why": stuck.reason})
    held = [event for event in events if any(b.key == fact.key for b in beliefs_of(event))]
    asked = tuple(sorted({question for event in held for question in event.questions}))
    if fact.answer == "yes":
        if any(event.known for event in held):
            return fact
        return fact.model_copy(update={"by": "answer", "questions": asked})
    return fact.model_copy(
        update={
            "by": max((remedy.by for remedy in found), key=_HARDEST.index),
            "why": " ".join(dict.fromkeys(remedy.reason for remedy in found)),
            "clauses": tuple(dict.fromkeys(key for remedy in found for key in remedy.clauses)),
            "questions": asked,
        }
    )


def _channels(events: Sequence[Event], fact: Settled) -> Iterator[str]:
    """Yield the channels that are closed when a claim does not hold."""
    for event in events:
        roots = [*event.others, *([event.claim] if event.claim is not None else [])]
        root = any(belief.key == fact.key for belief in roots)
        for mechanism in event.mechanisms:
            own = mechanism.claim is not None and mechanism.claim.key == fact.key
            if (root or own) and mechanism.severity.high > 0.0:
                yield mechanism.channel
