"""The buyer's mitigations and the risk that is left with them: one section for every format."""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.model.assessment import Assessment
from vendorrisk.model.mitigation import Measure
from vendorrisk.report.figures import Span, fixed, span


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One mitigation: what it touches, its arithmetic, what shows it."""

    what: str
    touches: str  # "rights: stake of Meta", or why it counts nothing
    how: str
    evidence: str
    until: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """What is left of the risk with mitigations, beside the inherent one."""

    risk: Span
    tier: str
    inherent: str  # "0.800"
    reason: str
    rows: tuple[MeasureRow, ...]


def measures(a: Assessment, threshold: float) -> Measures | None:
    """Return the section on an assessment's mitigations; None when the buyer gave none."""
    found = a.residual
    if found is None:
        return None
    names = {line.id: line.what for line in a.ledger}
    return Measures(
        risk=span(found.risk, threshold=threshold),
        tier=found.tier,
        inherent=fixed(a.risk.point, 3),
        reason=found.tier_reason,
        rows=tuple(_row(one, names) for one in found.measures),
    )


def _row(one: Measure, names: dict[str, str]) -> MeasureRow:
    given = one.mitigation
    touched = "; ".join(names.get(event, event) for event in one.events)
    return MeasureRow(
        what=given.what,
        touches=one.why or touched,
        how=one.how,
        evidence=given.evidence,
        until=given.until.isoformat(),
        counts=one.why is None,
    )
