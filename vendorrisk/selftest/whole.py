"""Invariants of whole runs, on the seeds that ship with the package."""

from __future__ import annotations

from vendorrisk.documents import read
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.document import Corpus
from vendorrisk.pipeline import assess
from vendorrisk.shipped import packaged

DAY = "2025-06-20"


def _assess(corpus: Corpus) -> Assessment:
    return assess(corpus, buyer="google", vendor="Scale AI", as_of=DAY, engine="rules")


def order() -> bool:
    """E1: the order of documents is no matter, to the last byte."""
    corpus = read(str(packaged("seeds")))
    turned = corpus.model_copy(update={"documents": corpus.documents[::-1]})
    return _assess(corpus).model_dump_json() == _assess(turned).model_dump_json()


def copies() -> bool:
    """E2: articles told a second time under other names change no figure."""
    corpus = read(str(packaged("seeds")))
    again = tuple(
        document.model_copy(update={"id": f"{document.id}-2", "name": f"{document.name} again"})
        for document in corpus.documents
    )
    doubled = corpus.model_copy(update={"documents": (*corpus.documents, *again)})
    one, two = _assess(corpus), _assess(doubled)
    return one.risk == two.risk and [x.contribution for x in one.ledger] == [
        x.contribution for x in two.ledger
    ]
