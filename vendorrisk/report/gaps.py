"""What to ask first, over all vendors, and the command that makes the checklist."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from vendorrisk.decision.gaps import gaps
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.summary import one_line
from vendorrisk.report.figures import part
from vendorrisk.report.view import Gap

MOST = 8
INPUTS = 4  # inputs that the command names; with more it says INPUTS


def asked_first(assessments: Sequence[Assessment]) -> tuple[Gap, ...]:
    """Return the open questions of all vendors, those that are worth most to know first."""
    return tuple(
        Gap(
            what=gap.what,
            factor=gap.asked[0][1].factor,
            questions=", ".join(gap.asked[0][1].questions),
            vendors=tuple((vendor, part(question.effect)) for vendor, question in gap.asked),
            worth=f"{gap.worth:.1f}",
        )
        for gap in gaps(assessments)[:MOST]
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
