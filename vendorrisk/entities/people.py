"""People: who is meant by a surname or an office, by what they held and when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from vendorrisk.entities.resolver import Resolver
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document, Skipped
from vendorrisk.model.entity import Entity, Office
from vendorrisk.model.naming import Holder, Naming
from vendorrisk.model.period import first_day
from vendorrisk.rulebook import fold

MOVES_FROM = {"leaves", "joins"}  # moves whose role is the one at the company left


class People:
    """The registry's people and the offices they held.

    Parameters
    ----------
    resolver : Resolver
        Registry and judgements.
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.words = resolver.names.words

    @cached_property
    def _offices(self) -> dict[str, list[tuple[Entity, Office]]]:
        """Return who held what, by the canonical name of the organisation."""
        table: dict[str, list[tuple[Entity, Office]]] = defaultdict(list)
        entities = self.resolver.registry.entities
        for person in entities.values():
            for office in person.offices:
                table[entities[office.organisation].name].append((person, office))
        return table

    @cached_property
    def _surnames(self) -> dict[str, list[Entity]]:
        table: dict[str, list[Entity]] = defaultdict(list)
        for person in self.resolver.registry.entities.values():
            if person.kind == "person":
                for last in {fold(n).split()[-1] for n in (person.name, *person.aliases)}:
                    table[last].append(person)
        return table

    def holder(self, organisation: str | None, role: str | None, day: dt.date) -> Entity | None:
        """Return who held an office on a day; None unless it was surely one person alone.

        Parameters
        ----------
        organisation : str or None
            Canonical name.
        role : str or None
            The office in any of its words.
        day : datetime.date
            The day.
        """
        wanted = self.words.office(role)
        sure, open_ = set(), set()
        people = {}
        for person, office in self._offices.get(organisation or "", ()):
            if self.words.office(office.role) != wanted:
                continue
            held = office.held_on(day)
            people[person.id] = person
            if held:
                sure.add(person.id)
            elif held is None:
                open_.add(person.id)
        return people[next(iter(sure))] if len(sure) == 1 and not open_ - sure else None

    def by_surname(self, name: str, organisations: Iterable[str | None]) -> Entity | None:
        """Return the one person of a surname who ever held an office at one of the organisations.

        Parameters
        ----------
        name : str
            A lone surname.
        organisations : iterable of str or None
            Canonical names that the claim itself gives.
        """
        people = {person.id: person for person in self._surnames.get(fold(name), ())}
        there = {
            person.id
            for organisation in organisations
            for person, _ in self._offices.get(organisation or "", ())
        }
        found = sorted(set(people) & there)
        return people[found[0]] if len(found) == 1 else None

    def namings(
        self, claims: Collection[Claim], documents: Mapping[str, Document], resolver: Resolver
    ) -> tuple[tuple[Naming, ...], tuple[Skipped, ...]]:
        """Return whom the people of a run stand for, and what speaks against the registry.

        A surname stands for a person when all claims that use it agree: by an office at a company
        the claim names, or by the one full name of the run that ends so at such a company. First
        names never stand for anybody.
        """
        full: dict[tuple[str, str], set[str]] = defaultdict(set)  # by surname and company
        uses: dict[str, set[str]] = defaultdict(set)
        lone: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.person is None:
                continue
            uses[claim.person].add(claim.doc)
            parts = claim.person.split()
            if len(parts) > 1:
                who = resolver.person(claim.person) or claim.person
                for company in _companies(claim, resolver):
                    full[fold(parts[-1]), company].add(who)
            elif resolver.entity(claim.person) is None:
                lone[claim.person].append(claim)
        namings = []
        notes = []
        for name in sorted(uses):
            documents_ = tuple(sorted(uses[name]))
            if name not in lone:
                who = resolver.person(name) or name
                how = "registry" if resolver.entity(name) is not None else "new"
                why = "its name" if who == name and how == "registry" else "as written"
                namings.append(
                    Naming(name=name, stands_for=who, how="person", why=why, documents=documents_)
                )
                continue
            found = {self._meant(claim, full, resolver) for claim in lone[name]}
            if len(found) == 1 and None not in found:
                who, why = next(iter(found)) or (name, "")
                namings.append(
                    Naming(name=name, stands_for=who, how="person", why=why, documents=documents_)
                )
                continue
            namings.append(
                Naming(
                    name=name,
                    stands_for=name,
                    how="person",
                    why="a lone name that fits nobody, or two",
                    documents=documents_,
                )
            )
            several = sorted({pair[0] for pair in found if pair})
            if len(several) > 1:
                notes.append(
                    Skipped(
                        path="names",
                        what=f"'{name}' fits '{several[0]}' and '{several[1]}': left as it stands",
                        how="write the full name in the document, or judge the names",
                    )
                )
        return tuple(namings), (*notes, *self._conflicts(claims, documents, resolver))

    def _meant(
        self, claim: Claim, full: Mapping[tuple[str, str], set[str]], resolver: Resolver
    ) -> tuple[str, str] | None:
        """Return whom a lone surname in a claim means, and why."""
        companies = _companies(claim, resolver)
        entity = self.by_surname(claim.person or "", companies)
        if entity is not None:
            return entity.name, "held an office at a company that the claim names"
        surname = fold(claim.person or "")
        there = [full[surname, company] for company in companies if (surname, company) in full]
        if there and len(set.union(*there)) == 1:
            return next(iter(there[0])), "the one full name of the run at that company"
        return None

    def _conflicts(
        self, claims: Collection[Claim], documents: Mapping[str, Document], resolver: Resolver
    ) -> list[Skipped]:
        """Return the claims that give an office to somebody else than the registry does."""
        notes = []
        for claim in claims:
            organisation, day = self._office_of(claim, documents, resolver)
            person = resolver.person(claim.person)
            if person is None or day is None or self.words.office(claim.role) is None:
                continue
            if self.words.office(claim.role) not in self.words.single:
                continue
            holder = self.holder(organisation, claim.role, day)
            if holder is not None and holder.name != person:
                notes.append(
                    Skipped(
                        path=claim.doc,
                        what=f"{person} as {claim.role} of {organisation} on {day}: the registry"
                        f" has {holder.name}",
                        how="the claim stands; mend the offices in companies.yaml if it is right",
                    )
                )
        return sorted(set(notes), key=lambda note: (note.path, note.what))

    def holders(
        self, claims: Sequence[Claim], documents: Mapping[str, Document]
    ) -> tuple[Holder, ...]:
        """Return who held the offices that resolved claims name without a person."""
        found = set()
        for claim in claims:
            if claim.person is not None or claim.role is None:
                continue
            organisation, day = self._office_of(claim, documents, self.resolver)
            holder = self.holder(organisation, claim.role, day) if day is not None else None
            if holder is not None:
                found.add((claim.doc, organisation or "", claim.role, str(day), holder.name))
        return tuple(
            Holder(document=doc, organisation=organisation, role=role, day=day, person=person)
            for doc, organisation, role, day, person in sorted(found)
        )

    def _office_of(
        self, claim: Claim, documents: Mapping[str, Document], resolver: Resolver
    ) -> tuple[str | None, dt.date | None]:
        """Return the company whose office a claim's role is, and the day before it changed hands.

        Only for somebody who goes: whoever is appointed did not hold the office before.
        """
        if claim.kind != "leadership_move" or claim.move not in MOVES_FROM:
            return None, None
        document = documents.get(claim.doc_id)
        day = first_day(claim.date) or (document.published if document is not None else None)
        return resolver.name(claim.subject), day


def _companies(claim: Claim, resolver: Resolver) -> list[str]:
    names = (resolver.name(claim.subject), resolver.name(claim.object))
    return [name for name in names if name]
