"""Posts at a company that their own sentence does not name."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extract
from vendorrisk.extract.checks import text_document

Row = tuple[str | None, str | None, str | None, str | None]


def moves(text: str) -> list[Row]:
    """Return person, from, to and move of each leadership move in a text."""
    claims, _ = extract(text_document(text))
    found = [c for c in claims if c.kind == "leadership_move"]
    return [(c.person, c.subject, c.object, c.move) for c in found]


TOLD = [
    # text, moves
    (
        "Nexora named Mary Jones chief executive. She succeeds John Carter.",
        [("Mary Jones", None, "Nexora", "appointed"), ("John Carter", "Nexora", None, "leaves")],
    ),
    (  # the company of the last move, not what the sentence before is about
        "A former Valtek boss, Mary Jones, was named chief executive of Nexora. She succeeds"
        " John Carter.",
        [
            ("Mary Jones", "Valtek", "Nexora", "appointed"),
            ("John Carter", "Nexora", None, "leaves"),
        ],
    ),
    ("Nexora sued Valtek. Chairman John Carter has resigned.", []),  # of which of the two?
    ("Nexora had a bad year. Chairman John Carter has resigned.", [
        ("John Carter", "Nexora", None, "leaves"),
    ]),
    ("Chairman John Carter has resigned.", []),
    (  # told outright already: nothing is guessed
        "Mary Jones left Valtek. Nexora had a bad year, and finance chief Mary Jones resigned.",
        [("Mary Jones", "Valtek", None, "leaves")],
    ),
    ("Former Nexora boss John Carter resigned from a charity.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[r[0][:60] for r in TOLD])
def test_a_post_is_at_the_company_just_spoken_of(text: str, wanted: list[Row]) -> None:
    assert sorted(moves(text), key=str) == sorted(wanted, key=str)


def test_a_former_seat_is_no_seat() -> None:
    claims, _ = extract(text_document("Former Nexora director Mary Jones spoke in Boston."))
    assert [c for c in claims if c.kind == "directorship"] == []


@pytest.mark.parametrize("behind", [", 47,", " (47)", ", Ph.D.,", ", aged 47,"])
def test_ages_and_degrees_do_not_part_a_name_from_its_post(behind: str) -> None:
    found = moves(f"Nexora named Mary Jones{behind} as finance chief.")
    assert found == [("Mary Jones", None, "Nexora", "appointed")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Labelbox finance chief Mary Jones and head of sales John Carter have resigned.",
            {"Mary Jones", "John Carter"},
        ),
        (
            "Labelbox chair Mary Jones, and independent directors John Carter and Amy Hall, have"
            " quit the board.",
            {"Mary Jones", "John Carter", "Amy Hall"},
        ),
        (  # one only
            "Labelbox finance chief Mary Jones and head of sales John Carter met. Labelbox director"
            " Amy Hall resigned.",
            {"Amy Hall"},
        ),
        ("Labelbox chief Mary Jones called on John Carter to step down.", set()),
    ],
)
def test_colleagues_named_by_their_posts_go_together(text: str, who: set[str]) -> None:
    found = [row for row in moves(text) if row[3] == "leaves"]
    assert {row[0] for row in found} == who


def test_a_colleague_keeps_no_post_of_another() -> None:
    text = "Labelbox finance chief Mary Jones and head of sales John Carter have resigned."
    claims, _ = extract(text_document(text))
    roles = {c.person: c.role for c in claims if c.kind == "leadership_move"}
    assert roles == {"John Carter": "head of sales", "Mary Jones": None}


@pytest.mark.parametrize(
    ("post", "seat"),
    [("chairman", True), ("executive chairman", True), ("finance chief", False)],
)
def test_who_is_named_chair_sits_on_the_board(post: str, *, seat: bool) -> None:
    claims, _ = extract(text_document(f"Nexora named Mary Jones {post}."))
    assert any(c.kind == "directorship" and c.object == "Nexora" for c in claims) is seat


@pytest.mark.parametrize("said", ["will not leave", "has no plans to leave", "is not leaving"])
def test_a_person_who_denies_leaving(said: str) -> None:
    claims, _ = extract(text_document(f"Mary Jones said she {said} Nexora."))
    found = [(c.subject, c.move, c.modality) for c in claims if c.kind == "leadership_move"]
    assert found == [("Nexora", "leaves", "denied")]
