"""Screening by rules over tables: points and fired rules of millions of rows, unknowns apart.

A rule file holds rules such as::

    - id: close-owner
      points: 30
      when:
        all:
          - {rival_stake: {gte: 0.1}}
          - not: {board_seats: {lt: 1}}

``when`` is a condition on a column (``gte``, ``gt``, ``lte``, ``lt``, ``eq``; several of them are a
band) or ``all``, ``any`` and ``not`` of conditions. NaN is unknown, and logic is Kleene's: a rule
fires, does not, or cannot be told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import yaml

from vendorrisk.errors import ModelError, RuleError, RuleErrors, did_you_mean
from vendorrisk.kernels.bins import BLOCK, MOST_CUTS, binned_column, screened_rows
from vendorrisk.kernels.rows import offsets
from vendorrisk.rulebook.files import read
from vendorrisk.scoring.threads import share_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_POINTS = 255  # of one rule, either way
MOST_TERMS = 256  # of one rule in disjunctive form
NATIVE_FROM = 5_000  # rows times rules from which compiled code pays
LARGEST = 1e300  # of a bound
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = ("gte", "gt", "lte", "lt", "eq")


class Band(NamedTuple):
    """One condition: ``low <= column < high``, for values that are known."""

    column: str
    low: float = -math.inf
    high: float = math.inf  # inf itself is inside where nothing bounds the band


class ScreeningRule(NamedTuple):
    """A rule as it is run: it fires when all bands of any of its terms hold."""

    id: str
    points: int
    terms: tuple[tuple[Band, ...], ...]


def load_rules(path: Path) -> tuple[ScreeningRule, ...]:
    """Read rules from a YAML file.

    Raises
    ------
    RuleErrors
        With all problems of the file.
    """
    return _rules(read(path)[0], str(path))


def parse_rules(text: str, where: str = "rules") -> tuple[ScreeningRule, ...]:
    """Read rules from YAML text; `where` names it in errors.

    Examples
    --------
    >>> parse_rules("[{id: big, points: 5, when: {stake: {gt: 0.5}}}]")[0].points
    5
    """
    try:
        found = yaml.load(text, _LOADER)  # noqa: S506  # a safe one
    except yaml.YAMLError as error:
        raise RuleErrors([RuleError(f"not YAML: {error}", where=where)]) from None
    return _rules(found, where)


def _rules(found: Any, where: str) -> tuple[ScreeningRule, ...]:
    if not isinstance(found, list) or not found:
        raise RuleErrors([RuleError("a list of rules is expected", where=where)])
    rules: list[ScreeningRule] = []
    problems: list[RuleError] = []
    for number, one in enumerate(found, start=1):
        name = one.get("id") if isinstance(one, dict) else None
        place = f"{where}: rule {name or number}"
        try:
            rules.append(_rule(one, place))
        except RuleError as error:
            problems.append(error)
    ids = [rule.id for rule in rules]
    problems += [
        RuleError(f"rule {name!r} stands twice", where=where)
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    if sum(abs(rule.points) for rule in rules) >= 2**15:
        problems.append(RuleError("the points of all rules together pass 32,767", where=where))
    if problems:
        raise RuleErrors(problems)
    return tuple(rules)


def _rule(one: Any, where: str) -> ScreeningRule:
    if not isinstance(one, dict) or not {"id", "points", "when"} <= set(one):
        raise RuleError("a rule has an id, points and when", where=where)
    if extra := sorted(set(one) - {"id", "points", "when", "why"}):
        raise RuleError(f"unknown key {extra[0]!r}", where=where, how="id, points, when and why")
    points = one["points"]
    if not isinstance(points, int) or isinstance(points, bool) or abs(points) > MOST_POINTS:
        raise RuleError(f"points are whole numbers in -255..255, got {points!r}", where=where)
    return ScreeningRule(str(one["id"]), points, _terms(one["when"], False, where))


def _terms(when: Any, negated: bool, where: str) -> tuple[tuple[Band, ...], ...]:
    """Return a condition as terms of bands; Kleene logic distributes and obeys De Morgan."""
    if not isinstance(when, dict) or len(when) != 1:
        raise RuleError(
            f"a condition has one key, got {when!r}", where=where, how="all, any, not or a column"
        )
    ((key, value),) = when.items()
    if key == "not":
        return _terms(value, not negated, where)
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise RuleError(f"{key!r} takes a list of conditions", where=where)
        parts = [_terms(part, negated, where) for part in value]
        if (key == "any") != negated:
            return tuple(term for part in parts for term in part)
        if math.prod(len(part) for part in parts) > MOST_TERMS:
            raise RuleError(
                f"more than {MOST_TERMS} terms when written out", where=where, how="split the rule"
            )
        return tuple(_joined(choice) for choice in product(*parts))
    return _bands(str(key), value, negated, where)


def _bands(column: str, value: Any, negated: bool, where: str) -> tuple[tuple[Band, ...], ...]:
    if not isinstance(value, dict) or not value or not set(value) <= set(_KEYS):
        raise RuleError(
            f"column {column!r} takes {', '.join(_KEYS)}, got {value!r}",
            where=where,
            how="write {column: {gte: 0.1}}",
        )
    low, high = -math.inf, math.inf
    for key, bound in value.items():
        if (
            isinstance(bound, bool)
            or not isinstance(bound, int | float)
            or not abs(bound) < LARGEST
        ):
            raise RuleError(f"{column} {key}: a number is expected, got {bound!r}", where=where)
        after = math.nextafter(float(bound), math.inf)
        if key in ("gte", "eq", "gt"):
            low = max(low, after if key == "gt" else float(bound))
        if key in ("lt", "eq", "lte"):
            high = min(high, float(bound) if key == "lt" else after)
    if not negated:
        return ((Band(column, low, high),),)
    outside = [Band(column, -math.inf, low)] if low > -math.inf else []
    if high < math.inf:
        outside.append(Band(column, high, math.inf))
    return tuple((band,) for band in outside)


def _joined(choice: Sequence[tuple[Band, ...]]) -> tuple[Band, ...]:
    """Return the bands of several terms, one band a column."""
    found: dict[str, Band] = {}
    for band in (band for term in choice for band in term):
        old = found.get(band.column, Band(band.column))
        found[band.column] = Band(band.column, max(old.low, band.low), min(old.high, band.high))
    return tuple(found.values())


class Screened(NamedTuple):
    """What rules say of each row.

    ``lowest`` and ``highest`` are points with whatever is unknown at its best and worst; they
    agree where nothing is unknown.
    """

    rules: tuple[ScreeningRule, ...]
    lowest: NDArray[np.int16]
    highest: NDArray[np.int16]
    fired_planes: NDArray[np.uint8]  # (ceil(n_rules / 8), n_rows): bit r % 8 of plane r // 8
    unknown_planes: NDArray[np.uint8]

    def fired(self, rule: str) -> NDArray[np.bool_]:
        """Return the rows on which a rule fired."""
        return self._of(rule, self.fired_planes)

    def unknown(self, rule: str) -> NDArray[np.bool_]:
        """Return the rows on which nobody can tell."""
        return self._of(rule, self.unknown_planes)

    def _of(self, rule: str, planes: NDArray[np.uint8]) -> NDArray[np.bool_]:
        names = [one.id for one in self.rules]
        if rule not in names:
            raise ModelError(f"no rule {rule!r}", how=did_you_mean(rule, names))
        place = names.index(rule)
        found: NDArray[np.bool_] = (planes[place // 8] >> (place % 8)) & 1 == 1
        return found


class Table:
    """Columns that rules are run over; each is encoded once for the cuts that rules make in it.

    Parameters
    ----------
    columns : mapping of str to (n_rows,) array of float
        NaN where a value is unknown.
    threads : int
        Threads that share the rows; the bytes are the same for any number.
    native : bool or None
        Use compiled kernels; None: where it pays. The bits are the same either way.

    Examples
    --------
    >>> table = Table({"stake": [0.1, 0.3, float("nan")]})
    >>> found = table.screen(parse_rules("[{id: big, points: 5, when: {stake: {gt: 0.1}}}]"))
    >>> found.lowest, found.highest
    (array([0, 5, 0], dtype=int16), array([0, 5, 5], dtype=int16))
    >>> found.unknown("big")
    array([False, False,  True])
    """

    def __init__(
        self,
        columns: Mapping[str, Any],
        *,
        threads: int = 1,
        native: bool | None = None,
    ) -> None:
        self._columns = {
            name: np.ascontiguousarray(column, dtype=np.float64) for name, column in columns.items()
        }
        shapes = {column.shape for column in self._columns.values()}
        if len(shapes) != 1 or any(len(shape) != 1 for shape in shapes):
            raise ModelError("columns must be rows of one length, at least one of them")
        ((self.size,),) = shapes
        self._names = list(self._columns)
        self._threads, self._native = threads, native
        blocks = -(-self.size // BLOCK)
        self._bins = np.empty((len(self._names), self.size), dtype=np.uint8)
        self._gaps = np.zeros((len(self._names), blocks), dtype=np.uint8)
        self._cuts: dict[str, tuple[float, ...]] = {}

    def screen(self, rules: Sequence[ScreeningRule]) -> Screened:
        """Run rules over all rows.

        After an edit of the rules only columns in which new cuts appear are encoded again, and
        nothing is compiled.

        Raises
        ------
        ModelError
            For a column that the table has not, and more than 254 cuts in one column.
        """
        bands = [band for rule in rules for term in rule.terms for band in term]
        place = {name: number for number, name in enumerate(self._names)}
        for band in bands:
            if band.column not in place:
                raise ModelError(
                    f"no column {band.column!r}", how=did_you_mean(band.column, self._names)
                )
        pays = self.size * max(1, len(rules)) >= NATIVE_FROM
        self._encode(bands, pays)
        low, high = self._in_bins(bands)
        planes = -(-len(rules) // 8)
        # one piece of memory: the larger it is, the larger the pages that the system gives
        room = np.empty((planes + 4) * self.size, dtype=np.uint8)
        points = room[: 4 * self.size].view(np.int16)
        lowest, highest = points[: self.size], points[self.size :]
        fired = room[4 * self.size :].reshape(planes, self.size)
        unknown = np.zeros((planes, self.size), dtype=np.uint8)
        tables = (
            offsets([len(rule.terms) for rule in rules]),
            offsets([len(term) for rule in rules for term in rule.terms]),
            np.array([place[band.column] for band in bands], dtype=np.int64),
            low,
            high,
            np.array([rule.points for rule in rules], dtype=np.int64),
        )
        call = screened_rows.chosen(self._native, pays=pays)
        out = (fired, unknown, lowest, highest)
        self._share(lambda a, b: call(self._bins, self._gaps, *tables, a, b, *out))
        return Screened(tuple(rules), lowest, highest, fired, unknown)

    def _encode(self, bands: Sequence[Band], pays: bool) -> None:
        call = binned_column.chosen(self._native, pays=pays)
        jobs: list[tuple[Any, ...]] = []
        for number, name in enumerate(self._names):
            mine = [band for band in bands if band.column == name]
            cuts = {end for band in mine for end in (band.low, band.high) if math.isfinite(end)}
            if not mine or (name in self._cuts and cuts <= set(self._cuts[name])):
                continue
            if len(cuts) > MOST_CUTS:
                raise ModelError(
                    f"rules cut column {name!r} at {len(cuts)} points; at most {MOST_CUTS}",
                    how="round the bounds, or screen in two goes",
                )
            self._cuts[name] = tuple(sorted(cuts))
            ends = np.array(self._cuts[name], dtype=np.float64)
            jobs.append((self._columns[name], ends, self._bins[number], self._gaps[number]))

        def work(first: int, last: int) -> None:
            for column, ends, bins, gaps in jobs:
                call(column, ends, first, last, bins, gaps)

        self._share(work)

    def _in_bins(self, bands: Sequence[Band]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return first and last bin of each band; an empty band has its last before its first."""
        low = np.zeros(len(bands), dtype=np.uint8)
        high = np.zeros(len(bands), dtype=np.uint8)
        rank = {
            name: {cut: k for k, cut in enumerate(cuts, start=1)}
            for name, cuts in self._cuts.items()
        }
        for k, band in enumerate(bands):
            of = rank[band.column]
            first = of[band.low] if band.low > -math.inf else 0
            last = of[band.high] - 1 if band.high < math.inf else len(of)
            low[k], high[k] = (first, last) if first <= last else (1, 0)
        return low, high

    def _share(self, work: Any) -> None:
        blocks = -(-self.size // BLOCK)
        share_out(self._threads, blocks, lambda a, b: work(a * BLOCK, min(b * BLOCK, self.size)))
