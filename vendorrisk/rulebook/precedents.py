"""Coded precedents of the back-test, and what the back-test takes for granted."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.precedent import BacktestSettings, Precedent
from vendorrisk.model.problems import problem
from vendorrisk.rulebook.files import MAX_BYTES, load_file, rules_root

_FLAGS = {"0": False, "1": True}
_CODES = ("rivalry", "access", "substitutes")


def load_settings(root: Path | None = None) -> BacktestSettings:
    """Load ``rules/precedents/settings.yaml``.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``.
    """
    return load_file((root or rules_root()) / "precedents" / "settings.yaml", BacktestSettings)


def load_precedents(root: Path | None = None) -> tuple[Precedent, ...]:
    """Load ``rules/precedents/precedents.csv``, in the order of the file.

    Raises
    ------
    RuleErrors
        Every problem of the file, each with ``path:line``: a header that lacks a column, values
        that are not coded, an id that stands twice.
    """
    path = (root or rules_root()) / "precedents" / "precedents.csv"
    rows = _rows(path)
    found: list[Precedent] = []
    problems: list[RuleError] = []
    seen: set[str] = set()
    for line, row in rows:
        where = f"{path}:{line}"
        if None in row or None in row.values():
            problems.append(RuleError("more or fewer fields than the header", where=where))
            continue
        try:
            one = Precedent.model_validate(_values(row))
        except ValidationError as error:
            problems += [RuleError(problem(e), where=where) for e in error.errors()]
            continue
        if one.id in seen:
            problems.append(RuleError(f"id '{one.id}' stands twice", where=where))
        seen.add(one.id)
        found.append(one)
    if problems:
        raise RuleErrors(problems)
    return tuple(found)


def _rows(path: Path) -> list[tuple[int, dict[Any, Any]]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RuleErrors([RuleError("file is larger than 4 MB", where=str(path))])
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or ())
            rows = [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        raise RuleErrors([RuleError("rule file is missing", where=str(path))]) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RuleErrors([RuleError(f"cannot read: {error}", where=str(path))]) from None
    known = list(Precedent.model_fields)
    problems = [
        RuleError(f"unknown column '{name}'", where=f"{path}:1", how=did_you_mean(name, known))
        for name in header
        if name not in known
    ]
    problems += [
        RuleError(f"column '{name}' is missing", where=f"{path}:1")
        for name in known
        if name not in header
    ]
    if problems:
        raise RuleErrors(problems)
    return rows


def _values(row: dict[str, str]) -> dict[str, Any]:
    """Return a row's text as values: empty is not known, codes are numbers, 0 and 1 are flags."""
    values: dict[str, Any] = {name: text.strip() for name, text in row.items() if text.strip()}
    for name in ("stake_guessed", "pledge", "leaders_moved", "usable"):
        if name in values:
            values[name] = _FLAGS.get(values[name], values[name])
    for name in _CODES:
        if values.get(name, "").isdecimal():
            values[name] = int(values[name])
    if "sources" in values:
        values["sources"] = tuple(values["sources"].split())
    return values
