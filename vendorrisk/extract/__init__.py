"""From documents to claims, each with its quote."""

from __future__ import annotations

import functools
from pathlib import Path

from vendorrisk.extract.amounts import money, percent
from vendorrisk.extract.facts import claims_of_facts
from vendorrisk.extract.pairs import Related, relate
from vendorrisk.extract.prose import Extractor
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import Judgements, load_registry

__all__ = ["extract", "extractor", "money", "percent", "relation"]


def extractor(root: Path | None = None, judgements: Judgements | None = None) -> Extractor:
    """Return the extractor of a folder of rules; it is built once.

    What judgements keep apart from an entity is none of its names.
    """
    apart = [j for j in judgements.made if j.judgement != "same"] if judgements else []
    names = Judgements(made=tuple(apart)).to_json(indent=None) if apart else ""
    return _extractor(root, names)


@functools.lru_cache(maxsize=4)
def _extractor(root: Path | None, apart: str) -> Extractor:
    registry = load_registry(root)
    if apart:
        parted = Judgements.model_validate_json(apart).parted(registry)
        if parted is registry:
            return _extractor(root, "")
        registry = parted
    return Extractor(registry, root)


def extract(
    document: Document, *, rules: Path | None = None, judgements: Judgements | None = None
) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Return the claims of a document, in the order of the text, and what could not be read.

    Parameters
    ----------
    document : Document
        Text or facts.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    judgements : Judgements or None
        What is decided on pairs of names; None: nothing.
    """
    if document.media == "facts":
        return claims_of_facts(document)
    return extractor(rules, judgements).read(document)


def relation(
    text: str, head: tuple[int, int], tail: tuple[int, int], *, rules: Path | None = None
) -> Related:
    """Return what a text says of two companies marked in it: kind, direction, probability.

    Parameters
    ----------
    text : str
        A sentence or a few.
    head, tail : tuple of int
        Start and end of each company in `text`, also where it is a pronoun.
    rules : Path or None
        Folder of rules; None: those that ship with the package.

    Returns
    -------
    Related
        ``kind`` None: the text states no relation of the two. ``direction`` "head->tail" when
        the head is the claim's subject; None for equals (rivals, partners).

    Raises
    ------
    ValueError
        For spans that overlap, are empty or leave the text.

    Examples
    --------
    >>> relation("Nexora was bought by Valtek.", head=(0, 6), tail=(21, 27))
    Related(kind='acquisition', direction='tail->head', probability=0.85)
    """
    return relate(extractor(rules), text, head, tail)
