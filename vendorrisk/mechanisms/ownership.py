"""Owners: money, votes, rights and talks, each to a named rival (model section 3.2)."""

from __future__ import annotations

from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case, even, product, show, slug, span, times
from vendorrisk.mechanisms.rivalry import Rivalry
from vendorrisk.mechanisms.votes import Ballot, votes_apart
from vendorrisk.model.assessment import Event, Interval, Mechanism, Relief
from vendorrisk.model.belief import Figure
from vendorrisk.model.claim import Claim


def ownership(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return the ownership events of a vendor and the ties that do not count for this buyer."""
    events: list[Event] = []
    reliefs: list[Relief] = []
    votes = ballot(case)
    for key in case.evidence.keys("stake", b=case.vendor):
        if key.a == case.vendor:
            continue
        rivalry = case.rivalries.of(key.a)
        claims = case.claims(key)
        what = f"{key.a} holds part of {case.vendor}"
        denied = case.denied(key, what)
        if rivalry.high <= 0.0:
            why = f"no conflict: {rivalry.why}"
            reliefs.append(Relief(what=what, why=why, claims=case.refs(claims)))
        elif denied is not None:
            reliefs.append(denied)
        else:
            events.append(_stake(case, key, claims, rivalry, votes))
    for key in case.evidence.keys("talks", b=case.vendor):
        rivalry = case.rivalries.of(key.a)
        claims = case.claims(key)
        held = Key("stake", key.a, key.b)
        done = _is_done(case, claims, held)
        part = case.evidence.replaced(claims, case.claims(held)) if done else 0.0
        if part >= 1.0:
            what = f"{key.a} was said to plan, negotiate or hold a stake in {case.vendor}"
            why = "superseded by the stake itself: one deal counts once"
            reliefs.append(Relief(what=what, why=why, claims=case.refs(claims)))
        elif rivalry.high > 0.0:
            events.append(_talks(case, key, rivalry, part))
    reliefs += case.ended("stake", "held part of")
    events += _entry(case)
    return events, reliefs


def _is_done(case: Case, talks: list[Claim], key: Key) -> bool:
    """Whether what was planned is what is held: no takeover, no larger share, no later news.

    Talk of more than is held, or that came up after the stake was last told, is a deal to come.
    """
    held = case.stated(key)
    share = share_of(case, key)
    latest = max((day for c in held if (day := case.evidence.known[c.id])), default=None)

    def done(claim: Claim) -> bool:
        wanted = [v for v in (claim.percent, claim.percent_high) if v is not None]
        if claim.kind == "acquisition" and not wanted:
            return any(c.parent or c.kind == "acquisition" for c in held)
        if wanted:
            return bool(share.claims) and min(wanted) <= 100.0 * share.high + 1.0
        day = case.evidence.known[claim.id]
        return day is None or latest is None or day <= latest

    return all(done(claim) for claim in talks)


def share_of(case: Case, key: Key) -> Figure:
    """Return the direct share of a holder in 0..1: stated figures mixed, else the default band."""
    claims = case.stated(key)
    p = case.parameters.ownership
    if any(claim.parent for claim in claims):
        ids = tuple(c.id for c in claims if c.parent)
        return Figure(low=1.0, point=1.0, high=1.0, how="parent of the whole company", claims=ids)
    figures = any(c.percent is not None or c.percent_low is not None for c in claims)
    if not figures and any(claim.kind == "acquisition" for claim in claims):
        ids = tuple(c.id for c in claims if c.kind == "acquisition")
        how = "taken over: more than half, as a rule the whole"
        return Figure(low=0.51, point=1.0, high=1.0, how=how, claims=ids)
    lead = any(claim.rank == "lead" for claim in claims)
    band = p.undisclosed_lead_stake if lead else p.undisclosed_stake
    return case.evidence.figure(claims, "stake", "percent", band)


def _stake(case: Case, key: Key, claims: list[Claim], rivalry: Rivalry, cast: Ballot) -> Event:
    holder, vendor = key.a, key.b
    share = share_of(case, key)
    rho = rivalry.interval
    belief = case.evidence.belief(key, f"{holder} holds part of {vendor}")
    said = {claim.voting for claim in case.stated(key)} - {None}
    non_voting = ", without votes" if said == {False} else ""
    cash = case.mechanism(
        "cash",
        product(share, rho),
        f"share {span(share)} ({share.how}) x rivalry {span(rho)} ({rivalry.why})",
    )
    extra = case.evidence.with_ids(rivalry.claims)
    return Event(
        id=f"stake:{slug(holder)}",
        what=_what(holder, vendor, claims, share, non_voting),
        factor="ownership",
        party=holder,
        rivalry=rivalry.point,
        claim=belief,
        mechanisms=(cash, _votes(case, key, rho, cast), _rights(case, key, rho, share)),
        claims=case.refs([*claims, *extra]),
        note=case.age(claims),
        questions=("N01", "N02", "N03", "N26"),
    )


def _what(holder: str, vendor: str, claims: list[Claim], share: Figure, non_voting: str) -> str:
    """Return the tie in words that say no more than the documents do."""
    kinds = {claim.kind for claim in claims if claim.modality != "denied"}
    if share.claims and kinds == {"acquisition"}:
        return f"{holder} acquired {vendor}"
    if share.claims:
        return f"{holder} holds {share.point:.0%} of {vendor}{non_voting}"
    if kinds == {"investment"}:
        return f"{holder} invested in {vendor}; its share is not disclosed"
    return f"{holder} holds an undisclosed part of {vendor}{non_voting}"


def ballot(case: Case) -> Ballot:
    """Return who casts the votes of the vendor."""
    keys = [key for key in case.evidence.keys("stake", b=case.vendor) if case.stated(key)]
    told = {key: votes_apart(case, key) for key in keys if key.a != case.vendor}
    held = {key.a: apart or share_of(case, key) for key, apart in told.items()}
    silent = [
        key.a for key in keys if {claim.voting for claim in case.stated(key)} - {None} == {False}
    ]
    return Ballot(case, held, silent, [key.a for key, apart in told.items() if apart])


def _votes(case: Case, key: Key, rho: Interval, cast: Ballot) -> Mechanism:
    """Return the control channel: 1 above the threshold, else power among those that vote.

    Shares carry votes unless somebody says that these do not; then that is a claim of its own, and
    a weak word against the votes takes little away from the high end.
    """
    claims = case.stated(key)
    against = [claim for claim in claims if claim.voting is False]
    belief = None
    if against:
        belief = case.evidence.belief(
            Key("votes", key.a, key.b),
            f"the stake of {key.a} in {key.b} carries votes",
            base_rate=1.0,
            support=[claim for claim in claims if claim.voting],
            extra=against,
        )
    power, how = cast.of(key.a)
    how += f" x rivalry {span(rho)}"
    if belief is not None:
        how += f"; said to be non-voting, so votes are believed to {span(belief)}"
    return case.mechanism("votes", product(power, rho), how, belief)


def _rights(case: Case, key: Key, rho: Interval, share: Figure) -> Mechanism:
    """Return the rights channel; whether there are any rights is a claim of its own.

    The base rate of the default applies to a holder of 20 % or more and falls in proportion below.
    A statement that the holder has no board seat speaks against it.
    """
    p = case.parameters
    severity = p.ownership.rights["unknown"].value
    base = p.evidence.base_rate["rights"].value * min(1.0, share.point / 0.2)
    seats = case.evidence.keys("seat", a=key.a, b=key.b)
    against = [c for seat in seats for c in case.claims(seat) if c.modality == "denied"]
    belief = case.evidence.belief(
        Key("rights", key.a, key.b),
        f"{key.a} has special rights in {key.b}",
        base_rate=base,
        extra=against,
    )
    how = f"severity of unnamed rights {show(severity)} x rivalry {span(rho)}"
    return case.mechanism("rights", times(rho, severity), how, belief)


def _talks(case: Case, key: Key, rivalry: Rivalry, done: float) -> Event:
    """Return the event of a deal under discussion; the part that is already done counts there."""
    severity = case.parameters.ownership.talks.value
    how = f"severity of a deal under discussion {show(severity)}"
    if done > 0.0:
        how += f" x part not superseded by the stake itself {show(1.0 - done)}"
    rho = rivalry.interval
    return Event(
        id=f"talks:{slug(key.a)}",
        what=f"{key.a} is said to plan, negotiate or hold a stake in {case.vendor}",
        factor="ownership",
        party=key.a,
        rivalry=rivalry.point,
        claim=case.evidence.belief(key, f"{key.a} plans a stake in {case.vendor}"),
        mechanisms=(
            case.mechanism(
                "talks", times(rho, severity * (1.0 - done)), f"{how} x rivalry {span(rho)}"
            ),
        ),
        claims=case.refs(case.claims(key)),
        questions=("N06", "N07"),
    )


def _entry(case: Case) -> list[Event]:
    events = []
    for key in case.evidence.keys("rival"):
        other = key.b if key.a == case.vendor else key.a if key.b == case.vendor else None
        if other is None or not case.rivalries.is_own(other) or not case.stated(key):
            continue
        how = "the vendor sells in the buyer's own market: severity 1"
        events.append(
            Event(
                id=f"entry:{slug(other)}",
                what=f"{case.vendor} competes with {other} itself",
                factor="ownership",
                party=case.vendor,
                rivalry=1.0,
                claim=case.evidence.belief(key, f"{case.vendor} competes with {other}"),
                mechanisms=(case.mechanism("entry", even(1.0), how),),
                claims=case.refs(case.claims(key)),
                questions=("N13", "N14"),
            )
        )
    return events
