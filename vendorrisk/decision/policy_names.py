"""Whether what a policy asks about exists, so that no misspelt check passes in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from vendorrisk.decision.values import VALUES
from vendorrisk.errors import RuleError, RuleErrors, did_you_mean
from vendorrisk.model.condition import Bound
from vendorrisk.model.named_value import Unit
from vendorrisk.model.policy import GRAVITY, Policy, bounds
from vendorrisk.rulebook import Sourced

_IN_ONE: frozenset[Unit] = frozenset({"share", "index"})


def check_names(policy: Sourced[Policy], flags: Collection[str]) -> None:
    """Check that named values, their bounds and red flags of a policy make sense.

    Parameters
    ----------
    policy : Sourced of Policy
        As loaded.
    flags : collection of str
        Ids of the red-flag rules that are known.

    Raises
    ------
    RuleErrors
        Every problem, each with ``path:line``.
    """
    problems = [*_conditions(policy), *_flags(policy, flags)]
    if problems:
        raise RuleErrors(problems)


def _conditions(policy: Sourced[Policy]) -> Iterator[RuleError]:
    for number, denial in enumerate(policy.what.deny_if):
        for loc, name, bound in bounds(denial.when, ("deny_if", number, "when")):
            where = policy.where(*loc)
            if name not in VALUES:
                how = did_you_mean(name, VALUES) or f"one of {', '.join(sorted(VALUES))}"
                yield RuleError(f"no value is called '{name}'", where=where, how=how)
                continue
            problem = _bound(name, VALUES[name].unit, bound)
            if problem is not None:
                yield RuleError(problem[0], where=where, how=problem[1])


def _bound(name: str, unit: Unit, bound: Bound) -> tuple[str, str] | None:
    """Return what is wrong with a bound, and how to mend it; None when nothing is."""
    limits = [bound.gte, bound.gt, bound.lte, bound.lt]
    given = [limit for limit in limits if limit is not None]
    if unit == "yes_no" and given:
        return f"{name} is yes or no", f"write '{name}: {{is: true}}' or '{{is: false}}'"
    if unit != "yes_no" and bound.is_ is not None:
        return f"{name} is no yes or no", "write gte, gt, lte or lt with a number"
    if unit in _IN_ONE and any(not 0.0 <= limit <= 1.0 for limit in given):
        return f"{name} lies in 0 to 1", "write 0.25 for a quarter"
    if any(limit < 0.0 for limit in given):
        return f"{name} is never below 0", "write a number from 0 on"
    lowest = max((v for v in (bound.gte, bound.gt) if v is not None), default=0.0)
    highest = min((v for v in (bound.lte, bound.lt) if v is not None), default=lowest)
    if lowest > highest:
        return f"no {name} is above {lowest:g} and below {highest:g}", "widen the bounds"
    return None


def _flags(policy: Sourced[Policy], flags: Collection[str]) -> Iterator[RuleError]:
    known = {*flags, *GRAVITY}
    for number, name in enumerate(policy.what.deny_flags):
        if name in known:
            continue
        how = did_you_mean(name, known) or f"a rule's id, or one of {', '.join(GRAVITY)}"
        where = policy.where("deny_flags", number)
        yield RuleError(f"no red flag and no severity is called '{name}'", where=where, how=how)
