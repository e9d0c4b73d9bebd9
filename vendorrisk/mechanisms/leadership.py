"""People: moves to and from rivals, and seats shared with them (model section 3.4)."""

from __future__ import annotations

from vendorrisk.evidence.keys import Key, role_class
from vendorrisk.evidence.timing import first_day
from vendorrisk.mechanisms.case import Case, product, show, slug, span, times
from vendorrisk.mechanisms.rivalry import Rivalry
from vendorrisk.model.assessment import Event, Interval, Mechanism, Relief
from vendorrisk.model.claim import Claim


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
        for other, keys in sorted(groups.items()):
            rivalry = case.rivalries.of(other)
            if rivalry.high > 0.0:
                events.append(_move(case, other, keys, rivalry, away=away))
                continue
            way = "to" if away else "from"
            reliefs.append(
                Relief(
                    what=f"{_names(keys)} moved {way} {other}",
                    why=f"no conflict: {rivalry.why}",
                    claims=case.refs([c for key in keys for c in case.claims(key)]),
                )
            )
    seat_events, seat_reliefs = _seats(case)
    return events + seat_events, reliefs + seat_reliefs


def _names(keys: list[Key]) -> str:
    named = [key.person for key in keys if not key.person.startswith("(")]
    others = len(keys) - len(named)
    parts = named + (["others of the staff"] if others else [])
    return " and ".join(parts) if len(parts) < 3 else ", ".join(parts[:-1]) + f" and {parts[-1]}"


def _move(case: Case, other: str, keys: list[Key], rivalry: Rivalry, *, away: bool) -> Event:
    """Return one event for all who went to (or came from) one party: a group move.

    Severity 1 - prod(1 - sigma_i * p_i) over the people, p_i relative to the best evidenced one,
    times access, rivalry and recency.
    """
    p = case.parameters.leadership
    beliefs = {key: case.evidence.belief(key, f"{key.person} moved", base_rate=0.5) for key in keys}
    root = max(keys, key=lambda key: (beliefs[key].low, beliefs[key].point, key))
    off = [1.0, 1.0, 1.0]
    parts = []
    for key in keys:
        sigma = max(p.role[role_class(c.role)].value for c in case.claims(key))
        own = beliefs[key]
        weights = (1.0,) * 3 if key == root else (own.low, own.point, own.high)
        off = [o * (1.0 - sigma * w) for o, w in zip(off, weights, strict=True)]
        name = key.person.strip("()")
        parts.append(f"{name} {show(sigma)}" + ("" if key == root else f" x {show(own.point)}"))
    sigma_all = Interval(low=1 - off[0], point=1 - off[1], high=1 - off[2])
    claims = [c for key in keys for c in case.claims(key)]
    recency = 2.0 ** (-_age(case, claims) / p.half_life_days.value)
    access = (p.access if away else p.arrival_access).value
    rho = Interval(low=rivalry.low, point=rivalry.point, high=rivalry.high)
    channel = "departure" if away else "arrival"
    how = (
        f"role severities {', '.join(parts)} together {span(sigma_all)} x access {show(access)}"
        f" x rivalry {span(rho)} ({rivalry.why}) x recency {show(recency)}"
    )
    way = f"from {case.vendor} to {other}" if away else f"from {other} to {case.vendor}"
    return Event(
        id=f"{channel}:{slug(other)}",
        what=f"{_names(keys)} moved {way}",
        factor="leadership",
        party=other,
        rivalry=rivalry.point,
        claim=beliefs[root].model_copy(update={"what": f"{_names([root])} moved {way}"}),
        mechanisms=(
            Mechanism(
                channel=channel,
                severity=times(product(sigma_all, rho), access * recency),
                link=case.parameters.link(channel),
                how=how,
            ),
        ),
        claims=case.refs(claims),
        questions=("N17", "N21") if away else ("N18",),
    )


def _age(case: Case, claims: list[Claim]) -> int:
    days = [day for claim in claims if (day := first_day(claim.date)) is not None]
    return max(0, (case.evidence.as_of - min(days)).days) if days else 0


def _seats(case: Case) -> tuple[list[Event], list[Relief]]:
    """Return board seats and observers that come from rivals, and those that come from nobody's."""
    events: list[Event] = []
    reliefs: list[Relief] = []
    p = case.parameters.leadership
    for key in case.evidence.keys("seat", b=case.vendor):
        claims = case.claims(key)
        if not key.person:
            continue  # a statement about a holder's seats: read with the holder's rights
        home = key.a or _employer(case, key.person)
        if not home:
            reliefs.append(
                Relief(
                    what=f"{key.person} sits on the board of {case.vendor}",
                    why="no tie to another company is known",
                    claims=case.refs(claims),
                )
            )
            continue
        rivalry = case.rivalries.of(home)
        if rivalry.high <= 0.0:
            reliefs.append(
                Relief(
                    what=f"{key.person} ({home}) sits on the board of {case.vendor}",
                    why=f"no conflict: {rivalry.why}",
                    claims=case.refs(claims),
                )
            )
            continue
        seat = p.observer if all(c.observer for c in claims) else p.interlock
        rho = Interval(low=rivalry.low, point=rivalry.point, high=rivalry.high)
        verb = "observes" if seat is p.observer else "sits on"
        events.append(
            Event(
                id=f"interlock:{slug(key.person)}",
                what=f"{key.person} of {home} {verb} the board of {case.vendor}",
                factor="leadership",
                party=home,
                rivalry=rivalry.point,
                claim=case.evidence.belief(key, f"{key.person} {verb} the board of {case.vendor}"),
                mechanisms=(
                    Mechanism(
                        channel="interlock",
                        severity=times(rho, seat.value),
                        link=case.parameters.link("interlock"),
                        how=f"seat {show(seat.value)} ({seat.reason}) x rivalry {span(rho)}"
                        f" ({rivalry.why})",
                    ),
                ),
                claims=case.refs(claims),
                questions=("N18", "N19"),
            )
        )
    return events, reliefs


def _employer(case: Case, person: str) -> str | None:
    """Return the company a person went to, when a known move says so."""
    homes = {
        key.b
        for key in case.evidence.keys("move")
        if key.person == person and key.b and key.b != case.vendor
    }
    return homes.pop() if len(homes) == 1 else None
