"""Three-valued logic over named values: true, false, or nobody can tell (Kleene 1952)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.named_value import NamedValue


class Judged(NamedTuple):
    """What a condition comes to: ``truth`` None when what is known does not decide it.

    ``leaves`` are the named values it was decided on, in order, each with its own truth.
    """

    truth: bool | None
    leaves: tuple[Leaf, ...]


class Leaf(NamedTuple):
    """One named value against its bound."""

    value: NamedValue
    bound: Bound
    truth: bool | None


def judge(condition: Condition, values: Mapping[str, NamedValue]) -> Judged:
    """Return what a condition comes to.

    ``all`` is false as soon as one part is false, ``any`` true as soon as one is true, whatever is
    unknown beside it; ``not`` of unknown is unknown. A bound holds when the whole interval of the
    value satisfies it, fails when none of it does, and is unknown in between.

    Parameters
    ----------
    condition : Condition
        Every name in it is a key of `values`.
    values : mapping of str to NamedValue
        By name.
    """
    if condition.value is not None and condition.bound is not None:
        value = values[condition.value]
        truth = holds(value, condition.bound)
        return Judged(truth, (Leaf(value, condition.bound, truth),))
    if condition.not_ is not None:
        inner = judge(condition.not_, values)
        return Judged(None if inner.truth is None else not inner.truth, inner.leaves)
    parts = [judge(part, values) for part in (condition.all or condition.any or ())]
    truths = [part.truth for part in parts]
    deciding = condition.all is None  # any is decided by a true part, all by a false one
    truth = deciding if deciding in truths else None if None in truths else not deciding
    return Judged(truth, tuple(leaf for part in parts for leaf in part.leaves))


def decisive(condition: Condition, values: Mapping[str, NamedValue]) -> tuple[Leaf, ...]:
    """Return the named values that decide a condition, or that leave it undecided.

    Of ``any`` that is true the parts that are true, of ``all`` that is false those that are false,
    of one that is unknown those that are unknown; else all of them.
    """
    if condition.not_ is not None:
        return decisive(condition.not_, values)
    parts = condition.all or condition.any
    if parts is None:
        return judge(condition, values).leaves
    truth = judge(condition, values).truth
    chosen = [part for part in parts if judge(part, values).truth is truth]
    return tuple(leaf for part in chosen for leaf in decisive(part, values))


def holds(value: NamedValue, bound: Bound) -> bool | None:
    """Return whether a value satisfies a bound, None when its interval does not decide it.

    >>> half = NamedValue(name="x", unit="share", low=0.2, high=0.6, how="")
    >>> holds(half, Bound(gte=0.1)), holds(half, Bound(gt=0.6)), holds(half, Bound(gte=0.5))
    (True, False, None)
    """
    found: list[bool | None] = []
    if bound.known is not None:
        found.append(value.known is bound.known)
    found += (True if sure else False if never else None for sure, never in _sides(value, bound))
    return False if False in found else None if None in found else True


def _sides(value: NamedValue, bound: Bound) -> Iterator[tuple[bool, bool]]:
    """Yield, a limit, whether the whole interval satisfies it and whether none of it does."""
    low = -math.inf if value.low is None else value.low
    high = math.inf if value.high is None else value.high
    if bound.gte is not None:
        yield low >= bound.gte, high < bound.gte
    if bound.gt is not None:
        yield low > bound.gt, high <= bound.gt
    if bound.lte is not None:
        yield high <= bound.lte, low > bound.lte
    if bound.lt is not None:
        yield high < bound.lt, low >= bound.lt
    if bound.is_ is not None:
        wanted = float(bound.is_)
        yield low == high == wanted, not low <= wanted <= high
