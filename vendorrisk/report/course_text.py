"""The course of a score as a table, Markdown, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.model.course import Course, Stop, Told, VendorCourse
from vendorrisk.model.interval import Interval
from vendorrisk.model.summary import SCALE, WIDTH, cut, one_line, page_of, spread
from vendorrisk.report.cells import Fixed, csv_text
from vendorrisk.report.figures import quoted
from vendorrisk.report.markup import escaped

BAR = 20  # characters for 0 to 1
TOLD = 3  # facts below a day of the table
MOVES = 2  # lines of the ledger below it


def course_table(course: Course) -> str:
    """Return the course as plain text of at most 80 columns, a block a vendor."""
    lines = [
        f"Neutrality risk for {cut(course.buyer, 30)}, each day from what was known by then",
        f"{SCALE}; model {course.model_version}, engine {course.engine}",
        "Below each day: the lines that moved most; when it happened, claim, what it says",
    ]
    for one in course.vendors:
        scale = "0" + "-" * (BAR - 2) + "1"
        lines += [
            "",
            cut(one.vendor, WIDTH),
            f"{'known':<10} {'change':>6} {'risk [low-high]':<16} {scale} tier         action",
        ]
        if not one.stops:
            lines.append("  nothing became known in these days")
        for stop in one.stops:
            lines.append(_row(stop))
            lines += [f"{'':<11}{cut(text, WIDTH - 11)}" for text in _below(stop)]
        lines += ["", *_lead(one)]
    return page_of(lines)


def course_markdown(course: Course) -> str:
    """Return the course as Markdown; text of documents is escaped."""
    lines = [
        "<!-- made by vendorrisk -->",
        "",
        f"# The course of neutrality risk for {escaped(course.buyer)}",
        "",
        f"Each day from what was known by then. {SCALE[0].upper()}{SCALE[1:]}; model"
        f" {escaped(course.model_version)}, engine {escaped(course.engine)}."
        f" {escaped(course.disclaimer)}",
    ]
    for one in course.vendors:
        lines += [
            "",
            f"## {escaped(one.vendor)}",
            "",
            "| Known | Change | Risk [low–high] | Tier | Action | Claims | Moved most |",
            "|---|---:|---|---|---|---:|---|",
        ]
        for stop in one.stops:
            moved = "; ".join(f"{m.change:+.3f} {m.what}" for m in stop.moves[:MOVES])
            cells = (
                stop.day.isoformat(),
                f"{stop.change:+.3f}",
                spread(stop.risk, "–"),
                stop.tier,
                escaped(stop.action),
                str(len(stop.told)),
                escaped(moved),
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines += ["", *_lead_list(one), "", "### What became known", ""]
        for stop in one.stops:
            lines += [f"- **{stop.day.isoformat()}**", *(f"  - {_fact(t)}" for t in stop.told)]
    lines += ["", f"An exit is: {escaped(course.exit_rule)}."]
    lines += [f"- {escaped(note)}" for note in course.notes]
    return "\n".join(lines) + "\n"


def course_json(course: Course) -> str:
    """Return the course as JSON; it reads back equal."""
    return course.to_json() + "\n"


COLUMNS = {  # of the CSV, and what they say
    "vendor": "name of the vendor",
    "known": "day on which something became known, YYYY-MM-DD",
    "low": "risk from what was known by then, 0 to 1, higher is riskier: what is sure",
    "point": "the point",
    "high": "what is possible",
    "tier": "HIGH, UNDETERMINED or LOW",
    "action": "cheapest action at the point",
    "coverage": "0 to 1",
    "change": "of the point since the stop before, -1 to 1",
    "claims": "claims that became known on that day, a count",
    "what": "what they say, '; ' between them",
    "happened": "when it happened, one for each of what",
}


def course_csv(course: Course) -> str:
    """Return one line a day and vendor; no cell is a formula."""
    stops = (_cells(one, stop) for one in course.vendors for stop in one.stops)
    return csv_text(tuple(COLUMNS), stops)


def _cells(one: VendorCourse, stop: Stop) -> tuple[object, ...]:
    facts = _grouped(stop.told)
    return (
        one_line(one.vendor),
        stop.day,
        *(Fixed.of(getattr(stop.risk, end)) for end in ("low", "point", "high")),
        stop.tier,
        stop.action,
        Fixed.of(stop.coverage),
        Fixed.of(stop.change),
        len(stop.told),
        "; ".join(one_line(what) for what, _ in facts),
        "; ".join(one_line(_when(told)) for _, told in facts),
    )


def bar(risk: Interval, width: int = BAR) -> str:
    """Return an interval as a bar of `width` characters for 0 to 1, the point as ``o``.

    >>> bar(Interval(low=0.25, point=0.5, high=1.0), 8)
    '  ==o==='
    """
    low, point, high = (min(width - 1, int(e * width)) for e in (risk.low, risk.point, risk.high))
    cells = ["=" if low <= place <= high else " " for place in range(width)]
    cells[point] = "o"
    return "".join(cells)


def _row(stop: Stop) -> str:
    return (
        f"{stop.day.isoformat()} {stop.change:+.3f} {spread(stop.risk):<16} {bar(stop.risk)}"
        f" {stop.tier:<12} {stop.action}"
    ).rstrip()


def _below(stop: Stop) -> Iterator[str]:
    moved = ", ".join(f"{move.change:+.3f} {move.id}" for move in stop.moves[:MOVES])
    if moved:
        yield f"moved {moved}"
    facts = _grouped(stop.told)
    for what, told in facts[:TOLD]:
        many = f" ({len(told)} claims)" if len(told) > 1 else ""
        yield f"{told[0].happened or 'undated':<10} {told[0].id} {what}{many}"
    if len(facts) > TOLD:
        rest = sum(len(told) for _, told in facts[TOLD:])
        yield f"and {rest} more claim{'s' if rest > 1 else ''}; json and md have all"


def _grouped(told: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """Return the facts of a day by what they say, in their order."""
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.what, []).append(one)
    return list(found.items())


def _when(told: Sequence[Told]) -> str:
    dates = sorted({one.happened for one in told if one.happened})
    if not dates:
        return "no date told"
    return f"happened {dates[0]}" + (f" to {dates[-1]}" if len(dates) > 1 else "")


def _fact(told: Told) -> str:
    shown = quoted(told.quote)
    whose = "" if told.vendor else " (of others)"
    return (
        f"{escaped(told.what)}{whose}: “{escaped(shown.text)}{'…' if shown.cut else ''}”"
        f" ({escaped(told.modality)}, {escaped(_when([told]))}, in {escaped(told.document)},"
        f" {escaped(told.id)})"
    )


def _lead_list(one: VendorCourse) -> list[str]:
    lead = one.lead
    first = lead.first_high.isoformat() if lead.first_high else "never"
    days = "unknown" if lead.days is None else f"{lead.days} days"
    told = "never" if lead.exit is None else f"{lead.exit.known.isoformat()}: {_fact(lead.exit)}"
    return [
        f"- First HIGH: {first}",
        f"- First exit told: {told}",
        f"- Lead: {days}, {escaped(lead.reason)}",
    ]


def _lead(one: VendorCourse) -> list[str]:
    lead = one.lead
    lines = [f"first HIGH       {lead.first_high.isoformat() if lead.first_high else 'never'}"]
    if lead.exit is not None:
        told = lead.exit
        lines.append(f"first exit told  {told.known}, {_when([told])}")
        lines.append(f"                 {cut(f'{told.what} ({told.id})', WIDTH - 17)}")
    else:
        lines.append("first exit told  never")
    if lead.days is None:
        lines.append(f"lead             unknown: {lead.reason}")
    elif lead.days < 0:
        lines.append(f"lead             {lead.days} days: the exit was told first")
    else:
        lines.append(f"lead             {lead.days} day{'' if lead.days == 1 else 's'}")
    return lines
