"""Canonical names, groups under common control, and markets; abstains when unsure."""

from __future__ import annotations

import re
from functools import cached_property

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.claim import Claim
from vendorrisk.model.entity import Entity
from vendorrisk.rulebook import Registry

FUZZY_ACCEPT = 95.0  # rapidfuzz ratio: above it two long names are one
FUZZY_LENGTH = 8  # shorter names are never matched by likeness: a wrong merge is worse


class Resolver:
    """Resolves names against the registry.

    Parameters
    ----------
    registry : Registry
        Companies, funds, people and publishers.
    """

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    @cached_property
    def _by_name(self) -> dict[str, Entity]:
        table: dict[str, Entity] = {}
        for entity in (*self.registry.entities.values(), *self.registry.publishers.values()):
            for name in (entity.id, entity.name, *entity.aliases, *entity.common_words):
                table.setdefault(_fold(name), entity)
        return table

    @cached_property
    def _by_product(self) -> dict[str, Entity]:
        table: dict[str, Entity | None] = {}
        for entity in self.registry.entities.values():
            for name in entity.products:  # a product of two companies stands for neither
                table[_fold(name)] = None if _fold(name) in table else entity
        return {name: entity for name, entity in table.items() if entity is not None}

    @cached_property
    def _by_label(self) -> dict[str, str]:
        table: dict[str, str] = {}
        for publisher in self.registry.publishers.values():
            for name in (publisher.name, *publisher.aliases):
                table.setdefault(re.sub(r"\W", "", name).casefold(), publisher.name)
        return table

    def publisher_at(self, host: str) -> str | None:
        """Return the known publisher whose name a host carries: www.reuters.com is Reuters."""
        labels = [label.replace("-", "") for label in host.casefold().split(".")[:-1]]
        return next((self._by_label[x] for x in reversed(labels) if x in self._by_label), None)

    def entity(self, name: str | None) -> Entity | None:
        """Return the registered entity of a name, or None when it is not known for sure."""
        if not name:
            return None
        found = self._by_name.get(_fold(name))
        if found is not None:
            return found
        bare = _strip_legal_form(name)
        found = self._by_name.get(_fold(bare))
        if found is not None or len(bare) < FUZZY_LENGTH:
            return found
        return self._alike(bare)

    def _alike(self, name: str) -> Entity | None:
        from rapidfuzz import fuzz, process

        matches = process.extract(
            _fold(name), list(self._by_name), scorer=fuzz.ratio, score_cutoff=FUZZY_ACCEPT, limit=3
        )
        near = [
            m[0] for m in matches if len(m[0]) >= FUZZY_LENGTH and _number(m[0]) == _number(name)
        ]
        ids = {self._by_name[one].id for one in near}
        return self._by_name[near[0]] if len(ids) == 1 else None

    def name(self, name: str | None) -> str | None:
        """Return the canonical name; an unknown name comes back without its legal form.

        The product of a company stands for the company.
        """
        if not name:
            return None
        entity = self.entity(name) or self._by_product.get(_fold(name))
        return entity.name if entity is not None else _strip_legal_form(name)

    def person(self, name: str | None) -> str | None:
        """Return the canonical name of a person; a name that is none of ours stays as written."""
        entity = self.entity(name)
        return entity.name if entity is not None and entity.kind == "person" else name

    def group(self, name: str) -> tuple[str, ...]:
        """Return the names from the entity up to its ultimate parent, the entity first."""
        entity = self.entity(name)
        if entity is None:
            return (name,)
        names = [entity.name]
        while entity.parent is not None:
            entity = self.registry.entities[entity.parent]
            names.append(entity.name)
        return tuple(names)

    def markets(self, name: str) -> frozenset[str] | None:
        """Return the markets of a party and its parents; None when nothing is known."""
        found: set[str] = set()
        for member in self.group(name):
            entity = self.entity(member)
            if entity is not None:
                found |= set(entity.markets)
        return frozenset(found) if found else None

    def vendor(self, name: str, seen: frozenset[str]) -> str:
        """Return the canonical name of a vendor that a user typed.

        Parameters
        ----------
        name : str
            Name, alias or id.
        seen : frozenset of str
            Names that occur in the claims at hand.

        Raises
        ------
        SettingsError
            When neither the registry nor the documents know the name.
        """
        entity = self.entity(name) or self.entity(name.replace("-", " "))
        if entity is not None:
            return entity.name
        known = {other.casefold(): other for other in sorted(seen)}
        if name.casefold() in known:
            return known[name.casefold()]
        if self.name(name) in {e.name for e in self.registry.entities.values()}:
            return str(self.name(name))
        hint = did_you_mean(name, seen | {e.name for e in self.registry.entities.values()})
        raise SettingsError(
            f"unknown vendor '{name}'",
            how=hint or "no document and no registry entry names it; check the spelling",
        )

    def resolve(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Return the claims with canonical subject, object and person, ids renewed."""
        out = []
        for claim in claims:
            changed = {
                "subject": self.name(claim.subject),
                "object": self.name(claim.object),
                "person": self.person(claim.person),
            }
            same = all(getattr(claim, key) == value for key, value in changed.items())
            out.append(claim if same else claim.model_copy(update=changed).identified())
        return tuple(out)


def _fold(name: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", name.replace("\u2019", "'")).strip().casefold()


def _number(name: str) -> list[str]:
    """Return what numbers a name: Fund II is not Fund III."""
    return re.findall(r"\d+|\b[ivx]+\b", name.casefold())


def _strip_legal_form(name: str) -> str:
    """Return the name without Inc., Ltd., GmbH and the like, however many ("Co., Ltd.").

    >>> _strip_legal_form("Labelbox, Inc.")
    'Labelbox'
    """
    from cleanco import basename

    while (bare := basename(name)) and bare != name:
        name = bare
    return name
