"""How far the source of a claim is relied on, and in whose interest it speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vendorrisk.entities import Resolver
from vendorrisk.evidence.keys import Key
from vendorrisk.evidence.places import Places
from vendorrisk.model.base import Letter
from vendorrisk.model.claim import Claim, Interest
from vendorrisk.model.document import Document
from vendorrisk.model.parameters import Band
from vendorrisk.rulebook import SourceFile


class Sources:
    """The sources of all claims.

    Parameters
    ----------
    documents : mapping of str to Document
        Documents by id.
    resolver : Resolver
        Publishers and their letters.
    keys : mapping of str to Key
        What each claim is about, by claim id.
    unknown : Band
        Reliability in 0..1 of the letter F.

    Attributes
    ----------
    places : Places
        Line and column of each claim in its file.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        resolver: Resolver,
        keys: Mapping[str, Key],
        unknown: Band,
    ) -> None:
        self.places = Places(documents)
        self._documents = documents
        self._resolver = resolver
        self._keys = keys
        self._unknown = unknown

    def reliability(self, claim: Claim) -> Band:
        """Return the reliability of the weakest link between the event and the reader."""
        sources = self._resolver.registry.sources
        interest = self.interest(claim)
        letters = spoken(interest, sources)
        own = interest != "none" and self._own_text(claim)  # nobody between it and the reader
        if not own and (claim.source or claim.grade):
            grade = sources.grades.get(claim.grade or "none") or sources.grades["none"]
            letters.append(grade.reliability)
        elif not own:
            document = self._documents.get(claim.doc_id)
            publisher = self._resolver.entity(document.publisher if document else None)
            unknown = sources.unknown_publisher.reliability
            letters.append((publisher.reliability if publisher else None) or unknown)
        return weakest(letters, sources, self._unknown)

    def _own_text(self, claim: Claim) -> bool:
        """Whether a document is published by a party of the claim itself, not by an outlet."""
        document = self._documents.get(claim.doc_id)
        publisher = self._resolver.name(document.publisher if document else None)
        if claim.source or claim.grade or publisher is None:
            return False
        key = self._keys.get(claim.id)
        return publisher in {claim.subject, claim.object, *((key.a, key.b) if key else ())}

    def interest(self, claim: Claim) -> Interest:
        """Return in whose interest a claim is made: what a party's own text denies, in its own."""
        if claim.interest == "none" and claim.modality == "denied" and self._own_text(claim):
            return "self"
        return claim.interest

    def filed(self, claim: Claim) -> bool:
        """Whether a document that law obliges a company to file makes a claim."""
        document = self._documents.get(claim.doc_id)
        publisher = self._resolver.entity(document.publisher if document else None)
        return publisher is not None and publisher.filing


def spoken(interest: Interest, sources: SourceFile) -> list[Letter]:
    """Return the letter of whoever speaks in somebody's interest; none for nobody's."""
    if interest == "none":
        return []
    whose = sources.vendor_statement if interest == "self" else sources.against_interest
    return [whose.reliability]


def weakest(letters: Sequence[Letter], sources: SourceFile, unknown: Band) -> Band:
    """Return the reliability of the weakest of one or more letters; `unknown` is that of F."""
    bands = []
    for letter in letters:
        value = sources.admiralty[letter]
        bands.append((unknown.low, unknown.point, unknown.high) if letter == "F" else (value,) * 3)
    low, point, high = map(min, zip(*bands, strict=True))
    return Band(low=low, point=point, high=high, reason=f"Admiralty {' and '.join(letters)}")
