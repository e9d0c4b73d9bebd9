"""A party that denies a claim speaks for itself; somebody else who denies it does not."""

from __future__ import annotations

import pytest

from vendorrisk.extract import extract
from vendorrisk.extract.checks import text_document

DENIALS = [
    ("Nexora denied that Valtek owns a stake in Nexora.", "self", ("Nexora",)),
    ("A spokesman for Nexora denied that Valtek bought a stake in Nexora.", "self", ("Nexora",)),
    ("Valtek denied that it owns a stake in Nexora.", "self", ("Valtek",)),
    ("Valtek does not own any stake in Nexora, Nexora said.", "self", ("Nexora",)),
    # near misses: nobody is made to say so, or somebody else
    ("Valtek does not own a stake in Nexora.", "none", ()),
    ("Valtek does not own any stake in Nexora, Orbex said.", "none", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "interest", "credited"), DENIALS, ids=[r[0] for r in DENIALS])
def test_who_denies(text: str, interest: str, credited: tuple[str, ...] | None) -> None:
    found = [c for c in extract(text_document(text))[0] if c.kind == "ownership"]
    assert [(c.subject, c.object, c.modality) for c in found] == [("Valtek", "Nexora", "denied")]
    assert found[0].interest == interest
    assert credited is None or found[0].attributed_to == credited


def test_the_other_end_of_a_move_speaks_for_itself() -> None:
    (claim,) = extract(text_document("John Miller did not join Valtek, Nexora said."))[0]
    assert (claim.kind, claim.object, claim.modality) == ("leadership_move", "Valtek", "denied")
    assert claim.interest == "self"


def test_what_is_stated_is_in_nobodys_interest_by_itself() -> None:
    (claim,) = extract(text_document("Nexora said that Valtek owns a 12% stake in Nexora."))[0]
    assert (claim.modality == "denied", claim.interest) == (False, "none")
