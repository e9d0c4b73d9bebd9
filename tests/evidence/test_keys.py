"""Which claims speak about the same thing."""

from __future__ import annotations

import pytest
from worlds import claim, document

from vendorrisk.evidence.keys import Key, key_of, name_the_unnamed, role_class
from vendorrisk.model.parameters import ROLES
from vendorrisk.rulebook import load_parameters

DOC = document()


@pytest.mark.parametrize(
    ("kind", "subject", "target", "values", "expected"),
    [
        ("investment", "A", "B", {}, Key("stake", "A", "B")),
        ("ownership", "A", "B", {}, Key("stake", "A", "B")),
        ("acquisition", "A", "B", {"modality": "reported"}, Key("stake", "A", "B")),
        ("acquisition", "A", "B", {"modality": "planned"}, Key("talks", "A", "B")),
        ("investment", "A", "B", {"modality": "rumoured"}, Key("talks", "A", "B")),
        ("investment", "A", "B", {"modality": "denied"}, Key("stake", "A", "B")),
        ("investment", None, "B", {}, None),
        ("investment", "A", None, {}, None),
        ("client", "A", "B", {}, Key("client", "A", "B")),
        ("client", "A", None, {}, None),
        ("client_loss", "A", "B", {"stage": "ended"}, Key("loss", "A", "B")),
        ("vendor_cutoff", "A", "B", {}, Key("cutoff", "A", "B")),
        ("leadership_move", "A", "B", {"person": "P"}, Key("move", "A", "B", "P")),
        ("leadership_move", None, "B", {"person": "P"}, Key("move", "", "B", "P")),
        ("leadership_move", "A", "B", {"role": "CEO"}, Key("move", "A", "B", "(CEO)")),
        ("leadership_move", "A", "B", {}, Key("move", "A", "B", "(staff)")),
        ("leadership_move", "A", None, {"person": "P"}, None),  # nobody knows where to
        ("leadership_move", "A", "A", {"person": "P"}, None),  # a promotion is no move
        (
            "leadership_move",
            None,
            "B",
            {"person": "P", "move": "stays_on_board"},
            Key("seat", "", "B", "P"),
        ),
        ("position", None, "B", {"person": "P", "role": "CEO"}, None),  # no event, no tie
        ("directorship", None, "B", {"person": "P"}, Key("seat", "", "B", "P")),
        ("directorship", "A", "B", {}, Key("seat", "A", "B")),
        ("directorship", "A", None, {"person": "P"}, None),
        ("rival", "B", "A", {}, Key("rival", "A", "B")),  # rivalry has no direction
        ("rival", "A", "B", {}, Key("rival", "A", "B")),
        ("independence_statement", "A", None, {}, None),
        ("valuation", "A", None, {}, None),
        ("partnership", "A", "B", {}, None),
        ("revenue", "A", None, {}, None),
    ],
)
def test_key(
    kind: str, subject: str | None, target: str | None, values: dict, expected: Key | None
) -> None:
    assert key_of(claim(kind, subject, target, DOC, **values)) == expected


def test_a_key_as_text() -> None:
    assert str(Key("move", "A", "B", "P")) == "move|A|B|P"


def people(*claims: object) -> list[str]:
    keys = name_the_unnamed(claims)  # type: ignore[arg-type]
    return [f"{keys[c.id].a}>{keys[c.id].person}" for c in claims]  # type: ignore[attr-defined]


def move(
    person: str | None, role: str | None, source: str | None = "A", target: str = "B"
) -> object:
    modality = "denied" if target.startswith("not ") else "confirmed"
    target = target.removeprefix("not ")
    return claim(
        "leadership_move", source, target, DOC, person=person, role=role, modality=modality
    )


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        # "its chief executive" is the one that is named
        ([move("P", "CEO"), move(None, "chief executive")], ["A>P", "A>P"]),
        # near misses
        (
            [move("P", "CEO"), move(None, "chief financial officer")],
            ["A>P", "A>(chief financial officer)"],
        ),
        ([move("P", "CFO"), move(None, "CFO")], ["A>P", "A>P"]),
        ([move("P", "CTO"), move(None, "CFO")], ["A>P", "A>(CFO)"]),  # two offices of one class
        ([move("P", "engineer"), move(None, "engineer")], ["A>P", "A>(engineer)"]),
        ([move("P", "CEO"), move(None, "CEO", "C")], ["A>P", "C>(CEO)"]),
        ([move("P", "CEO"), move(None, "CEO", "A", "D")], ["A>P", "A>(CEO)"]),
        ([move("P", "CEO"), move("Q", "CEO"), move(None, "CEO")], ["A>P", "A>Q", "A>(CEO)"]),
        ([move("P", "CEO"), move(None, None)], ["A>P", "A>(staff)"]),
        ([move("P", None), move(None, "CEO")], ["A>P", "A>(CEO)"]),
        (
            [move("P", "CEO"), move("Q", "CEO", "A", "not B"), move(None, "CEO")],
            ["A>P", "A>Q", "A>P"],
        ),
        ([move("P", "CEO", "A", "not B"), move(None, "CEO")], ["A>P", "A>(CEO)"]),
        ([move("P", "CEO"), move(None, "CEO", "A", "not B")], ["A>P", "A>P"]),
        # a text leaves out the former company
        ([move("P", None), move("P", None, None)], ["A>P", "A>P"]),
        ([move("P", None), move("P", None, None, "D")], ["A>P", ">P"]),
        ([move("P", None), move("P", None, "C"), move("P", None, None)], ["A>P", "C>P", ">P"]),
    ],
)
def test_unnamed_movers_join_the_one_who_is_named(claims: list, expected: list[str]) -> None:
    assert people(*claims) == expected


def seat(person: str | None, home: str | None, board: str = "B") -> object:
    return claim("directorship", home, board, DOC, person=person)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([seat("P", "A"), seat("P", None)], ["A>P", "A>P"]),
        ([seat("P", "A"), seat("P", None, "D")], ["A>P", ">P"]),
        ([seat("P", "A"), seat("Q", None)], ["A>P", ">Q"]),
        ([seat("P", "A"), seat("P", "C"), seat("P", None)], ["A>P", "C>P", ">P"]),
        ([seat("P", "A"), seat(None, None)], ["A>P", ">"]),
    ],
)
def test_one_seat_is_one_belief(claims: list, expected: list[str]) -> None:
    assert people(*claims) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("CEO", "chief executive"),
        ("co-CEO", "chief executive"),
        ("Chief Executive Officer", "chief executive"),
        ("founder and CEO", "chief executive"),
        ("CEO/founder", "chief executive"),
        ("co-founder", "founder"),
        ("CFO", "other chief"),
        ("president", "other chief"),
        ("Chief Scientist", "other chief"),
        ("chief of staff", "other chief"),
        ("general counsel,", "other chief"),
        ("vice president", "vice president"),
        ("Senior Vice-President of Sales", "vice president"),
        ("vice presidents", "vice president"),
        ("SVP GenAI product", "vice president"),
        ("chairman", "chair"),
        ("director", "board member"),
        ("independent director", "board member"),
        ("board member", "board member"),
        ("director of research", "head"),
        ("research director", "head"),
        ("head of delivery", "head"),
        ("employees", "staff"),
        ("several researchers", "staff"),
        ("engineer", "staff"),
        ("engineering manager", "head"),
        ("fundraiser", "head"),
    ],
)
def test_role_class(role: str | None, expected: str) -> None:
    assert role_class(role) == expected
    assert expected in load_parameters().leadership.role


def test_every_class_has_a_severity() -> None:
    assert set(ROLES) <= set(load_parameters().leadership.role)
