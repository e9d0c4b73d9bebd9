"""What nobody has said: vacuous claims that hold up the high end, and how much is covered."""

from __future__ import annotations

from collections.abc import Iterable

from vendorrisk.evidence.beliefs import fused
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case, even, show
from vendorrisk.mechanisms.clients import share_of as client_share
from vendorrisk.mechanisms.ownership import share_of as stake_of
from vendorrisk.model.assessment import Event, Mechanism
from vendorrisk.model.belief import Figure
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import OpenQuestionParameters


def unknowns(case: Case) -> list[Event]:
    """Return one event for every item of ``required`` in ``rules/model.yaml``.

    The severity is that of the item times the part that nobody has covered times the rivalry a
    hidden rival may have. A vendor's own word speaks against the item at its low reliability.
    """
    return [_event(case, item) for item in case.parameters.required]


def uncovered(case: Case, item: str) -> float:
    """Return the part of a required item that no document covers, in 0..1.

    Answers to the checklist speak to the item itself, never to the part: see `coverage`.
    """
    if item == "owners":
        held = ((key, stake_of(case, key)) for key in case.evidence.keys("stake", b=case.vendor))
        return max(0.0, 1.0 - _disclosed(case, held))
    if item == "client-book":
        keys = case.evidence.keys("client", b=case.vendor)
        return max(0.0, 1.0 - _disclosed(case, ((key, client_share(case, key.a)) for key in keys)))
    topics = {
        "rights": ("seat", "stake"),
        "priority": (),
        "departures": ("move",),
        "interlocks": ("seat",),
    }
    beliefs = [
        case.evidence.belief(key, "", answers=False)
        for topic in topics.get(item, ())
        for key in case.evidence.keys(topic)
        if case.vendor in (key.a, key.b) and _speaks(case, key, item)
    ]
    # one named case does not show that there are no others: at most half of the item is covered
    return 1.0 - 0.5 * max((1.0 - (b.high - b.low) for b in beliefs), default=0.0)


def _speaks(case: Case, key: Key, item: str) -> bool:
    claims = case.claims(key)
    if item == "rights":
        return any(c.voting is not None or c.kind == "directorship" for c in claims)
    return key.topic != "seat" or bool(key.person)


def _disclosed(case: Case, shares: Iterable[tuple[Key, Figure]]) -> float:
    """Return the least that shares which somebody has told of add up to."""
    told = ((case.evidence.belief(key, "", answers=False), s) for key, s in shares if s.claims)
    return sum(s.low * belief.low for belief, s in told)


def _event(case: Case, item: OpenQuestionParameters) -> Event:
    missing = uncovered(case, item.id)
    rho = case.rivalries.highest
    said = _own_word(case) if item.id in {"priority", "rights"} else []
    belief = case.evidence.belief(
        _key(case, item),
        item.what,
        base_rate=item.base_rate,
        extra=said,
        asked=len(item.questions),
    )
    severity = item.severity * missing * rho
    how = (
        f"severity {show(item.severity)} x part not covered by evidence {show(missing)}"
        f" x rivalry a hidden rival may have {show(rho)}"
    )
    return Event(
        id=f"unknown:{item.id}",
        what=item.what,
        factor=item.factor,
        party=None,
        rivalry=rho,
        claim=belief,
        mechanisms=(
            Mechanism(
                channel=item.channel,
                severity=even(severity),
                link=case.parameters.link(item.link),
                how=how,
            ),
        ),
        known=False,
        claims=case.refs(said),
        note=item.reason,
        questions=item.questions,
    )


def _own_word(case: Case) -> list[Claim]:
    """Return what the vendor says of its own independence, known on the day."""
    return [
        claim.model_copy(
            update={"interest": "self"}
        )  # whoever relays it: one origin, one reliability
        for claim in case.evidence.unkeyed
        if claim.kind == "independence_statement"
        and claim.subject == case.vendor
        and claim.modality != "denied"
    ]


def _key(case: Case, item: OpenQuestionParameters) -> Key:
    return Key("required", item.id, case.vendor)


def _left_open(case: Case, item: OpenQuestionParameters) -> float:
    """Return the ignorance, in 0..1, that answers to the checklist leave of a required item."""
    families = case.evidence.answered(_key(case, item), len(item.questions))
    belief = fused("", item.what, families, item.base_rate, 1.0)
    return belief.high - belief.low


def coverage(case: Case) -> tuple[float, str]:
    """Return 1 - the mean uncovered part of the required items, and that sum in words.

    What documents do not cover an answer covers as far as it leaves no ignorance.
    """
    parts = {
        item.id: 1.0 - uncovered(case, item.id) * _left_open(case, item)
        for item in case.parameters.required
    }
    value = sum(parts.values()) / len(parts) if parts else 1.0
    listed = ", ".join(f"{name} {show(part)}" for name, part in parts.items())
    return value, f"mean of what is covered: {listed}"
