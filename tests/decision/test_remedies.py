"""Which facts are actionable, and that of equal sets the actionable one comes first."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from worlds import event, mechanism, spoken, spoken_events

from vendorrisk.decision.remedies import remedied
from vendorrisk.decision.tipping import tipping
from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Strength
from vendorrisk.model.channel import Channel
from vendorrisk.model.parameters import Parameters, Remedy
from vendorrisk.model.robustness import Robustness, Settled, TierChange
from vendorrisk.report.firmness import remedy, sentences
from vendorrisk.rulebook import load_clauses, load_parameters
from vendorrisk.scoring.ledger import rounded
from vendorrisk.scoring.tree import score

P = load_parameters()
HALF = Strength(low=0.5, point=0.5, high=0.5)
REMEDIES = {
    "cash": Remedy(by="nobody", reason="the holder's"),
    "rights": Remedy(by="vendor", clauses=("CON",), reason="a contract"),
    "interlock": Remedy(by="vendor", clauses=("CLN",), reason="a seat"),
    "undisclosed-owner": Remedy(by="answer", clauses=("RST",), reason="a table"),
    "undisclosed-priority": Remedy(by="contract", clauses=("NDM",), reason="a clause"),
}


def risk(listed: list[Event]) -> Interval:
    return rounded(score([listed], 0.0)[0].risk)


def test_every_channel_of_the_model_has_a_remedy_with_clauses_that_exist() -> None:
    channels = {*get_args(Channel), *(item.channel for item in P.required)}
    assert set(P.remedies) == channels
    known = {clause.id for clause in load_clauses()}
    for name, one in P.remedies.items():
        assert set(one.clauses) <= known, name
        assert one.by != "nobody" or not one.clauses, name
    assert {item.channel for item in P.required} <= {
        name for name, one in P.remedies.items() if one.by != "nobody"
    }
    assert P.remedies["departure"].by == "nobody"


def test_a_channel_that_is_none_is_refused() -> None:
    wrong = {"votez": REMEDIES["rights"].model_dump()}
    with pytest.raises(ValidationError, match="'votez' is no channel of the model"):
        Parameters.model_validate(P.model_dump() | {"remedies": wrong})


def through(*channels: str, known: bool = True) -> list[Event]:
    parts = [mechanism(1.0).model_copy(update={"channel": channel}) for channel in channels]
    one = event("e", *parts, claim=spoken([], key="k"), known=known)
    return [one.model_copy(update={"questions": ("N02", "N01")})]


@pytest.mark.parametrize(
    ("events", "answer", "by", "clauses"),
    [
        (through("interlock"), "no", "vendor", ("CLN",)),
        (through("cash"), "no", "nobody", ()),
        (through("cash", "rights"), "no", "nobody", ()),  # the stake itself stays
        (through("rights", "undisclosed-owner"), "no", "vendor", ("CON", "RST")),
        (through("undisclosed-owner", known=False), "no", "answer", ("RST",)),
        (through("undisclosed-priority", known=False), "no", "contract", ("NDM",)),
        (through("undisclosed-priority", known=False), "yes", "answer", ()),
        (through("interlock"), "yes", "nobody", ()),  # nobody wants that
        (through("unheard-of"), "no", "nobody", ()),
    ],
)
def test_who_can_bring_it_about(events, answer, by, clauses) -> None:
    fact = Settled(line="e", key="k", what="w", answer=answer)
    found = remedied(fact, events, REMEDIES)
    assert (found.by, found.clauses) == (by, clauses)
    assert found.actionable is (by != "nobody")
    assert found.questions == (("N01", "N02") if found.actionable else ())


def test_a_channel_that_nothing_runs_through_is_no_obstacle() -> None:
    parts = [
        mechanism(severity).model_copy(update={"channel": channel})
        for severity, channel in ((0.0, "cash"), (1.0, "rights"))
    ]
    fact = Settled(line="e", key="k", what="w", answer="no")
    assert remedied(fact, [event("e", *parts, claim=spoken([], key="k"))], REMEDIES).actionable


def test_of_equal_sets_the_actionable_one_comes_first_though_it_moves_less() -> None:
    listed = [
        event(
            name,
            mechanism(1.0, link).model_copy(update={"channel": channel}),
            claim=spoken([("A", 1, HALF)], key=name),
        )
        for name, link, channel in (("a", 0.9, "cash"), ("b", 0.8, "interlock"))
    ]
    now = risk(listed)
    (plain,) = tipping(listed, now, 0.0, 0.5)
    (ordered,) = tipping(listed, now, 0.0, 0.5, REMEDIES)
    assert [f.line for f in plain.facts] == ["a"]
    assert [(f.line, f.by, f.clauses) for f in ordered.facts] == [("b", "vendor", ("CLN",))]
    assert plain.others == ordered.others == 1


@given(spoken_events(most=3), st.sampled_from([0.1, 0.3, 0.5, 0.7]))
@settings(max_examples=40, deadline=None)
def test_remedies_change_which_set_is_shown_and_never_its_size(
    listed: list[Event], threshold: float
) -> None:
    channels = sorted({m.channel for e in listed for m in e.mechanisms})
    remedies = dict.fromkeys(channels[::2], REMEDIES["rights"])
    now = risk(listed)
    plain = tipping(listed, now, 0.0, threshold)
    ordered = tipping(listed, now, 0.0, threshold, remedies)
    assert [(c.tier, len(c.facts), c.others) for c in plain] == [
        (c.tier, len(c.facts), c.others) for c in ordered
    ]


def test_the_words() -> None:
    fact = Settled(
        **{"line": "e", "key": "k", "what": "A seat", "answer": "no", "by": "vendor"},
        clauses=("CLN",),
        questions=("N18",),
    )
    assert remedy(fact) == " (by the vendor: ask N18; clauses CLN)"
    assert remedy(fact.model_copy(update={"by": "nobody"})) == ""
    half = Interval(low=0.25, point=0.3, high=0.4)
    change = TierChange(facts=(fact,), risk=half, tier="LOW", others=1)
    found = Robustness(families=(), rests_on=(), changes=(change,), searched=3, stress=())
    assert sentences(found, 0.5) == (
        "One fact, settled so, would make it LOW, 0.300 [0.250–0.400]: “A seat”: no (by the vendor:"
        " ask N18; clauses CLN); one other set of that size would too.",
    )
