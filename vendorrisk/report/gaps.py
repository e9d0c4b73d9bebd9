"""What to ask first, over all vendors, and the command that makes the checklist."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from vendorrisk.model.assessment import Assessment, Comparison, OpenQuestion
from vendorrisk.model.summary import one_line
from vendorrisk.report.figures import part
from vendorrisk.report.view import Gap

MOST = 8
INPUTS = 4  # inputs that the command names; with more it says INPUTS


def gaps(assessments: Sequence[Assessment]) -> tuple[Gap, ...]:
    """Return the open questions of all vendors, those that are worth most to know first."""
    asked: dict[tuple[str, str], list[tuple[Assessment, OpenQuestion]]] = {}
    for a in assessments:
        for question in a.open_questions:
            asked.setdefault((question.id, question.what), []).append((a, question))
    worth = {(a.vendor, line.id): line.evppi or 0.0 for a in assessments for line in a.ledger}

    def value(members: list[tuple[Assessment, OpenQuestion]]) -> tuple[float, float]:
        known = max(worth.get((a.vendor, q.id), 0.0) for a, q in members)
        return known, max(q.effect for _, q in members)

    ordered = sorted(asked.items(), key=lambda item: (*(-v for v in value(item[1])), item[0]))
    return tuple(
        Gap(
            what=what,
            factor=members[0][1].factor,
            questions=", ".join(members[0][1].questions),
            vendors=tuple((a.vendor, part(q.effect)) for a, q in members),
            worth=f"{value(members)[0]:.1f}",
        )
        for (_, what), members in ordered[:MOST]
    )


def command(comparison: Comparison) -> tuple[str, ...]:
    """Return the command that makes the checklist of a comparison, word by word, quoted."""
    searched = comparison.receipt.searched if comparison.receipt else ()
    inputs = list(searched) if 0 < len(searched) <= INPUTS else ["INPUTS"]
    words = ["vendorrisk", "checklist", *inputs, "--buyer", comparison.buyer]
    for a in comparison.assessments:
        words += ["--vendor", a.vendor]
    words += ["--as-of", comparison.as_of.isoformat(), "-o", "checklist.xlsx"]
    return tuple(shlex.quote(one_line(word)) for word in words)
