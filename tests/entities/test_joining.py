"""The names of a run: joined where the run makes it plain, left alone and reported elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import claim, document, entity, registry

from vendorrisk.entities import Resolver, join, open_pairs
from vendorrisk.model.entity import Entity
from vendorrisk.model.judgement import Judgement
from vendorrisk.rulebook import Judgements


def judged(*triples: tuple[str, str, str]) -> Judgements:
    return Judgements(
        made=tuple(
            Judgement(left=a, right=b, judgement=v, why="for the test")  # type: ignore[arg-type]
            for a, b, v in triples
        )
    )


def run(
    names: Iterable[str],
    *,
    known: Iterable[Entity] = (),
    judgements: Judgements | None = None,
    text: str = "x",
) -> tuple[dict[str, str], list[str], Resolver]:
    """Return what each name stands for, the notes, and who resolves so."""
    docs = [document(f"d{i}", f"{text} {i}") for i, _ in enumerate(names)]
    claims = [claim("acquisition", n, None, d) for n, d in zip(names, docs, strict=True)]
    resolver = Resolver(registry(known, []), judgements)
    found = join(claims, docs, resolver)
    told = {one.name: one.stands_for for one in found.namings}
    return told, [note.what for note in found.notes], resolver.knowing(found.namings)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Haldane", "Haldane Ports"], {"Haldane": "Haldane Ports"}),
        (["Haldane Inc", "Haldane Ports GmbH"], {"Haldane Inc": "Haldane Ports"}),
        (["Haldane", "Haldane Ports", "Haldane Ports Group"], {"Haldane": "Haldane Ports Group"}),
        (["Labelbax Inc", "Labelbax"], {"Labelbax Inc": "Labelbax"}),
        (["The Zorn Group", "Zorn Group", "Zorn"], {"Zorn": "Zorn Group"}),
        (["Societé Générale Zorn", "Societe Generale Zorn"], {}),
        # near misses
        (["Haldane", "Haldane India"], {"Haldane": "Haldane"}),
        (["Haldane", "Haldane II"], {"Haldane": "Haldane"}),
        (["Haldane", "Haldane Ventures"], {"Haldane": "Haldane"}),
        (["Haldane", "Haldane & Sons"], {"Haldane": "Haldane"}),
        (["Harvey", "Harvey Foods"], {"Harvey": "Harvey"}),  # a first name
        (["Delta", "Delta Foods"], {"Delta": "Delta"}),
        (["Zorn UK", "Zorn India"], {"Zorn UK": "Zorn UK", "Zorn India": "Zorn India"}),
    ],
)
def test_unknown_names(names: list[str], expected: dict[str, str]) -> None:
    told, _, _ = run(names)
    assert expected.items() <= told.items()
    if not expected:
        assert len(set(told.values())) == 1


def test_a_short_form_of_two_stays_alone_and_is_reported() -> None:
    told, notes, _ = run(["Haldane", "Haldane Ports", "Haldane Foods"])
    assert told["Haldane"] == "Haldane"
    assert notes == ["'Haldane' fits 'Haldane Foods' and 'Haldane Ports': left as it stands"]


def test_a_short_form_that_fits_the_registry_too_stays_alone() -> None:
    known = [entity("Haldane Foods")]
    told, notes, _ = run(["Haldane", "Haldane Ports"], known=known)
    assert told["Haldane"] == "Haldane"
    assert "fits 'Haldane Foods' and 'Haldane Ports'" in notes[0]
    told, notes, _ = run(["Haldane", "Haldane Foods"], known=known)
    assert (told["Haldane"], notes) == ("Haldane Foods", [])


def test_the_registry_alone_joins_no_short_form() -> None:
    told, notes, _ = run(["Haldane"], known=[entity("Haldane Foods")])
    assert (told["Haldane"], notes) == ("Haldane", [])


def test_a_plain_ending_leads_to_the_registry() -> None:
    told, _, _ = run(["Zorn Group", "Zorn Foods"], known=[entity("Zorn")])
    assert told == {"Zorn Group": "Zorn", "Zorn Foods": "Zorn Foods"}


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("Energy Access Ventures (EAV) bought Foo.", "EAV", "Energy Access Ventures"),
        ("Energy Access Ventures Ltd (“EAV”) bought Foo.", "EAV", "Energy Access Ventures"),
        ("Energy Access Ventures (the Energy Access) x", "Energy Access", "Energy Access Ventures"),
        # near misses
        ("Energy Access Ventures (Kenya) bought Foo.", "Kenya", "Kenya"),
        ("Energy Access Ventures bought EAV.", "EAV", "EAV"),
        ("Zorn Foods (EAV) bought Foo.", "EAV", "EAV"),
    ],
)
def test_what_a_text_introduces(text: str, short: str, expected: str) -> None:
    told, _, _ = run(["Energy Access Ventures", short], text=text)
    assert told[short] == expected


def test_an_acronym_of_two_stays_alone_and_is_reported() -> None:
    text = "Energy Access Ventures (EAV) met Early Alpha Vehicles (EAV)."
    told, notes, _ = run(["Energy Access Ventures", "Early Alpha Vehicles", "EAV"], text=text)
    assert told["EAV"] == "EAV"
    assert "'EAV' fits" in notes[0]


def test_legal_forms_of_two_countries_keep_names_apart() -> None:
    told, notes, resolver = run(["Zorn AB", "Zorn Oyj", "Zorn"])
    assert told == {"Zorn AB": "Zorn AB", "Zorn Oyj": "Zorn Oyj", "Zorn": "Zorn"}
    assert "legal forms of different countries" in notes[0]
    assert [resolver.name(n) for n in told] == list(told)


@pytest.mark.parametrize(
    ("verdict", "names", "expected"),
    [
        ("same", ["Zorn", "Blatt"], {"Zorn": "Zorn", "Blatt": "Zorn"}),
        ("same", ["Blatt"], {"Blatt": "Zorn"}),  # the other name stands in the file only
        ("different", ["Zorn Inc", "Blatt"], {"Zorn Inc": "Zorn"}),
        ("unsure", ["Zorn", "Blatt"], {"Zorn": "Zorn", "Blatt": "Blatt"}),
    ],
)
def test_judgements(verdict: str, names: list[str], expected: dict[str, str]) -> None:
    told, notes, _ = run(names, judgements=judged(("Zorn", "Blatt", verdict)))
    assert expected.items() <= told.items()
    assert bool(notes) is (verdict == "unsure")


def test_what_is_judged_different_is_neither_joined_nor_proposed() -> None:
    told, _, resolver = run(
        ["Haldane", "Haldane Ports"], judgements=judged(("Haldane", "Haldane Ports", "different"))
    )
    assert told["Haldane"] == "Haldane"
    namings = join([], [], resolver).namings
    assert open_pairs(namings, resolver) == ()


def test_different_carries_over_same() -> None:
    made = judged(("HP Zorn", "Haldane Ports", "same"), ("Haldane", "HP Zorn", "different"))
    told, _, _ = run(["Haldane", "Haldane Ports"], judgements=made)
    assert told["Haldane"] == "Haldane"


def test_a_judgement_reaches_the_registry_and_takes_an_alias_away() -> None:
    known = [entity("Zorn", aliases=("Zett",), products=("Zed",))]
    made = judged(("Zettel", "Zorn", "same"), ("Zett", "Zorn", "different"))
    told, _, resolver = run(["Zettel", "Zett", "Zed"], known=known, judgements=made)
    assert told == {"Zettel": "Zorn", "Zett": "Zett", "Zed": "Zorn"}
    assert resolver.entity("Zett") is None


def test_two_registered_entities_are_never_joined_by_a_name_between_them() -> None:
    known = [entity("Early Alpha Vehicles"), entity("Zorn")]
    made = judged(("EAV", "Zorn", "same"))
    text = "Early Alpha Vehicles (EAV) x"
    told, _, _ = run(
        ["EAV", "E.A.V.", "Early Alpha Vehicles"], known=known, judgements=made, text=text
    )
    assert told["Early Alpha Vehicles"] == "Early Alpha Vehicles"
    assert told["EAV"] == "Zorn"


def test_a_joined_name_can_be_typed() -> None:
    _, _, resolver = run(["Haldane", "Haldane Ports"])
    assert resolver.vendor("haldane", frozenset({"Haldane Ports"})) == "Haldane Ports"


POOL = """
Haldane;Haldane Ports;Haldane Foods;Haldane Ports Inc;Haldane II;EAV;Zorn AB;Zorn Oyj;Zorn
Kestrel;Kestral;Conglomerate Group;Acme;Acme Robotics
"""
pool = st.sampled_from([name for line in POOL.strip().splitlines() for name in line.split(";")])


@given(st.lists(pool, min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(names: list[str], chance: object) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    told, notes, resolver = run(names, known=[entity("Conglomerate")])
    again, notes_again, _ = run(shuffled, known=[entity("Conglomerate")])
    assert told == again
    assert notes == notes_again
    for name, stands_for in told.items():
        assert resolver.name(name) == stands_for
        assert resolver.name(stands_for) == stands_for
