"""The change between two results, by cause: parts that sum to the whole."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from vendorrisk.model.base import Noun
from vendorrisk.model.interval import Interval, Tier

Cause = Literal["evidence", "status", "decay", "review", "rules", "buyer", "model"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
MEANING: dict[Cause, str] = {
    "evidence": "what became known, or is read no more",
    "status": "what began or ended between the days",
    "decay": "what grew older",
    "review": "what reviewers accepted, edited, rejected",
    "rules": "another folder of rules, or another engine",
    "buyer": "another profile of the buyer",
    "model": "another version of the package",
}


class Shift(Noun):
    """By how much each end of the interval and the point change; may be negative."""

    low: float
    point: float
    high: float


class ClaimPart(Noun):
    """The part of a claim in the change of the point.

    ``gone``: it counted in the old result and does not in the new.
    """

    id: str
    what: str
    known: date | None
    happened: str | None
    document: str
    quote: str
    modality: str
    gone: bool
    point: float


class LinePart(Noun):
    """The part of one line of the ledger in a cause.

    Parts of claims, where there are any, sum to it; else it moved by the figures of other lines, or
    nobody spoke.
    """

    id: str
    what: str
    point: float
    claims: tuple[ClaimPart, ...] = ()


class CausePart(Noun):
    """One cause with its part of the change; the points of its lines sum to its point."""

    cause: Cause
    change: Shift
    lines: tuple[LinePart, ...]


class World(Noun):
    """What was recomputed: the causes that stand as in the new result, and the risk, unrounded."""

    new: tuple[Cause, ...]
    risk: Interval


class VendorChange(Noun):
    """The change of one vendor; the parts sum to it at the last digit, for each end."""

    vendor: str
    old: Interval
    new: Interval
    old_tier: Tier
    new_tier: Tier
    change: Shift
    causes: tuple[CausePart, ...]
    worlds: tuple[World, ...]


class Result(Noun):
    """One side of a change: what it is of. ``version`` is of the package that made it."""

    name: str
    as_of: date
    buyer: str
    version: str
    documents: int
    printed: bool  # a file, not worked out just now


class Change(Noun):
    """The change between two results for one buyer.

    ``switched`` names the causes that differ between them; the others have no part. ``only_old``
    and ``only_new`` are vendors of which there is nothing to compare. Risk in 0..1, higher is
    riskier.
    """

    schema_version: str = "1"
    buyer: str
    old: Result
    new: Result
    switched: tuple[Cause, ...]
    vendors: tuple[VendorChange, ...]
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    disclaimer: str
