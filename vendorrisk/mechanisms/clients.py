"""Clients: capture by rivals, fragility of the book, exits and cut-offs (model section 3.3)."""

from __future__ import annotations

import math

from vendorrisk.evidence.fusion import mix
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case, even, product, show, slug, span, times
from vendorrisk.mechanisms.herfindahl import after_loss, as_one, corners, hhi_bounds, least_after
from vendorrisk.model.assessment import Concentration, Event, Interval, Relief
from vendorrisk.model.belief import Figure
from vendorrisk.model.claim import Claim
from vendorrisk.model.period import last_day


def clients(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return the client events of a vendor and the ties that do not count for this buyer."""
    events: list[Event] = []
    reliefs: list[Relief] = []
    for key in case.evidence.keys("client", b=case.vendor):
        rivalry = case.rivalries.of(key.a)
        claims = case.claims(key)
        end = ended_on(case, key.a)
        what = f"{key.a} buys from {case.vendor}"
        denied = case.denied(key, what)
        if denied is not None:
            reliefs.append(denied)
            continue
        if end is not None:
            why = f"ended {end}".rstrip()
        elif case.rivalries.is_own(key.a):
            why = "the buyer's own business is not capture by a rival"
        elif rivalry.high <= 0.0:
            why = f"no conflict: {rivalry.why}"
        else:
            events.append(_capture(case, key, claims))
            continue
        reliefs.append(Relief(what=what, why=why, claims=case.refs(claims)))
    reliefs += case.ended("client", "bought from")
    for key in case.evidence.keys("loss", b=case.vendor):
        denied = case.denied(key, f"{key.a} leaves {case.vendor} or cuts back")
        if denied is not None:
            reliefs.append(denied)
        else:
            events.append(_loss(case, key))
    for key in case.evidence.keys("cutoff", a=case.vendor):
        denied = case.denied(key, f"{case.vendor} stops serving {key.b}")
        if denied is not None:
            reliefs.append(denied)
        else:
            events.append(_cutoff(case, key))
    events.append(_fragility(case))
    return events, reliefs


def ended_on(case: Case, client: str) -> str | None:
    """Return when a client's business ended ("" when the day is not given), None while it lasts.

    It ended when the exit is as well evidenced as the business itself, see `gone`.
    """
    if gone(case, client) < 1.0:
        return None
    return min((c.date for c in _exits(case, client) if c.date), default="")


def gone(case: Case, client: str) -> float:
    """Return how far an exit that is stated as ended replaces the business, in 0..1."""
    done = _exits(case, client)
    if not done:
        return 0.0
    return case.evidence.replaced(case.claims(Key("client", client, case.vendor)), done)


def _exits(case: Case, client: str) -> list[Claim]:
    key = Key("loss", client, case.vendor)
    return [c for c in case.claims(key) if c.stage == "ended" and c.modality in _STATED]


_STATED = {"confirmed", "reported"}


def share_of(case: Case, client: str) -> Figure:
    """Return a client's share of the vendor's revenue in 0..1."""
    claims = case.stated(Key("client", client, case.vendor))
    p = case.parameters.clients
    ranked = any(claim.rank in {"largest", "among_largest"} for claim in claims)
    band = p.undisclosed_largest_share if ranked else p.undisclosed_share
    return case.evidence.figure(claims, "client", "share_of_revenue", band)


def _capture(case: Case, key: Key, claims: list[Claim]) -> Event:
    rivalry = case.rivalries.of(key.a)
    share = share_of(case, key.a)
    rho = rivalry.interval
    how = f"share of revenue {span(share)} ({share.how}) x rivalry {span(rho)} ({rivalry.why})"
    payer = "a rival that pays" if rho.low > 0.0 else "it may be a rival that pays"
    left = 1.0 - gone(case, key.a)
    if left < 1.0:
        how += f" x part not said to have ended {show(left)}"
    return Event(
        id=f"client:{slug(key.a)}",
        what=f"{key.a} buys from {case.vendor}: {payer}",
        factor="clients",
        party=key.a,
        rivalry=rivalry.point,
        claim=case.evidence.belief(key, f"{key.a} is a client of {case.vendor}"),
        mechanisms=(case.mechanism("capture", times(product(share, rho), left), how),),
        claims=case.refs(claims),
        note=case.age(claims),
        questions=("N09", "N11"),
    )


def stage_lost(case: Case, key: Key) -> Figure:
    """Return how much of a client's business is lost, in 0..1, from the stages that are stated.

    Stages are conflicting figures: the strongest, latest statement of each family, mixed by weight.
    """
    bands = case.parameters.clients.stage_lost
    best: dict[str, tuple[tuple[float, str, float, str], Claim]] = {}
    for claim in case.stated(key):
        band = bands[claim.stage or "considering"]
        strength = case.evidence.strength(claim, "loss").point
        rank = (strength, claim.date or "", -band.point, claim.id)
        origin = case.evidence.origin(claim)
        if origin not in best or rank > best[origin][0]:
            best[origin] = (rank, claim)
    entries = []
    for origin in sorted(best):
        claim = best[origin][1]
        band = bands[claim.stage or "considering"]
        entries.append((band.low, band.point, band.high, best[origin][0][0]))
    if not entries:
        return Figure(low=0.0, point=0.0, high=0.0, how="denied by all who speak of it")
    if not any(strength > 0.0 for *_, strength in entries):
        band = bands["considering"]
        how = "only sources that carry no weight speak of it"
        return Figure(low=0.0, point=band.point, high=1.0, how=how)
    low, point, high = mix(entries, 0.0, 1.0)
    stages = ", ".join(
        f"{origin}: {best[origin][1].stage or 'considering'}" for origin in sorted(best)
    )
    ids = tuple(best[origin][1].id for origin in sorted(best))
    return Figure(low=low, point=point, high=high, how=stages, claims=ids)


def _loss(case: Case, key: Key) -> Event:
    stage = stage_lost(case, key)
    share = share_of(case, key.a)
    own = " (this buyer)" if case.rivalries.is_own(key.a) else ""
    how = (
        f"share of revenue {span(share)} ({share.how}) x part lost {span(stage)} ({stage.how});"
        " a viability signal, the same for every buyer"
    )
    return Event(
        id=f"loss:{slug(key.a)}",
        what=f"{key.a}{own} leaves {case.vendor} or cuts back: {_stage_word(case, stage)}",
        factor="clients",
        party=key.a,
        rivalry=None,
        claim=case.evidence.belief(key, f"{key.a} is leaving {case.vendor}"),
        mechanisms=(case.mechanism("loss", product(share, stage), how),),
        claims=case.refs(case.claims(key)),
        questions=("N10", "N16"),
    )


def _stage_word(case: Case, stage: Figure) -> str:
    claims = [c for c in case.evidence.with_ids(stage.claims) if c.stage]
    strongest = max(
        claims, key=lambda c: (case.evidence.strength(c, "loss").point, c.date or ""), default=None
    )
    if strongest is None:
        return "stage not given"
    return f"{strongest.stage}, {strongest.modality}"


def _cutoff(case: Case, key: Key) -> Event:
    table = case.parameters.clients.cutoff
    severity = table["buyer" if case.rivalries.is_own(key.b) else "other"]
    return Event(
        id=f"cutoff:{slug(key.b)}",
        what=f"{case.vendor} stops serving {key.b}",
        factor="clients",
        party=key.b,
        rivalry=None,
        claim=case.evidence.belief(key, f"{case.vendor} cut off {key.b}"),
        mechanisms=(
            case.mechanism(
                "cutoff",
                even(severity.value),
                f"severity {show(severity.value)}: {severity.reason}",
            ),
        ),
        claims=case.refs(case.claims(key)),
        questions=("N10", "N31"),
    )


def concentration(case: Case) -> Concentration:
    """Return what is known of the client book and what exits do to it."""
    shares: dict[str, Figure] = {}
    caps: list[float] = []
    filed = False
    for key in case.evidence.keys("client", b=case.vendor):
        share = share_of(case, key.a)
        if share.claims and ended_on(case, key.a) is None:
            shares[key.a] = share
            if any(c.rank == "largest" for c in case.stated(key)):
                caps.append(share.high)
            filed = filed or any(_is_filed(case, claim) for claim in case.stated(key))
    if not shares:
        return Concentration(reason="no client's share of revenue is known")
    tops = {name: case.evidence.resolver.group(name)[-1] for name in shares}
    own = {name: share.shown() for name, share in shares.items()}
    shares = as_one(own, tops)
    figures = list(shares.values())
    if math.fsum(share.low for share in figures) > 1.0:
        reason = "the shares that are given add up to more than all of the revenue"
        return Concentration(shares=shares, reason=reason)
    line = case.parameters.clients.filed_share.value
    cap = min(line, max(caps, default=line)) if filed else max(caps, default=None)
    low, high = hhi_bounds(figures, cap)
    lost = {
        key.a: (stage_lost(case, key), own[key.a])
        for key in case.evidence.keys("loss", b=case.vendor)
        if key.a in own and case.stated(key)
    }
    reason = f"{len(shares)} client share(s) known; low: the rest split among very many, high: " + (
        f"no other client above {cap:.3g}" if cap is not None else "the rest may be one client"
    )
    if filed:
        reason += f", as a filing names each of {line:.3g} or more"
    if not lost:
        return Concentration(shares=shares, hhi_low=low, hhi_high=high, reason=reason)
    name = max(sorted(lost), key=lambda n: lost[n][1].point)
    stage, share = lost[name]
    gone = product(share, stage)
    whole = tops[name] if tops[name] in shares else name
    place = list(shares).index(whole)
    portion = min(1.0, share.point / shares[whole].point) if shares[whole].point > 0.0 else 1.0
    part = times(stage, portion)  # of the group's business
    after = [
        after_loss(math.fsum(s * s for s in named) + squares, named[place], end)
        for named, squares in corners(figures, cap)
        for end in (part.low, part.high)
    ]
    return Concentration(
        shares=shares,
        hhi_low=low,
        hhi_high=high,
        lost_share=Figure(
            low=gone.low,
            point=gone.point,
            high=gone.high,
            how=f"{name}: share {span(share)} x part lost {span(stage)}",
            claims=stage.claims,
        ),
        hhi_after_low=least_after(low, shares[whole].low, part),
        hhi_after_high=max(after, default=1.0),
        reason=reason + "; after a loss: H' = (H - a^2 + (a - l)^2) / (1 - l)^2 with a the share"
        " before and l the share lost",
    )


def _is_filed(case: Case, claim: Claim) -> bool:
    """Whether a filing that is not stale gives a client's share: an old one names old clients."""
    evidence = case.evidence
    day = last_day(claim.date) or evidence.known[claim.id]
    limit = case.parameters.review.stale_days.value
    fresh = day is not None and (evidence.days.aged - day).days <= limit
    return fresh and claim.share_of_revenue is not None and evidence.sources.filed(claim)


def _fragility(case: Case) -> Event:
    book = concentration(case)
    if book.hhi_low is None or book.hhi_high is None:
        band = case.parameters.clients.unknown_hhi
        index = Interval(low=band.low, point=band.point, high=band.high)
        how = f"HHI {span(index)}: {band.reason}"
    else:
        named = [share.point for share in book.shares.values()]
        rest = max(0.0, 1.0 - math.fsum(named))
        spread = case.parameters.clients.unknown_hhi.point
        middle = math.fsum(s * s for s in named) + rest * rest * spread
        index = Interval(
            low=book.hhi_low,
            point=min(max(middle, book.hhi_low), book.hhi_high),
            high=book.hhi_high,
        )
        how = (
            f"HHI {span(index)}: {book.reason}; the point takes the unnamed rest as spread like a"
            f" book of which nothing is known ({show(spread)})"
        )
    sources = [
        claim
        for name in sorted(book.shares)
        for claim in case.evidence.with_ids(book.shares[name].claims)
    ]
    known = book.hhi_low is not None
    return Event(
        id="fragility",
        what=f"{case.vendor}'s revenue depends on few clients",
        factor="clients",
        party=None,
        rivalry=None,
        claim=None,
        mechanisms=(
            case.mechanism(
                "fragility", index, how + "; a viability signal, the same for every buyer"
            ),
        ),
        known=known,
        claims=case.refs(sources),
        questions=("N09", "N16"),
    )
