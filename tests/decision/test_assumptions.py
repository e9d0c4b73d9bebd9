"""Assumptions: every form both ways, what is refused and how, and what they do to a score."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import DAY, VENDOR, buyer, claim, document, registry

from vendorrisk.decision.assumptions import LONGEST, MOST, Reader
from vendorrisk.decision.supposed import set_aside, understood
from vendorrisk.entities import Resolver
from vendorrisk.errors import SettingsError, SettingsErrors
from vendorrisk.evidence.assumed import Assumption
from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.clients import clients
from vendorrisk.mechanisms.leadership import leadership
from vendorrisk.mechanisms.ownership import ownership
from vendorrisk.mechanisms.unknowns import unknowns
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.rulebook import load_forms, load_parameters
from vendorrisk.scoring.tree import score

P = load_parameters()
RESOLVER = Resolver(registry())
READ = Reader(RESOLVER, frozenset({"Nobody Ltd"}), DAY)
FILLED = {
    **{"subject": "Searcher", "object": VENDOR, "person": "Bo Lind", "role": "chief executive"},
    **{"percent": 12.5, "votes": 30, "share": 20},
}
WORDINGS = [
    (form, wording, denied)
    for form in load_forms()
    for denied, wordings in ((False, form.says), (True, form.denies))
    for wording in wordings
]


@pytest.mark.parametrize(("form", "wording", "denied"), WORDINGS)
def test_every_wording_of_every_form_reads(form: Any, wording: str, denied: bool) -> None:
    (one,) = READ.all(wording.format(**FILLED) + ".")
    (found,) = one.claims
    assert (found.kind, found.modality == "denied") == (form.kind, denied)
    assert found.object == VENDOR
    assert found.subject == ("Searcher" if "{subject}" in wording else None)
    if "{person}" in wording:
        assert found.person == "Bo Lind"
    if "{percent}" in wording:
        assert found.percent == 12.5
    if "{share}" in wording:
        assert found.share_of_revenue == 0.2
    assert one.talks is (form.topic == "talks" and denied)
    assert one.read_as == ""


def test_there_are_at_least_ten_forms_most_with_an_opposite() -> None:
    forms = load_forms()
    assert len(forms) >= 10
    assert sum(bool(form.denies) for form in forms) >= 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("searcher OWNS 12 per cent of acme", {"subject": "Searcher", "percent": 12.0}),
        ("  Conglomerate  Inc owns 5 percent of  Acme Labels . ", {"subject": "Conglomerate"}),
        ("Nobody Ltd owns 5% of Acme", {"subject": "Nobody Ltd"}),
        ("Friendly holds 20% of Acme's non-voting shares", {"voting": False, "percent": 20.0}),
        ("Friendly has sold its stake in Acme", {"subject": "Friendly", "modality": "denied"}),
        ("Friendly invested in Acme", {"subject": "Friendly", "modality": "confirmed"}),
    ],
)  # fmt: skip
def test_other_words_are_read_by_the_extractor_or_a_form(text: str, expected: dict) -> None:
    known = Reader(Resolver(registry()), frozenset({"Nobody Ltd"}), DAY)
    text = (
        text.replace("Friendly", "Meta").replace("Acme's", "Scale AI's") if "Meta" in text else text
    )
    (one,) = known.all(text)
    assert {k: getattr(one.claims[0], k) for k in expected} == expected


@pytest.mark.parametrize(
    ("item", "what", "how"),
    [
        ("Sercher owns 5% of Acme", "unknown company 'Sercher'", "did you mean 'Searcher'?"),
        ("Acme has left Roket", "unknown company 'Roket'", "did you mean 'Rocket'?"),
        ("Zyx owns 5% of Acme", "unknown company 'Zyx'", "neither a document, the registry nor"),
        ("the sky is blue", "tells of no tie", "'X owns N% of Y' / 'X has no stake in Y'"),
        ("", "is no assumption", "write a sentence like"),
        (7, "is no assumption", "write a sentence like"),
        ("Searcher owns 101% of Acme", "101 is more than 100 percent", None),
        ("Searcher owns -5% of Acme", "'-5%' is no share", "from 0 to 100 percent"),
        ("Acme owns 5% of Acme Labels", "ties Acme Labels to itself", None),
        ("Rocket of Searcher sits on the board of Acme", "'Rocket' is a company, no person", None),
        ("x" * (LONGEST + 1), "an assumption of 301 characters", "one sentence"),
        ({"kind": "ownership", "subject": "Searcher", "object": "Acme", "percent": 120},
         "percent: 120 is more than 100", "percent points"),
        ({"kind": "ownership", "subject": "Searcher", "object": "Acme", "percnt": 12},
         "unknown key 'percnt'", "did you mean 'percent'?"),
        ({"kind": "stake", "subject": "Searcher"}, "unknown kind 'stake'", "one of"),
        ("Bo Lind will not have moved from Acme to Rocket", "is no name of a person", None),
        ({"kind": "ownership", "subject": "Searcher", "object": "Acme", "grade": "primary"},
         "an assumption has no 'grade'", "drop it"),
        ({"kind": "valuation", "subject": "Acme"}, "takes no part in a score", "write a sentence"),
        ({"kind": "client", "subject": "Searcher"}, "names too little", "write a sentence"),
        ({"kind": "context", "says": "so"}, "'context' is no claim", None),
        ({"kind": "ownership", "subject": "Searcher", "object": "Acme", "date": "2031"},
         "begins on 2031, after the day of the result", "leave the date out"),
        ({"kind": "client", "subject": "Serch", "object": "Acme"}, "unknown company 'Serch'", None),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_and_how_to_mend_it(
    item: Any, what: str, how: str | None
) -> None:
    with pytest.raises(SettingsErrors) as caught:
        READ.all([item])
    (problem,) = caught.value.problems
    assert what in problem.what
    assert problem.where == "assumption 1"
    assert how is None or how in (problem.how or "")


def test_all_problems_are_told_at_once_each_with_its_place() -> None:
    with pytest.raises(SettingsErrors) as caught:
        READ.all(["Searcher owns 5% of Acme", "nonsense", "Serch leaves Acme"], ["a", "b", "c"])
    assert [p.where for p in caught.value.problems] == ["b", "c"]
    assert len(caught.value.lines()) == 6
    with pytest.raises(SettingsError, match="51 assumptions"):
        READ.all(["Searcher owns 5% of Acme"] * (MOST + 1))


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("Searcher owns 5% of Acme", "Searcher owns 6% of Acme", True),
        ("Searcher owns 5% of Acme", "Searcher has no stake in Acme", True),
        ("Searcher has left Acme", "Searcher has not left Acme", True),
        ("Searcher owns 5% of Acme", "Searcher owns 5% of Acme", False),
        ("Searcher owns 5% of Acme", "Friendly owns 6% of Acme", False),
        ("Searcher owns 5% of Acme", "Searcher is a client of Acme", False),
        ("Searcher owns 5% of Acme", "Searcher is not in talks to acquire Acme", False),
    ],
)
def test_two_that_cannot_both_be_are_refused(first: str, second: str, clash: bool) -> None:
    if clash:
        with pytest.raises(SettingsErrors, match="cannot both be"):
            READ.all([first, second])
    else:
        assert len(READ.all([first, second])) == len({first, second})


def test_a_hedge_falls_away_and_what_was_read_is_told() -> None:
    one = Reader(RESOLVER, frozenset({"Meta", "Nexora"}), DAY).one(
        {"says": "as agreed", "kind": "client", "subject": "Meta", "object": "Nexora",
         "modality": "rumoured", "share_of_revenue": 0.25}
    )  # fmt: skip
    assert one.claims[0].modality == "confirmed"
    assert one.label == "as agreed [read as: Meta buys from Nexora (25 % of its revenue)]"
    assert understood(READ.one("Searcher has no stake in Acme")).endswith("(not so)")


# What assumptions do to a score.


def scored(
    claims: list[Claim], docs: list[Document], *assume: str | Mapping[str, Any]
) -> tuple[Interval, list[Event], Case]:
    assumptions = READ.all(assume)
    evidence = Evidence(tuple(claims), {d.id: d for d in docs}, RESOLVER, P, DAY, assumptions)
    case = Case(VENDOR, buyer(), evidence, P)
    events = [e for part in (ownership, clients, leadership) for e in part(case)[0]]
    events += unknowns(case)
    return score([events], P.leak.value)[0].risk, events, case


def ends(risk: Interval) -> tuple[float, float, float]:
    return risk.low, risk.point, risk.high


FILING = document("filing", publisher="SEC filing", published=DAY)


def held(percent: float, **values: Any) -> Claim:
    return claim("ownership", "Searcher", VENDOR, FILING, percent=percent, **values)


@given(st.integers(1, 100))
@settings(max_examples=30, deadline=None)
def test_assuming_what_is_fully_believed_changes_nothing(percent: int) -> None:
    before, *_ = scored([held(percent)], [FILING])
    after, *_ = scored([held(percent)], [FILING], f"Searcher owns {percent}% of Acme")
    assert ends(after) == pytest.approx(ends(before), abs=1e-9)


@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True).map(sorted),
    st.sampled_from([None, 10.0, 30.0]),
)
@settings(max_examples=60, deadline=None)
def test_a_higher_stake_of_a_rival_never_lowers_any_end(
    shares: list[int], other: float | None
) -> None:
    claims = [] if other is None else [
        claim("ownership", "Pension Fund", VENDOR, FILING, percent=other)
    ]  # fmt: skip
    less, more = (
        ends(scored(claims, [FILING], f"Searcher owns {share}% of Acme")[0]) for share in shares
    )
    assert all(a <= b + 1e-9 for a, b in zip(less, more, strict=True))


def test_assumed_then_denied_the_tie_is_gone_whatever_documents_say() -> None:
    claims, docs = [held(49)], [FILING]
    base, events, _ = scored(claims, docs)
    more, *_ = scored(claims, docs, "Searcher owns 80% of Acme")
    none, left, case = scored(claims, docs, "Searcher has no stake in Acme")
    assert more.low > base.low > none.low
    assert "stake:searcher" in {e.id for e in events}
    assert "stake:searcher" not in {e.id for e in left}
    nothing, *_ = scored([], [])
    assert ends(none) == pytest.approx(ends(nothing))
    (relief,) = set_aside(case, [VENDOR])
    assert relief.why == "set aside: assumed is “Searcher has no stake in Acme”"
    assert [ref.id for ref in relief.claims] == [claims[0].id]


def test_the_order_of_assumptions_makes_no_difference() -> None:
    assume = ["Searcher owns 20% of Acme", "Friendly is a client of Acme", "Rocket has left Acme"]
    first, *_ = scored([], [], *assume)
    for other in itertools.permutations(assume):
        assert ends(scored([], [], *other)[0]) == ends(first)


def test_an_assumption_on_others_stays_with_them() -> None:
    _, _, case = scored([held(49)], [FILING], "Searcher owns 5% of Rocket")
    assert set_aside(case, [VENDOR]) == ()
    told = claim("ownership", "Searcher", "Rocket", FILING, percent=49.0)
    _, _, case = scored([told], [FILING], "Searcher owns 5% of Rocket")
    assert len(set_aside(case, [VENDOR])) == 1  # a chain may run through it
    assert set_aside(case, [VENDOR, "Rocket"]) == ()


def test_nothing_assumed_is_nothing() -> None:
    assert READ.all([]) == READ.all(()) == ()
    assert Assumption("x", ()).label == "x"
