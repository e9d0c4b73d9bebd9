"""Named values on people: who went to rivals, who came from them, who sits for them."""

from __future__ import annotations

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.decision.values.ties import (
    NO_RIVAL,
    Tie,
    count,
    days_ago,
    has_rivals,
    hidden,
    recent,
    rival_tie,
    tie,
    yes_no,
)
from vendorrisk.evidence.keys import Key, role_class
from vendorrisk.model.claim import Claim

UNTOLD = "nobody has said that there is none"
CHIEF = "chief executive"


def _moves(m: Measured, *, away: bool) -> list[tuple[Key, Tie, list[Claim]]]:
    """Return moves to rivals, or from them, within the window, each person once."""
    found = []
    side = {"a": m.case.vendor} if away else {"b": m.case.vendor}
    for key in m.case.evidence.keys("move", **side):
        other = key.b if away else key.a
        claims = m.case.stated(key)
        if not claims or not other or other == m.case.vendor:
            continue
        belief = m.case.evidence.belief(key, "", base_rate=0.5)
        who = key.person.strip("()")
        how = f"{who} {'to' if away else 'from'} {other}"
        all_said = m.case.claims(key)
        one = rival_tie(m, other, (belief.low, belief.high), how, all_said, f"{who}|{other}")
        kept = None if one is None else recent(m, one, claims)
        if kept is not None:
            found.append((key, kept, claims))
    return found


@value("count")
def departures_to_rival(m: Measured) -> Bounds:
    """How many people left the vendor for a rival of the buyer within ``flags.window_days``.

    A group without names counts as one. No upper end while departures that nobody has told of are
    possible: only well-known people reach the press.
    """
    return count([one for _, one, _ in _moves(m, away=True)], hidden(m, "departures"))


@value("count")
def largest_group_to_rival(m: Measured) -> Bounds:
    """Most people who left the vendor for one and the same rival within ``flags.window_days``."""
    groups: dict[str, list[Tie]] = {}
    for key, one, _ in _moves(m, away=True):
        groups.setdefault(key.b, []).append(one)
    every = [one for group in groups.values() for one in group]
    low = max((sum(one.sure for one in group) for group in groups.values()), default=0)
    most = max((len(group) for group in groups.values()), default=0)
    unseen = hidden(m, "departures")
    return count(every, unseen)._replace(low=low, high=None if unseen else most)


@value("yes_no")
def chief_executive_to_rival(m: Measured) -> Bounds:
    """Whether a chief executive of the vendor left for a rival of the buyer in the window.

    The window is ``flags.window_days``.
    """
    ties = [one for _, one, claims in _moves(m, away=True) if _is_chief(claims)]
    return yes_no(ties, hidden(m, "departures"))


def _is_chief(claims: list[Claim]) -> bool:
    return any(role_class(claim.role) == CHIEF for claim in claims)


@value("yes_no")
def chief_executive_left(m: Measured) -> Bounds:
    """Whether a chief executive left the vendor within ``flags.window_days``, wherever to.

    Silence rules nothing out.
    """
    evidence = m.case.evidence
    ties: list[Tie] = []
    told = [(key, m.case.stated(key)) for key in evidence.keys("move", a=m.case.vendor)]
    for key, claims in told:
        if claims and _is_chief(claims):
            belief = evidence.belief(key, "", base_rate=0.5)
            how = f"{key.person.strip('()')} left for {key.b}"
            one = tie(m, key.person, (belief.low, belief.high), how, m.case.claims(key))
            kept = recent(m, one, claims)
            ties += [kept] if kept else []
    gone = [
        claim
        for claim in evidence.unkeyed
        if claim.kind == "leadership_move"
        and claim.move == "leaves"
        and claim.subject == m.case.vendor
        and claim.modality != "denied"
    ]
    for person in sorted({c.person or c.role or "" for c in gone if role_class(c.role) == CHIEF}):
        claims = [c for c in gone if (c.person or c.role or "") == person]
        belief = evidence.belief(Key("left", m.case.vendor, "", person), "", support=claims)
        one = tie(m, person, (belief.low, belief.high), f"{person} left", claims)
        kept = recent(m, one, claims)
        ties += [kept] if kept else []
    return yes_no(ties, UNTOLD)


@value("days")
def days_since_departure(m: Measured) -> Bounds:
    """Days since the latest departure to a rival of the buyer that is told and believed.

    Low: one that is told and only possible may be later. Unknown where none is told, where it has
    no day, and where none is believed.
    """
    moves = [(days_ago(m, c), one) for _, one, c in _moves(m, away=True) if one.possible]
    days = [(ages[1], one) for ages, one in moves if ages is not None and one.sure]
    if not days:
        none = "no dated departure to a rival is believed"
        return Bounds(None, None, none if has_rivals(m) else NO_RIVAL)
    least, one = min(days, key=lambda found: (found[0], found[1].who))
    later = [other for ages, other in moves if not other.sure and (ages or (0, 0))[0] < least]
    low = min([least, *((ages or (0, 0))[0] for ages, other in moves if not other.sure)])
    how = "; ".join([one.how, *(f"perhaps later: {other.how}" for other in later)])
    return Bounds(low, least, how, [*one.claims, *(c for other in later for c in other.claims)])


@value("count")
def arrivals_from_rival(m: Measured) -> Bounds:
    """How many people came to the vendor from a rival of the buyer within ``flags.window_days``.

    A group without names counts as one. No upper end: arrivals are seldom told.
    """
    ties = [one for _, one, _ in _moves(m, away=False)]
    return count(ties, UNTOLD if has_rivals(m) else None)


def _seats(m: Measured, *, observers: bool) -> Bounds:
    ties = []
    for event in m.events:
        if not event.id.startswith("interlock:") or event.claim is None or not event.party:
            continue
        claims = m.case.evidence.with_ids(ref.id for ref in event.claims)
        seats = [c for c in claims if c.kind == "directorship" and c.modality != "denied"]
        silent = bool(seats) and all(c.observer for c in seats)
        if silent is not observers:
            continue
        low, high = event.claim.low, event.claim.high
        for mechanism in event.mechanisms:  # of that company only by a move: both must hold
            if mechanism.claim is not None:
                low, high = low * mechanism.claim.low, high * mechanism.claim.high
        found = rival_tie(m, event.party, (low, high), event.what, claims, event.id)
        ties += [found] if found else []
    return count(ties, hidden(m, "interlocks"))


@value("count")
def rival_directors(m: Measured) -> Bounds:
    """How many people of rivals of the buyer sit on the vendor's board, with a vote.

    No upper end while seats that nobody has told of are possible.
    """
    return _seats(m, observers=False)


@value("count")
def rival_observers(m: Measured) -> Bounds:
    """How many people of rivals of the buyer observe the vendor's board, without a vote.

    No upper end while seats that nobody has told of are possible.
    """
    return _seats(m, observers=True)
