"""Why, in a few lines: what drives a verdict, and what speaks against a risk."""

from __future__ import annotations

from collections.abc import Sequence

from vendorrisk.model.assessment import Assessment, LedgerEntry
from vendorrisk.model.belief import Belief
from vendorrisk.report.figures import exact_span, plural
from vendorrisk.report.lines import Register
from vendorrisk.report.measures import Measures
from vendorrisk.report.view import Line, Reason, TieGroup

MOST = 3


def drivers(lines: Sequence[Line]) -> tuple[Reason, ...]:
    """Return the known lines that carry most of the risk."""
    known = [line for line in lines if line.known and line.contribution != "0"]
    return tuple(
        Reason(
            what=line.what,
            anchor=line.anchor,
            part=line.contribution,
            factor=line.factor,
            why="",
            quotes=line.quotes,
        )
        for line in known[:MOST]
    )


def reliefs(
    a: Assessment,
    lines: Sequence[Line],
    groups: Sequence[TieGroup],
    measures: Measures | None,
    register: Register,
) -> tuple[Reason, ...]:
    """Return what speaks against a risk: a measure, then denials, then ties that do not count."""
    rows = measures.rows if measures else ()
    found = [_measure(row.what, row.touches) for row in rows if row.counts]
    denied = [
        _denial(belief, entry, line, register)
        for entry, line in zip(a.ledger, lines, strict=True)
        for belief in entry.event.beliefs
        if any(family.polarity < 0 for family in belief.families)
    ]
    others = [_ties(group) for group in sorted(groups, key=lambda group: -len(group.ties))]
    left = max(1, MOST - len(found[:1]) - len(others[:1]))
    return tuple([*found[:1], *denied[:left], *others][:MOST])


def _measure(what: str, touches: str) -> Reason:
    return Reason(what=what, anchor="", part="", factor="", why=f"touches {touches}", quotes=())


def _denial(belief: Belief, entry: LedgerEntry, line: Line, register: Register) -> Reason:
    against = [family for family in belief.families if family.polarity < 0]
    origins = ", ".join(dict.fromkeys(family.origin for family in against))
    claims = [register.known[c] for f in against for c in f.claims if c in register.known]
    return Reason(
        what=f"Denied: {belief.what}",
        anchor=line.anchor,
        part="",
        factor=entry.factor,
        why=f"believed to {exact_span(belief)}; denied by {origins}",
        quotes=register.again(claims),
    )


def _ties(group: TieGroup) -> Reason:
    count = len(group.ties)
    return Reason(
        what=f"{plural(count, 'tie')} found that {'does' if count == 1 else 'do'} not count",
        anchor="",
        part="",
        factor="",
        why=group.why,
        quotes=(),
    )
