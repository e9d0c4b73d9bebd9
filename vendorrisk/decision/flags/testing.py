"""The tests inside red-flag rules: do they hold, and what do they leave untested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vendorrisk.decision.flags.evaluating import judged
from vendorrisk.decision.kleene import holds
from vendorrisk.decision.values import VALUES
from vendorrisk.model.condition import Bound
from vendorrisk.model.finding import Outcome
from vendorrisk.model.flag import FlagRule, FlagTest, TestValue
from vendorrisk.model.named_value import NamedValue

LIMITS = ("gte", "gt", "lte", "lt")
STEP = {"share": 0.01, "index": 0.01, "count": 1.0, "days": 1.0, "yes_no": 1.0}  # just beside
NEAR = 1e-9


class Tried(NamedTuple):
    """One test of a rule: what it expects and what the rule says."""

    test: FlagTest
    outcome: Outcome

    @property
    def holds(self) -> bool:
        """Whether the rule says what the test expects."""
        return self.outcome == self.test.expect


def tried(rule: FlagRule) -> tuple[Tried, ...]:
    """Run the tests of a rule; every value that it names is one of `VALUES`."""
    return tuple(Tried(test, judged(rule, _values(rule, test)).outcome) for test in rule.tests)


def untested(rule: FlagRule) -> tuple[str, ...]:
    """Return what the tests of a rule leave open, in words.

    A whole set has an outcome each of flagged, clear and unknown, not applicable too where
    ``applies`` stands, and for every bound a value exactly on it and one just beside it: 0.01
    beside for shares and indices, 1 for counts and days.
    """
    expected = {test.expect for test in rule.tests}
    wanted: list[Outcome] = ["flagged", "clear", "unknown"]
    wanted += ["not_applicable"] if rule.applies is not None else []
    missing = [f"no test expects '{outcome}'" for outcome in wanted if outcome not in expected]
    for name, bound in rule.bounds():
        missing += _missing(rule, name, bound)
    return tuple(dict.fromkeys(missing))


def _missing(rule: FlagRule, name: str, bound: Bound) -> Iterator[str]:
    values = [_named(name, test.values.get(name)) for test in rule.tests if name in test.values]
    points = [value.low for value in values if value.low is not None and value.low == value.high]
    step = STEP[VALUES[name].unit] + NEAR
    for limit_name in LIMITS:
        limit = getattr(bound, limit_name)
        if limit is None:
            continue
        alone = Bound.model_validate({limit_name: limit})
        on = _truth(name, limit, alone)
        beside = [p for p in points if 0.0 < abs(p - limit) <= step]
        if limit not in points:
            yield f"no test has {name} exactly on {limit:g} ({limit_name})"
        if not any(_truth(name, p, alone) is not on for p in beside):
            yield f"no test has {name} just beyond {limit:g} ({limit_name})"
    if bound.is_ is not None:
        yield from (
            f"no test has {name} {'true' if end else 'false'}"
            for end in (1.0, 0.0)
            if end not in points
        )
    if bound.known is not None and {value.known for value in values} != {True, False}:
        yield f"no tests have {name} known and unknown"


def _truth(name: str, point: float, bound: Bound) -> bool | None:
    return holds(_named(name, point), bound)


def _values(rule: FlagRule, test: FlagTest) -> dict[str, NamedValue]:
    return {name: _named(name, test.values.get(name)) for name, _ in rule.bounds()}


def _named(name: str, given: TestValue) -> NamedValue:
    low, high = given if isinstance(given, tuple) else (given, given)
    return NamedValue(
        name=name,
        unit=VALUES[name].unit,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        how="",
    )
