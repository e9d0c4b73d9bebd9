"""Named values on the evidence: how much there is, how old, how firm, from how many origins."""

from __future__ import annotations

from collections.abc import Iterator

from vendorrisk.decision.values.registry import Bounds, Measured, value
from vendorrisk.model.belief import Belief
from vendorrisk.model.claim import Claim

NOTHING = "no claim stands behind any line of the ledger"


@value("share")
def coverage(m: Measured) -> Bounds:
    """Share of what must be known (``required`` in ``rules/model.yaml``) that evidence covers."""
    return Bounds(m.coverage, m.coverage, "coverage of the assessment")


def _beliefs(m: Measured) -> Iterator[Belief]:
    """Yield the beliefs behind the ledger that somebody spoke to."""
    for event in m.events:
        if event.known:
            yield from (belief for belief in event.beliefs if belief.families)


def _origins(m: Measured) -> dict[str, list[str]]:
    """Return the ids of the claims of each independent origin behind the ledger."""
    found: dict[str, set[str]] = {}
    for belief in _beliefs(m):
        for family in belief.families:
            found.setdefault(family.origin, set()).update(family.claims)
    return {origin: sorted(found[origin]) for origin in sorted(found)}


def _claims(m: Measured) -> list[Claim]:
    ids = sorted({claim for own in _origins(m).values() for claim in own})
    return m.case.evidence.with_ids(ids)


@value("count")
def families(m: Measured) -> Bounds:
    """How many independent origins stand behind the ledger; copies of one story are one."""
    origins = _origins(m)
    how = ", ".join(origins) or NOTHING
    return Bounds(len(origins), len(origins), how, [c for own in origins.values() for c in own])


@value("yes_no")
def rests_on_one_family(m: Measured) -> Bounds:
    """Whether the tier would change if one single origin were not believed.

    Does not apply where no source speaks to any line.
    """
    found = m.robustness
    if found is None or not found.families:
        return Bounds(None, None, NOTHING, applies=False)
    rests = float(bool(found.rests_on))
    names = ", ".join(found.rests_on)
    return Bounds(rests, rests, f"rests on {names}" if names else "on no single origin")


@value("days")
def evidence_age_days(m: Measured) -> Bounds:
    """Days since the newest evidence behind the ledger became known; unknown without any date."""
    evidence = m.case.evidence
    days = [(day, c.id) for c in _claims(m) if (day := evidence.known[c.id]) is not None]
    if not days:
        return Bounds(
            None, None, "no claim behind the ledger has a date" if _claims(m) else NOTHING
        )
    newest, claim = max(days)
    old = (evidence.as_of - newest).days
    return Bounds(old, old, f"the newest became known on {newest.isoformat()}", [claim])


@value("count")
def contradictions(m: Measured) -> Bounds:
    """How many questions on the vendor the documents answer differently."""
    number = len(m.contradictions)
    how = "; ".join(one.question for one in m.contradictions) or "none found"
    return Bounds(number, number, how)


@value("share")
def share_of_rumour(m: Measured) -> Bounds:
    """Share of the independent origins behind the ledger that only pass on rumours."""
    origins = _origins(m)
    if not origins:
        return Bounds(None, None, NOTHING)
    rumours = [
        name
        for name, ids in origins.items()
        if all(claim.modality == "rumoured" for claim in m.case.evidence.with_ids(ids))
    ]
    share = len(rumours) / len(origins)
    how = f"{len(rumours)} of {len(origins)}" + (f": {', '.join(rumours)}" if rumours else "")
    return Bounds(share, share, how)


@value("index")
def conflict(m: Measured) -> Bounds:
    """Largest conflict k between origins for and against one claim behind the ledger, in 0..1."""
    found = [(belief.conflict, belief.what) for belief in _beliefs(m)]
    if not found:
        return Bounds(None, None, NOTHING)
    most, what = max(found)
    return Bounds(
        most, most, f"on whether {what}" if most > 0.0 else "no origin speaks against another"
    )
