"""The evidence that an assessment quotes, each claim once, and how old it is on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vendorrisk.model.assessment import Assessment, ClaimRef
from vendorrisk.model.period import first_day, last_day


def quoted_claims(assessments: Iterable[Assessment]) -> dict[str, ClaimRef]:
    """Return every claim that any part of the assessments quotes, by id."""
    return {claim.id: claim for a in assessments for claim in _claims(a)}


def _claims(a: Assessment) -> Iterator[ClaimRef]:
    for line in a.ledger:
        yield from line.claims
    for relief in a.reliefs:
        yield from relief.claims
    for contradiction in a.contradictions:
        for reading in contradiction.readings:
            yield from reading.claims
    yield from a.statements


class Age(NamedTuple):
    """How old evidence is, in days: at least ``low``, at most ``high``."""

    low: int
    high: int


class Freshness(NamedTuple):
    """How fresh the evidence on a vendor is.

    ``age`` is that of the freshest claim (None: no claim carries a date), ``claim`` its id;
    ``ages`` those of all claims that carry one; ``undated`` counts the others.
    """

    age: Age | None
    claim: str | None
    ages: tuple[Age, ...]
    undated: int


def freshness(a: Assessment, published: Mapping[str, dt.date], on: dt.date) -> Freshness:
    """Return how old the evidence is that counts, or was found not to count, for a vendor.

    What the vendor says of itself does not make the evidence fresher.

    Parameters
    ----------
    a : Assessment
        Of the vendor.
    published : mapping of str to datetime.date
        Day of each document that has one, by its id.
    on : datetime.date
        The day on which ages are read.
    """
    sides = [line.claims for line in a.ledger] + [relief.claims for relief in a.reliefs]
    claims = {claim.id: claim for side in sides for claim in side if claim.interest != "self"}
    found = {name: _age(claim, published, on) for name, claim in sorted(claims.items())}
    dated = {name: age for name, age in found.items() if age is not None}
    if not dated:
        return Freshness(None, None, (), len(found))
    age = Age(min(a.low for a in dated.values()), min(a.high for a in dated.values()))
    freshest = min(dated, key=lambda name: (dated[name].high, dated[name].low, name))
    return Freshness(age, freshest, tuple(dated.values()), len(found) - len(dated))


def _age(claim: ClaimRef, published: Mapping[str, dt.date], on: dt.date) -> Age | None:
    """Return the age of a claim since it could be known; else since what it tells happened."""
    day = claim.known or (None if claim.source else published.get(claim.doc_id))
    first, last = (day, day) if day else (first_day(claim.date), last_day(claim.date))
    if first is None or last is None:
        return None
    return Age(max(0, (on - last).days), max(0, (on - first).days))
