"""The queue of a review: which claims a person should look at first, by what hangs on each.

The effect of a claim is found by assessing the vendors again without it, with everything else as it
is: the same answer that rejecting it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from vendorrisk.decision.appetite import decide
from vendorrisk.decision.quotes import quoted_claims
from vendorrisk.dossier import Dossier
from vendorrisk.entities import Resolver
from vendorrisk.evidence.assumed import DOCUMENT
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.reviewed import Reopened, reopened
from vendorrisk.interchange.reviews import Standing, standing
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.events import events_of
from vendorrisk.model.assessment import Assessment, ClaimRef, Comparison, Interval, Tier
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.review import ReviewEntry
from vendorrisk.progress import track
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.tree import score

MOST = 1000  # claims whose effect is worked out, those of the largest lines first
Status = Literal["open", "accepted", "rejected", "edited", "re-opened", "disputed"]
_STATUS: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


class State(Noun):
    """What hangs on a claim for one vendor: its risk, tier and cheapest action, with its loss.

    ``loss`` is in points, where 100 is a year of the contract.
    """

    risk: Interval
    tier: Tier
    action: str
    loss: float


class Effect(Noun):
    """One vendor as it stands, and as it would with one claim turned round.

    ``otherwise`` is without the claim; of a rejected claim, with it. ``change`` is the largest
    change of low, point and high, in 0..1.
    """

    vendor: str
    now: State
    otherwise: State
    change: float

    @property
    def weight(self) -> tuple[bool, bool, float, float]:
        """Return what the queue is ordered by, the weightiest part first."""
        return (
            self.now.tier != self.otherwise.tier,
            self.now.action != self.otherwise.action,
            abs(self.now.loss - self.otherwise.loss),
            self.change,
        )


class Queued(Noun):
    """A claim in the queue. ``effects`` has the vendors that it changes, the most changed first.

    ``worked`` False: there were too many claims to work this one out. ``was`` is the decision that
    stood on the claim before its ``changed`` (text, extractor or reading) did; ``disputed`` the
    decisions of branches that do not agree.
    """

    claim: Claim
    status: Status
    effects: tuple[Effect, ...] = ()
    worked: bool = True
    was: ReviewEntry | None = None
    changed: tuple[str, ...] = ()
    disputed: tuple[ReviewEntry, ...] = ()

    @property
    def weight(self) -> tuple[bool, bool, float, float]:
        """Return the largest of what hangs on it for any vendor."""
        return max((one.weight for one in self.effects), default=(False, False, 0.0, 0.0))


class Queue(Noun):
    """The claims that count for some vendors, those on which most hangs first.

    ``gone`` are decisions on claims that no document makes any more.
    """

    buyer: str
    as_of: str
    vendors: tuple[str, ...]
    items: tuple[Queued, ...]
    gone: tuple[ReviewEntry, ...] = ()

    def waiting(self) -> Queue:
        """Return the queue with the claims alone that nobody has decided on as they now are."""
        left = tuple(one for one in self.items if one.status in ("open", "re-opened", "disputed"))
        return self.model_copy(update={"items": left})


def counting(assessments: Iterable[Assessment]) -> tuple[str, ...]:
    """Return the ids of all claims that a ledger rests on, those of the largest lines first.

    Also of denials that keep a tie out of the ledger.
    """
    found: dict[str, None] = {}
    for one in assessments:
        for line in one.ledger:
            found.update(dict.fromkeys(ref.id for ref in line.claims))
            for belief in line.event.beliefs:
                for family in belief.families:
                    found.update(dict.fromkeys(family.claims))
    for one in assessments:
        for relief in one.reliefs:
            found.update(dict.fromkeys(c.id for c in relief.claims if c.modality == "denied"))
    return tuple(found)


def unreviewed(assessments: Iterable[Assessment]) -> tuple[ClaimRef, ...]:
    """Return the claims that count and that nobody accepted or edited, in the order of `counting`.

    What is assumed is no claim of a document, and not for review. A result that was saved and read
    back gives the same claims.
    """
    found = tuple(assessments)
    quoted = quoted_claims(found)
    refs = (quoted[name] for name in counting(found) if name in quoted)
    return tuple(ref for ref in refs if ref.review is None and ref.doc != DOCUMENT)


def queue(
    dossier: Dossier, comparison: Comparison, buyer: Buyer, rules: Path | None = None
) -> Queue:
    """Return the queue of a comparison.

    Parameters
    ----------
    dossier : Dossier
        What the comparison was made from, with its log of reviews when there is one.
    comparison : Comparison
        The vendors as they stand.
    buyer : Buyer
        Whose comparison it is.
    rules : Path or None
        As in `gather`.

    Returns
    -------
    Queue
        By what a wrong claim changes: a tier, then the cheapest action, then its loss, then the
        interval. Claims on which nothing hangs come last, by id.
    """
    decided = standing(dossier.reviews.entries if dossier.reviews else ())
    names = {document.name for document in dossier.documents}
    again, gone = reopened(dossier.as_read, decided, names)
    open_again = {claim: one for one in again for claim in one.claims}
    by_id = {claim.id: claim for claim in (*dossier.claims, *dossier.rejected)}
    then = dossier.renamed_on(comparison.as_of, rules)  # by the ids under which people decide
    here = {claim.id: name for name, claim in then.items()}
    told = (here.get(name, name) for name in counting(comparison.assessments))
    counted = [name for name in told if name in by_id]
    vendors = tuple(one.vendor for one in comparison.assessments)
    out = [c.id for c in dossier.rejected if {c.subject, c.object} & set(vendors)]
    scale = _Scale(dossier.as_known_on(comparison.as_of, rules), comparison, buyer, rules)
    items = []
    for number, name in enumerate(track((*counted, *out), "weighing claims")):
        worked = number < MOST
        items.append(
            Queued(
                claim=by_id[name],
                status=_status(name, decided, open_again),
                effects=scale.effects(then.get(name, by_id[name])) if worked else (),
                worked=worked,
                was=open_again[name].entry if name in open_again else None,
                changed=open_again[name].changed if name in open_again else (),
                disputed=decided[name].disputed if name in decided else (),
            )
        )

    def order(item: Queued) -> tuple[bool, bool, bool, float, float, str]:
        tiers, actions, loss, change = item.weight
        return (not item.worked, not tiers, not actions, -loss, -change, item.claim.id)

    return Queue(
        buyer=comparison.buyer,
        as_of=comparison.as_of.isoformat(),
        vendors=vendors,
        items=tuple(sorted(items, key=order)),
        gone=gone,
    )


def _status(name: str, decided: dict[str, Standing], open_again: dict[str, Reopened]) -> Status:
    found = decided.get(name)
    if found is not None and found.disputed:
        return "disputed"
    if found is not None and found.entry is not None:
        return _STATUS[found.entry.verdict]
    return "re-opened" if name in open_again else "open"


class _Scale:
    """Weighs claims: everything that does not depend on which of them is left out, once."""

    def __init__(
        self, dossier: Dossier, comparison: Comparison, buyer: Buyer, rules: Path | None
    ) -> None:
        self.dossier = dossier
        self.comparison = comparison
        self.buyer = buyer
        self.resolver: Resolver = dossier.resolver(rules)
        self.parameters: Parameters = load_parameters(rules)
        self.documents = {document.id: document for document in dossier.documents}
        self.now = {one.vendor: self._state(one.risk) for one in comparison.assessments}
        self.out = frozenset(claim.id for claim in dossier.rejected)

    def effects(self, claim: Claim) -> tuple[Effect, ...]:
        """Return what changes for each vendor without a claim, or with one that was rejected."""
        if claim.id in self.out:
            claims: Sequence[Claim] = (*self.dossier.claims, claim)
        else:
            claims = [one for one in self.dossier.claims if one.id != claim.id]
        day = self.comparison.as_of
        evidence = Evidence(tuple(claims), self.documents, self.resolver, self.parameters, day)
        cases = [Case(name, self.buyer, evidence, self.parameters) for name in self.now]
        scored = score([events_of(case)[0] for case in cases], self.parameters.leak.value)
        found = []
        for (name, now), one in zip(self.now.items(), scored, strict=True):
            otherwise = self._state(rounded(one.risk))
            ends = ("low", "point", "high")
            change = max(abs(getattr(otherwise.risk, e) - getattr(now.risk, e)) for e in ends)
            if change > 0:
                found.append(
                    Effect(vendor=name, now=now, otherwise=otherwise, change=round(change, 6))
                )
        return tuple(sorted(found, key=lambda e: (*(-part for part in e.weight), e.vendor)))

    def _state(self, risk: Interval) -> State:
        decision = decide(risk, self.buyer)
        loss = min(one.point for one in decision.losses)
        name, _ = tier(risk, self.parameters.tier_threshold.value)
        return State(risk=risk, tier=name, action=decision.at_point, loss=loss)
