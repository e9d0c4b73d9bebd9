"""Invariants of whole cases: any claims, all mechanisms, the score."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DAY, PARTIES, VENDOR, buyer, case, claim, document, statements, stories

from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import clients, concentration
from vendorrisk.mechanisms.leadership import leadership
from vendorrisk.mechanisms.ownership import ownership
from vendorrisk.mechanisms.unknowns import coverage, unknowns
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.scoring.tree import score

Story = tuple[list[Claim], list[Document]]
NEAR = 1e-9


def events_of(one: Case) -> list[Event]:
    return [*ownership(one)[0], *clients(one)[0], *leadership(one)[0], *unknowns(one)]


def risk(one: Case) -> Interval:
    return score([events_of(one)], 0.0)[0].risk


@given(stories())
@settings(max_examples=300)
def test_r1_every_interval_is_in_order(story: Story) -> None:
    one = case(*story)
    listed = events_of(one)
    score([listed], 0.0)  # refuses any end out of order or outside 0..1
    for event in listed:
        assert event.known or event.questions
        for mechanism in event.mechanisms:
            x = mechanism.severity
            assert 0.0 <= x.low <= x.point <= x.high <= 1.0
            assert mechanism.how
    book = concentration(one)
    if book.hhi_low is not None and book.hhi_high is not None:
        assert 0.0 <= book.hhi_low <= book.hhi_high <= 1.0
    if book.hhi_after_low is not None and book.hhi_after_high is not None:
        assert 0.0 <= book.hhi_after_low <= book.hhi_after_high <= 1.0
        assert book.lost_share is not None
        assert book.lost_share.low <= book.lost_share.point <= book.lost_share.high
    assert book.reason
    covered, reason = coverage(one)
    assert 0.0 <= covered <= 1.0
    assert reason


@given(stories(), st.integers(0, 10**6))
@settings(max_examples=150)
def test_e1_order_of_claims_and_documents_does_not_matter(story: Story, seed: int) -> None:
    claims, docs = story
    reference = case(claims, docs)
    mixed, other = list(claims), list(docs)
    random.Random(seed).shuffle(mixed)
    random.Random(seed + 1).shuffle(other)
    turned = case([*mixed, *claims], other)
    assert events_of(turned) == events_of(reference)
    assert concentration(turned) == concentration(reference)


@given(stories(most=5), st.data())
@settings(max_examples=80)
def test_e2_thirty_copies_of_a_document_change_nothing(story: Story, data: st.DataObject) -> None:
    """Copies of another text, name and publisher without a newsroom, with all of its claims."""
    claims, docs = story
    if not docs:
        return
    first = data.draw(st.sampled_from(docs))
    text = first.text + " and this is here for the copy to be read as a copy of the whole text"
    claims = [c for c in claims if c.doc_id != first.id]
    own = [c for c in story[0] if c.doc_id == first.id]
    longer = document("long", text, publisher=first.publisher, published=first.published)
    docs = [*(d for d in docs if d.id != first.id), longer]
    claims += [_moved(c, longer) for c in own]
    before = case(claims, docs)
    copies = [
        document(f"copy{i}", f"{text} {i}", publisher=first.publisher, published=first.published)
        for i in range(30)
    ]
    after = case([*claims, *(_moved(c, d) for d in copies for c in own)], [*docs, *copies])
    assert risk(after) == risk(before)
    assert coverage(after) == coverage(before)


def _moved(one: Claim, doc: Document) -> Claim:
    return one.model_copy(update={"doc": doc.name, "doc_id": doc.id}).identified()


@given(stories(), statements(99, modality="denied"))
@settings(max_examples=200)
def test_e4_a_denial_alone_brings_nothing_in(story: Story, denial: tuple[Claim, Document]) -> None:
    """A denial of what nobody states is a relief at most; it makes no event."""
    claims, docs = story
    before, after = (
        events_of(case(claims, docs)),
        events_of(case([*claims, denial[0]], [*docs, denial[1]])),
    )
    assert {e.id for e in after} <= {e.id for e in before}


@given(stories())
@settings(max_examples=80)
def test_r4_without_rivals_no_rival_counts(story: Story) -> None:
    """Same evidence, a buyer without a market: owners, moves and seats bend nothing."""
    calm = case(*story, who=buyer(rivals=()))
    named = {*PARTIES} - {"Nobody Ltd"}
    for event in events_of(calm):
        if event.rivalry is not None and event.party in {None, *named} and event.id[:5] != "entry":
            assert all(m.severity.high == 0.0 for m in event.mechanisms), event.id


def test_r4_same_evidence_other_buyer_other_score() -> None:
    doc = document(publisher="Reuters")
    listed = [claim("investment", "Searcher", VENDOR, doc, percent=49.0)]
    against = risk(case(listed, [doc]))
    own = risk(case(listed, [doc], who=buyer(id="searcher", name="Searcher", rivals=())))
    assert against.point > own.point
    assert [e.id for e in ownership(case(listed, [doc]))[0]] == ["stake:searcher"]
    reliefs = ownership(case(listed, [doc], who=buyer(name="Searcher")))[1]
    assert "own group" in reliefs[0].why


@given(stories())
@settings(max_examples=80)
def test_what_comes_later_changes_nothing(story: Story) -> None:
    """For dated documents; an undated one may get its day from a later one that tells the same."""
    docs = [doc for doc in story[1] if doc.published is not None]
    claims = [c for c in story[0] if c.doc_id in {doc.id for doc in docs}]
    future = DAY + dt.timedelta(days=1)
    later = document("later", publisher="Reuters", published=future)
    more = [
        claim("investment", "Searcher", VENDOR, later, percent=80.0),
        claim("client_loss", "Friendly", VENDOR, later, stage="ended"),
        claim("leadership_move", VENDOR, "Searcher", later, person="Ada Weaver", role="CEO"),
    ]
    assert risk(case([*claims, *more], [*docs, later])) == risk(case(claims, docs))


@given(stories())
@settings(max_examples=80)
def test_event_ids_are_unique(story: Story) -> None:
    ids = [event.id for event in events_of(case(*story))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "investment", "percent": 30.0},
        {"kind": "ownership", "percent": 30.0, "voting": True},
        {"kind": "client", "share_of_revenue": 0.2},
        {"kind": "rival"},
    ],
)
def test_r3_one_more_rival_tie_raises_the_low_end(more: dict) -> None:
    doc = document(publisher="Reuters")
    kind = more.pop("kind")
    target = VENDOR
    subject = "Buyer" if kind == "rival" else "Searcher"
    before = risk(case())
    after = risk(case([claim(kind, subject, target, doc, **more)], [doc]))
    assert after.low > before.low
    assert after.point > before.point


def test_d1_silence_is_not_low_risk() -> None:
    """With nothing known the high end is held up by every open question, and coverage is 0."""
    one = case()
    found = risk(one)
    assert found.low == 0.0
    assert found.high > 0.8
    assert coverage(one)[0] == 0.0
    assert all(not event.known for event in events_of(one))


@pytest.mark.parametrize("outlet", ["Reuters", None])
def test_d1_a_vendors_word_lowers_the_high_end_a_little(outlet: str | None) -> None:
    doc = document(publisher=outlet)
    word = claim("independence_statement", VENDOR, None, doc)
    silent, spoken = risk(case()), risk(case([word], [doc]))
    assert 0.0 < silent.high - spoken.high < 0.1
    assert spoken.low == silent.low == 0.0
