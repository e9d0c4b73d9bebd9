"""The receipt of a result: what was searched, with which rules, and what it is not."""

from __future__ import annotations

from datetime import date

from vendorrisk.model.base import Noun
from vendorrisk.model.plugin import Plugin


class Receipt(Noun):
    """What a result was made from, enough to tell whether another was made from the same.

    ``searched`` names the inputs as they were given (empty for documents handed over in memory);
    hashes are SHA-256 in hexadecimal. ``documents_sha256`` is over the sorted hashes of the
    documents, ``rules_sha256`` over every file of the rules, ``model_sha256`` and
    ``questions_sha256`` over ``model.yaml`` and ``questions.yaml``, ``buyer_sha256`` over the
    profile, ``judgements_sha256`` over the judgements on names, those of the rules and the user's
    own, ``overlays_sha256`` over the red-flag rules of each overlay, in their order,
    ``reviews_sha256`` over the ``reviews`` entries of the log of reviews (None: none was given).
    ``plugins`` names every plug-in that took part: those that read a document, extractors and rule
    packs. ``last_known`` is the latest day on which anything in the documents became known.
    """

    version: str  # of the package
    searched: tuple[str, ...]
    documents: int
    skipped: int
    documents_sha256: str
    rules_sha256: str
    model_sha256: str
    questions_sha256: str
    buyer_sha256: str
    overlays_sha256: tuple[str, ...] = ()
    judgements_sha256: str | None = None  # None: in files of older versions
    reviews_sha256: str | None = None
    reviews: int | None = None
    plugins: tuple[Plugin, ...] = ()
    as_of: date
    last_known: date | None
    statement: str
