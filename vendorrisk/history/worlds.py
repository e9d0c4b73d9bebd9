"""Recomputes a score with some causes as in the old result and the others as in the new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from vendorrisk.decision.parties import named, vendor_names
from vendorrisk.dossier import Dossier, Reviews, gather
from vendorrisk.entities import Resolver
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.timing import Days
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.events import events_of
from vendorrisk.model.assessment import Event
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.change import Cause
from vendorrisk.model.claim import Claim, Engine
from vendorrisk.model.document import Corpus
from vendorrisk.model.parameters import Parameters
from vendorrisk.rulebook import load_parameters, rules_hash
from vendorrisk.scoring.tree import Scored, score

LEAK = "leak"  # the line of what the leak gives alone
NewCauses = frozenset[Cause]


@dataclass(frozen=True)
class Ingredients:
    """What one result was made from."""

    corpus: Corpus
    day: dt.date
    buyer: Buyer
    rules: Path | None
    judgements: Path | None
    engine: Engine | None
    reviews: Reviews | None = None
    dossier: Dossier | None = None  # where it was gathered already, whatever reviews it has


class Weighed:
    """The events of one vendor in one world, their score, and the claims that were known.

    Attributes
    ----------
    lines : dict
        Contribution of each line to the point, by its id; they sum to the point.
    events : dict
        Events by id.
    known : dict
        Claims that were known, by id.
    evidence : Evidence
        What they were weighed by.
    """

    def __init__(self, events: Sequence[Event], scored: Scored, evidence: Evidence) -> None:
        self.risk = scored.risk
        self.events = {event.id: event for event in events}
        self.lines = {e.id: part for e, part in zip(events, scored.shapley, strict=True)}
        rest = scored.risk.point - sum(scored.shapley)
        if abs(rest) > 1e-12:
            self.lines[LEAK] = rest
        later = {claim.id for claim in evidence.later}
        self.known: dict[str, Claim] = {
            key: claim for key, claim in evidence.by_id.items() if key not in later
        }
        self.evidence = evidence


def differing(old: Ingredients, new: Ingredients) -> tuple[Cause, ...]:
    """Return the causes in which two results differ, in the order of `change.CAUSES`."""
    found: list[Cause] = []
    if old.day != new.day or _hashes(old.corpus) != _hashes(new.corpus):
        found.append("evidence")
    if old.day != new.day:
        found += ["status", "decay"]
    if _entries(old) != _entries(new):
        found.append("review")
    if old.engine != new.engine or rules_hash(old.rules) != rules_hash(new.rules):
        found.append("rules")
    if old.buyer != new.buyer:
        found.append("buyer")
    return tuple(found)


def _entries(made_from: Ingredients) -> list[str]:
    return [entry.id for entry in made_from.reviews.entries] if made_from.reviews else []


def _hashes(corpus: Corpus) -> list[str]:
    return sorted(document.id for document in corpus.documents)


class _Place(NamedTuple):
    """From which side documents, rules and reviews are: False the old, True the new."""

    documents: bool
    rules: bool
    reviews: bool


class Worlds:
    """Every mixture of two results.

    Parameters
    ----------
    old, new : Ingredients
        What they were made from.
    causes : tuple of Cause
        Those that differ, at most six; 2 to their number are the worlds.
    vendors : sequence of str
        As typed or printed.
    """

    def __init__(
        self, old: Ingredients, new: Ingredients, causes: tuple[Cause, ...], vendors: Sequence[str]
    ) -> None:
        self.causes = causes
        self.vendors = tuple(vendors)
        self._sides = (old, new)
        self._same_documents = _hashes(old.corpus) == _hashes(new.corpus)
        self._read: dict[tuple[bool, bool], Dossier] = {}
        self._dossiers: dict[_Place, Dossier] = {}
        self._thens: dict[tuple[_Place, dt.date], tuple[Dossier, Resolver]] = {}
        self._beliefs: dict[tuple[_Place, Days], Evidence] = {}
        self._found: dict[NewCauses, dict[str, Weighed]] = {
            switched: self._weigh(switched)
            for size in range(len(causes) + 1)
            for switched in map(frozenset, combinations(causes, size))
        }

    def of(self, vendor: str) -> dict[NewCauses, Weighed]:
        """Return the worlds of a vendor by the causes that are as in the new result."""
        return {switched: found[vendor] for switched, found in self._found.items()}

    def _gathered(self, *, documents: bool, rules: bool) -> Dossier:
        """Return the dossier of the documents of a side, read by the rules of a side."""
        documents = documents and not self._same_documents
        if (documents, rules) not in self._read:
            from_, by = self._sides[documents], self._sides[rules]
            made = [one for one in self._sides if one.dossier is not None]
            fit = (
                one.dossier
                for one in made
                if _hashes(one.corpus) == _hashes(from_.corpus)
                and (one is by or "rules" not in self.causes)
            )
            self._read[documents, rules] = next(fit, None) or gather(
                from_.corpus, rules=by.rules, judgements=by.judgements, engine=by.engine
            )
        return self._read[documents, rules]

    def _dossier(self, place: _Place) -> Dossier:
        """Return the dossier of a place, as the reviews of its side leave it."""
        if place not in self._dossiers:
            whole = self._gathered(documents=place.documents, rules=place.rules)
            reviews = self._sides[place.reviews].reviews
            if whole.reviews != reviews:
                whole = whole.decided(reviews, self._sides[place.rules].rules)
            self._dossiers[place] = whole
        return self._dossiers[place]

    def _weigh(self, switched: NewCauses) -> dict[str, Weighed]:
        def side(cause: Cause) -> Ingredients:
            return self._sides[cause in switched]

        days = Days(side("evidence").day, side("status").day, side("decay").day)
        place = _Place("evidence" in switched, "rules" in switched, "review" in switched)
        parameters = load_parameters(side("rules").rules)
        evidence = self._evidence(place, days, parameters)
        cases = [
            Case(name, side("buyer").buyer, evidence, parameters)
            for name in self._called(place, days.known)
        ]
        events = [events_of(case)[0] for case in cases]
        scores = score(events, parameters.leak.value)
        return {
            name: Weighed(own, one, evidence)
            for name, own, one in zip(self.vendors, events, scores, strict=True)
        }

    def _then(self, place: _Place, day: dt.date) -> tuple[Dossier, Resolver]:
        """Return a dossier with names joined by what was known on a day, and who resolves them."""
        if (place, day) not in self._thens:
            rules = self._sides[place.rules].rules
            then = self._dossier(place).as_known_on(day, rules)
            self._thens[place, day] = (then, then.resolver(rules))
        return self._thens[place, day]

    def _evidence(self, place: _Place, days: Days, parameters: Parameters) -> Evidence:
        if (place, days) not in self._beliefs:
            dossier, resolver = self._then(place, days.known)
            documents = {document.id: document for document in dossier.documents}
            self._beliefs[place, days] = Evidence(
                dossier.claims, documents, resolver, parameters, days
            )
        return self._beliefs[place, days]

    def _called(self, place: _Place, day: dt.date) -> list[str]:
        """Return the vendors by the names of a day."""
        dossier, resolver = self._then(place, day)
        seen = named((*dossier.claims, *dossier.rejected))
        return [vendor_names(name, seen, dossier.documents, resolver)[0] for name in self.vendors]
