"""Scenarios side by side, as text of 80 columns, Markdown, CSV and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from vendorrisk.errors import SettingsError, did_you_mean
from vendorrisk.model.columns import padded
from vendorrisk.model.interval import Interval
from vendorrisk.model.scenario import (
    AS_IS,
    Action,
    Moved,
    Outcome,
    Shift,
    Standing,
    VendorOutcome,
    WhatIf,
)
from vendorrisk.model.summary import SCALE, WIDTH, cut, one_line, page_of, spread
from vendorrisk.report.cells import csv_text
from vendorrisk.report.figures import plural
from vendorrisk.report.firmness import if_wrong, sentences, unmoved, verdict_on
from vendorrisk.report.markup import escaped

NAME = 28  # characters of a scenario's id in the text
LINES = 5  # lines that moved, of one scenario and vendor
NO_TRUE_RESULT = "assumed, and said by no document: no true result"


def render_what_if(found: WhatIf, format: str) -> bytes:
    """Return scenarios side by side in one format; the same bytes for the same scenarios.

    Parameters
    ----------
    found : WhatIf
        From `vendorrisk.what_if`.
    format : {"table", "md", "csv", "json"}
        ``table`` is plain text of at most 80 columns; ``csv`` has one row a vendor and scenario.

    Raises
    ------
    SettingsError
        For another format.
    """
    if format not in _WRITE:
        raise SettingsError(
            f"'{format}' is no format of scenarios",
            how=did_you_mean(format, _WRITE) or f"use one of {', '.join(_WRITE)}",
        )
    return _WRITE[format](found).encode("utf-8")


def _json(found: WhatIf) -> str:
    return found.to_json() + "\n"


COLUMNS = {  # of the CSV, and what they say
    "scenario": f"id of the scenario; “{AS_IS}” for the true result",
    "what_if": "what is assumed; empty: nothing, a true result",
    "vendor": "name of the vendor",
    "buyer": "name of the buyer",
    "as_of": "day, YYYY-MM-DD",
    "model_version": "version of the model",
    "engine": "what found the claims of running text",
    "low": "risk, 0 to 1, higher is riskier: what is sure",
    "point": "the point",
    "high": "what is possible",
    "tier": "HIGH, UNDETERMINED or LOW",
    "coverage": "0 to 1",
    "action_low": "cheapest action at the low end of the risk",
    "action_point": "at the point",
    "action_high": "at the high end",
    "change_low": f"low end less that of “{AS_IS}”, -1 to 1",
    "change_point": "of the point",
    "change_high": "of the high end",
    "moved": "lines of the ledger that moved, before and after, '; ' between them",
}


def _csv(found: WhatIf) -> str:
    none = Shift(low=0.0, point=0.0, high=0.0)
    rows: list[tuple[str, str, Standing | VendorOutcome, Shift, tuple[Moved, ...]]]
    rows = [(AS_IS, "", one, none, ()) for one in found.base]
    rows += [
        (outcome.id, f"WHAT IF {'; '.join(outcome.assumptions)}", one, one.change, one.moved)
        for outcome in found.outcomes
        for one in outcome.vendors
    ]
    made = (found.buyer, found.as_of.isoformat(), found.model_version, found.engine)
    cells = (
        (
            *(name, told, one.vendor, *made, one.risk.low, one.risk.point, one.risk.high),
            *(one.tier, one.coverage, one.action.low, one.action.point, one.action.high),
            *(change.low, change.point, change.high, "; ".join(_move(m) for m in moved)),
        )
        for name, told, one, change, moved in rows
    )
    return csv_text(tuple(COLUMNS), cells)


def _table(found: WhatIf) -> str:
    return page_of(_text(found))


def _text(found: WhatIf) -> Iterator[str]:
    yield f"What if, for {cut(found.buyer, 24)} as of {found.as_of.isoformat()}"
    yield f"{SCALE}; model {cut(found.model_version, 12)}, engine {found.engine}"
    yield ""
    if found.outcomes:
        yield f"Scenarios, ? below ({NO_TRUE_RESULT}):"
    else:
        yield "No scenario was given: --assume TEXT, or --scenario FILE."
    for outcome in found.outcomes:
        why = f" ({outcome.why})" if outcome.why else ""
        yield from _wrapped(f"{outcome.id}: {outcome.what}{why}", "  ", hanging="    ")
        for text in outcome.assumptions:
            yield from _wrapped(text, "      ", "- ")
    for place, one in enumerate(found.base):
        yield ""
        yield from _side_by_side(found, one, place)
    for one in found.base:
        yield ""
        yield f"What would change it: {cut(one.vendor, 40)}, {AS_IS}"
        for text in what_would_change(one, found.threshold):
            yield from _wrapped(_plain(text), "  ", "- ")
    yield ""
    yield from _wrapped(found.disclaimer, "")


def _side_by_side(found: WhatIf, one: Standing, place: int) -> Iterator[str]:
    name = padded(cut(one.vendor, NAME + 2), NAME + 2)
    yield f"{name}  risk [low-high]   {'tier':<12} change of risk"
    yield f"  {AS_IS:<{NAME}}  {spread(one.risk)}  {one.tier:<12}   low point  high"
    yield f"      {action(one.action)}"
    for outcome in found.outcomes:
        v = outcome.vendors[place]
        name = f"? {outcome.id}"
        change = " ".join(f"{_signed(getattr(v.change, end)):>5}" for end in _ENDS)
        yield f"  {padded(cut(name, NAME), NAME)}  {spread(v.risk)}  {v.tier:<12} {change}"
        yield f"      {action(v.action)}"
        for moved in v.moved[:LINES]:
            yield f"      {cut(_move(moved), WIDTH - 6)}"
        if len(v.moved) > LINES:
            yield f"      and {plural(len(v.moved) - LINES, 'further line')} moved"
        if not v.moved:
            yield "      no line moved"


_ENDS = ("low", "point", "high")


def what_would_change(one: Standing, threshold: float) -> tuple[str, ...]:
    """Return in sentences what would give a vendor another tier: facts, then sources."""
    if one.robustness is None:
        return ()
    told = sentences(one.robustness, threshold) or (unmoved(one.robustness),)
    sources = if_wrong(one.robustness, threshold)
    return (*told, verdict_on(one.tier, one.robustness), *sources)


def action(found: Action) -> str:
    """Return the cheapest action over the interval in words.

    >>> action(Action(low="accept", point="accept", high="replace"))
    'cheapest: accept at the low end and the point, replace at the high end'
    """
    places: dict[str, list[str]] = {}
    for end, words in zip(_ENDS, ("the low end", "the point", "the high end"), strict=True):
        places.setdefault(getattr(found, end), []).append(words)
    if len(places) == 1:
        return f"cheapest: {found.low} over the whole interval"
    parts = [f"{name} at {' and '.join(where)}" for name, where in places.items()]
    return f"cheapest: {', '.join(parts)}"


def _signed(value: float) -> str:
    """Return a change in two digits with its sign; what is not 0 is not shown as 0.

    >>> _signed(0.123), _signed(-0.001), _signed(0.0)
    ('+0.12', '-0.00', '0')
    """
    return "0" if value == 0.0 else f"{value:+.2f}"


def _move(moved: Moved) -> str:
    before, after = (_figure(one) for one in (moved.before, moved.after))
    return f"{moved.line}: {before} to {after}"


def _figure(one: Interval | None) -> str:
    return "not there" if one is None else spread(one)


def _plain(text: str) -> str:
    return text.translate(str.maketrans("“”–−", '""--'))


def _wrapped(text: str, indent: str, mark: str = "", *, hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=indent + mark,
        subsequent_indent=indent + " " * len(mark) if hanging is None else indent + hanging,
    )


def _markdown(found: WhatIf) -> str:
    return "\n".join(_page(found)).rstrip() + "\n"


def _page(found: WhatIf) -> Iterator[str]:
    yield "<!-- made by vendorrisk -->"
    yield ""
    yield f"# What if, for {escaped(found.buyer)}"
    yield ""
    yield (
        f"As of {found.as_of.isoformat()}, model {escaped(found.model_version)}, engine"
        f" {found.engine}. From 0 to 1; **higher is riskier**."
    )
    yield ""
    if found.outcomes:
        yield f"> **WHAT IF: every row but “{AS_IS}” is no true result.** Assumed, and said by no"
        yield "> document:"
        yield ">"
        yield from (f"> - {_scenario(outcome)}" for outcome in found.outcomes)
        yield ""
    for place, one in enumerate(found.base):
        yield f"## {escaped(one.vendor)}"
        yield ""
        yield "| Scenario | Risk | Tier | Change: low | point | high | Action | Lines that moved |"
        yield "|---|---|---|---:|---:|---:|---|---|"
        row = (
            f"**{AS_IS}**",
            _span(one.risk),
            one.tier,
            "",
            "",
            "",
            escaped(action(one.action)),
            "",
        )
        yield _row(row)
        for outcome in found.outcomes:
            v = outcome.vendors[place]
            moved = "<br>".join(escaped(_move(m)) for m in v.moved[:LINES]) or "none"
            if len(v.moved) > LINES:
                moved += f"<br>and {len(v.moved) - LINES} more"
            yield _row(
                (
                    f"WHAT IF {escaped(outcome.id)}",
                    *(_span(v.risk), v.tier),
                    *(_signed(getattr(v.change, end)) for end in _ENDS),
                    *(escaped(action(v.action)), moved),
                )
            )
        yield ""
        yield f"### What would change it, {AS_IS}"
        yield ""
        yield from (f"- {escaped(text)}" for text in what_would_change(one, found.threshold))
        yield ""
    yield f"*{escaped(found.disclaimer)}*"


def _scenario(outcome: Outcome) -> str:
    why = f" ({escaped(outcome.why)})" if outcome.why else ""
    told = "; ".join(escaped(text) for text in outcome.assumptions)
    return f"**{escaped(outcome.id)}**: {escaped(outcome.what)}{why}: {told}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _span(risk: Interval) -> str:
    return spread(risk, "–").replace("[", "\\[").replace("]", "\\]")


_WRITE: dict[str, Callable[[WhatIf], str]] = {
    "table": _table,
    "md": _markdown,
    "csv": _csv,
    "json": _json,
}
