"""Claims as a table: one row a claim, with all that the text says, in the units of the claim."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from vendorrisk.model.claim import Claim
from vendorrisk.report.csv_tables import records_text
from vendorrisk.report.records import Field, Value


def _same(name: str, says: str) -> Field:
    return Field(name, says, attrgetter(name))


def _list(name: str, says: str) -> Field:
    def joined(claim: Any) -> Value:
        return "; ".join(getattr(claim, name)) or None

    return Field(name, f"{says}, '; ' between them", joined)


CLAIMS: tuple[Field, ...] = (
    Field("claim", "id of the claim", attrgetter("id")),
    Field("document", "name of the document", attrgetter("doc")),
    Field("document_id", "id of the document", attrgetter("doc_id")),
    _same("kind", "kind of claim; who is subject and object of it: facts.md"),
    _same("subject", "who"),
    _same("object", "to whom, or of whom"),
    _same("person", "person that is named"),
    _same("role", "office of the person"),
    _same("move", "leaves, joins, appointed, promoted or stays_on_board"),
    _same("stage", "of a client's loss: considering, planned, reducing, paused or ended"),
    _same("amount_usd", "money, whole US dollars"),
    _same("amount_low", "at least, whole US dollars"),
    _same("amount_high", "at most, whole US dollars"),
    _same("currency", "as the text gives it, ISO 4217"),
    _same("as_written", "the amount as it is written"),
    Field("rate", "US dollars for one unit of the currency; empty: none was used",
          lambda c: c.conversion and c.conversion.rate),
    _same("percent", "stake, percent points"),
    _same("percent_low", "at least, percent points"),
    _same("percent_high", "at most, percent points"),
    _same("votes", "percent points of the votes, where told apart"),
    _same("voting", "whether the shares vote; empty: not said"),
    _same("share_of_revenue", "0 to 1"),
    _same("rank", "a client's place, when said"),
    _same("parent", "yes: the owner is the parent of the whole company"),
    _same("observer", "yes: a seat without a vote"),
    _same("modality", "confirmed, reported, rumoured, planned or denied"),
    _list("attributed_to", "whom the text credits"),
    _same("interest", "whose interest the speaker speaks in: self, against or none"),
    _same("date", "of the event: YYYY, YYYY-MM or YYYY-MM-DD, as exact as the text is"),
    _same("period", "that a figure is of"),
    _same("valid_to", "day on which it ended"),
    _same("known_from", "first day on which the source can have been read"),
    _same("quote", "text from start to end, always"),
    _same("start", "first character in the text of the document, from 0"),
    _same("end", "character behind the quote"),
    _same("probability", "that the text says so, 0 to 1"),
    _same("extractor", "what found it"),
    _same("rule", "the rule that it was found by"),
    _same("source", "address that it was read at, where it is not the document"),
    _same("grade", "grade of that source"),
    _same("question", "of an answer: id of the question of the checklist"),
    _list("about", "of an answer: keys of the beliefs that it speaks to"),
    _same("buyer", "of an answer: whom it was given to"),
    _same("note", "of a fact file: what its author noted"),
    Field("review", "what a person decided on it; empty: nobody has",
          lambda c: c.review and c.review.told()),
)  # fmt: skip


def claims_csv(claims: Iterable[Claim]) -> str:
    """Return claims as CSV, in the order in which they are given; what is not said is empty."""
    return records_text(CLAIMS, claims)
