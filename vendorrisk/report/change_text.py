"""The change between two results as a table, Markdown, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vendorrisk.history.parts import allotted
from vendorrisk.model.change import (
    MEANING,
    CausePart,
    Change,
    ClaimPart,
    LinePart,
    Shift,
    VendorChange,
)
from vendorrisk.model.interval import Interval
from vendorrisk.model.summary import SCALE, WIDTH, cut, one_line, page_of
from vendorrisk.report.cells import Fixed, csv_text
from vendorrisk.report.figures import quoted
from vendorrisk.report.markup import escaped

DIGITS = 3  # of a table; JSON and CSV have six
LINES = 5  # of a cause
CLAIMS = 3  # of a line
ENDS = ("low", "point", "high")


class _Row(NamedTuple):
    """A line of a cause with its part in three digits, and its claims with theirs."""

    line: LinePart
    part: float
    claims: tuple[tuple[ClaimPart, float], ...]


def change_table(change: Change, *, worlds: bool = False) -> str:
    """Return the change as plain text of at most 80 columns.

    Parts are shown in three digits so that they sum to what is shown. With `worlds` every mixture
    that was recomputed is listed.
    """
    lines = [
        f"Change of neutrality risk for {cut(change.buyer, 40)}",
        f"{SCALE}",
        f"old  {_result(change, old=True)}",
        f"new  {_result(change, old=False)}",
    ]
    for one in change.vendors:
        lines += ["", *_vendor(one, worlds=worlds)]
    lines += ["", *_aside(change)] if _aside(change) else []
    return page_of(lines)


def _vendor(one: VendorChange, *, worlds: bool) -> Iterator[str]:
    yield f"{cut(one.vendor, WIDTH)}"
    yield f"  old {_risk(one.old)} {one.old_tier}"
    yield f"  new {_risk(one.new)} {one.new_tier}"
    yield ""
    yield f"  {'cause':<9} {'low':>7} {'point':>7} {'high':>7}"
    shown = _causes(one)
    for part in one.causes:
        yield f"  {part.cause:<9} {_shift(shown[part.cause])}  {MEANING[part.cause]}"[:WIDTH]
    if not one.causes:
        yield "  nothing differs"
    yield f"  {'sum':<9} {_shift(_whole(one))}"
    for part in one.causes:
        rows = _rows(part, shown[part.cause].point)
        if not rows:
            continue
        yield ""
        yield f"  {part.cause} {shown[part.cause].point:+.3f}, by line of the ledger and claim"
        for row in rows[:LINES]:
            yield cut_at(f"    {row.part:+.3f} ", f"{row.line.id}: {row.line.what}")
            for claim, own in row.claims[:CLAIMS]:
                gone = "gone: " if claim.gone else ""
                when = f"known {claim.known or 'undated'}, happened {claim.happened or 'undated'}"
                yield cut_at(f"      {own:+.3f} ", f"{claim.id} {gone}{when}")
                yield cut_at("             ", claim.what)
            yield from _rest([own for _, own in row.claims[CLAIMS:]], "      ", "claim")
        yield from _rest([row.part for row in rows[LINES:]], "    ", "line")
    if worlds and one.worlds:
        yield ""
        yield "  recomputed, with these causes as in the new result"
        for world in one.worlds:
            names = ", ".join(world.new) or "none"
            yield f"    {_risk(world.risk, 6)} {names}"


def cut_at(head: str, text: str) -> str:
    """Return text behind a head, cut to the width of a page."""
    return head + cut(text, WIDTH - len(head))


def _rest(parts: Sequence[float], indent: str, noun: str) -> Iterator[str]:
    if parts:
        many = f"{len(parts)} more {noun}{'s' if len(parts) > 1 else ''}"
        yield f"{indent}{sum(parts):+.3f} {many}; json and csv have all"


def _causes(one: VendorChange) -> dict[str, Shift]:
    """Return the causes in three digits: they sum to the change of what is shown."""
    whole = _whole(one)
    ends = {
        end: allotted(
            [getattr(part.change, end) for part in one.causes], getattr(whole, end), DIGITS
        )
        for end in ENDS
    }
    return {
        part.cause: Shift(**{end: ends[end][place] for end in ENDS})
        for place, part in enumerate(one.causes)
    }


def _whole(one: VendorChange) -> Shift:
    return Shift(
        **{
            end: round(
                round(getattr(one.new, end), DIGITS) - round(getattr(one.old, end), DIGITS), 9
            )
            for end in ENDS
        }
    )


def _rows(part: CausePart, total: float) -> list[_Row]:
    """Return the lines of a cause that show in three digits, with their claims."""
    parts = allotted([line.point for line in part.lines], total, DIGITS) if part.lines else []
    rows = []
    for line, own in zip(part.lines, parts, strict=True):
        shares = allotted([c.point for c in line.claims], own, DIGITS) if line.claims else []
        claims = [(c, s) for c, s in zip(line.claims, shares, strict=True) if s]
        if own or claims:
            rows.append(_Row(line, own, tuple(claims)))
    return rows


def _result(change: Change, *, old: bool) -> str:
    one = change.old if old else change.new
    documents = f"{one.documents} document{'' if one.documents == 1 else 's'}"
    tail = f"as of {one.as_of.isoformat()}, {documents}, version {one.version}"
    return cut(f"{one.name}: {tail}" if one.printed else tail, WIDTH - 5)


def _risk(risk: Interval, digits: int = DIGITS) -> str:
    return f"{risk.point:.{digits}f} [{risk.low:.{digits}f} to {risk.high:.{digits}f}]"


def _shift(shift: Shift) -> str:
    return f"{shift.low:+7.3f} {shift.point:+7.3f} {shift.high:+7.3f}"


def _aside(change: Change) -> list[str]:
    sides = (("old", change.only_old), ("new", change.only_new))
    told = [f"only in {name}: {', '.join(vendors)}" for name, vendors in sides if vendors]
    return [cut(text, WIDTH) for text in (*told, *change.notes)]


def change_markdown(change: Change) -> str:
    """Return the change as Markdown; text of documents is escaped."""
    lines = [
        "<!-- made by vendorrisk -->",
        "",
        f"# What changed in the neutrality risk for {escaped(change.buyer)}",
        "",
        f"- old: {escaped(_result(change, old=True))}",
        f"- new: {escaped(_result(change, old=False))}",
        "",
        f"{SCALE[0].upper()}{SCALE[1:]}. {escaped(change.disclaimer)}",
    ]
    for one in change.vendors:
        shown = _causes(one)
        lines += [
            "",
            f"## {escaped(one.vendor)}",
            "",
            f"From {_risk(one.old)} {one.old_tier} to {_risk(one.new)} {one.new_tier}.",
            "",
            "| Cause | Low | Point | High | What it is |",
            "|---|---:|---:|---:|---|",
        ]
        for part in one.causes:
            cells = " | ".join(f"{getattr(shown[part.cause], end):+.3f}" for end in ENDS)
            lines.append(f"| {part.cause} | {cells} | {MEANING[part.cause]} |")
        cells = " | ".join(f"{getattr(_whole(one), end):+.3f}" for end in ENDS)
        lines.append(f"| **sum** | {cells} | |")
        for part in one.causes:
            rows = _rows(part, shown[part.cause].point)
            if rows:
                lines += ["", f"### {part.cause} {shown[part.cause].point:+.3f}", ""]
            for row in rows:
                lines.append(f"- {row.part:+.3f} {escaped(f'{row.line.id}: {row.line.what}')}")
                lines += [f"  - {own:+.3f} {_claim(claim)}" for claim, own in row.claims]
    lines += ["", *(f"- {escaped(text)}" for text in _aside(change))] if _aside(change) else []
    return "\n".join(lines) + "\n"


def _claim(claim: ClaimPart) -> str:
    shown = quoted(claim.quote)
    parts = [
        claim.modality,
        f"known {claim.known or 'on a day that nothing tells'}",
        f"happened {claim.happened or 'on a day that nothing tells'}",
        f"in {claim.document}",
        claim.id,
    ]
    gone = "gone: " if claim.gone else ""
    return (
        f"{gone}{escaped(claim.what)}: “{escaped(shown.text)}{'…' if shown.cut else ''}”"
        f" ({escaped(', '.join(parts))})"
    )


def change_json(change: Change) -> str:
    """Return the change as JSON, with every mixture that was recomputed; it reads back equal."""
    return change.to_json() + "\n"


COLUMNS = {  # of the CSV, and what they say
    "vendor": "name of the vendor",
    "level": "vendor, cause, line or claim; rows of one level sum to those of the level above",
    "cause": "evidence, status, decay, review, rules, buyer or model; empty on a vendor's row",
    "line": "id of the line of the ledger",
    "claim": "id of the claim",
    "low": "part of the change of the low end, -1 to 1; of vendors and causes",
    "point": "part of the change of the point, -1 to 1",
    "high": "part of the change of the high end, -1 to 1; of vendors and causes",
    "what": "the cause, line or claim in words",
    "known": "of a claim: first day on which it can have been known; empty: no date is found",
    "happened": "of a claim: date of the event, as far as told",
    "gone": "of a claim: yes when only OLD has it",
    "document": "of a claim: name of its document",
    "quote": "of a claim: what the document says",
}


def change_csv(change: Change) -> str:
    """Return one row a vendor, cause, line and claim; no cell is a formula.

    The rows of one ``level`` sum to those of the level above: vendor, cause, line, claim.
    """
    return csv_text(tuple(COLUMNS), (row for one in change.vendors for row in _vendor_rows(one)))


def _vendor_rows(one: VendorChange) -> Iterator[tuple[object, ...]]:
    yield _cells(one.vendor, "vendor", shift=one.change)
    for part in one.causes:
        yield _cells(one.vendor, "cause", part.cause, shift=part.change, what=MEANING[part.cause])
        for line in part.lines:
            head = (one.vendor, "line", part.cause)
            yield _cells(*head, line.id, point=line.point, what=line.what)
            for claim in line.claims:
                told = (claim.known, claim.happened, claim.gone, claim.document, claim.quote)
                yield _cells(
                    one.vendor,
                    "claim",
                    part.cause,
                    line.id,
                    claim.id,
                    point=claim.point,
                    what=claim.what,
                    rest=told,
                )


def _cells(
    vendor: str,
    level: str,
    cause: str = "",
    line: str = "",
    claim: str = "",
    *,
    shift: Shift | None = None,
    point: float | None = None,
    what: str = "",
    rest: Sequence[object] = (None,) * 5,
) -> tuple[object, ...]:
    numbers: list[object] = [None, None if point is None else Fixed.of(point), None]
    if shift is not None:
        numbers = [Fixed.of(getattr(shift, end)) for end in ENDS]
    texts = [one_line(text) if isinstance(text, str) else text for text in (what, *rest)]
    return (one_line(vendor), level, cause, line, claim, *numbers, *texts)
