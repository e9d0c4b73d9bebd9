"""What an assumption takes the place of, and what it leaves alone."""

from __future__ import annotations

import pytest
from worlds import DAY, VENDOR, claim, document, registry

from vendorrisk.entities import Resolver
from vendorrisk.evidence.assumed import Assumption, placed, ruling
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key, name_the_unnamed
from vendorrisk.model.claim import Claim
from vendorrisk.rulebook import load_parameters

NOTE = document("note", publisher="SEC filing")
OTHER = document("asm", publisher=None, published=None)
P = load_parameters()


def assumption(kind: str, subject: str | None, target: str, **values: object) -> Assumption:
    return Assumption("so it is", (claim(kind, subject, target, OTHER, **values),))


def evidence(claims: list[Claim], *assumptions: Assumption) -> Evidence:
    return Evidence(tuple(claims), {NOTE.id: NOTE}, Resolver(registry()), P, DAY, assumptions)


STAKE = Key("stake", "Searcher", VENDOR)
LOSS = Key("loss", "Searcher", VENDOR)


BO = {"person": "Bo Lind"}
RULED = [
    ("ownership", "Searcher", VENDOR, {}, STAKE, True),
    ("ownership", "Searcher", VENDOR, {"modality": "denied"}, STAKE, True),
    ("ownership", "Searcher", VENDOR, {}, Key("talks", "Searcher", VENDOR), True),
    ("ownership", "Searcher", VENDOR, {"modality": "planned"}, STAKE, False),
    ("ownership", "Searcher", VENDOR, {}, Key("stake", "Friendly", VENDOR), False),
    ("ownership", "Searcher", VENDOR, {}, Key("stake", "Searcher", "Rocket"), False),
    ("ownership", "Searcher", VENDOR, {}, Key("client", "Searcher", VENDOR), False),
    ("client", "Searcher", VENDOR, {}, LOSS, True),
    ("client", "Searcher", VENDOR, {"modality": "denied"}, LOSS, False),
    ("client_loss", "Searcher", VENDOR, {}, Key("client", "Searcher", VENDOR), False),
    ("directorship", "Searcher", VENDOR, {}, Key("seat", "Searcher", VENDOR, "Bo Lind"), True),
    ("directorship", "Searcher", VENDOR, {}, Key("seat", "Friendly", VENDOR, "Bo Lind"), False),
    ("directorship", None, VENDOR, BO, Key("seat", "Searcher", VENDOR, "Bo Lind"), True),
    ("directorship", None, VENDOR, BO, Key("seat", "Searcher", VENDOR, "Al Ray"), False),
    ("leadership_move", VENDOR, "Searcher", BO, Key("move", "", "Searcher", "Bo Lind"), True),
    (
        "leadership_move",
        VENDOR,
        "Searcher",
        BO,
        Key("move", "Rocket", "Searcher", "Bo Lind"),
        False,
    ),
    ("leadership_move", VENDOR, "Searcher", BO, Key("move", VENDOR, "Searcher", "Al Ray"), False),
    ("vendor_cutoff", VENDOR, "Rocket", {}, Key("cutoff", VENDOR, "Rocket"), True),
    ("vendor_cutoff", VENDOR, "Rocket", {}, Key("cutoff", VENDOR, "Searcher"), False),
]


@pytest.mark.parametrize(("kind", "subject", "target", "values", "key", "rules"), RULED)
def test_what_an_assumption_rules(
    kind: str, subject: str | None, target: str, values: dict, key: Key, rules: bool
) -> None:
    one = assumption(kind, subject, target, **values)
    assumed = placed([one], name_the_unnamed(one.claims))
    assert (ruling(key, assumed) == one) is rules


def test_documents_on_the_tie_are_set_aside_and_the_claim_is_certain() -> None:
    told = claim("ownership", "Searcher", VENDOR, NOTE, percent=10.0)
    one = assumption("ownership", "Searcher", VENDOR, percent=60.0)
    found = evidence([told], one)
    assert [c.percent for c in found.by_key[STAKE]] == [60.0]
    assert found.set_aside == {STAKE: (one, [told])}
    (family,) = found.belief(STAKE, "").families
    assert (family.origin, family.strength.low) == ("assumption: so it is", 0.99)
    assert found.origin(told) != family.origin


def test_a_denial_of_talks_takes_them_away_and_leaves_the_stake() -> None:
    held = claim("ownership", "Searcher", VENDOR, NOTE, percent=10.0)
    talked = claim("acquisition", "Searcher", VENDOR, NOTE, modality="planned")
    quiet = assumption("acquisition", "Searcher", VENDOR, modality="denied")._replace(talks=True)
    found = evidence([held, talked], quiet)
    assert set(found.by_key) == {STAKE}
    assert [c for _, (_, claims) in found.set_aside.items() for c in claims] == [talked]


def test_an_assumption_is_known_on_every_day_and_dates_no_document() -> None:
    undated = document("undated", publisher="Reuters", published=None)
    told = claim("ownership", "Friendly", VENDOR, undated, percent=5.0)
    one = assumption("ownership", "Friendly", VENDOR, percent=5.0)
    for assumptions in ((), (one,)):
        found = Evidence((told,), {undated.id: undated}, Resolver(registry()), P, DAY, assumptions)
        assert found.known[told.id] is None
    assert found.known[one.claims[0].id] == DAY


def test_without_assumptions_nothing_is_set_aside() -> None:
    told = claim("ownership", "Searcher", VENDOR, NOTE, percent=10.0)
    assert evidence([told]).set_aside == {}


def test_of_two_on_one_tie_the_later_rules() -> None:
    more, none = (
        assumption("ownership", "Searcher", VENDOR, percent=60.0),
        assumption("ownership", "Searcher", VENDOR, modality="denied"),
    )
    assert evidence([], more, none).by_key[STAKE] == list(none.claims)
