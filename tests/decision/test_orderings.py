"""Documents are listed with the number of claims that each gave."""

from __future__ import annotations

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
