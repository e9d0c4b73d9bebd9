"""Claims of documents that were read before: a document that has not changed is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from vendorrisk.extract import extract
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Document, Skipped
from vendorrisk.rulebook import Judgements
from vendorrisk.watching.records import Records

BATCH = 50  # documents whose claims are stored in one go


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of all that a document is, but for where it lies."""
    told = {"path"} if document.read_by is not None else {"path", "read_by"}
    body = document.model_dump_json(exclude=told)
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


class Remembered:
    """Extracts claims as `extract` does, from what is stored where it can.

    Parameters
    ----------
    records : Records
        Where claims are stored.
    made_with : str
        Hash of all but the document that claims depend on: rules, engine, judgements, version.

    Attributes
    ----------
    used : set of str
        Keys under which the claims of the documents asked for are stored.
    fresh : int
        How many documents were read anew.
    """

    def __init__(self, records: Records, made_with: str) -> None:
        self._records = records
        self._made_with = made_with
        self._here: dict[str, tuple[tuple[Claim, ...], tuple[Skipped, ...]]] = {}
        self.used: set[str] = set()
        self.fresh = 0

    def key(self, document: Document) -> str:
        """Return the key of a document's claims."""
        text = f"{self._made_with}\n{fingerprint(document)}"
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def __call__(
        self,
        document: Document,
        *,
        rules: Path | None = None,
        judgements: Judgements | None = None,
        engine: Engine | None = None,
    ) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
        """Return the claims of a document, and what could not be read, as `extract` does."""
        key = self.key(document)
        self.used.add(key)
        if key in self._here:
            return self._here[key]
        stored = self._records.extract(key)
        if stored is not None:
            return stored, ()
        self.fresh += 1
        found = extract(document, rules=rules, judgements=judgements, engine=engine)
        self._here[key] = found
        return found

    def learn(
        self,
        documents: Sequence[Document],
        *,
        rules: Path | None,
        judgements: Judgements,
        engine: Engine,
    ) -> None:
        """Store the claims of new documents, batch by batch, before anything is scored.

        A batch is there as a whole or not at all. Whatever ends the process, what is stored is
        right: it depends on its key alone.
        """
        for first in range(0, len(documents), BATCH):
            for document in documents[first : first + BATCH]:
                self(document, rules=rules, judgements=judgements, engine=engine)
            if self._here:
                with self._records.store.writing():
                    self.keep()

    def keep(self) -> None:
        """Store what was read anew, within the transaction that is open.

        What could not be read in full is told with its path, and so is read anew each time.
        """
        for key, (claims, problems) in self._here.items():
            if not problems:
                self._records.keep_extract(key, claims)
        self._here = {key: found for key, found in self._here.items() if found[1]}
