"""How firmly a tier stands, in words and figures: one section for every format."""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.model.assessment import Assessment
from vendorrisk.model.interval import Interval, Tier
from vendorrisk.model.robustness import Robustness, Settled, TierChange
from vendorrisk.report.figures import DASH, fixed, listed, plural

SOURCES = 5  # rows beside those that change the tier
_UNCREDITED = "reports that credit nobody, taken as one source"


@dataclass(frozen=True, slots=True)
class Left:
    """The verdict without one source, or under one other assumption.

    ``point`` and ``change`` have three digits and sum to the printed point of the assessment.
    """

    what: str
    lines: str  # "3 lines"; "" for a stress run
    change: str  # "−0.227"
    risk: str  # "0.552 [0.410–0.983]"
    tier: str
    moves: bool


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firmly the tier stands."""

    verdict: str  # one sentence: rests on one source, or not
    sources: tuple[Left, ...]
    sources_left_out: str  # "" when all are shown
    facts: tuple[str, ...]  # a sentence for each way the tier can go
    wrong: tuple[str, ...]  # a sentence for each set of several sources that holds up the tier
    stress: tuple[Left, ...]


def firmness(a: Assessment, threshold: float) -> Firmness | None:
    """Return how firmly the tier of an assessment stands; None when it was not worked out."""
    found = a.robustness
    if found is None:
        return None
    moving = [f for f in found.families if f.moves]
    shown = moving + [f for f in found.families if not f.moves and f.change][:SOURCES]
    hidden = len(found.families) - len(shown)
    return Firmness(
        verdict=verdict(a, found),
        sources=tuple(
            _left(a, source(f.origin), plural(len(f.lines), "line"), f.risk, threshold, f.tier)
            for f in shown
        ),
        sources_left_out=f"{plural(hidden, 'further source')} in the JSON report."
        if hidden
        else "",
        facts=sentences(found, threshold) or (unmoved(found),),
        wrong=if_wrong(found, threshold),
        stress=tuple(_left(a, run.what, "", run.risk, threshold, run.tier) for run in found.stress),
    )


def verdict(a: Assessment, found: Robustness) -> str:
    """Return whether the tier of an assessment rests on one source, as a sentence."""
    return verdict_on(a.tier, found)


def verdict_on(tier: Tier, found: Robustness) -> str:
    """Return whether a tier rests on one source, as a sentence."""
    if not found.families:
        return "No source speaks to any line, so none can be left out."
    if not found.rests_on:
        return f"No single source holds up the tier: without any one of them it stays {tier}."
    names = [source(origin) for origin in found.rests_on]
    if len(names) == 1:
        return f"Rests on one source: without {names[0]} the tier is not {tier}."
    without = "; or without ".join(names)
    return f"Rests on each of {len(names)} sources: the tier is not {tier} without {without}."


def source(origin: str) -> str:
    """Return the name of an origin as a report prints it."""
    return _UNCREDITED if origin == "uncredited" else origin


def sentences(found: Robustness, threshold: float) -> tuple[str, ...]:
    """Return a sentence for each set of facts that changes the tier."""
    return tuple(_sentence(change, threshold) for change in found.changes)


def if_wrong(found: Robustness, threshold: float) -> tuple[str, ...]:
    """Return a sentence for each set of two or three sources whose being wrong moves the tier.

    One source that does so alone is told by the verdict.
    """
    sentences = []
    for one in found.if_wrong:
        if len(one.origins) < 2:
            continue
        names = listed([source(origin) for origin in one.origins])
        sentences.append(
            f"Were {names} wrong together, it would be {one.tier}, {interval(one.risk, threshold)}"
            f"{_others(one.others)}."
        )
    return tuple(sentences)


def _others(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "; one other set of that size would too"
    return f"; {plural(count, 'other set')} of that size would too"


def remedy(fact: Settled) -> str:
    """Return who can bring a fact about, with clauses and questions; "" where nobody can."""
    if not fact.actionable:
        return ""
    words = {"contract": "by contract", "vendor": "by the vendor", "answer": "by an answer"}
    told = [f"ask {', '.join(fact.questions)}"] if fact.questions else []
    if fact.clauses:
        told.append(f"clauses {', '.join(fact.clauses)}")
    return f" ({words[fact.by]}{': ' if told else ''}{'; '.join(told)})"


def unmoved(found: Robustness) -> str:
    """Return that no set of facts as small as those looked at changes the tier."""
    return f"No {found.searched} facts, however they are settled, change the tier."


def _sentence(change: TierChange, threshold: float) -> str:
    facts = listed([f"“{fact.what}”: {fact.answer}{remedy(fact)}" for fact in change.facts])
    count = len(change.facts)
    number = "one fact" if count == 1 else f"{count} facts"
    return (
        f"{number.capitalize()}, settled so, would make it {change.tier},"
        f" {interval(change.risk, threshold)}: {facts}{_others(change.others)}."
    )


def interval(risk: Interval, threshold: float) -> str:
    """Return a risk whose point has three digits, and whose ends keep to their side.

    >>> interval(Interval(low=0.4996, point=0.6, high=0.7), 0.5)
    '0.600 [0.4996–0.700]'
    """
    low, high = (fixed(end, 3, threshold) for end in (risk.low, risk.high))
    return f"{risk.point:.3f} [{low}{DASH}{high}]"


def _left(
    a: Assessment, what: str, lines: str, risk: Interval, threshold: float, tier: str
) -> Left:
    change = round(round(risk.point, 3) - round(a.risk.point, 3), 3)
    sign = "−" if change < 0 else "+" if change > 0 else "±"
    return Left(
        what=what,
        lines=lines,
        change=f"{sign}{abs(change):.3f}",
        risk=interval(risk, threshold),
        tier=tier,
        moves=tier != a.tier,
    )
