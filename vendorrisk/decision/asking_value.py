"""What it is worth to ask a question: value of knowing whether any claim that it settles is true.

A question is about several claims at once, so neither answer fixes one claim alone: a "no" denies
them all, a "yes" says that one or more of them is true (model section 7).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from vendorrisk.model.assessment import Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.buyer import Appetite
from vendorrisk.model.checklist import Question
from vendorrisk.scoring.ledger import DIGITS
from vendorrisk.scoring.rebuilding import beliefs_of, rebuilt, settled
from vendorrisk.scoring.tree import score

EVEN = 0.5
Ends = Mapping[str, bool]


class Settles(NamedTuple):
    """Claims that an answer speaks to: all of them, those reported, those that a "yes" supports."""

    keys: tuple[str, ...]
    reported: tuple[str, ...]
    present: tuple[str, ...]


class Worth(NamedTuple):
    """What an answer does, in expectation.

    ``evppi`` in points of the appetite, to six digits, None without an appetite. ``shrinks`` is by
    how much the interval is expected to narrow (below 0: it widens). ``spread`` is the variance of
    the point between the two answers. ``effect`` in 0..1 is what a "no" takes off the upper end.
    ``action`` is what stays cheapest whatever the answer, None where that can change.
    """

    evppi: float | None
    shrinks: float
    spread: float
    effect: float
    action: str | None


def topic_of(key: str) -> str:
    """Return the topic of a belief key as questions name it: of a required item its id.

    >>> topic_of("stake|Meta|Scale AI|"), topic_of("required|owners|Scale AI|")
    ('stake', 'owners')
    """
    topic, _, rest = key.partition("|")
    return rest.partition("|")[0] if topic == "required" else topic


def settles(question: Question, events: Sequence[Event]) -> Settles:
    """Return the claims that an answer to a question speaks to.

    Of the events that name the question, those claims whose topic it settles. A "yes" supports the
    reported ones among them; where there are none, the open items; else, of the line that comes
    first in `events`, all.

    Parameters
    ----------
    question : Question
        With its topics.
    events : sequence of Event
        Of one vendor, largest contribution first.
    """
    keys: dict[str, None] = {}
    reported: dict[str, None] = {}
    open_: dict[str, None] = {}
    first: list[str] = []
    for event in events:
        if question.id not in event.questions:
            continue
        found = [b for b in beliefs_of(event) if topic_of(b.key) in question.settles]
        keys.update(dict.fromkeys(b.key for b in found))
        if not event.known:
            open_.update(dict.fromkeys(b.key for b in found))
            continue
        first = first or [b.key for b in found]
        told = (b.key for b in found if any(f.polarity > 0 for f in b.families))
        reported.update(dict.fromkeys(told))
    return Settles(tuple(keys), tuple(reported), tuple(reported or open_ or first))


def worth(events: Sequence[Event], asked: Settles, leak: float, appetite: Appetite | None) -> Worth:
    """Return what the answer to a question is worth.

    ``EVPPI = V(R) - [p_no V(R | no) + (1 - p_no) V(R | yes)]`` with ``V(R)`` the loss of the
    cheapest action, ``p_no`` the chance that no claim is true, ``R | no`` the risk with all of them
    settled "no", and ``R | yes`` by total expectation. Claims on which nobody spoke are also taken
    as even, and the larger value counts. Perfect information on all that the question touches is an
    upper bound of what a reply brings.

    Parameters
    ----------
    events : sequence of Event
        Of one vendor and buyer.
    asked : Settles
        At least one key.
    leak : float
        In [0, 1).
    appetite : Appetite or None
        What the buyer can do; None: no value is worked out.
    """
    keys = frozenset(asked.keys)
    chances = {b.key: b for event in events for b in beliefs_of(event) if b.key in keys}
    vacuous = frozenset(key for key, b in chances.items() if b.low == 0.0 and b.high == 1.0)
    denied = dict.fromkeys(keys, False)
    even = rebuilt(events, lambda b: _taken(b, EVEN) if b.key in vacuous else b)
    now, no, yes, other = (
        one.risk
        for one in score(
            [
                events,
                _settled(events, denied),
                _settled(events, dict.fromkeys(asked.present, True)),
                even,
            ],
            leak,
        )
    )
    p_no = math.prod(1.0 - b.point for b in chances.values())
    cases = [(now.point, p_no, no.point)]
    if vacuous:
        p_even = math.prod(1.0 - (EVEN if k in vacuous else b.point) for k, b in chances.items())
        cases.append((other.point, p_even, no.point))
    r_yes = _other(*cases[0])
    evppi, action = None, None
    if appetite is not None:
        evppi = round(max(_value(appetite, *case) for case in cases), DIGITS) + 0.0
        action = _stays(appetite, cases) if evppi == 0.0 else None
    return Worth(
        evppi=evppi,
        shrinks=round(_width(now) - p_no * _width(no) - (1.0 - p_no) * _width(yes), DIGITS) + 0.0,
        spread=p_no * (1.0 - p_no) * (r_yes - no.point) ** 2,
        effect=round(max(0.0, now.high - no.high), DIGITS),
        action=action,
    )


def _taken(belief: Belief, chance: float) -> Belief:
    return belief.model_copy(update={"point": chance})


def _settled(events: Sequence[Event], truth: Ends) -> list[Event]:
    return rebuilt(events, lambda b: settled(b, truth[b.key]) if b.key in truth else b)


def _other(now: float, p_no: float, no: float) -> float:
    """Return the risk given "yes", by total expectation; where it cannot be, the risk itself."""
    return min(1.0, max(now, (now - p_no * no) / (1.0 - p_no))) if p_no < 1.0 else now


def _value(appetite: Appetite, now: float, p_no: float, no: float) -> float:
    yes = _other(now, p_no, no)
    mean = p_no * _least(appetite, no)[0] + (1.0 - p_no) * _least(appetite, yes)[0]
    return max(0.0, _least(appetite, now)[0] - mean)


def _least(appetite: Appetite, risk: float) -> tuple[float, str]:
    """Return the loss of the cheapest action, and its name: the milder one where two cost alike."""
    losses = [
        (getattr(appetite, name).fixed + getattr(appetite, name).per_risk * risk, name)
        for name in Appetite.model_fields
    ]
    return min(losses, key=lambda one: one[0])


def _stays(appetite: Appetite, cases: Collection[tuple[float, float, float]]) -> str:
    now = next(iter(cases))[0]
    return _least(appetite, now)[1]


def _width(risk: Interval) -> float:
    return risk.high - risk.low
