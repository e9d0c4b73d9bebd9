"""The procurement checklist: questions to settle before a vendor is called neutral."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from vendorrisk.model.assessment import ClaimRef, Factor
from vendorrisk.model.base import Noun
from vendorrisk.model.channel import Channel
from vendorrisk.model.claim import Engine

Severity = Literal["critical", "high", "medium"]
EvidenceStatus = Literal["Supports concern", "Against concern", "Mixed", "Stale", "None"]
ConflictType = Literal["Actual", "Apparent", "Potential", "None"]
Answer = Literal["Yes", "No", "Partial", "Unknown", "N/A"]
Residual = Literal["Low", "Medium", "High", "Critical"]
Status = Literal[
    "Not started", "Requested", "Received", "In review", "Satisfied", "Exception", "N/A"
]
Treatment = Literal["Accept", "Mitigate", "Avoid", "Exception"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium")  # worst first


class Clause(Noun):
    """A contract clause, as in ``rules/clauses.yaml``: a starting point for counsel."""

    id: str = Field(pattern="^[A-Z]{3}$")
    title: str
    text: str


class Question(Noun):
    """One question of the checklist, as in ``rules/questions.yaml``.

    ``section`` (letter and title) is set from the section of the file that the question stands in.
    A question is on a vendor's checklist when it is ``standing``, when an event of the risk tree
    names it, or when a present conflict runs through one of its ``channels``. ``on_file`` names
    what else is put on file for it.
    """

    id: str = Field(pattern=r"^N\d\d$")
    section: str = ""
    question: str = Field(pattern=r"\?$")
    why: str
    references: tuple[str, ...] = Field(min_length=1)
    severity: Severity
    clauses: tuple[str, ...]
    factor: Factor | None
    standing: bool
    channels: tuple[Channel, ...] = ()
    on_file: tuple[Literal["statements", "contradictions", "shared_owners"], ...] = ()
    follow_up: str  # {vendor} and {buyer} are filled in
    clears: str

    @field_validator("follow_up")
    @classmethod
    def _only_known_names(cls, text: str) -> str:
        unknown = set(re.findall(r"{.*?}", text)) - {"{vendor}", "{buyer}"}
        if unknown:
            raise ValueError(f"only {{vendor}} and {{buyer}} are filled in, not {min(unknown)}")
        return text


class Section(Noun):
    """A part of ``rules/questions.yaml``."""

    letter: str = Field(pattern="^[A-Z]$")
    title: str
    questions: tuple[Question, ...] = Field(min_length=1)


class Review(Noun):
    """What people fill in. Nothing here is ever filled in by the tool."""

    answer: Answer | None = None
    answer_detail: str | None = None
    vendor_response: str | None = None
    response_date: date | None = None
    severity_residual: Residual | None = None
    owner: str | None = None
    due_date: date | None = None
    status: Status | None = None
    decision: Treatment | None = None
    exception_expiry: date | None = None
    approver: str | None = None
    approved_on: date | None = None


class ChecklistRow(Noun):
    """One question to one vendor.

    ``raised_by`` holds the ids of the ledger's events, largest contribution first; it is empty for
    a standing question that nothing raised. ``effect`` (0..1) is how much lower the upper end of
    the risk would lie if the answer cleared every event that names the question. ``evppi`` is the
    largest expected value of perfect information on one of these events, in points where 100 is a
    year of the contract: 0 cannot change the decision, None does not enter the score.
    """

    vendor: str
    question_id: str
    section: str
    question: str
    why_it_matters: str
    references: tuple[str, ...]
    raised_by: tuple[str, ...]
    why_raised: str
    evidence_on_file: tuple[ClaimRef, ...]
    evidence_status: EvidenceStatus
    conflict_type: ConflictType  # proposed; the reviewer sets it
    severity: Severity  # inherent
    effect: float = Field(ge=0, le=1)
    evppi: float | None = Field(default=None, ge=0)
    clears: str
    follow_up_request: str
    clause_suggestion: tuple[str, ...]
    review: Review = Review()
    row_hash: str  # of everything above but the review


class Checklist(Noun):
    """The rows of all vendors of a comparison, vendor by vendor, raised questions first."""

    buyer: str
    as_of: date
    model_version: str
    engine: Engine = "rules"  # what found the claims of running text
    vendors: tuple[str, ...]
    rows: tuple[ChecklistRow, ...]
    clauses: tuple[Clause, ...]  # all known clauses, in the order of the file
    assumptions: tuple[str, ...] = ()  # what the scores rest on beside documents
    disclaimer: str

    def of(self, vendor: str) -> tuple[ChecklistRow, ...]:
        """Return the rows of one vendor, in order."""
        return tuple(row for row in self.rows if row.vendor == vendor)

    def exhibits(self) -> dict[str, str]:
        """Return a number (E001, E002, ...) for every claim on file, in order of appearance."""
        ids = dict.fromkeys(ref.id for row in self.rows for ref in row.evidence_on_file)
        return {claim: f"E{number:03d}" for number, claim in enumerate(ids, 1)}
