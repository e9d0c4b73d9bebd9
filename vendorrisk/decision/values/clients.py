"""Named values on clients: what rivals pay, how much hangs on few, who leaves."""

from __future__ import annotations

import math

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.decision.values.ties import (
    NO_RIVAL,
    Tie,
    count,
    has_rivals,
    hidden,
    recent,
    rival_tie,
    tie,
    yes_no,
)
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import show, span
from vendorrisk.mechanisms.clients import ended_on, share_of, stage_lost
from vendorrisk.mechanisms.unknowns import uncovered

UNTOLD = "nobody has said that no other client left or cuts back"
HALF = 0.5  # of the revenue: more than this is the largest client


def _book(m: Measured) -> list[Key]:
    """Return the clients of the vendor whose business is stated and has not ended."""
    keys = m.case.evidence.keys("client", b=m.case.vendor)
    return [k for k in keys if m.case.stated(k) and ended_on(m.case, k.a) is None]


def _belief(m: Measured, key: Key) -> tuple[float, float]:
    found = m.case.evidence.belief(key, "")
    return found.low, found.high


@value("share")
def rival_revenue_share(m: Measured) -> Bounds:
    """Share of the vendor's revenue that rivals of the buyer pay, together.

    Low: those believed, each at the low end of its share; high: all that are possible, and the
    part of the revenue whose payers nobody has named.
    """
    low = high = 0.0
    parts: list[str] = []
    claims: list[str] = []
    for key in _book(m):
        share = share_of(m.case, key.a)
        how = f"{key.a} pays {span(share)}"
        found = rival_tie(m, key.a, _belief(m, key), how, m.case.claims(key))
        if found is not None:
            low += share.low if found.sure else 0.0
            high += share.high if found.sure or found.possible else 0.0
            parts.append(found.how)
            claims += found.claims
    if hidden(m, "client-book") is not None:
        rest = uncovered(m.case, "client-book")
        high += rest
        parts.append(f"payers who are not named {show(rest)}")
    how = "; ".join(parts) or ("all payers are named" if has_rivals(m) else NO_RIVAL)
    low = min(1.0, low)
    return Bounds(low, max(low, min(1.0, high)), how, claims)


@value("yes_no")
def rival_is_largest_client(m: Measured) -> Bounds:
    """Whether the vendor's largest client is a rival of the buyer.

    Yes or no where a document calls a client the largest, or gives one more than half of the
    revenue; open where nobody does.
    """
    ties: list[Tie] = []
    settled = False
    for key in _book(m):
        share = share_of(m.case, key.a)
        named = any(c.rank == "largest" for c in m.case.stated(key))
        if not named and not (share.claims and share.low > HALF):
            continue
        how = f"{key.a} is the largest client"
        claims = m.case.claims(key)
        found = rival_tie(m, key.a, _belief(m, key), how, claims)
        if found is not None:
            ties.append(found)
        else:
            other = tie(m, key.a, _belief(m, key), f"{how} and no rival", claims)
            settled |= other.sure
            ties.append(other._replace(sure=False, possible=False))
    unseen = None if settled else hidden(m, "client-book")
    return yes_no(ties, unseen, "no client is called the largest" if has_rivals(m) else NO_RIVAL)


@value("share")
def largest_client_share(m: Measured) -> Bounds:
    """Largest share of the vendor's revenue that one client, with its group, pays.

    Unknown where no document gives any client's share. High: all that is not named may be one.
    """
    shares = m.concentration.shares
    if not shares:
        return Bounds(None, None, m.concentration.reason)
    low = max(share.low for share in shares.values())
    rest = max(0.0, 1.0 - math.fsum(share.low for share in shares.values()))
    high = max(low, rest, *(share.high for share in shares.values()))
    parts = [f"{name} {span(share)}" for name, share in shares.items()]
    claims = [claim for share in shares.values() for claim in share.claims]
    return Bounds(low, min(1.0, high), "; ".join([*parts, f"not named {show(rest)}"]), claims)


@value("index")
def hhi(m: Measured) -> Bounds:
    """Concentration of the vendor's client book: the Herfindahl-Hirschman index, in 0..1.

    1 is a single client. Unknown where no document gives any client's share.
    """
    book = m.concentration
    claims = [claim for share in book.shares.values() for claim in share.claims]
    return Bounds(book.hhi_low, book.hhi_high, book.reason, claims)


def _losses(m: Measured) -> list[tuple[Key, Tie]]:
    found = []
    for key in m.case.evidence.keys("loss", b=m.case.vendor):
        claims = m.case.stated(key)
        if not claims or m.case.rivalries.is_own(key.a):
            continue
        stage = stage_lost(m.case, key)
        how = f"{key.a} leaves or cuts back ({span(stage)} lost)"
        one = tie(m, key.a, _belief(m, key), how, m.case.claims(key))
        one = one._replace(sure=one.sure and stage.low > 0.0)  # more than weighing it
        kept = recent(m, one, claims)
        if kept is not None:
            found.append((key, kept))
    return found


@value("count")
def clients_lost(m: Measured) -> Bounds:
    """How many clients left the vendor or cut back, within ``flags.window_days``.

    The buyer's own group does not count. Low: those who are believed to do more than weigh it. No
    upper end: a client may leave without a word.
    """
    return count([found for _, found in _losses(m)], UNTOLD)


@value("share")
def lost_share(m: Measured) -> Bounds:
    """Share of the vendor's revenue that clients took away within ``flags.window_days``.

    Each client's share times the part of it that is lost. High: the revenue whose payers nobody
    has named may be lost as well.
    """
    low = high = 0.0
    parts: list[str] = []
    claims: list[str] = []
    for key, found in _losses(m):
        share, stage = share_of(m.case, key.a), stage_lost(m.case, key)
        low += share.low * stage.low if found.sure else 0.0
        high += share.high * stage.high if found.sure or found.possible else 0.0
        parts.append(f"{found.how} of a share of {span(share)}")
        claims += found.claims
    rest = uncovered(m.case, "client-book")
    parts.append(f"payers who are not named {show(rest)}")
    low = min(1.0, low)
    return Bounds(low, max(low, min(1.0, high + rest)), "; ".join(parts), claims)


def _cutoffs(m: Measured, *, own: bool) -> Bounds:
    ties = []
    for key in m.case.evidence.keys("cutoff", a=m.case.vendor):
        claims = m.case.stated(key)
        if claims and m.case.rivalries.is_own(key.b) is own:
            how = f"{m.case.vendor} stops serving {key.b}"
            one = tie(m, key.b, _belief(m, key), how, m.case.claims(key))
            kept = recent(m, one, claims)
            ties += [kept] if kept else []
    served = m.case.buyer.name if own else "everybody else"
    return yes_no(ties, f"nobody has said that {m.case.vendor} goes on serving {served}")


@value("yes_no")
def cutoff_of_buyer(m: Measured) -> Bounds:
    """Whether the vendor, or its owner, stopped serving this buyer within ``flags.window_days``."""
    return _cutoffs(m, own=True)


@value("yes_no")
def cutoff_of_others(m: Measured) -> Bounds:
    """Whether the vendor, or its owner, stopped serving another client in ``flags.window_days``.

    Silence rules nothing out.
    """
    return _cutoffs(m, own=False)
