"""Claims become beliefs as of a day; figures become intervals."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import DAY, claim, document, evidence

from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.parameters import Band
from vendorrisk.rulebook import load_parameters

V = "Acme Labels"
STAKE = Key("stake", "Searcher", V)
LOSS = Key("loss", "Searcher", V)
P = load_parameters()
SPOKEN = P.evidence.modality


def stake(doc: Document, **values: object) -> Claim:
    return claim("investment", "Searcher", V, doc, **values)


def loss(doc: Document, **values: object) -> Claim:
    return claim("client_loss", "Searcher", V, doc, **values)


def ends(found: Evidence, key: Key = LOSS) -> tuple[float, float, float]:
    one = found.belief(key, "")
    return (one.low, one.point, one.high)


def test_e5_nobody_spoke() -> None:
    one = evidence([]).belief(LOSS, "it left")
    base = P.evidence.base_rate["default"].value
    assert (one.low, one.point, one.high, one.families) == (0.0, base, 1.0, ())


@pytest.mark.parametrize(
    ("publisher", "values", "expected"),
    [
        ("Reuters", {}, (0.75, 0.75, 0.75)),
        ("Gazette", {}, (0.5, 0.5, 0.5)),
        ("Relay Wire", {}, (0.25, 0.25, 0.25)),
        ("Rumour Mill", {}, (0.0, 0.0, 0.0)),
        ("Nobody's Blog", {}, (0.25, 0.5, 0.75)),  # F is unknown: the interval is run
        (None, {}, (0.25, 0.5, 0.75)),
        ("Reuters", {"interest": "self"}, (0.25, 0.25, 0.25)),  # a vendor for itself
        ("Rumour Mill", {"interest": "self"}, (0.0, 0.0, 0.0)),  # by way of a worse outlet
        (None, {"interest": "self"}, (0.25, 0.25, 0.25)),
        (V, {"interest": "against"}, (0.99, 0.99, 0.99)),  # its own text: an admission, capped
        ("Reuters", {"interest": "against"}, (0.75, 0.75, 0.75)),  # as Reuters relays it
        ("Rumour Mill", {"interest": "against"}, (0.0, 0.0, 0.0)),  # near miss: by way of gossip
        ("Rocket", {"interest": "against"}, (0.25, 0.5, 0.75)),  # by way of somebody else
        (V, {"interest": "self"}, (0.25, 0.25, 0.25)),
        ("Reuters", {"source": "https://x.org", "grade": "press"}, (0.75, 0.75, 0.75)),
        ("Reuters", {"source": "https://x.org", "grade": "relay"}, (0.25, 0.25, 0.25)),
        ("Reuters", {"source": "https://x.org"}, (0.25, 0.5, 0.75)),
        ("Reuters", {"source": "https://x.org", "grade": "odd"}, (0.25, 0.5, 0.75)),
        ("Reuters", {"source": "https://x.org", "grade": "primary"}, (0.99, 0.99, 0.99)),
    ],
)
def test_strength_is_that_of_the_weakest_link(
    publisher: str | None, values: dict, expected: tuple[float, float, float]
) -> None:
    doc = document(publisher=publisher)
    one = loss(doc, **values)
    found = evidence([one], [doc]).strength(one, "loss")
    assert (found.low, found.point, found.high) == pytest.approx(expected)


@pytest.mark.parametrize("modality", sorted(SPOKEN))
def test_modality_carries_its_interval(modality: str) -> None:
    doc = document(publisher="Reuters")
    one = loss(doc, modality=modality)
    found = evidence([one], [doc]).strength(one, "loss")
    band = SPOKEN[modality]
    expected = (0.75 * band.low, 0.75 * band.point, 0.75 * band.high)
    assert (found.low, found.point, found.high) == pytest.approx(expected)


def test_a_state_fades_and_an_event_does_not() -> None:
    half = P.evidence.half_life_days["stake"].value
    doc = document(publisher="Reuters", published=DAY - dt.timedelta(days=round(half)))
    one = stake(doc)
    found = evidence([one], [doc])
    assert found.strength(one, "stake").point == pytest.approx(0.5)  # half of the weight of 0.75
    assert found.strength(one, "loss").point == 0.75
    dated = stake(doc, date=DAY.isoformat())
    assert evidence([dated], [doc]).strength(dated, "stake").point == 0.75  # its own date counts


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_e6_older_is_never_surer(one: int, other: int) -> None:
    def low(days: int) -> float:
        doc = document(publisher="Reuters", published=DAY - dt.timedelta(days=days))
        return ends(evidence([stake(doc)], [doc]), STAKE)[0]

    assert low(max(one, other)) <= low(min(one, other))


def test_denials_speak_against() -> None:
    yes, no = document("yes", publisher="Reuters"), document("no", publisher="Gazette")
    listed = [loss(yes), loss(no, modality="denied")]
    one = evidence(listed, [yes, no]).belief(LOSS, "")
    assert {(f.origin, f.polarity) for f in one.families} == {("Reuters", 1), ("Gazette", -1)}
    assert (one.low, one.high) == pytest.approx((0.75 * 0.5, 1 - 0.25 * 0.5))
    assert one.conflict == pytest.approx(0.75 * 0.5)


outlets = st.sampled_from(["Reuters", "The Bell", "Gazette", "Relay Wire", "Rumour Mill", None])
modalities = st.sampled_from(["confirmed", "reported", "rumoured", "planned"])
spoken = st.lists(st.tuples(outlets, modalities, st.booleans()), max_size=6)


def world(parts: list[tuple[str | None, str, bool]]) -> tuple[list[Claim], list[Document]]:
    docs = [document(f"d{i}", publisher=outlet) for i, (outlet, *_) in enumerate(parts)]
    claims = [
        loss(doc, modality="denied" if denied else modality)
        for doc, (_, modality, denied) in zip(docs, parts, strict=True)
    ]
    return claims, docs


@given(spoken)
def test_e7_every_belief_is_in_order(parts: list) -> None:
    low, point, high = ends(evidence(*world(parts)))
    assert 0.0 <= low <= point <= high <= 1.0


@given(spoken, st.tuples(outlets, modalities, st.booleans()))
def test_e3_e4_one_more_voice_moves_all_ends_its_way(parts: list, more: tuple) -> None:
    """From an outlet that has not spoken: inside a family only the strongest counts."""
    before, after = ends(evidence(*world(parts))), ends(evidence(*world([*parts, more])))
    for a, b in zip(before, after, strict=True):
        assert b <= a + 1e-12 if more[2] else b >= a - 1e-12


@given(spoken)
def test_e9_no_evidence_is_the_widest(parts: list) -> None:
    nothing, something = ends(evidence([])), ends(evidence(*world(parts)))
    assert nothing[0] <= something[0]
    assert nothing[2] >= something[2]


@given(spoken, st.integers(0, 1000))
def test_e1_order_of_claims_and_documents_does_not_matter(parts: list, seed: int) -> None:
    claims, docs = world(parts)
    reference = evidence(claims, docs).belief(LOSS, "")
    shuffled, others = list(claims), list(docs)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(others)
    assert evidence([*shuffled, *claims], others).belief(LOSS, "") == reference


@given(spoken)
def test_x2_without_an_adverse_family_no_end_rises(parts: list) -> None:
    claims, docs = world(parts)
    whole = evidence(claims, docs)
    for family in whole.belief(LOSS, "").families:
        if family.polarity > 0:
            rest = [c for c in claims if c.id not in family.claims]
            for a, b in zip(ends(evidence(rest, docs)), ends(whole), strict=True):
                assert a <= b + 1e-12


def test_claims_that_support_and_speak_against_from_elsewhere() -> None:
    doc, other = document("a", publisher="Reuters"), document("b", publisher="Gazette")
    one, two = stake(doc), stake(other)
    found = evidence([one, two], [doc, other])
    nothing = Key("votes", "Searcher", V)
    assert found.belief(nothing, "", base_rate=1.0, support=[one]).low == pytest.approx(0.75)
    against = found.belief(nothing, "", base_rate=1.0, extra=[two])
    assert (against.low, against.point, against.high) == pytest.approx((0.0, 0.5, 0.5))


def test_what_was_not_known_does_not_count() -> None:
    early, late = document("early"), document("late", published=DAY + dt.timedelta(days=1))
    found = evidence([loss(early), loss(late)], [early, late])
    assert [c.doc for c in found.by_key[LOSS]] == ["early"]
    assert [c.doc for c in found.later] == ["late"]
    assert "late" not in str(found.belief(LOSS, "").families)
    before = evidence([loss(early), loss(late)], [early, late], as_of=dt.date(2025, 5, 31))
    assert before.by_key == {}


def test_what_has_ended_or_not_begun_is_not_in_force() -> None:
    doc = document()
    listed = [
        stake(doc, valid_to="2025-01", rule="over"),
        stake(doc, date="2025-12", rule="to come"),
        stake(doc, date="2025-01", rule="now"),
    ]
    found = evidence(listed, [doc])
    assert [c.rule for c in found.by_key[STAKE]] == ["now"]
    assert [c.rule for c in found.ended[STAKE]] == ["over"]


def test_an_end_overtakes_older_statements_of_the_same_tie() -> None:
    doc = document()
    listed = [
        stake(doc, date="2020-02", valid_to="2024-06-30", rule="ended"),
        stake(doc, date="2021-03-01", rule="older, without an end"),
        stake(doc, date="2025-01-05", rule="taken up anew"),
    ]
    found = evidence(listed, [doc])
    assert [c.rule for c in found.by_key[STAKE]] == ["taken up anew"]
    assert {c.rule for c in found.ended[STAKE]} == {"ended", "older, without an end"}
    only = evidence(listed[:2], [doc])
    assert STAKE not in only.by_key  # near miss: a rumour of an end ends nothing
    rumoured = [stake(doc, valid_to="2024-06-30", modality="rumoured", rule="rumour"), listed[1]]
    assert [c.rule for c in evidence(rumoured, [doc]).by_key[STAKE]] == ["older, without an end"]


@pytest.mark.parametrize(
    ("publisher", "modality", "left"),
    [
        ("Reuters", "confirmed", 0.0),
        ("Reuters", "reported", 1 - 0.875),
        ("Gazette", "confirmed", 1 - 0.5 / 0.75),
        ("Relay Wire", "confirmed", 1 - 0.25 / 0.75),
        ("Rumour Mill", "confirmed", 1.0),  # no weight: it ends nothing
    ],
)
def test_a_weak_word_of_an_end_takes_its_part_of_the_tie(
    publisher: str, modality: str, left: float
) -> None:
    docs = [document("held", publisher="Reuters"), document("ended", publisher=publisher)]
    listed = [
        stake(docs[0], date="2025-06-01"),
        stake(docs[1], date="2020", valid_to="2025-06-20", modality=modality),
    ]
    found = evidence(listed, docs)
    if left == 0.0:
        assert STAKE not in found.by_key
        return
    assert [c.doc for c in found.by_key[STAKE]] == ["held"]
    before = evidence(listed[:1], docs[:1]).strength(listed[0], "stake").point
    expected = 1.0 - (1.0 - before) ** left
    assert found.strength(listed[0], "stake").point == pytest.approx(expected)


def test_a_stake_said_to_be_sold_ends_like_any_other() -> None:
    docs = [document("held", publisher="Reuters"), document("sold", publisher="Reuters")]
    listed = [
        stake(docs[0], date="2025-06-01"),
        stake(docs[1], date="2025-06-12", valid_to="2025-06-12", modality="denied"),
    ]
    found = evidence(listed, docs)
    before = evidence(listed[:1], docs[:1]).strength(listed[0], "stake").point
    left = 1 - 0.875  # "is no more" counts like a report of the end
    expected = 1.0 - (1.0 - before) ** left
    assert found.strength(listed[0], "stake").point == pytest.approx(expected)
    undated = stake(docs[1], modality="denied")  # near miss: a denial of now and ever
    assert evidence([listed[0], undated], docs).strength(listed[0], "stake").point == before


def test_replaced_is_in_full_from_equal_evidence_on_and_has_no_edge() -> None:
    docs = [document(f"r{i}", publisher=name) for i, name in enumerate(["Reuters", "Gazette"])]
    firm, weak = (stake(doc) for doc in docs)
    found = evidence([firm, weak], docs)
    assert found.replaced([weak], [firm]) == 1.0
    assert found.replaced([firm], [firm]) == 1.0
    assert found.replaced([firm], [weak]) == pytest.approx(0.5 / 0.75)
    assert found.replaced([firm], []) == 0.0
    assert found.replaced([], [weak]) == 1.0
    assert found.replaced([], []) == 0.0


def test_the_band_of_letter_f_is_a_parameter() -> None:
    wide = Band(low=0.0, point=0.5, high=0.99, reason="run over everything")
    parameters = P.model_copy(
        update={"evidence": P.evidence.model_copy(update={"unknown_source": wide})}
    )
    doc = document(publisher=None)
    one = loss(doc)
    found = evidence([one], [doc], parameters=parameters).strength(one, "loss")
    assert (found.low, found.point, found.high) == pytest.approx((0.0, 0.5, 0.99))


def test_claims_without_a_key_are_kept_apart() -> None:
    doc = document()
    found = evidence([claim("independence_statement", V, None, doc)], [doc])
    assert found.by_key == {}
    assert [c.kind for c in found.unkeyed] == ["independence_statement"]


def test_keys_by_party() -> None:
    doc = document()
    listed = [
        stake(doc),
        claim("client", "Rocket", V, doc),
        claim("client", "Rocket", "Blank", doc),
    ]
    found = evidence(listed, [doc])
    assert (
        found.keys("client")
        == [Key("client", "Rocket", V), Key("client", "Rocket", "Blank")][
            :: 1 if V < "Blank" else -1
        ]
    )
    assert found.keys("client", b=V) == [Key("client", "Rocket", V)]
    assert found.keys("client", a="Blank") == []
    assert found.keys("stake", a="Searcher", b=V) == [STAKE]


BAND = Band(low=0.0, point=0.02, high=0.1, reason="default")


def figure(parts: list[tuple[str | None, dict]], topic: str = "loss") -> tuple[float, float, float]:
    docs = [document(f"f{i}", publisher=outlet) for i, (outlet, _) in enumerate(parts)]
    claims = [stake(doc, **values) for doc, (_, values) in zip(docs, parts, strict=True)]
    found = evidence(claims, docs).figure(claims, topic, "percent", BAND)
    return (found.low, found.point, found.high)


HELD = 0.75  # what one B source holds of the mass


@pytest.mark.parametrize(
    ("values", "low", "point", "high"),
    [
        ({"percent": 49.0}, 0.49, 0.49, 0.49),
        ({"percent_low": 40.0, "percent_high": 50.0}, 0.4, 0.45, 0.5),
        ({"percent_low": 40.0, "percent": 42.0, "percent_high": 50.0}, 0.4, 0.42, 0.5),
        ({"percent_low": 30.0}, 0.3, 0.3, 1.0),  # "more than": no top
        ({"percent_high": 20.0}, 0.0, 0.2, 0.2),  # "up to": no bottom
        ({"percent": 49.0, "percent_low": 45.0}, 0.45, 0.49, 0.49),
        ({"percent_low": 50.0, "percent_high": 40.0}, 0.4, 0.45, 0.5),  # the wrong way round
        ({"percent": 0.0}, 0.0, 0.0, 0.0),
        ({"percent": 100.0}, 1.0, 1.0, 1.0),
    ],
)
def test_one_figure(values: dict, low: float, point: float, high: float) -> None:
    found = figure([("Reuters", values)])
    expected = (HELD * low, point, HELD * high + 1 - HELD)
    assert found == pytest.approx(
        (expected[0], min(max(point, expected[0]), expected[2]), expected[2])
    )


@pytest.mark.parametrize(
    ("outlet", "values"),
    [
        ("Reuters", {}),
        ("Reuters", {"percent": 49.0, "modality": "denied"}),
        ("Rumour Mill", {"percent": 49.0}),  # no weight at all: not one half of everything
    ],
)
def test_no_usable_figure_is_the_named_default(outlet: str, values: dict) -> None:
    assert figure([(outlet, values)]) == (BAND.low, BAND.point, BAND.high)
    docs = [document(publisher=outlet)]
    one = stake(docs[0], **values)
    how = evidence([one], docs).figure([one], "loss", "percent", BAND)
    assert how.claims == ()
    assert "no figure given" in how.how
    assert "default" in how.how


@given(
    st.lists(
        st.tuples(
            outlets,
            st.fixed_dictionaries(
                {},
                optional={
                    name: st.floats(0.0, 100.0, allow_nan=False)
                    for name in ("percent", "percent_low", "percent_high")
                },
            ),
        ),
        max_size=4,
    )
)
def test_every_figure_is_in_order(parts: list) -> None:
    low, point, high = figure(parts)
    assert 0.0 <= low <= point <= high <= 1.0


def test_one_figure_a_family_the_strongest() -> None:
    docs = [document(f"d{i}") for i in range(3)]
    listed = [
        stake(docs[0], attributed_to=("Reuters",), percent=30.0, modality="rumoured"),
        stake(docs[1], attributed_to=("Reuters",), percent=49.0),
        stake(docs[2], attributed_to=("The Bell",), percent=40.0),
    ]
    found = evidence(listed, docs).figure(listed, "loss", "percent", BAND)
    assert set(found.claims) == {listed[1].id, listed[2].id}
    assert 0.40 < found.point < 0.49
    copies = [document(f"copy{i}") for i in range(30)]
    more = [stake(d, attributed_to=("Reuters",), percent=49.0) for d in copies]
    again = evidence([*listed, *more], [*docs, *copies]).figure(
        [*listed, *more], "loss", "percent", BAND
    )
    assert (again.low, again.point, again.high) == (found.low, found.point, found.high)


def test_shares_of_revenue_are_shares() -> None:
    doc = document(publisher="Reuters")
    one = claim("client", "Rocket", V, doc, share_of_revenue=0.2)
    found = evidence([one], [doc]).figure([one], "loss", "share_of_revenue", BAND)
    assert (found.low, found.point, found.high) == pytest.approx((0.15, 0.2, 0.4))


def test_a_partys_own_denial_counts_a_quarter_however_often_it_is_made() -> None:
    """Check of the method: .75 against a vendor's denial at .25 gives (.5625, .9375)."""
    news = document("news", publisher="Reuters")
    own = document("own", publisher=V)
    said = [loss(news), loss(own, modality="denied")]
    assert ends(evidence(said, [news, own])) == pytest.approx((0.5625, 0.75, 0.9375))
    more = [document(f"more{i}", publisher=f"Site {i}") for i in range(5)]
    people = (V, f"{V} spokesperson", f"{V} chief executive", f"{V} statement", f"{V}'s CEO")
    said += [
        loss(doc, modality="denied", interest="self", attributed_to=(who,))
        for doc, who in zip(more, people, strict=True)
    ]
    found = evidence(said, [news, own, *more])
    assert ends(found) == pytest.approx((0.5625, 0.75, 0.9375))
    origins = [f.origin for f in found.belief(LOSS, "").families]
    assert origins == ["Reuters", f"statement of {V}"]


def test_an_outlets_denial_is_not_in_its_own_interest() -> None:
    news, paper = document("news", publisher="Reuters"), document("paper", publisher="Gazette")
    said = [loss(news), loss(paper, modality="denied")]
    assert ends(evidence(said, [news, paper]))[0] == pytest.approx(0.75 * 0.5)


def test_a_sale_to_come_denies_nothing_yet() -> None:
    docs = [document("held", publisher="Reuters"), document("sold", publisher="Reuters")]
    listed = [stake(docs[0]), stake(docs[1], valid_to="2025-12-31", modality="denied")]
    before = ends(evidence(listed[:1], docs[:1]), STAKE)
    assert ends(evidence(listed, docs), STAKE) == before
    plain = stake(docs[1], modality="denied")  # near miss: a denial of now
    assert ends(evidence([listed[0], plain], docs), STAKE) < before


def test_an_end_takes_nothing_from_what_was_told_after_it() -> None:
    docs = [
        document("held", publisher="SEC filing"),
        document("sold", publisher="SEC filing"),
        document("later", publisher="Relay Wire"),
    ]
    held = stake(docs[0], date="2023-03-01")
    early = stake(docs[1], valid_to="2020-06-01", modality="denied")
    late = stake(docs[2], valid_to="2025-06-01", modality="denied")
    alone = ends(evidence([held, late], docs), STAKE)
    assert ends(evidence([held, early, late], docs), STAKE) == alone
    assert alone[0] > 0.5  # a relay's word does not outweigh a filing


def test_nobody_is_named_by_what_became_known_later() -> None:
    early = document("early", publisher="Reuters", published=dt.date(2025, 6, 1))
    late = document("late", publisher="Reuters", published=dt.date(2025, 6, 15))
    values = {"role": "chief executive", "move": "joins"}
    listed = [
        claim("leadership_move", "Acme", "Searcher", early, **values),
        claim("leadership_move", "Acme", "Searcher", late, person="Ada Weaver", **values),
    ]
    before = evidence(listed, [early, late], as_of=dt.date(2025, 6, 10))
    assert [key.person for key in before.by_key] == ["(chief executive)"]
    after = evidence(listed, [early, late], as_of=dt.date(2025, 6, 20))
    assert [key.person for key in after.by_key] == ["Ada Weaver"]
