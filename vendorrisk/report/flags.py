"""What the red-flag rules found: one section for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vendorrisk.model.assessment import Assessment
from vendorrisk.model.finding import Finding
from vendorrisk.model.summary import cut
from vendorrisk.report.figures import listed, plural
from vendorrisk.report.markup import code

LONGEST = {"flagged": 320}  # characters of one reason that are shown; the JSON report has all
SHORT = 120


@dataclass(frozen=True, slots=True)
class FlagRow:
    """The outcome of one rule."""

    rule: str
    family: str
    severity: str
    outcome: str  # "flagged", "unknown", "clear" or "not applicable"
    question: str
    why: tuple[str, ...]
    remedy: str  # "" where there is nothing to do
    asks: str  # questions of the checklist


@dataclass(frozen=True, slots=True)
class Flags:
    """Findings by outcome, gravest first."""

    summary: str  # "4 flagged, 9 unknown, 5 clear, 3 not applicable"
    flagged: tuple[FlagRow, ...]
    unknown: tuple[FlagRow, ...]
    quiet: tuple[FlagRow, ...]  # clear, then not applicable
    quiet_summary: str  # "5 clear, 3 not applicable"


def flags(a: Assessment) -> Flags | None:
    """Return the section on red flags; None when no rule was asked."""
    if not a.findings:
        return None
    by = {
        name: tuple(_row(one) for one in a.findings if one.outcome == name)
        for name in ("flagged", "unknown", "clear", "not_applicable")
    }
    return Flags(
        summary=_counted((name, rows) for name, rows in by.items()),
        flagged=by["flagged"],
        unknown=by["unknown"],
        quiet=(*by["clear"], *by["not_applicable"]),
        quiet_summary=_counted((name, by[name]) for name in ("clear", "not_applicable")),
    )


def in_one_line(found: Flags, most: int = 3) -> str:
    """Return the flagged rules in one line: how many, and the gravest by their ids."""
    if not found.flagged:
        return found.summary
    names = [f"{row.rule} ({row.severity})" for row in found.flagged[:most]]
    more = len(found.flagged) - len(names)
    shown = ", ".join(names) + f" and {more} more" if more else listed(names)
    return f"{found.summary}; flagged: {shown}"


def flag_markdown(found: Flags, escaped: Callable[[str], str]) -> Iterator[str]:
    """Yield the section as lines of Markdown.

    Parameters
    ----------
    found : Flags
        What the rules found.
    escaped : callable
        Returns text as Markdown that shows it as it is.
    """
    yield "### Red flags"
    yield ""
    yield (
        f"{found.summary}. A rule is flagged when what is believed meets its bound, clear when what"
        " is possible does not, and unknown in between; what nobody has told of stays possible."
    )
    yield ""
    yield from _rows(found.flagged, escaped)
    if not found.flagged:
        yield "No rule is flagged."
        yield ""
    if found.unknown:
        number = plural(len(found.unknown), "rule")
        yield f"<details><summary>{number} that nobody can answer yet</summary>"
        yield ""
        yield from _rows(found.unknown, escaped)
        yield "</details>"
        yield ""
    if found.quiet:
        yield f"<details><summary>{found.quiet_summary}</summary>"
        yield ""
        for row in found.quiet:
            why = escaped(" ".join(row.why))
            yield f"- **{row.outcome}**: {escaped(row.question)} ({code(row.rule)}) {why}"
        yield ""
        yield "</details>"
        yield ""


def _rows(rows: Iterable[FlagRow], escaped: Callable[[str], str]) -> Iterator[str]:
    lines = [
        f"| {escaped(row.question)} {code(row.rule)} | {row.severity}"
        f" | {' '.join(escaped(text) for text in row.why)}"
        f" | {escaped(row.remedy)} {escaped(row.asks)} |"
        for row in rows
    ]
    if lines:
        yield "| Question | Severity | Why | What to do |"
        yield "|---|---|---|---|"
        yield from lines
        yield ""


def _counted(groups: Iterable[tuple[str, tuple[FlagRow, ...]]]) -> str:
    return ", ".join(f"{len(rows)} {name.replace('_', ' ')}" for name, rows in groups)


def _row(one: Finding) -> FlagRow:
    return FlagRow(
        rule=one.rule,
        family=one.family,
        severity=one.severity,
        outcome=one.outcome.replace("_", " "),
        question=one.question,
        why=tuple(cut(text, LONGEST.get(one.outcome, SHORT)) for text in one.why),
        remedy=one.remedy or "",
        asks=", ".join(one.questions),
    )
