"""Offices of the registry's people: where they are held, and which cannot all be true."""

from __future__ import annotations

from itertools import combinations

from vendorrisk.errors import RuleError, did_you_mean
from vendorrisk.model.entity import Entity, Office
from vendorrisk.rulebook.name_words import NameWords


def office_problems(
    people: list[tuple[Entity, str]], by_id: dict[str, Entity], words: NameWords
) -> list[RuleError]:
    """Return what is wrong with the offices.

    Parameters
    ----------
    people : list of (Entity, str)
        Entries, each with its place ``path:line``.
    by_id : dict
        The registry.
    words : NameWords
        Which offices one person holds at a time.

    Returns
    -------
    list of RuleError
        Organisations that do not exist; one office of one company held by two people on one day;
        one person in the same office of two companies on one day. ``concurrent: true`` on one of
        the two says that it is so.
    """
    problems = []
    single: list[tuple[Entity, str, Office, str]] = []
    for person, where in people:
        for office in person.offices:
            if office.organisation not in by_id:
                problems.append(
                    RuleError(
                        f"organisation '{office.organisation}' is not in the registry",
                        where=where,
                        how=did_you_mean(office.organisation, by_id) or "add it, or use its id",
                    )
                )
            name = words.office(office.role)
            if name in words.single:
                single.append((person, where, office, name))
    groups: dict[tuple[str, str], list[tuple[Entity, str, Office, str]]] = {}
    for held in single:
        groups.setdefault((held[2].organisation, held[3]), []).append(held)
        groups.setdefault((held[0].id, held[3]), []).append(held)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _clash(one[2], other[2], same_person=one[0].id == other[0].id):
                problems.append(_told(one, other))
    return problems


def _clash(one: Office, other: Office, *, same_person: bool) -> bool:
    if one.concurrent or other.concurrent or not one.overlaps(other):
        return False
    return not (same_person and one.organisation == other.organisation)


def _told(
    one: tuple[Entity, str, Office, str], other: tuple[Entity, str, Office, str]
) -> RuleError:
    spans = [
        f"{who.name} at {office.organisation} ({office.since} to {office.until or 'now'})"
        for who, _, office, _ in (one, other)
    ]
    return RuleError(
        f"{one[3]} twice at one time: {spans[0]} at {one[1]}, and {spans[1]}",
        where=other[1],
        how="mend the dates, or write 'concurrent: true' where both are right",
    )
