"""The receipt of a comparison: what it was made from, by hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from vendorrisk.model.buyer import Buyer
from vendorrisk.model.document import Document
from vendorrisk.model.plugin import Plugin
from vendorrisk.model.receipt import Receipt
from vendorrisk.model.summary import one_line
from vendorrisk.rulebook import Judgements, file_hash, overlay_folder, packs, rules_hash

STATEMENT = (
    "This states what was searched, on which day and with which rules. It is not a clearance: that"
    " nothing was found in these documents does not show that there is nothing."
)


def receipt(
    version: str,
    searched: Sequence[str],
    documents: Collection[Document],
    skipped: int,
    buyer: Buyer,
    judgements: Judgements,
    days: tuple[dt.date, dt.date | None],
    rules: Path | None,
    assumptions: Sequence[str] = (),
    overlays: Sequence[str | Path] = (),
    reviews: tuple[str, int] | None = None,
    extractors: Sequence[Plugin] = (),
) -> Receipt:
    """Return the receipt of a comparison.

    Parameters
    ----------
    version : str
        Of the package.
    searched : sequence of str
        Inputs as they were given.
    documents : collection of Document
        All that were read.
    skipped : int
        Inputs that could not be read.
    buyer : Buyer
        The profile that was used.
    judgements : Judgements
        On names: those of the rules and the user's own.
    days : tuple of datetime.date
        The day of the result, and the last day on which anything in the documents became known.
    rules : Path or None
        Folder of rules.
    assumptions : sequence of str
        What was assumed or left out; the statement says so.
    overlays : sequence of path
        Folders of further red-flag rules.
    reviews : tuple or None
        Hash of the log of reviews, and how many entries it has; None: none was given.
    extractors : sequence of Plugin
        Plug-ins that looked for claims.
    """
    return Receipt(
        version=version,
        searched=tuple(searched),
        documents=len(documents),
        skipped=skipped,
        documents_sha256=_over(sorted(document.sha256 for document in documents)),
        rules_sha256=rules_hash(rules),
        model_sha256=file_hash("model.yaml", rules),
        questions_sha256=file_hash("questions.yaml", rules),
        buyer_sha256=buyer_hash(buyer),
        overlays_sha256=tuple(rules_hash(overlay_folder(name) / "flags") for name in overlays),
        judgements_sha256=judgements_hash(judgements),
        reviews_sha256=reviews[0] if reviews else None,
        reviews=reviews[1] if reviews else None,
        plugins=took_part(documents, extractors, overlays),
        as_of=days[0],
        last_known=days[1],
        statement=_statement(assumptions),
    )


def took_part(
    documents: Collection[Document], extractors: Sequence[Plugin], overlays: Sequence[str | Path]
) -> tuple[Plugin, ...]:
    """Return every plug-in that took part, by kind and name: readers, extractors, rule packs."""
    readers = [document.read_by for document in documents if document.read_by is not None]
    found = {*readers, *extractors, *packs(overlays)}
    return tuple(sorted(found, key=lambda one: (one.kind, one.name, one.distribution)))


def _statement(assumptions: Sequence[str]) -> str:
    if not assumptions:
        return STATEMENT
    told = "; ".join(one_line(text) for text in assumptions)
    return f"UNDER ASSUMPTIONS, so no result on what the documents say: {told}. {STATEMENT}"


def buyer_hash(buyer: Buyer) -> str:
    """Return the SHA-256 of a buyer's profile, in hexadecimal."""
    return _over([buyer.to_json(indent=None)])


def judgements_hash(judgements: Judgements) -> str:
    """Return the SHA-256 of judgements on names, in hexadecimal; their order does not matter."""
    return _over(sorted(one.to_json(indent=None) for one in judgements.made))


def _over(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()
