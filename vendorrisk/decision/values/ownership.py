"""Named values on owners: what rivals hold, decide and negotiate."""

from __future__ import annotations

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.decision.values.ties import (
    NO_RIVAL,
    Tie,
    count,
    has_rivals,
    hidden,
    rival_tie,
    tie,
    yes_no,
)
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import show, span
from vendorrisk.mechanisms.ownership import ballot
from vendorrisk.mechanisms.ownership import share_of as stake_of
from vendorrisk.mechanisms.unknowns import uncovered
from vendorrisk.mechanisms.votes import votes_apart
from vendorrisk.model.belief import Figure

UNTOLD = "nobody has said that there is none"


def _holdings(m: Measured) -> list[Key]:
    """Return the stakes of others in the vendor that somebody states."""
    keys = m.case.evidence.keys("stake", b=m.case.vendor)
    return [key for key in keys if key.a != m.case.vendor and m.case.stated(key)]


def _belief(m: Measured, key: Key) -> tuple[float, float]:
    found = m.case.evidence.belief(key, "")
    return found.low, found.high


def _rivals(m: Measured, holdings: list[Key]) -> list[tuple[Key, Tie]]:
    ties = []
    for key in holdings:
        how = f"{key.a} holds {span(stake_of(m.case, key))}"
        found = rival_tie(m, key.a, _belief(m, key), how, m.case.claims(key))
        if found is not None:
            ties.append((key, found))
    return ties


def _unnamed(m: Measured) -> tuple[float, str]:
    """Return the largest block that a rival may hold without being named, and that in words."""
    if hidden(m, "owners") is None:
        return 0.0, NO_RIVAL if not has_rivals(m) else "all holders are named"
    most = m.case.parameters.ownership.undisclosed_block.value
    block = min(most, uncovered(m.case, "owners"))
    return block, f"a holder who is not named up to {show(block)} (ownership.undisclosed_block)"


@value("share")
def rival_stake(m: Measured) -> Bounds:
    """Largest stake that a rival of the buyer holds in the vendor, directly.

    Low: the largest that is believed; high: the largest that is possible, a holder without a name
    included up to the block that usually goes unnamed (``ownership.undisclosed_block``).
    """
    low, high = 0.0, 0.0
    ties = _rivals(m, _holdings(m))
    for key, found in ties:
        share = stake_of(m.case, key)
        low = max(low, share.low if found.sure else 0.0)
        high = max(high, share.high if found.sure or found.possible else 0.0)
    block, words = _unnamed(m)
    how = "; ".join([*(found.how for _, found in ties), words])
    claims = [claim for _, found in ties for claim in found.claims]
    return Bounds(low, max(low, high, block), how, claims)


@value("share")
def rival_votes(m: Measured) -> Bounds:
    """Largest part of the vendor's votes that a rival of the buyer casts, directly.

    Votes told apart from the shares where somebody tells them apart, else the shares. A stake said
    to carry no votes counts nothing at the low end, and nothing at the high end either where that
    is believed. A holder without a name counts as in `rival_stake`.
    """
    low, high = 0.0, 0.0
    parts: list[str] = []
    claims: list[str] = []
    for key, found in _rivals(m, _holdings(m)):
        votes, words = _votes(m, key)
        low = max(low, votes.low if found.sure else 0.0)
        high = max(high, votes.high if found.sure or found.possible else 0.0)
        parts.append(f"{found.how}; votes {words}")
        claims += found.claims
    block, words = _unnamed(m)
    return Bounds(low, max(low, high, block), "; ".join([*parts, words]), claims)


def _votes(m: Measured, key: Key) -> tuple[Figure, str]:
    apart = votes_apart(m.case, key)
    share = stake_of(m.case, key)
    against = [claim for claim in m.case.stated(key) if claim.voting is False]
    if apart is not None or not against:
        votes = apart or share
        return votes, f"{span(votes)}" + ("" if apart else " taken as the share")
    belief = m.case.evidence.belief(
        Key("votes", key.a, key.b),
        "",
        base_rate=1.0,
        support=[claim for claim in m.case.stated(key) if claim.voting],
        extra=against,
    )
    believed = m.case.parameters.flags.believed_from.value
    ruled_out = belief.high < 1.0 - believed
    high = 0.0 if ruled_out else share.high
    words = f"said to carry none, belief {show(1.0 - belief.high)}"
    return share.model_copy(update={"low": 0.0, "point": 0.0, "high": high}), words


@value("yes_no")
def rival_control(m: Measured) -> Bounds:
    """Whether a rival of the buyer, with those who vote with it, has a majority of the votes.

    A minority without special rights is not control, however large. The high end takes the largest
    block that may go unnamed to vote with the rival. Options and contracts are not looked at.
    """
    cast = ballot(m.case)
    ties: list[Tie] = []
    for key, found in _rivals(m, _holdings(m)):
        votes, words = _votes(m, key)
        together = cast.together(key.a)
        ties.append(
            found._replace(
                sure=found.sure and votes.low > 0.0 and cast.controls(together.low),
                possible=found.possible and votes.high > 0.0 and cast.controls(together.high),
                how=f"{found.how}; votes {words}, cast together {span(together)}",
            )
        )
    none = "no holder that can be a rival is known, and an unnamed block gives no majority"
    return yes_no(ties, None, none if has_rivals(m) else NO_RIVAL)


@value("count")
def rival_holders(m: Measured) -> Bounds:
    """How many rivals of the buyer hold a part of the vendor, however small.

    Those believed at least; no upper end while capital without a named holder is left.
    """
    ties = [found for _, found in _rivals(m, _holdings(m))]
    return count(ties, hidden(m, "owners"), "all holders are named" if has_rivals(m) else NO_RIVAL)


@value("yes_no")
def rival_stake_unsized(m: Measured) -> Bounds:
    """Whether a rival of the buyer holds a part of the vendor whose size no document tells.

    Open while holders without a name are possible.
    """
    ties = [found for key, found in _rivals(m, _holdings(m)) if not stake_of(m.case, key).claims]
    none = "all holders are named" if has_rivals(m) else NO_RIVAL
    return yes_no(ties, hidden(m, "owners"), none)


@value("yes_no")
def rival_talks(m: Measured) -> Bounds:
    """Whether a rival of the buyer plans or negotiates a stake in the vendor, or is said to.

    Talk of what is by now held is that stake, not talks. Talks are seldom told, so that silence
    rules nothing out.
    """
    ties = []
    for event in m.events:
        if event.id.startswith("talks:") and event.party and event.claim is not None:
            claims = m.case.evidence.with_ids(ref.id for ref in event.claims)
            ends = (event.claim.low, event.claim.high)
            found = rival_tie(m, event.party, ends, event.what, claims)
            ties += [found] if found else []
    return yes_no(ties, UNTOLD if has_rivals(m) else None)


@value("yes_no")
def takeover_talks(m: Measured) -> Bounds:
    """Whether anybody plans or negotiates to take over the vendor, rival or not.

    Silence rules nothing out.
    """
    ties = []
    for key in m.case.evidence.keys("talks", b=m.case.vendor):
        claims = [c for c in m.case.stated(key) if c.kind == "acquisition"]
        if claims and key.a != m.case.vendor:
            how = f"{key.a} is said to plan to take over {m.case.vendor}"
            ties.append(tie(m, key.a, _belief(m, key), how, claims))
    return yes_no(ties, UNTOLD)


@value("share")
def undisclosed_capital(m: Measured) -> Bounds:
    """Part of the vendor's capital whose holders, or their shares, no document tells."""
    told = [(key, stake_of(m.case, key)) for key in _holdings(m)]
    sized = [(key, share) for key, share in told if share.claims]
    most = sum(share.high * m.case.evidence.belief(key, "").high for key, share in sized)
    high = uncovered(m.case, "owners")
    low = min(high, max(0.0, 1.0 - most))
    parts = [f"{key.a} {span(share)}" for key, share in sized]
    parts += [f"{key.a} without a figure" for key, share in told if not share.claims]
    claims = [claim for _, share in sized for claim in share.claims]
    return Bounds(low, high, "; ".join(parts) or "no holder is told", claims)


@value("share")
def own_stake(m: Measured) -> Bounds:
    """Largest stake that the buyer's own group holds in the vendor.

    An own interest bends the review, not the vendor. High: what no document tells of included, up
    to the block that usually goes unnamed.
    """
    low, high = 0.0, 0.0
    parts: list[str] = []
    claims: list[str] = []
    for key in _holdings(m):
        if not m.case.rivalries.is_own(key.a):
            continue
        share = stake_of(m.case, key)
        found = tie(m, key.a, _belief(m, key), f"{key.a} holds {span(share)}", m.case.claims(key))
        low = max(low, share.low if found.sure else 0.0)
        high = max(high, share.high if found.sure or found.possible else 0.0)
        parts.append(found.how)
        claims += found.claims
    most = m.case.parameters.ownership.undisclosed_block.value
    block = min(most, uncovered(m.case, "owners"))
    parts.append(f"what no document tells of up to {show(block)}")
    return Bounds(low, max(low, high, block), "; ".join(parts), claims)


@value("yes_no")
def owner_is_supplier(m: Measured) -> Bounds:
    """Whether a holder of the vendor is also its supplier, so that its money may come back to it.

    Any holder, rival or not. Silence rules nothing out.
    """
    ties = []
    for key in _holdings(m):
        buys = Key("client", m.case.vendor, key.a)
        if m.case.stated(buys):
            held, bought = _belief(m, key), _belief(m, buys)
            ends = (min(held[0], bought[0]), min(held[1], bought[1]))
            how = f"{key.a} holds part of {m.case.vendor} and sells to it"
            ties.append(tie(m, key.a, ends, how, [*m.case.claims(key), *m.case.claims(buys)]))
    return yes_no(ties, UNTOLD)


@value("yes_no")
def rival_owner_is_client(m: Measured) -> Bounds:
    """Whether one rival of the buyer both holds a part of the vendor and buys from it."""
    ties = []
    for key in _holdings(m):
        buys = Key("client", key.a, m.case.vendor)
        if m.case.stated(buys):
            held, bought = _belief(m, key), _belief(m, buys)
            ends = (min(held[0], bought[0]), min(held[1], bought[1]))
            how = f"{key.a} holds part of {m.case.vendor} and buys from it"
            claims = [*m.case.claims(key), *m.case.claims(buys)]
            found = rival_tie(m, key.a, ends, how, claims)
            ties += [found] if found else []
    unseen = hidden(m, "owners") and hidden(m, "client-book")  # it would have to be both
    none = "all holders, or all clients, are named" if has_rivals(m) else NO_RIVAL
    return yes_no(ties, unseen, none)


@value("yes_no")
def market_entry(m: Measured) -> Bounds:
    """Whether the vendor itself sells in a market of the buyer, or is one of its declared rivals.

    No: its markets are known and are none of the buyer's. Who owns the vendor takes no part.
    """
    ties = []
    for event in m.events:
        if event.id.startswith("entry:") and event.claim is not None:
            claims = m.case.evidence.with_ids(ref.id for ref in event.claims)
            ties.append(tie(m, event.id, (event.claim.low, event.claim.high), event.what, claims))
    own = m.case.rivalries.in_market(m.case.vendor)
    limit = m.case.parameters.flags.rival_from.value
    words = f"{m.case.vendor}: {own.why}"
    ties.append(Tie(m.case.vendor, own.low >= limit, own.high >= limit, words, own.claims))
    return yes_no(ties, None)
