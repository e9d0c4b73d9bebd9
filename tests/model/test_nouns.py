"""Nouns are frozen, strict, and read back equal from one line of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from worlds import belief, beliefs, buyer, claim, document, events, statements

from vendorrisk.model.assessment import Event
from vendorrisk.model.base import content_id
from vendorrisk.model.belief import Belief
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Block, Corpus, Document, Skipped
from vendorrisk.model.parameters import Band, Parameters
from vendorrisk.rulebook import load_parameters, load_registry


@given(statements())
def test_claims_and_documents_read_back_equal(told: tuple[Claim, Document]) -> None:
    one, doc = told
    assert Claim.model_validate_json(one.to_json(None)) == one
    assert Document.model_validate_json(doc.to_json(None)) == doc
    assert "\n" not in one.to_json(None)


@given(events(), beliefs)
@settings(max_examples=40)
def test_events_and_beliefs_read_back_equal(listed: list[Event], one: Belief) -> None:
    assert Belief.model_validate_json(one.to_json()) == one
    for event in listed:
        assert Event.model_validate_json(event.to_json()) == event


def test_the_defaults_read_back_equal() -> None:
    parameters = load_parameters()
    assert Parameters.model_validate_json(parameters.to_json()) == parameters
    registry = load_registry()
    assert type(registry).model_validate_json(registry.to_json()) == registry
    corpus = Corpus(documents=(document(),), skipped=(Skipped(path="a", what="b"),), copies=2)
    assert Corpus.model_validate_json(corpus.to_json()) == corpus


def test_frozen_and_strict() -> None:
    one = belief(0.1, 0.2, 0.3)
    with pytest.raises(ValidationError, match="frozen"):
        one.low = 0.5  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Skipped(path="a", what="b", where="c")  # type: ignore[call-arg]


def test_the_same_claim_has_the_same_id_whatever_its_file_is_called() -> None:
    doc = document()
    one = claim("client", "A", "B", doc)
    assert one.id.startswith("clm-")
    assert one.model_copy(update={"doc": "renamed"}).identified().id == one.id
    assert one.model_copy(update={"id": "x"}).identified().id == one.id
    for change in ({"subject": "C"}, {"doc_id": "d"}, {"start": 1}, {"modality": "denied"}):
        assert one.model_copy(update=change).identified().id != one.id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("a", 1), ("a", 1), True),
        (({"x": 1, "y": 2},), ({"y": 2, "x": 1},), True),
        (("a", 1), ("a1",), False),
        (("a", "b"), (["a", "b"],), False),
        (("1",), (1,), False),
        ((None,), ("None",), False),
        (("é",), ("e",), False),
    ],
)
def test_content_ids(one: tuple[Any, ...], other: tuple[Any, ...], same: bool) -> None:
    assert (content_id("x", *one) == content_id("x", *other)) is same
    assert content_id("x", *one) != content_id("y", *one)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(json_values)
def test_content_ids_survive_json(value: Any) -> None:
    assert content_id("x", json.loads(json.dumps(value))) == content_id("x", value)


@pytest.mark.parametrize("spans", [[(0, 5), (4, 8)], [(5, 4)], [(0, 200)], [(4, 8), (0, 3)]])
def test_blocks_must_lie_in_the_text(spans: list[tuple[int, int]]) -> None:
    parts = tuple(Block(start=a, end=b, kind="paragraph") for a, b in spans)
    with pytest.raises(ValidationError, match="overlaps or leaves"):
        Document.model_validate({**document().model_dump(), "blocks": parts})


@pytest.mark.parametrize(
    "ends", [(0.2, 0.1, 0.3), (0.1, 0.3, 0.2), (-0.1, 0.1, 0.2), (0.1, 0.2, 1.1)]
)
def test_bands_must_be_in_order_and_in_range(ends: tuple[float, float, float]) -> None:
    with pytest.raises(ValidationError):
        Band(low=ends[0], point=ends[1], high=ends[2], reason="r")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("share_of_revenue", 1.5),
        ("probability", -0.1),
        ("stage", "gone"),
        ("modality", "maybe"),
        ("kind", "gossip"),
    ],
)
def test_claims_refuse_what_they_do_not_know(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({**claim("client", "A", "B", document()).model_dump(), field: value})


def test_defaults_are_not_shared() -> None:
    one, other = buyer(), buyer()
    assert one.markets == other.markets == {}
    assert one.markets is not other.markets
