"""Canonical names, groups under common control, and markets; abstains when unsure."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from vendorrisk.entities.blocking import Blocks
from vendorrisk.entities.likeness import JOINED
from vendorrisk.entities.names import Name, Names
from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.claim import Claim
from vendorrisk.model.entity import Entity
from vendorrisk.model.naming import How, Naming
from vendorrisk.rulebook import Judgements, Registry, fold


class Resolver:
    """Resolves names against the registry, the stored judgements and what a run has joined.

    Parameters
    ----------
    registry : Registry
        Companies, funds, people and publishers.
    judgements : Judgements or None
        What is decided on pairs of names; None: nothing.
    namings : iterable of Naming
        What the names of a run stand for (see `joining.join`).
    root : Path or None
        Folder of rules, for the word lists; None: those that ship with the package.
    """

    def __init__(
        self,
        registry: Registry,
        judgements: Judgements | None = None,
        namings: Iterable[Naming] = (),
        root: Path | None = None,
    ) -> None:
        self.judgements = judgements or Judgements()
        self.registry = self.judgements.parted(registry)
        self.names = Names(root)
        self._learn(namings)

    def _learn(self, namings: Iterable[Naming]) -> None:
        self._of_run: dict[str, str] = {}
        self._people: dict[str, str] = {}
        for one in namings:
            if one.how == "person":
                self._people[fold(one.name)] = one.stands_for
            elif one.how not in {"registry", "product"}:
                self._of_run[fold(one.name)] = one.stands_for

    def knowing(self, namings: Iterable[Naming]) -> Resolver:
        """Return a resolver that also knows what the names of a run stand for."""
        other = copy.copy(self)
        other._learn(namings)
        return other

    @cached_property
    def _by_name(self) -> dict[str, Entity]:
        table: dict[str, Entity] = {}
        for entity in self._entries:
            for name in (entity.id, entity.name, *entity.aliases, *entity.common_words):
                table.setdefault(fold(name), entity)
        return table

    @property
    def _entries(self) -> tuple[Entity, ...]:
        return (*self.registry.entities.values(), *self.registry.publishers.values())

    @cached_property
    def _judged(self) -> dict[str, Entity]:
        """Return the entities of names that a judgement makes the same as a registered one."""
        table: dict[str, Entity] = {}
        for one in self.judgements.made:
            for name in (one.left, one.right):
                entity = self._by_name.get(fold(name))
                for other in self.judgements.same(name) if entity is not None else ():
                    if entity is not None and fold(other) not in self._by_name:
                        table[fold(other)] = entity
        return table

    @cached_property
    def _by_spelling(self) -> dict[tuple[str, ...] | str, Entity | None]:
        """Return the entities by the spelling of their names; None where two share it."""
        table: dict[tuple[str, ...] | str, Entity | None] = {}
        for entity in self._entries:
            for name in (entity.name, *entity.aliases, *entity.common_words):
                parsed = self.names.parse(name)
                for key in (parsed.words, parsed.joined):
                    if len(key) >= (JOINED if isinstance(key, str) else 1):
                        known = table.setdefault(key, entity)
                        if known is not None and known.id != entity.id:
                            table[key] = None
        return table

    @cached_property
    def _by_product(self) -> dict[str, Entity]:
        table: dict[str, Entity | None] = {}
        for entity in self.registry.entities.values():
            for name in entity.products:  # a product of two companies stands for neither
                table[fold(name)] = None if fold(name) in table else entity
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
        """Return the registered entity of a name, or None when it is not known for sure.

        Names are compared as they stand, then without legal form, accents, signs and spaces;
        likeness alone never makes two names one.
        """
        found = self.found(name)
        return found[0] if found is not None else None

    def found(self, name: str | None) -> tuple[Entity, How, str] | None:
        """Return the registered entity of a name, how it was found, and why in words."""
        if not name:
            return None
        key = fold(name)
        if key in self._judged:
            return self._judged[key], "judgement", "judged the same"
        entity = self._by_name.get(key)
        if entity is not None:
            is_name = key in {fold(entity.name), fold(entity.id)}
            return entity, "registry", "its name" if is_name else f"alias of {entity.name}"
        parsed = self.names.parse(name)
        for bare in (fold(parsed.bare), parsed.words, parsed.joined):
            entity = (
                self._by_name.get(bare) or self._judged.get(bare) if isinstance(bare, str) else None
            ) or self._by_spelling.get(bare)
            if entity is not None and not self._apart(name, entity):
                return entity, "spelling", f"{entity.name} without legal form and signs"
        return None

    def meant(self, name: str) -> tuple[Entity, How, str] | None:
        """Return the entity that an organisation's name stands for, also by its product."""
        found = self.found(name)
        product = self.product(name) if found is None else None
        return found if product is None else (product, "product", f"product of {product.name}")

    def _apart(self, name: str, entity: Entity) -> bool:
        """Whether a judgement keeps a name apart from an entity."""
        if not self.judgements:
            return False
        known = (entity.name, *entity.aliases)
        bare = self.names.bare(name)
        return any(self.judgements.apart(n, other) for n in (name, bare) for other in known)

    @cached_property
    def _blocks(self) -> tuple[Blocks, list[Entity]]:
        """Return an index over the names of the registry, and whose each of them is."""
        named = [
            (self.names.parse(name), entity)
            for entity in self.registry.entities.values()
            if entity.kind != "person"
            for name in (entity.name, *entity.aliases)
        ]
        return Blocks([name for name, _ in named]), [entity for _, entity in named]

    def longer(self, name: Name) -> list[Entity]:
        """Return the registered entities with a name that begins with all words of `name`."""
        blocks, owners = self._blocks
        return [owners[number] for number in blocks.longer(name)]

    def near(self, queries: Sequence[Name]) -> Iterator[tuple[int, Entity, Name]]:
        """Yield the registered names worth comparing with each of the queries."""
        blocks, owners = self._blocks
        for number, other in blocks.pairs(queries):
            yield number, owners[other], blocks.names[other]

    def spelt(self, words: tuple[str, ...]) -> Entity | None:
        """Return the one entity with a name of these words, spelt without accents and signs."""
        return self._by_spelling.get(words)

    def product(self, name: str) -> Entity | None:
        """Return the one company whose product a name is."""
        return self._by_product.get(fold(name))

    def name(self, name: str | None) -> str | None:
        """Return the canonical name; an unknown name comes back without its legal form.

        The product of a company stands for the company.
        """
        if not name:
            return None
        found = self.meant(name)
        if found is not None:
            return found[0].name
        return self._of_run.get(fold(name)) or self.names.bare(name)

    def person(self, name: str | None) -> str | None:
        """Return the canonical name of a person; a name that is none of ours stays as written."""
        entity = self.entity(name)
        if entity is not None and entity.kind == "person":
            return entity.name
        return self._people.get(fold(name), name) if name else name

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
        found = self.known_vendor(name, seen)
        if found is not None:
            return found
        hint = did_you_mean(name, seen | {e.name for e in self.registry.entities.values()})
        raise SettingsError(
            f"unknown vendor '{name}'",
            how=hint or "no document and no registry entry names it; check the spelling",
        )

    def known_vendor(self, name: str, seen: frozenset[str]) -> str | None:
        """Return what `vendor` does, and None where it raises: a hint takes long to find."""
        entity = self.entity(name) or self.entity(name.replace("-", " "))
        if entity is not None:
            return entity.name
        known = {other.casefold(): other for other in sorted(seen)}
        for one in (name, self.names.bare(name)):  # as the names of claims lose their legal form
            if one.casefold() in known:
                return known[one.casefold()]
        joined = self._of_run.get(fold(name))
        if joined in seen:
            return str(joined)
        if self.name(name) in {e.name for e in self.registry.entities.values()}:
            return str(self.name(name))
        return None

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
