"""The names of one run put together: what each stands for, and which pairs need somebody's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from vendorrisk.entities.blocking import MOST
from vendorrisk.entities.clusters import Clusters
from vendorrisk.entities.introductions import introduced
from vendorrisk.entities.likeness import JOINED, compare
from vendorrisk.entities.names import Name
from vendorrisk.entities.people import People
from vendorrisk.entities.resolver import Resolver
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.naming import How, Naming
from vendorrisk.rulebook import fold

WHERE = "names"  # the place that a note about names gives


class Joined(NamedTuple):
    """What the names of a run stand for, and what was left apart although it may be one."""

    namings: tuple[Naming, ...]
    notes: tuple[Skipped, ...]


class _Reason(NamedTuple):
    how: How
    why: str


def join(claims: Collection[Claim], documents: Collection[Document], resolver: Resolver) -> Joined:
    """Return what every name in the claims stands for.

    Names that the registry does not know are joined when they have one spelling, when a judgement
    says so, when a text introduces the short form in brackets, or when one of them is the
    beginning of exactly one longer name of the run and of no other entry of the registry. Never by
    likeness. A short form that fits two names is left alone, with a note.

    Parameters
    ----------
    claims : collection of Claim
        As extracted; names as written.
    documents : collection of Document
        What they were extracted from; both may lie on disk and are gone through more than once.
    resolver : Resolver
        Registry and judgements.
    """
    bare = {"text": "", "blocks": (), "facts": ()}  # of each only what it says of itself is kept
    by_id = {document.id: document.model_copy(update=bare) for document in documents}
    work = _Joining(claims, documents, resolver)
    namings = work.namings()
    people, notes = People(resolver).namings(claims, by_id, resolver.knowing(namings))
    waiting = [
        Skipped(
            path=WHERE,
            what=f"'{one.left}' and '{one.right}' may be one: judged unsure ({one.why})",
            how="they count as two until the judgement says same or different",
        )
        for one in resolver.judgements.unsure()
        if work.uses_of(one.left) or work.uses_of(one.right)
    ]
    return Joined((*namings, *people), (*work.notes, *waiting, *notes))


def written_names(claims: Iterable[Claim]) -> dict[str, list[str]]:
    """Return the documents that use each name of an organisation, as the claims write it."""
    uses: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for name in (claim.subject, claim.object):
            if name:
                uses[name].add(claim.doc)
    return {name: sorted(uses[name]) for name in sorted(uses)}


class _Joining:
    """The names of one run while they are joined."""

    def __init__(
        self, claims: Collection[Claim], documents: Collection[Document], resolver: Resolver
    ) -> None:
        self.resolver = resolver
        self.names = resolver.names
        self.uses = written_names(claims)
        self._folded = {fold(name) for name in self.uses}
        self.notes: list[Skipped] = []
        self.known: dict[str, Naming] = {}
        unknown: list[str] = []
        for name, documents_ in self.uses.items():
            found = resolver.meant(name)
            if found is None:
                unknown.append(name)
            else:
                self.known[name] = _naming(name, found[0].name, found[1], found[2], documents_)
        self.unknown = unknown
        self.registered = sorted({one.stands_for for one in self.known.values()})
        judged = {one for name in unknown for one in resolver.judgements.same(name)}
        self.clusters = Clusters({*unknown, *judged}, self.registered, resolver.judgements)
        self.reasons: dict[str, _Reason] = {}
        self.kept: set[str] = set()  # names that keep their legal form: it tells them apart
        self._called: dict[str, str] = {}  # by root of a cluster
        self._same_by_judgement()
        self._same_by_spelling()
        self._introduced(document.text for document in documents)
        self._short_forms()

    def uses_of(self, name: str) -> bool:
        """Whether a claim of the run uses a name, in any capitals."""
        return fold(name) in self._folded

    def _join(self, name: str, other: str, how: How, why: str) -> bool:
        joined = self.clusters.join(name, other)
        if joined:
            self.reasons.setdefault(name, _Reason(how, why))
        return joined

    def _same_by_judgement(self) -> None:
        for name in self.unknown:
            for other in self.resolver.judgements.same(name):
                self._join(name, other, "judgement", f"judged the same as {other}")

    def _same_by_spelling(self) -> None:
        buckets: dict[str | tuple[str, ...], list[Name]] = defaultdict(list)
        for name in self.unknown:
            parsed = self.names.parse(name)
            key = parsed.joined if len(parsed.joined) >= JOINED else parsed.words
            buckets[key].append(parsed)
        for bucket in buckets.values():
            if len({fold(one.bare) for one in bucket}) == 1 and len(bucket) == 1:
                continue
            countries = [one.countries for one in bucket if one.countries]
            if countries and not frozenset.intersection(*countries):
                self._kept_apart(bucket)
                continue
            longest = max(bucket, key=lambda one: (len(self.uses[one.written]), one.bare))
            for one in bucket:
                if one is not longest and not self._join(
                    one.written, longest.written, "spelling", f"{longest.bare} spelt otherwise"
                ):
                    self.kept |= {one.written, longest.written}

    def _kept_apart(self, bucket: list[Name]) -> None:
        written = [one.written for one in bucket]
        self.kept |= set(written)
        self.notes.append(
            Skipped(
                path=WHERE,
                what=f"{_listed(written)} have legal forms of different countries: kept apart",
                how="say in a judgement which are the same",
            )
        )

    def _introduced(self, texts: Iterable[str]) -> None:
        """Join what a text introduces; what two texts introduce for two names stays alone."""
        longs: dict[tuple[str, ...], str] = {}
        for name in (*self.registered, *self.unknown):
            longs.setdefault(self.names.parse(name).words, name)
        shorts = {fold(name): name for name in self.unknown}
        found: dict[str, set[str]] = defaultdict(set)
        for short, long in introduced(texts, shorts, longs, self.names.forms) if shorts else ():
            used = shorts.get(fold(short))
            if used is not None:
                found[used].add(self.clusters.root(long))
        for name in sorted(found):
            if len(found[name]) > 1:
                self._ambiguous(name, sorted(found[name]))
                self.reasons[name] = _Reason("new", "introduced for two names")
                continue
            (whole,) = found[name]
            how: How = "acronym" if name.isupper() and " " not in name else "short form"
            self._join(name, whole, how, f"introduced in brackets for {whole}")

    def _short_forms(self) -> None:
        """Join the beginnings of longer names, the longest first, so that chains end in one."""
        begins: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in (*self.unknown, *self.registered):
            words = self.names.parse(name).words
            for count in range(1, len(words)):
                begins[words[:count]].append(name)
        pending = [name for name in self.unknown if name not in self.reasons]
        for name in sorted(pending, key=lambda n: (-len(self.names.parse(n).words), n)):
            self._short_form(name, begins.get(self.names.parse(name).words, []))
            self._plain_ending(name)

    def _short_form(self, name: str, longer: list[str]) -> None:
        if len(longer) > MOST:
            return  # a word with which so many names begin is the name of none
        parsed = self.names.parse(name)
        fits: dict[str, str] = {}
        sure = []
        for other in longer:
            told = compare(parsed, self.names.parse(other), self.names)
            if told.verdict == "different" or self.clusters.apart(name, other):
                continue
            root = self.clusters.root(other)
            if root != self.clusters.root(name):
                fits.setdefault(root, other)
                if told.verdict == "same":
                    sure.append(root)
        others = self._registered_longer(parsed) - set(fits.values())
        if len(fits) + len(others) > 1:
            self._ambiguous(name, sorted([*fits.values(), *others]))
        elif len(fits) == 1 and sure:
            long = fits[sure[0]]
            self._join(name, long, "short form", f"nothing else of the run begins so: {long}")

    def _registered_longer(self, name: Name) -> set[str]:
        """Return the entries of the registry that begin with a name and are not in the run."""
        found = set()
        for entity in self.resolver.longer(name):
            told = compare(name, self.names.parse(entity.name), self.names)
            if told.verdict != "different" and not self.resolver.judgements.apart(
                name.written, entity.name
            ):
                found.add(entity.name)
        return found - set(self.registered)

    def _plain_ending(self, name: str) -> None:
        """Join "Cohere Group" to the registry's Cohere: what follows adds nothing to the name."""
        parsed = self.names.parse(name)
        for count in range(len(parsed.words) - 1, 0, -1):
            rest = parsed.words[count:]
            if not all(word in self.names.words.plain for word in rest):
                return
            entity = self.resolver.spelt(parsed.words[:count])
            if entity is None:
                continue
            if compare(self.names.parse(entity.name), parsed, self.names).verdict == "same":
                self.clusters.add(entity.name, registered=True)
                self._join(name, entity.name, "short form", f"{entity.name} in full")
            return

    def _ambiguous(self, name: str, fits: list[str]) -> None:
        self.notes.append(
            Skipped(
                path=WHERE,
                what=f"'{name}' fits {_listed(fits)}: left as it stands",
                how="say in a judgement which it is",
            )
        )

    def namings(self) -> tuple[Naming, ...]:
        """Return what every name stands for, by name."""
        found = []
        for name in self.uses:
            naming = self.known.get(name)
            found.append(naming if naming is not None else self._unknown_naming(name))
        return tuple(found)

    def _unknown_naming(self, name: str) -> Naming:
        stands_for = self._canonical(name)
        reason = self.reasons.get(name)
        if reason is None or stands_for in {name, self.names.bare(name)}:
            why = "in no registry entry"
            if stands_for != name:
                return _naming(name, stands_for, "spelling", "without legal form", self.uses[name])
            reason = _Reason("new", why)
        return _naming(name, stands_for, reason.how, reason.why, self.uses[name])

    def _canonical(self, name: str) -> str:
        """Return what a name stands for: what its cluster is called, told once a cluster."""
        if name in self.kept and self.clusters.entity(name) is None:
            return name
        root = self.clusters.root(name)
        if root not in self._called:
            self._called[root] = self._call(self.clusters.members(name))
        return self._called[root]

    def _call(self, members: list[str]) -> str:
        """Return what a cluster is called.

        The registry's name; the left name of the first judgement on it; the longest of its names,
        and of these the one that most documents use.
        """
        known = self.clusters.entity(members[0]) or self.resolver.judgements.called(members)
        if known is not None:
            return known
        bare = {self.names.bare(one): one for one in reversed(members)}
        return min(
            bare,
            key=lambda b: (
                -len(self.names.parse(b).words),
                -len(self.uses.get(bare[b], ())),
                len(b),
                b,
            ),
        )


def _naming(name: str, stands_for: str, how: How, why: str, documents: list[str]) -> Naming:
    return Naming(name=name, stands_for=stands_for, how=how, why=why, documents=tuple(documents))


def _listed(names: Sequence[str]) -> str:
    """Return names as a reader lists them; of many only the first few.

    >>> _listed(["A", "B", "C"])
    "'A', 'B' and 'C'"
    """
    shown = [f"'{name}'" for name in names[:4]]
    more = len(names) - len(shown)
    if more > 0:
        shown.append(f"{more} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
