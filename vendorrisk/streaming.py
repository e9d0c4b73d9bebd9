"""Claims of more documents than memory holds: both lie on disk, and come back one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from vendorrisk.documents import shelve
from vendorrisk.documents.reading import Shelf
from vendorrisk.entities import Resolver, join
from vendorrisk.extract import engine_for, extract
from vendorrisk.extract.foreign import foreign_extractors
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Skipped
from vendorrisk.model.spool import Spool
from vendorrisk.progress import track
from vendorrisk.rulebook import load_judgements, load_registry


class Stream(NamedTuple):
    """What the documents say, as in `dossier.Dossier`, on disk.

    Memory grows with the names in the claims, and by a few hundred bytes a document.
    """

    documents: Shelf
    claims: Spool[Claim]  # as written, by document
    counts: list[int]  # how many of them are of each document
    resolver: Resolver
    skipped: tuple[Skipped, ...]
    notes: tuple[Skipped, ...]
    engine: Engine

    @property
    def copies(self) -> int:
        """Return how many byte-identical copies were dropped."""
        return self.documents.copies

    def resolved(self) -> Iterator[Claim]:
        """Yield the claims with names made canonical, by document and place in it."""
        waiting = iter(self.claims)
        for count in self.counts:
            found = self.resolver.resolve(tuple(islice(waiting, count)))
            yield from sorted(found, key=lambda claim: (claim.start, claim.end, claim.id))


def stream(
    sources: str | Path | Iterable[str | Path],
    *,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    extractors: Sequence[str] = (),
) -> Stream:
    """Read documents and extract their claims one by one; names are joined over all of them.

    Parameters
    ----------
    sources : path or iterable of paths
        Files, folders, globs or ``-``.
    rules, judgements, engine, extractors
        As in `dossier.gather`.

    Raises
    ------
    SettingsError, DocumentError
        As in `documents.read`.
    """
    used = engine_for(engine, rules)
    foreign = foreign_extractors(extractors)
    registry = load_registry(rules)
    decided = load_judgements(registry, rules, judgements)
    documents = shelve(sources)
    claims = Spool(Claim)
    counts: list[int] = []
    skipped = list(documents.skipped)
    for document in track(documents, "finding claims"):
        found, problems = extract(document, rules=rules, judgements=decided, engine=used)
        for other in foreign:
            more, wrong = other.read(document)
            found, problems = (*found, *more), (*problems, *wrong)
        for claim in found:
            claims.append(claim)
        counts.append(len(found))
        skipped += problems
    resolver = Resolver(registry, decided, root=rules)
    joined = join(claims, documents, resolver)
    return Stream(
        documents=documents,
        claims=claims,
        counts=counts,
        resolver=resolver.knowing(joined.namings),
        skipped=tuple(skipped),
        notes=joined.notes,
        engine=used,
    )
