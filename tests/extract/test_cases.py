"""Labelled cases of twelve industries: floors of quality, pinned with the hash of the texts.

Six industries (``open``) were developed on; six (``kept``) only measured. Whoever changes a case
changes the hash, measures again and says so.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from vendorrisk.extract import extractor
from vendorrisk.extract.cases import (
    Case,
    Tally,
    Wanted,
    gather_tallies,
    load_cases,
    run_case,
    same_name,
    total,
)
from vendorrisk.model.claim import KINDS, Engine

CASES = Path(__file__).parents[1] / "cases"
TRAINING = Path(__file__).parents[2] / "training"
FLOORS = [  # part, engine, precision, recall: a little below what was measured on 2026-11-26
    ("open", "rules", 0.95, 0.61),
    ("open", "classifier", 0.95, 0.61),
    ("kept", "rules", 0.80, 0.375),
    ("kept", "classifier", 0.80, 0.375),
]
HASHES = {
    "open": "f78b5c46864fcdde",
    "kept": "943820e3ac7b30a0",
}


def digest(part: str) -> str:
    text = b"".join(path.read_bytes() for path in sorted((CASES / part).glob("*.yaml")))
    return hashlib.sha256(text).hexdigest()[:16]


@cache
def tally(part: str, engine: Engine) -> Tally:
    reader = extractor(engine=engine)
    files = load_cases(CASES / part)
    outcomes = [run_case(reader, c, file=name) for name, f in files.items() for c in f.cases]
    return total(gather_tallies(outcomes, "by_kind").values())


@pytest.mark.parametrize(("part", "engine", "precision", "recall"), FLOORS)
def test_quality_does_not_fall(part: str, engine: Engine, precision: float, recall: float) -> None:
    assert digest(part) == HASHES[part], "the cases changed: measure again and pin the new floors"
    found = tally(part, engine)
    assert found.precision is not None and found.precision >= precision
    assert found.recall is not None and found.recall >= recall
    assert found.values >= 0.8 * found.values_wanted
    assert found.modality >= 0.85 * found.modality_wanted


@pytest.mark.parametrize("part", ["open", "kept"])
def test_the_cases_cover_every_kind_modality_stage_and_move(part: str) -> None:
    claims = [w for f in load_cases(CASES / part).values() for c in f.cases for w in c.claims]
    assert {w.kind for w in claims} >= set(KINDS) - {"position"}
    assert len({w.modality for w in claims if w.modality}) == 5
    assert len({w.stage for w in claims if w.stage}) == 5
    assert len({w.move for w in claims if w.move}) == 5
    assert sum(len(f.cases) for f in load_cases(CASES / part).values()) >= 200


def test_no_text_is_both_trained_on_and_measured_on() -> None:
    trained = {c.text for f in load_cases(TRAINING).values() for c in f.cases}
    measured = {
        c.text for part in HASHES for f in load_cases(CASES / part).values() for c in f.cases
    }
    assert len(trained) > 1500 and len(measured) > 400
    assert not trained & measured


def test_a_case_counts_hits_misses_and_false_claims() -> None:
    case = Case(
        text="Google bought Valtek Inc. for $5 million. NVIDIA acquired Nexora Inc. in May.",
        claims=(
            Wanted(
                kind="acquisition", subject="Google", object="Valtek", amount=7e6, currency="USD"
            ),
            Wanted(kind="client", subject="Meta", object="Nexora"),
        ),
    )
    outcome = run_case(extractor(engine="rules"), case)
    found = total(outcome.by_kind.values())
    assert (found.hits, found.misses, found.false) == (1, 1, 1)
    assert (found.values, found.values_wanted) == (1, 2)  # the currency is right, the sum is not
    assert [w.kind for w in outcome.missed] == ["client"]
    assert [(c.subject, c.object) for c in outcome.false] == [("NVIDIA", "Nexora")]


def test_an_optional_claim_is_neither_right_nor_wrong() -> None:
    wanted = Wanted(kind="acquisition", subject="Google", object="Valtek", optional=True)
    outcome = run_case(
        extractor(engine="rules"), Case(text="Google bought Valtek Inc. in May.", claims=(wanted,))
    )
    assert total(outcome.by_kind.values()) == Tally()


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("Valtek Inc.", "Valtek", True),
        ("The Valtek Group", "Valtek Group", True),
        ("Valtek India", "Valtek", False),
        (None, "Valtek", False),
        ("Valtek", None, False),
    ],
)
def test_names_are_compared_without_article_and_legal_form(
    found: str | None, wanted: str | None, *, same: bool
) -> None:
    assert same_name(found, wanted) is same
