"""What the documents say: the first verbs, read, extract and resolve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from vendorrisk.documents import read
from vendorrisk.entities import Resolver, join
from vendorrisk.evidence.reviewed import reviewed
from vendorrisk.extract import engine_for, extract
from vendorrisk.interchange.reviews import read_log, standing
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Corpus, Document, Skipped
from vendorrisk.model.naming import Naming
from vendorrisk.model.review import ReviewEntry
from vendorrisk.rulebook import Judgements, load_judgements, load_registry

Sources = str | Path | Corpus | Iterable[str | Path]


class Reviews(Noun):
    """A log of reviews as it was read; ``torn`` counts bytes of writing that was cut short."""

    path: str
    entries: tuple[ReviewEntry, ...]
    sha256: str
    torn: int = 0


class Dossier(Noun):
    """Everything the documents say, read once: documents, resolved claims, what was skipped.

    ``names`` says whom each name in the claims stands for; ``notes`` what could not be decided on
    them, or speaks against the registry. With ``reviews``, ``claims`` are those that people left
    in, as they corrected them, ``rejected`` those that they took out, and ``originals`` the
    corrected ones as the machine read them.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...] = ()
    copies: int = 0
    names: tuple[Naming, ...] = ()
    notes: tuple[Skipped, ...] = ()
    judgements: Judgements = Judgements()
    engine: Engine = "rules"  # what found the claims of running text
    searched: tuple[str, ...] = ()  # inputs as they were given; () for a corpus in memory
    rejected: tuple[Claim, ...] = ()
    originals: tuple[Claim, ...] = ()
    reviews: Reviews | None = None

    def resolver(self, rules: Path | None = None) -> Resolver:
        """Return who resolves names as this dossier does."""
        return Resolver(load_registry(rules), self.judgements, self.names, rules)

    @property
    def last_known(self) -> dt.date | None:
        """Return the latest day on which anything in the documents became known."""
        days = [d.published or d.not_before for d in self.documents]
        days += [c.known_from for c in (*self.claims, *self.rejected)]
        known = [day for day in days if day is not None]
        return max(known) if known else None

    @property
    def as_read(self) -> tuple[Claim, ...]:
        """Return all claims as the machine read them, sorted by id."""
        before = {claim.id: claim for claim in self.originals}
        return tuple(
            before.get(claim.id, claim).model_copy(update={"review": None})
            for claim in sorted((*self.claims, *self.rejected), key=lambda c: c.id)
        )

    def reviewed(self, log: Path, rules: Path | None = None) -> Dossier:
        """Return the dossier as a log of reviews leaves it, whatever log it had before.

        Raises
        ------
        VendorRiskError
            When the log is missing or was changed, and when an edit no longer makes a claim.
        """
        told = read_log(log)
        found = reviewed(self.as_read, standing(told.entries), self.resolver(rules))
        reviews = Reviews(path=str(log), entries=told.entries, sha256=told.sha256, torn=told.torn)
        return self.model_copy(
            update={
                "claims": found.claims,
                "rejected": found.rejected,
                "originals": found.originals,
                "reviews": reviews,
            }
        )


def gather(
    sources: Sources | Dossier,
    *,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    reviews: Path | None = None,
) -> Dossier:
    """Read documents and extract their claims, with names made canonical.

    Parameters
    ----------
    sources : path, iterable of paths, Corpus or Dossier
        Files, folders, globs or ``-``; a corpus from `read`; a dossier is returned as it is.
    rules : Path or None
        Folder of rules; None: those that ship with the package.
    judgements : Path or None
        File of your own judgements on names, beside those of the rules.
    engine : "classifier", "rules" or None
        What finds the claims of running text: rules and a classifier that weighs them, or rules
        alone. None: the classifier where the rules hold one.
    reviews : Path or None
        Log of reviews: claims that people rejected are left out, those that they edited carry
        their values. None: claims as the machine reads them; a dossier keeps what it has.

    Returns
    -------
    Dossier
        Claims sorted by id; their order in `sources` does not matter.
    """
    if isinstance(sources, Dossier):
        return sources if reviews is None else sources.reviewed(Path(reviews), rules)
    used = engine_for(engine, rules)
    registry = load_registry(rules)
    decided = load_judgements(registry, rules, judgements)
    if not isinstance(sources, str | Path | Corpus):
        sources = list(sources)  # read once, named in the receipt
    corpus = sources if isinstance(sources, Corpus) else read(sources)
    claims: list[Claim] = []
    skipped = list(corpus.skipped)
    for document in corpus.documents:
        found, problems = extract(document, rules=rules, judgements=decided, engine=used)
        claims += found
        skipped += problems
    resolver = Resolver(registry, decided, root=rules)
    joined = join(claims, corpus.documents, resolver)
    resolved = resolver.knowing(joined.namings).resolve(tuple(claims))
    dossier = Dossier(
        documents=corpus.documents,
        claims=tuple(sorted(resolved, key=lambda c: c.id)),
        skipped=tuple(skipped),
        copies=corpus.copies,
        names=joined.namings,
        notes=joined.notes,
        judgements=decided,
        engine=used,
        searched=_searched(sources),
    )
    return dossier if reviews is None else dossier.reviewed(Path(reviews), rules)


def _searched(sources: Sources) -> tuple[str, ...]:
    if isinstance(sources, Corpus):
        return ()
    return tuple(map(str, [sources] if isinstance(sources, str | Path) else sources))
