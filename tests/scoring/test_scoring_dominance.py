"""Dominance: what is enough, and what is not."""

from __future__ import annotations

import pytest
from worlds import belief, event, interval, mechanism

from vendorrisk.model.assessment import Event
from vendorrisk.scoring.dominance import dominates

MAYBE = belief(0.2, 0.5, 0.9)
OTHER = MAYBE.model_copy(update={"key": "other"})
NEVER = belief(0.0)


def on(channel: str, severity: float, **values: object):
    return mechanism(severity).model_copy(update={"channel": channel, **values})


CASES: dict[str, tuple[list[Event], list[Event], bool]] = {
    "nothing": ([], [], True),
    "nothing against something": ([], [event("e", on("a", 0.5))], True),
    "something against nothing": ([event("e", on("a", 0.5))], [], False),
    "what cannot act is nothing": ([event("e", on("a", 0.0), on("a", 1.0, link=0.0))], [], True),
    "what is impossible is nothing": ([event("e", on("a", 0.5), claim=NEVER)], [], True),
    "smaller": ([event("e", on("a", 0.4))], [event("e", on("a", 0.5))], True),
    "larger": ([event("e", on("a", 0.5))], [event("e", on("a", 0.4))], False),
    "another channel": ([event("e", on("a", 0.1))], [event("e", on("b", 0.9))], False),
    "one claim": (
        [event("e", on("a", 0.4), claim=MAYBE)],
        [event("e", on("a", 0.5), claim=MAYBE)],
        True,
    ),
    "two claims": (
        [event("e", on("a", 0.4), claim=MAYBE)],
        [event("e", on("a", 0.5), claim=OTHER)],
        False,
    ),
    "a claim against certainty": (
        [event("e", on("a", 0.5), claim=MAYBE)],
        [event("e", on("a", 0.5))],
        True,
    ),
    "certainty against a claim": (
        [event("e", on("a", 0.1))],
        [event("e", on("a", 0.9), claim=MAYBE)],
        False,
    ),
    "severities that overlap": (
        [event("e", mechanism(interval(0.1, 0.2, 0.5)))],
        [event("e", mechanism(interval(0.4, 0.6, 0.8)))],
        False,
    ),
    "a weaker link": (
        [event("e", on("a", 0.5, link=0.2))],
        [event("e", on("a", 0.5, link=0.5))],
        True,
    ),
    "two events need two": (
        [event("e", on("a", 0.4)), event("f", on("a", 0.4))],
        [event("e", on("a", 0.9))],
        False,
    ),
    "the match must be found, not guessed": (
        [event("e", on("a", 0.4)), event("f", on("a", 0.8))],
        [event("g", on("a", 0.9)), event("h", on("a", 0.5))],
        True,
    ),
    "private claims count": (
        [event("e", on("a", 0.5, claim=MAYBE))],
        [event("e", on("a", 0.5, claim=OTHER))],
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_dominance(name: str) -> None:
    safer, riskier, expected = CASES[name]
    assert dominates(safer, riskier) is expected
