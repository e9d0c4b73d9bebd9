"""The result: all there is to say about one vendor for one buyer on one day."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from vendorrisk.model.base import Noun
from vendorrisk.model.belief import Belief, Figure
from vendorrisk.model.buyer import Appetite
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.finding import Finding
from vendorrisk.model.interval import Interval as Interval  # noqa: PLC0414  # part of this module
from vendorrisk.model.interval import Tier as Tier  # noqa: PLC0414
from vendorrisk.model.line_marks import LineMarks
from vendorrisk.model.mitigation import Residual
from vendorrisk.model.named_value import NamedValue
from vendorrisk.model.ranking import Ranking
from vendorrisk.model.receipt import Receipt
from vendorrisk.model.review import ClaimReview
from vendorrisk.model.robustness import Robustness
from vendorrisk.model.shown import Shown
from vendorrisk.model.summary import as_text, verdict

if TYPE_CHECKING:
    import pandas as pd

Factor = Literal["ownership", "clients", "leadership"]
SCHEMA_VERSION = "1"


class ClaimRef(Noun):
    """A claim as a report shows it; ``quote`` is ``document.text[start:end]``.

    ``line`` and ``column`` (characters) count from 1 in the file as it lies on disk; None where the
    file is no lines of text: HTML, PDF, mail, JSONL. ``known`` is the first day on which the claim
    can have been known, None where no date can be found. All three are None in older files.
    """

    id: str
    doc: str
    doc_id: str
    quote: str
    start: int
    end: int
    kind: str
    modality: str
    attributed_to: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    family: str | None = None  # root origin
    interest: str = "none"
    line: int | None = Field(default=None, ge=1)
    column: int | None = Field(default=None, ge=1)
    known: dt.date | None = None
    review: ClaimReview | None = None  # None: nobody has decided on it

    @classmethod
    def of(cls, claim: Claim, **found: Any) -> ClaimRef:
        """Return a claim as a reference; `found` is what the evidence around it tells beside."""
        return cls(**({name: getattr(claim, name) for name in _OF_A_CLAIM} | found))


_OF_A_CLAIM = (
    "id", "doc", "doc_id", "quote", "start", "end", "kind", "modality", "attributed_to", "source",
    "date", "interest", "review",
)  # fmt: skip


class Mechanism(Noun):
    """One way the vendor could be bent: severity x, times link, times private claim.

    ``severity`` already contains the rivalry; ``how`` writes out its arithmetic.
    ``claim`` is the private sub-claim q (None: 1).
    """

    channel: str
    severity: Interval
    link: float
    how: str
    claim: Belief | None = None

    @property
    def product(self) -> Interval:
        """``link * severity * claim``, end by end: what it adds where the root claim is true."""
        x, q = self.severity, self.claim
        return Interval(
            low=self.link * x.low * (q.low if q else 1.0),
            point=self.link * x.point * (q.point if q else 1.0),
            high=self.link * x.high * (q.high if q else 1.0),
        )


class Event(Noun):
    """One event of the risk tree: a root claim AND a noisy-OR of mechanisms, before scoring.

    ``claim`` None means that the root is certain. ``known`` False marks an open question: nobody
    has spoken, the claim is vacuous. ``others`` are the beliefs that ``claim`` is made of,
    as for the people of a group move, and ``weights`` what each counts:
    ``p = (1 - prod(1 - w * p_i)) / (1 - prod(1 - w))``.
    """

    id: str
    what: str
    factor: Factor
    party: str | None
    rivalry: float | None
    claim: Belief | None
    mechanisms: tuple[Mechanism, ...]
    known: bool = True
    claims: tuple[ClaimRef, ...] = ()
    note: str | None = None
    questions: tuple[str, ...] = ()  # ids of rules/questions.yaml that ask about it
    others: tuple[Belief, ...] = ()
    weights: tuple[float, ...] = ()

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """Return every belief it names: its claim, those of its mechanisms, then ``others``."""
        named = (self.claim, *(one.claim for one in self.mechanisms), *self.others)
        return tuple(belief for belief in named if belief is not None)


class LedgerEntry(Noun):
    """One line of the ledger. The contributions of a ledger sum to ``risk.point``.

    ``intensity`` is y of the event; ``contribution`` its exact Shapley value at the point, in
    probability units; ``decibels`` its -10*log10(1 - y) at the point; ``evppi`` what it is worth to
    know for sure what the event rests on, in points where 100 is a year of the contract (None: not
    worked out).
    """

    id: str
    what: str
    factor: Factor
    contribution: float
    decibels: float
    intensity: Interval
    evppi: float | None = Field(default=None, ge=0)
    event: Event
    claims: tuple[ClaimRef, ...] = ()


class FactorRisk(Noun):
    """Risk of one factor alone."""

    factor: Factor
    risk: Interval
    contribution: float


class Relief(Noun):
    """A tie that was found and does not count for this buyer on this day, with the reason."""

    what: str
    why: str
    claims: tuple[ClaimRef, ...] = ()


class OpenQuestion(Noun):
    """Something nobody has said, and how much of the upper end it holds up.

    ``effect`` = risk.high minus risk.high when the answer is "no" (0..1).
    """

    id: str
    what: str
    factor: Factor
    effect: float
    questions: tuple[str, ...] = ()


class Reading(Noun):
    """One side of a contradiction."""

    value: str
    modality: str
    documents: tuple[str, ...]
    claims: tuple[ClaimRef, ...]
    used: bool = False


class Contradiction(Noun):
    """Claims that do not agree, side by side, with the one used and why."""

    topic: str
    question: str
    readings: tuple[Reading, ...]
    why: str


class Concentration(Noun):
    """The client book: what is known of revenue shares, and what a loss does to it.

    Shares and Herfindahl-Hirschman indices in 0..1; ``None`` with ``reason`` when unknown.
    """

    shares: dict[str, Figure] = {}
    hhi_low: float | None = None
    hhi_high: float | None = None
    lost_share: Figure | None = None
    hhi_after_low: float | None = None
    hhi_after_high: float | None = None
    reason: str


class ActionLoss(Noun):
    """Expected loss of one action at the low end, the point and the high end of the risk."""

    action: Literal["accept", "mitigate", "replace"]
    low: float
    point: float
    high: float


class Decision(Noun):
    """The cheapest action at each end of the interval; they differ when evidence is thin."""

    losses: tuple[ActionLoss, ...]
    at_low: str
    at_point: str
    at_high: str
    appetite: Appetite | None = None  # what the losses follow from; None: in older files


class NotYetKnown(Noun):
    """Evidence left out because it became known only after ``as_of``."""

    claims: int
    first_known: str | None
    what: tuple[str, ...]  # at most ten lines, by date


class TimelineEntry(Noun):
    """One dated event, for the timeline."""

    date: str
    what: str
    factor: str
    claims: tuple[str, ...]


class Assessment(Shown):
    """One vendor, for one buyer, on one day. Higher is riskier."""

    vendor: str
    buyer: str
    as_of: date
    risk: Interval
    tier: Tier
    tier_reason: str
    coverage: float = Field(ge=0, le=1)
    coverage_reason: str
    factors: tuple[FactorRisk, ...]
    ledger: tuple[LedgerEntry, ...]
    reliefs: tuple[Relief, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    concentration: Concentration
    decision: Decision
    not_yet_known: NotYetKnown
    timeline: tuple[TimelineEntry, ...] = ()
    statements: tuple[ClaimRef, ...] = ()  # what the vendor says of itself
    residual: Residual | None = None  # with the buyer's mitigations; None: it gave none
    robustness: Robustness | None = None  # None: not worked out, as in files of older versions
    values: tuple[NamedValue, ...] = ()  # what rules and policies ask about, by name
    findings: tuple[Finding, ...] = ()  # of the red-flag rules
    assumptions: tuple[str, ...] = ()  # as in the comparison: () in a true result

    def __str__(self) -> str:
        return f"{self.vendor}: {verdict(self)}"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a line of the ledger, largest contribution first.

        Returns
        -------
        pandas.DataFrame
            Columns vendor, buyer, as_of, id, what, factor, party, known, contribution (sums to
            the point), decibels, low, point, high (intensity, 0..1), claims (how many quotes);
            with assumptions also assumptions (text, "; " between them).
        """
        import pandas as pd

        rows = [
            {
                "vendor": self.vendor,
                "buyer": self.buyer,
                "as_of": self.as_of.isoformat(),
                "id": line.id,
                "what": line.what,
                "factor": line.factor,
                "party": line.event.party,
                "known": line.event.known,
                "contribution": line.contribution,
                "decibels": line.decibels,
                "low": line.intensity.low,
                "point": line.intensity.point,
                "high": line.intensity.high,
                "claims": len(line.claims),
                **_told(self.assumptions),
            }
            for line in self.ledger
        ]
        return pd.DataFrame(rows)


class DocumentRef(Noun):
    """A document in a report: enough to check a quote against the file."""

    id: str
    sha256: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None
    media: str
    claims: int
    origin: tuple[str, ...] = ()
    path: str = ""  # as the caller gave it; empty in older files
    marks: LineMarks | None = None  # where its text changed; None: in files of older versions


class Parameter(Noun):
    """A judgement default, printed with its reason."""

    name: str
    value: str
    reason: str


class Comparison(Shown):
    """Vendors side by side for one buyer; ``assessments`` from riskiest to least risky point."""

    schema_version: str = SCHEMA_VERSION
    model_version: str
    engine: Engine = "rules"  # what found the claims of running text
    buyer: str
    as_of: date
    assessments: tuple[Assessment, ...]
    robust: tuple[str, ...]  # which orderings hold for the whole intervals, which do not
    ranking: Ranking | None = None  # None: fewer than two vendors
    documents: tuple[DocumentRef, ...]
    parameters: tuple[Parameter, ...]
    skipped: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()  # what was assumed and no document says; () in a true result
    receipt: Receipt | None = None  # None: in files of older versions
    rejected: tuple[ClaimRef, ...] = ()  # claims that people have taken out, known on the day
    disclaimer: str

    def __str__(self) -> str:
        return as_text(self)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a vendor.

        Returns
        -------
        pandas.DataFrame
            Columns vendor, buyer, as_of, low, point, high (0..1), tier, coverage (0..1); where any
            vendor has mitigations also residual_low, residual_point, residual_high (0..1, missing
            for vendors without) and residual_tier; with assumptions also assumptions (text, "; "
            between them).
        """
        import pandas as pd

        given = any(a.residual is not None for a in self.assessments)
        rows = [
            {
                "vendor": a.vendor,
                "buyer": a.buyer,
                "as_of": a.as_of.isoformat(),
                "low": a.risk.low,
                "point": a.risk.point,
                "high": a.risk.high,
                "tier": a.tier,
                "coverage": a.coverage,
                **(_left(a.residual) if given else {}),
                **_told(self.assumptions),
            }
            for a in self.assessments
        ]
        return pd.DataFrame(rows)


def _told(assumptions: tuple[str, ...]) -> dict[str, str]:
    """Return the column of a table that says what was assumed: there when anything was."""
    return {"assumptions": "; ".join(assumptions)} if assumptions else {}


def _left(residual: Residual | None) -> dict[str, object]:
    """Return the columns of what is left with mitigations; missing where none are given."""
    risk = None if residual is None else residual.risk
    ends = {f"residual_{end}": risk and getattr(risk, end) for end in ("low", "point", "high")}
    return {**ends, "residual_tier": None if residual is None else residual.tier}
