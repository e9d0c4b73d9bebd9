"""Owners: money, votes, rights, talks and the vendor's own market."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import DAY, VENDOR, buyer, teller

from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.ownership import ownership, share_of
from vendorrisk.mechanisms.votes import votes_apart
from vendorrisk.model.assessment import Event, Mechanism
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.tree import score

P = load_parameters().ownership
told = teller(kind="investment", subject="Searcher", object=VENDOR)


def events(one: Case) -> dict[str, Event]:
    return {event.id: event for event in ownership(one)[0]}


def channel(event: Event, name: str) -> Mechanism:
    return next(m for m in event.mechanisms if m.channel == name)


def test_a_rivals_stake_is_money_votes_and_rights() -> None:
    event = events(told({"percent": 49.0}))["stake:searcher"]
    assert [m.channel for m in event.mechanisms] == ["cash", "votes", "rights"]
    assert event.claim is not None
    assert event.claim.low == pytest.approx(0.75)
    cash, votes = channel(event, "cash").severity, channel(event, "votes").severity
    assert cash.point == pytest.approx(0.49)
    assert votes.point == pytest.approx(0.49 / 0.51)
    assert (event.party, event.rivalry, event.known) == ("Searcher", 1.0, True)
    assert event.what == "Searcher holds 49% of Acme Labels"


@pytest.mark.parametrize(
    ("party", "reason"),
    [
        ("Rocket", "no conflict"),
        ("Pension Fund", "no conflict"),
        ("Buyer", "own group"),
    ],
)
def test_who_is_no_rival_is_a_relief(party: str, reason: str) -> None:
    found, reliefs = ownership(told({"subject": party, "percent": 30.0}))
    assert found == []
    assert [(r.what, reason in r.why) for r in reliefs] == [
        (f"{party} holds part of {VENDOR}", True)
    ]
    assert reliefs[0].claims[0].quote


def test_an_unknown_party_is_an_event_with_nothing_at_the_low_end() -> None:
    event = events(told({"subject": "Nobody Ltd", "percent": 30.0}))["stake:nobody"]
    for m in event.mechanisms:
        assert m.severity.low == 0.0
    assert channel(event, "cash").severity.high > channel(event, "cash").severity.point > 0.0


@pytest.mark.parametrize(
    ("part", "band"),
    [({}, P.undisclosed_stake), ({"rank": "lead"}, P.undisclosed_lead_stake)],
)
def test_an_undisclosed_stake_is_the_default_band(part: dict, band: Any) -> None:
    one = told(part)
    found = share_of(one, Key("stake", "Searcher", VENDOR))
    assert (found.low, found.point, found.high) == (band.low, band.point, band.high)
    assert "not disclosed" in events(one)["stake:searcher"].what


def test_a_parent_holds_all_of_it() -> None:
    one = told({"kind": "ownership", "parent": True})
    found = share_of(one, Key("stake", "Searcher", VENDOR))
    assert (found.low, found.high) == (1.0, 1.0)
    assert channel(events(one)["stake:searcher"], "votes").severity.low == 1.0


def test_a_denied_parent_does_not_make_the_stake_larger() -> None:
    """Exculpatory evidence: nothing may rise."""
    before = told({"percent": 10.0})
    after = told({"percent": 10.0}, {"kind": "ownership", "parent": True, "modality": "denied"})
    one, other = (events(x)["stake:searcher"] for x in (before, after))
    assert one.mechanisms[0] == other.mechanisms[0]
    risks = [score([[e]], 0.0)[0].risk for e in (one, other)]
    assert risks[1].low <= risks[0].low
    assert risks[1].point <= risks[0].point
    assert risks[1].high <= risks[0].high


@pytest.mark.parametrize(
    ("parts", "low", "high"),
    [
        ([{"percent": 49.0}], 1.0, 1.0),  # shares carry votes
        ([{"percent": 49.0, "voting": True}], 1.0, 1.0),
        # "non-voting" of one B source takes three quarters of the high end, all of the low
        ([{"percent": 49.0, "voting": False}], 0.0, 0.25),
        ([{"percent": 49.0, "voting": False, "publisher": "Relay Wire"}], 0.0, 0.75),
        ([{"percent": 49.0}, {"voting": False, "publisher": "Rumour Mill"}], 0.0, 1.0),
        (
            [
                {"percent": 49.0, "voting": False},
                {"percent": 49.0, "voting": False, "publisher": "The Bell"},
            ],
            0.0,
            0.0625,
        ),
        ([{"percent": 49.0}, {"voting": False, "modality": "denied"}], 1.0, 1.0),
    ],
)
def test_votes_are_believed_away_only_as_far_as_the_source_goes(
    parts: list[dict], low: float, high: float
) -> None:
    votes = channel(events(told(*parts))["stake:searcher"], "votes")
    found = (1.0, 1.0) if votes.claim is None else (votes.claim.low, votes.claim.high)
    assert found == pytest.approx((low, high))
    assert votes.severity.high > 0.9


def test_one_says_voting_and_one_says_not() -> None:
    event = events(
        told(
            {"percent": 49.0, "voting": True},
            {"percent": 49.0, "voting": False, "publisher": "Gazette"},
        )
    )["stake:searcher"]
    belief = channel(event, "votes").claim
    assert belief is not None
    assert 0.0 < belief.low < belief.high < 1.0
    assert belief.conflict > 0.0
    assert ", without votes" not in event.what


def test_said_to_be_without_votes_stands_in_the_ledger() -> None:
    event = events(told({"percent": 49.0, "voting": False}))["stake:searcher"]
    assert event.what.endswith(", without votes")
    assert "non-voting" in channel(event, "votes").how


@pytest.mark.parametrize(
    ("percent", "power"),
    [(0.0, 0.0), (20.0, 0.25), (40.0, 2 / 3), (50.0, 1.0), (51.0, 1.0), (100.0, 1.0)],
)
def test_power_of_a_stake(percent: float, power: float) -> None:
    votes = channel(events(told({"percent": percent}))["stake:searcher"], "votes")
    assert votes.severity.point == pytest.approx(power, abs=1e-9)


def test_rights_are_a_claim_of_their_own() -> None:
    large = channel(events(told({"percent": 49.0}))["stake:searcher"], "rights")
    small = channel(events(told({"percent": 2.0}))["stake:searcher"], "rights")
    assert large.claim is not None
    assert small.claim is not None
    assert (large.claim.low, large.claim.high) == (0.0, 1.0)
    assert large.claim.point > small.claim.point > 0.0
    seat = {"kind": "directorship", "subject": "Searcher", "modality": "denied"}
    denied = channel(events(told({"percent": 49.0}, seat))["stake:searcher"], "rights")
    assert denied.claim is not None
    assert denied.claim.high == pytest.approx(0.25)
    assert denied.claim.point < large.claim.point


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ([{"modality": "planned"}], ["talks:searcher"]),
        ([{"modality": "rumoured"}], ["talks:searcher"]),
        ([{"modality": "planned", "subject": "Rocket"}], []),
        # the deal is done: the talk of it does not count beside it
        ([{"modality": "planned"}, {"publisher": "The Bell"}], ["stake:searcher"]),
        ([{"modality": "planned"}, {"modality": "rumoured"}], ["talks:searcher"]),
    ],
)
def test_talks_are_not_a_stake(parts: list[dict], ids: list[str]) -> None:
    assert sorted(events(told(*parts))) == ids


def test_denied_by_all_is_a_relief() -> None:
    found, reliefs = ownership(told({"modality": "denied"}))
    assert found == []
    assert [r.why for r in reliefs] == ["denied by all who speak of it"]


def test_an_ended_stake_is_a_relief() -> None:
    found, reliefs = ownership(told({"percent": 30.0, "valid_to": "2025-01-31"}))
    assert found == []
    assert [r.why for r in reliefs] == ["ended 2025-01-31"]


@pytest.mark.parametrize(
    ("subject", "target", "modality", "ids"),
    [
        (VENDOR, "Buyer", "confirmed", ["entry:buyer"]),
        ("Buyer", VENDOR, "confirmed", ["entry:buyer"]),
        (VENDOR, "Searcher", "confirmed", []),
        ("Buyer", "Rocket", "confirmed", []),
        (VENDOR, "Buyer", "denied", []),
    ],
)
def test_the_vendor_in_the_buyers_market(
    subject: str, target: str, modality: str, ids: list[str]
) -> None:
    part = {"kind": "rival", "subject": subject, "object": target, "modality": modality}
    assert list(events(told(part))) == ids


def test_o1_a_wholly_owned_company_in_between_changes_nothing() -> None:
    """The stake of a subsidiary in the registry weighs as that of its parent."""
    direct = events(told({"percent": 49.0}))["stake:searcher"]
    through = events(told({"percent": 49.0, "subject": "Searcher Lab"}))["stake:searcher-lab"]
    for one, other in zip(direct.mechanisms, through.mechanisms, strict=True):
        assert one.severity == other.severity
    assert score([[direct]], 0.0)[0].risk == score([[through]], 0.0)[0].risk


def test_the_vendors_shares_in_itself_are_no_tie() -> None:
    assert events(told({"subject": VENDOR, "percent": 10.0})) == {}


def test_evidence_for_another_vendor_is_none_for_this_one() -> None:
    assert events(told({"object": "Rocket", "percent": 49.0}, who=buyer())) == {}


@pytest.mark.parametrize(
    ("publisher", "modality", "left"),
    [
        ("Reuters", "confirmed", None),  # done: the talk is a relief
        ("Gazette", "confirmed", 1 - 0.5 / 0.65625),
        ("Relay Wire", "confirmed", 1 - 0.25 / 0.65625),
        ("Rumour Mill", "confirmed", 1.0),  # near miss: gossip does not close a deal
    ],
)
def test_talk_counts_by_the_part_that_the_stake_does_not_replace(
    publisher: str, modality: str, left: float | None
) -> None:
    one = told(
        {"modality": "planned", "publisher": "The Bell"},
        {"modality": modality, "publisher": publisher},
    )
    talk = events(one).get("talks:searcher")
    if left is None:
        assert talk is None
        return
    assert talk is not None
    assert talk.mechanisms[0].severity.point == pytest.approx(P.talks.value * left)


def test_votes_told_apart_from_the_shares_decide_and_the_shares_earn() -> None:
    one = told({"percent": 10.0, "votes": 60.0, "voting": True})
    event = events(one)["stake:searcher"]
    assert channel(event, "votes").severity.point == pytest.approx(1.0)
    assert channel(event, "cash").severity.point == pytest.approx(0.1)
    assert "votes 0.6" in channel(event, "votes").how
    alike = events(told({"percent": 10.0}))["stake:searcher"]
    assert channel(alike, "cash") == channel(event, "cash")
    assert "votes taken as the share" in channel(alike, "votes").how


def test_votes_alone_tell_nothing_of_the_shares() -> None:
    one = told({"votes": 60.0, "voting": True})
    found = share_of(one, Key("stake", "Searcher", VENDOR))
    assert (found.low, found.high) == (P.undisclosed_stake.low, P.undisclosed_stake.high)
    votes = votes_apart(one, Key("stake", "Searcher", VENDOR))
    assert votes is not None and votes.point == pytest.approx(0.6)


def test_a_takeover_without_a_figure_is_more_than_half() -> None:
    share = share_of(told({"kind": "acquisition"}), Key("stake", "Searcher", VENDOR))
    assert (share.low, share.point, share.high) == (0.51, 1.0, 1.0)


@pytest.mark.parametrize(
    ("date", "note"), [("2015", "older than the limit for fresh evidence"), (DAY.isoformat(), None)]
)
def test_a_stake_told_of_long_ago_says_so(date: str, note: str | None) -> None:
    assert events(told({"percent": 30.0, "date": date}))["stake:searcher"].note == note


def test_votes_told_by_a_source_without_weight_leave_the_shares() -> None:
    plain = told({"percent": 60.0})
    gossip = told({"percent": 60.0}, {"votes": 1.0, "publisher": "Rumour Mill"})
    key = Key("stake", "Searcher", VENDOR)
    assert votes_apart(gossip, key) is None
    assert ownership(gossip)[0][0].mechanisms[1].severity == (
        ownership(plain)[0][0].mechanisms[1].severity
    )
    assert "votes taken as the share" in channel(events(gossip)["stake:searcher"], "votes").how
