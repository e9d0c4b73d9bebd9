"""The checklist: which questions are raised, in which order, on what evidence."""

import datetime as dt

import pytest

from vendorrisk.decision.appetite import decide
from vendorrisk.decision.checklist import checklist
from vendorrisk.model.assessment import (
    Assessment,
    ClaimRef,
    Comparison,
    Concentration,
    Contradiction,
    Event,
    Interval,
    Mechanism,
    NotYetKnown,
    Parameter,
    Reading,
)
from vendorrisk.model.belief import Belief, Family, Strength
from vendorrisk.model.checklist import REACHES, Checklist, Review
from vendorrisk.report.checklist_text import checklist_markdown
from vendorrisk.rulebook import load_buyer, load_clauses, load_questions
from vendorrisk.scoring.ledger import ledger, open_questions, rounded
from vendorrisk.scoring.tree import score

AS_OF = dt.date(2025, 6, 20)


def claim(name, *, modality="confirmed", interest="none", date="2025-06-13", quote="a quote"):
    return ClaimRef(
        id=name,
        doc="doc",
        doc_id="doc-1",
        quote=quote,
        start=0,
        end=len(quote),
        kind="ownership",
        modality=modality,
        date=date,
        interest=interest,
        family="Reuters",
    )


def belief(low, *signed, key="k"):
    """A belief with one family for each (claim id, polarity)."""
    strength = Strength(low=low, point=low, high=low)
    families = tuple(
        Family(origin=name, polarity=sign, strength=strength, claims=(name,), documents=(), why=())
        for name, sign in signed
    )
    return Belief(
        key=key,
        what="w",
        low=low,
        point=low,
        high=1.0,
        conflict=0.0,
        base_rate=0.5,
        families=families,
    )


def event(name, channel, questions, **given):
    known = given.get("known", True)
    topic, _, who = name.partition(":")
    key = f"{topic}|{who}|V|" if known else f"required|{who}|V|"
    severity = given.get("severity", 0.5)
    return Event(
        id=name,
        what=given.get("what", f"what of {name}"),
        factor=given.get("factor", "ownership"),
        party=given.get("party"),
        rivalry=given.get("rivalry", 1.0),
        claim=given.get("claim", belief(0.75 if known else 0.0, key=key)),
        mechanisms=(
            Mechanism(
                channel=channel,
                severity=Interval(low=severity, point=severity, high=severity),
                link=0.5,
                how="",
            ),
        ),
        known=known,
        claims=tuple(given.get("claims", ())),
        questions=tuple(questions),
    )


def assessment(vendor, events, **given):
    one = score([events], 0.0)[0]
    risk = rounded(one.risk)
    return Assessment(
        vendor=vendor,
        buyer="Google",
        as_of=AS_OF,
        risk=risk,
        tier="UNDETERMINED",
        tier_reason="",
        coverage=0.1,
        coverage_reason="",
        factors=(),
        ledger=ledger(events, one, given.pop("worth", None)),
        open_questions=open_questions(events, one.risk.high, 0.0),
        concentration=Concentration(reason="nothing is known"),
        decision=decide(risk, load_buyer("google")),
        not_yet_known=NotYetKnown(claims=0, first_known=None, what=()),
        **given,
    )


def made(*assessments):
    comparison = Comparison(
        model_version="1.0",
        buyer="Google",
        as_of=AS_OF,
        assessments=assessments,
        robust=(),
        documents=(),
        parameters=(Parameter(name="review.stale_days", value="730", reason=""),),
        disclaimer="A risk signal.",
    )
    return checklist(comparison, load_questions(), load_clauses())


def row(found, question, vendor="Scale AI"):
    return next(r for r in found.of(vendor) if r.question_id == question)


STAKE = event(
    "stake:meta",
    "cash",
    ["N01", "N03"],
    what="Meta holds 49% of Scale AI",
    party="Meta",
    claims=[claim("c1")],
    claim=belief(0.75, ("c1", 1), key="stake|meta|V|"),
)
OPEN = event("unknown:owners", "undisclosed-owner", ["N01", "N04"], known=False)


def test_raised_questions_come_first_and_standing_ones_by_severity():
    rows = made(assessment("Scale AI", [STAKE, OPEN])).of("Scale AI")
    raised = [bool(r.raised_by) for r in rows]
    assert raised == sorted(raised, reverse=True)
    assert [r.question_id for r in rows][:3] == ["N04", "N01", "N03"]
    order = [r.severity for r in rows if not r.raised_by]
    assert order == sorted(order, key=["critical", "high", "medium"].index)


def test_rows_follow_the_order_of_the_vendors():
    found = made(assessment("Zeta", [STAKE]), assessment("Alpha", [OPEN]))
    assert found.vendors == ("Zeta", "Alpha")
    assert list(dict.fromkeys(r.vendor for r in found.rows)) == ["Zeta", "Alpha"]


def test_without_events_only_standing_questions_are_asked():
    found = made(assessment("Scale AI", []))
    standing = {q.id for q in load_questions() if q.standing}
    assert {r.question_id for r in found.rows} == standing
    assert {r.why_raised for r in found.rows} == {"asked of every vendor"}
    assert {r.conflict_type for r in found.rows} == {"None"}
    assert {r.effect for r in found.rows} == {0.0}


def test_a_question_that_is_not_scored_has_no_value():
    rows = made(assessment("Scale AI", [STAKE])).of("Scale AI")
    assert {(r.evppi, r.worth, r.shrinks, r.settles) for r in rows if not r.raised_by} == {
        (None, None, None, ())
    }
    assert row(made(assessment("Scale AI", [STAKE])), "N03").settles == ()  # rights, not the stake
    assert row(made(assessment("Scale AI", [STAKE])), "N03").reach == "none"


def test_questions_that_cannot_change_the_decision_stand_apart_with_the_reason():
    small = event("unknown:interlocks", "x", ["N18", "N19"], known=False, severity=0.001)
    found = made(assessment("Scale AI", [STAKE, OPEN, small]))
    reaches = [r.reach for r in found.of("Scale AI")]
    assert reaches == sorted(reaches, key=REACHES.index)
    assert row(found, "N19").evppi == 0.0 and row(found, "N19").reach == "interval"
    assert row(found, "N19").cannot_change == (
        "whatever the answer, 'accept' stays the cheapest action"
    )
    assert row(found, "N04").reach == "decision" and row(found, "N04").cannot_change is None
    text = checklist_markdown(found)
    assert text.count("Cannot change the decision") == 1
    assert "Whatever the answer, 'accept' stays the cheapest action." in text


def test_the_order_is_by_value_over_cost_and_then_by_what_is_new():
    """N17 and N21 speak to the same claim, so the second waits for whatever says something new."""
    left = event("unknown:departures", "x", ["N17", "N21"], known=False, severity=0.9)
    owns = event("unknown:owners", "x", ["N01", "N04"], known=False, severity=0.9)
    found = made(assessment("Scale AI", [left, owns])).of("Scale AI")
    first = [r for r in found if r.reach == "decision"]
    assert [r.question_id for r in first] == ["N17", "N01", "N21", "N04"]
    assert all(r.worth == pytest.approx(r.evppi / r.cost, abs=1e-5) for r in first)
    assert first[0].evppi == first[1].evppi and first[0].cost < first[1].cost


def test_a_yes_supports_what_is_reported_and_else_what_is_open():
    both = row(made(assessment("Scale AI", [STAKE, OPEN])), "N01")
    assert both.settles == ("stake|meta|V|", "required|owners|V|")
    assert both.supports == ("stake|meta|V|",)
    alone = row(made(assessment("Scale AI", [STAKE, OPEN])), "N04")
    assert alone.settles == alone.supports == ("required|owners|V|",)


def test_effect_of_one_open_question_is_that_of_the_assessment():
    one = assessment("Scale AI", [STAKE, OPEN])
    assert row(made(one), "N04").effect == pytest.approx(one.open_questions[0].effect, abs=2e-6)


def test_effect_of_several_events_takes_them_away_together():
    one = assessment("Scale AI", [STAKE, OPEN])
    assert row(made(one), "N01").effect == pytest.approx(one.risk.high, abs=2e-6)


def test_effect_beside_an_event_that_is_all_but_sure_is_what_the_others_leave():
    """With y = 1 - 1e-8, printed 1.000000, what is left is the risk of the stake, not 0."""
    one = OPEN.mechanisms[0].model_copy(
        update={"link": 0.99, "severity": Interval(low=1.0, point=1.0, high=1.0)}
    )
    sure = OPEN.model_copy(update={"mechanisms": (one,) * 4})
    told = assessment("Scale AI", [STAKE, sure])
    assert next(e for e in told.ledger if e.id == sure.id).intensity.high == 1.0
    alone = assessment("Scale AI", [STAKE]).risk.high
    assert row(made(told), "N04").effect == pytest.approx(1.0 - alone, abs=1e-6)


def test_effect_of_an_event_that_shares_its_claim():
    """A claim at most .8 in two events of y = .5: settled, it takes both away."""
    shared = belief(0.1, key="stake|x|V|").model_copy(update={"high": 0.8})
    one, two = (
        event(name, "cash", [question], severity=1.0, claim=shared)
        for name, question in (("stake:a", "N01"), ("stake:b", "N03"))
    )
    found = made(assessment("Scale AI", [one, two]))
    assert row(found, "N01").effect == pytest.approx(0.8 * 0.75, abs=1e-6)


def test_a_present_conflict_raises_what_follows_from_it():
    found = row(made(assessment("Scale AI", [STAKE])), "N12")
    assert found.raised_by == ("stake:meta",)
    assert found.why_raised == "follows from: “Meta holds 49% of Scale AI”"
    assert found.effect == 0.0


@pytest.mark.parametrize(
    "weak",
    [
        {"claim": belief(0.2)},
        {"rivalry": 0.1},
        {"known": False},
        {"severity": 0.0},
        {"claims": [claim("c1", modality="planned")]},
    ],
)
def test_nothing_follows_from_a_tie_that_is_not_present(weak):
    rows = made(assessment("Scale AI", [event("stake:x", "cash", ["N01"], **weak)])).rows
    assert "N12" not in {r.question_id for r in rows}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (event("e", "cash", ["N01"]), "Actual"),
        (event("e", "cash", ["N01"], claim=None), "Actual"),
        (event("e", "cash", ["N01"], claim=belief(0.49)), "Apparent"),
        (event("e", "cash", ["N01"], claim=belief(0.5)), "Actual"),
        (event("e", "cash", ["N01"], rivalry=0.25), "Apparent"),
        (event("e", "talks", ["N01"]), "Potential"),
        (event("e", "cash", ["N01"], claims=[claim("c", modality="rumoured")]), "Potential"),
        (event("e", "undisclosed-owner", ["N01"], known=False), "Potential"),
        (event("e", "loss", ["N01"]), "None"),
        (event("e", "fragility", ["N01"], known=False), "None"),
    ],
)
def test_conflict_type_is_proposed(one, expected):
    assert row(made(assessment("Scale AI", [one])), "N01").conflict_type == expected


def test_the_strongest_conflict_of_a_row_counts():
    assert row(made(assessment("Scale AI", [OPEN, STAKE])), "N01").conflict_type == "Actual"


@pytest.mark.parametrize(
    ("claims", "signed", "expected"),
    [
        ([], [], "None"),
        ([claim("a")], [("a", 1)], "Supports concern"),
        ([claim("a")], [("a", -1)], "Against concern"),
        ([claim("a", modality="denied")], [], "Against concern"),
        ([claim("a"), claim("b")], [("a", 1), ("b", -1)], "Mixed"),
        ([claim("a", date="2020")], [("a", 1)], "Stale"),
        ([claim("a", date="2020"), claim("b")], [("a", 1), ("b", 1)], "Supports concern"),
        ([claim("a", date=None)], [("a", 1)], "Supports concern"),
    ],
)
def test_evidence_status(claims, signed, expected):
    one = event("e", "cash", ["N01"], claims=claims, claim=belief(0.75, *signed))
    found = row(made(assessment("Scale AI", [one])), "N01")
    assert found.evidence_status == expected
    assert [ref.id for ref in found.evidence_on_file] == [c.id for c in claims]


def test_the_vendors_own_word_is_named_as_such():
    said = claim("s", interest="self", quote="we stay independent")
    found = row(made(assessment("Scale AI", [], statements=(said,))), "N34")
    assert found.evidence_status == "Against concern"
    assert found.evidence_on_file == (said,)
    assert "only the vendor's own word" in found.why_raised


def test_contradictions_are_on_file_for_the_question_about_evidence():
    readings = tuple(
        Reading(value=name, modality="reported", documents=("doc",), claims=(claim(name),))
        for name in ("a", "b")
    )
    found = Contradiction(topic="deal", question="How much?", readings=readings, why="")
    got = row(made(assessment("Scale AI", [], contradictions=(found,))), "N42")
    assert got.why_raised == "documents disagree on: deal"
    assert got.evidence_status == "Mixed"
    assert {ref.id for ref in got.evidence_on_file} == {"a", "b"}


def test_an_owner_of_two_vendors_raises_the_question_of_diversification():
    found = made(assessment("Scale AI", [STAKE]), assessment("Labelbox", [STAKE]))
    assert "the same owner at Labelbox" in row(found, "N38").why_raised
    assert row(found, "N38").raised_by == ("stake:meta",)
    alone = made(assessment("Scale AI", [STAKE]), assessment("Labelbox", [OPEN]))
    assert row(alone, "N38").raised_by == ()


def test_the_request_names_what_was_read_and_the_parties():
    text = row(made(assessment("Scale AI", [STAKE, OPEN])), "N01").follow_up_request
    assert text.startswith("Public sources report: “Meta holds 49% of Scale AI”. Please confirm")
    assert "holders of 5 % or more of Scale AI" in text
    assert "markets of Google" in text
    assert "what of unknown:owners" not in text


def test_the_vendor_is_not_asked_about_the_buyers_own_acts():
    own = event("loss:google", "loss", ["N10"], party="Google", claims=[claim("c")])
    text = row(made(assessment("Scale AI", [own])), "N10").follow_up_request
    assert "Public sources report" not in text


def test_nothing_is_filled_in_for_people():
    found = made(assessment("Scale AI", [STAKE, OPEN]))
    assert all(r.review == Review() for r in found.rows)
    assert set(Review().model_dump().values()) == {None}


def test_hash_changes_with_content_and_not_with_the_review():
    first = row(made(assessment("Scale AI", [STAKE])), "N01")
    again = row(made(assessment("Scale AI", [STAKE])), "N01")
    other = row(made(assessment("Scale AI", [STAKE, OPEN])), "N01")
    assert first.row_hash == again.row_hash != other.row_hash
    assert len({r.row_hash for r in made(assessment("Scale AI", [STAKE])).rows}) > 20


def test_exhibits_are_numbered_by_first_appearance():
    both = [STAKE, event("departure:meta", "departure", ["N17"], claims=[claim("c2")])]
    found = made(assessment("Scale AI", both))
    assert sorted(found.exhibits().values()) == ["E001", "E002"]
    assert found.exhibits()[found.rows[0].evidence_on_file[0].id] == "E001"


def test_it_reads_back_equal():
    found = made(assessment("Scale AI", [STAKE, OPEN]))
    assert Checklist.model_validate_json(found.to_json()) == found
