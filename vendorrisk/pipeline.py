"""The verbs on a dossier, in order: corroborate, weigh, score, decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vendorrisk.decision.assessing import assessment
from vendorrisk.decision.assumptions import Assumed, Reader
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
from vendorrisk.decision.residual import canonical
from vendorrisk.decision.screening import by_name, check_pairs, screen_columns, screen_events
from vendorrisk.decision.supposed import set_aside
from vendorrisk.decision.values import VALUES
from vendorrisk.dossier import Dossier, Sources, gather
from vendorrisk.entities import Resolver
from vendorrisk.evidence.assumed import Assumption
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.events import events_of
from vendorrisk.mechanisms.unknowns import coverage
from vendorrisk.model.assessment import (
    Assessment,
    Comparison,
    Event,
)
from vendorrisk.model.buyer import Appetite, Buyer
from vendorrisk.model.claim import Engine
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.ranking import Ranking
from vendorrisk.progress import track
from vendorrisk.rulebook import (
    buyer_names,
    load_buyer,
    load_flags,
    load_mitigations,
    load_parameters,
)
from vendorrisk.scoring.ranking import rank
from vendorrisk.scoring.tree import score
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
    overlays: Sequence[str | Path] = (),
    reviews: Path | None = None,
    extractors: str | Sequence[str] = (),
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
    rules, judgements, engine, reviews, extractors
        As in `gather`.
    mitigations : path or sequence of Mitigation
        Measures of the buyer, or a file of them: what is left of the risk stands beside it.
    assume : sentence, fact, or sequence of these
        What is assumed: it takes the place of what documents say on the same tie, and counts as
        certain. A fact is a mapping with the keys of a fact file. The result says so everywhere.
    without : str or sequence of str
        Evidence that is left out: claim ids, lines of the ledger, documents.
    overlays : sequence of path
        Folders whose ``flags/`` add red-flag rules to those of the rules, or replace them;
        ``plugin:NAME`` is the rule pack of a plug-in.

    Returns
    -------
    Comparison
        Assessments from riskiest to least risky point. Risk in 0..1, higher is riskier.

    Raises
    ------
    SettingsError
        For an unknown buyer, vendor or day, for assumptions that cannot be read (all of them),
        and for an overlay that is none.
    RuleErrors
        For every problem of the rules that are read here, with its file and line.
    """
    flags = [placed.rule for placed in load_flags(VALUES, rules, overlays)]
    dossier = gather(
        sources, rules=rules, judgements=judgements, engine=engine, reviews=reviews,
        extractors=extractors,
    )  # fmt: skip
    profile = buyer if isinstance(buyer, Buyer) else load_buyer(str(buyer), rules)
    parameters = load_parameters(rules)
    day = day_of(as_of, dossier.last_known)
    dossier = dossier.as_known_on(day, rules)
    resolver = dossier.resolver(rules)
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
        assessment(
            case,
            events,
            [*reliefs, *set_aside(case, names)],
            one,
            [m for m in measures if m.vendor == case.vendor],
            flags,
        ).model_copy(update={"assumptions": told})
        for case, (events, reliefs), one in track(
            list(zip(cases, found, scores, strict=True)), "assessing vendors"
        )
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
            dossier.judgements,
            (day, dossier.last_known),
            rules,
            told,
            overlays,
            (dossier.reviews.sha256, len(dossier.reviews.entries)) if dossier.reviews else None,
            dossier.extractors,
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
    overlays: Sequence[str | Path] = (),
    reviews: Path | None = None,
    extractors: str | Sequence[str] = (),
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
        overlays=overlays,
        reviews=reviews,
        extractors=extractors,
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
    extractors: str | Sequence[str] = (),
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
    as_of, rules, judgements, engine, reviews, extractors
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
    dossier = gather(
        sources, rules=rules, judgements=judgements, engine=engine, reviews=reviews,
        extractors=extractors,
    )  # fmt: skip
    day = day_of(as_of, dossier.last_known)
    dossier = dossier.as_known_on(day, rules)
    resolver = dossier.resolver(rules)
    evidence = _evidence(dossier, resolver, parameters, day)
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
    """Return the ranking in the order of the assessments, whatever order the vendors came in.

    Events are drawn by id, so that the ledger that is printed is enough to draw them again.
    """
    if len(ranked) < 2:
        return None
    names = [assessment.vendor for assessment in ranked]
    return rank(
        names,
        [sorted(events[name], key=lambda event: event.id) for name in names],
        parameters.leak.value,
        safer_from=parameters.ranking.safer_from.value,
    )
