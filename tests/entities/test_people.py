"""People: by the office held and when; a lone first name is nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from worlds import claim, document, entity, registry

from vendorrisk.entities import People, Resolver, join
from vendorrisk.model.entity import Office


def office(organisation: str, role: str, since: str | None, until: str | None = None) -> Office:
    return Office(organisation=organisation, role=role, since=since, until=until)


KNOWN = [
    entity("Acme"),
    entity("Blank"),
    entity("Ada Weaver", kind="person", offices=(office("acme", "CEO", "2016", "2025-06"),)),
    entity("Bo Lind", kind="person", offices=(office("acme", "chief executive", "2025-06"),)),
    entity("Cy Weaver", kind="person", offices=(office("blank", "chair", "2020"),)),
]
RESOLVER = Resolver(registry(KNOWN, []))
PEOPLE = People(RESOLVER)


@pytest.mark.parametrize(
    ("organisation", "role", "day", "expected"),
    [
        ("Acme", "chief executive", "2020-05-05", "Ada Weaver"),
        ("Acme", "chief executive officer", "2020-05-05", "Ada Weaver"),
        ("Acme", "CEO", "2025-08-01", "Bo Lind"),
        ("Acme", "CEO", "2025-06-10", None),  # the month in which it changed hands
        ("Acme", "CEO", "2015-12-31", None),
        ("Acme", "CEO", "2016-03-01", None),  # "since 2016" does not tell the day
        ("Acme", "chair", "2020-05-05", None),
        ("Blank", "CEO", "2020-05-05", None),
        ("Nobody", "CEO", "2020-05-05", None),
        (None, None, "2020-05-05", None),
    ],
)
def test_holder(organisation: str | None, role: str | None, day: str, expected: str | None) -> None:
    found = PEOPLE.holder(organisation, role, dt.date.fromisoformat(day))
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("person", "company", "expected"),
    [
        ("Weaver", "Acme", "Ada Weaver"),
        ("Weaver", "Blank", "Cy Weaver"),
        ("Weaver", "Nobody", "Weaver"),
        ("Ada", "Acme", "Ada"),
        ("Lind", "Blank", "Lind"),
        ("Ada Weaver", "Blank", "Ada Weaver"),
    ],
)
def test_a_surname_means_who_held_an_office_there(person: str, company: str, expected: str) -> None:
    assert people_of([("d", person, company)])[0] == {person: expected}


def people_of(told: list[tuple[str, str, str]], **values: Any) -> tuple[dict[str, str], list[str]]:
    docs = {name: document(name) for name, _, _ in told}
    claims = [
        claim("leadership_move", company, None, docs[name], person=person, **values)
        for name, person, company in told
    ]
    found = join(claims, docs.values(), RESOLVER)
    people = {one.name: one.stands_for for one in found.namings if one.how == "person"}
    return people, [note.what for note in found.notes]


def test_a_surname_means_the_one_full_name_of_the_run_at_the_company() -> None:
    told, _ = people_of([("a", "Dee Holm", "Zorn"), ("b", "Holm", "Zorn")])
    assert told == {"Dee Holm": "Dee Holm", "Holm": "Dee Holm"}
    told, _ = people_of([("a", "Dee Holm", "Zorn"), ("b", "Holm", "Blatt")])
    assert told["Holm"] == "Holm"
    told, _ = people_of([("a", "Dee Holm", "Zorn"), ("b", "Dee", "Zorn")])
    assert told["Dee"] == "Dee"


def test_a_surname_of_two_stays_alone_and_is_reported() -> None:
    told, notes = people_of([("a", "Weaver", "Acme"), ("b", "Weaver", "Blank")])
    assert told == {"Weaver": "Weaver"}
    assert notes == ["'Weaver' fits 'Ada Weaver' and 'Cy Weaver': left as it stands"]


@pytest.mark.parametrize(
    ("person", "move", "date", "reported"),
    [
        ("Eve Roe", "leaves", "2020-05", True),
        ("Ada Weaver", "leaves", "2020-05", False),
        ("Eve Roe", "appointed", "2020-05", False),  # whoever comes did not hold it before
        ("Eve Roe", "leaves", "2025-06", False),  # nobody knows who held it on that day
    ],
)
def test_an_office_given_to_somebody_else_is_reported(
    person: str, move: str, date: str, reported: bool
) -> None:
    _, notes = people_of([("d", person, "Acme")], move=move, role="CEO", date=date)
    assert notes == (
        ["Eve Roe as CEO of Acme on 2020-05-01: the registry has Ada Weaver"] if reported else []
    )


def test_an_office_without_a_name_is_told_and_the_claim_left_alone() -> None:
    doc = document("d", published=dt.date(2020, 5, 5))
    one = claim("leadership_move", "Acme", None, doc, role="chief executive", move="leaves")
    found = PEOPLE.holders([one], {doc.id: doc})
    assert [(h.organisation, h.day, h.person) for h in found] == [
        ("Acme", "2020-05-05", "Ada Weaver")
    ]
    assert RESOLVER.resolve((one,)) == (one,)
