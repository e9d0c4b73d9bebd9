"""One assessment: all there is to say about a scored case, in the order of the report."""

from __future__ import annotations

from collections.abc import Sequence

from vendorrisk.decision.appetite import decide
from vendorrisk.decision.chronicle import not_yet_known, statements, timeline, unused
from vendorrisk.decision.contradictions import contradictions
from vendorrisk.decision.flags import evaluate
from vendorrisk.decision.residual import residual
from vendorrisk.decision.robustness import robustness
from vendorrisk.decision.values import Measured, named_values
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import concentration
from vendorrisk.mechanisms.unknowns import coverage
from vendorrisk.model.assessment import Assessment, Event, Relief
from vendorrisk.model.flag import FlagRule
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.scoring.information import values_of_information
from vendorrisk.scoring.ledger import factors, ledger, open_questions, rounded, tier
from vendorrisk.scoring.tree import Scored


def assessment(
    case: Case,
    events: list[Event],
    reliefs: list[Relief],
    one: Scored,
    measures: Sequence[Mitigation],
    flags: Sequence[FlagRule] = (),
) -> Assessment:
    """Return the assessment of a case.

    Parameters
    ----------
    case : Case
        Vendor, buyer and evidence.
    events : list of Event
        Everything that is scored.
    reliefs : list of Relief
        Ties that were found and do not count.
    one : Scored
        The score of the events.
    measures : sequence of Mitigation
        Those of this vendor.
    flags : sequence of FlagRule
        Red-flag rules that are asked.
    """
    parameters = case.parameters
    leak = parameters.leak.value
    risk = rounded(one.risk)
    lines = ledger(events, one, values_of_information(events, leak, case.buyer.appetite))
    name, reason = tier(risk, parameters.tier_threshold.value)
    covered, covered_reason = coverage(case)
    floor = parameters.coverage_floor.value
    if covered < floor:
        covered_reason = f"INSUFFICIENT EVIDENCE (below {floor:g}); {covered_reason}"
    parts = factors(events, lines, leak)
    against, book = contradictions(case), concentration(case)
    action, firm = decide(risk, case.buyer), robustness([e.event for e in lines], risk, parameters)
    values = named_values(Measured(case, events, covered, risk, parts, against, book, action, firm))
    return Assessment(
        vendor=case.vendor,
        buyer=case.buyer.name,
        as_of=case.evidence.as_of,
        risk=risk,
        tier=name,
        tier_reason=reason,
        coverage=round(covered, 6),
        coverage_reason=covered_reason,
        factors=parts,
        ledger=lines,
        reliefs=(*reliefs, *unused(case, lines, reliefs)),
        open_questions=open_questions(events, one.risk.high, leak),
        contradictions=against,
        concentration=book,
        decision=action,
        not_yet_known=not_yet_known(case),
        timeline=timeline(case, lines),
        statements=statements(case),
        residual=residual(
            events,
            measures,
            case.evidence.as_of,
            parameters,
            case.evidence.resolver.registry.sources,
        )
        if measures
        else None,
        robustness=firm,
        values=values,
        findings=evaluate(flags, {value.name: value for value in values}),
    )
