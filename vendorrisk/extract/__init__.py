"""From documents to claims, each with its quote."""

from __future__ import annotations

import functools
from pathlib import Path

from vendorrisk.extract.amounts import money, percent
from vendorrisk.extract.facts import claims_of_facts
from vendorrisk.extract.prose import Extractor
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import load_registry

__all__ = ["extract", "extractor", "money", "percent"]


@functools.lru_cache(maxsize=4)
def extractor(root: Path | None = None) -> Extractor:
    """Return the extractor of a folder of rules; it is built once."""
    return Extractor(load_registry(root), root)


def extract(
    document: Document, *, rules: Path | None = None
) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Return the claims of a document, in the order of the text, and what could not be read.

    Parameters
    ----------
    document : Document
        Text or facts.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    """
    if document.media == "facts":
        return claims_of_facts(document)
    return extractor(rules).read(document)
