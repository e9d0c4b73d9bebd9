"""The queue of a review as a sheet that people fill in, read back cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vendorrisk.errors import ReviewError, SettingsError, VendorRiskError, did_you_mean
from vendorrisk.interchange.parts import Counted, grids, sheet_names
from vendorrisk.interchange.sheets import read_bytes
from vendorrisk.model.base import content_id
from vendorrisk.model.review import REASONS, VERDICTS

SHEET = "Review"
TOOL = (
    "claim", "status", "vendor", "what changes", "change", "document", "place", "kind",
    "what it says", "quote", "probability", "rule", "extractor", "fields", "stands",
)  # fmt: skip
OPEN = ("verdict", "reason", "changes", "note")
HASH = "row_hash"
MAX_BYTES = 50_000_000  # of the file
MAX_UNPACKED = 500_000_000  # of all its parts
MAX_ROWS = 100_000
_HOW = "write changes as 'percent=49; date=2025-06'"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_APART = re.compile(r";\s*(?=[a-z_]+\s*=)|[\r\n]+")


class SheetRow(NamedTuple):
    """One row as filled in; ``place`` is file, sheet and row, for messages."""

    place: str
    claim: str
    stands: str
    verdict: str
    reason: str | None
    note: str | None
    changes: dict[str, str]


class Sheet(NamedTuple):
    """The rows with a verdict, how many rows there are, and all that is wrong in their cells."""

    rows: tuple[SheetRow, ...]
    number: int
    problems: tuple[VendorRiskError, ...]


def row_hash(cells: Mapping[str, Any]) -> str:
    """Return the hash of what the tool wrote in a row.

    Runs of white space count as one blank, and characters that some programs write as ``_x0041_``
    and others do not as themselves.

    >>> row_hash({"claim": "a  b", "change": 0.5}) == row_hash({"claim": "a b", "change": 0.5})
    True
    """
    shown = [_ESCAPED.sub(_meant, _text(cells.get(title))) for title in TOOL]
    return content_id("row", [" ".join(text.split()) for text in shown])


def _meant(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)  # halves of a pair are no text


def read_sheet(path: Path) -> Sheet:
    """Return what was filled in.

    Parameters
    ----------
    path : Path
        An .xlsx file made by ``review list -o``; sheets may have been sorted or filtered.

    Raises
    ------
    ReviewError
        When there is no such file, it is no workbook, or it is too large.
    SettingsError
        When the sheet or one of its columns is missing.
    """
    table, held = _table(path)
    head = [_text(cell) for cell in table[0]] if table else []
    missing = [title for title in (*TOOL, *OPEN, HASH) if title not in head]
    if missing:
        hint = did_you_mean(missing[0], [title for title in head if title not in (*TOOL, *OPEN)])
        raise SettingsError(
            f"no column {', '.join(repr(title) for title in missing)}",
            where=f"{path}: {SHEET}!1",
            how=hint or "keep the first row as 'review list -o' wrote it",
        )
    rows: list[SheetRow] = []
    problems: list[VendorRiskError] = list(_broken(path, head, held))
    seen: dict[str, str] = {}
    number = 0
    for line, cells in enumerate(table[1:], 2):
        row = dict(zip(head, cells, strict=False))
        if not any(_text(cell) for cell in cells):
            continue
        number += 1
        place = f"{path}: {SHEET}!{line}"
        found = _row(row, place, problems)
        if found is None:
            continue
        if found.claim in seen:
            what = f"{found.claim} stands in row {seen[found.claim]} too"
            problems.append(SettingsError(what, where=place, how="keep one of the two"))
            continue
        seen[found.claim] = str(line)
        rows.append(found)
    return Sheet(tuple(rows), number, tuple(problems))


def _broken(path: Path, head: Sequence[str], held: Counted) -> Iterator[VendorRiskError]:
    """Yield what is wrong with the table: columns that stand twice, cells that hold no value."""
    for title in (*TOOL, *OPEN, HASH):
        if head.count(title) > 1:
            what = f"column '{title}' stands twice"
            yield SettingsError(what, where=f"{path}: {SHEET}!1", how="keep one of the two")
    for cells in held.merged:
        where = f"{path}: {SHEET}!{cells}"
        how = "take the merging back, and fill in every row"
        yield SettingsError("cells of several rows are merged", where=where, how=how)
    for (line, column), what in sorted(held.odd.items()):
        title = head[column - 1] if column <= len(head) else ""
        if line > 1 and title in OPEN:
            where = f"{path}: {SHEET}!{line}"
            yield SettingsError(f"{what} in '{title}'", where=where, how="write the value itself")


def _row(row: Mapping[str, Any], place: str, problems: list[VendorRiskError]) -> SheetRow | None:
    """Return a row that has a verdict; None without one, and where a cell is wrong."""
    verdict, reason, changes, note = (_text(row.get(title), lines=True) for title in OPEN)
    verdict, reason = verdict.casefold(), reason.casefold()
    before = len(problems)

    def wrong(what: str, how: str) -> None:
        problems.append(SettingsError(what, where=place, how=how))

    if not verdict:
        if reason or changes or note:
            wrong("no verdict beside what is filled in", f"one of {', '.join(VERDICTS)}")
        return None
    if row_hash(row) != _text(row.get(HASH)):
        wrong(
            "cells of the tool were changed in this row",
            "write in the columns verdict, reason, changes and note only; make the sheet anew",
        )
        return None
    if verdict not in VERDICTS:
        hint = did_you_mean(verdict, VERDICTS)
        wrong(f"unknown verdict '{verdict}'", hint or f"one of {', '.join(VERDICTS)}")
    elif verdict != "accept" and not reason:
        wrong(f"'{verdict}' needs a reason", f"one of {', '.join(REASONS)}")
    if reason and reason not in REASONS:
        hint = did_you_mean(reason, REASONS)
        wrong(f"unknown reason '{reason}'", hint or f"one of {', '.join(REASONS)}")
    if (verdict == "edit") != bool(changes) and verdict in VERDICTS:
        what = "an edit without changes" if verdict == "edit" else f"changes beside '{verdict}'"
        wrong(what, f"{_HOW} beside the verdict 'edit'")
    if len(note) > 2000:
        wrong("a note of more than 2,000 characters", "shorten it")
    values = _values(changes, wrong)
    if len(problems) > before:
        return None
    claim, stands = _text(row.get("claim")), _text(row.get("stands"))
    return SheetRow(place, claim, stands, verdict, reason or None, note or None, values)


def _values(changes: str, wrong: Callable[[str, str], None]) -> dict[str, str]:
    values: dict[str, str] = {}
    for part in filter(str.strip, _APART.split(changes)):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign:
            wrong(f"'{name}' sets nothing", _HOW)
        elif name in values:
            wrong(f"'{name}' is set twice", "set each field once")
        else:
            values[name] = value
    return values


def _table(path: Path) -> tuple[list[list[Any]], Counted]:
    data = read_bytes(path, MAX_BYTES)
    try:
        found = grids(data, [SHEET], unpacked=MAX_UNPACKED, rows=MAX_ROWS)
        others = [] if found else sheet_names(data)
    except ValueError as error:
        how = "give the sheet that 'review list -o' wrote, saved as .xlsx"
        raise ReviewError(str(error), where=str(path), how=how) from None
    if not found:
        names = ", ".join(f"'{name}'" for name in others)
        how = f"it has {names or 'no sheets'}"
        raise SettingsError(f"no sheet '{SHEET}'", where=str(path), how=how)
    return found[SHEET]


def _text(cell: Any, *, lines: bool = False) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        return f"{cell:.10g}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return str(cell)
    text = str(cell)
    return text.strip() if lines else " ".join(text.split())


def changes_text(pairs: Sequence[tuple[str, str]]) -> str:
    """Return changes as a cell holds them.

    >>> changes_text([("percent", "49"), ("date", "2025-06")])
    'percent=49; date=2025-06'
    """
    return "; ".join(f"{name}={value}" for name, value in pairs)
