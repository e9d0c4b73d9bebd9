"""What nobody has said of one vendor or several, by what it is worth to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vendorrisk.model.assessment import Assessment, OpenQuestion


class Gap(NamedTuple):
    """An open question, and the vendors of which it is open, as they are ranked."""

    what: str
    asked: tuple[tuple[str, OpenQuestion], ...]  # name of the vendor, and the question there
    worth: float  # of knowing, in points, 100 = a year of the contract; the most of any vendor
    effect: float  # what "no" takes off the high end, 0..1; the most of any vendor


def gaps(assessments: Sequence[Assessment]) -> tuple[Gap, ...]:
    """Return the open questions of all vendors, those that are worth most to know first."""
    asked: dict[tuple[str, str], list[tuple[str, OpenQuestion]]] = {}
    for a in assessments:
        for question in a.open_questions:
            asked.setdefault((question.id, question.what), []).append((a.vendor, question))
    worth = {(a.vendor, line.id): line.evppi or 0.0 for a in assessments for line in a.ledger}
    found = {
        key: Gap(
            what=key[1],
            asked=tuple(members),
            worth=max(worth.get((vendor, q.id), 0.0) for vendor, q in members),
            effect=max(q.effect for _, q in members),
        )
        for key, members in asked.items()
    }
    return tuple(
        gap for _, gap in sorted(found.items(), key=lambda i: (-i[1].worth, -i[1].effect, i[0]))
    )
