"""The verbs on a dossier, in order: corroborate, weigh, score, decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vendorrisk.decision.appetite import decide
from vendorrisk.decision.assumptions import Assumed, Reader
from vendorrisk.decision.chronicle import not_yet_known, statements, timeline, unused
from vendorrisk.decision.contradictions import contradictions
from vendorrisk.decision.days import day_of
from vendorrisk.decision.defaults import judgement_defaults
from vendorrisk.decision.leaving_out import left_out
from vendorrisk.decision.orderings import documents_read, orderings
from vendorrisk.decision.parties import (
    check_names,
    check_rivals,
    check_vendor,
    named,
    vendor_names,
)
from vendorrisk.decision.receipts import receipt
from vendorrisk.decision.rejections import rejected_refs
from vendorrisk.decision.residual import canonical, residual
from vendorrisk.decision.robustness import robustness
from vendorrisk.decision.screening import by_name, check_pairs, screen_columns, screen_events
from vendorrisk.decision.supposed import set_aside
from vendorrisk.decision.values import Measured, named_values
from vendorrisk.dossier import Dossier, Sources, gather
from vendorrisk.entities import Resolver
from vendorrisk.evidence.assumed import Assumption
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import concentration
from vendorrisk.mechanisms.events import events_of
from vendorrisk.mechanisms.unknowns import coverage
from vendorrisk.model.assessment import (
    Assessment,
    Comparison,
    Event,
    Relief,
)
from vendorrisk.model.buyer import Appetite, Buyer
from vendorrisk.model.claim import Engine
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.ranking import Ranking
from vendorrisk.rulebook import (
    buyer_names,
    load_buyer,
    load_mitigations,
    load_parameters,
)
from vendorrisk.scoring.information import values_of_information
from vendorrisk.scoring.ledger import factors, ledger, open_questions, rounded, tier
from vendorrisk.scoring.ranking import rank
from vendorrisk.scoring.tree import Scored, score
from vendorrisk.version import __version__

if TYPE_CHECKING:
    import pandas as pd

DISCLAIMER = (
    "A risk signal from public reports, not a finding of wrongdoing. The figure is an index, not a"
    " probability: it is not calibrated. Higher is riskier."
)


def compare(
    sources: Sources | Dossier,
    *,
    buyer: str | Buyer,
    vendors: str | Sequence[str],
    as_of: dt.date | str | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    mitigations: str | Path | Sequence[Mitigation] = (),
    assume: Assumed | Sequence[Assumed] = (),
    without: str | Sequence[str] = (),
    reviews: Path | None = None,
) -> Comparison:
    """Compare vendors for one buyer on one day.

    Parameters
    ----------
    sources : path, iterable of paths, Corpus or Dossier
        What to read.
    buyer : str or Buyer
        Id or name of a known buyer, path of a profile, or a profile.
    vendors : str or sequence of str
        Names, aliases or ids; at least one.
    as_of : datetime.date, ISO text or None
        What became known later does not count. None: the latest day on which anything in the
        documents became known.
    rules, judgements, engine, reviews
        As in `gather`.
    mitigations : path or sequence of Mitigation
        Measures of the buyer, or a file of them: what is left of the risk stands beside it.
    assume : sentence, fact, or sequence of these
        What is assumed: it takes the place of what documents say on the same tie, and counts as
        certain. A fact is a mapping with the keys of a fact file. The result says so everywhere.
    without : str or sequence of str
        Evidence that is left out: claim ids, lines of the ledger, documents.

    Returns
    -------
    Comparison
        Assessments from riskiest to least risky point. Risk in 0..1, higher is riskier.

    Raises
    ------
    SettingsError
        For an unknown buyer, vendor or day, and for assumptions that cannot be read (all of them).
    """
    dossier = gather(sources, rules=rules, judgements=judgements, engine=engine, reviews=reviews)
    profile = buyer if isinstance(buyer, Buyer) else load_buyer(str(buyer), rules)
    parameters = load_parameters(rules)
    resolver = dossier.resolver(rules)
    day = day_of(as_of, dossier.last_known)
    seen = named((*dossier.claims, *dossier.rejected))
    names = vendor_names(vendors, seen, dossier.documents, resolver)
    for name in names:
        check_vendor(name, profile, resolver)
    notes = check_rivals(profile, seen, dossier.documents, resolver)
    parties = {profile.name, *profile.group, *(rival.name for rival in profile.rivals)}
    reader = Reader(resolver, seen | parties | set(names), day, rules, dossier.engine)
    assumptions = reader.all(assume)
    evidence = _evidence(dossier, resolver, parameters, day, () if without else assumptions)
    cases = [Case(name, profile, evidence, parameters) for name in names]
    found = [events_of(case) for case in cases]
    told = tuple(one.label for one in assumptions)
    if without:
        lines = {name: events for name, (events, _) in zip(names, found, strict=True)}
        gone, words = left_out(without, dossier.claims, dossier.documents, lines)
        told += words
        kept = [claim for claim in dossier.claims if claim.id not in gone]
        less = dossier.model_copy(update={"claims": tuple(kept)})
        evidence = _evidence(less, resolver, parameters, day, assumptions)
        cases = [Case(name, profile, evidence, parameters) for name in names]
        found = [events_of(case) for case in cases]
    scores = score([events for events, _ in found], parameters.leak.value)
    if isinstance(mitigations, str | Path):
        mitigations = load_mitigations(Path(mitigations))
    measures, idle = canonical(mitigations, names, seen, resolver)
    notes += idle
    assessments = [
        _assessment(
            case,
            events,
            [*reliefs, *set_aside(case, names)],
            one,
            [m for m in measures if m.vendor == case.vendor],
        ).model_copy(update={"assumptions": told})
        for case, (events, reliefs), one in zip(cases, found, scores, strict=True)
    ]
    concerned = {profile.name, *profile.group, *names, *(rival.name for rival in profile.rivals)}
    concerned |= {event.party for events, _ in found for event in events if event.party}
    notes += check_names(frozenset(concerned), seen, dossier.names, resolver)
    ranked = tuple(sorted(assessments, key=lambda a: (-a.risk.point, -a.risk.high, a.vendor)))
    return Comparison(
        model_version=parameters.version,
        engine=dossier.engine,
        buyer=profile.name,
        as_of=day,
        assessments=ranked,
        robust=tuple(orderings(ranked)),
        ranking=_ranking(
            ranked, dict(zip(names, [events for events, _ in found], strict=True)), parameters
        ),
        documents=documents_read(dossier.documents, dossier.claims),
        parameters=judgement_defaults(parameters),
        skipped=tuple(
            f"{s.path}: {s.what}" + (f" ({s.how})" if s.how else "")
            for s in (*dossier.skipped, *dossier.notes, *notes)
        ),
        assumptions=told,
        receipt=receipt(
            __version__,
            dossier.searched,
            dossier.documents,
            len(dossier.skipped),
            profile,
            (day, dossier.last_known),
            rules,
            told,
            (dossier.reviews.sha256, len(dossier.reviews.entries)) if dossier.reviews else None,
        ),
        rejected=rejected_refs(dossier.rejected, dossier.documents, day),
        disclaimer=DISCLAIMER,
    )


def assess(
    sources: Sources | Dossier,
    *,
    buyer: str | Buyer,
    vendor: str,
    as_of: dt.date | str | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    mitigations: str | Path | Sequence[Mitigation] = (),
    assume: Assumed | Sequence[Assumed] = (),
    without: str | Sequence[str] = (),
    reviews: Path | None = None,
) -> Assessment:
    """Assess one vendor for one buyer on one day; arguments and errors as in `compare`."""
    found = compare(
        sources,
        buyer=buyer,
        vendors=[vendor],
        as_of=as_of,
        rules=rules,
        judgements=judgements,
        engine=engine,
        mitigations=mitigations,
        assume=assume,
        without=without,
        reviews=reviews,
    )
    return found.assessments[0]


def screen(
    pairs: pd.DataFrame,
    sources: Sources | Dossier | None = None,
    *,
    as_of: dt.date | str | None = None,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    reviews: Path | None = None,
) -> pd.DataFrame:
    """Score many pairs in one go, block by block.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Columns ``vendor`` and ``buyer``; other columns and the index are kept.
    sources : as in `gather`, or None
        What to read. None: the frame itself says it, in columns named as the channels of the model
        (``cash``, ``votes``, ``capture`` ...): severity times rivalry in 0..1, missing where
        unknown, with ``votes_low`` and ``votes_high`` for an interval.
    as_of, rules, judgements, engine, reviews
        As in `compare`.

    Returns
    -------
    pandas.DataFrame
        `pairs` with ``low``, ``point``, ``high`` (0..1), ``tier``, ``coverage`` (0..1, with
        sources), ``decibels`` of the point, ``part_<channel>`` (exact Shapley values, those of an
        event divided among its channels; they sum to the point less the leak), ``question`` (what
        is worth most to know; None where nothing is open) and ``question_value`` (what the answer
        saves, in points of the contract's yearly value; 0 where no answer changes the decision).

    Raises
    ------
    SettingsError
        For missing columns, an unknown vendor or buyer, and values outside 0..1, with row and
        column.
    """
    check_pairs(pairs)
    parameters = load_parameters(rules)
    if sources is None:
        known = {*buyer_names(rules)}
        own: dict[str, Appetite | None] = {
            name: load_buyer(name, rules).appetite
            for name in dict.fromkeys(pairs["buyer"])
            if name.casefold().replace(" ", "-") in known or name.endswith((".yaml", ".yml"))
        }
        return screen_columns(pairs, own, parameters)
    dossier = gather(sources, rules=rules, judgements=judgements, engine=engine, reviews=reviews)
    resolver = dossier.resolver(rules)
    evidence = _evidence(dossier, resolver, parameters, day_of(as_of, dossier.last_known))
    seen = named((*dossier.claims, *dossier.rejected))
    buyers = by_name(pairs, "buyer", lambda name: load_buyer(name, rules))
    names = by_name(
        pairs, "vendor", lambda name: vendor_names(name, seen, dossier.documents, resolver)[0]
    )

    def weigh(vendor: str, buyer: str) -> tuple[list[Event], float]:
        case = Case(names[vendor], buyers[buyer], evidence, parameters)
        return events_of(case)[0], coverage(case)[0]

    appetites = {name: buyer.appetite for name, buyer in buyers.items()}
    return screen_events(pairs, weigh, appetites, parameters)


def _evidence(
    dossier: Dossier,
    resolver: Resolver,
    parameters: Parameters,
    day: dt.date,
    assumptions: Sequence[Assumption] = (),
) -> Evidence:
    """Return the evidence of a dossier on a day."""
    documents = {document.id: document for document in dossier.documents}
    return Evidence(dossier.claims, documents, resolver, parameters, day, assumptions)


def _ranking(
    ranked: Sequence[Assessment], events: Mapping[str, Sequence[Event]], parameters: Parameters
) -> Ranking | None:
    """Return the ranking in the order of the assessments, whatever order the vendors came in."""
    if len(ranked) < 2:
        return None
    names = [assessment.vendor for assessment in ranked]
    return rank(
        names,
        [events[name] for name in names],
        parameters.leak.value,
        safer_from=parameters.ranking.safer_from.value,
    )


def _assessment(
    case: Case,
    events: list[Event],
    reliefs: list[Relief],
    one: Scored,
    measures: Sequence[Mitigation],
) -> Assessment:
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
    action, firm = decide(risk, case.buyer), robustness(events, risk, parameters)
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
        values=named_values(
            Measured(case, events, covered, risk, parts, against, book, action, firm)
        ),
    )
