"""What nobody has said holds up the high end; coverage."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import VENDOR, buyer, teller

from vendorrisk.mechanisms.case import Case
from vendorrisk.mechanisms.unknowns import coverage, uncovered, unknowns
from vendorrisk.model.assessment import Event
from vendorrisk.rulebook import load_parameters

P = load_parameters()
ITEMS = [item.id for item in P.required]
told = teller(kind="investment", subject="Rocket", object=VENDOR)


def event(one: Case, item: str) -> Event:
    return next(e for e in unknowns(one) if e.id == f"unknown:{item}")


def test_every_item_is_asked() -> None:
    found = unknowns(told())
    assert [e.id for e in found] == [f"unknown:{item}" for item in ITEMS]
    assert all(not e.known and e.questions for e in found)
    for e, item in zip(found, P.required, strict=True):
        assert e.claim is not None
        assert (e.claim.low, e.claim.point, e.claim.high) == (0.0, item.base_rate, 1.0)
        assert e.mechanisms[0].severity.high == item.severity


@pytest.mark.parametrize("item", ITEMS)
def test_nothing_is_covered_by_silence(item: str) -> None:
    assert uncovered(told(), item) == 1.0


@pytest.mark.parametrize(
    ("parts", "item", "missing"),
    [
        # disclosed part at the low end: share 0.75 * 0.4, belief 0.75
        ([{"percent": 40.0}], "owners", 1 - 0.75 * 0.3),
        ([{"percent": 40.0, "modality": "denied"}], "owners", 1.0),
        ([{}], "owners", 1.0),  # a stake of unknown size covers nothing
        ([{"percent": 40.0, "object": "Searcher"}], "owners", 1.0),
        ([{"kind": "client", "share_of_revenue": 0.4}], "client-book", 1 - 0.75 * 0.3),
        ([{"kind": "client"}], "client-book", 1.0),
        # a named case shows that there are such cases, not that there are no others
        ([{"percent": 40.0, "voting": False}], "rights", 1 - 0.5 * 0.75),
        ([{"percent": 40.0}], "rights", 1.0),
        ([{"kind": "directorship", "person": "P"}], "interlocks", 1 - 0.5 * 0.75),
        ([{"kind": "directorship"}], "interlocks", 1.0),
        (
            [{"kind": "leadership_move", "subject": VENDOR, "object": "Rocket", "person": "P"}],
            "departures",
            1 - 0.5 * 0.75,
        ),
        ([{"kind": "leadership_move", "subject": "Rocket", "object": "Blank"}], "departures", 1.0),
    ],
)
def test_covered_by_evidence(parts: list[dict], item: str, missing: float) -> None:
    assert uncovered(told(*parts), item) == pytest.approx(missing)


def test_disclosed_more_than_all_covers_all_and_no_more() -> None:
    parts = [
        {"subject": name, "percent": 100.0, "publisher": outlet}
        for name in ("Rocket", "Blank")
        for outlet in ("Reuters", "The Bell", "Gazette")
    ]
    assert uncovered(told(*parts), "owners") == 0.0


def test_an_item_that_the_package_does_not_know_is_simply_open() -> None:
    assert uncovered(told(), "an item of the user's own") == 1.0


def word(publisher: str | None = None, **values: Any) -> dict[str, Any]:
    return {
        "kind": "independence_statement",
        "subject": VENDOR,
        "object": None,
        "publisher": publisher,
        **values,
    }


@pytest.mark.parametrize("item", ["priority", "rights"])
@pytest.mark.parametrize("interest", ["none", "self", "against"])
def test_the_vendors_word_counts_a_quarter(item: str, interest: str) -> None:
    """However well known the outlet that prints it, and once however often."""
    one = told(word("Reuters", interest=interest), word("The Bell", interest=interest), word())
    belief = event(one, item).claim
    assert belief is not None
    assert belief.low == 0.0
    assert belief.high == pytest.approx(1 - 0.25)
    assert len(belief.families) == 1


@pytest.mark.parametrize(
    ("part", "item"),
    [
        (word("Reuters"), "owners"),
        (word("Reuters", subject="Rocket"), "priority"),
        (word("Reuters", modality="denied"), "priority"),
    ],
)
def test_other_words_do_not(part: dict, item: str) -> None:
    belief = event(told(part), item).claim
    assert belief is not None
    assert belief.high == 1.0


def test_a_buyer_without_a_market_has_no_hidden_rival() -> None:
    for e in unknowns(told(who=buyer(rivals=()))):
        assert e.mechanisms[0].severity.high == 0.0
        assert e.rivalry == 0.0


def test_coverage_is_the_mean_of_what_is_covered() -> None:
    assert coverage(told())[0] == 0.0
    one = told({"percent": 40.0, "voting": False}, {"kind": "client", "share_of_revenue": 0.4})
    value, reason = coverage(one)
    assert value == pytest.approx((0.225 + 0.225 + 0.375) / len(ITEMS))
    assert all(item in reason for item in ITEMS)


def test_an_item_has_the_link_that_it_names() -> None:
    item = P.required[0].model_copy(update={"link": "loss"})
    (found,) = unknowns(told(parameters=P.model_copy(update={"required": (item,)})))
    assert found.mechanisms[0].channel == item.channel
    assert found.mechanisms[0].link == P.link("loss") != P.link("default")
