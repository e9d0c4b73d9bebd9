"""From documents to claims, each with its quote."""

from __future__ import annotations

from vendorrisk.extract.facts import claims_of_facts
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import Registry

__all__ = ["extract"]


def extract(document: Document, registry: Registry) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Return the claims of a document, in the order of the text, and what could not be read."""
    if document.media == "facts":
        return claims_of_facts(document)
    return (), ()
