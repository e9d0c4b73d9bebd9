"""Pairs of names that may be one: put to the user, never joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vendorrisk.entities.blocking import Blocks
from vendorrisk.entities.likeness import Compared, compare
from vendorrisk.entities.names import Name
from vendorrisk.entities.resolver import Resolver
from vendorrisk.model.naming import Naming, OpenPair


def open_pairs(namings: Iterable[Naming], resolver: Resolver) -> tuple[OpenPair, ...]:
    """Return the pairs that nobody has judged, the likest first.

    Parameters
    ----------
    namings : iterable of Naming
        What the names of the run stand for.
    resolver : Resolver
        Registry, judgements, and the run's names.
    """
    new = sorted({one.stands_for for one in namings if one.how not in {"person", "registry"}})
    unknown = [name for name in new if resolver.entity(name) is None and _is_name(name)]
    queries = [resolver.names.parse(name) for name in unknown]
    found: dict[tuple[str, str], OpenPair] = {}
    for left, right, compared in _compared(queries, resolver):
        key = (min(left, right), max(left, right))
        open_ = compared.verdict == "unsure" or compared.kind == "short form"
        if open_ and compared.kind != "none" and not resolver.judgements.apart(left, right):
            found.setdefault(
                key,
                OpenPair(left=left, right=right, likeness=compared.likeness, why=compared.why),
            )
    return tuple(sorted(found.values(), key=lambda pair: (-pair.likeness, pair.left, pair.right)))


def _compared(queries: list[Name], resolver: Resolver) -> Iterator[tuple[str, str, Compared]]:
    blocks = Blocks(queries)
    for one, other in blocks.pairs(queries):
        if one < other:
            left, right = queries[one], queries[other]
            yield left.written, right.written, compare(left, right, resolver.names)
    for number, entity, name in resolver.near(queries):
        left = queries[number]
        yield left.written, entity.name, compare(left, name, resolver.names)


def _is_name(name: str) -> bool:
    """Whether it names somebody: groups of clients ("government agencies") have no capital."""
    return not name[:1].islower() or any(character.isupper() for character in name)
