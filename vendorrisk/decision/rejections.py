"""Claims that people took out: they stay in sight, with who did it and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vendorrisk.evidence.keys import name_the_unnamed
from vendorrisk.evidence.timing import known_days
from vendorrisk.model.assessment import ClaimRef
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document


def rejected_refs(
    rejected: Iterable[Claim], documents: Iterable[Document], day: dt.date
) -> tuple[ClaimRef, ...]:
    """Return rejected claims as references, by document and place; what came later is left out.

    They have no family: nothing follows from them.
    """
    claims = tuple(rejected)
    by_id = {document.id: document for document in documents}
    days = known_days(claims, by_id, name_the_unnamed(claims))
    known = [c for c in claims if (when := days[c.id]) is None or when <= day]
    return tuple(
        ClaimRef.of(claim)
        for claim in sorted(known, key=lambda c: (c.doc, c.doc_id, c.start, c.end, c.id))
    )
