"""The ledger as shown: every line with the numbers it is made of and the quotes behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from vendorrisk.model.assessment import Assessment, ClaimRef, Event, LedgerEntry, Mechanism
from vendorrisk.model.belief import Belief
from vendorrisk.report.corroboration import corroboration
from vendorrisk.report.figures import (
    DASH,
    INTEREST,
    exact,
    exact_span,
    host,
    link,
    part,
    quoted,
    short_address,
)
from vendorrisk.report.view import BeliefView, Channel, FamilyView, Line, Quote
from vendorrisk.scoring.ledger import thousandths

SHOWN = 8  # quotes a line; the rest is in the JSON
_STATES = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


class Register:
    """Numbers the quotes of a page in the order in which they are first used.

    Parameters
    ----------
    anchors : mapping of str to str
        Anchor of the row of each listed document, by document id.
    known : mapping of str to ClaimRef
        Every claim that is quoted anywhere in the comparison, by id.
    published : mapping of str to datetime.date
        Day of each document that has one, by its id.
    origins : mapping of str to (int, int)
        How many origins say the same as a claim, and how many deny it, by its id.
    """

    def __init__(
        self,
        anchors: Mapping[str, str],
        known: Mapping[str, ClaimRef],
        published: Mapping[str, dt.date],
        origins: Mapping[str, tuple[int, int]],
    ) -> None:
        self.anchors = anchors
        self.known = known
        self.published = published
        self.origins = origins
        self._numbers: dict[tuple[str, int, int], int] = {}

    def quotes(self, claims: Iterable[ClaimRef]) -> tuple[Quote, ...]:
        """Return claims as quotes, in their order; claims of one span are one quote."""
        spans: dict[tuple[str, int, int], list[ClaimRef]] = {}
        for claim in claims:
            spans.setdefault((claim.doc_id, claim.start, claim.end), []).append(claim)
        return tuple(self._quote(place, members) for place, members in spans.items())

    def again(self, claims: Iterable[ClaimRef]) -> tuple[Quote, ...]:
        """Return those of some claims that are quoted already, as quotes."""
        return self.quotes(c for c in claims if (c.doc_id, c.start, c.end) in self._numbers)

    def _quote(self, place: tuple[str, int, int], members: list[ClaimRef]) -> Quote:
        claim = members[0]
        shown = quoted(claim.quote)
        first = place not in self._numbers
        day = self.published.get(claim.doc_id)
        return Quote(
            number=self._numbers.setdefault(place, len(self._numbers) + 1),
            first=first,
            text=shown.text,
            cut=shown.cut,
            document=claim.doc,
            anchor=self.anchors.get(claim.doc_id, ""),
            place=f"characters {claim.start}{DASH}{claim.end}",
            origin=claim.family or "not known",
            credited=", ".join(claim.attributed_to),
            modality=_each(c.modality for c in members),
            kind=_each(c.kind.replace("_", " ") for c in members),
            date=_each(c.date or self._published(c) for c in members),
            interest=_each(INTEREST.get(c.interest, "") for c in members),
            address=short_address(claim.source) if claim.source else "",
            href=link(claim.source),
            review=_each(c.review.told() for c in members if c.review is not None),
            state=_each(_STATES[c.review.verdict] if c.review else "" for c in members)
            or "pending",
            published=day.isoformat() if day is not None else "",
            corroboration=corroboration((c.id for c in members), self.origins),
            site=host(claim.source) if claim.source else "",
        )

    def _published(self, claim: ClaimRef) -> str:
        """Return the day of a claim's document, for a claim that says none itself."""
        day = self.published.get(claim.doc_id)
        return f"published {day.isoformat()}" if day is not None and not claim.source else "no date"


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def printed_parts(a: Assessment) -> list[str]:
    """Return the contributions in three digits so that what is printed sums to the point."""
    even = thousandths(a.ledger, a.risk.point)
    return [
        f"{even[line.id]:.3f}" if even[line.id] else part(line.contribution) for line in a.ledger
    ]


def lines(a: Assessment, anchor: str, register: Register) -> tuple[Line, ...]:
    """Return the ledger of one vendor; `anchor` starts the anchor of every line."""
    largest = max((line.contribution for line in a.ledger), default=0.0)
    return tuple(
        _line(
            entry, register, shown=shown, share=_share(entry, largest), anchor=anchor, number=number
        )
        for number, (entry, shown) in enumerate(
            zip(a.ledger, printed_parts(a), strict=True), start=1
        )
    )


def _share(entry: LedgerEntry, largest: float) -> float:
    return max(0.0, entry.contribution / largest) if largest > 0 else 0.0


def _line(
    entry: LedgerEntry, register: Register, *, shown: str, share: float, anchor: str, number: int
) -> Line:
    event = entry.event
    beliefs = [_belief("p", event.claim)] if event.claim else []
    beliefs += [_belief("q", m.claim) for m in event.mechanisms if m.claim]
    beliefs += [_belief("part", belief) for belief in event.others]
    claims = list(entry.claims)
    here = {claim.id for claim in claims}
    behind = [c for c in _behind(event) if c not in here]
    claims += [register.known[c] for c in behind if c in register.known]
    return Line(
        anchor=f"{anchor}-{number}",
        number=number,
        what=entry.what,
        factor=entry.factor,
        known=event.known,
        contribution=shown,
        share=share,
        decibels=f"{entry.decibels:.2f}",
        belief=exact_span(event.claim) if event.claim else "1",
        intensity=exact_span(entry.intensity),
        channels=tuple(_channel(m) for m in event.mechanisms),
        beliefs=tuple(beliefs),
        quotes=register.quotes(claims[:SHOWN]),
        left_out=max(0, len(claims) - SHOWN),
        unquoted=tuple(c for c in behind if c not in register.known),
        note=event.note or "",
        questions=", ".join(event.questions),
    )


def _behind(event: Event) -> list[str]:
    ids = [c for belief in event.beliefs for family in belief.families for c in family.claims]
    return list(dict.fromkeys(ids))


def _channel(mechanism: Mechanism) -> Channel:
    product, q = mechanism.product, mechanism.claim
    first, middle, last = (exact(end) for end in (product.low, product.point, product.high))
    return Channel(
        name=mechanism.channel.replace("-", " "),
        link=exact(mechanism.link),
        severity=exact_span(mechanism.severity),
        claim=exact_span(q) if q else "1",
        product=middle if first == last else f"{middle} [{first}{DASH}{last}]",
        how=mechanism.how,
    )


def _belief(symbol: str, belief: Belief) -> BeliefView:
    return BeliefView(
        symbol=symbol,
        what=belief.what,
        value=exact_span(belief),
        sums=(
            f"b {exact(belief.low)}, pl {exact(belief.high)},"
            f" base rate a {exact(belief.base_rate)}, conflict k {exact(belief.conflict)}"
        ),
        families=tuple(
            FamilyView(
                side="for" if family.polarity > 0 else "against",
                origin=family.origin,
                strength=exact_span(family.strength),
                why=family.why or family.documents,
            )
            for family in belief.families
        ),
    )
