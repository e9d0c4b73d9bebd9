"""The page as a memo in Word: short, for an analyst to edit, and for others to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import supposed
from vendorrisk.report.appendix import LIMITS, hashes, source
from vendorrisk.report.compose import page
from vendorrisk.report.figures import SIGNS, Span, plural
from vendorrisk.report.flags import in_one_line
from vendorrisk.report.view import Line, Page, Quote, VendorView
from vendorrisk.report.word import COLOURS, WHAT_IF, Run, Word
from vendorrisk.report.worksheets import ROLES

SECTIONS = 10  # vendors with reasons; of the others the verdict stands
ROWS = 40  # vendors of the comparison
REASONS = 3  # a vendor
QUOTES = 2  # a reason
CHANGES = 3
QUESTIONS = 4
CONDITIONS = 6  # a vendor
TO_FILL = Run("[to fill in]", italic=True, muted=True)


def to_docx(comparison: Comparison) -> bytes:
    """Return a comparison as a Word memo on A4."""
    return memo(comparison)


def memo(comparison: Comparison, *, paper: str = "a4") -> bytes:
    """Return a comparison as a Word memo.

    Parameters
    ----------
    comparison : Comparison
        Of one vendor or several.
    paper : {"a4", "letter"}
        Size of its pages.

    Raises
    ------
    SettingsError
        Where python-docx is not installed.
    """
    return _Memo(page(comparison), comparison.as_of, paper).data()


class _Memo:
    def __init__(self, p: Page, day: dt.date, paper: str) -> None:
        what_if = "WHAT IF: " if p.assumptions else ""
        title = f"{what_if}Vendor neutrality of {p.title} for {p.buyer}"
        self.page = p
        self.word = Word(title, f"Vendor neutrality risk as of {p.as_of}", day, paper)
        self.cited: dict[int, Quote] = {}
        self._head(title)
        self._verdicts()
        for vendor in p.vendors[:SECTIONS]:
            self._vendor(vendor)
        self._conditions()
        self._approval()
        self._replies()
        self._evidence()
        self._limits()

    def data(self) -> bytes:
        return self.word.data()

    def _head(self, title: str) -> None:
        p, word = self.page, self.word
        loud = [Run(f"{supposed(p.assumptions, 60)} · ", bold=True, colour=WHAT_IF)]
        running = Run(f"{title} · as of {p.as_of}", muted=True)
        word.running(
            [*(loud if p.assumptions else []), running],
            "0 to 1, higher is riskier; a risk signal, not a finding of wrongdoing",
        )
        word.heading(title, 0)
        if p.assumptions:
            told = f"{supposed(p.assumptions)}: every figure below rests on it."
            word.paragraph(Run(told, bold=True, colour=WHAT_IF))
        word.table(
            (),
            (
                ([Run("To", bold=True)], [TO_FILL]),
                ([Run("From", bold=True)], [TO_FILL]),
                ([Run("Date", bold=True)], [Run(f"{p.as_of} (as of)")]),
                ([Run("Subject", bold=True)], [Run(title)]),
                ([Run("Decision asked for", bold=True)], [TO_FILL]),
            ),
            (1, 4),
            name="To whom, from whom, when, about what",
        )

    def _verdicts(self) -> None:
        p, word = self.page, self.word
        word.heading("Verdict", 1)
        for v in p.vendors[:SECTIONS]:
            known = f"{'Mainly' if v.tier == 'HIGH' else 'Known'}: {'; '.join(v.mainly)}."
            word.paragraph(
                Run(f"{SIGNS[v.tier]} {v.tier} ", bold=True, colour=COLOURS[v.tier]),
                Run(f"{v.name}: ", bold=True),
                Run(f"{v.risk.text}, {self._beside(v)}. "),
                Run(f"{v.reason} "),
                Run(known if v.mainly else "No tie that counts is known."),
                *_left(v),
            )
        factors = [f.name.capitalize() for f in p.vendors[0].factors] if p.vendors else []
        word.table(
            ("Vendor", "Tier", "Risk [low–high]", *factors, "Coverage"),
            (
                (
                    [Run(v.name, bold=True)],
                    [Run(f"{SIGNS[v.tier]} {v.tier}", bold=True, colour=COLOURS[v.tier])],
                    _two_lines(v.risk, bold=True),
                    *(_two_lines(f.risk) for f in v.factors),
                    [
                        Run(v.coverage),
                        *([Run("insufficient", muted=True, below=True)] if v.insufficient else []),
                    ],
                )
                for v in p.vendors[:ROWS]
            ),
            (1.4, 1.5, 1.2, *(1.2 for _ in factors), 1.1),
            name="Vendors side by side, riskiest first; risk from 0 to 1, higher is riskier",
        )
        if len(p.vendors) > ROWS:
            more = plural(len(p.vendors) - ROWS, "further vendor")
            word.paragraph(Run(f"{more} in the JSON report.", muted=True))
        word.bullets([Run(text)] for text in p.robust[:ROWS])

    def _beside(self, v: VendorView) -> str:
        thin = " (insufficient evidence)" if v.insufficient else ""
        p = self.page
        told = "WHAT IF, " if p.assumptions else ""
        return f"{told}coverage {v.coverage}{thin}, for {p.buyer}, as of {p.as_of}, model {p.model}"

    def _vendor(self, v: VendorView) -> None:
        word = self.word
        word.heading(v.name or "No name", 1)
        if v.flags is not None:
            word.paragraph(Run("Red flags: ", bold=True), Run(f"{in_one_line(v.flags)}."))
        word.heading("Main reasons", 2)
        reasons = [line for line in v.lines if line.contribution != "0"][:REASONS]
        word.bullets(self._reason(line) for line in reasons)
        rest = len(v.lines) - len(reasons)
        more = f"; the other {plural(rest, 'line')} are in the report" if rest else ""
        word.paragraph(Run(f"All parts sum to {v.total}, the risk at the point{more}.", muted=True))
        word.heading("What would change it", 2)
        word.bullets([Run(text)] for text in self._changes(v))
        if v.open_questions:
            word.heading("Ask first", 2)
            word.bullets(
                [
                    Run(q.what),
                    Run(f" ({q.questions}; {q.factor})" if q.questions else "", muted=True),
                ]
                for q in v.open_questions[:QUESTIONS]
            )

    def _reason(self, line: Line) -> list[Run]:
        quotes = line.quotes[:QUOTES]
        self.cited.update({quote.number: quote for quote in quotes if self._newly(quote)})
        numbers = ", ".join(str(quote.number) for quote in quotes)
        return [
            Run(f"{line.contribution}  ", bold=True),
            Run("Not known: " if not line.known else "", italic=True),
            Run(line.what),
            Run(f" [{numbers}]" if numbers else "", raised=True),
        ]

    def _newly(self, quote: Quote) -> bool:
        return quote.number not in self.cited

    def _changes(self, v: VendorView) -> Iterator[str]:
        moving = [
            f"{c.what[:1].upper()}{c.what[1:]}: {c.tier}, {c.risk.text}"
            for c in v.changes
            if c.moves
        ]
        settled = v.firmness.facts if v.firmness is not None else ()
        found = (*moving, *settled)[:CHANGES]
        yield from found or ("No single change that was looked at moves the tier.",)
        if v.firmness is not None:
            yield v.firmness.verdict
        yield v.decision

    def _conditions(self) -> None:
        word = self.word
        word.heading("Conditions and mitigations", 1)
        for v in self.page.vendors[:SECTIONS]:
            if v.measures is None:
                continue
            word.paragraph(
                Run(f"{v.name}, with your mitigations: ", bold=True),
                Run(
                    f"{v.measures.risk.text} {v.measures.tier} is left of {v.measures.inherent}:"
                    f" {v.measures.reason}."
                ),
            )
            word.table(
                ("Mitigation", "Touches", "Evidence", "Until"),
                (
                    (
                        [Run(row.what)],
                        [Run(row.touches if row.counts else f"nothing: {row.touches}")],
                        [Run(row.evidence)],
                        [Run(row.until)],
                    )
                    for row in v.measures.rows[:ROWS]
                ),
                (2, 2, 2, 1),
                name="Mitigations in force on this day",
            )
        rows = [
            (v.name, row.remedy)
            for v in self.page.vendors[:SECTIONS]
            for row in (v.flags.flagged[:CONDITIONS] if v.flags is not None else ())
            if row.remedy
        ]
        if not rows:
            word.paragraph(Run("No red flag names a condition.", muted=True))
            return
        word.paragraph(
            Run("Proposed by the gravest red flags; strike what does not apply.", muted=True)
        )
        word.table(
            ("Vendor", "Condition", "Owner", "Due"),
            (([Run(name)], [Run(text)], [TO_FILL], [TO_FILL]) for name, text in rows),
            (1.1, 4, 1, 0.9),
            name="Conditions with their owner and the day they are due",
        )

    def _approval(self) -> None:
        word = self.word
        word.heading("Recommendation and approval", 1)
        words = ("Proceed", "Proceed with conditions", "Hold", "Decline")
        for v in self.page.vendors[:SECTIONS]:
            word.paragraph(
                Run(f"{v.name}: ", bold=True), Run("   ".join(f"☐ {one}" for one in words))
            )
        word.table(
            ("Role", "Name", "Decision", "Date", "Signature"),
            (([Run(role)], *([Run("")] for _ in range(4))) for role in ROLES),
            (1.6, 1.4, 1.2, 0.8, 1.4),
            name="Who approves, to be signed",
            tall=9,
        )

    def _replies(self) -> None:
        word = self.word
        word.heading("The vendor’s reply", 1)
        word.paragraph(
            Run("No reply is on file. It belongs here unchanged, with name and date.", muted=True)
        )
        word.table(
            ("Vendor", "Reply", "Name and date"),
            (
                ([Run(v.name, bold=True)], [TO_FILL], [TO_FILL])
                for v in self.page.vendors[:SECTIONS]
            ),
            (1.1, 4, 1.2),
            name="Replies of the vendors",
            tall=14,
        )

    def _evidence(self) -> None:
        word, digests = self.word, hashes(self.page)
        word.heading("Evidence", 1)
        word.paragraph(
            Run(
                "The quotes named above, by their numbers in the report; characters count from 0 in"
                " the document with this SHA-256.",
                muted=True,
            )
        )
        word.table(
            ("No.", "Quote", "Said", "Document and its SHA-256"),
            (
                (
                    [Run(str(number), bold=True)],
                    [Run(f"“{quote.text}”{' …' if quote.cut else ''}")],
                    [Run(source(quote))],
                    _where(quote, digests.get(quote.anchor, "")),
                )
                for number, quote in sorted(self.cited.items())
            ),
            (0.4, 3, 1.5, 2),
            name="Quotes with their sources",
        )

    def _limits(self) -> None:
        p, word = self.page, self.word
        word.heading("Limits", 1)
        word.bullets([Run(text)] for text in LIMITS)
        word.paragraph(Run(p.disclaimer, muted=True))
        read = plural(len(p.documents) + p.documents_left_out, "document")
        made = f"{read} read; model {p.model}, engine {p.engine}, schema {p.schema}."
        if p.receipt is not None:
            facts = "; ".join(f"{name}: {value}" for name, value in p.receipt.facts)
            word.paragraph(Run(p.receipt.statement, bold=True), Run(f" {facts}."))
            made += " SHA-256 of " + ", ".join(f"{n} {h[:16]}…" for n, h in p.receipt.hashes) + "."
        word.paragraph(Run(made, muted=True))


def _left(v: VendorView) -> Sequence[Run]:
    """Return what is left of the risk with mitigations; nothing where none are given."""
    if v.measures is None:
        return ()
    return (Run(f" With your mitigations: {v.measures.risk.text} {v.measures.tier}."),)


def _two_lines(risk: Span, *, bold: bool = False) -> Sequence[Run]:
    return [Run(risk.bare, bold=bold), Run(f"[{risk.ends}]", below=True)]


def _where(quote: Quote, digest: str) -> Sequence[Run]:
    address = f", {quote.address}" if quote.address else ""
    told = f" SHA-256 {digest[:16]}…" if digest else " hash in the JSON report"
    return [Run(f"{quote.document}, {quote.place}{address};"), Run(told, muted=True)]
