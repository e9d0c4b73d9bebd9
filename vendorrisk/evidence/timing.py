"""When a claim happened and when it could be known: the two are kept apart."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from vendorrisk.evidence.keys import Key
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.period import first_day, last_day


class Days(NamedTuple):
    """The three things that a day decides; they differ only where a change is taken apart.

    ``known``: what had become known. ``status``: what had begun and not yet ended, of what was told
    before; what was told later stands as on the day it was told. ``aged``: how old everything is.
    """

    known: dt.date
    status: dt.date
    aged: dt.date

    @classmethod
    def of(cls, day: dt.date | Days) -> Days:
        """Return one day for all three."""
        return day if isinstance(day, Days) else cls(day, day, day)


def known_days(
    claims: tuple[Claim, ...], documents: dict[str, Document], keys: dict[str, Key]
) -> dict[str, dt.date | None]:
    """Return, by claim id, the first day on which the claim can have been known.

    A fact is known when its source was out; a claim of a dated document on that day. An undated
    document cannot be older than what it tells: it is dated by the latest of its claims that a
    dated source also makes, each by the earliest such source. None: no date can be found, and the
    claim counts on every day.
    """
    days: dict[str, dt.date | None] = {}
    earliest: dict[Key, list[tuple[dt.date, Claim]]] = {}
    undated: dict[str, list[Claim]] = {}
    for claim in claims:
        document = documents.get(claim.doc_id)
        day = claim.known_from or (document.published or document.not_before if document else None)
        if day is None and claim.source:
            day = first_day(claim.date)
        days[claim.id] = day
        if day is None:
            if not claim.source:
                undated.setdefault(claim.doc_id, []).append(claim)
        elif claim.id in keys:
            earliest.setdefault(keys[claim.id], []).append((day, claim))
    for own in undated.values():
        bounds = []
        for claim in own:
            same = [d for d, c in earliest.get(keys.get(claim.id, _NONE), []) if _agree(claim, c)]
            if same:
                bounds.append(min(same))
        if bounds:
            days.update({claim.id: max(bounds) for claim in own})
    return days


_NONE = Key("", "", "")


def _agree(one: Claim, other: Claim) -> bool:
    """Whether two claims of one key speak of the same figures, where both give any."""
    spoken = False
    for low, point, high in (
        ("percent_low", "percent", "percent_high"),
        ("amount_low", "amount_usd", "amount_high"),
    ):
        a, b = _range(one, low, point, high), _range(other, low, point, high)
        if a is None:
            continue
        if b is None:
            return False
        spoken = True
        if a[1] < b[0] or b[1] < a[0]:
            return False
    return spoken or one.kind not in {"investment", "ownership", "acquisition", "client"}


def _range(claim: Claim, low: str, point: str, high: str) -> tuple[float, float] | None:
    middle = getattr(claim, point)
    bottom, top = getattr(claim, low), getattr(claim, high)
    if middle is None and bottom is None and top is None:
        return None
    values = [v for v in (middle, bottom) if v is not None]
    ends = [v for v in (middle, top) if v is not None]
    return (min(values) * 0.999 if values else 0.0, max(ends) * 1.001 if ends else float("inf"))


def in_force(claim: Claim, as_of: dt.date) -> bool:
    """Whether the state a claim tells of has begun and not ended on `as_of`."""
    start, end = first_day(claim.date), last_day(claim.valid_to)
    return (start is None or start <= as_of) and (end is None or end > as_of)
