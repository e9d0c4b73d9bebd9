"""A saved result, read back: of unknown origin, so bounded, strict, never more than JSON."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import ValidationError

from vendorrisk.errors import ResultError, did_you_mean
from vendorrisk.interchange.strict_json import loads
from vendorrisk.model.assessment import SCHEMA_VERSION, Comparison
from vendorrisk.model.problems import problem

MAX_BYTES = 256_000_000
SHOWN = 5  # problems of the contract that are listed


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
    try:
        raw = loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        place = f"{where}:{line}" if line is not None else where
        how = "the file may be cut short; write it again"
        raise ResultError(str(error), where=place, how=how) from None
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


def check_soundness(result: Comparison, where: str) -> None:
    """Check what a decision rests on: vendors stand once, risks lie in order between 0 and 1.

    `load_result` leaves this out, so that ``verify`` can name what does not hold.

    Parameters
    ----------
    result : Comparison
        From `load_result`.
    where : str
        How the file is called, for an error.

    Raises
    ------
    ResultError
        Everything of this that is wrong.
    """
    names = [one.vendor for one in result.assessments]
    wrong = [] if names else ["it holds no vendor"]
    wrong += [f"'{name}' stands twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    for one in result.assessments:
        ranges = {"risk": one.risk, **{f"risk of {f.factor}": f.risk for f in one.factors}}
        wrong += [
            f"the {name} of '{one.vendor}' is no range between 0 and 1: {r.low:g}, {r.point:g},"
            f" {r.high:g}"
            for name, r in ranges.items()
            if not -_WOBBLE <= r.low <= r.point + _WOBBLE <= r.high + 2 * _WOBBLE <= 1 + 3 * _WOBBLE
        ]
        parts = [(f"the part of {line.id[:60]!r}", line.contribution) for line in one.ledger]
        parts += [(f"the part of {f.factor}", f.contribution) for f in one.factors]
        wrong += [
            f"{name} in the risk of '{one.vendor}' is none between -1 and 1: {part:g}"
            for name, part in parts
            if not abs(part) <= 1 + _WOBBLE
        ]
    if wrong:
        more = f" (and {len(wrong) - SHOWN} more)" if len(wrong) > SHOWN else ""
        how = "the file was changed by hand; make it again"
        raise ResultError("; ".join(wrong[:SHOWN]) + more, where=where, how=how)


_WOBBLE = 1e-9  # of a sum in floating point


def _loc(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the place of a problem; keys are of a stranger and may be of any length."""
    return tuple(part if isinstance(part, int) else part[:60] for part in loc[:12])
