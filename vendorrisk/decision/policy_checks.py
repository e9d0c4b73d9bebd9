"""The checks of a policy on one vendor, each read against an interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from vendorrisk.decision.accepting import Risks, risks
from vendorrisk.decision.kleene import Leaf, judge
from vendorrisk.decision.quotes import freshness
from vendorrisk.decision.values import VALUES
from vendorrisk.model.assessment import Assessment, Factor, LedgerEntry
from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.finding import Finding, Grave, Outcome
from vendorrisk.model.gate import Check, Verdict
from vendorrisk.model.interval import Interval
from vendorrisk.model.named_value import NamedValue
from vendorrisk.model.policy import GRAVITY, DayLimit, Limit, Policy
from vendorrisk.rulebook import Sourced
from vendorrisk.scoring.ledger import tier

FailOn = Literal["none", "high", "undetermined"]
OPEN = 3  # open questions that are named where evidence is missing
_SIGNS = {"gte": "at least", "gt": "above", "lte": "at most", "lt": "below"}
_TRUTH = {True: "holds", False: "does not hold", None: "cannot be told"}
_OF_FLAG: dict[Outcome, Verdict] = {
    "flagged": "fail",
    "unknown": "undetermined",
    "clear": "pass",
    "not_applicable": "pass",
}


class Looked(NamedTuple):
    """What the checks look at."""

    assessment: Assessment
    published: Mapping[str, dt.date]  # day of each document that has one, by id
    on: dt.date
    threshold: float  # of the tiers


def checks(
    looked: Looked,
    policy: Sourced[Policy],
    fail_on: FailOn = "none",
    accepted: Collection[str] = frozenset(),
) -> list[Check]:
    """Return every check of a policy on a vendor, in the order of the policy's keys.

    Parameters
    ----------
    looked : Looked
        The vendor, and the day.
    policy : Sourced of Policy
        Its names are known (see `check_names`).
    fail_on : {"none", "high", "undetermined"}
        Adds a check of the tier.
    accepted : collection of str
        Lines of the ledger whose risk is accepted: figures of the risk are those without them.
    """
    left = risks(looked.assessment, accepted)
    found = [
        *_of_risk(looked, policy.what, left),
        *_of_evidence(looked, policy.what),
        *_denials(looked, policy.what),
        *_flags(looked, policy.what),
    ]
    placed = [
        one.model_copy(update={"path": policy.path, "line": policy.line(*_loc(one.id, policy))})
        for one in found
    ]
    return [*placed, *_tier(looked, fail_on, left)]


def lines_of(check: Check) -> frozenset[str]:
    """Return the lines of the ledger that a check traces to; of one on the whole risk: none."""
    if check.factor is None and not check.id.startswith("deny_"):
        return frozenset()
    return frozenset(check.lines)


def _loc(name: str, policy: Sourced[Policy]) -> tuple[str | int, ...]:
    kind, _, rest = name.partition(".")
    if kind == "deny_if":
        return ("deny_if", [one.id for one in policy.what.deny_if].index(rest))
    return (kind, rest) if rest else (kind,)


def _check(a: Assessment, name: str, outcome: Verdict, given: Mapping[str, Any]) -> Check:
    return Check(id=name, vendor=a.vendor, outcome=outcome, as_is=outcome, **given)


def _of_risk(looked: Looked, policy: Policy, left: Risks) -> Iterator[Check]:
    a = looked.assessment
    if policy.max_risk is not None:
        yield _risk(a, "max_risk", "the risk", policy.max_risk, left.whole)
    for factor in sorted(policy.max_factor):
        what = f"the risk from {factor} alone"
        interval = left.factors.get(factor)
        limit = policy.max_factor[factor]
        yield _risk(a, f"max_factor.{factor}", what, limit, interval, factor)
    if policy.max_risk_residual is not None:
        what = "the risk with mitigations"
        residual = left.whole if left.residual is None else left.residual
        found = _risk(a, "max_risk_residual", what, policy.max_risk_residual, residual)
        if left.residual is None:
            why = (*found.why, "no mitigations are given: this is the risk as it is")
            found = found.model_copy(update={"why": why})
        yield found


def _risk(
    a: Assessment,
    name: str,
    what: str,
    limit: Limit,
    interval: Interval | None,
    factor: Factor | None = None,
) -> Check:
    lines = [
        line
        for line in a.ledger
        if line.event.known and line.contribution > 0 and factor in {None, line.factor}
    ]
    given = {
        "what": f"{what} must be at most {limit.limit:g}",
        "severity": limit.severity or "high",
        "factor": factor,
        "unit": "index",
        "limit": limit.limit,
        "reason": limit.why,
        "lines": tuple(line.id for line in lines),
        "claims": _once(claim.id for line in lines for claim in line.claims),
    }
    if interval is None:
        return _check(a, name, "undetermined", {**given, "why": ("not in the result",)})
    outcome, why = _held(interval.low, interval.high, limit.limit)
    told = [why]
    if outcome == "undetermined":
        asked = [q for q in a.open_questions if factor in {None, q.factor}]
        told += [f"nobody has said: {q.what}" for q in asked[:OPEN]]
    ends = {"low": interval.low, "high": interval.high}
    return _check(a, name, outcome, {**given, **ends, "why": tuple(told)})


def _held(low: float, high: float, limit: float) -> tuple[Verdict, str]:
    """Return the outcome of an interval held against a limit from above, and why."""
    if low > limit:
        return "fail", f"even the low end {_show(low)} lies above {limit:g}"
    if high <= limit:
        return "pass", f"even the high end {_show(high)} stays within {limit:g}"
    return "undetermined", f"{limit:g} lies inside {_show(low)} to {_show(high)}"


def _of_evidence(looked: Looked, policy: Policy) -> Iterator[Check]:
    a = looked.assessment
    if policy.min_coverage is not None:
        limit = policy.min_coverage
        kept = a.coverage >= limit.limit
        given = {
            "what": f"evidence must cover at least {limit.limit:g} of what must be known",
            "severity": limit.severity or "medium",
            "unit": "share",
            "limit": limit.limit,
            "low": a.coverage,
            "high": a.coverage,
            "reason": limit.why,
            "why": (f"coverage is {_show(a.coverage)}: {a.coverage_reason}",),
        }
        yield _check(a, "min_coverage", "pass" if kept else "fail", given)
    if policy.max_age_days is not None:
        yield _age(looked, policy.max_age_days)


def _age(looked: Looked, limit: DayLimit) -> Check:
    fresh = freshness(looked.assessment, looked.published, looked.on)
    on = looked.on.isoformat()
    given: dict[str, Any] = {
        "what": f"the freshest evidence must be at most {limit.limit} days old on {on}",
        "severity": limit.severity or "medium",
        "unit": "days",
        "limit": float(limit.limit),
        "reason": limit.why,
    }
    if fresh.age is None:
        none = "no evidence on the vendor carries a date" if fresh.undated else "there is none"
        return _check(looked.assessment, "max_age_days", "undetermined", {**given, "why": (none,)})
    low, high = fresh.age
    outcome, _ = _held(low, high, limit.limit)
    shown = f"{low}" if low == high else f"{low} to {high}"
    old = sum(age.low > limit.limit for age in fresh.ages)
    why = [
        f"the freshest is {shown} days old on {on}",
        f"{old} of {len(fresh.ages)} dated claims are older"
        + (f"; {fresh.undated} carry no date" if fresh.undated else ""),
    ]
    given |= {"low": float(low), "high": float(high), "claims": (fresh.claim,)}
    return _check(looked.assessment, "max_age_days", outcome, {**given, "why": tuple(why)})


def _denials(looked: Looked, policy: Policy) -> Iterator[Check]:
    a = looked.assessment
    known = {value.name: value for value in a.values}
    for denial in policy.deny_if:
        values = {name: known.get(name) or _missing(name) for name in denial.when.names()}
        judged = judge(denial.when, values)
        open_ = [leaf for leaf in judged.leaves if leaf.truth is None]
        outcome: Verdict = "pass" if judged.truth is False else "fail"
        if judged.truth is None:  # what has no meaning here denies nothing
            outcome = "undetermined" if any(leaf.value.applies for leaf in open_) else "pass"
        telling = [leaf for leaf in judged.leaves if leaf.truth is not False] or judged.leaves
        claims = _once(claim for leaf in telling for claim in leaf.value.claims)
        given = {
            "what": f"denied when {in_words(denial.when)}",
            "severity": denial.severity,
            "reason": denial.why,
            "why": tuple(_told(leaf) for leaf in judged.leaves),
            "claims": claims,
            "lines": _lines(a.ledger, claims),
            **_single(judged.leaves),
        }
        yield _check(a, f"deny_if.{denial.id}", outcome, given)


def _missing(name: str) -> NamedValue:
    unit = VALUES[name].unit
    how = "not in the result: it was made by an older version"
    return NamedValue(name=name, unit=unit, low=None, high=None, how=how)


def _single(leaves: Sequence[Leaf]) -> dict[str, Any]:
    """Return interval, unit and limit of a condition on one value with one limit."""
    if len(leaves) != 1:
        return {}
    value, bound, _ = leaves[0]
    limits = [limit for limit in _limits(bound).values() if limit is not None]
    limit = limits[0] if len(limits) == 1 else None
    return {"unit": value.unit, "low": value.low, "high": value.high, "limit": limit}


def _limits(bound: Bound) -> dict[str, float | None]:
    return {name: getattr(bound, name) for name in _SIGNS}


def in_words(condition: Condition) -> str:
    """Return a condition as a sentence says it.

    >>> asked = {"all": [{"rival_stake": {"gte": 0.25}}, {"not": {"coverage": {"gt": 0.5}}}]}
    >>> in_words(Condition.model_validate(asked))
    'rival_stake is at least 0.25 and not (coverage is above 0.5)'
    """
    if condition.value is not None and condition.bound is not None:
        return f"{condition.value} is {_asked(condition.bound)}"
    if condition.not_ is not None:
        return f"not ({in_words(condition.not_)})"
    joint, parts = ("and", condition.all) if condition.all else ("or", condition.any)
    told = [in_words(part) for part in parts or ()]
    inner = [
        f"({text})" if (part.all or part.any) and len(told) > 1 else text
        for text, part in zip(told, parts or (), strict=True)
    ]
    return f" {joint} ".join(inner)


def _asked(bound: Bound) -> str:
    asked = [f"{_SIGNS[name]} {v:g}" for name, v in _limits(bound).items() if v is not None]
    if bound.is_ is not None:
        asked.append("yes" if bound.is_ else "no")
    if bound.known is not None:
        asked.append("known" if bound.known else "not known")
    return " and ".join(asked)


def _told(leaf: Leaf) -> str:
    """Return a value with its bounds, what it was held against, and whether that holds."""
    value, bound, truth = leaf
    shown = _measured(value)
    how = f" ({value.how})" if value.how else ""
    return f"{value.name} {shown}: “{_asked(bound)}” {_TRUTH[truth]}{how}"


def _measured(value: NamedValue) -> str:
    """Return a value with its bounds, as a sentence goes on after its name."""
    if not value.applies:
        return "does not apply"
    if value.low is None:
        return "is not known"
    if value.high is None:
        return f"is {_show(value.low)} or more"
    if value.unit == "yes_no":
        return f"is {'yes' if value.low else 'no'}" if value.low == value.high else "may be either"
    if value.low == value.high:
        return f"is {_show(value.low)}"
    return f"is {_show(value.low)} to {_show(value.high)}"


def _flags(looked: Looked, policy: Policy) -> Iterator[Check]:
    a = looked.assessment
    if not policy.deny_flags:
        return
    if not a.findings:
        what = "none of the red flags that are denied may be flagged"
        yield _not_asked(a, "deny_flags", what, "no findings of red-flag rules")
        return
    asked = {finding.rule for finding in a.findings}
    for name in policy.deny_flags:
        if name not in asked and name not in GRAVITY:
            what = f"must not be flagged: {name}"
            yield _not_asked(a, f"deny_flags.{name}", what, f"no finding of '{name}'")
    for finding in a.findings:
        if finding.rule not in policy.deny_flags and finding.severity not in _grave(policy):
            continue
        yield _flag(a, finding)


def _not_asked(a: Assessment, name: str, what: str, missing: str) -> Check:
    """Return the check of a rule that the result did not ask: nobody can tell."""
    why = f"the result holds {missing}: make it again with the rules that have it in force"
    return _check(a, name, "undetermined", {"what": what, "severity": "high", "why": (why,)})


def _flag(a: Assessment, finding: Finding) -> Check:
    given = {
        "what": f"must not be flagged: {finding.question}",
        "severity": finding.severity,
        "remedy": finding.remedy,
        "why": finding.why or (finding.outcome.replace("_", " "),),
        "claims": finding.claims,
        "lines": _lines(a.ledger, finding.claims),
    }
    return _check(a, f"deny_flags.{finding.rule}", _OF_FLAG[finding.outcome], given)


def _grave(policy: Policy) -> frozenset[Grave]:
    """Return the severities that are denied: those named, and every graver one."""
    named = [GRAVITY.index(one) for one in GRAVITY if one in policy.deny_flags]
    return frozenset(GRAVITY[: max(named) + 1]) if named else frozenset()


def _tier(looked: Looked, fail_on: FailOn, left: Risks) -> Iterator[Check]:
    if fail_on == "none":
        return
    a = looked.assessment
    name, why = tier(left.whole, looked.threshold)
    failing = {"HIGH"} if fail_on == "high" else {"HIGH", "UNDETERMINED"}
    outcome: Verdict = "fail" if name in failing else "pass" if name == "LOW" else "undetermined"
    lines = [line for line in a.ledger if line.event.known and line.contribution > 0]
    given = {
        "what": f"the tier must not be {' or '.join(sorted(failing))}",
        "severity": "high",
        "unit": "index",
        "limit": looked.threshold,
        "low": left.whole.low,
        "high": left.whole.high,
        "why": (f"{name}: {why}",),
        "reason": f"--fail-on {fail_on}",
        "lines": tuple(line.id for line in lines),
        "claims": _once(claim.id for line in lines for claim in line.claims),
    }
    yield _check(a, "tier", outcome, given)


def _lines(ledger: Iterable[LedgerEntry], claims: Collection[str]) -> tuple[str, ...]:
    """Return the lines of a ledger that rest on any of the claims."""
    asked = set(claims)
    return tuple(line.id for line in ledger if asked & _behind(line))


def _behind(line: LedgerEntry) -> set[str]:
    found = {claim.id for claim in line.claims}
    return found | {c for b in line.event.beliefs for f in b.families for c in f.claims}


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _show(value: float) -> str:
    return f"{value:.4g}"
