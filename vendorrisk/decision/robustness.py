"""What the tier rests on: sources left out one by one, facts settled, and stress runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from vendorrisk.decision.dependence import tied
from vendorrisk.decision.flipping import if_wrong
from vendorrisk.decision.tipping import SEARCHED, tipping
from vendorrisk.evidence.beliefs import fused
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.robustness import Robustness, Stress, WithoutFamily
from vendorrisk.scoring.ledger import DIGITS, rounded, tier
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt
from vendorrisk.scoring.tree import score


def robustness(events: Sequence[Event], risk: Interval, parameters: Parameters) -> Robustness:
    """Return what the tier of an assessment rests on.

    Parameters
    ----------
    events : sequence of Event
        The events of one pair, in any order.
    risk : Interval
        Their risk, rounded as in the assessment.
    parameters : Parameters
        Leak, threshold and family discount.

    Returns
    -------
    Robustness
        Sources by the size of their change, then by name.
    """
    leak, threshold = parameters.leak.value, parameters.tier_threshold.value
    now = tier(risk, threshold)[0]
    families = without_families(events, risk, parameters)
    single = rounded(score([_without(events, None, 0.0)], leak)[0].risk)
    hung = rounded(tied(events, leak))
    runs: tuple[tuple[Literal["one_source", "tied_claims"], str, Interval], ...] = (
        ("one_source", "all sources of a claim are one: only the strongest counts", single),
        ("tied_claims", "the claims of one event hang together in any way", hung),
    )
    return Robustness(
        families=families,
        rests_on=tuple(family.origin for family in families if family.moves),
        changes=tipping(events, risk, leak, threshold, parameters.remedies),
        searched=SEARCHED,
        stress=tuple(
            Stress(
                run=run,
                what=what,
                risk=other,
                tier=tier(other, threshold)[0],
                moves=tier(other, threshold)[0] != now,
            )
            for run, what, other in runs
        ),
        if_wrong=if_wrong(events, risk, parameters),
    )


def without_families(
    events: Sequence[Event], risk: Interval, parameters: Parameters
) -> tuple[WithoutFamily, ...]:
    """Return the risk without each origin, from beliefs fused again without its families.

    A claim that only this origin speaks to becomes vacuous, so that its low end falls and its high
    end does not (invariant E9); leaving out a source that only speaks for claims never raises low,
    point or high (X2).
    """
    leak, threshold = parameters.leak.value, parameters.tier_threshold.value
    discount = parameters.evidence.family_discount.value
    lines: dict[str, dict[str, None]] = {}
    for event in events:
        for belief in beliefs_of(event):
            for family in belief.families:
                lines.setdefault(family.origin, {})[event.id] = None
    origins = sorted(lines)
    worlds = [_without(events, origin, discount) for origin in origins]
    now = tier(risk, threshold)[0]
    found = []
    for origin, one in zip(origins, score(worlds, leak), strict=True):
        left = rounded(one.risk)
        name = tier(left, threshold)[0]
        found.append(
            WithoutFamily(
                origin=origin,
                lines=tuple(lines[origin]),
                risk=left,
                change=round(left.point - risk.point, DIGITS),
                tier=name,
                moves=name != now,
            )
        )
    return tuple(sorted(found, key=lambda f: (-abs(f.change), f.origin)))


def _without(events: Sequence[Event], origin: str | None, discount: float) -> list[Event]:
    return rebuilt(events, lambda belief: refused(belief, origin, discount))


def refused(belief: Belief, origin: str | None, discount: float) -> Belief:
    """Return a belief fused again without the families of an origin; None leaves nobody out.

    One that the origin does not speak to, or nobody, is returned as it is.
    """
    kept = [family for family in belief.families if family.origin != origin]
    if not belief.families or (origin is not None and len(kept) == len(belief.families)):
        return belief
    return fused(belief.key, belief.what, kept, belief.base_rate, discount)
