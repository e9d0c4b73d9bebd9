"""The documents of a watch: those read now, entries that a feed has shown, and older versions."""

from __future__ import annotations

from typing import NamedTuple

from vendorrisk.model.document import Corpus, Document
from vendorrisk.watching.records import Kept, Records


class Holdings(NamedTuple):
    """What counts in a pass, and what was there before.

    Attributes
    ----------
    corpus : Corpus
        Documents read now, and entries of feeds that were read before; sorted as `read` does.
    before, rows : dict
        All documents by id, with those that are gone: as they stood, and as they stand now.
    new, gone : tuple of Document
        What the pass before did not hold; what this one no longer does.
    shown_before : int
        Entries that no feed shows any more and that go on counting.
    """

    corpus: Corpus
    before: dict[str, Kept]
    rows: dict[str, Kept]
    new: tuple[Document, ...]
    gone: tuple[Document, ...]
    shown_before: int

    def at(self, seq: int) -> tuple[list[str], list[Document]]:
        """Return what counts now and was there at a pass, and what has been replaced since.

        Returns
        -------
        tuple
            Ids of documents that count now and did then; documents that did then, and in whose
            place another one stands now.
        """
        present = {document.id for document in self.corpus.documents}
        same = [key for key in sorted(present) if self.rows[key].was_there(seq)]
        places = {self.rows[key].place for key in present.difference(same)}
        replaced = [
            row.document
            for key, row in sorted(self.rows.items())
            if key not in present and row.place in places and row.was_there(seq)
        ]
        return same, replaced

    def write(self, records: Records, oldest: int) -> None:
        """Record the documents; what was gone when the oldest baseline stood is forgotten."""
        for key, row in self.rows.items():
            if self.before.get(key) != row:
                records.keep_document(row)
        records.drop_documents(
            key for key, row in self.rows.items() if not row.there and (row.gone or 0) <= oldest
        )


def held_by(records: Records, corpus: Corpus, seq: int = 0) -> Holdings:
    """Return the documents of a pass.

    Parameters
    ----------
    records : Records
        What was held before.
    corpus : Corpus
        What was read now.
    seq : int
        Number of this pass.
    """
    before = {row.document.id: row for row in records.documents()}
    found = {document.id: document for document in corpus.documents}
    places = {place(document) for document in found.values()}
    shown = {
        key: row.document
        for key, row in before.items()
        if row.there
        and key not in found
        and row.document.media == "feed"
        and row.place not in places
    }
    present = found | shown
    rows = {}
    for key, document in present.items():
        old = before.get(key)
        if old is None:
            rows[key] = Kept(document, place(document), seq)
        else:
            back = old.back if old.there else seq
            rows[key] = old._replace(document=document, place=place(document), back=back)
    gone = {key: row for key, row in before.items() if key not in present}
    rows |= {k: row._replace(gone=seq, back=None) if row.there else row for k, row in gone.items()}
    ordered = sorted(present.values(), key=lambda d: (d.name, d.id))
    return Holdings(
        corpus=corpus.model_copy(update={"documents": tuple(ordered)}),
        before=before,
        rows=rows,
        new=tuple(d for d in ordered if seq in (rows[d.id].first, rows[d.id].back)),
        gone=tuple(row.document for row in gone.values() if row.there),
        shown_before=len(shown),
    )


def place(document: Document) -> str:
    """Return where a document stands: what is found there later takes its place."""
    if document.media == "feed":
        return f"{document.path.rpartition('#')[0]}#{document.url or document.id}"
    return document.path
