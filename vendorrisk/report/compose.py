"""From a comparison to the page: rounds, words and orders everything, once for all formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.decision.changes import changes
from vendorrisk.decision.quotes import quoted_claims
from vendorrisk.model.assessment import (
    Assessment,
    Comparison,
    Concentration,
    Contradiction,
    Decision,
    DocumentRef,
    NotYetKnown,
    OpenQuestion,
    Relief,
)
from vendorrisk.model.summary import insufficient, verdict
from vendorrisk.report.cards import cards
from vendorrisk.report.corroboration import origins_behind
from vendorrisk.report.figures import fixed, listed, part, percent, plural, span
from vendorrisk.report.firmness import firmness
from vendorrisk.report.flags import flags
from vendorrisk.report.gaps import asked_first, command
from vendorrisk.report.lines import SHOWN, Register, lines
from vendorrisk.report.measures import measures
from vendorrisk.report.orders import orders, rank_rows, stability
from vendorrisk.report.picture import moments, nodes
from vendorrisk.report.reasons import drivers, reliefs
from vendorrisk.report.receipts import receipt_view
from vendorrisk.report.rule_table import rule_table
from vendorrisk.report.view import (
    Change,
    Default,
    Dispute,
    DocumentRow,
    Fact,
    FactorView,
    Loss,
    Page,
    Question,
    Quote,
    Side,
    Tie,
    TieGroup,
    VendorView,
)

DOCUMENTS = 80  # rows; the rest is in the JSON
REJECTED = 40  # claims taken out that are shown; the rest is in the JSON
TITLED = 4  # vendors that the title names; of more it gives the number
TIES = 60  # ties of one vendor that do not count; the rest is in the JSON
READINGS = 2  # quotes on one side of a contradiction
THRESHOLD = 0.5  # of rules/model.yaml, for a comparison that does not print its parameters


def page(comparison: Comparison) -> Page:
    """Return the page of a comparison; one vendor gives the same page as several."""
    threshold = _threshold(comparison)
    listed_documents = _cited_first(comparison.documents)
    shown = listed_documents[:DOCUMENTS]
    anchors = {document.id: f"d{i}" for i, document in enumerate(shown, start=1)}
    days = {d.id: d.published for d in comparison.documents if d.published is not None}
    origins = origins_behind(comparison.assessments)
    register = Register(anchors, quoted_claims(comparison.assessments), days, origins)
    vendors = tuple(
        _vendor(a, f"v{i}", register, threshold, comparison.model_version)
        for i, a in enumerate(comparison.assessments, start=1)
    )
    rejected = register.quotes(comparison.rejected[:REJECTED])
    return Page(
        title=_title([a.vendor for a in comparison.assessments]),
        buyer=comparison.buyer,
        as_of=comparison.as_of.isoformat(),
        model=comparison.model_version,
        schema=comparison.schema_version,
        engine=comparison.engine,
        vendors=vendors,
        threshold=threshold,
        threshold_text=f"{threshold:g}",
        robust=comparison.robust,
        orders=orders(comparison),
        ranks=rank_rows(comparison),
        draws="" if comparison.ranking is None else f"{comparison.ranking.draws:,}",
        stability=stability(comparison),
        gaps=asked_first(comparison.assessments),
        command=command(comparison),
        rules=rule_table(comparison.assessments),
        placed=frozenset(q.number for q in (*_placed(vendors), *rejected) if q.first),
        documents=tuple(_document(document, anchors[document.id]) for document in shown),
        documents_left_out=len(listed_documents) - len(shown),
        skipped=comparison.skipped,
        rejected=rejected,
        rejected_left_out=max(0, len(comparison.rejected) - REJECTED),
        defaults=tuple(
            Default(name=p.name, value=p.value, reason=p.reason) for p in comparison.parameters
        ),
        assumptions=comparison.assumptions,
        receipt=receipt_view(comparison.receipt),
        disclaimer=comparison.disclaimer,
    )


def _title(names: list[str]) -> str:
    return listed(names or ["No vendor"]) if len(names) <= TITLED else f"{len(names)} vendors"


def _placed(vendors: Sequence[VendorView]) -> Iterator[Quote]:
    """Yield the quotes that stand in full: on a card, or beside the tie that does not count."""
    for v in vendors:
        yield from v.cards
        for group in v.reliefs:
            for tie in group.ties:
                yield from tie.quotes


def _threshold(comparison: Comparison) -> float:
    for parameter in comparison.parameters:
        if parameter.name == "tier_threshold":
            return float(parameter.value)
    return THRESHOLD


def _cited_first(documents: Sequence[DocumentRef]) -> list[DocumentRef]:
    return sorted(documents, key=lambda d: (d.claims == 0, d.name, d.id))


def _document(document: DocumentRef, anchor: str) -> DocumentRow:
    return DocumentRow(
        anchor=anchor,
        name=document.name,
        title=document.title or "",
        publisher=document.publisher or "not stated",
        published=document.published.isoformat() if document.published else "undated",
        media=document.media,
        claims=str(document.claims),
        origin=" → ".join(document.origin),
        sha256=document.sha256,
    )


def _vendor(
    a: Assessment, anchor: str, register: Register, threshold: float, model: str
) -> VendorView:
    ledger = lines(a, f"{anchor}-line", register)
    found, ticks = moments(a)
    thin = insufficient(a)
    ties = _ties(a.reliefs[:TIES], register)
    disputes = tuple(_dispute(c, register) for c in a.contradictions)
    statements = register.quotes(a.statements)
    placed, left_out = cards(ledger, disputes, statements)
    found_measures = measures(a, threshold)
    mainly = drivers(ledger)
    return VendorView(
        anchor=anchor,
        name=a.vendor,
        verdict=verdict(a, model),
        tier=a.tier,
        reason=_sentence(a.tier_reason),
        risk=span(a.risk, threshold=threshold),
        coverage=fixed(a.coverage),
        covered=a.coverage,
        coverage_reason=a.coverage_reason,
        insufficient=thin,
        mainly=tuple(reason.what for reason in mainly),
        factors=tuple(
            FactorView(name=f.factor, risk=span(f.risk), contribution=part(f.contribution))
            for f in a.factors
        ),
        lines=ledger,
        total=fixed(a.risk.point, 3),
        drivers=mainly,
        top_reliefs=reliefs(a, ledger, ties, found_measures, register),
        cards=placed,
        cards_left_out=left_out,
        reliefs=ties,
        reliefs_left_out=max(0, len(a.reliefs) - TIES),
        relief_count=plural(len(a.reliefs), "tie"),
        changes=_changes(a, threshold),
        flags=flags(a),
        firmness=firmness(a, threshold),
        measures=found_measures,
        open_questions=_questions(a.open_questions),
        losses=_losses(a.decision),
        decision=_decision(a.decision),
        disputes=disputes,
        book=_book(a.concentration),
        book_reason=a.concentration.reason,
        later=_later(a.not_yet_known),
        later_lines=a.not_yet_known.what,
        moments=found,
        ticks=ticks,
        nodes=nodes(a),
        statements=statements,
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _ties(reliefs: Sequence[Relief], register: Register) -> tuple[TieGroup, ...]:
    groups: dict[str, list[Relief]] = {}
    for relief in reliefs:
        groups.setdefault(relief.why, []).append(relief)
    return tuple(
        TieGroup(
            why=why,
            ties=tuple(Tie(r.what, register.quotes(r.claims[:SHOWN])) for r in members),
        )
        for why, members in groups.items()
    )


def _changes(a: Assessment, threshold: float) -> tuple[Change, ...]:
    return tuple(
        Change(
            what=one.what,
            risk=span(one.risk, threshold=threshold),
            tier=one.tier,
            moves=one.tier != a.tier,
        )
        for one in changes(a, threshold)
    )


def _questions(asked: Sequence[OpenQuestion]) -> tuple[Question, ...]:
    largest = max((q.effect for q in asked), default=0.0)
    return tuple(
        Question(
            what=q.what,
            factor=q.factor,
            effect=part(q.effect),
            share=max(0.0, q.effect / largest) if largest > 0 else 0.0,
            questions=", ".join(q.questions),
        )
        for q in asked
    )


def _losses(decision: Decision) -> tuple[Loss, ...]:
    return tuple(
        Loss(
            action=loss.action,
            cells=(
                (f"{loss.low:.1f}", decision.at_low == loss.action),
                (f"{loss.point:.1f}", decision.at_point == loss.action),
                (f"{loss.high:.1f}", decision.at_high == loss.action),
            ),
        )
        for loss in decision.losses
    )


def _decision(decision: Decision) -> str:
    if decision.at_low == decision.at_point == decision.at_high:
        return f"Over the whole interval the cheapest action is to {decision.at_low}."
    places: dict[str, list[str]] = {}
    for place, action in (
        ("at the low end", decision.at_low),
        ("at the point", decision.at_point),
        ("at the high end", decision.at_high),
    ):
        places.setdefault(action, []).append(place)
    parts = [f"{listed(where)} to {action}" for action, where in places.items()]
    return f"The evidence does not settle it: the cheapest action is {', '.join(parts)}."


def _dispute(found: Contradiction, register: Register) -> Dispute:
    return Dispute(
        question=found.question,
        settled="; ".join(r.value for r in found.readings if r.used) or "no reading is used",
        sides=tuple(
            Side(
                value=reading.value,
                modality=reading.modality,
                documents=", ".join(reading.documents),
                quotes=register.quotes(reading.claims[:READINGS]),
                left_out=max(0, len(reading.claims) - READINGS),
                used=reading.used,
            )
            for reading in found.readings
        ),
        why=found.why,
    )


def _book(book: Concentration) -> tuple[Fact, ...]:
    facts = [
        Fact(
            name=f"Share of {client}",
            value=f"{percent(s.point)} [{percent(s.low)} to {percent(s.high)}]",
            how=s.how,
        )
        for client, s in sorted(book.shares.items(), key=lambda item: (-item[1].point, item[0]))
    ]
    facts.append(
        Fact(name="Concentration (HHI)", value=_bounds(book.hhi_low, book.hhi_high), how="")
    )
    if book.lost_share is not None:
        lost = book.lost_share
        facts += [
            Fact(
                name="Share of revenue taken as lost",
                value=f"{percent(lost.point)} [{percent(lost.low)} to {percent(lost.high)}]",
                how=lost.how,
            ),
            Fact(
                name="Concentration after the loss",
                value=_bounds(book.hhi_after_low, book.hhi_after_high),
                how="",
            ),
        ]
    return tuple(facts)


def _bounds(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "unknown"
    return f"between {fixed(low)} and {fixed(high)}"


def _later(later: NotYetKnown) -> str:
    if not later.claims:
        return ""
    first = f"; the first on {later.first_known}" if later.first_known else ""
    return (
        f"{plural(later.claims, 'claim')} became known only after this day and do not count{first}."
    )
