"""An assessment in few words: the one verdict line, and a small table for a terminal.

Never a bare number: interval, tier, coverage, buyer and day stand beside it everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vendorrisk.model.columns import columns, filled, fitted, padded

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Assessment, Comparison, Interval

WITH = "  with mitigations"
WIDTH = 80
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what one begins with
SCALE = "0 to 1, higher is riskier"
_HIDDEN = re.compile(  # joiners stay: words of some scripts, and emoji, are written with them
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ud800-\udfff\ufff9-\ufffc\ufffe"
    "\uffff\U000e0000-\U000e007f]"
)
PILE = 6  # marks over one letter that are shown; more of them cover the lines around
_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    f"{{{PILE}}})([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+)"
)
_COMMAND = re.compile(r"^(\s*):(?=:)|(##)(?=(?:vso|teamcity)?\[)")


def visible(text: str) -> str:
    r"""Return text with control, direction and zero-width characters spelt out.

    Text of strangers must not reorder, hide, cover or cut what stands beside it. Of marks that are
    piled up on one letter the first few stay, and the rest are counted.

    >>> visible("a\x00b\u202ec"), visible("e" + "\u0301" * 100)[7:]
    ('a<U+0000>b<U+202E>c', '<94 marks>')
    """
    return thinned(_HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text))


def thinned(text: str) -> str:
    """Return text in which no letter carries more than a few marks; the others are counted."""
    return _PILE.sub(lambda found: f"{found[1]}<{len(found[2])} marks>", text)


def one_line(text: str) -> str:
    r"""Return text with every run of white space as one blank.

    >>> one_line(" a\n b ")
    'a b'
    """
    return visible(" ".join(text.split()))


def unspoken(line: str) -> str:
    """Return a line that no build server takes for a command.

    >>> unspoken("  ::error::x"), unspoken("##[add-path]x"), unspoken("a::b")
    ('  : :error::x', '## [add-path]x', 'a::b')
    """
    return _COMMAND.sub(lambda found: f"{found[1] or ''}: " if found[2] is None else "## ", line)


def page_of(lines: Iterable[str]) -> str:
    r"""Return lines as a page for a terminal or a log: the last gate of everything plain.

    Nothing in them steers a terminal, moves a column, or is a command to a build server.

    >>> page_of(["a\tb", "::error::c\x1b[2J"])
    'a b\n: :error::c<U+001B>[2J\n'
    """
    shown = visible("\n".join(lines)).replace("\t", " ").rstrip()
    return "\n".join(map(unspoken, shown.split("\n"))) + "\n"


def cut(text: str, width: int) -> str:
    """Return one line of at most `width` columns, with an ellipsis when something is left out.

    >>> cut("Alexandr Wang moved", 11)
    'Alexandr W…'
    """
    return fitted(one_line(text), width)


def spread(risk: Interval, dash: str = "-") -> str:
    """Return an interval in two digits: ``0.76 [0.57-0.98]``."""
    return f"{risk.point:.2f} [{risk.low:.2f}{dash}{risk.high:.2f}]"


def insufficient(assessment: Assessment) -> bool:
    """Whether coverage lies below the floor, so that the interval is not enough to go by."""
    return assessment.coverage_reason.startswith("INSUFFICIENT EVIDENCE")


def threshold_told(assessment: Assessment) -> float | None:
    """Return the threshold (0..1) that the reason of the tier names; None: it names none."""
    found = re.search(r"\bthreshold (\d(?:\.\d+)?)", assessment.tier_reason)
    return None if found is None else float(found[1])


def supposed(assumptions: Sequence[str], width: int | None = None) -> str:
    """Return what was assumed as the sentence that every output of such a result begins with.

    Parameters
    ----------
    assumptions : sequence of str
        As in a comparison; none gives "".
    width : int or None
        Characters of each assumption that are shown; None: all.

    >>> supposed(["Meta owns 60% of Scale AI"]), supposed([])
    ('WHAT IF “Meta owns 60% of Scale AI” (assumed, no true result)', '')
    """
    if not assumptions:
        return ""
    shown = [one_line(text) if width is None else cut(text, width) for text in assumptions]
    return f"WHAT IF {' and '.join(f'“{text}”' for text in shown)} (assumed, no true result)"


def verdict(assessment: Assessment, model_version: str | None = None) -> str:
    """Return the verdict as one line that can stand alone."""
    parts = [
        *filter(None, [supposed(assessment.assumptions)]),
        f"{spread(assessment.risk)} {assessment.tier}",
        f"coverage {assessment.coverage:.2f}"
        + (" (insufficient evidence)" if insufficient(assessment) else ""),
        f"for {one_line(assessment.buyer)}",
        f"as of {assessment.as_of.isoformat()}",
    ]
    return " - ".join(
        parts if model_version is None else [*parts, f"model {one_line(model_version)}"]
    )


def as_text(comparison: Comparison, reasons: int = 3) -> str:
    """Return a comparison as a plain table of at most 80 columns, riskiest first.

    Each vendor has as many of its largest reasons below it, and what is left of its risk with
    mitigations where any are given.
    """
    names = [cut(a.vendor, 22) for a in comparison.assessments]
    given = any(a.residual is not None for a in comparison.assessments)
    wide = max([len("vendor"), *map(columns, names), len(WITH) if given else 0])
    lines = [
        *banner(comparison.assumptions),
        f"Neutrality risk for {cut(comparison.buyer, 24)} as of {comparison.as_of.isoformat()}",
        f"{SCALE}; model {cut(comparison.model_version, 12)}, engine {comparison.engine}",
        "",
        f"{'vendor':<{wide}}  risk [low-high]   {'tier':<12}  coverage",
    ]
    for name, a in zip(names, comparison.assessments, strict=True):
        thin = " insufficient" if insufficient(a) else ""
        lines.append(
            f"{padded(name, wide)}  {spread(a.risk)}  {a.tier:<12}  {a.coverage:.2f}{thin}"
        )
        if a.residual is not None:
            lines.append(f"{WITH:<{wide}}  {spread(a.residual.risk)}  {a.residual.tier}")
        for line in a.ledger[:reasons]:
            what = line.what if line.event.known else f"(not known) {line.what}"
            lines.append(f"  {line.contribution:.3f} {cut(what, WIDTH - 8)}")
    return page_of(lines).rstrip("\n")


def banner(assumptions: Sequence[str], width: int = WIDTH) -> list[str]:
    """Return the lines of plain text that stand above a result with assumptions; none without."""
    if not assumptions:
        return []
    lines = ["WHAT IF - no true result: assumed, and said by no document,"]
    for text in assumptions:
        lines += filled(one_line(text), width, "  * ", "    ", broken=True)
    return [*lines, ""]
