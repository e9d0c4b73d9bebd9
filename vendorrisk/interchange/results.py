"""A saved result, read back: of unknown origin, so bounded, strict, never more than JSON."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vendorrisk.errors import ResultError, did_you_mean
from vendorrisk.model.assessment import SCHEMA_VERSION, Comparison
from vendorrisk.model.problems import problem

MAX_BYTES = 256_000_000  # some 1,300 vendors
MAX_DEPTH = 60  # of a result that this version writes: 12
MAX_DIGITS = 20  # of a whole number
SHOWN = 5  # problems of the contract that are listed
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*+"?|[\[\]{}]', re.DOTALL)  # linear in the text


def load_result(path: str | Path) -> Comparison:
    """Read a result from a JSON file, or from standard input for ``-``.

    Raises
    ------
    ResultError
        For a file that cannot be read, is larger than 256 MB, is no JSON, says something twice or
        holds what the contract of this version does not: what, where and how to mend it.
    """
    name = str(path)
    data = _bytes(name)
    where = "standard input" if name == "-" else name
    if len(data) > MAX_BYTES:
        raise _larger(where)
    return parse_result(data, where)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    path = Path(name)
    try:
        if not path.exists():
            siblings = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
            how = did_you_mean(path.name, siblings) or "give the report.json of a report"
            raise ResultError("no such file", where=name, how=how)
        if not path.is_file():
            raise ResultError("not a file", where=name, how="give the report.json in it")
        if path.stat().st_size > MAX_BYTES:
            raise _larger(name)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ResultError(f"cannot read: {error}", where=name[:200]) from None


def _larger(where: str) -> ResultError:
    what = f"larger than {MAX_BYTES // 1_000_000} MB"
    return ResultError(what, where=where, how="compare fewer vendors in one result")


def parse_result(data: bytes, where: str) -> Comparison:
    """Return the comparison that JSON text holds; errors as in `load_result`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ResultError(
            f"no UTF-8 at byte {error.start:,}", where=where, how="save the file as UTF-8"
        ) from None
    raw = _json(text, where)
    if not isinstance(raw, dict) or "schema_version" not in raw:
        raise ResultError(
            "no result of vendorrisk: 'schema_version' is missing",
            where=where,
            how="give what 'report', 'compare' or 'score' write with --format json",
        )
    if raw["schema_version"] != SCHEMA_VERSION:
        raise ResultError(
            f"schema version {str(raw['schema_version'])[:20]!r}; this version reads"
            f" {SCHEMA_VERSION!r}",
            where=where,
            how="use the version of vendorrisk that the receipt names",
        )
    try:
        return Comparison.model_validate_json(text, strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False)
        told = [problem({**one, "loc": _loc(one["loc"])}) for one in found[:SHOWN]]
        more = f" (and {len(found) - SHOWN} more)" if len(found) > SHOWN else ""
        raise ResultError(
            "; ".join(told) + more,
            where=where,
            how="the file was changed by hand or written by another version",
        ) from None
    except RecursionError:
        raise _deep(where) from None


def _loc(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the place of a problem; keys are of a stranger and may be of any length."""
    return tuple(part if isinstance(part, int) else part[:60] for part in loc[:12])


def _json(text: str, where: str) -> Any:
    """Return the data of strict JSON: no key twice, no NaN, no endless number."""
    if not text.strip():
        raise ResultError("empty file", where=where, how="write the result again")
    try:
        if _depth(text) > MAX_DEPTH:
            raise _deep(where)
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        raise ResultError(
            f"no JSON: {error.msg}",
            where=f"{where}:{error.lineno}",
            how="the file may be cut short; write it again",
        ) from None
    except ValueError as error:  # a key twice, NaN, a number of thousands of digits
        what = str(error)
        what = what if len(what) <= 200 else what[:200] + "…"
        raise ResultError(what, where=where, how="write the result again") from None
    except RecursionError:
        raise _deep(where) from None


def _deep(where: str) -> ResultError:
    return ResultError(
        f"nested deeper than {MAX_DEPTH} levels", where=where, how="write the result again"
    )


def _depth(text: str) -> int:
    """Return how many brackets stand open at most, text in quotes left out."""
    most = depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            most = max(most, depth)
            if most > MAX_DEPTH:
                break
        elif found[0] in "]}":
            depth -= 1
    return most


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ValueError(f"the key '{name[:60]}' stands twice")
            seen.add(name)
    return found


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"{text[:20]} is larger than any number")
    return value


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a whole number of {len(text):,} digits")
    return int(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
