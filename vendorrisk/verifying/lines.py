"""The ledger worked again from its printed parts: intensities, decibels, contributions, factors."""

from __future__ import annotations

import math
from collections import Counter
from typing import get_args

from vendorrisk.model.assessment import Assessment, Factor
from vendorrisk.verifying.plain import EXACT, Worked, held
from vendorrisk.verifying.tally import Tally

CLOSE = 1.1e-6  # the ledger is written with six digits
ENDS = ("low", "point", "high")
WIDEST = 20_000_000  # steps for one vendor; a report of a hundred documents takes a thousand


def intensities(check: Tally, at: str, own: Assessment, worked: Worked) -> None:
    """Put every intensity and its decibels."""
    for number, (line, y) in enumerate(zip(own.ledger, worked.intensities(), strict=True)):
        place = f"{at}.ledger[{number}]"
        for name, value in zip(ENDS, y, strict=True):
            check.near(f"{place}.intensity.{name}", value, getattr(line.intensity, name), CLOSE)
        decibels = -10.0 * math.log10(max(1e-15, 1.0 - y[1]))
        check.near(f"{place}.decibels", decibels, line.decibels, max(CLOSE, 1e-9 * decibels))


def contributions(check: Tally, at: str, own: Assessment, worked: Worked) -> None:
    """Put every contribution, and that they sum to the point less the leak."""
    for number, (line, part) in enumerate(zip(own.ledger, worked.contributions(), strict=True)):
        check.near(f"{at}.ledger[{number}].contribution", part, line.contribution, CLOSE)
    total = math.fsum(line.contribution for line in own.ledger)
    within = 1e-9 if worked.leak == 0.0 else CLOSE
    check.near(f"{at}.ledger", own.risk.point - worked.leak, total, within, "sum of contributions")


def risks(check: Tally, at: str, own: Assessment, worked: Worked) -> None:
    """Put the risk, and that of every factor alone."""
    for name, value in zip(ENDS, worked.risk(), strict=True):
        check.near(f"{at}.risk.{name}", value, getattr(own.risk, name), CLOSE)
    for number, factor in enumerate(own.factors):
        lines = [k for k, line in enumerate(own.ledger) if line.factor == factor.factor]
        alone = Worked([own.ledger[k].event for k in lines], worked.leak)
        place = f"{at}.factors[{number}]"
        for name, value in zip(ENDS, alone.risk(), strict=True):
            check.near(f"{place}.risk.{name}", value, getattr(factor.risk, name), CLOSE)
        part = math.fsum(own.ledger[k].contribution for k in lines)
        check.near(f"{place}.contribution", part, factor.contribution, 1e-9)
    names = [factor.factor for factor in own.factors]
    check.equal(f"{at}.factors", list(get_args(Factor)), names)


def questions(check: Tally, at: str, own: Assessment, worked: Worked) -> None:
    """Put what every open question takes off the high end, and their order."""
    events = [line.event for line in own.ledger]
    place_of = {event.id: k for k, event in enumerate(events)}
    high = worked.risk()[2]
    for number, question in enumerate(own.open_questions):
        if question.id not in place_of:
            continue
        rest = [event for event in events if event.id != question.id]
        effect = high - Worked(rest, worked.leak).risk()[2]
        check.near(f"{at}.open_questions[{number}].effect", effect, question.effect, CLOSE)
    order = sorted(own.open_questions, key=lambda q: (-q.effect, q.id))
    check.put(
        list(order) == list(own.open_questions),
        f"{at}.open_questions",
        "largest effect first",
        [q.id for q in own.open_questions],
    )


def steps(own: Assessment) -> int:
    """Return how much there is to work again for one vendor: worlds x lines x times.

    A result may come from a stranger, so that its size is looked at before it is worked.
    """
    events = [line.event for line in own.ledger]
    counts = Counter(belief.key for event in events for belief in held(event))
    several = sum(1 for count in counts.values() if count > 1)
    origins = {f.origin for e in events for belief in held(e) for f in belief.families}
    times = 1 + len(own.open_questions) + len(origins)
    return (1 << min(several, EXACT)) * len(events) * times


def worked_of(own: Assessment, leak: float) -> Worked:
    """Return the ledger of one vendor worked again."""
    return Worked([line.event for line in own.ledger], leak)
