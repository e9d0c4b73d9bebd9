"""What the documents say: the first verbs, read, extract and resolve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from vendorrisk.documents import read
from vendorrisk.entities import Resolver, join
from vendorrisk.evidence.keys import name_the_unnamed
from vendorrisk.evidence.reviewed import edited, reviewed
from vendorrisk.evidence.timing import known_days
from vendorrisk.extract import engine_for, extract
from vendorrisk.extract.foreign import foreign_extractors
from vendorrisk.interchange.reviews import read_log, standing
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Corpus, Document, Skipped
from vendorrisk.model.naming import Naming
from vendorrisk.model.plugin import Plugin
from vendorrisk.model.review import ReviewEntry
from vendorrisk.progress import track
from vendorrisk.rulebook import Judgements, load_judgements, load_registry

ALONE = dt.timedelta(days=365)  # a last day that stands so far from the one before may be a slip
Sources = str | Path | Corpus | Iterable[str | Path]


class Extracting(Protocol):
    """What finds the claims of a document: `extract`, or one that remembers what it found."""

    def __call__(
        self,
        document: Document,
        *,
        rules: Path | None = None,
        judgements: Judgements | None = None,
        engine: Engine | None = None,
    ) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
        """Return the claims of a document, and what could not be read."""
        ...


class Reviews(Noun):
    """A log of reviews as it was read; ``torn`` counts bytes of writing that was cut short."""

    path: str
    entries: tuple[ReviewEntry, ...]
    sha256: str
    torn: int = 0


class Dossier(Noun):
    """Everything the documents say, read once: documents, resolved claims, what was skipped.

    ``names`` says whom each name in the claims stands for; ``notes`` what could not be decided on
    them, or speaks against the registry. ``written`` holds the claims with names as their documents
    write them, from which names are joined anew for an earlier day. With ``reviews``, ``claims``
    are those that people left in, as they corrected them, ``rejected`` those that they took out,
    and ``originals`` the corrected ones as the machine read them.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...] = ()
    copies: int = 0
    names: tuple[Naming, ...] = ()
    notes: tuple[Skipped, ...] = ()
    judgements: Judgements = Judgements()
    engine: Engine = "rules"  # what found the claims of running text
    extractors: tuple[Plugin, ...] = ()  # plug-ins that looked for claims too
    searched: tuple[str, ...] = ()  # inputs as they were given; () for a corpus in memory
    written: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    originals: tuple[Claim, ...] = ()
    reviews: Reviews | None = None
    named_on: dt.date | None = None  # the day by whose knowledge names are joined; None: all days

    def __str__(self) -> str:
        return (
            f"{len(self.documents)} documents, {len(self.claims)} claims,"
            f" {len(self.skipped)} inputs skipped"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self)}

    def resolver(self, rules: Path | None = None) -> Resolver:
        """Return who resolves names as this dossier does."""
        return Resolver(load_registry(rules), self.judgements, self.names, rules)

    @property
    def last_known(self) -> dt.date | None:
        """Return the latest day on which anything in the documents became known."""
        return max((day for day, _ in self._days()), default=None)

    def lone_last(self) -> tuple[str, dt.date] | None:
        """Return where one input alone sets the last day, and the day before it.

        None unless it lies more than a year after everything else: its date may be a slip.
        """
        days = sorted(self._days())
        latest = days[-1][0] if days else None
        last = [path for day, path in days if day == latest]
        before = max((day for day, _ in days if day != latest), default=None)
        if latest is None or len(last) != 1 or before is None or latest - before <= ALONE:
            return None
        return last[0], before

    def _days(self) -> Iterator[tuple[dt.date, str]]:
        """Yield every day on which something became known, with where that stands."""
        paths = {document.id: document.path for document in self.documents}
        for document in self.documents:
            day = document.published or document.not_before
            if day is not None:
                yield day, document.path
        for claim in (*self.claims, *self.rejected):
            if claim.known_from is not None:
                yield claim.known_from, f"{paths.get(claim.doc_id, claim.doc)} ({claim.rule})"

    def known_days(self) -> dict[str, dt.date | None]:
        """Return the first day on which each claim can have been known, by claim id.

        None: no date can be found, and the claim counts on every day.
        """
        documents = {document.id: document for document in self.documents}
        return known_days(self.claims, documents, name_the_unnamed(self.claims))

    def undated(self) -> tuple[str, ...]:
        """Return the documents of whose claims nothing tells a day, by name, sorted."""
        days = self.known_days()
        dated = {claim.doc_id for claim in self.claims if days[claim.id] is not None}
        said = {claim.doc_id for claim in self.claims}
        return tuple(sorted(d.name for d in self.documents if d.id in said - dated))

    def as_known_on(self, day: dt.date, rules: Path | None = None) -> Dossier:
        """Return the dossier with names joined by what was known on a day.

        A later document may say whom a name means; on an earlier day nobody could know. Claims that
        became known later stay, as they are, to be told as such. What people decided on claims goes
        with them, so that accepting one changes no day.
        """
        if self.named_on == day:
            return self
        read, namings, resolver = self._named_on(day, rules)
        if not read:
            return self.model_copy(update={"named_on": day})
        changed = self._decided_again(read, resolver)
        apart = (changed.get(claim.id, claim) for claim in self.claims)
        told = {naming.name for naming in namings}
        later = tuple(naming for naming in self.names if naming.name not in told)
        return self.model_copy(
            update={
                "claims": tuple(sorted(apart, key=lambda claim: claim.id)),
                "originals": tuple(read.get(claim.id, claim) for claim in self.originals),
                "names": (*namings, *later),
                "named_on": day,
            }
        )

    def renamed_on(self, day: dt.date, rules: Path | None = None) -> dict[str, Claim]:
        """Return the claims that have other names on a day, as `as_known_on` has them.

        By their id here: who decides on claims does so by that, whatever day is looked at.
        """
        found = self._named_on(day, rules)
        return self._decided_again(found.read, found.resolver)

    def _decided_again(self, read: dict[str, Claim], resolver: Resolver) -> dict[str, Claim]:
        """Return claims that were read with other names as people decided on them."""
        found = dict(read)
        for claim in self.claims:
            if claim.review is not None and claim.id in read:
                made = edited(read[claim.id], claim.review.changes, resolver)
                found[claim.id] = made.model_copy(update={"review": claim.review})
        return found

    def _named_on(self, day: dt.date, rules: Path | None) -> _Named:
        whole = self.resolver(rules)
        claims = dict(zip((c.id for c in self.written), whole.resolve(self.written), strict=True))
        rejected: dict[str, dt.date | None] = {}
        if self.rejected:  # what people took out is written all the same, and names somebody
            held = {document.id: document for document in self.documents}
            rejected |= known_days(self.as_read, held, name_the_unnamed(self.as_read))
        days = rejected | self.known_days()
        first: dict[str, dt.date | None] = {}  # by document; None: a claim that nothing dates
        for claim in self.claims:
            known, before = days[claim.id], first.get(claim.doc_id, dt.date.max)
            first[claim.doc_id] = None if known is None or before is None else min(known, before)
        documents = [
            document
            for document in self.documents
            if _by(document.published or document.not_before or first.get(document.id), day)
        ]
        written = [c for c in self.written if _by(days.get(claims[c.id].id, dt.date.max), day)]
        if len(documents) == len(self.documents) and len(written) == len(self.written):
            return _Named({}, (), whole)
        resolver = Resolver(whole.registry, self.judgements, root=rules)
        namings = join(written, documents, resolver).namings
        resolver = resolver.knowing(namings)
        ids = (claims[one.id].id for one in written)
        pairs = zip(ids, resolver.resolve(tuple(written)), strict=True)
        return _Named({name: new for name, new in pairs if name != new.id}, namings, resolver)

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
        reviews = Reviews(path=str(log), entries=told.entries, sha256=told.sha256, torn=told.torn)
        return self.decided(reviews, rules)

    def decided(self, reviews: Reviews | None, rules: Path | None = None) -> Dossier:
        """Return the dossier as reviews leave it, whatever it had before; None: as it was read.

        Raises
        ------
        Problems
            When an edit no longer makes a claim.
        """
        entries = reviews.entries if reviews is not None else ()
        found = reviewed(self.as_read, standing(entries), self.resolver(rules))
        return self.model_copy(
            update={
                "claims": found.claims,
                "rejected": found.rejected,
                "originals": found.originals,
                "reviews": reviews,
            }
        )


class _Named(NamedTuple):
    """Claims that the machine reads with other names on a day, by their id, and who reads so."""

    read: dict[str, Claim]
    namings: tuple[Naming, ...]
    resolver: Resolver


def _by(known: dt.date | None, day: dt.date) -> bool:
    return known is None or known <= day


def gather(
    sources: Sources | Dossier,
    *,
    rules: Path | None = None,
    judgements: Path | None = None,
    engine: Engine | None = None,
    extracting: Extracting = extract,
    reviews: Path | None = None,
    extractors: str | Sequence[str] = (),
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
    extracting : callable
        Finds the claims of a document, given rules, judgements and engine as here.
    reviews : Path or None
        Log of reviews: claims that people rejected are left out, those that they edited carry
        their values. None: claims as the machine reads them; a dossier keeps what it has.
    extractors : sequence of str
        Names of plug-ins that look for claims too (docs/plugins.md).

    Returns
    -------
    Dossier
        Claims sorted by id; their order in `sources` does not matter.
    """
    if isinstance(sources, Dossier):
        return sources if reviews is None else sources.reviewed(Path(reviews), rules)
    used = engine_for(engine, rules)
    foreign = foreign_extractors(extractors)
    registry = load_registry(rules)
    decided = load_judgements(registry, rules, judgements)
    if not isinstance(sources, str | Path | Corpus):
        sources = list(sources)  # read once, named in the receipt
    corpus = sources if isinstance(sources, Corpus) else read(sources)
    claims: list[Claim] = []
    skipped = list(corpus.skipped)
    for document in track(corpus.documents, "finding claims"):
        found, problems = extracting(document, rules=rules, judgements=decided, engine=used)
        claims += found
        skipped += problems
        for other in foreign:
            found, problems = other.read(document)
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
        extractors=tuple(other.plugin for other in foreign),
        searched=_searched(sources),
        written=tuple(claims),
    )
    return dossier if reviews is None else dossier.reviewed(Path(reviews), rules)


def _searched(sources: Sources) -> tuple[str, ...]:
    if isinstance(sources, Corpus):
        return ()
    return tuple(map(str, [sources] if isinstance(sources, str | Path) else sources))
