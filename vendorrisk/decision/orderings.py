"""Which vendors are riskier than which, and how far their intervals bear it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vendorrisk.model.assessment import Assessment, DocumentRef
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.line_marks import LineMarks


def orderings(ranked: Sequence[Assessment]) -> Iterable[str]:
    """Yield a sentence on every pair of vendors, the riskier first.

    Parameters
    ----------
    ranked : sequence of Assessment
        From riskiest to least risky point.
    """
    for i, riskier in enumerate(ranked):
        for safer in ranked[i + 1 :]:
            a, b = riskier.risk, safer.risk
            if a.low > b.high:
                how = "riskier over the whole of both intervals"
            elif a.low > b.point:
                how = "riskier even at its low end than the other's point; the intervals overlap"
            else:
                how = "higher at the point only; the intervals overlap"
            yield (
                f"{riskier.vendor} [{a.low:.3f} to {a.high:.3f}] against {safer.vendor}"
                f" [{b.low:.3f} to {b.high:.3f}]: {how}"
            )


def documents_read(
    documents: Iterable[Document], claims: Iterable[Claim]
) -> tuple[DocumentRef, ...]:
    """Return the documents as a comparison lists them, each with its number of claims."""
    made = Counter(claim.doc_id for claim in claims)
    return tuple(
        DocumentRef(
            id=document.id,
            sha256=document.sha256,
            name=document.name,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            media=document.media,
            claims=made[document.id],
            origin=document.reporting_chain,
            path=document.path,
            marks=LineMarks.of(document.text),
        )
        for document in documents
    )
