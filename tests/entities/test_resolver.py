"""Names become entities, or stay as written: a wrong merge is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import COMPANIES, PUBLISHERS, claim, document, entity, registry

from vendorrisk.entities import Resolver
from vendorrisk.errors import SettingsError
from vendorrisk.rulebook import load_registry

R = Resolver(registry())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Searcher", "Searcher"),
        ("searcher", "Searcher"),
        ("  Searcher\u00a0Lab ", "Searcher Lab"),
        ("searcher-lab", "Searcher Lab"),  # its id
        ("Conglomerate Inc", "Conglomerate"),  # its alias
        ("Conglomerate, Inc.", "Conglomerate"),  # its legal form
        ("Friendly GmbH", "Friendly"),
        ("Acme", "Acme Labels"),
        ("Acme Lables", None),  # likeness of 91 is not enough
        ("Conglomarate", None),
        ("Pension Funds", None),  # likeness is a question, not an answer
        ("Péñsion-Fund", "Pension Fund"),
        ("The Pension Fund, Ltd.", "Pension Fund"),
        ("Bell", "The Bell"),
        ("Gemma", None),  # a product is not an entity
        # near misses
        ("Rockets", None),  # too short to be matched by likeness
        ("Search", None),
        ("Searcher Labs Holding of Nowhere", None),
        ("", None),
        (None, None),
    ],
)
def test_entity(name: str | None, expected: str | None) -> None:
    found = R.entity(name)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gemma", "Searcher"),  # a product stands for its company
        ("gemma", "Searcher"),
        ("Unknown Startup, Inc.", "Unknown Startup"),
        ("Unknown Co., Ltd.", "Unknown"),
        ("Unknown", "Unknown"),
        ("Acme, Inc.", "Acme Labels"),
        ("Gemmas", "Gemmas"),
        ("", None),
        (None, None),
    ],
)
def test_name(name: str | None, expected: str | None) -> None:
    assert R.name(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Weaver", "Ada Weaver"),
        ("ada weaver", "Ada Weaver"),
        # near misses: nothing is taken off a person's name, and nobody becomes a company
        ("Kim SE", "Kim SE"),
        ("Li Co", "Li Co"),
        ("Acme", "Acme"),
        ("Gemma", "Gemma"),
        ("Bo Lind", "Bo Lind"),
        (None, None),
    ],
)
def test_person(name: str | None, expected: str | None) -> None:
    assert R.person(name) == expected


@pytest.mark.parametrize(
    ("known", "name", "same"),
    [
        ("Alpha Ventures Fund II", "Alpha Ventures Fund II", True),
        ("Alpha Ventures Fund II", "Alpha Venture Fund II", False),
        ("Alpha Ventures Fund II", "Alpha Ventures Fund III", False),
        ("Alpha Ventures Fund 2", "Alpha Ventures Fund 3", False),
        ("Alpha Ventures Fund", "Alpha Ventures Fund 2", False),
        ("Catalyst Partners", "Catalysts Partners", False),
        ("Catalyst & Partners", "Catalyst and Partners", True),
    ],
)
def test_numbered_funds_are_not_one(known: str, name: str, same: bool) -> None:
    resolver = Resolver(registry([entity(known, kind="fund")]))
    assert (resolver.entity(name) is not None) is same


def test_a_spelling_of_two_entities_stands_for_neither() -> None:
    resolver = Resolver(registry([entity("Zorn-Foods"), entity("Zörn Foods")]))
    assert resolver.entity("Zorn Foods") is None
    assert resolver.name("zorn-foods") == "Zorn-Foods"


def test_a_product_of_two_companies_stands_for_neither() -> None:
    resolver = Resolver(
        registry([entity("One", products=("Atlas",)), entity("Two", products=("Atlas",))])
    )
    assert resolver.name("Atlas") == "Atlas"


def test_a_companys_name_comes_before_anothers_product() -> None:
    resolver = Resolver(registry([entity("One", products=("Two",)), entity("Two")]))
    assert resolver.name("Two") == "Two"


@pytest.mark.parametrize(
    ("name", "group", "markets"),
    [
        ("Searcher Lab", ("Searcher Lab", "Searcher", "Conglomerate"), {"models", "search"}),
        ("Conglomerate", ("Conglomerate",), {"search"}),
        ("CV Fund", ("CV Fund", "Conglomerate"), {"search"}),
        ("Blank", ("Blank",), None),
        ("Pension Fund", ("Pension Fund",), None),
        ("Nobody", ("Nobody",), None),
    ],
)
def test_groups_and_markets(name: str, group: tuple[str, ...], markets: set[str] | None) -> None:
    assert R.group(name) == group
    found = R.markets(name)
    assert found == (None if markets is None else frozenset(markets))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("reuters.com", "Reuters"),
        ("uk.reuters.com", "Reuters"),
        ("bell.co.uk", "The Bell"),
        ("the-bell.net", "The Bell"),
        ("relaywire.org", "Relay Wire"),
        # near misses
        ("reutersfake.com", None),
        ("example.reuters", None),  # the last label is no name
        ("reuters", None),
        ("", None),
        ("192.0.2.1", None),
    ],
)
def test_publisher_at(host: str, expected: str | None) -> None:
    assert R.publisher_at(host) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Acme", "Acme Labels"),
        ("acme-labels", "Acme Labels"),
        ("ACME LABELS", "Acme Labels"),
        ("searcher lab", "Searcher Lab"),
        ("Gemma", "Searcher"),
        ("tiny vendor", "Tiny Vendor"),  # only the documents know it
    ],
)
def test_vendor(name: str, expected: str) -> None:
    assert R.vendor(name, frozenset({"Tiny Vendor"})) == expected


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Serchr", "did you mean 'Searcher'?"),
        ("Tiny Vendr", "did you mean 'Tiny Vendor'?"),
        ("zzzzz", "check the spelling"),
    ],
)
def test_unknown_vendor(name: str, how: str) -> None:
    with pytest.raises(SettingsError) as caught:
        R.vendor(name, frozenset({"Tiny Vendor"}))
    assert caught.value.what == f"unknown vendor '{name}'"
    assert how in (caught.value.how or "")


def test_resolve_renews_ids_only_where_names_change() -> None:
    doc = document()
    plain = claim("client", "Rocket", "Acme Labels", doc)
    alias = claim("client", "rocket", "Acme", doc)
    person = claim("leadership_move", "Acme", "Gemma", doc, person="ada weaver")
    found = R.resolve((plain, alias, person))
    assert found[0] is plain
    assert (found[1].subject, found[1].object) == ("Rocket", "Acme Labels")
    assert found[1].id == plain.id != alias.id
    assert (found[2].object, found[2].person) == ("Searcher", "Ada Weaver")


@given(st.permutations(COMPANIES), st.permutations(PUBLISHERS), st.sampled_from(COMPANIES))
def test_order_of_the_registry_does_not_matter(
    companies: list, publishers: list, one: object
) -> None:
    resolver = Resolver(registry(companies, publishers))
    for name in (one.name, *one.aliases, *one.products):  # type: ignore[attr-defined]
        assert resolver.name(name) == R.name(name)
        assert resolver.group(name) == R.group(name)


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["Rocket", "Inc.", "Co.,", "Ltd", "GmbH", "LLC", "Foo"])).map(
        " ".join
    )
)
def test_a_name_once_made_canonical_stays_so(name: str) -> None:
    once = R.name(name)
    assert (once is None) is (name == "")
    assert R.name(once) == once


def test_every_name_of_the_shipped_registry_resolves_to_its_entry() -> None:
    shipped = load_registry()
    resolver = Resolver(shipped)
    for one in (*shipped.entities.values(), *shipped.publishers.values()):
        for name in (one.id, one.name, *one.aliases, *one.common_words):
            found = resolver.entity(name)
            assert found is not None
            assert found.id == one.id, name
    for one in shipped.entities.values():
        assert resolver.group(one.name)[0] == one.name
