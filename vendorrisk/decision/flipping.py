"""The evidence that would give another tier if it were wrong: smallest sets of origins.

One origin left out is often not enough to move a tier, because others say the same. Sets of up to
three are searched, smallest first. The gain of a set is a sum over groups of events that share no
claim, and what one more origin can add to any set is bounded by the most that it adds to any set
of its group, so that a branch which cannot get there is not walked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from vendorrisk.decision.tipping import SLACK, log_safe, neutral
from vendorrisk.evidence.beliefs import fused
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.robustness import Wrong
from vendorrisk.scoring.ledger import rounded, tier
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt
from vendorrisk.scoring.sharing import components, shared
from vendorrisk.scoring.tree import score

MOST = 3  # origins in a set
IN_GROUP = 12  # origins of one group that are combined with one another, the strongest first
SHARED = 6  # shared claims of a group up to which that holds: their worlds double with each
IN_SHARED = 6  # origins that are combined in a group that shares more
WIDEST = 40  # origins that are combined: the largest bounds first
TRIED = 16  # sets that reach the threshold up to rounding and are scored in full
FOUND = 2000  # sets of one size that are counted
Way = tuple[Literal["low", "high"], int]  # the end that crosses the threshold, +1: it must rise


def if_wrong(events: Sequence[Event], risk: Interval, parameters: Parameters) -> tuple[Wrong, ...]:
    """Return, for each way that the tier can go, the smallest set of origins that holds it up.

    Parameters
    ----------
    events : sequence of Event
        Of one pair, in any order.
    risk : Interval
        Rounded, as in the assessment.
    parameters : Parameters
        Leak, threshold and family discount.

    Returns
    -------
    tuple of Wrong
        Of the sets of the smallest size, at most three origins, the one that moves the risk most;
        of equal ones the first by name. No entry where no set of that size moves the tier.
    """
    threshold = parameters.tier_threshold.value
    now = tier(risk, threshold)[0]
    ways: dict[str, tuple[Way, ...]] = {
        "HIGH": (("low", -1),),
        "LOW": (("high", 1),),
        "UNDETERMINED": (("high", -1), ("low", 1)),
    }
    ordered = sorted(events, key=lambda event: event.id)
    groups = components(ordered)
    found = []
    for end, sign in ways[now]:
        search = _Search(groups, end, sign, parameters.evidence.family_discount.value)
        needed = abs(log_safe(1.0 - getattr(risk, end)) - log_safe(1.0 - threshold))
        wrong = _smallest(search, ordered, needed, now, parameters)
        if wrong is not None:
            found.append(wrong)
    return tuple(found)


def _smallest(
    search: _Search, events: Sequence[Event], needed: float, now: str, parameters: Parameters
) -> Wrong | None:
    leak, threshold = parameters.leak.value, parameters.tier_threshold.value
    for size in range(1, MOST + 1):
        sets = sorted(search.sets(size, needed - SLACK), key=lambda s: (-round(s[0], 12), s[1]))
        for _, origins in sets[:TRIED]:
            left = without_origins(events, frozenset(origins), search.discount)
            after = rounded(score([left], leak)[0].risk)
            name = tier(after, threshold)[0]
            if name != now:
                lines, claims = _said(events, frozenset(origins))
                return Wrong(
                    origins=origins,
                    lines=lines,
                    claims=claims,
                    risk=after,
                    tier=name,
                    others=len(sets) - 1,
                )
    return None


class _Part(NamedTuple):
    """One group of events: its origins, and the gain of every set of them that is combined."""

    origins: tuple[str, ...]
    gains: dict[frozenset[str], float]

    def gain(self, chosen: frozenset[str]) -> float:
        """Return the gain of a set; the sum of single gains where it was not combined."""
        if not chosen or chosen in self.gains:
            return self.gains.get(chosen, 0.0)
        return math.fsum(self.gains[frozenset({name})] for name in sorted(chosen))


class _Search:
    """Gains of sets of origins, towards one end of the interval and one side of the threshold."""

    def __init__(
        self, groups: Sequence[Sequence[Event]], end: str, sign: int, discount: float
    ) -> None:
        self.discount = discount
        self.parts = [
            part for group in groups if (part := _part(group, end, sign, discount)).origins
        ]
        bounds: dict[str, float] = {}
        for part in self.parts:
            for origin in part.origins:
                bounds[origin] = bounds.get(origin, 0.0) + _bound(part, origin)
        ranked = sorted(bounds, key=lambda name: (-round(bounds[name], 12), name))
        self.origins = [name for name in ranked if bounds[name] > 1e-12][:WIDEST]
        self.bounds = [bounds[name] for name in self.origins]

    def gain(self, origins: Sequence[str]) -> float:
        """Return how far the log of being neutral moves the wanted way without these origins."""
        chosen = frozenset(origins)
        return math.fsum(part.gain(chosen.intersection(part.origins)) for part in self.parts)

    def sets(self, size: int, needed: float) -> list[tuple[float, tuple[str, ...]]]:
        """Return the sets of a size whose gain reaches what is needed, with the gain."""
        found = []
        for chosen in self._reaching(size, needed, (), 0.0, 0):
            gain = self.gain(chosen)
            if gain >= needed:
                found.append((gain, tuple(sorted(chosen))))
                if len(found) == FOUND:
                    break
        return found

    def _reaching(
        self, size: int, needed: float, chosen: tuple[str, ...], bound: float, first: int
    ) -> Iterator[tuple[str, ...]]:
        missing = size - len(chosen)
        if not missing:
            yield chosen
            return
        for place in range(first, len(self.origins) - missing + 1):
            if bound + math.fsum(self.bounds[place : place + missing]) < needed:
                return  # bounds fall: nothing further on can get there
            yield from self._reaching(
                size,
                needed,
                (*chosen, self.origins[place]),
                bound + self.bounds[place],
                place + 1,
            )


def _part(group: Sequence[Event], end: str, sign: int, discount: float) -> _Part:
    before = log_safe(neutral(group, end))

    def gain(origins: tuple[str, ...]) -> float:
        left = without_origins(group, frozenset(origins), discount)
        return sign * (before - log_safe(neutral(left, end)))

    names = sorted({f.origin for event in group for b in beliefs_of(event) for f in b.families})
    gains = {frozenset({name}): gain((name,)) for name in names}
    names.sort(key=lambda name: (-round(abs(gains[frozenset({name})]), 12), name))
    combined = IN_GROUP if len(shared(group)) <= SHARED else IN_SHARED
    for size in range(2, MOST + 1):
        for chosen in combinations(names[:combined], size):
            gains[frozenset(chosen)] = gain(chosen)
    return _Part(tuple(names), gains)


def _bound(part: _Part, origin: str) -> float:
    """Return the most that leaving out an origin adds to any set of the group, at least 0."""
    most = 0.0
    for chosen, gain in part.gains.items():
        if origin in chosen:
            most = max(most, gain - part.gain(chosen - {origin}))
    return most


def without_origins(
    events: Sequence[Event], origins: frozenset[str], discount: float
) -> list[Event]:
    """Return events with every belief fused again without the families of some origins.

    A belief that none of them speaks to is returned as it is.
    """

    def change(belief: Belief) -> Belief:
        kept = [family for family in belief.families if family.origin not in origins]
        if len(kept) == len(belief.families):
            return belief
        return fused(belief.key, belief.what, kept, belief.base_rate, discount)

    return rebuilt(events, change)


def _said(
    events: Sequence[Event], origins: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that origins speak to, and the ids of the claims by which they do."""
    lines: dict[str, None] = {}
    claims: set[str] = set()
    for event in events:
        for belief in beliefs_of(event):
            for family in belief.families:
                if family.origin in origins:
                    lines[event.id] = None
                    claims |= set(family.claims)
    return tuple(lines), tuple(sorted(claims))
