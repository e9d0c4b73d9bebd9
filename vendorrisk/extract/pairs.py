"""The relation of two companies that somebody else has marked in a text, for labelled pairs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vendorrisk.extract.merging import MUTUAL
from vendorrisk.extract.names import Mention
from vendorrisk.extract.prose import Extractor
from vendorrisk.model.claim import Claim, Kind
from vendorrisk.model.document import Block, Document

Direction = Literal["head->tail", "tail->head"]
_HEAD, _TAIL = "\0head", "\0tail"  # no text names a company so


class Related(NamedTuple):
    """What a text says of two companies: subject and object of `kind` are as in a claim.

    ``direction`` is None where both are equals, and when there is no relation.
    """

    kind: Kind | None
    direction: Direction | None
    probability: float


def relate(
    extractor: Extractor, text: str, head: tuple[int, int], tail: tuple[int, int]
) -> Related:
    """Return the best claim that links two marked companies.

    Parameters
    ----------
    extractor : Extractor
        What reads.
    text : str
        A sentence or a few.
    head, tail : tuple of int
        Start and end of each company, also where it is a pronoun.

    Raises
    ------
    ValueError
        For spans that overlap, are empty or leave the text.
    """
    spans = sorted([(*head, _HEAD), (*tail, _TAIL)])
    (start, middle, _), (second, end, _) = spans
    if not 0 <= start < middle <= second < end <= len(text):
        raise ValueError(f"spans {head} and {tail} overlap, are empty or leave the text")
    document = Document(
        id="doc-pair",
        sha256="",
        name="pair",
        path="pair",
        media="txt",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )
    given = tuple(Mention(first, last, "org", name, 1.0) for first, last, name in spans)
    claims, _ = extractor.read(document, given=given)
    linking = [c for c in claims if {c.subject, c.object} == {_HEAD, _TAIL}]
    stated = [c for c in linking if c.modality != "denied"]
    if not stated:
        return Related(None, None, 0.0)
    best = max(stated, key=_weight)
    return Related(best.kind, _direction(best), best.probability)


def _weight(claim: Claim) -> tuple[float, str, str]:
    return claim.probability, claim.kind, claim.rule


def _direction(claim: Claim) -> Direction | None:
    if claim.kind in MUTUAL:
        return None
    return "head->tail" if claim.subject == _HEAD else "tail->head"
