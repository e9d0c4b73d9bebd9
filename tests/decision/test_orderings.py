"""Documents are listed with the number of claims that each gave."""

from __future__ import annotations

import vendorrisk
from vendorrisk.decision.orderings import documents_read
from vendorrisk.extract import extractor
from vendorrisk.extract.checks import text_document


def test_documents_are_counted_by_their_own_claims():
    told = text_document("Meta took a 49% stake in Scale AI.", "told")
    quiet = text_document("It rained on Tuesday.", "quiet").model_copy(update={"id": "doc-quiet"})
    claims = extractor(engine="rules").claims(told)
    assert claims
    refs = documents_read((quiet, told), claims)
    assert [(ref.name, ref.claims) for ref in refs] == [("quiet", 0), ("told", len(claims))]


def test_the_order_in_which_vendors_are_named_changes_nothing() -> None:
    one, other = (
        vendorrisk.compare(
            ["seeds/facts"], buyer="google", vendors=names.split(","), as_of="2025-06-20"
        )
        for names in ("Scale AI,Labelbox,Handshake", "Handshake,Scale AI,Labelbox")
    )
    assert one == other
    assert one.ranking is not None
    assert [s.vendor for s in one.ranking.standings] == [a.vendor for a in one.assessments]
