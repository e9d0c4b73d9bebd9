"""People: moves, group moves and seats."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import DAY, VENDOR, case, claim, document, teller

from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.leadership import leadership
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.rulebook import load_parameters
from vendorrisk.scoring.sharing import POINTS, worlds
from vendorrisk.scoring.tree import score

P = load_parameters().leadership
told = teller(kind="leadership_move", subject=VENDOR, object="Searcher")


def events(one: Case) -> dict[str, Event]:
    return {event.id: event for event in leadership(one)[0]}


def risk(one: Case) -> Interval:
    return score([list(events(one).values())], 0.0)[0].risk


def head(person: str = "Ada Weaver", role: str | None = "CEO", **values: Any) -> dict[str, Any]:
    return {"person": person, "role": role, **values}


def seat(person: str | None = "Ada Weaver", home: str | None = "Searcher", **values: Any) -> dict:
    return {"kind": "directorship", "subject": home, "object": VENDOR, "person": person, **values}


def test_a_departure_to_a_rival() -> None:
    event = events(told(head()))["departure:searcher"]
    (move,) = event.mechanisms
    sigma = P.role["chief executive"].value
    assert move.severity.point == pytest.approx(sigma * P.access.value)
    assert event.claim is not None
    assert (event.claim.low, event.claim.high) == (0.75, 1.0)
    assert event.what == f"Ada Weaver moved from {VENDOR} to Searcher"


@pytest.mark.parametrize(
    ("modality", "verb"),
    [("planned", "is to move"), ("rumoured", "is said to move"), ("reported", "moved")],
)
def test_a_move_is_called_what_the_documents_call_it(modality: str, verb: str) -> None:
    event = events(told(head(modality=modality)))["departure:searcher"]
    assert event.what == f"Ada Weaver {verb} from {VENDOR} to Searcher"
    assert event.claim is not None
    assert event.claim.what == event.what
    done = events(told(head(modality=modality), head(modality="confirmed")))["departure:searcher"]
    assert done.what == f"Ada Weaver moved from {VENDOR} to Searcher"


def test_several_who_are_to_move() -> None:
    two = told(head(modality="planned"), head("Bo Weaver", modality="planned"))
    event = events(two)["departure:searcher"]
    assert event.what == f"Ada Weaver and Bo Weaver are to move from {VENDOR} to Searcher"


def test_an_arrival_from_a_rival_weighs_less() -> None:
    away = events(told(head()))["departure:searcher"]
    here = events(told(head(subject="Searcher", object=VENDOR)))["arrival:searcher"]
    assert here.mechanisms[0].severity.point < away.mechanisms[0].severity.point
    assert here.mechanisms[0].link <= away.mechanisms[0].link


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (head(object="Rocket"), "no conflict"),
        (head(object="Buyer"), "own group"),
        (head(modality="denied"), "denied by all"),
    ],
)
def test_moves_that_do_not_count(part: dict, reason: str) -> None:
    found, reliefs = leadership(told(part))
    assert found == []
    assert [r for r in reliefs if reason in r.why]


@pytest.mark.parametrize(
    "part",
    [
        head(object=None),  # nobody says where to
        head(object=VENDOR),  # a promotion
        head(subject="Rocket", object="Searcher"),  # somebody else's people
        head(subject=None),  # nobody says where from
    ],
)
def test_moves_that_are_none_of_this_vendor(part: dict) -> None:
    assert leadership(told(part)) == ([], [])


@pytest.mark.parametrize("days", [0, 100, round(P.half_life_days.value), 3000])
def test_recency(days: int) -> None:
    date = (DAY - dt.timedelta(days=days)).isoformat()
    found = events(told(head(date=date)))["departure:searcher"].mechanisms[0].severity.point
    full = (
        events(told(head(date=DAY.isoformat())))["departure:searcher"].mechanisms[0].severity.point
    )
    assert found == pytest.approx(full * 2.0 ** (-days / P.half_life_days.value))


def test_without_a_date_the_day_it_was_known_counts() -> None:
    old = document("old", publisher="Reuters", published=DAY - dt.timedelta(days=548))
    listed = [claim("leadership_move", VENDOR, "Searcher", old, person="Ada Weaver", role="CEO")]
    found = events(case(listed, [old]))["departure:searcher"].mechanisms[0].severity.point
    assert found == pytest.approx(P.role["chief executive"].value / 2, rel=1e-2)


def test_a_group_move_is_one_event() -> None:
    one = told(head(), head("Bo Lind", "engineer"), {"role": "engineers"})
    (event,) = events(one).values()
    chief, staff = P.role["chief executive"].value, P.role["staff"].value
    together = 1 - (1 - chief) * (1 - staff) ** 2
    assert event.mechanisms[0].severity.point == pytest.approx(together)
    assert "Ada Weaver" in event.what
    assert "others of the staff" in event.what
    # y = link * (1 - prod(1 - sigma_i p_i)), at every end
    found, low = risk(one), 1 - (1 - chief * 0.75) * (1 - staff * 0.75) ** 2
    assert found.low == pytest.approx(event.mechanisms[0].link * low)
    assert found.high == pytest.approx(event.mechanisms[0].link * together)


def test_an_unnamed_mover_is_told_by_the_role() -> None:
    (event,) = events(told({"role": "chief executive"})).values()
    assert event.what == f"chief executive moved from {VENDOR} to Searcher"


persons = st.tuples(
    st.sampled_from(["Ada Weaver", "Bo Lind", "Cy Moss", None]),
    st.sampled_from(["CEO", "vice president", "engineers", None]),
    st.sampled_from(["confirmed", "reported", "rumoured"]),
    st.sampled_from([None, "2021", "2025-06", "2025-06-30"]),
    st.sampled_from(["Reuters", "The Bell", "Gazette", "Relay Wire", "Rumour Mill"]),
).map(lambda t: {"person": t[0], "role": t[1], "modality": t[2], "date": t[3], "publisher": t[4]})


@given(st.lists(persons, max_size=3), persons)
def test_e3_one_more_person_never_lowers_a_group(parts: list[dict], more: dict) -> None:
    """A new name: a second word on a known one may date the move earlier."""
    more = {**more, "person": "Di New", "role": "adviser"}
    before, after = risk(told(*parts)), risk(told(*parts, more))
    for end in ("low", "point", "high"):
        assert getattr(after, end) >= getattr(before, end) - 1e-12


@given(st.lists(persons, min_size=1, max_size=3), persons)
def test_e4_a_denial_never_raises_a_group(parts: list[dict], more: dict) -> None:
    before, after = risk(told(*parts)), risk(told(*parts, {**more, "modality": "denied"}))
    for end in ("low", "point", "high"):
        assert getattr(after, end) <= getattr(before, end) + 1e-12


def test_a_denial_does_not_promote() -> None:
    plain = events(told(head(role="engineer")))["departure:searcher"]
    denied = events(told(head(role="engineer"), head(role="CEO", modality="denied")))
    assert denied["departure:searcher"].mechanisms == plain.mechanisms


@pytest.mark.parametrize(
    ("parts", "severity"),
    [
        ([seat()], P.interlock.value),
        ([seat(observer=True)], P.observer.value),
        ([seat(observer=True), seat()], P.interlock.value),
        ([seat(home="Friendly")], P.interlock.value / 2),
        ([seat(observer=True), seat(modality="denied")], P.observer.value),
    ],
)
def test_a_seat_from_a_rival(parts: list[dict], severity: float) -> None:
    event = events(told(*parts))["interlock:ada-weaver"]
    assert event.mechanisms[0].severity.point == pytest.approx(severity)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (seat(home=None), "no tie"),
        (seat(home=VENDOR), "no tie"),  # the vendor's own head on its own board
        (seat(home="Rocket"), "no conflict"),
        (seat(home="Buyer"), "own group"),
        (seat(modality="denied"), "denied by all"),
    ],
)
def test_seats_that_do_not_count(part: dict, reason: str) -> None:
    found, reliefs = leadership(told(part))
    assert found == []
    assert [reason in r.why for r in reliefs] == [True]


def test_that_a_holder_has_no_seat_is_a_word_on_its_rights() -> None:
    stake = {"kind": "ownership", "subject": "Searcher", "object": VENDOR, "percent": 10.0}
    held = {**stake, "person": None, "role": None, "move": None}
    assert leadership(told(seat(None, modality="denied"), held)) == ([], [])


def test_a_rivals_seat_without_a_name_is_an_event_of_its_own() -> None:
    event = events(told(seat(None)))["interlock:seat"]
    assert event.mechanisms[0].severity.point == pytest.approx(P.interlock.value)
    assert event.what == f"somebody of Searcher sits on the board of {VENDOR}"
    named = events(told(seat(None), seat()))
    assert set(named) == {"interlock:ada-weaver"}  # one of them, as far as anybody knows
    assert leadership(told(seat(None, home=None))) == ([], [])


def test_who_has_gone_to_a_rival_and_keeps_the_seat() -> None:
    one = told(head(), seat(home=None))
    assert set(events(one)) == {"departure:searcher", "interlock:ada-weaver"}
    denied = told(head(modality="denied"), seat(home=None))
    assert set(events(denied)) == set()
    elsewhere = told(head(), head(object="Friendly"), seat(home=None))
    assert "interlock:ada-weaver" not in events(elsewhere)  # nobody knows which


def test_one_seat_told_in_two_ways_counts_once() -> None:
    once, twice = told(seat()), told(seat(), seat(home=None, publisher="The Bell"))
    assert set(events(once)) == set(events(twice)) == {"interlock:ada-weaver"}
    belief = events(twice)["interlock:ada-weaver"].claim
    assert belief is not None
    assert len(belief.families) == 2


def test_two_homes_are_two_events_with_two_names() -> None:
    one = told(seat(), seat(home="Friendly"))
    assert set(events(one)) == {"interlock:ada-weaver:searcher", "interlock:ada-weaver:friendly"}


def test_r5_a_seat_that_rests_on_a_move_shares_its_claim_with_the_departure() -> None:
    one = told(head(), seat(home=None, publisher="The Bell"))
    found = events(one)
    departure, interlock = found["departure:searcher"], found["interlock:ada-weaver"]
    assert departure.claim is not None and interlock.claim is not None
    (board,) = interlock.mechanisms
    assert board.claim == departure.claim
    p, seated = departure.claim.point, interlock.claim.point
    left = departure.mechanisms[0].link * departure.mechanisms[0].severity.point
    sits = board.link * board.severity.point * seated
    expected = p * (1.0 - (1.0 - left) * (1.0 - sits))
    assert risk(one).point == pytest.approx(expected)
    named = told(head(), seat(publisher="The Bell"))  # near miss: the seat itself says of whom
    assert events(named)["interlock:ada-weaver"].mechanisms[0].claim is None


def test_a_crowd_that_left_and_kept_its_seats_is_scored_in_bounded_work() -> None:
    people = [f"Person {chr(65 + i)}" for i in range(15)]
    one = told(*(head(name) for name in people), *(seat(name, home=None) for name in people))
    found = risk(one)
    assert 0.0 <= found.low <= found.point <= found.high <= 1.0
    assert len(worlds(list(events(one).values()))) <= 3 * POINTS


def test_the_seat_of_a_holder_counts_beside_its_stake() -> None:
    stake = {"kind": "ownership", "subject": "Searcher", "object": VENDOR, "percent": 1.0}
    held = {**stake, "person": None, "role": None, "move": None}
    for other in (held, {**held, "modality": "denied"}, {**held, "publisher": "Rumour Mill"}):
        event = events(told(seat(None), other))["interlock:seat"]
        assert event.claim == events(told(seat(None)))["interlock:seat"].claim


@pytest.mark.parametrize("doubt", [{"publisher": "A Blog"}, {"modality": "rumoured"}])
def test_a_word_on_who_sits_there_takes_nothing_from_the_seat(doubt: dict[str, Any]) -> None:
    alone = events(told(seat(None)))["interlock:seat"].claim
    named = events(told(seat(None), seat(**doubt)))["interlock:ada-weaver"].claim
    assert alone is not None and named is not None
    assert (named.low, named.point) >= (alone.low, alone.point)
    assert named.high >= alone.high


def test_that_somebody_does_not_sit_there_is_no_word_on_others() -> None:
    assert set(events(told(seat(None), seat(modality="denied")))) == {"interlock:seat"}


def test_two_who_sit_there_leave_the_unnamed_seat_a_seat() -> None:
    found = events(told(seat(None), seat(), seat("Bo Weaver")))
    assert set(found) == {"interlock:seat", "interlock:ada-weaver", "interlock:bo-weaver"}
