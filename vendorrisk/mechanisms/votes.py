"""Votes in a vendor: who casts them together, and what they decide (model section 3.2)."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from vendorrisk.evidence.keys import Key
from vendorrisk.graph.control import Majorities
from vendorrisk.graph.power import oceanic_power
from vendorrisk.mechanisms.case import Case, show, span
from vendorrisk.model.assessment import Interval
from vendorrisk.model.belief import Figure

BELIEVED = 0.5  # a tie between holders believed at least so much makes them cast votes together
MAX_DEPTH = 6  # steps up from a holder that are followed


class Power(NamedTuple):
    """What a holder's votes decide in [0, 1], and its arithmetic."""

    power: Interval
    how: str


def votes_apart(case: Case, key: Key) -> Figure | None:
    """Return the votes that a source of any weight tells apart from the shares, None without."""
    band = case.parameters.ownership.undisclosed_stake
    found = case.evidence.figure(case.stated(key), "stake", "votes", band)
    return found if found.claims else None


class Ballot:
    """The votes of a vendor as of the day, by who casts them.

    Parameters
    ----------
    case : Case
        The evidence about the vendor.
    held : mapping of str to Figure
        Votes of every holder in 0..1; its direct share where nobody tells them apart.
    silent : collection of str
        Holders whose stake is said to carry no votes: they are no block against others.
    apart : collection of str
        Holders whose votes are told apart from their shares.

    Notes
    -----
    Votes of a holder that somebody controls go to the one at the top of those that do, so that
    companies in between neither dilute power nor add any; the power of a group is told by
    Shapley-Shubik among all groups that are known, the rest of the votes dispersed, and shared
    among its members by their votes. At the high end the largest block that may be undisclosed
    acts with the group.
    """

    def __init__(
        self,
        case: Case,
        held: Mapping[str, Figure],
        silent: Collection[str] = (),
        apart: Collection[str] = (),
    ) -> None:
        self.case = case
        self.held = dict(sorted(held.items()))
        self.silent = frozenset(silent)
        self.apart = frozenset(apart)
        p = case.parameters.ownership
        self.threshold = p.control_threshold.value
        self.inclusive = p.control_inclusive.value >= 1.0
        self.hidden = p.undisclosed_block.value

    def of(self, holder: str) -> Power:
        """Return what the votes of a holder decide."""
        figure = self.held[holder]
        beside, others = self._beside(holder), self._others(holder)
        hidden = min(self.hidden, max(0.0, 1.0 - figure.high - beside.high - sum(others)))
        low, _, _ = figure.through(lambda own: self._decides(own, beside.low, others, 0.0))
        _, point, _ = figure.through(lambda own: self._decides(own, beside.point, others, 0.0))
        _, _, high = figure.through(lambda own: self._decides(own, beside.high, others, hidden))
        power = Interval(low=min(low, point), point=point, high=max(point, high))
        return Power(power, self._how(holder, beside, others, power, hidden))

    def together(self, holder: str) -> Interval:
        """Return the votes in 0..1 of a holder with its group; high: and a block not disclosed."""
        own, beside = self.held[holder], self._beside(holder)
        rest = max(0.0, 1.0 - own.high - beside.high - sum(self._others(holder)))
        return Interval(
            low=min(1.0, own.low + beside.low),
            point=min(1.0, own.point + beside.point),
            high=min(1.0, own.high + beside.high + min(self.hidden, rest)),
        )

    def controls(self, votes: float) -> bool:
        """Whether so many votes are control."""
        return votes >= self.threshold - 1e-12 if self.inclusive else votes > self.threshold

    def _decides(self, own: float, beside: float, others: Sequence[float], hidden: float) -> float:
        """Return the power of a holder's votes: its part of what its group decides."""
        group = own + beside
        votes = min(1.0, group + hidden)
        part = own / group if group > 0.0 else 1.0
        if self.controls(votes):
            return part
        known = math.fsum(others)
        fit = min(1.0, (1.0 - votes) / known) if known > 0.0 else 1.0
        return part * oceanic_power([votes, *(one * fit for one in others)], self.threshold)[0]

    def _beside(self, holder: str) -> Interval:
        """Return the votes of those in the holder's group beside its own."""
        top = self._tops[holder]
        group = [
            self.held[name]
            for name in self.held
            if name != holder and self._tops[name] == top and name not in self.silent
        ]
        low, point, high = (
            min(1.0, math.fsum(getattr(one, end) for one in group))
            for end in ("low", "point", "high")
        )
        return Interval(low=low, point=point, high=high)

    def _others(self, holder: str) -> tuple[float, ...]:
        """Return the blocks of other groups, largest first; one without a figure is dispersed."""
        blocks: dict[str, float] = {}
        for name, figure in self.held.items():
            top = self._tops[name]
            if top != self._tops[holder] and name not in self.silent and figure.claims:
                blocks[top] = blocks.get(top, 0.0) + figure.point
        return tuple(sorted(blocks.values(), reverse=True))

    @cached_property
    def _tops(self) -> dict[str, str]:
        """Return who is at the top of each holder."""
        ties: dict[tuple[str, str], float] = {}
        front = set(self.held)
        seen: set[str] = set()
        for _ in range(MAX_DEPTH):
            seen |= front
            above: set[str] = set()
            for name in sorted(front):
                for key in self.case.evidence.keys("stake", b=name):
                    figure = self._tie(key)
                    if figure > 0.0 and key.a != name:
                        ties[key.a, name] = max(ties.get((key.a, name), 0.0), figure)
                        above.add(key.a)
                parents = self.case.evidence.resolver.group(name)
                for child, parent in pairwise(parents):
                    ties[parent, child] = 1.0
            front = above - seen
            if not front:
                break
        control = Majorities(ties, threshold=self.threshold, inclusive=self.inclusive)
        return {name: control.top(name) for name in self.held}

    def _tie(self, key: Key) -> float:
        """Return a holder's votes in another holder; 0 where the tie is not believed."""
        claims = self.case.stated(key)
        evidence = self.case.evidence
        if not claims or evidence.belief(key, "", answers=False).point < BELIEVED:
            return 0.0
        if any(claim.parent for claim in claims):
            return 1.0
        apart = votes_apart(self.case, key)
        if apart is not None:
            return apart.point
        band = self.case.parameters.ownership.undisclosed_stake
        return evidence.figure(claims, "stake", "percent", band).point

    def _how(
        self,
        holder: str,
        beside: Interval,
        others: Sequence[float],
        power: Interval,
        hidden: float,
    ) -> str:
        own = self.held[holder].point
        group = own + beside.point
        taken = "votes" if holder in self.apart else "votes taken as the share"
        text = f"{taken} {span(self.held[holder])}"
        if beside.high > 0.0:
            text += f", cast with {span(beside)} of its group under {self._tops[holder]}"
        over = group >= self.threshold if self.inclusive else group > self.threshold
        if over:
            text += f": {'from' if self.inclusive else 'above'} {show(self.threshold)}, control"
        elif others:
            blocks = ", ".join(show(one) for one in others)
            text += f", against blocks of {blocks} and a dispersed float by Shapley-Shubik"
        else:
            text += ", w / (1 - w) against a dispersed float"
        if len(self.held[holder].parts) > 2:
            text += ", each stated figure by itself"
        if beside.point > 0.0 and group > 0.0:
            text += f", times its part {show(own / group)}"
        if hidden > 0.0 and power.high > power.point:
            text += f"; at most with an undisclosed block of {show(hidden)} beside it"
        return f"{text}: power {span(power)}"
