"""The course of a score: what became known on which day, and what the score was then."""

from __future__ import annotations

from datetime import date

from vendorrisk.model.base import Noun
from vendorrisk.model.interval import Interval, Tier


class Told(Noun):
    """A claim when it became known: ``known`` is that day, ``happened`` the date of what it tells.

    ``happened`` is as exact as the text is (day, month or year), None where it does not say.
    ``vendor`` False: it speaks of others, and a line of the vendor's ledger uses it.
    """

    id: str
    what: str
    kind: str
    modality: str
    known: date
    happened: str | None
    document: str
    quote: str
    vendor: bool = True


class LineMove(Noun):
    """By how much the contribution of one line of the ledger changed."""

    id: str
    what: str
    change: float


class Stop(Noun):
    """One day on which something about the vendor became known.

    ``change`` is that of the point since the stop before, ages included; the moves of the lines,
    largest first, sum to it. Risk in 0..1, higher is riskier.
    """

    day: date
    risk: Interval
    tier: Tier
    action: str  # the cheapest at the point
    coverage: float
    change: float
    moves: tuple[LineMove, ...]
    told: tuple[Told, ...]


class Lead(Noun):
    """How many days the first HIGH came before the first exit that was told.

    ``days`` None, with ``reason``: one of the two is missing. Negative: the exit was told first.
    """

    first_high: date | None
    exit: Told | None
    days: int | None
    reason: str


class VendorCourse(Noun):
    """The course of one vendor; ``before`` is its risk on the day before anything was known."""

    vendor: str
    before: Interval
    stops: tuple[Stop, ...]
    lead: Lead


class Course(Noun):
    """The course of the score of each vendor, for one buyer.

    Every figure rests on what was known on its day alone. ``notes`` tell what the days cannot
    show, such as claims that nothing dates.
    """

    schema_version: str = "1"
    model_version: str
    engine: str
    buyer: str
    since: date | None
    until: date | None
    exit_rule: str  # what counts as an exit, and why
    vendors: tuple[VendorCourse, ...]
    notes: tuple[str, ...] = ()
    disclaimer: str
