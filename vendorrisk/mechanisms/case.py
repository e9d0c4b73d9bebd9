"""One vendor, one buyer, one day: what every mechanism needs to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.rivalry import Rivalries
from vendorrisk.model.assessment import ClaimRef, Event, Interval, Mechanism, Relief
from vendorrisk.model.belief import Belief, Figure
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Band, Parameters
from vendorrisk.model.period import last_day

QUOTE_WORDS = 50


class Case:
    """The evidence about one vendor, read for one buyer.

    Parameters
    ----------
    vendor : str
        Canonical name.
    buyer : Buyer
        Whose neutrality is at stake.
    evidence : Evidence
        Claims as of the day.
    parameters : Parameters
        Judgement defaults.
    """

    def __init__(
        self, vendor: str, buyer: Buyer, evidence: Evidence, parameters: Parameters
    ) -> None:
        self.vendor = vendor
        self.buyer = buyer
        self.evidence = evidence.heard_by(buyer.name)
        self.parameters = parameters
        self.rivalries = Rivalries(buyer, self.evidence, parameters)

    def claims(self, key: Key) -> list[Claim]:
        """Return the claims of a key that are known and in force."""
        return self.evidence.by_key.get(key, [])

    def stated(self, key: Key) -> list[Claim]:
        """Return the claims of a key that are not denials; none: all who speak of it deny it."""
        return [claim for claim in self.claims(key) if claim.modality != "denied"]

    def ended(self, topic: str, did: str) -> list[Relief]:
        """Return the ties of a topic to the vendor that have ended; `did` says what they were."""
        return [
            Relief(
                what=f"{key.person or key.a} {did} {self.vendor}",
                why=f"ended {max((c.valid_to or '' for c in claims), default='')}".rstrip(),
                claims=self.refs(claims),
            )
            for key, claims in sorted(self.evidence.ended.items())
            if key.topic == topic and key.b == self.vendor
        ]

    def denied(self, key: Key, what: str) -> Relief | None:
        """Return the relief of a tie that is only ever denied, None when somebody states it.

        A denial speaks against a tie; alone it must not bring one into the ledger.
        """
        if self.stated(key):
            return None
        return Relief(
            what=what, why="denied by all who speak of it", claims=self.refs(self.claims(key))
        )

    def stale(self, claims: Iterable[Claim]) -> bool:
        """Whether every claim is older than the limit of ``review.stale_days``."""
        limit = self.parameters.review.stale_days.value
        days = [last_day(claim.date) for claim in claims]
        return bool(days) and all(
            day is not None and (self.evidence.days.aged - day).days > limit for day in days
        )

    def age(self, claims: Iterable[Claim]) -> str | None:
        """Return the note of an event whose claims are all old, None for others."""
        return "older than the limit for fresh evidence" if self.stale(claims) else None

    def mechanism(
        self, channel: str, severity: Interval, how: str, claim: Belief | None = None
    ) -> Mechanism:
        """Return the mechanism of a channel, with the link that the model gives it."""
        link = self.parameters.link(channel)
        return Mechanism(channel=channel, severity=severity, link=link, how=how, claim=claim)

    def answered(self, event: Event) -> Event:
        """Return an event with the answers to the checklist about its claims behind the others."""
        keys = dict.fromkeys(belief.key for belief in event.beliefs)
        shown = {ref.id for ref in event.claims}
        about = [c for key in keys for c in self.evidence.answers.get(key, ())]
        new = tuple(ref for ref in self.refs(about) if ref.id not in shown)
        return event.model_copy(update={"claims": (*event.claims, *new)}) if new else event

    def refs(self, claims: Iterable[Claim]) -> tuple[ClaimRef, ...]:
        """Return claims as references for a report, strongest first, each once."""
        topic = ""
        ordered = sorted(
            {c.id: c for c in claims}.values(),
            key=lambda c: (-self.evidence.strength(c, topic).point, c.id),
        )
        return tuple(self.ref(claim) for claim in ordered)

    def ref(self, claim: Claim) -> ClaimRef:
        """Return one claim as a reference."""
        line, column = self.evidence.sources.places.of(claim)
        return ClaimRef.of(
            claim,
            family=self.evidence.origin(claim),
            interest=self.evidence.sources.interest(claim),
            line=line,
            column=column,
            known=self.evidence.known.get(claim.id),
        )


def slug(text: str) -> str:
    """Return text as a stable part of an id.

    >>> slug("Scale AI, Inc.")
    'scale-ai-inc'
    """
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-") or "unnamed"


def product(*bands: Interval | Band | Figure) -> Interval:
    """Return the product of intervals in [0, 1], end by end.

    >>> product(Interval(low=0.5, point=0.5, high=1), Interval(low=0, point=0.5, high=1)).point
    0.25
    """
    low = point = high = 1.0
    for band in bands:
        low, point, high = low * band.low, point * band.point, high * band.high
    return Interval(low=low, point=point, high=high)


def even(value: float) -> Interval:
    """Return an interval without width.

    >>> even(0.5).high
    0.5
    """
    return Interval(low=value, point=value, high=value)


def times(interval: Interval | Band | Figure, factor: float) -> Interval:
    """Return an interval times a number in [0, 1]."""
    return product(interval, even(factor))


def show(value: float) -> str:
    """Return a share for the arithmetic in a ledger: four significant digits.

    >>> show(0.49), show(0)
    ('0.49', '0')
    """
    return f"{value:.4g}"


def span(interval: Interval | Band | Figure | Belief) -> str:
    """Return an interval as text: one number when it has no width.

    >>> span(Interval(low=0.1, point=0.2, high=0.3))
    '0.2 [0.1 to 0.3]'
    """
    if interval.low == interval.high:
        return show(interval.point)
    return f"{show(interval.point)} [{show(interval.low)} to {show(interval.high)}]"
