"""Clients: capture, fragility with its bounds (C1 to C3), exits and cut-offs."""

from __future__ import annotations

import math
from typing import Any

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DAY, VENDOR, buyer, interval, teller

from vendorrisk.errors import ModelError
from vendorrisk.evidence.keys import Key
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import (
    clients,
    concentration,
    ended_on,
    share_of,
    stage_lost,
)
from vendorrisk.mechanisms.herfindahl import after_loss, as_one, books, hhi_bounds, least_after
from vendorrisk.model.assessment import Event
from vendorrisk.model.belief import Figure
from vendorrisk.rulebook import load_parameters
from vendorrisk.selftest.worlds import exact

P = load_parameters().clients
told = teller(kind="client", subject="Searcher", object=VENDOR)


def events(one: Case) -> dict[str, Event]:
    return {event.id: event for event in clients(one)[0]}


def loss(**values: Any) -> dict[str, Any]:
    return {"kind": "client_loss", **values}


def figure(low: float, high: float) -> Figure:
    return Figure(low=low, point=(low + high) / 2, high=high, how="")


@pytest.mark.parametrize(
    ("part", "left"),
    [
        ({}, 0.0),
        ({"modality": "reported"}, 1 - 0.875),
        ({"publisher": "Gazette"}, 1 - 0.5 / 0.75),
        ({"publisher": "Relay Wire"}, 1 - 0.25 / 0.75),
        ({"publisher": "Rumour Mill"}, 1.0),
        ({"modality": "denied"}, 1.0),
    ],
)
def test_capture_counts_by_the_part_that_is_not_said_to_have_ended(part: dict, left: float) -> None:
    one = told({"share_of_revenue": 0.2}, loss(stage="ended", **part))
    event = events(one).get("client:searcher")
    if left == 0.0:
        assert event is None
        return
    assert event is not None
    assert event.mechanisms[0].severity.point == pytest.approx(0.2 * left)


def test_a_rival_that_pays_captures() -> None:
    event = events(told({"share_of_revenue": 0.2}))["client:searcher"]
    (capture,) = event.mechanisms
    assert capture.severity.point == pytest.approx(0.2)
    assert (event.rivalry, event.known) == (1.0, True)
    half = events(told({"subject": "Friendly", "share_of_revenue": 0.2}))["client:friendly"]
    assert half.mechanisms[0].severity.point == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([{"subject": "Rocket"}], "no conflict"),
        ([{"subject": "Buyer"}], "own business"),
        ([{"modality": "denied"}], "denied by all"),
        ([{}, loss(stage="ended", date="2025-06-01")], "ended 2025-06-01"),
        ([{}, loss(stage="ended")], "ended"),
    ],
)
def test_who_does_not_capture_is_a_relief(parts: list[dict], reason: str) -> None:
    found, reliefs = clients(told(*parts))
    assert not [e for e in found if e.id.startswith("client:")]
    assert [r.why for r in reliefs if reason in r.why]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (loss(stage="ended"), ""),
        (loss(stage="ended", date="2025-05"), "2025-05"),
        (loss(stage="ended", modality="reported"), None),  # 0.66 of 0.75: not in full
        # near misses: it lasts
        (loss(stage="paused"), None),
        (loss(stage="planned"), None),
        (loss(), None),
        (loss(stage="ended", modality="rumoured"), None),
        (loss(stage="ended", modality="planned"), None),
        (loss(stage="ended", modality="denied"), None),
        (loss(stage="ended", publisher="Relay Wire"), None),  # a quarter is not enough
        (loss(stage="ended", subject="Friendly"), None),
        (loss(stage="ended", object="Rocket"), None),
        (loss(stage="ended", date="2026-01"), None),  # not yet
    ],
)
def test_when_a_client_has_left(part: dict, expected: str | None) -> None:
    assert ended_on(told({}, part), "Searcher") == expected


def test_the_first_day_that_is_given_counts() -> None:
    parts = [
        loss(stage="ended"),
        loss(stage="ended", date="2025-06"),
        loss(stage="ended", date="2025-05"),
    ]
    assert ended_on(told(*parts), "Searcher") == "2025-05"


@pytest.mark.parametrize(
    ("parts", "band"),
    [
        ([{}], P.undisclosed_share),
        ([{"rank": "major"}], P.undisclosed_share),
        ([{"rank": "largest"}], P.undisclosed_largest_share),
        ([{"rank": "among_largest"}], P.undisclosed_largest_share),
        ([{}, {"rank": "largest", "modality": "denied"}], P.undisclosed_share),
    ],
)
def test_an_undisclosed_share_is_the_default_band(parts: list[dict], band: Any) -> None:
    found = share_of(told(*parts), "Searcher")
    assert (found.low, found.point, found.high) == (band.low, band.point, band.high)
    assert found.claims == ()


@pytest.mark.parametrize("stage", sorted(P.stage_lost))
def test_part_lost_by_stage(stage: str) -> None:
    band = P.stage_lost[stage]
    found = stage_lost(told(loss(stage=stage)), Key("loss", "Searcher", VENDOR))
    assert found.low == pytest.approx(0.75 * band.low)
    assert found.high == pytest.approx(0.75 * band.high + 0.25)
    assert found.low <= found.point <= found.high


def test_part_lost_when_stages_differ() -> None:
    key = Key("loss", "Searcher", VENDOR)
    mixed = stage_lost(told(loss(stage="paused"), loss(stage="ended", publisher="Gazette")), key)
    assert P.stage_lost["paused"].point < mixed.point < 1.0
    denied = stage_lost(told(loss(stage="paused"), loss(stage="ended", modality="denied")), key)
    assert denied == stage_lost(told(loss(stage="paused")), key).model_copy(
        update={"claims": denied.claims}
    )
    weightless = stage_lost(told(loss(stage="ended", publisher="Rumour Mill")), key)
    assert (weightless.low, weightless.high) == (0.0, 1.0)
    assert weightless.point == P.stage_lost["considering"].point  # not one half


def test_a_loss_is_the_same_for_every_buyer() -> None:
    story = ({"share_of_revenue": 0.3}, loss(stage="paused"))
    one = events(told(*story))["loss:searcher"]
    other = events(told(*story, who=buyer(rivals=())))["loss:searcher"]
    assert one.mechanisms == other.mechanisms
    assert one.rivalry is None
    own = events(told(*story, who=buyer(name="Searcher")))["loss:searcher"]
    assert "(this buyer)" in own.what


def test_a_denied_loss_is_a_relief() -> None:
    found, reliefs = clients(told({"share_of_revenue": 0.3}, loss(modality="denied")))
    assert "loss:searcher" not in [e.id for e in found]
    assert [r.what for r in reliefs] == [f"Searcher leaves {VENDOR} or cuts back"]


@pytest.mark.parametrize(
    ("target", "modality", "severity"),
    [
        ("Buyer", "confirmed", P.cutoff["buyer"].value),
        ("Friendly", "confirmed", P.cutoff["other"].value),
        ("Friendly", "denied", None),
    ],
)
def test_cutoff(target: str, modality: str, severity: float | None) -> None:
    part = {"kind": "vendor_cutoff", "subject": VENDOR, "object": target, "modality": modality}
    found = [e for e in events(told(part)).values() if e.id.startswith("cutoff:")]
    assert [e.mechanisms[0].severity.point for e in found] == (
        [] if severity is None else [severity]
    )


# ---- concentration ----


def bounds(shares: list[float], cap: float | None = None) -> tuple[float, float]:
    return hhi_bounds([exact(share) for share in shares], cap)


parts_of_one = st.lists(st.floats(0.001, 1.0), min_size=1, max_size=6).map(
    lambda found: [value / sum(found) for value in found]
)


@given(parts_of_one, st.integers(0, 6))
def test_c1_the_true_index_lies_within(shares: list[float], disclosed: int) -> None:
    known = sorted(shares, reverse=True)[:disclosed]
    rest = sorted(shares, reverse=True)[disclosed:]
    low, high = bounds(known, max(rest, default=None) if rest else None)
    assert low - 1e-9 <= naive.hhi(shares) <= high + 1e-9
    wide = bounds(known)
    assert wide[1] >= high - 1e-9


@pytest.mark.parametrize(
    ("known", "cap", "vertex"),
    [
        ([0.3, 0.2], None, [0.3, 0.2, 0.5]),
        ([0.3, 0.2], 0.2, [0.3, 0.2, 0.2, 0.2, 0.1]),
        ([0.3, 0.2], 0.1, [0.3, 0.2, *[0.1] * 5]),
        ([], None, [1.0]),
        ([], 0.4, [0.4, 0.4, 0.2]),
        ([1.0], None, [1.0]),
        ([0.5, 0.5], 0.1, [0.5, 0.5]),
    ],
)
def test_c1_the_upper_bound_is_attained(
    known: list[float], cap: float | None, vertex: list[float]
) -> None:
    low, high = bounds(known, cap)
    assert math.fsum(vertex) == pytest.approx(1.0)
    assert high == pytest.approx(naive.hhi(vertex))
    assert low == pytest.approx(naive.hhi(known))


@given(parts_of_one.filter(lambda found: len(found) > 1))
def test_c2_merging_two_clients_adds_twice_their_product(shares: list[float]) -> None:
    a, b, *rest = shares
    before, after = bounds(shares)[0], bounds([a + b, *rest])[0]
    assert after - before == pytest.approx(2 * a * b, abs=1e-9)


@given(parts_of_one, st.integers(0, 5))
def test_c3_disclosure_narrows(shares: list[float], disclosed: int) -> None:
    ranked = sorted(shares, reverse=True)
    fewer, more = bounds(ranked[:disclosed]), bounds(ranked[: disclosed + 1])
    assert fewer[0] <= more[0] + 1e-12
    assert fewer[1] >= more[1] - 1e-12


@pytest.mark.parametrize("bad", [[0.6, 0.6], [-0.1], [1.1], [math.nan]])
def test_impossible_shares_are_refused(bad: list[float]) -> None:
    with pytest.raises(ModelError, match="client shares"):
        hhi_bounds([Figure.model_construct(low=s, point=s, high=s, how="") for s in bad])


@st.composite
def uncertain(draw: st.DrawFn) -> tuple[list[float], list[Figure], list[float], float | None]:
    """Return a true book: named shares, intervals around them, unnamed shares, and a cap."""
    shares = draw(parts_of_one)
    cut = draw(st.integers(0, len(shares)))
    named, unnamed = shares[:cut][:4], [*shares[:cut][4:], *shares[cut:]]
    around = [
        figure(share * draw(st.floats(0.0, 1.0)), min(1.0, share + draw(st.floats(0.0, 0.5))))
        for share in named
    ]
    cap = draw(st.none() | st.just(max(unnamed, default=1.0)))
    return named, around, unnamed, cap


@given(uncertain())
@settings(max_examples=150)
def test_c1_with_shares_known_as_intervals(
    world: tuple[list[float], list[Figure], list[float], float | None],
) -> None:
    named, around, unnamed, cap = world
    low, high = hhi_bounds(around, cap)
    assert low - 1e-9 <= naive.hhi([*named, *unnamed]) <= high + 1e-9
    assert high <= 1.0 + 1e-9


@given(uncertain())
def test_c1_books_are_books(
    world: tuple[list[float], list[Figure], list[float], float | None],
) -> None:
    _, around, _, cap = world
    corners = list(books(around, cap))
    assert corners
    for named, squares in corners:
        assert all(
            f.low - 1e-9 <= share <= f.high + 1e-9 for f, share in zip(around, named, strict=True)
        )
        assert sum(named) <= 1.0 + 1e-9
        assert 0.0 <= squares <= (1.0 - sum(named)) ** 2 + 1e-9


@pytest.mark.parametrize(
    ("shares", "cap", "expected"),
    [
        ([(0.3, 0.3), (0.2, 0.2)], 0.2, 0.22),
        ([(0.0, 0.1)], None, 1.0),  # the known one may be nothing, and one unnamed everything
        ([(0.5, 0.8), (0.5, 0.8)], None, 0.5),  # both cannot be at their high end
        ([(0.4, 0.8), (0.3, 0.8)], None, 0.7**2 + 0.3**2),
        ([(0.9, 1.0)], None, 1.0),
        ([], None, 1.0),
    ],
)
def test_the_highest_index_of_intervals(
    shares: list[tuple[float, float]], cap: float | None, expected: float
) -> None:
    assert hhi_bounds([figure(*s) for s in shares], cap)[1] == pytest.approx(expected)


def test_books_that_cannot_be() -> None:
    assert list(books([figure(0.6, 0.7), figure(0.6, 0.7)])) == []


@pytest.mark.parametrize(
    ("index", "share", "part", "expected"),
    [
        (0.26, 0.3, 1.0, 0.17 / 0.49),
        (0.26, 0.3, 0.0, 0.26),
        (0.26, 0.3, 0.5, (0.26 - 0.09 + 0.0225) / 0.85**2),
        (0.25, 0.5, 1.0, 0.0),
        (1.0, 1.0, 0.5, 1.0),  # the only client halves its business and stays the only one
        (1.0, 1.0, 1.0, 1.0),  # nobody is left
    ],
)
def test_after_a_loss(index: float, share: float, part: float, expected: float) -> None:
    assert after_loss(index, share, part) == pytest.approx(expected)


@given(uncertain(), st.tuples(st.floats(0, 1), st.floats(0, 1)), st.floats(0, 1))
@settings(max_examples=150)
def test_c1_after_a_loss_the_true_index_lies_within(
    world: tuple[list[float], list[Figure], list[float], float | None],
    ends: tuple[float, float],
    where: float,
) -> None:
    """By the package's own route: a case with a claim for every share, an exit of the first."""
    named, around, unnamed, cap = world
    if not named:
        return
    stage = figure(min(ends), max(ends))
    part = stage.low + where * (stage.high - stage.low)
    left = [named[0] * (1.0 - part), *named[1:], *unnamed]
    if sum(left) < 1e-3:
        return
    true = naive.hhi([share / sum(left) for share in left])
    low = least_after(hhi_bounds(around, cap)[0], around[0].low, stage)
    high = max(
        after_loss(sum(s * s for s in corner) + squares, corner[0], p)
        for corner, squares in books(around, cap)
        for p in (stage.low, stage.high)
    )
    assert low - 1e-9 <= true <= high + 1e-9


def test_concentration_of_a_case() -> None:
    nothing = concentration(told({}))
    assert (nothing.hhi_low, nothing.hhi_high, nothing.shares) == (None, None, {})
    assert nothing.reason
    one = concentration(told({"share_of_revenue": 0.3}))
    assert set(one.shares) == {"Searcher"}
    assert one.hhi_low == pytest.approx(0.225**2)
    assert one.hhi_high == pytest.approx(0.775**2 + 0.225**2)  # nobody says who holds the rest
    assert one.lost_share is None


def test_the_largest_client_caps_the_others() -> None:
    free = concentration(told({"share_of_revenue": 0.3}))
    capped = concentration(told({"share_of_revenue": 0.3, "rank": "largest"}))
    assert free.hhi_high is not None
    assert capped.hhi_high is not None
    assert capped.hhi_high < free.hhi_high
    assert "above" in capped.reason
    denied = told({"share_of_revenue": 0.3}, {"rank": "largest", "modality": "denied"})
    assert concentration(denied).hhi_high == free.hhi_high


@pytest.mark.parametrize("names", [("Friendly", "Rocket"), ("Rocket", "Friendly")])
def test_two_called_the_largest_cap_by_the_larger(names: tuple[str, str]) -> None:
    small, large = names
    found = concentration(
        told(
            {"subject": small, "share_of_revenue": 0.05, "rank": "largest"},
            {"subject": large, "share_of_revenue": 0.4, "rank": "largest"},
        )
    )
    assert f"{0.75 * 0.4 + 0.25:.3g}" in found.reason


def test_two_large_weak_shares_do_not_break_the_index() -> None:
    """Each may be most of the revenue; together they cannot be more than all of it."""
    weak = [
        {"subject": name, "share_of_revenue": 0.5, "publisher": "Relay Wire"}
        for name in ("Searcher", "Friendly")
    ]
    found = concentration(told(*weak))
    assert found.hhi_high is not None
    assert found.hhi_high <= 1.0


def test_shares_over_one_are_a_contradiction_not_a_number() -> None:
    parts = [
        {"subject": name, "share_of_revenue": 0.6, "publisher": outlet}
        for name in ("Searcher", "Friendly", "Rocket")
        for outlet in ("Reuters", "The Bell")
    ]
    one = told(*parts)
    found = concentration(one)
    assert (found.hhi_low, found.hhi_high) == (None, None)
    assert "more than all" in found.reason
    fragility = events(one)["fragility"]
    assert not fragility.known
    assert fragility.mechanisms[0].severity.high == P.unknown_hhi.high


def test_the_only_client_leaves() -> None:
    parts = [
        {"share_of_revenue": 1.0, "publisher": outlet}
        for outlet in ("Reuters", "The Bell", "Gazette")
    ]
    found = concentration(told(*parts, loss(stage="paused")))
    assert found.hhi_after_low is not None
    assert found.hhi_after_high is not None
    assert 0.0 <= found.hhi_after_low <= found.hhi_after_high <= 1.0


def test_fragility_is_an_open_question_until_a_share_is_known() -> None:
    silent, spoken = (
        events(told())["fragility"],
        events(told({"share_of_revenue": 0.3}))["fragility"],
    )
    assert not silent.known
    assert spoken.known
    band = P.unknown_hhi
    assert silent.mechanisms[0].severity == interval(band.low, band.point, band.high)
    shown = spoken.mechanisms[0].severity
    assert shown.point == pytest.approx(0.3**2 + 0.7**2 * band.point)
    assert shown.low < shown.point < shown.high


def test_a_small_client_is_no_concentration() -> None:
    """The middle of bounds that say nothing would be near one half."""
    found = events(told({"share_of_revenue": 0.01}))["fragility"].mechanisms[0].severity
    assert found.high > 0.9
    assert found.point == pytest.approx(P.unknown_hhi.point, abs=0.01)


def test_c2_clients_under_one_control_are_one() -> None:
    """Two of one group weigh as their sum: the index rises by twice their product."""
    shares = {"Searcher": figure(0.2, 0.2), "CV Fund": figure(0.1, 0.1), "Rocket": figure(0.3, 0.3)}
    tops = {"Searcher": "Conglomerate", "CV Fund": "Conglomerate", "Rocket": "Rocket"}
    one = as_one(shares, tops)
    assert list(one) == ["Conglomerate", "Rocket"]
    apart, together = hhi_bounds(list(shares.values()))[0], hhi_bounds(list(one.values()))[0]
    assert together == pytest.approx(apart + 2 * 0.2 * 0.1)


def test_what_is_told_of_the_group_covers_its_members() -> None:
    shares = {"Conglomerate": figure(0.3, 0.3), "Searcher": figure(0.2, 0.2)}
    one = as_one(shares, dict.fromkeys(shares, "Conglomerate"))
    assert {name: share.point for name, share in one.items()} == {"Conglomerate": 0.3}


def test_a_client_alone_keeps_its_name() -> None:
    shares = {"Searcher": figure(0.2, 0.2)}
    assert as_one(shares, {"Searcher": "Conglomerate"}) == shares


def test_the_book_counts_a_group_once_also_when_a_part_of_it_leaves() -> None:
    parts = [
        {"subject": "Searcher", "share_of_revenue": 0.3},
        {"subject": "CV Fund", "share_of_revenue": 0.1},
    ]
    book = concentration(told(*parts))
    assert list(book.shares) == ["Conglomerate"]
    whole = book.shares["Conglomerate"]
    assert whole.point == pytest.approx(0.4)
    assert whole.how == "CV Fund 0.1 + Searcher 0.3"
    assert len(whole.claims) == 2
    left = concentration(told(*parts, loss(subject="CV Fund", stage="paused")))
    assert left.hhi_after_low is not None
    assert left.lost_share is not None
    assert left.lost_share.how.startswith("CV Fund: share 0.1")


@pytest.mark.parametrize(
    ("date", "note"), [("2015", "older than the limit for fresh evidence"), (DAY.isoformat(), None)]
)
def test_a_client_told_of_long_ago_says_so(date: str, note: str | None) -> None:
    assert events(told({"date": date}))["client:searcher"].note == note


def test_a_filing_names_every_client_of_a_tenth_or_more() -> None:
    parts = [
        {"subject": "Searcher", "share_of_revenue": 0.3},
        {"subject": "Other", "share_of_revenue": 0.2},
    ]
    press = concentration(told(*parts))
    filed = concentration(told(*({**part, "publisher": "SEC filing"} for part in parts)))
    assert press.hhi_high is not None and filed.hhi_high is not None
    assert filed.hhi_high == pytest.approx(hhi_bounds(list(filed.shares.values()), 0.1)[1])
    assert press.hhi_high == pytest.approx(hhi_bounds(list(press.shares.values()), None)[1])
    alike = hhi_bounds(list(filed.shares.values()), None)[1]
    assert filed.hhi_high < alike  # with the same shares, the rule takes from the high end
    assert "a filing names each of 0.1 or more" in filed.reason
    assert "filing" not in press.reason


def test_an_old_filing_names_no_clients_of_today() -> None:
    old = {"share_of_revenue": 0.3, "publisher": "SEC filing", "date": "2015"}
    found = concentration(told(old))
    assert "filing" not in found.reason
    assert found.hhi_high == pytest.approx(hhi_bounds(list(found.shares.values()), None)[1])
