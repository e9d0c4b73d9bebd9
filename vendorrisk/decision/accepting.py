"""What is left of the risk when lines of the ledger are accepted, worked from a result alone."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import NamedTuple

from vendorrisk.model.assessment import Assessment, Factor
from vendorrisk.model.interval import Interval
from vendorrisk.scoring.ledger import rounded
from vendorrisk.scoring.mitigation import Ease, eased
from vendorrisk.scoring.tree import score


class Risks(NamedTuple):
    """Risk of a vendor: whole, of each factor alone, and what is left of it with mitigations."""

    whole: Interval
    factors: dict[Factor, Interval]
    residual: Interval | None


def risks(a: Assessment, accepted: Collection[str] = frozenset()) -> Risks:
    """Return the risk of a vendor without the lines of its ledger that are accepted.

    Nothing accepted: the figures of the assessment as they stand. Else the events of the other
    lines are scored anew; a result that was saved and read back gives the same figures.

    Parameters
    ----------
    a : Assessment
        With its ledger.
    accepted : collection of str
        Ids of lines; one that the ledger does not hold counts nothing.
    """
    kept = [line.event for line in a.ledger if line.id not in accepted]
    if len(kept) == len(a.ledger):
        return Risks(
            a.risk,
            {one.factor: one.risk for one in a.factors},
            None if a.residual is None else a.residual.risk,
        )
    names = [one.factor for one in a.factors]
    pairs = [kept, *([e for e in kept if e.factor == name] for name in names)]
    if a.residual is not None:
        measures = [
            Ease(m.mitigation.channel, m.left, m.mitigation.party)
            for m in a.residual.measures
            if m.events
        ]
        pairs.append(eased(kept, measures))
    whole, *others = (rounded(one.risk) for one in score(pairs, _leak(a)))
    return Risks(
        whole,
        dict(zip(names, others[: len(names)], strict=True)),
        others[len(names)] if a.residual is not None else None,
    )


def _leak(a: Assessment) -> float:
    """Return the leak that an assessment was made with: what its parts leave of its point."""
    parts = math.fsum(line.contribution for line in a.ledger)
    return min(0.99, max(0.0, round(a.risk.point - parts, 6)))
