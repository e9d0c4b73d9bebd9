"""What a report shows: everything already rounded and worded, whatever the format.

`vendorrisk.report.compose` fills these; the renderers place them and compute nothing. Text of
documents is still raw here: every renderer has one gate that escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.model.finding import Grave
from vendorrisk.report.figures import Span
from vendorrisk.report.firmness import Firmness
from vendorrisk.report.flags import Flags
from vendorrisk.report.measures import Measures
from vendorrisk.report.receipts import ReceiptView


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted span of one document. ``number`` is the same wherever the claim is quoted.

    ``first`` marks the first place, where the source stands in full.
    """

    number: int
    first: bool
    text: str
    cut: bool
    document: str
    anchor: str  # of the document's row; "" when the document is not listed
    place: str  # "characters 462–580"
    origin: str
    credited: str
    modality: str
    kind: str
    date: str
    interest: str  # "" | "in its own interest" | "against its own interest"
    address: str  # as shown
    href: str | None  # only http and https
    review: str = ""  # what a person decided on it, and who
    state: str = "pending"  # "accepted", "edited", "rejected", or nobody has looked: "pending"
    published: str = ""  # day of its document; "" when that has none
    corroboration: str = ""  # "2 independent origins" of the belief; "" when it enters none
    site: str = ""  # host of the address


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One origin behind a belief, with its strength."""

    side: str  # "for" | "against"
    origin: str
    strength: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeliefView:
    """A belief and what it is fused from. ``symbol`` is p for the root, q for a sub-claim."""

    symbol: str
    what: str
    value: str
    sums: str  # "b 0.75, pl 1, base rate 0.5, conflict 0"
    families: tuple[FamilyView, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """One mechanism of a line: link x severity x sub-claim."""

    name: str
    link: str
    severity: str
    claim: str
    product: str
    how: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger."""

    anchor: str
    number: int
    what: str
    factor: str
    known: bool
    contribution: str
    share: float  # of the largest contribution, 0..1, for the bar
    decibels: str
    belief: str  # p, in words
    intensity: str  # y
    channels: tuple[Channel, ...]
    beliefs: tuple[BeliefView, ...]
    quotes: tuple[Quote, ...]
    left_out: int  # quotes that are in the JSON only
    unquoted: tuple[str, ...]  # claims behind a belief that the assessment does not quote
    note: str
    questions: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the few things that a verdict rests on, or that speak against a risk.

    ``anchor`` is that of the line it stands in, "" when it stands in none.
    """

    what: str
    anchor: str
    part: str  # of the risk; "" for what speaks against one
    factor: str
    why: str  # "" for a driver
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that was found and does not count."""

    what: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TieGroup:
    """Ties that do not count for the same reason."""

    why: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the verdict would be under one change."""

    what: str
    risk: Span
    tier: str
    moves: bool  # the tier changes


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, by what its answer can take off the high end."""

    what: str
    factor: str
    effect: str
    share: float  # of the largest effect, 0..1
    questions: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What nobody has said of one vendor or several, by what it is worth to know."""

    what: str
    factor: str
    questions: str
    vendors: tuple[tuple[str, str], ...]  # name, and what "no" takes off its high end
    worth: str  # of knowing, in points where 100 is a year of the contract; the most of any vendor


@dataclass(frozen=True, slots=True)
class Loss:
    """Expected loss of one action, in points; the cheapest of each end is marked."""

    action: str
    cells: tuple[tuple[str, bool], ...]  # at low, point, high


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction."""

    value: str
    modality: str
    documents: str
    quotes: tuple[Quote, ...]
    left_out: int
    used: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that documents answer differently."""

    question: str
    settled: str  # the readings that are used
    sides: tuple[Side, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A named figure with where it is from."""

    name: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated event. ``at`` is its place on the strip, 0..1; None without a readable date."""

    date: str
    what: str
    factor: str
    at: float | None
    exact: bool  # the day is known, not only the month or the year


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the time axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """One party in the graph, or the rest of a column under one name."""

    name: str
    tie: str
    side: str  # "owners" | "people" | "clients"
    rival: bool
    weight: float  # of the heaviest node, 0..1
    contribution: str  # "" for ties that do not count


@dataclass(frozen=True, slots=True)
class FactorView:
    """One factor alone."""

    name: str
    risk: Span
    contribution: str


@dataclass(frozen=True, slots=True)
class VendorView:
    """One vendor's part of the page."""

    anchor: str
    name: str
    verdict: str  # the line that can stand alone
    tier: str
    reason: str  # of the tier, as a sentence
    risk: Span
    coverage: str
    covered: float
    coverage_reason: str
    insufficient: bool
    mainly: tuple[str, ...]
    factors: tuple[FactorView, ...]
    lines: tuple[Line, ...]
    total: str
    reliefs: tuple[TieGroup, ...]
    reliefs_left_out: int  # ties that are in the JSON only
    relief_count: str
    changes: tuple[Change, ...]
    flags: Flags | None
    firmness: Firmness | None
    measures: Measures | None
    drivers: tuple[Reason, ...]  # the first lines of the ledger that are known
    top_reliefs: tuple[Reason, ...]  # what speaks against a risk: denials, measures, other ties
    cards: tuple[Quote, ...]  # quotes that stand in full in this vendor's part
    cards_left_out: int  # in the JSON only
    open_questions: tuple[Question, ...]
    losses: tuple[Loss, ...]
    decision: str
    disputes: tuple[Dispute, ...]
    book: tuple[Fact, ...]
    book_reason: str
    later: str
    later_lines: tuple[str, ...]
    moments: tuple[Moment, ...]
    ticks: tuple[Tick, ...]
    nodes: tuple[Node, ...]
    statements: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document that was read."""

    anchor: str
    name: str
    title: str
    publisher: str
    published: str
    media: str
    claims: str
    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Default:
    """A judgement default, by its dotted name, with its reason."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """Two vendors under draws of links and beliefs; ``how`` is what may be said of them."""

    safer: str
    riskier: str
    share: str
    how: str
    shares: tuple[float, float, float]  # of draws: safer, equal, riskier


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where one vendor stands: share of draws at each rank, the safest first."""

    vendor: str
    ranks: tuple[tuple[str, float], ...]  # as shown, and 0..1 for drawing


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One red-flag rule over all vendors."""

    rule: str
    question: str
    severity: Grave
    outcomes: tuple[str, ...]  # a vendor: "flagged", "unknown", "clear", "not applicable", ""
    ask: str  # what to do where it is unknown; "" where it is known for all
    asks: str  # questions of the checklist


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    buyer: str
    as_of: str
    model: str
    schema: str
    engine: str
    vendors: tuple[VendorView, ...]
    threshold: float
    threshold_text: str
    robust: tuple[str, ...]
    orders: tuple[Order, ...]
    ranks: tuple[RankRow, ...]
    draws: str
    stability: str  # how far the order holds, in a sentence; "" for one vendor
    gaps: tuple[Gap, ...]
    command: tuple[str, ...]  # that makes the checklist: words, quoted for a shell
    rules: tuple[RuleRow, ...]
    placed: frozenset[int]  # numbers of quotes that stand in full somewhere on the page
    documents: tuple[DocumentRow, ...]
    documents_left_out: int
    skipped: tuple[str, ...]
    rejected: tuple[Quote, ...]
    rejected_left_out: int
    defaults: tuple[Default, ...]
    assumptions: tuple[str, ...]  # () in a true result
    receipt: ReceiptView | None
    disclaimer: str
