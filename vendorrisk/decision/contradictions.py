"""Where the documents do not agree: every reading side by side, the one used, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vendorrisk.decision.money import money_of
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import share_of as client_share
from vendorrisk.mechanisms.clients import stage_lost
from vendorrisk.mechanisms.ownership import share_of as stake_share
from vendorrisk.model.assessment import Contradiction, Reading
from vendorrisk.model.claim import Claim


def contradictions(case: Case) -> tuple[Contradiction, ...]:
    """Return every question about the vendor that two documents answer differently."""
    found: list[Contradiction] = []
    for party in _deal_parties(case):
        found += _deal(case, party)
    for key in case.evidence.keys("client", b=case.vendor):
        found += _spend(case, key) + _rank(case, key)
    for key in case.evidence.keys("loss", b=case.vendor):
        found += _exit(case, key)
    found += _departures(case) + _independence(case)
    return tuple(found)


def percent(claim: Claim) -> str | None:
    """Return the share a claim gives, as words."""
    low, point, high = claim.percent_low, claim.percent, claim.percent_high
    if point is not None and (low, high) in ((None, None), (point, point)):
        return f"{point:g} %"
    if low is not None and high is not None:
        if high == 50 and point is None:
            return "just under 50 %"
        return f"{low:g} to {high:g} %"
    if low is not None:
        return f"more than {low:g} %"
    if high is not None:
        return f"up to {high:g} %"
    return None


_DEAL = ("stake", "talks")


def _deal_parties(case: Case) -> list[str]:
    named = {key.a for topic in _DEAL for key in case.evidence.keys(topic, b=case.vendor)}
    return sorted(named - {case.vendor})


def _deal(case: Case, party: str) -> list[Contradiction]:
    claims = [c for topic in _DEAL for c in case.claims(Key(topic, party, case.vendor))]
    partnerships = [
        c
        for c in case.evidence.unkeyed
        if c.kind == "partnership" and {c.subject, c.object} == {party, case.vendor}
    ]
    share = stake_share(case, Key("stake", party, case.vendor))
    amounts = _readings(case, claims, money_of)
    shares = _readings(case, claims, percent)
    states = _readings(case, [*claims, *partnerships], _state)
    if max(len(amounts), len(shares), len(states)) < 2:
        return []
    amount = _strongest(case, amounts)
    used_share = set(share.claims)
    readings = [
        *(r.model_copy(update={"used": r is amount}) for r in amounts),
        *(
            r.model_copy(update={"used": any(ref.id in used_share for ref in r.claims)})
            for r in shares
        ),
    ]
    state = _strongest(case, states)
    if len(states) > 1:
        readings += [r.model_copy(update={"used": r is state}) for r in states]
    parts = []
    if amount is not None:
        parts.append(f"price {amount.value}: {_reason(case, amount)}; the price is not scored")
    if share.claims:
        parts.append(f"share {share.point:.3g} [{share.low:.3g} to {share.high:.3g}]: {share.how}")
    if state is not None:
        parts.append(f"{state.value}: {_reason(case, state)}")
    return [
        Contradiction(
            topic="deal",
            question=f"What does {party} hold or pay in {case.vendor}, and is it done?",
            readings=tuple(readings),
            why="; ".join(parts),
        )
    ]


def _state(claim: Claim) -> str:
    if claim.kind == "partnership":
        return f"{claim.modality} partnership"
    if claim.modality == "planned":
        return "deal planned or under discussion"
    if claim.modality == "denied":
        return "deal denied"
    if claim.modality == "rumoured":
        return "deal rumoured"
    return "deal done"


def _spend(case: Case, key: Key) -> list[Contradiction]:
    claims = [c for c in case.claims(key) if money_of(c)]
    readings = _readings(case, claims, _spend_words)
    if len(readings) < 2:
        return []
    share = client_share(case, key.a)
    best = _strongest(case, readings)
    return [
        Contradiction(
            topic="spend",
            question=f"What does {key.a} spend with {case.vendor}, and what is the money for?",
            readings=tuple(
                r.model_copy(
                    update={
                        "used": any(ref.id in share.claims for ref in r.claims)
                        if share.claims
                        else r is best
                    }
                )
                for r in readings
            ),
            why=f"{key.a} is a client, so money it plans for {case.vendor} is spend on services,"
            " whatever the verb; no reading makes it an owner. Only the share of revenue is scored:"
            f" {share.point:.3g} [{share.low:.3g} to {share.high:.3g}], {share.how}",
        )
    ]


def _spend_words(claim: Claim) -> str | None:
    amount = money_of(claim)
    if amount is None:
        return None
    word = (claim.note or "").removeprefix("the text says ").split(";")[0].strip("'")
    said = claim.note is not None and claim.note.startswith("the text says ")
    return f"{amount}, called {word}" if said else f"{amount} of {claim.modality} spend"


def _rank(case: Case, key: Key) -> list[Contradiction]:
    claims = [c for c in case.claims(key) if c.rank]
    readings = _readings(case, claims, lambda c: (c.rank or "").replace("_", " ") + " client")
    if len(readings) < 2:
        return []
    share = client_share(case, key.a)
    used = "largest" if any(c.rank == "largest" for c in claims) else "among_largest"
    best = f"{used.replace('_', ' ')} client"
    return [
        Contradiction(
            topic="rank",
            question=f"How large a client of {case.vendor} is {key.a}?",
            readings=tuple(r.model_copy(update={"used": r.value == best}) for r in readings),
            why=f"the more specific word is used; share of revenue taken as {share.point:.3g}"
            f" [{share.low:.3g} to {share.high:.3g}]: {share.how}",
        )
    ]


def _exit(case: Case, key: Key) -> list[Contradiction]:
    readings = _readings(
        case, case.claims(key), lambda c: f"{c.modality}: {c.stage or 'considering'}"
    )
    if len({r.value.partition(": ")[2] for r in readings}) < 2:
        return []
    stage = stage_lost(case, key)
    used = set(stage.claims)
    return [
        Contradiction(
            topic="exit",
            question=f"What has {key.a} decided about {case.vendor}?",
            readings=tuple(
                r.model_copy(update={"used": any(ref.id in used for ref in r.claims)})
                for r in readings
            ),
            why=f"part of the business taken as lost {stage.point:.3g}"
            f" [{stage.low:.3g} to {stage.high:.3g}], one statement an origin ({stage.how})",
        )
    ]


def _departures(case: Case) -> list[Contradiction]:
    claims = [
        c for key in case.evidence.keys("move", a=case.vendor) for c in case.claims(key) if c.object
    ]
    readings = _readings(
        case, claims, lambda c: f"{c.person or '(not named) ' + (c.role or 'staff')} to {c.object}"
    )
    unnamed = [r for r in readings if r.value.startswith("(not named)")]
    if not unnamed or len(readings) < 2:
        return []
    return [
        Contradiction(
            topic="departure",
            question=f"Who left {case.vendor}, and where to?",
            readings=tuple(
                r.model_copy(
                    update={"used": not r.value.startswith("(not named)") or "staff" in r.value}
                )
                for r in readings
            ),
            why="an unnamed office-holder is joined to the one named person with that role and"
            " those companies; unnamed staff count apart",
        )
    ]


def _independence(case: Case) -> list[Contradiction]:
    said = [
        c
        for c in case.evidence.unkeyed
        if c.kind == "independence_statement" and c.subject == case.vendor
    ]
    owners = [
        key
        for key in case.evidence.keys("stake", b=case.vendor)
        if key.a != case.vendor and case.rivalries.of(key.a).point >= 0.5
    ]
    if not said or not owners:
        return []
    names = ", ".join(key.a for key in owners)
    return [
        Contradiction(
            topic="independence",
            question=f"Is {case.vendor} independent?",
            readings=(
                Reading(
                    value="says that it is independent or guards its clients' data",
                    modality="reported",
                    documents=_documents(said),
                    claims=case.refs(said),
                ),
                Reading(
                    value=f"partly owned by a rival of {case.buyer.name}: {names}",
                    modality="confirmed",
                    documents=_documents([c for key in owners for c in case.claims(key)]),
                    claims=case.refs([c for key in owners for c in case.claims(key)]),
                    used=True,
                ),
            ),
            why="a vendor's word in its own interest is evidence of the statement, weak evidence of"
            " the thing; the holding stands",
        )
    ]


def _readings(
    case: Case, claims: Iterable[Claim], value: Callable[[Claim], str | None]
) -> list[Reading]:
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        words = value(claim)
        if words is not None:
            groups.setdefault(words, []).append(claim)
    readings = [
        Reading(
            value=words,
            modality=_strongest_modality(members),
            documents=_documents(members),
            claims=case.refs(members),
        )
        for words, members in groups.items()
    ]
    return sorted(readings, key=lambda r: (-len(r.documents), r.value))


_ORDER = ("confirmed", "reported", "planned", "rumoured", "denied")


def _strongest_modality(claims: list[Claim]) -> str:
    return min((c.modality for c in claims), key=_ORDER.index)


def _documents(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.doc for c in claims}))


def _support(case: Case, reading: Reading) -> tuple[float, int, str]:
    claims = case.evidence.with_ids(ref.id for ref in reading.claims)
    best: dict[str, float] = {}
    for claim in claims:
        origin = case.evidence.origin(claim)
        best[origin] = max(best.get(origin, 0.0), case.evidence.strength(claim, "").point)
    return sum(best.values()), len(reading.documents), reading.value


def _strongest(case: Case, readings: list[Reading]) -> Reading | None:
    return max(readings, key=lambda r: _support(case, r), default=None)


def _reason(case: Case, reading: Reading) -> str:
    total, documents, _ = _support(case, reading)
    return f"best supported: strengths of its origins sum to {total:.2f}, {documents} document(s)"
