"""The procurement checklist: questions to settle before a vendor is called neutral."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from vendorrisk.model.assessment import ClaimRef, Factor
from vendorrisk.model.base import Noun, Share
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
Proof = Literal["Statement", "Signed statement", "Document seen", "Independent audit"]
Agreed = Literal["Yes", "No", "Reworded"]
Means = Literal["concern", "clear"]
Reach = Literal["decision", "interval", "none", "standing"]
REACHES: tuple[Reach, ...] = get_args(Reach)  # in the order of the checklist
Topic = Literal[
    "stake", "talks", "client", "loss", "cutoff", "move", "seat", "rival", "votes", "rights"
]
TOPICS: tuple[str, ...] = get_args(Topic)  # of belief keys; the ids of required items come beside
SPOKEN: frozenset[str] = frozenset({"Statement", "Signed statement"})  # the word of a party alone
SCHEMA = "2"  # of a checklist, as its files carry it
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium")  # worst first


class Clause(Noun):
    """A contract clause, as in ``rules/clauses.yaml``: a starting point for counsel.

    Where it is agreed, evidenced and in force it takes ``effect`` (0..1) of the links of its
    ``channels``; without channels it weakens none by itself.
    """

    id: str = Field(pattern="^[A-Z]{3}$")
    title: str
    channels: tuple[Channel, ...]
    effect: Share
    reason: str
    text: str

    @model_validator(mode="after")
    def _told(self) -> Clause:
        if bool(self.channels) != (self.effect > 0.0):
            raise ValueError("a clause with channels has an effect, one without has none")
        return self


class Cost(Noun):
    """What it costs to ask, in points where 100 is a year of the contract."""

    points: float = Field(gt=0, allow_inf_nan=False)
    reason: str


class Question(Noun):
    """One question of the checklist, as in ``rules/questions.yaml``.

    ``section`` (letter and title) is set from the section of the file that the question stands in.
    A question is on a vendor's checklist when it is ``standing``, when an event of the risk tree
    names it, or when a present conflict runs through one of its ``channels``. ``on_file`` names
    what else is put on file for it.

    ``statement`` is what a Yes affirms and a No denies; ``yes_means`` says what a Yes is.
    ``settles`` names the topics of the beliefs that the answer speaks to, or ids of required items;
    empty: it does not enter the score. ``points`` is what asking costs, from the class ``cost`` of
    the file.
    """

    id: str = Field(pattern=r"^N\d\d$")
    section: str = ""
    question: str = Field(pattern=r"\?$")
    statement: str = Field(pattern=r"\.$")
    yes_means: Means
    cost: str
    points: float = Field(default=1.0, gt=0)
    settles: tuple[str, ...]
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
    answered_by: str | None = None
    proof: Proof | None = None
    response_date: date | None = None
    severity_residual: Residual | None = None
    owner: str | None = None
    due_date: date | None = None
    status: Status | None = None
    decision: Treatment | None = None
    exception_expiry: date | None = None
    approver: str | None = None
    approved_on: date | None = None


class ClauseReview(Noun):
    """What people fill in on a clause for a vendor."""

    agreed: Agreed | None = None
    place: str | None = None
    evidence: str | None = None
    proof: Proof | None = None
    in_force_from: date | None = None
    ends_on: date | None = None
    counsel_note: str | None = None


class ClauseRow(Noun):
    """One suggested clause for one vendor: raised questions ask for it."""

    vendor: str
    clause: str
    asked_by: tuple[str, ...]  # question ids
    review: ClauseReview = ClauseReview()
    row_hash: str


class ChecklistRow(Noun):
    """One question to one vendor.

    ``raised_by`` holds the ids of the ledger's events, largest contribution first; it is empty for
    a standing question that nothing raised. ``settles`` holds the keys of the beliefs that the
    answer speaks to, ``supports`` those among them that a concern which is confirmed supports: the
    reported ones, or, where there are none, the open ones. ``effect`` (0..1) is how much
    lower the upper end of the risk would lie if the answer cleared them all. ``evppi`` is the
    expected value of knowing for sure whether any of them is true, in points where 100 is a year of
    the contract: 0 cannot change the decision (``cannot_change`` says why), None does not enter the
    score. ``cost`` is what asking costs in the same points, ``worth`` the value over the cost.
    ``shrinks`` is by how much the answer is expected to narrow the interval; below 0 it widens it,
    since an answer can open further unknowns.
    """

    vendor: str
    question_id: str
    section: str
    question: str
    statement: str
    yes_means: Means
    why_it_matters: str
    references: tuple[str, ...]
    raised_by: tuple[str, ...]
    why_raised: str
    settles: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    evidence_on_file: tuple[ClaimRef, ...]
    evidence_status: EvidenceStatus
    conflict_type: ConflictType  # proposed; the reviewer sets it
    severity: Severity  # inherent
    effect: float = Field(ge=0, le=1)
    evppi: float | None = Field(default=None, ge=0)
    cost: float = Field(gt=0)
    worth: float | None = Field(default=None, ge=0)
    shrinks: float | None = None
    cannot_change: str | None = None
    clears: str
    follow_up_request: str
    clause_suggestion: tuple[str, ...]
    review: Review = Review()
    row_hash: str  # of the case and everything above but the proposed conflict and the review

    @property
    def reach(self) -> Reach:
        """How far an answer goes: to the decision, to the interval, to none, or only standing."""
        if not self.raised_by:
            return "standing"
        if not self.settles:
            return "none"
        return "decision" if self.cannot_change is None else "interval"


class Checklist(Noun):
    """The rows of all vendors of a comparison, vendor by vendor, raised questions first."""

    checklist_schema: str = SCHEMA
    buyer: str
    as_of: date
    model_version: str
    engine: Engine = "rules"  # what found the claims of running text
    vendors: tuple[str, ...]
    rows: tuple[ChecklistRow, ...]
    clauses: tuple[Clause, ...]  # all known clauses, in the order of the file
    clause_rows: tuple[ClauseRow, ...] = ()  # those that raised questions ask for, by vendor
    assumptions: tuple[str, ...] = ()  # what the scores rest on beside documents
    disclaimer: str

    def of(self, vendor: str) -> tuple[ChecklistRow, ...]:
        """Return the rows of one vendor, in order."""
        return tuple(row for row in self.rows if row.vendor == vendor)

    def exhibits(self) -> dict[str, str]:
        """Return a number (E001, E002, ...) for every claim on file, in order of appearance."""
        ids = dict.fromkeys(ref.id for row in self.rows for ref in row.evidence_on_file)
        return {claim: f"E{number:03d}" for number, claim in enumerate(ids, 1)}
