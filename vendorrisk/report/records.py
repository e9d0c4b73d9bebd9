"""A comparison as tables: what each row is, and each column with what it says and its unit.

CSV files, the sheets of the workbook and the page of columns in the docs are all made from these.
Columns stand in a fixed order; new ones come last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from vendorrisk.model.assessment import Assessment, ClaimRef, Comparison, DocumentRef, LedgerEntry
from vendorrisk.model.finding import Finding
from vendorrisk.model.summary import insufficient
from vendorrisk.report.figures import quoted

Value = str | float | int | bool | dt.date | None
FACTORS = ("ownership", "clients", "leadership")
RISK = "0 to 1, higher is riskier"


class Field(NamedTuple):
    """A column: its name, what it says with its unit, and how it comes from a row.

    ``width`` (characters) and ``style`` are for a workbook; ``residual`` marks what is there only
    where a buyer has given mitigations.
    """

    name: str
    says: str
    of: Callable[[Any], Value]
    width: float = 12
    style: str = "text"
    residual: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a comparison: its name, what one row of it is, its columns, and its rows."""

    name: str
    row: str
    fields: tuple[Field, ...]
    rows: Callable[[Comparison], Iterable[Any]]

    def shown(self, comparison: Comparison) -> tuple[Field, ...]:
        """Return the columns of one comparison: those on mitigations where any are given."""
        given = any(a.residual is not None for a in comparison.assessments)
        return tuple(field for field in self.fields if given or not field.residual)


class Of(NamedTuple):
    """Something of one vendor's assessment."""

    a: Assessment
    it: Any


class Use(NamedTuple):
    """A claim where it is used: as what, and in which line of the ledger."""

    a: Assessment | None
    use: str
    line: str
    claim: ClaimRef
    document: DocumentRef | None


_CASE = (
    Field("vendor", "name of the vendor", lambda r: r.a.vendor, 16, "bold"),
    Field("buyer", "name of the buyer", lambda r: r.a.buyer, 12),
    Field("as_of", "day, YYYY-MM-DD: what became known later does not count", lambda r: r.a.as_of),
)


def _risk(
    name: str, says: str, of: Callable[[Any], Any], *, residual: bool = False
) -> tuple[Field, ...]:
    """Return the three columns of an interval."""

    def end(which: str) -> Callable[[Any], Value]:
        def value(row: Any) -> Value:
            found = of(row)
            return None if found is None else getattr(found, which)

        return value

    words = {"low": "what is sure", "point": "the point", "high": "what is possible"}
    return tuple(
        Field(f"{name}_{which}", f"{says}: {told}", end(which), 9, "number", residual)
        for which, told in words.items()
    )


def _factor(name: str) -> tuple[Field, ...]:
    def of(row: Of) -> Any:
        return next((one.risk for one in row.a.factors if one.factor == name), None)

    return _risk(name, f"risk of this factor alone, {RISK}", of)


def _outcomes(name: str) -> Callable[[Of], Value]:
    def count(row: Of) -> Value:
        if not row.a.findings:
            return None
        return sum(one.outcome == name for one in row.a.findings)

    return count


def _left(row: Of) -> Any:
    return None if row.a.residual is None else row.a.residual.risk


ASSESSMENTS = Table(
    "assessments",
    "one vendor, riskiest point first",
    (
        *_CASE,
        *_risk("risk", f"risk, {RISK}", lambda r: r.a.risk),
        Field("tier", "HIGH, UNDETERMINED or LOW", lambda r: r.a.tier, 17, "bold"),
        Field("tier_reason", "why this tier", lambda r: r.a.tier_reason, 40),
        Field("coverage", "share of what would have to be known that is, 0 to 1",
              lambda r: r.a.coverage, 10, "number"),
        Field("insufficient", "yes: coverage lies below the floor of the model",
              lambda r: insufficient(r.a), 12),
        Field("coverage_reason", "how coverage comes about", lambda r: r.a.coverage_reason, 50),
        *(field for factor in FACTORS for field in _factor(factor)),
        Field("action_low", "cheapest action at the low end of the risk",
              lambda r: r.a.decision.at_low),
        Field("action_point", "cheapest action at the point", lambda r: r.a.decision.at_point),
        Field("action_high", "cheapest action at the high end", lambda r: r.a.decision.at_high),
        Field("flagged", "red-flag rules that are flagged, a count; empty: none was asked",
              _outcomes("flagged"), 9, "count"),
        Field("unknown", "red-flag rules that nobody can answer yet, a count",
              _outcomes("unknown"), 9, "count"),
        Field("open_questions", "lines that nobody has spoken on, a count",
              lambda r: len(r.a.open_questions), 10, "count"),
        Field("hhi_low", "Herfindahl index of the client book, 0 to 1, at least; empty: not known",
              lambda r: r.a.concentration.hhi_low, 9, "number"),
        Field("hhi_high", "the same, at most", lambda r: r.a.concentration.hhi_high, 9, "number"),
        Field("hhi_reason", "where the index is from, or why it is not known",
              lambda r: r.a.concentration.reason, 40),
        Field("later_claims", "claims that became known after as_of and do not count, a count",
              lambda r: r.a.not_yet_known.claims, 9, "count"),
        Field("model_version", "version of the model", lambda r: r.it.model_version, 9),
        Field("engine", "what found the claims of running text", lambda r: r.it.engine, 11),
        Field("schema_version", "version of the JSON report", lambda r: r.it.schema_version, 9),
        *_risk("residual", f"risk that is left with mitigations, {RISK}", _left, residual=True),
        Field("residual_tier", "tier with mitigations; empty: none are given for this vendor",
              lambda r: r.a.residual and r.a.residual.tier, 17, "bold", residual=True),
        Field("residual_reason", "why this tier",
              lambda r: r.a.residual and r.a.residual.tier_reason, 40, residual=True),
    ),
    lambda c: [Of(a, c) for a in c.assessments],
)  # fmt: skip


class _Line(NamedTuple):
    a: Assessment
    c: Comparison
    it: LedgerEntry | None


def _lines(c: Comparison) -> Iterator[_Line]:
    for a in c.assessments:
        yield from (_Line(a, c, line) for line in a.ledger)
        if not a.ledger:
            yield _Line(a, c, None)


def _of_line(of: Callable[[LedgerEntry], Value]) -> Callable[[_Line], Value]:
    return lambda row: None if row.it is None else of(row.it)


def _first_quote(line: LedgerEntry) -> Value:
    if not line.claims:
        return None
    shown = quoted(line.claims[0].quote)
    return shown.text + (" …" if shown.cut else "")


def _documents(line: LedgerEntry) -> Value:
    return "; ".join(dict.fromkeys(claim.doc for claim in line.claims)) or None


LEDGER = Table(
    "ledger",
    "one line of the ledger; the contributions of a vendor sum to its risk_point",
    (
        *_CASE,
        Field("model_version", "version of the model", lambda r: r.c.model_version, 9),
        Field("engine", "what found the claims of running text", lambda r: r.c.engine, 11),
        *_risk("risk", f"risk of the vendor, {RISK}", lambda r: r.a.risk),
        Field("tier", "HIGH, UNDETERMINED or LOW", lambda r: r.a.tier, 17),
        Field("coverage", "of the vendor, 0 to 1", lambda r: r.a.coverage, 10, "number"),
        Field("line", "id of the line, as `explain` takes it; empty: the vendor has no ledger",
              _of_line(lambda e: e.id), 22),
        Field("what", "the line in words", _of_line(lambda e: e.what), 50, "bold"),
        Field("factor", "ownership, clients or leadership", _of_line(lambda e: e.factor), 12),
        Field("party", "whom the line is about; empty: nobody is named",
              _of_line(lambda e: e.event.party), 16),
        Field("known", "no: nobody has spoken, an open question",
              _of_line(lambda e: e.event.known), 8),
        Field("contribution", "part of the risk at the point, 0 to 1 (exact Shapley value)",
              _of_line(lambda e: e.contribution), 12, "number"),
        Field("decibels", "-10 log10(1 - y_point), in dB", _of_line(lambda e: e.decibels), 9,
              "number"),
        *_risk("y", "intensity of the line alone, 0 to 1",
               lambda r: None if r.it is None else r.it.intensity),
        Field("claims", "claims that the line quotes, a count",
              _of_line(lambda e: len(e.claims)), 8, "count"),
        Field("documents", "names of their documents, '; ' between them", _of_line(_documents), 30),
        Field("quote", "the first of them, at most 50 words; all stand in evidence",
              _of_line(_first_quote), 70),
        *_risk("residual", f"risk of the vendor with mitigations, {RISK}", _left, residual=True),
        Field("residual_tier", "tier with mitigations",
              lambda r: r.a.residual and r.a.residual.tier, 17, residual=True),
    ),
    _lines,
)  # fmt: skip


def _found(c: Comparison) -> Iterator[Of]:
    return (Of(a, finding) for a in c.assessments for finding in a.findings)


def _joined(parts: Iterable[str]) -> Value:
    return "; ".join(parts) or None


def _finding(of: Callable[[Finding], Value]) -> Callable[[Of], Value]:
    return lambda row: of(row.it)


FINDINGS = Table(
    "findings",
    "one red-flag rule held against one vendor: flagged first, then unknown, clear, not_applicable",
    (
        *_CASE,
        Field("rule", "id of the rule", _finding(lambda f: f.rule), 26),
        Field("family", "family of the rule", _finding(lambda f: f.family), 14),
        Field("outcome", "flagged, unknown, clear or not_applicable",
              _finding(lambda f: f.outcome), 14, "bold"),
        Field("severity", "critical, high, medium or low", _finding(lambda f: f.severity), 10),
        Field("question", "what the rule asks", _finding(lambda f: f.question), 44, "bold"),
        Field("why", "the values that decided it, with their bounds",
              _finding(lambda f: _joined(f.why)), 60),
        Field("remedy", "what to do; empty: nothing", _finding(lambda f: f.remedy), 44),
        Field("questions", "questions of the checklist that ask about it",
              _finding(lambda f: _joined(f.questions)), 14),
        Field("claims", "ids of the claims behind the values",
              _finding(lambda f: _joined(f.claims)), 24, "small"),
    ),
    _found,
)  # fmt: skip

QUESTIONS = Table(
    "questions",
    "one open question of one vendor, by what a “no” takes off the high end",
    (
        *_CASE,
        Field("line", "id of the line of the ledger", lambda r: r.it.id, 22),
        Field("what", "what nobody has said", lambda r: r.it.what, 60, "bold"),
        Field("factor", "ownership, clients or leadership", lambda r: r.it.factor, 12),
        Field("effect", "risk_high less risk_high when the answer is “no”, 0 to 1",
              lambda r: r.it.effect, 10, "number"),
        Field("questions", "questions of the checklist that ask it",
              lambda r: _joined(r.it.questions), 18),
    ),
    lambda c: [Of(a, question) for a in c.assessments for question in a.open_questions],
)  # fmt: skip

VALUES = Table(
    "values",
    "one named value of one vendor, as rules and policies ask about it",
    (
        *_CASE,
        Field("name", "name of the value, see values.md", lambda r: r.it.name, 28, "bold"),
        Field("unit", "share (0 to 1), index (0 to 1), count, days, or yes_no (1 or 0)",
              lambda r: r.it.unit, 9),
        Field("low", "at least; empty: nothing is known of it", lambda r: r.it.low, 10, "number"),
        Field("high", "at most; empty beside a low end: no upper end", lambda r: r.it.high, 10,
              "number"),
        Field("applies", "no: it has no meaning for this vendor and buyer",
              lambda r: r.it.applies, 9),
        Field("how", "where it is from, or why it is not known", lambda r: r.it.how, 70),
        Field("claims", "ids of the claims that it was read from", lambda r: _joined(r.it.claims),
              24, "small"),
    ),
    lambda c: [Of(a, value) for a in c.assessments for value in a.values],
)  # fmt: skip


def _used(c: Comparison) -> Iterator[Use]:
    """Return every claim in every place where it is quoted; those taken out come last."""
    documents = {document.id: document for document in c.documents}

    def of(a: Assessment | None, use: str, line: str, claims: Iterable[ClaimRef]) -> Iterator[Use]:
        for claim in claims:
            yield Use(a, use, line, claim, documents.get(claim.doc_id))

    for a in c.assessments:
        for line in a.ledger:
            yield from of(a, "ledger", line.id, line.claims)
        for relief in a.reliefs:
            yield from of(a, "does not count", relief.what, relief.claims)
        for found in a.contradictions:
            for reading in found.readings:
                used = "reading that is used" if reading.used else "reading that is not used"
                yield from of(a, used, found.question, reading.claims)
        yield from of(a, "own words of the vendor", "", a.statements)
    yield from of(None, "taken out in review", "", c.rejected)


def _claim(of: Callable[[ClaimRef], Value]) -> Callable[[Use], Value]:
    return lambda row: of(row.claim)


def _document(of: Callable[[DocumentRef], Value]) -> Callable[[Use], Value]:
    return lambda row: None if row.document is None else of(row.document)


EVIDENCE = Table(
    "evidence",
    "one claim in one place where it is quoted; a claim that is used twice stands twice",
    (
        Field("vendor", "name of the vendor; empty: taken out for all",
              lambda r: r.a and r.a.vendor, 16, "bold"),
        Field("use", "ledger, does not count, reading that is (not) used, own words of the vendor,"
              " taken out in review", lambda r: r.use, 16),
        Field("line", "id of the line of the ledger, the tie, or the question",
              lambda r: r.line or None, 24),
        Field("quote", "document text from start to end, whole", _claim(lambda c: c.quote), 70),
        Field("modality", "confirmed, reported, rumoured, planned or denied",
              _claim(lambda c: c.modality), 12),
        Field("origin", "root origin that it counts with; empty: not known",
              _claim(lambda c: c.family), 18),
        Field("credited_to", "whom the text credits, '; ' between them",
              _claim(lambda c: _joined(c.attributed_to)), 20),
        Field("interest", "self: in the speaker's own interest; against; none",
              _claim(lambda c: c.interest), 10),
        Field("date", "of the event, as far as told: YYYY, YYYY-MM or YYYY-MM-DD",
              _claim(lambda c: c.date), 12),
        Field("known", "first day on which it can have been known; empty: no date is found",
              _claim(lambda c: c.known), 12),
        Field("document", "name of the document", _claim(lambda c: c.doc), 26),
        Field("publisher", "of the document; empty: not stated",
              _document(lambda d: d.publisher), 18),
        Field("published", "day of the document; empty: undated",
              _document(lambda d: d.published), 12),
        Field("address", "where the text says it is from", _claim(lambda c: c.source), 34, "small"),
        Field("kind", "kind of claim", _claim(lambda c: c.kind), 16),
        Field("start", "first character of the quote in the text of the document, from 0",
              _claim(lambda c: c.start), 9, "count"),
        Field("end", "character behind the quote", _claim(lambda c: c.end), 9, "count"),
        Field("file_line", "line in the file as it lies on disk, from 1; empty: no lines of text",
              _claim(lambda c: c.line), 9, "count"),
        Field("file_column", "character in that line, from 1", _claim(lambda c: c.column), 9,
              "count"),
        Field("review", "what a person decided on it; empty: nobody has",
              _claim(lambda c: None if c.review is None else c.review.told()), 30),
        Field("claim", "id of the claim", _claim(lambda c: c.id), 22, "small"),
        Field("document_id", "id of the document, as in documents", _claim(lambda c: c.doc_id), 22,
              "small"),
    ),
    _used,
)  # fmt: skip

DOCUMENTS = Table(
    "documents",
    "one document that was read",
    (
        Field("id", "id of the document", lambda d: d.id, 22, "small"),
        Field("name", "name of the document", lambda d: d.name, 28, "bold"),
        Field("title", "its title; empty: none", lambda d: d.title, 44),
        Field("publisher", "who published it; empty: not stated", lambda d: d.publisher, 20),
        Field("published", "day; empty: undated", lambda d: d.published, 12),
        Field("media", "form of the file", lambda d: d.media, 8),
        Field("claims", "claims found in it, a count", lambda d: d.claims, 8, "count"),
        Field("origin", "whom it credits, '; ' between them", lambda d: _joined(d.origin), 24),
        Field("sha256", "hash of the file", lambda d: d.sha256, 40, "small"),
        Field("path", "as it was given", lambda d: d.path or None, 40, "small"),
    ),
    lambda c: c.documents,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (ASSESSMENTS, LEDGER, FINDINGS, QUESTIONS, VALUES, EVIDENCE, DOCUMENTS)
}
