"""Named values: what each says of a small world, and what silence never does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessed import assessed, values_of
from hypothesis import given, settings
from pydantic import ValidationError
from worlds import VENDOR, buyer, case, stories, teller

from vendorrisk.decision.values import FAMILIES, VALUES
from vendorrisk.decision.values.registry import Entry
from vendorrisk.model.buyer import DataExposure
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.named_value import NamedValue
from vendorrisk.model.parameters import Fraction
from vendorrisk.rulebook import load_parameters

told = teller(kind="ownership", subject="Searcher", object=VENDOR)
ANY = (0.0, 1.0)  # nobody knows
SOME = (0.0, None)  # nobody knows how many


def stake(percent: float, **more: Any) -> dict[str, Any]:
    return {"percent": percent, "publisher": "SEC filing", **more}


def move(to: str, person: str = "Ada Weaver", role: str = "CEO", **more: Any) -> dict[str, Any]:
    return {
        "kind": "leadership_move",
        "subject": VENDOR,
        "object": to,
        "person": person,
        "role": role,
        "move": "joins",
        "date": "2025-06-01",
        **more,
    }


def client(name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "client", "subject": name, **more}


def loss(name: str, stage: str = "ended", **more: Any) -> dict[str, Any]:
    more.setdefault("date", "2025-06-01")
    return {"kind": "client_loss", "subject": name, "stage": stage, **more}


def seat(home: str | None, **more: Any) -> dict[str, Any]:
    return {"kind": "directorship", "subject": home, "person": "Bo Lind", **more}


def of_vendor(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "subject": VENDOR, "object": None, **more}


OLD = {"date": "2021-01-01", "known_from": dt.date(2021, 1, 2)}

TABLE: list[tuple[str, list[dict[str, Any]], tuple[float | None, float | None]]] = [
    ("rival_stake", [], (0.0, 0.1)),
    ("rival_stake", [stake(30)], (0.297, 0.307)),
    ("rival_stake", [stake(30, subject="Rocket")], (0.0, 0.1)),
    ("rival_stake", [stake(30, modality="denied")], (0.0, 0.1)),
    ("rival_stake", [stake(30, publisher="Rumour Mill")], (0.0, 0.1)),
    ("rival_stake", [stake(30, subject="Nobody Ltd")], (0.0, 0.307)),  # may be a rival
    ("rival_votes", [stake(30)], (0.297, 0.307)),
    ("rival_votes", [stake(30, voting=False)], (0.0, 0.1)),
    ("rival_votes", [stake(30, votes=60.0)], (0.594, 0.604)),
    ("rival_control", [stake(60)], (1.0, 1.0)),
    ("rival_control", [stake(35)], (0.0, 0.0)),
    ("rival_control", [stake(45)], ANY),  # with the largest unnamed block
    ("rival_control", [stake(60, voting=False)], (0.0, 0.0)),
    ("rival_control", [], (0.0, 0.0)),
    ("rival_control", [stake(60, subject="Rocket")], (0.0, 0.0)),
    ("rival_holders", [], SOME),
    ("rival_holders", [stake(5), stake(5, subject="Friendly")], (2.0, None)),
    ("rival_holders", [stake(5), stake(6)], (1.0, None)),  # one holder, told twice
    ("rival_stake_unsized", [{"kind": "investment"}], (1.0, 1.0)),
    ("rival_stake_unsized", [stake(5)], ANY),
    ("rival_stake_unsized", [stake(100, subject="Rocket", publisher="SEC filing")], ANY),
    ("rival_talks", [], ANY),
    ("rival_talks", [{"kind": "acquisition", "modality": "planned"}], (1.0, 1.0)),
    ("rival_talks", [{"kind": "acquisition", "modality": "rumoured"}], ANY),
    ("rival_talks", [{"kind": "acquisition", "modality": "planned", "subject": "Rocket"}], ANY),
    ("takeover_talks", [], ANY),
    (
        "takeover_talks",
        [{"kind": "acquisition", "modality": "planned", "subject": "Rocket"}],
        (1.0, 1.0),
    ),
    ("takeover_talks", [{"kind": "investment", "modality": "planned"}], ANY),
    ("undisclosed_capital", [], (1.0, 1.0)),
    ("undisclosed_capital", [stake(60, subject="Rocket")], (0.396, 0.41194)),
    ("undisclosed_capital", [{"kind": "investment"}], (1.0, 1.0)),
    ("own_stake", [], (0.0, 0.1)),
    ("own_stake", [stake(30, subject="Buyer")], (0.297, 0.307)),
    ("own_stake", [stake(30)], (0.0, 0.1)),
    ("owner_is_supplier", [stake(30)], ANY),
    (
        "owner_is_supplier",
        [stake(30), {"kind": "client", "subject": VENDOR, "object": "Searcher"}],
        (1.0, 1.0),
    ),
    (
        "owner_is_supplier",
        [stake(30), {"kind": "client", "subject": VENDOR, "object": "Rocket"}],
        ANY,
    ),
    ("rival_owner_is_client", [stake(30), client("Searcher")], (1.0, 1.0)),
    ("rival_owner_is_client", [stake(30), client("Friendly")], ANY),
    ("market_entry", [], (0.0, 0.0)),  # its markets are known
    ("market_entry", [{"kind": "rival", "subject": "Buyer"}], (1.0, 1.0)),
    ("market_entry", [{"kind": "rival", "subject": "Rocket"}], (0.0, 0.0)),
    ("rival_revenue_share", [], ANY),
    ("rival_revenue_share", [client("Searcher", share_of_revenue=0.4)], (0.3, 1.0)),
    ("rival_revenue_share", [client("Rocket", share_of_revenue=0.4)], (0.0, 0.775)),
    ("rival_is_largest_client", [client("Searcher", rank="largest")], (1.0, 1.0)),
    ("rival_is_largest_client", [client("Rocket", rank="largest")], (0.0, 0.0)),
    ("rival_is_largest_client", [client("Searcher")], ANY),
    ("largest_client_share", [], (None, None)),
    ("largest_client_share", [client("Searcher", share_of_revenue=0.4)], (0.3, 0.7)),
    ("largest_client_share", [client("Searcher")], (None, None)),
    ("hhi", [], (None, None)),
    ("clients_lost", [], SOME),
    ("clients_lost", [loss("Rocket"), loss("Searcher")], (2.0, None)),
    ("clients_lost", [loss("Rocket"), loss("Rocket")], (1.0, None)),
    ("clients_lost", [loss("Rocket", stage="considering")], SOME),
    ("clients_lost", [loss("Buyer")], SOME),
    ("clients_lost", [loss("Rocket", **OLD)], SOME),
    ("clients_lost", [loss("Rocket", modality="denied")], SOME),
    ("lost_share", [], ANY),
    (
        "lost_share",
        [loss("Rocket", stage="reducing"), client("Rocket", share_of_revenue=0.4)],
        (0.045, 1.0),
    ),
    ("cutoff_of_buyer", [], ANY),
    ("cutoff_of_buyer", [of_vendor("vendor_cutoff", object="Buyer")], (1.0, 1.0)),
    ("cutoff_of_buyer", [of_vendor("vendor_cutoff", object="Rocket")], ANY),
    ("cutoff_of_others", [of_vendor("vendor_cutoff", object="Rocket")], (1.0, 1.0)),
    ("departures_to_rival", [], SOME),
    ("departures_to_rival", [move("Searcher"), move("Friendly", "Bo Lind")], (2.0, None)),
    ("departures_to_rival", [move("Searcher"), move("Searcher")], (1.0, None)),
    ("departures_to_rival", [move("Rocket")], SOME),
    ("departures_to_rival", [move("Searcher", **OLD)], SOME),
    ("largest_group_to_rival", [move("Searcher"), move("Friendly", "Bo Lind")], (1.0, None)),
    ("largest_group_to_rival", [move("Searcher"), move("Searcher", "Bo Lind")], (2.0, None)),
    ("chief_executive_to_rival", [], ANY),
    ("chief_executive_to_rival", [move("Searcher")], (1.0, 1.0)),
    ("chief_executive_to_rival", [move("Rocket")], ANY),
    ("chief_executive_to_rival", [move("Searcher", role="engineer")], ANY),
    ("chief_executive_to_rival", [move("Searcher", modality="denied")], ANY),
    ("chief_executive_left", [move("Rocket")], (1.0, 1.0)),
    ("chief_executive_left", [move("Rocket", role="engineer")], ANY),
    (
        "chief_executive_left",
        [of_vendor("leadership_move", person="Ada Weaver", role="CEO", move="leaves")],
        (1.0, 1.0),
    ),
    ("days_since_departure", [], (None, None)),
    ("days_since_departure", [move("Searcher")], (29.0, 29.0)),
    ("days_since_departure", [move("Searcher", publisher="Rumour Mill")], (None, None)),
    (
        "days_since_departure",  # a rumour of a later one: nobody can tell
        [
            move("Searcher"),
            move("Searcher", "Bo Lind", modality="rumoured", date="2025-06-20"),
        ],
        (10.0, 29.0),
    ),
    (
        "days_since_departure",  # of an earlier one: it takes no part
        [
            move("Searcher"),
            move("Searcher", "Bo Lind", modality="rumoured", date="2025-05-20"),
        ],
        (29.0, 29.0),
    ),
    ("arrivals_from_rival", [], SOME),
    (
        "arrivals_from_rival",
        [move(VENDOR, subject="Searcher"), move(VENDOR, "Bo Lind", subject="Rocket")],
        (1.0, None),
    ),
    ("rival_directors", [], SOME),
    ("rival_directors", [seat("Searcher")], (1.0, None)),
    ("rival_directors", [seat("Searcher", observer=True)], SOME),
    ("rival_directors", [seat("Rocket")], SOME),
    ("rival_observers", [seat("Searcher", observer=True)], (1.0, None)),
    ("buyer_rivals", [], (2.0, 2.0)),
    ("buyer_rivals", [stake(5, subject="Nobody Ltd")], (2.0, 3.0)),
    ("buyer_data_level", [], (1.0, 1.0)),
    ("data_incident", [], ANY),
    ("data_incident", [of_vendor("data_incident")], (1.0, 1.0)),
    ("data_incident", [of_vendor("data_incident", modality="denied")], ANY),
    ("data_incident", [of_vendor("data_incident", **OLD)], ANY),
    ("neutrality_statement", [], ANY),
    ("neutrality_statement", [of_vendor("independence_statement", interest="self")], (1.0, 1.0)),
    ("own_word_only", [of_vendor("independence_statement", interest="self")], (1.0, 1.0)),
    (
        "own_word_only",
        [of_vendor("independence_statement", interest="self"), of_vendor("independence_statement")],
        (0.0, 0.0),
    ),
    ("coverage", [], (0.0, 0.0)),
    ("families", [], (0.0, 0.0)),
    ("families", [stake(5), stake(5, publisher="Reuters")], (2.0, 2.0)),
    ("rests_on_one_family", [stake(60)], (1.0, 1.0)),
    ("rests_on_one_family", [stake(5)], (0.0, 0.0)),
    ("evidence_age_days", [], (None, None)),
    ("evidence_age_days", [stake(5, known_from=dt.date(2025, 6, 20))], (10.0, 10.0)),
    ("contradictions", [], (0.0, 0.0)),
    ("contradictions", [stake(30), stake(40, publisher="Reuters")], (1.0, 1.0)),
    ("share_of_rumour", [], (None, None)),
    ("share_of_rumour", [stake(5)], (0.0, 0.0)),
    ("share_of_rumour", [{"modality": "rumoured"}, stake(5, subject="Friendly")], (0.5, 0.5)),
    ("conflict", [], (None, None)),
    ("conflict", [stake(5)], (0.0, 0.0)),
    ("replace_cost", [], (0.45, 0.45)),
    ("alternatives_named", [], SOME),
    ("alternatives_named", [{"kind": "rival", "subject": "Rocket"}], (1.0, None)),
    ("alternatives_named", [{"kind": "rival", "subject": "Searcher"}], SOME),
]


@pytest.mark.parametrize(("name", "parts", "expected"), TABLE)
def test_each_value_says_what_the_documents_hold(
    name: str, parts: list[dict[str, Any]], expected: tuple[float | None, float | None]
) -> None:
    found = values_of(told(*parts))[name]
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-6)
    assert found.how


def test_every_value_is_in_the_table_or_tested_below() -> None:
    scored = {"risk", "risk_ownership", "risk_clients", "risk_leadership", "decision_settled"}
    assert {name for name, *_ in TABLE} | scored == set(VALUES)


@pytest.mark.parametrize("entry", VALUES.values(), ids=list(VALUES))
def test_every_value_is_documented(entry: Entry) -> None:
    assert entry.what.split("\n")[0].endswith((".", ",")) or "\n" in entry.what
    assert 10 < len(entry.title) < 200
    assert entry.measure.__module__ in {module.__name__ for module in FAMILIES}


def test_the_values_of_the_score_are_the_score() -> None:
    found = assessed(told(stake(30)))
    values = {value.name: value for value in found.values}
    assert (values["risk"].low, values["risk"].high) == (found.risk.low, found.risk.high)
    for factor in found.factors:
        value = values[f"risk_{factor.factor}"]
        assert (value.low, value.high) == (factor.risk.low, factor.risk.high)
    same = len({found.decision.at_low, found.decision.at_point, found.decision.at_high}) == 1
    assert values["decision_settled"].low == float(same)


RIVAL_VALUES = [name for name in VALUES if "rival" in name] + ["days_since_departure"]


@pytest.mark.parametrize("name", RIVAL_VALUES)
def test_a_buyer_without_rivals_or_markets_has_none_to_fear(name: str) -> None:
    nobody = buyer(rivals=(), markets={})
    found = values_of(told(client("Searcher", rank="largest"), move("Searcher"), who=nobody))[name]
    assert found.low in (None, 0.0) and found.high in (None, 0.0)
    assert found.high == 0.0 or name == "days_since_departure"


def test_who_sees_nothing_can_lose_nothing() -> None:
    nothing = buyer().model_copy(update={"exposure": DataExposure(level="none", what="nothing")})
    found = values_of(told(of_vendor("data_incident"), who=nothing))
    assert found["buyer_data_level"].high == 0.0
    assert not found["data_incident"].applies and not found["data_incident"].known
    assert not found["own_word_only"].applies


@given(stories())
@settings(max_examples=100)
def test_bounds_are_in_order_and_in_the_range_of_their_unit(
    story: tuple[list[Claim], list[Document]],
) -> None:
    claims, documents = story
    one = case(claims, documents)
    found = values_of(one)
    assert list(found) == sorted(VALUES)
    for value in found.values():
        ends = [end for end in (value.low, value.high) if end is not None]
        if value.unit in {"share", "index"}:
            assert all(0.0 <= end <= 1.0 for end in ends), value
        if value.unit == "yes_no":
            assert all(end in (0.0, 1.0) for end in ends), value
        if value.unit in {"count", "days"}:
            assert all(end >= 0.0 and end == int(end) for end in ends), value
        assert set(value.claims) <= set(one.evidence.by_id)


@given(stories())
def test_the_order_of_documents_does_not_matter(story: tuple[list[Claim], list[Document]]) -> None:
    claims, documents = story
    back = values_of(case(claims[::-1], documents[::-1]))
    assert values_of(case(claims, documents)) == back


@given(stories(), stories(most=1))
def test_one_more_stake_of_a_rival_never_makes_it_smaller(
    story: tuple[list[Claim], list[Document]], more: tuple[list[Claim], list[Document]]
) -> None:
    claims = [c for c in story[0] if "Searcher" not in (c.subject, c.object)]
    before = values_of(case(claims, story[1]))["rival_stake"]
    extra = told(stake(30)).evidence
    after = values_of(
        case([*claims, *extra.by_id.values()], [*story[1], *extra.documents.values()])
    )["rival_stake"]
    assert before.low is not None and after.low is not None
    assert before.high is not None and after.high is not None
    assert after.low >= before.low - 1e-9
    assert after.high >= min(before.high, 0.297)


def test_belief_and_rivalry_are_held_against_the_parameters() -> None:
    p = load_parameters()
    firm = p.flags.model_copy(update={"believed_from": Fraction(value=0.9, reason="for the test")})
    strict = p.model_copy(update={"flags": firm})
    part = {"percent": 30.0, "publisher": "Reuters"}
    assert values_of(told(part))["rival_stake"].low == pytest.approx(0.225)
    assert values_of(told(part, parameters=strict))["rival_stake"].low == 0.0
    sided = p.flags.model_copy(update={"rival_from": Fraction(value=0.6, reason="for the test")})
    narrow = p.model_copy(update={"flags": sided})
    friend = {**part, "subject": "Friendly"}
    assert values_of(told(friend))["rival_stake"].low == pytest.approx(0.225)
    assert values_of(told(friend, parameters=narrow))["rival_stake"].high == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("low", "high"),
    [(None, 1.0), (0.5, 0.4)],
)
def test_bounds_that_cannot_be_are_refused(low: float | None, high: float | None) -> None:
    with pytest.raises(ValidationError):
        NamedValue(name="x", unit="share", low=low, high=high, how="")


def test_at_least_so_much_is_known() -> None:
    assert NamedValue(name="x", unit="count", low=2, high=None, how="").known
