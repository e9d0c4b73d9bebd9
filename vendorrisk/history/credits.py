"""Divides what a cause gives a line among the claims that came or went."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from vendorrisk.decision.chronicle import headline
from vendorrisk.evidence.fusion import weight
from vendorrisk.history.parts import allotted
from vendorrisk.history.worlds import LEAK, NewCauses, Weighed
from vendorrisk.model.assessment import Event
from vendorrisk.model.change import Cause, ClaimPart
from vendorrisk.model.claim import Claim
from vendorrisk.scoring.rebuilding import beliefs_of

Family = tuple[str, str, int]  # key of the belief, origin, polarity
_Worlds = Mapping[NewCauses, Weighed]
_FIGURES = (
    "percent", "percent_low", "percent_high", "votes", "voting", "share_of_revenue", "stage", "role"
)  # fmt: skip


def claim_parts(
    worlds: _Worlds,
    causes: Sequence[Cause],
    cause: Cause,
    line: str,
    total: float,
    digits: int,
) -> tuple[ClaimPart, ...]:
    """Return the parts of claims in what a cause gives a line; they sum to `total`.

    Of "evidence" they are the claims known on one side only. The line's part is
    divided by what its beliefs and what its severities alone do to its intensity; each counts as
    far as it goes the way of the whole.

    * Of the beliefs a claim has the weight ``-ln(1 - s)`` that it adds to its family, the first
      known first; a copy adds none. A rise goes to what speaks for the line and is new, or against
      it and is gone; a fall to the others.
    * Of the severities claims that give a figure have their weight, one of each origin.

    Where neither says anything (the line moved by others) all have the same. Of "status" they are
    claims known on both sides that the line uses on one of the two days only, of "review" those
    that people took out, put back or changed, in equal parts. Of other causes there are none.
    """
    if line == LEAK:
        return ()
    if cause == "status":
        weights = dict.fromkeys(_in_force(worlds, cause, line), 0.0)
    elif cause == "review":
        weights = dict.fromkeys(_decided(worlds, line), 0.0)
    elif cause == "evidence":
        weights = _weights(worlds, causes, cause, line, rise=total >= 0.0)
    else:
        return ()
    if not weights:
        return ()
    whole = math.fsum(weights.values())
    names = sorted(weights)
    shares = [total * (weights[n] / whole if whole > 0.0 else 1.0 / len(names)) for n in names]
    parts = dict(zip(names, allotted(shares, total, digits), strict=True))
    last = worlds[frozenset(causes)]
    used = _claims(last.events.get(line))
    found = [_part(worlds, last, name, parts[name], name not in used) for name in names]
    return tuple(sorted(found, key=lambda part: (-abs(part.point), part.id)))


def _part(worlds: _Worlds, last: Weighed, name: str, point: float, gone: bool) -> ClaimPart:
    holder = last if name in last.known else next(w for w in worlds.values() if name in w.known)
    claim = holder.known[name]
    return ClaimPart(
        id=name,
        what=headline(claim),
        known=holder.evidence.known[name],
        happened=claim.date,
        document=claim.doc,
        quote=claim.quote,
        modality=claim.modality,
        gone=gone,
        point=point,
    )


def _weights(
    worlds: _Worlds, causes: Sequence[Cause], cause: Cause, line: str, *, rise: bool
) -> dict[str, float]:
    """Return the weight of each claim that is known on one side only, 0 or more."""
    beliefs, figures = _known(worlds, causes, cause, line)
    way = 1.0 if rise else -1.0
    by_belief = {name: max(0.0, way * value) for name, value in beliefs.items()}
    by_figure = dict.fromkeys(beliefs, 0.0) | figures
    ends = (frozenset({cause}), frozenset(causes))
    moved = [_moved(worlds[new - {cause}], worlds[new], line) for new in ends]
    belief, severity = (max(0.0, way * math.fsum(part) / 2.0) for part in zip(*moved, strict=True))
    found = dict.fromkeys(beliefs, 0.0)
    for share, weights in ((belief, by_belief), (severity, by_figure)):
        whole = math.fsum(weights.values())
        if whole > 0.0:
            found = {name: part + share * weights[name] / whole for name, part in found.items()}
    return found


def _moved(old: Weighed, new: Weighed, line: str) -> tuple[float, float]:
    """Return what beliefs and what severities do to the intensity of a line, each alone and last.

    The two sum to the change of the intensity. A line that is there on one side only came, or went,
    by belief.
    """
    before, after = old.events.get(line), new.events.get(line)
    if before is None or after is None:
        return (
            (0.0 if after is None else _intensity(after, after))
            - (0.0 if before is None else _intensity(before, before)),
            0.0,
        )
    corners = {
        (b, s): _intensity(after if b else before, after if s else before)
        for b in (False, True)
        for s in (False, True)
    }
    belief = corners[True, False] - corners[False, False] + corners[True, True]
    severity = corners[False, True] - corners[False, False] + corners[True, True]
    return (belief - corners[False, True]) / 2.0, (severity - corners[True, False]) / 2.0


def _intensity(believed: Event, severe: Event) -> float:
    """Return the intensity at the point with the beliefs of one event and severities of another."""
    private = {m.channel: m.claim for m in believed.mechanisms if m.claim is not None}
    off = 1.0
    for one in severe.mechanisms:
        claim = private.get(one.channel, one.claim)
        off *= 1.0 - one.link * one.severity.point * (1.0 if claim is None else claim.point)
    return (1.0 if believed.claim is None else believed.claim.point) * (1.0 - off)


def _known(
    worlds: _Worlds, causes: Sequence[Cause], cause: Cause, line: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Return what each claim of a line that is known on one side only adds: to beliefs, to figures.

    To beliefs: positive where it makes the line heavier in the new result, negative where lighter.
    """
    whole = frozenset(causes)
    beliefs: dict[str, float] = {}
    figures: dict[str, float] = {}
    for new in (True, False):
        own = [s for s in worlds if (cause in s) is new]
        own.sort(key=lambda s: (-len(s if new else whole - s), sorted(s if new else whole - s)))
        for switched in own:
            here, there = worlds[switched], worlds[switched ^ {cause}]
            event = here.events.get(line)
            fresh = {n for n in _claims(event) if n not in there.known} - beliefs.keys()
            if event is None or not fresh:
                continue
            beliefs.update(dict.fromkeys(fresh, 0.0))
            before = _families(there.events.get(line))
            for place, (strength, members) in _families(event).items():
                least = before[place][0] if place in before else 0.0
                sign = place[2] * (1 if new else -1)
                for name, added in _added(here, place, members & fresh, least, strength):
                    beliefs[name] += added * sign
            figures.update(_figures(here, event, fresh))
    return beliefs, figures


def _added(
    world: Weighed, place: Family, fresh: Collection[str], least: float, most: float
) -> Iterator[tuple[str, float]]:
    """Yield the weight that each claim adds to a family of strength `least`, first known first."""
    for name in _by_day(world, fresh):
        own = min(most, _strength(world, name, place[0]))
        if own > least:
            yield name, weight(own) - weight(least)
            least = own


def _figures(world: Weighed, event: Event, fresh: Collection[str]) -> dict[str, float]:
    """Return the weight of the claims that give a figure, the strongest of each origin."""
    key = event.claim.key if event.claim is not None else ""
    best: dict[str, tuple[float, str]] = {}
    for name in _by_day(world, fresh):
        claim = world.evidence.by_id[name]
        own = _strength(world, name, key)
        origin = world.evidence.origin(claim)
        if _gives_figure(claim) and own > best.get(origin, (0.0, ""))[0]:
            best[origin] = (own, name)
    return {name: weight(own) for own, name in best.values()}


def _gives_figure(claim: Claim) -> bool:
    return claim.modality != "denied" and any(getattr(claim, name) is not None for name in _FIGURES)


def _by_day(world: Weighed, names: Collection[str]) -> list[str]:
    return sorted(names, key=lambda name: (world.evidence.known[name] or dt.date.min, name))


def _strength(world: Weighed, name: str, key: str) -> float:
    topic = key.split("|", 1)[0]
    return world.evidence.strength(world.evidence.by_id[name], topic).point


def _decided(worlds: _Worlds, line: str) -> list[str]:
    """Return the claims of a line that people took out, put back or changed."""
    found: set[str] = set()
    for switched in worlds:
        if "review" in switched:
            here, there = worlds[switched], worlds[switched - {"review"}]
            used = _claims(here.events.get(line)) | _claims(there.events.get(line))
            found |= {n for n in used if _says(here, n) != _says(there, n)}
    return sorted(found)


def _says(world: Weighed, name: str) -> Claim | None:
    claim = world.known.get(name)
    return None if claim is None else claim.model_copy(update={"review": None})


def _in_force(worlds: _Worlds, cause: Cause, line: str) -> list[str]:
    found: set[str] = set()
    for switched in worlds:
        if cause in switched:
            here, there = worlds[switched], worlds[switched - {cause}]
            found |= _claims(here.events.get(line)) ^ _claims(there.events.get(line))
    return sorted(found)


def _claims(event: Event | None) -> set[str]:
    if event is None:
        return set()
    families = (family for belief in beliefs_of(event) for family in belief.families)
    return {ref.id for ref in event.claims} | {name for one in families for name in one.claims}


def _families(event: Event | None) -> dict[Family, tuple[float, frozenset[str]]]:
    """Return strength and claims of every family that a line rests on."""
    return dict(_each_family(event)) if event is not None else {}


def _each_family(event: Event) -> Iterator[tuple[Family, tuple[float, frozenset[str]]]]:
    for belief in beliefs_of(event):
        for one in belief.families:
            place = (belief.key, one.origin, one.polarity)
            yield place, (one.strength.point, frozenset(one.claims))
