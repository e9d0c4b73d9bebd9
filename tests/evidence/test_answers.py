"""Answers to the checklist as evidence: who counts, how far, and for whom."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.decision.asking_value import topic_of
from vendorrisk.dossier import Dossier, gather
from vendorrisk.evidence.answers import answered, counted, merged
from vendorrisk.evidence.fusion import weakened
from vendorrisk.model.belief import Family, Strength
from vendorrisk.model.claim import Claim
from vendorrisk.pipeline import assess

DAY = dt.date(2026, 3, 10)
OWNERS = "required|owners|Nexora|"
STAKE = "stake|Valtek|Nexora|"


def answer(name="a", says="denied", **given):
    """An answer of Nexora's; its name is its place in the file."""
    day = given.pop("day", DAY)
    fields = {
        "subject": "Nexora",
        "question": "N01",
        "about": (STAKE,),
        "buyer": "Acme",
        "interest": "self" if says == "denied" else "against",
        "grade": "statement",
        "attributed_to": ("Nexora",),
        "start": ord(name[0]),
        **given,
    }
    return Claim(
        id=name, doc="answers", doc_id="doc", kind="answer", modality=says, quote="q", end=200,
        probability=0.9, extractor="facts/1", rule=name, known_from=day, **fields,
    )  # fmt: skip


def ids(claims, key=STAKE):
    known = {claim.id: claim.known_from for claim in claims}
    return [claim.id for claim in counted(claims, known).get(key, ())]


LATER = DAY + dt.timedelta(days=5)


@pytest.mark.parametrize(
    ("claims", "count"),
    [
        ([answer("a")], ["a"]),
        ([answer("a"), answer("b", "confirmed", day=LATER)], ["b"]),
        ([answer("a", "confirmed", day=LATER), answer("b")], ["a"]),
        ([answer("a"), answer("b", "confirmed")], ["b"]),  # one day: the later in the file
        ([answer("a"), answer("b", day=LATER)], ["a", "b"]),  # repeated, not changed
        ([answer("a", grade="document_seen"), answer("b", day=LATER)], ["a", "b"]),
        ([answer("a"), answer("b", "confirmed", day=LATER, question="N04")], ["a", "b"]),
        ([answer("a"), answer("b", "confirmed", day=LATER, buyer="Other")], ["a", "b"]),
        # whoever speaks for the vendor: one speaker; an auditor is another
        ([answer("a"), answer("b", "confirmed", day=LATER, attributed_to=("J. Doe",))], ["b"]),
        (
            [
                answer("a"),
                answer("b", "confirmed", day=LATER, interest="none", attributed_to=("Auditor",)),
            ],
            ["a", "b"],
        ),
        ([answer("a", about=(OWNERS,))], []),
    ],
)
def test_which_answers_count(claims, count):
    assert ids(claims) == count
    assert ids(claims[::-1]) == count  # whatever their order


def flat(value):
    return Strength(low=value, point=value, high=value)


def test_a_no_to_one_of_several_questions_has_its_part_of_the_weight():
    asked = [answer(name, question=q) for name, q in (("a", "N02"), ("b", "N03"), ("c", "N05"))]
    (one,) = answered(asked[:1], lambda _: flat(0.75), 3)
    assert one.strength.point == pytest.approx(weakened(0.75, 1 / 3))
    (all_,) = answered(asked, lambda _: flat(0.75), 3)
    assert all_.strength.point == pytest.approx(0.75)  # together the whole, and no more
    assert answered(asked, lambda _: flat(0.75))[0].strength.point == 0.75  # and not thrice


def test_a_yes_to_one_of_several_questions_is_a_yes_to_the_whole():
    (found,) = answered([answer("a", "confirmed")], lambda _: flat(0.5), 3)
    assert (found.polarity, found.strength.point) == (1, 0.5)


def test_documents_and_audits_are_origins_of_their_own_and_words_are_one():
    told = [
        answer("a"),
        answer("b", question="N02"),
        answer("c", interest="none", grade="document_seen"),
        answer("d", interest="none", grade="independent_audit"),
    ]
    origins = [family.origin for family in answered(told, lambda _: flat(0.5))]
    assert origins == [
        "answer of Nexora (document seen)",
        "answer of Nexora (independent audit)",
        "statement of Nexora",
    ]


def family(origin, sign, strength):
    return Family(
        origin=origin, polarity=sign, strength=flat(strength), claims=("x",), documents=(), why=()
    )


def test_of_one_origin_and_sign_only_the_strongest_counts():
    old = [family("Reuters", 1, 0.75), family("statement of Nexora", -1, 0.25)]
    new = [family("statement of Nexora", -1, 0.1), family("statement of Nexora", 1, 0.5)]
    found = merged(old, new)
    assert [(f.origin, f.polarity, f.strength.point) for f in found] == [
        ("Reuters", 1, 0.75),
        ("statement of Nexora", -1, 0.25),
        ("statement of Nexora", 1, 0.5),
    ]
    assert merged(old, []) == old


# --- through a whole case ---

TIE = """\
facts:
  - id: f1
    says: Valtek holds 30 percent of Nexora.
    kind: ownership
    subject: Valtek
    object: Nexora
    percent: 30
    modality: confirmed
    grade: press
    source: https://example.com/a
    known_from: 2026-03-01
"""
BUYER = """\
id: acme
name: Acme
description: d
rivals: [{name: Valtek, rivalry: 1.0, why: w}]
exposure: {level: high, what: w}
appetite:
  accept: {fixed: 0, per_risk: 100}
  mitigate: {fixed: 15, per_risk: 40}
  replace: {fixed: 45, per_risk: 0}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    root = tmp_path_factory.mktemp("case")
    (root / "tie.yaml").write_text(TIE, "utf-8")
    (root / "acme.yaml").write_text(BUYER, "utf-8")
    return root, gather([root / "tie.yaml"])


def judged(case, *claims, as_of="2026-03-20", buyer=None):
    root, dossier = case
    told = Dossier(
        documents=dossier.documents,
        claims=tuple(sorted((*dossier.claims, *claims), key=lambda c: c.id)),
        engine=dossier.engine,
    )
    return assess(told, buyer=buyer or str(root / "acme.yaml"), vendor="Nexora", as_of=as_of)


def line(found, name):
    return next(entry for entry in found.ledger if entry.id == name)


def test_without_answers_nothing_is_other_than_it_was(case):
    assert judged(case) == judged(case, answer("a", buyer="Other"), buyer=None).model_copy(
        update={"reliefs": judged(case).reliefs}
    )


@pytest.mark.parametrize(
    ("one", "moved"),
    [
        (answer("a"), "down"),
        (answer("a", "confirmed"), "up"),
        (answer("a", "reported"), "up"),
        (answer("a", day=dt.date(2026, 3, 21)), "not"),  # not yet known
        (answer("a", buyer="Other"), "not"),
        (answer("a", about=("stake|Somebody|Nexora|",)), "not"),
        (answer("a", about=(OWNERS,), question="N04"), "down"),
        (answer("a", "confirmed", about=(OWNERS,), question="N04"), "up"),
    ],
)
def test_a_no_never_raises_an_end_and_a_yes_never_lowers_one(case, one, moved):
    before, after = judged(case).risk, judged(case, one).risk
    ends = [(getattr(before, end), getattr(after, end)) for end in ("low", "point", "high")]
    assert any(old != new for old, new in ends) == (moved != "not")
    for old, new in ends:
        assert new <= old if moved == "down" else new >= old if moved == "up" else new == old


def test_an_answer_is_no_tie_and_stands_in_the_line_it_speaks_to(case):
    before, after = judged(case), judged(case, answer("a"))
    assert {entry.id for entry in after.ledger} == {entry.id for entry in before.ledger}
    assert [c.kind for c in line(after, "stake:valtek").claims] == ["ownership", "answer"]
    assert (
        line(after, "stake:valtek").event.mechanisms[0]
        == (line(before, "stake:valtek").event.mechanisms[0])
    )  # its share is what the documents say
    other = judged(case, answer("a", buyer="Other"))
    assert [r.what for r in other.reliefs] == ["Nexora answers N01"]


def test_an_answer_covers_what_no_document_covers(case):
    before = judged(case).coverage
    word = judged(case, answer("a", about=(OWNERS,))).coverage
    paper = {"interest": "none", "grade": "document_seen"}
    seen = judged(case, answer("a", about=(OWNERS,), **paper)).coverage
    both = judged(
        case,
        answer("a", about=(OWNERS,), **paper),
        answer("b", about=(OWNERS,), question="N04", **paper),
    ).coverage
    assert before < word < seen < both
    items = 6  # the others are wholly open, so all that is covered is capital
    open_part = 1.0 - items * before
    assert both - before == pytest.approx(open_part * 0.75 / items, abs=2e-6)
    assert judged(case, answer("a")).coverage == before  # a tie is no open item


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["denied", "confirmed", "reported"]),
            st.sampled_from(["N01", "N04"]),
            st.sampled_from(["statement", "signed_statement", "document_seen"]),
            st.integers(0, 9),
        ),
        max_size=5,
    )
)
def test_whatever_is_answered_the_order_makes_no_difference(case, told):
    claims = [
        answer(
            "abcdefgh"[place], says, question=q, grade=grade, day=DAY + dt.timedelta(days=days),
            about=(STAKE, OWNERS) if q == "N01" else (OWNERS,),
        )
        for place, (says, q, grade, days) in enumerate(told)
    ]  # fmt: skip
    one = judged(case, *claims)
    assert one.risk.low <= one.risk.point <= one.risk.high
    assert one == judged(case, *claims[::-1])
    assert {topic_of(key) for c in claims for key in c.about} <= {"stake", "owners"}
