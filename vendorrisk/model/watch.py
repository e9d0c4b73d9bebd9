"""Watching: figures of a pass, the news behind a change, alerts, and the digest of a pass."""

from __future__ import annotations

from datetime import date
from typing import Literal

from vendorrisk.model.assessment import Assessment, ClaimRef, Factor
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Engine
from vendorrisk.model.interval import Interval, Tier

Kind = Literal["tier", "level", "move"]
KINDS: tuple[Kind, ...] = ("tier", "level", "move")  # the gravest first
DIGEST_VERSION = "1"


class Figures(Noun):
    """What one pass found of a vendor. Risk and coverage in 0..1, higher risk is riskier."""

    risk: Interval
    tier: Tier
    coverage: float

    @classmethod
    def of(cls, assessment: Assessment) -> Figures:
        """Return the figures of an assessment."""
        return cls(risk=assessment.risk, tier=assessment.tier, coverage=assessment.coverage)


class Cause(Noun):
    """One line of the ledger that news has moved, with the claim that tells it best.

    ``change`` is what the line adds to the point now, less what it added on the same day without
    the news (points of 0..1). ``claim`` None: the line fell away, and no single claim is why.
    ``known`` is the first day on which the claim can have been known.
    """

    line: str
    what: str
    factor: Factor
    change: float
    claim: ClaimRef | None = None
    publisher: str | None = None
    known: date | None = None


class Alert(Noun):
    """A change that somebody should look at.

    ``kinds``: "tier" the tier changed, "level" the point crossed ``watch.enter`` or
    ``watch.leave``, "move" news moved the point by ``watch.move``; the gravest first. ``without``
    are the figures of the same day without the news since ``since``, ``now`` those with it.
    """

    id: str
    vendor: str
    buyer: str
    kinds: tuple[Kind, ...]
    opened: date
    since: date
    without: Interval
    now: Figures
    reason: str
    why_now: tuple[Cause, ...]
    state: Literal["open", "acknowledged"] = "open"
    acknowledged_by: str | None = None
    acknowledged_on: date | None = None
    note: str | None = None


class Held(Noun):
    """A change that is no alert yet: the last one of its kind is too recent."""

    vendor: str
    kinds: tuple[Kind, ...]
    until: date
    reason: str


class Baseline(Noun):
    """What the changes of a vendor are held against: the pass of its last alert, or its first.

    ``tier`` and ``raised`` (the point has reached ``watch.enter`` and not yet fallen below
    ``watch.leave``) carry hysteresis; ``told`` has the day of the last alert of each kind; ``last``
    the figures of the last pass. ``seq`` is the number of the pass.
    """

    vendor: str
    seq: int
    as_of: date
    tier: Tier
    raised: bool
    figures: Figures
    last: Figures
    last_as_of: date
    told: dict[Kind, date] = {}


class Seen(Noun):
    """A document as a digest names it."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None


class Standing(Noun):
    """One vendor in a digest: the last pass, the same day without news, and now.

    ``last`` is None where the vendor was not watched before, ``without`` where there is no news.
    """

    vendor: str
    now: Figures
    last: Figures | None = None
    last_as_of: date | None = None
    without: Interval | None = None


class Settings(Noun):
    """With what a pass was made; SHA-256 in hexadecimal."""

    version: str  # of the package
    model_version: str
    engine: Engine
    rules_sha256: str
    judgements_sha256: str
    buyer: str
    buyer_sha256: str
    reviews_sha256: str = ""  # of the log of reviews; "" without one


class Digest(Noun):
    """All that one pass has to tell. ``news`` False: nothing changed since the pass before."""

    schema_version: str = DIGEST_VERSION
    run: str
    news: bool
    buyer: str
    as_of: date
    last_as_of: date | None  # of the pass before; None: this is the first
    settings: Settings
    opened: tuple[Alert, ...]
    still_open: tuple[Alert, ...]
    held: tuple[Held, ...]
    vendors: tuple[Standing, ...]
    new: tuple[Seen, ...]
    gone: tuple[Seen, ...]
    documents: int
    notices: tuple[str, ...]
    skipped: tuple[str, ...]
    disclaimer: str
