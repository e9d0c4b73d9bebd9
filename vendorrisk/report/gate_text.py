"""The answer of a gate for people: a table for the terminal, and Markdown for a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from vendorrisk.model.columns import fitted
from vendorrisk.model.gate import Check, Gate, VendorGate, WaiverUse
from vendorrisk.model.interval import Interval
from vendorrisk.model.summary import (
    SCALE,
    WIDTH,
    banner,
    cut,
    one_line,
    page_of,
    spread,
    supposed,
)
from vendorrisk.report.figures import listed
from vendorrisk.report.markup import escaped

_WORDS = {"fail": "FAIL", "undetermined": "UNDETERMINED", "waived": "WAIVED", "pass": "pass"}
_SIGNS = {"fail": "✗", "undetermined": "?", "waived": "~", "pass": "✓"}
_STATES = {"not_enough": "not enough", "not_yet": "not yet in force"}
_INDENT = " " * 14
MAINLY = 3  # lines of the ledger that are named
LONGEST = 600  # characters of one reason


def to_table(gate: Gate) -> bytes:
    """Return the answer as plain text of at most 80 columns; no line speaks to a build server."""
    return page_of(_table(gate)).encode("utf-8")  # a saved result is of a stranger


def _table(gate: Gate) -> Iterator[str]:
    yield from banner(gate.assumptions)
    yield from _wrap(f"{_WORDS[gate.verdict].upper()}: {_head(gate)}")
    yield f"{SCALE}; model {one_line(gate.model_version)}"
    for one in gate.vendors:
        yield ""
        yield from _wrap(_vendor(one), hanging="  ")
        for check in one.checks:
            yield from _check(check, one)
    if gate.waivers:
        yield ""
        yield "Waivers"
        for use in gate.waivers:
            state = _state(use).upper() if use.state in {"expired", "orphan"} else _state(use)
            yield from _wrap(f"{state:<12}  {_waiver(use)}", "", _INDENT)
    if gate.incomplete:
        yield ""
        yield from _wrap(f"Incomplete: {'; '.join(map(one_line, gate.incomplete))}", hanging="  ")
    yield ""
    yield from _wrap(gate.disclaimer)


def _head(gate: Gate) -> str:
    days = f"as of {gate.as_of.isoformat()}"
    if gate.on != gate.as_of:
        days += f", waivers and ages read on {gate.on.isoformat()}"
    return f"policy '{one_line(gate.policy.id)}' for {one_line(gate.buyer)} {days}"


def _vendor(one: VendorGate) -> str:
    thin = " (insufficient evidence)" if one.insufficient else ""
    told = f"{spread(one.risk)} {one.tier} - coverage {one.coverage:.2f}{thin}"
    if one.without is not None:
        told += f" - {spread(one.without)} without what is waived"
    return f"{one_line(one.vendor)}: {_WORDS[one.verdict].upper()} - {told}"


def _check(check: Check, one: VendorGate) -> Iterator[str]:
    yield from _wrap(
        f"{_WORDS[check.outcome]:<12}  {check.id}: {one_line(check.what)}", "", _INDENT
    )
    if check.outcome == "pass":
        return
    for why in check.why:
        yield from _wrap(_cut(why), _INDENT)
    if check.reason:
        yield from _wrap(f"because: {_cut(check.reason)}", _INDENT)
    if check.remedy:
        yield from _wrap(f"to do: {_cut(check.remedy)}", _INDENT)
    if check.waivers:
        yield from _wrap(_both(check, one.risk), _INDENT)
    mainly = _mainly(check, one)
    if mainly:
        yield from _wrap(f"mainly: {mainly}", _INDENT)
    if check.path:
        yield from _wrap(f"at {one_line(check.path)}:{check.line}", _INDENT)


def _mainly(check: Check, one: VendorGate) -> str:
    """Return the lines with the largest parts that a check traces to, by id."""
    lines = [line for line in one.lines if line.id in check.lines]
    told = [f"{cut(line.what, 60)} [{line.id}]" for line in lines[:MAINLY]]
    more = len(lines) - len(told)
    return "; ".join([*told, *([f"and {more} more"] if more else [])])


def _both(check: Check, risk: Interval) -> str:
    """Return both scores of a check that a waiver bears on."""
    by = f"waiver {', '.join(check.waivers)}"
    if check.without is None:
        return f"{by}: the risk stays {spread(risk)}"
    return f"{by}: the risk is {spread(risk)}, without what is waived {spread(check.without)}"


def _state(use: WaiverUse) -> str:
    return _STATES.get(use.state, use.state)


def _waiver(use: WaiverUse) -> str:
    one = use.waiver
    return (
        f"{one.id} ({one_line(one.vendor)}, {one_line(one.check)}): {_cut(use.why)}; approved by"
        f" {one_line(one.approver)} until {one.last_day.isoformat()}: {_cut(one.justification)}"
    )


def _cut(text: str) -> str:
    return fitted(one_line(text), LONGEST)


def _wrap(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        width=WIDTH - 1,  # a line that speaks to a build server gets a blank more
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    )


def to_markdown(gate: Gate) -> bytes:
    """Return the answer as Markdown, for a page or the summary of a build."""
    return ("\n".join(_page(gate)).rstrip() + "\n").encode("utf-8")


def _page(gate: Gate) -> Iterator[str]:
    if gate.assumptions:
        yield f"> **{escaped(supposed(gate.assumptions))}**"
        yield ""
    days = f"as of {gate.as_of.isoformat()}"
    if gate.on != gate.as_of:
        days += f", waivers and ages read on {gate.on.isoformat()}"
    yield f"# {_SIGNS[gate.verdict]} Policy gate: {_WORDS[gate.verdict].upper()}"
    yield ""
    why = f" {escaped(gate.policy.why)}" if gate.policy.why else ""
    yield f"Policy **{escaped(gate.policy.id)}** for {escaped(gate.buyer)}, {days}.{why}"
    yield ""
    yield f"From 0 to 1; **higher is riskier**. Model {escaped(gate.model_version)}."
    yield ""
    for one in gate.vendors:
        yield f"## {_SIGNS[one.verdict]} {escaped(_vendor(one))}"
        yield ""
        yield "| Outcome | Check | Why | Evidence |"
        yield "|---|---|---|---|"
        for check in one.checks:
            yield f"| {' | '.join(_cells(check, one))} |"
        yield ""
    if gate.waivers:
        yield "## Waivers"
        yield ""
        yield "| State | Waiver | Of | Why | Approved by | Until | Justification |"
        yield "|---|---|---|---|---|---|---|"
        for use in gate.waivers:
            yield f"| {' | '.join(_waiver_cells(use))} |"
        yield ""
    for text in gate.incomplete:
        yield f"- Incomplete: {escaped(text)}"
    yield "" if gate.incomplete else "---"
    yield ""
    yield f"*{escaped(gate.disclaimer)}*"


def _cells(check: Check, one: VendorGate) -> Sequence[str]:
    word = _WORDS[check.outcome]
    shown = [word if check.outcome == "pass" else f"**{word}**"]
    place = f" ({escaped(check.path)}:{check.line})" if check.path else ""
    shown.append(f"{escaped(check.id)}: {escaped(check.what)}{place}")
    why = [escaped(_cut(text)) for text in check.why]
    if check.reason and check.outcome != "pass":
        why.append(f"because: {escaped(_cut(check.reason))}")
    if check.remedy and check.outcome != "pass":
        why.append(f"to do: {escaped(_cut(check.remedy))}")
    if check.waivers:
        why.append(escaped(_both(check, one.risk)))
    if check.outcome != "pass" and _mainly(check, one):
        why.append(f"mainly: {escaped(_mainly(check, one))}")
    shown.append("<br>".join(why))
    number = len(check.claims)
    shown.append(f"{number} claim{'' if number == 1 else 's'}" if number else "none")
    return shown


def _waiver_cells(use: WaiverUse) -> Sequence[str]:
    one = use.waiver
    return (
        f"**{_state(use)}**" if use.state in {"expired", "orphan"} else _state(use),
        escaped(one.id),
        f"{escaped(one.vendor)}: {escaped(one.check)}",
        escaped(_cut(use.why)),
        escaped(one.approver),
        one.last_day.isoformat(),
        escaped(_cut(one.justification)),
    )


def summary(gate: Gate) -> list[str]:
    """Return a line on each vendor: its verdict, and the checks that did not pass."""
    told = []
    for one in gate.vendors:
        groups = [
            f"{outcome}: {listed(ids)}"
            for outcome in ("fail", "undetermined", "waived")
            if (ids := [check.id for check in one.checks if check.outcome == outcome])
        ]
        told.append("; ".join([f"{_vendor(one)}", *groups]))
    return told
