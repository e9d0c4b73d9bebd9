"""A claim: one statement by one document, of one kind, grounded in a span."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field

from vendorrisk.model.base import Noun, content_id
from vendorrisk.model.review import ClaimReview

Kind = Literal[
    "investment",
    "ownership",
    "acquisition",
    "client",
    "client_loss",
    "vendor_cutoff",
    "leadership_move",
    "directorship",
    "rival",
    "independence_statement",
    "valuation",
    "data_incident",
    "alternative_demand",
    "partnership",  # beyond the contract: a partnership that is not yet money, so never an owner
    "position",  # beyond the contract: a standing post or work at a company, no move
    "revenue",  # beyond the contract: a company's revenue, the denominator of client shares
]
KINDS: tuple[str, ...] = get_args(Kind)  # those that text states
ANSWER: Literal["answer"] = "answer"  # to a question of the checklist; never read from text
Modality = Literal["confirmed", "reported", "rumoured", "planned", "denied"]
Move = Literal["leaves", "joins", "appointed", "promoted", "stays_on_board"]
Stage = Literal["considering", "planned", "reducing", "paused", "ended"]
STAGES: tuple[str, ...] = get_args(Stage)
Interest = Literal["self", "against", "none"]
Engine = Literal["classifier", "rules"]  # what finds claims in running text
ENGINES: tuple[Engine, ...] = get_args(Engine)
Money = Annotated[float, Field(ge=0, allow_inf_nan=False)]  # whole US dollars
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]  # percent points


class Conversion(Noun):
    """Money in another currency than the dollar, and how its dollars were come by.

    ``amount``, ``low`` and ``high`` are in whole units of the claim's ``currency``, as the text
    gives them. The dollars of the claim are these times ``rate``, the dollars for one unit on
    average over ``period``; ``rate`` None with dollars: the text itself states them; None without:
    ``reason`` says why nothing was converted.
    """

    amount: Money | None = None
    low: Money | None = None
    high: Money | None = None
    rate: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    period: str | None = None
    source: str | None = None
    reason: str | None = None


class Claim(Noun):
    """One statement by one document.

    Roles of ``subject`` and ``object`` by kind:

    ========================  ==========================================================
    investment                investor -> company (money for equity)
    ownership                 owner -> company (a standing holding)
    acquisition               acquirer -> company
    client                    client -> vendor (buys from)
    client_loss               client -> vendor, with a stage
    vendor_cutoff             vendor -> client (the vendor, or its owner, stops serving)
    leadership_move           from_org -> to_org, with person and role
    directorship              person sits on the board of object; subject = whom they come from
    rival                     company <-> company
    independence_statement    company (subject)
    valuation, revenue        company (subject)
    data_incident             company (subject)
    alternative_demand        company (subject): an alternative that sees more demand
    partnership               company <-> company
    position                  person holds a role at object; no subject, takes no part in the score
    answer                    company (subject) answers a question of the checklist
    ========================  ==========================================================

    An answer speaks for or against the beliefs whose keys stand in ``about``, and is no tie itself.

    Units: ``amount_usd``, ``amount_low`` and ``amount_high`` in whole US dollars, also for money
    in another ``currency``, whose own figures and rate stand in ``conversion``; percent and votes
    in percent points, as the text gives them; ``share_of_revenue``, ``probability`` in 0..1.
    ``text[start:end] == quote``, always. ``None`` means that the text does not say.
    """

    id: str = ""
    doc: str
    doc_id: str
    kind: Kind | Literal["answer"]
    subject: str | None = None
    object: str | None = None
    person: str | None = None
    role: str | None = None
    move: Move | None = None
    amount_usd: Money | None = None
    amount_low: Money | None = None
    amount_high: Money | None = None
    currency: str | None = None
    as_written: str | None = None
    conversion: Conversion | None = None  # of money in another currency than the dollar
    percent: Percent | None = None
    percent_low: Percent | None = None
    percent_high: Percent | None = None
    share_of_revenue: float | None = Field(default=None, ge=0, le=1)
    votes: Percent | None = None  # of all votes, where the text tells them apart from the shares
    voting: bool | None = None
    stage: Stage | None = None
    modality: Modality
    attributed_to: tuple[str, ...] = ()
    date: str | None = None  # ISO day, month or year: as exact as the text is
    period: str | None = None
    quote: str
    start: int
    end: int
    probability: float = Field(ge=0, le=1)
    extractor: str
    rule: str
    rank: str | None = None  # "largest", "major": a client's place, when said
    parent: bool = False  # ownership: owner is the parent of the whole company
    observer: bool = False  # directorship: a seat without a vote
    valid_to: str | None = None
    source: str | None = None  # address the claim was read at, when it is not the document
    grade: str | None = None  # grade of that source: a key of rules/lexicon/sources.yaml
    interest: Interest = "none"  # whose interest the speaker speaks in, seen from the vendor
    known_from: dt.date | None = None  # first day the source can have been read
    question: str | None = None  # answer: id of the checklist question
    about: tuple[str, ...] = ()  # answer: keys of the beliefs it speaks to
    buyer: str | None = None  # answer: to whom it was given; "a competitor of ours" is theirs
    note: str | None = None
    review: ClaimReview | None = None  # what a person decided on it; takes no part in the id

    def identified(self) -> Claim:
        """Return the claim with its content id set (``clm-`` and 16 hex digits).

        The conversion takes no part: it follows from the currency, the words and the date. Nor does
        a review: it is a decision on the claim of this id. What only answers have takes part where
        there is an answer.
        """
        values = self.__dict__
        body = {name: values[name] for name in _TELLING}
        if self.kind == ANSWER:
            body |= {"question": self.question, "about": self.about, "buyer": self.buyer}
        return self.model_copy(update={"id": content_id("clm", body)})


_APART = {"id", "doc", "conversion", "review", "question", "about", "buyer"}
_TELLING = tuple(sorted(Claim.model_fields.keys() - _APART))
