"""People: moves to and from rivals, and seats shared with them (model section 3.4)."""

from __future__ import annotations

import math

from vendorrisk.evidence.fusion import joined
from vendorrisk.evidence.keys import Key, role_class
from vendorrisk.mechanisms.case import Case, show, slug, span, times
from vendorrisk.mechanisms.rivalry import Rivalry
from vendorrisk.model.assessment import Event, Relief
from vendorrisk.model.belief import Belief
from vendorrisk.model.claim import Claim
from vendorrisk.model.period import first_day


def leadership(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return the people events of a vendor and the ties that do not count for this buyer."""
    events: list[Event] = []
    reliefs: list[Relief] = []
    for away in (True, False):
        groups: dict[str, list[Key]] = {}
        side = {"a": case.vendor} if away else {"b": case.vendor}
        for key in case.evidence.keys("move", **side):
            other = key.b if away else key.a
            if other and other != case.vendor:
                groups.setdefault(other, []).append(key)
        way = "to" if away else "from"
        for other, keys in sorted(groups.items()):
            rivalry = case.rivalries.of(other)
            if rivalry.high > 0.0:
                stated = [key for key in keys if case.stated(key)]
                if stated:
                    events.append(_move(case, other, stated, rivalry, away=away))
                found = [case.denied(key, f"{_names([key])} moved {way} {other}") for key in keys]
                reliefs += [relief for relief in found if relief is not None]
                continue
            reliefs.append(
                Relief(
                    what=f"{_names(keys)} {_moved(case, keys)} {way} {other}",
                    why=f"no conflict: {rivalry.why}",
                    claims=case.refs([c for key in keys for c in case.claims(key)]),
                )
            )
    seat_events, seat_reliefs = _seats(case)
    return events + seat_events, reliefs + seat_reliefs


def _names(keys: list[Key]) -> str:
    named = [key.person for key in keys if not key.person.startswith("(")]
    others = [key.person.strip("()") for key in keys if key.person.startswith("(")]
    parts = [*named, "others of the staff"] if named and others else named or others
    return " and ".join(parts) if len(parts) < 3 else ", ".join(parts[:-1]) + f" and {parts[-1]}"


def _moved(case: Case, keys: list[Key]) -> str:
    """Return how the documents word a move: as done, as planned, or as talked of."""
    worded = {claim.modality for key in keys for claim in case.claims(key)}
    if worded & {"confirmed", "reported"}:
        return "moved"
    several = len(keys) > 1
    if "planned" in worded:
        return "are to move" if several else "is to move"
    return f"{'are' if several else 'is'} said to move" if "rumoured" in worded else "moved"


def _move(case: Case, other: str, keys: list[Key], rivalry: Rivalry, *, away: bool) -> Event:
    """Return one event for all who went to (or came from) one party: a group move.

    Severity 1 - prod(1 - sigma_i * recency_i) over the people, times access and rivalry; each
    person's own belief and age count, so that one more name never lowers the event.
    """
    p = case.parameters.leadership
    people = {}
    parts = []
    for key in keys:
        sigma = max(p.role[role_class(c.role)].value for c in case.stated(key))
        recency = 2.0 ** (-_age(case, case.stated(key)) / p.half_life_days.value)
        people[key] = sigma * recency
        parts.append(f"{key.person.strip('()')} {show(sigma)} x recency {show(recency)}")
    together = 1.0 - math.prod(1.0 - weight for weight in people.values())
    claims = [c for key in keys for c in case.claims(key)]
    access = (p.access if away else p.arrival_access).value
    rho = rivalry.interval
    channel = "departure" if away else "arrival"
    how = (
        f"role severities {', '.join(parts)}, together {show(together)} x access {show(access)}"
        f" x rivalry {span(rho)} ({rivalry.why})"
    )
    way = f"from {case.vendor} to {other}" if away else f"from {other} to {case.vendor}"
    beliefs = {key: _belief(case, key) for key in sorted(people)}
    return Event(
        id=f"{channel}:{slug(other)}",
        what=f"{_names(keys)} {_moved(case, keys)} {way}",
        factor="leadership",
        party=other,
        rivalry=rivalry.point,
        claim=_group(beliefs, people, together, f"{_moved(case, keys)} {way}"),
        mechanisms=(case.mechanism(channel, times(rho, together * access), how),),
        claims=case.refs(claims),
        questions=("N17", "N21") if away else ("N18",),
        others=tuple(beliefs.values()) if len(beliefs) > 1 else (),
        weights=tuple(people[key] for key in beliefs) if len(beliefs) > 1 else (),
    )


def _belief(case: Case, key: Key) -> Belief:
    """Return the belief in one move; a seat that rests on the move shares it."""
    way = f"from {key.a} to {key.b}" if key.a else f"to {key.b}"
    verb = _moved(case, [key])
    return case.evidence.belief(key, f"{_names([key])} {verb} {way}", base_rate=0.5)


def _group(
    beliefs: dict[Key, Belief], people: dict[Key, float], together: float, verb: str
) -> Belief:
    """Return the belief in a group move: the part of its full severity that is evidenced.

    For one person it is the belief in that move; for several each counts by its own severity:
    ``(1 - prod(1 - sigma_i * recency_i * p_i)) / (1 - prod(1 - sigma_i * recency_i))``.
    """
    if len(beliefs) == 1:
        return next(iter(beliefs.values()))

    weights = [people[key] for key in beliefs]

    def part(end: str) -> float:
        return joined(weights, [getattr(belief, end) for belief in beliefs.values()])

    return Belief(
        key="; ".join(b.key for b in beliefs.values()),
        what=f"{_names(sorted(people))} {verb}: (1 - prod(1 - weight x p)) / {show(together)}",
        low=part("low"),
        point=part("point"),
        high=part("high"),
        conflict=max(b.conflict for b in beliefs.values()),
        base_rate=0.5,
        families=tuple(family for b in beliefs.values() for family in b.families),
    )


def _age(case: Case, claims: list[Claim]) -> int:
    """Return the age in days of the first statement, by its date or else by when it was known."""
    days = [day for c in claims if (day := first_day(c.date) or case.evidence.known[c.id])]
    return max(0, (case.evidence.days.aged - min(days)).days) if days else 0


def _seats(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return board seats and observers that come from rivals, and those that come from nobody's."""
    events: list[Event] = []
    reliefs = case.ended("seat", "sat on the board of")
    p = case.parameters.leadership
    keys = [key for key in case.evidence.keys("seat", b=case.vendor) if _is_seat(case, key)]
    for key in keys:
        beside = _beside(case, key)
        claims = [*case.claims(key), *beside]
        who = key.person or "somebody"
        home = key.a if key.a != case.vendor else ""
        went = None if home else _went(case, key.person)
        home = home or (went.b if went is not None else "")
        if not home:
            reliefs.append(
                Relief(
                    what=f"{who} sits on the board of {case.vendor}",
                    why="no tie to another company is known",
                    claims=case.refs(claims),
                )
            )
            continue
        rivalry = case.rivalries.of(home)
        if rivalry.high <= 0.0:
            reliefs.append(
                Relief(
                    what=f"{who} ({home}) sits on the board of {case.vendor}",
                    why=f"no conflict: {rivalry.why}",
                    claims=case.refs(claims),
                )
            )
            continue
        denied = case.denied(key, f"{who} of {home} sits on the board of {case.vendor}")
        if denied is not None:
            reliefs.append(denied)
            continue
        told = [*case.stated(key), *beside]
        seat = p.observer if all(c.observer for c in told) else p.interlock
        rho = rivalry.interval
        verb = "observes" if seat is p.observer else "sits on"
        events.append(
            Event(
                id=f"interlock:{slug(key.person or 'seat')}"
                + (f":{slug(home)}" if sum(k.person == key.person for k in keys) > 1 else ""),
                what=f"{who} of {home} {verb} the board of {case.vendor}",
                factor="leadership",
                party=home,
                rivalry=rivalry.point,
                claim=case.evidence.belief(
                    key, f"{who} {verb} the board of {case.vendor}", support=beside
                ),
                mechanisms=(
                    case.mechanism(
                        "interlock",
                        times(rho, seat.value),
                        f"seat {show(seat.value)} ({seat.reason}) x rivalry {span(rho)}"
                        f" ({rivalry.why})"
                        + ("; of that company only by the move, q" if went else ""),
                        _belief(case, went) if went else None,
                    ),
                ),
                claims=case.refs([*claims, *(case.claims(went) if went else [])]),
                questions=("N18", "N19"),
            )
        )
    return events, reliefs


def _is_seat(case: Case, key: Key) -> bool:
    """Whether a seat is an event of its own, or a relief: of a person, or of a company alone.

    Where one person is said to sit there for the company, its seat is that person's. That it has
    none is read with its rights where it holds a part.
    """
    if key.person:
        return True
    if key.a in {"", case.vendor} or len(_sitting(case, key)) == 1:
        return False
    return bool(case.stated(key)) or not (
        case.evidence.keys("stake", a=key.a, b=key.b) or _sitting(case, key)
    )


def _sitting(case: Case, key: Key) -> list[Key]:
    """Return the seats of people who are said to sit for the same company as a seat."""
    seats = case.evidence.keys("seat", a=key.a, b=key.b)
    return [one for one in seats if one.person and case.stated(one)]


def _beside(case: Case, key: Key) -> list[Claim]:
    """Return what is said of a company's seat without a person, where one alone sits for it."""
    if not key.a or _sitting(case, key) != [key]:
        return []
    return case.stated(Key("seat", key.a, key.b))


def _went(case: Case, person: str) -> Key | None:
    """Return the move that says where a person went, when one company alone is said."""
    found = [
        key
        for key in case.evidence.keys("move")
        if key.person == person and key.b not in {"", case.vendor} and case.stated(key)
    ]
    if len({key.b for key in found}) != 1:
        return None
    return min(found, key=lambda key: (key.a != case.vendor, key))
