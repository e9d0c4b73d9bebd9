"""What happened when, what was not known yet, and what the vendor says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vendorrisk.evidence.keys import key_of
from vendorrisk.mechanisms.case import Case
from vendorrisk.model.assessment import (
    ClaimRef,
    LedgerEntry,
    NotYetKnown,
    Relief,
    TimelineEntry,
)
from vendorrisk.model.claim import ANSWER, Claim
from vendorrisk.model.period import first_day

LINES = 10


def touches(claim: Claim, vendor: str) -> bool:
    """Whether a claim is about the vendor, on either side."""
    return vendor in (claim.subject, claim.object)


def headline(claim: Claim) -> str:
    """Return a claim as one plain line, without its quote."""
    subject, target = claim.subject or "somebody", claim.object or ""
    if claim.kind == "leadership_move":
        who = claim.person or claim.role or "staff"
        parts = [who, _MOVES.get(claim.move or "", "moves")]
        if claim.subject and claim.subject != target:
            parts.append(f"from {claim.subject}")
        if target:
            parts.append(f"to {target}" if claim.subject != target else f"within {target}")
        return " ".join(parts)
    if claim.kind == "position":
        return f"{claim.person or 'somebody'} is {claim.role or 'employed'} at {target}"
    if claim.kind == "directorship":
        who = claim.person or subject
        seat = "no seat" if claim.modality == "denied" else "a seat"
        return f"{who} has {seat} on the board of {target}"
    if claim.kind == "client_loss":
        return f"{subject} leaves or cuts back {target}: {claim.stage or 'considering'}"
    if claim.kind == ANSWER:
        return f"{subject} answers {claim.question}"
    return f"{subject} {_VERBS[claim.kind]} {target}".strip()


_MOVES = {
    "leaves": "leaves",
    "joins": "moves",
    "appointed": "is appointed",
    "promoted": "is promoted",
}
_VERBS = {
    "investment": "invests in",
    "ownership": "holds part of",
    "acquisition": "acquires",
    "client": "buys from",
    "client_loss": "leaves",
    "vendor_cutoff": "stops serving",
    "leadership_move": "moves",
    "directorship": "sits on the board of",
    "rival": "competes with",
    "independence_statement": "says that it stays independent",
    "valuation": "is valued",
    "revenue": "has revenue",
    "data_incident": "has a data incident",
    "alternative_demand": "sees more demand",
    "partnership": "is in a partnership with",
    "position": "works at",
}


def not_yet_known(case: Case) -> NotYetKnown:
    """Return what the documents hold about the vendor that became known only after the day."""
    later = [c for c in case.evidence.later if touches(c, case.vendor)]
    days = {c.id: case.evidence.known[c.id] for c in later}
    ordered = sorted(later, key=lambda c: (days[c.id] or dt.date.max, c.id))
    lines: dict[str, None] = {}
    for claim in ordered:
        day = days[claim.id]
        lines.setdefault(f"{day.isoformat() if day else 'undated'}: {headline(claim)}", None)
    first = next((d for c in ordered if (d := days[c.id]) is not None), None)
    return NotYetKnown(
        claims=len(later),
        first_known=first.isoformat() if first else None,
        what=tuple(lines)[:LINES],
    )


def timeline(case: Case, ledger: tuple[LedgerEntry, ...]) -> tuple[TimelineEntry, ...]:
    """Return the dated claims behind the ledger, by date, one line an event and day."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for line in ledger:
        for claim in case.evidence.with_ids(ref.id for ref in line.claims):
            if claim.date and touches(claim, case.vendor) and key_of(claim) is not None:
                place = (claim.date, headline(claim))
                found.setdefault(place, (line.factor, []))[1].append(claim.id)
    return tuple(
        TimelineEntry(date=date, what=what, factor=factor, claims=tuple(sorted(set(ids))))
        for (date, what), (factor, ids) in sorted(found.items())
    )


_UNUSED = {
    "data_incident": "an incident, no tie to a rival; it belongs to a security review",
    "valuation": "no tie; shown for the size of a deal",
    "revenue": "no tie; a client's share is only taken from a stated share of revenue",
    "rival": "a rivalry of the vendor, not of this buyer",
    "alternative_demand": "says who gains from a client's exit; no tie",
    "partnership": "a partnership without money or rights that are known",
    "directorship": "a seat without a named person or home",
    "position": "a standing post, no move between companies",
    "leadership_move": "a move without a known company at its other end",
    ANSWER: "changed later, given to another buyer, or about nothing that is scored on this day",
}


def unused(
    case: Case, ledger: Iterable[LedgerEntry], reliefs: Iterable[Relief]
) -> tuple[Relief, ...]:
    """Return what the documents say of the vendor and no line of the ledger uses, with the reason.

    Claims of ties that became known only later, and what the vendor says of its own independence,
    are shown in places of their own.
    """
    shown = {ref.id for line in ledger for ref in line.claims}
    shown |= {ref.id for relief in reliefs for ref in relief.claims}
    shown |= {claim.id for claim in case.evidence.later}
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in case.evidence.by_id.values():
        if claim.id in shown or not touches(claim, case.vendor):
            continue
        if claim.kind == "independence_statement":
            continue
        start = first_day(claim.date)
        why = _UNUSED.get(claim.kind, "no tie of the vendor to a named rival of the buyer")
        if start is not None and start > case.evidence.days.status:
            why = f"not before {claim.date}"
        found.setdefault((headline(claim), why), []).append(claim)
    return tuple(
        Relief(what=what, why=f"read, not counted: {why}", claims=case.refs(claims))
        for (what, why), claims in sorted(found.items())
    )


def statements(case: Case) -> tuple[ClaimRef, ...]:
    """Return what the vendor, known on the day, says of its own independence."""
    said = [
        c
        for c in case.evidence.unkeyed
        if c.kind == "independence_statement" and c.subject == case.vendor
    ]
    return case.refs(said)
