"""Small seeded worlds: events, families, holders and clients, the same on every machine."""

from __future__ import annotations

from random import Random
from typing import Any

from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.model.belief import Belief, Figure

NO_KEY = "claim"  # of a belief until it stands in an event


def interval(low: float, point: float | None = None, high: float | None = None) -> Interval:
    """Return an interval; one number makes one without width."""
    point = low if point is None else point
    return Interval(low=low, point=point, high=point if high is None else high)


def belief(low: float, point: float | None = None, high: float | None = None) -> Belief:
    """Return a belief with these ends and no families."""
    ends = interval(low, point, high)
    return Belief(
        key=NO_KEY,
        what="a claim",
        low=ends.low,
        point=ends.point,
        high=ends.high,
        conflict=0.0,
        base_rate=0.5,
    )


def mechanism(
    severity: Interval | float, link: float = 0.5, claim: Belief | None = None
) -> Mechanism:
    """Return a mechanism of an unnamed channel."""
    ends = severity if isinstance(severity, Interval) else interval(severity)
    return Mechanism(channel="any", severity=ends, link=link, how="given", claim=claim)


def event(name: str, *mechanisms: Mechanism, claim: Belief | None = None, **values: Any) -> Event:
    """Return an event of the ownership factor; each belief without a key gets one of its own."""

    def keyed(belief: Belief | None, place: str) -> Belief | None:
        if belief is None or belief.key != NO_KEY:
            return belief
        return belief.model_copy(update={"key": f"{name}:{place}"})

    return Event(
        id=name,
        what=name,
        factor=values.pop("factor", "ownership"),
        party=None,
        rivalry=None,
        claim=keyed(claim, "root"),
        mechanisms=tuple(
            m.model_copy(update={"claim": keyed(m.claim, str(i))}) for i, m in enumerate(mechanisms)
        ),
        **values,
    )


def twin(name: str, one: Event) -> Event:
    """Return an event like another, whose claims are its own, shared with no other."""

    def unkeyed(belief: Belief | None) -> Belief | None:
        return belief and belief.model_copy(update={"key": NO_KEY})

    return event(
        name,
        *(m.model_copy(update={"claim": unkeyed(m.claim)}) for m in one.mechanisms),
        claim=unkeyed(one.claim),
    )


def exact(share: float) -> Figure:
    """Return a share that is known without doubt."""
    return Figure(low=share, point=share, high=share, how="given")


def _triple(draw: Random) -> tuple[float, float, float]:
    low, point, high = sorted(draw.random() for _ in range(3))
    return low, point, high


def story(draw: Random, most: int = 4) -> list[Event]:
    """Return one to `most` events of up to three mechanisms, some with claims, some certain."""
    return [
        event(
            f"e{i}",
            *(
                mechanism(
                    interval(*_triple(draw)),
                    draw.uniform(0.0, 0.99),
                    belief(*_triple(draw)) if draw.random() < 0.5 else None,
                )
                for _ in range(draw.randint(1, 3))
            ),
            claim=belief(*_triple(draw)) if draw.random() < 0.8 else None,
        )
        for i in range(draw.randint(1, most))
    ]


def families(draw: Random) -> tuple[list[float], list[float]]:
    """Return the strengths of up to four families for a claim, and of up to four against it."""

    def strengths() -> list[float]:
        return [draw.uniform(0.0, 0.99) for _ in range(draw.randint(0, 4))]

    return strengths(), strengths()


def parts(draw: Random, count: int, total: float = 1.0) -> list[float]:
    """Return `count` positive parts that sum to at most `total`."""
    raw = [draw.random() for _ in range(count + 1)]
    return [total * one / sum(raw) for one in raw[:count]]
