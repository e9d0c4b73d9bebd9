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
