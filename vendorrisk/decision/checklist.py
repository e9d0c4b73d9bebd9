"""Turns a comparison into questions: what to settle with each vendor, most telling first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vendorrisk.decision.asking_value import Worth, settles, worth
from vendorrisk.model.assessment import Assessment, ClaimRef, Comparison, Event, LedgerEntry
from vendorrisk.model.checklist import (
    REACHES,
    SEVERITIES,
    Checklist,
    ChecklistRow,
    Clause,
    ClauseRow,
    ConflictType,
    EvidenceStatus,
    Question,
)
from vendorrisk.model.period import last_day
from vendorrisk.model.review_cells import clause_hash, row_hash
from vendorrisk.scoring.ledger import thousandths

PRESENT = 0.5  # belief, and rivalry, from which a tie counts as present rather than apparent
VIABILITY = {"loss", "fragility"}  # channels that threaten the vendor, not its neutrality
TALKS = {"talks"}
SHOWN = 3  # findings spelled out in one cell; the ledger has them all
CONFLICTS: tuple[ConflictType, ...] = ("Actual", "Apparent", "Potential", "None")


def checklist(
    comparison: Comparison, questions: Sequence[Question], clauses: Sequence[Clause]
) -> Checklist:
    """Return one row for every vendor and question that is standing or that something raises.

    Parameters
    ----------
    comparison : Comparison
        The assessments; rows come in their order.
    questions : sequence of Question
        From `load_questions`.
    clauses : sequence of Clause
        From `load_clauses`.

    Returns
    -------
    Checklist
        By vendor: raised questions whose answer can change the decision, by its value over the
        cost of asking; those whose answer cannot, by how far it is expected to narrow the interval
        over that cost; those that do not enter the score; then standing ones by severity. Within
        the first two, one that speaks to nothing new comes after those that do.
    """
    view = _View(comparison)
    rows: list[ChecklistRow] = []
    for assessment in comparison.assessments:
        found = filter(None, (_row(view, assessment, question) for question in questions))
        rows += _news_first([row for _, row in sorted(found, key=lambda one: one[0])])
    vendors = tuple(assessment.vendor for assessment in comparison.assessments)
    case = (comparison.buyer, comparison.as_of)
    return Checklist(
        buyer=comparison.buyer,
        as_of=comparison.as_of,
        model_version=comparison.model_version,
        engine=comparison.engine,
        vendors=vendors,
        rows=tuple(row.model_copy(update={"row_hash": row_hash(row, *case)}) for row in rows),
        clauses=tuple(clauses),
        assumptions=comparison.assumptions,
        clause_rows=tuple(_clause_rows(rows, vendors, clauses, case)),
        disclaimer=comparison.disclaimer,
    )


def _news_first(rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """Return the rows of a vendor, in each reach those first that speak to something new.

    Values of answers do not add up: after the first answer a second one about the same claims is
    worth less than it seems alone.
    """
    spoken: set[str] = set()
    found: list[ChecklistRow] = []
    for reach in REACHES:
        again: list[ChecklistRow] = []
        for row in rows:
            if row.reach == reach:
                new = not row.settles or bool(set(row.settles) - spoken)
                (found if new else again).append(row)
                spoken |= set(row.settles)
        found += again
    return found


def _clause_rows(
    rows: Sequence[ChecklistRow],
    vendors: Sequence[str],
    clauses: Sequence[Clause],
    case: tuple[str, dt.date],
) -> Iterator[ClauseRow]:
    """Yield a row for every vendor and clause that a raised question asks for."""
    for vendor in vendors:
        for clause in clauses:
            ids = sorted(
                row.question_id
                for row in rows
                if row.vendor == vendor and row.raised_by and clause.id in row.clause_suggestion
            )
            if ids:
                one = ClauseRow(vendor=vendor, clause=clause.id, asked_by=tuple(ids), row_hash="")
                seal = clause_hash(one, clause, *case)
                yield one.model_copy(update={"row_hash": seal})


Rank = tuple[int, float, float, float, float, int, str]


class _Raised(NamedTuple):
    """Ledger lines that raise a question: those that name it, and those it follows from."""

    named: list[LedgerEntry]
    followed: list[LedgerEntry]

    @property
    def all(self) -> list[LedgerEntry]:
        return sorted([*self.named, *self.followed], key=lambda e: (-e.contribution, e.id))


class _View:
    """What the rows of all vendors need from the comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.buyer = comparison.buyer
        self.published = {document.id: document.published for document in comparison.documents}
        limits = {p.name: p.value for p in comparison.parameters}
        self.leak = float(limits.get("leak", "0"))
        days = min(float(limits.get("review.stale_days", "inf")), comparison.as_of.toordinal() - 1)
        self.fresh_from = comparison.as_of - dt.timedelta(days=days)
        self.owners: dict[str, set[str]] = {}
        for assessment in comparison.assessments:
            for entry in assessment.ledger:
                if entry.factor == "ownership" and entry.event.party:
                    self.owners.setdefault(entry.event.party, set()).add(assessment.vendor)

    def stale(self, claim: ClaimRef) -> bool:
        day = last_day(claim.date) or self.published.get(claim.doc_id)
        return day is not None and day < self.fresh_from


def _row(
    view: _View, assessment: Assessment, question: Question
) -> tuple[Rank, ChecklistRow] | None:
    raised = _raised(view, assessment, question)
    if not question.standing and not raised.all:
        return None
    events = [entry.event for entry in assessment.ledger]
    asked = settles(question, [entry.event for entry in raised.named])
    found = worth(events, asked, view.leak, assessment.decision.appetite) if asked.keys else None
    evppi = None if found is None else found.evppi
    evidence = _evidence(assessment, question, raised.all)
    why = _why(view, assessment, question, raised)
    if evidence and all(sign < 0 and ref.interest == "self" for ref, sign in evidence):
        why += "; on file is only the vendor's own word: a promise, not a proof"
    row = ChecklistRow(
        vendor=assessment.vendor,
        question_id=question.id,
        section=question.section,
        question=question.question,
        statement=question.statement,
        yes_means=question.yes_means,
        why_it_matters=question.why,
        references=question.references,
        raised_by=tuple(entry.id for entry in raised.all),
        why_raised=why,
        settles=asked.keys,
        supports=asked.present,
        evidence_on_file=tuple(ref for ref, _ in evidence),
        evidence_status=_status(view, evidence),
        conflict_type=min(
            (_conflict(e.event) for e in raised.all), key=CONFLICTS.index, default="None"
        ),
        severity=question.severity,
        effect=0.0 if found is None else found.effect,
        evppi=evppi,
        cost=question.points,
        worth=None if evppi is None else round(evppi / question.points, 6) + 0.0,
        shrinks=None if found is None else found.shrinks,
        cannot_change=_cannot_change(found),
        clears=question.clears,
        follow_up_request=_request(view, assessment, question, raised.named),
        clause_suggestion=question.clauses,
        row_hash="",
    )
    rank = (
        REACHES.index(row.reach),
        -(row.worth or 0.0),
        0.0 if found is None else -round(found.shrinks / question.points, 6),
        0.0 if found is None else -round(found.spread, 12),
        0.0 if found else -max((e.contribution for e in raised.all), default=0.0),
        SEVERITIES.index(question.severity),
        question.id,
    )
    return rank, row


def _cannot_change(found: Worth | None) -> str | None:
    if found is None or found.action is None:
        return None
    return f"whatever the answer, '{found.action}' stays the cheapest action"


def _raised(view: _View, assessment: Assessment, question: Question) -> _Raised:
    named, followed = [], []
    for entry in assessment.ledger:
        event = entry.event
        if entry.intensity.high <= 0.0:
            continue
        if question.id in event.questions:
            named.append(entry)
        elif (_conflict(event) == "Actual" and _runs_through(event, question.channels)) or (
            "shared_owners" in question.on_file and len(view.owners.get(event.party or "", ())) > 1
        ):
            followed.append(entry)
    return _Raised(named, followed)


def _runs_through(event: Event, channels: Iterable[str]) -> bool:
    wanted = set(channels)
    return any(m.channel in wanted and m.severity.high > 0.0 for m in event.mechanisms)


def _why(view: _View, assessment: Assessment, question: Question, raised: _Raised) -> str:
    parts = []
    even = thousandths(assessment.ledger, assessment.risk.point)
    for entry in raised.named:
        if entry.event.known:
            part = f"{even[entry.id]:.3f}" if even[entry.id] else "<0.001"
            parts.append(f"{entry.what} ({part} of the risk)")
        else:
            parts.append(f"open: {entry.what}")
    if len(parts) > SHOWN:
        parts = [*parts[:SHOWN], f"and {len(parts) - SHOWN} more in the ledger"]
    if raised.followed:
        shown = [f"“{entry.what}”" for entry in raised.followed[:SHOWN]]
        more = len(raised.followed) - len(shown)
        parts.append("follows from: " + ", ".join(shown) + (f", and {more} more" if more else ""))
    if "shared_owners" in question.on_file and raised.followed:
        others = {v for e in raised.followed for v in view.owners.get(e.event.party or "", ())}
        parts.append(f"the same owner at {', '.join(sorted(others - {assessment.vendor}))}")
    if "contradictions" in question.on_file and assessment.contradictions:
        topics = dict.fromkeys(c.topic for c in assessment.contradictions)
        parts.append(f"documents disagree on: {', '.join(topics)}")
    return "; ".join(parts) or "asked of every vendor"


def _evidence(
    assessment: Assessment, question: Question, entries: Sequence[LedgerEntry]
) -> list[tuple[ClaimRef, int]]:
    """Return the claims on file, each with +1 for the concern, -1 against, 0 when disputed."""
    found: dict[str, tuple[ClaimRef, int]] = {}
    for entry in entries:
        signs = _signs(entry.event)
        for ref in entry.claims:
            sign = signs.get(ref.id, -1 if ref.modality == "denied" else 1)
            if ref.id in found and found[ref.id][1] != sign:
                sign = 0
            found[ref.id] = (ref, sign)
    if "statements" in question.on_file:
        found.update({ref.id: (ref, -1) for ref in assessment.statements})
    if "contradictions" in question.on_file:
        readings = [r for c in assessment.contradictions for r in c.readings]
        found.update({ref.id: (ref, 0) for r in readings for ref in r.claims})
    return list(found.values())


def _signs(event: Event) -> dict[str, int]:
    beliefs = [event.claim, *(mechanism.claim for mechanism in event.mechanisms)]
    return {
        claim: family.polarity
        for belief in beliefs
        if belief is not None
        for family in belief.families
        for claim in family.claims
    }


def _status(view: _View, evidence: Sequence[tuple[ClaimRef, int]]) -> EvidenceStatus:
    if not evidence:
        return "None"
    if all(view.stale(ref) for ref, _ in evidence):
        return "Stale"
    signs = {sign for _, sign in evidence}
    if signs == {1}:
        return "Supports concern"
    return "Against concern" if signs == {-1} else "Mixed"


def _conflict(event: Event) -> ConflictType:
    """Return the class that ISO 37009 would give: proposed here, set by the reviewer."""
    channels = {mechanism.channel for mechanism in event.mechanisms}
    if channels <= VIABILITY:
        return "None"
    if not event.known or channels <= TALKS or _only_planned(event):
        return "Potential"
    belief = 1.0 if event.claim is None else event.claim.low
    rivalry = 1.0 if event.rivalry is None else event.rivalry
    return "Actual" if belief >= PRESENT and rivalry >= PRESENT else "Apparent"


def _only_planned(event: Event) -> bool:
    return bool(event.claims) and all(c.modality in {"planned", "rumoured"} for c in event.claims)


def _request(
    view: _View, assessment: Assessment, question: Question, entries: Sequence[LedgerEntry]
) -> str:
    text = question.follow_up.replace("{vendor}", assessment.vendor).replace("{buyer}", view.buyer)
    read = [
        entry.what
        for entry in entries
        if entry.event.known and entry.claims and entry.event.party != view.buyer
    ][:SHOWN]
    if not read:
        return text
    quoted = "; ".join(f"“{what}”" for what in read)
    return f"Public sources report: {quoted}. Please confirm, correct or explain. {text}"
