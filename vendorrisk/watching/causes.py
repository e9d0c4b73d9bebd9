"""Why now: the lines of a ledger that news has moved, each with the claim that tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from vendorrisk.model.assessment import Assessment, ClaimRef, LedgerEntry
from vendorrisk.model.document import Document
from vendorrisk.model.watch import Cause

MOST = 5
LEAST = 0.0005  # of the point: what three digits show


def causes(
    now: Assessment,
    without: Sequence[LedgerEntry],
    news: Collection[str],
    known: Mapping[str, dt.date | None],
    documents: Mapping[str, Document],
) -> tuple[Cause, ...]:
    """Return what news did to the point, the largest effect first, at most `MOST`.

    Lines that moved the other way than the point are left out, where others moved with it: what one
    line gains in a sum of shares, others lose.

    Parameters
    ----------
    now : Assessment
        With the news.
    without : sequence of LedgerEntry
        Ledger of the same day without it.
    news : collection of str
        Ids of the claims that are news.
    known : mapping
        First day on which a claim can have been known, by claim id.
    documents : mapping
        Documents by id.
    """
    before = {line.id: line for line in without}
    after = {line.id: line for line in now.ledger}
    found = []
    for key in sorted(before.keys() | after.keys()):
        line = after.get(key) or before[key]
        moved = sum(line.contribution for line in _at(after, key))
        moved -= sum(line.contribution for line in _at(before, key))
        if abs(moved) < LEAST:
            continue
        claim = _teller(line.claims, news, known) or _teller(_relieving(now, line), news, known)
        source = documents.get(claim.doc_id) if claim else None
        found.append(
            Cause(
                line=key,
                what=line.what,
                factor=line.factor,
                change=round(moved, 6),
                claim=claim,
                publisher=source.publisher if source else None,
                known=known.get(claim.id) if claim else None,
            )
        )
    whole = sum(line.contribution for line in now.ledger) - sum(x.contribution for x in without)
    found = [cause for cause in found if cause.change * whole > 0] or found
    found.sort(key=lambda cause: (cause.claim is None, -abs(cause.change), cause.line))
    return tuple(found[:MOST])


def _at(lines: Mapping[str, LedgerEntry], key: str) -> tuple[LedgerEntry, ...]:
    return (lines[key],) if key in lines else ()


def _teller(
    refs: Sequence[ClaimRef], news: Collection[str], known: Mapping[str, dt.date | None]
) -> ClaimRef | None:
    """Return the claim that was first to tell the news."""
    new = [ref for ref in refs if ref.id in news]
    return min(new, key=lambda ref: (known.get(ref.id) or dt.date.max, ref.id), default=None)


def _relieving(now: Assessment, line: LedgerEntry) -> tuple[ClaimRef, ...]:
    """Return the claims of reliefs that share a party with a line that is gone or smaller."""
    party = line.event.party
    return tuple(_about(now, party)) if party else ()


def _about(now: Assessment, party: str) -> Iterator[ClaimRef]:
    for relief in now.reliefs:
        if party in relief.what:
            yield from relief.claims
