"""What red-flag rules find in the named values of one vendor for one buyer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vendorrisk.decision.flags.wording import sentence
from vendorrisk.decision.kleene import Leaf, decisive, judge
from vendorrisk.model.condition import Condition
from vendorrisk.model.finding import GRAVITY, OUTCOMES, Finding, Outcome
from vendorrisk.model.flag import FLAG_FAMILIES, FlagRule
from vendorrisk.model.named_value import NamedValue


class Verdict(NamedTuple):
    """The outcome of one rule, and the values that decided it."""

    outcome: Outcome
    leaves: tuple[Leaf, ...]


def evaluate(rules: Iterable[FlagRule], values: Mapping[str, NamedValue]) -> tuple[Finding, ...]:
    """Return a finding for every rule that is asked.

    Parameters
    ----------
    rules : iterable of FlagRule
        Deprecated and disabled ones are left out.
    values : mapping of str to NamedValue
        By name; all that the rules ask about.

    Returns
    -------
    tuple of Finding
        Flagged ones first, then unknown, clear, not applicable; gravest first.
    """
    found = [_finding(rule, judged(rule, values)) for rule in rules if rule.active]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                OUTCOMES.index(one.outcome),
                GRAVITY.index(one.severity),
                FLAG_FAMILIES.index(one.family),
                one.rule,
            ),
        )
    )


def judged(rule: FlagRule, values: Mapping[str, NamedValue]) -> Verdict:
    """Return the outcome of one rule.

    Where ``when`` is undecided for the sole reason that its values have no meaning for this vendor
    and buyer, the rule is not applicable rather than unknown.
    """
    if rule.applies is not None:
        truth = judge(rule.applies, values).truth
        if truth is not True:
            return _undecided(rule.applies, values, "not_applicable" if truth is False else None)
    truth = judge(rule.when, values).truth
    if truth is None:
        return _undecided(rule.when, values, None)
    return Verdict("flagged" if truth else "clear", decisive(rule.when, values))


def _undecided(
    condition: Condition, values: Mapping[str, NamedValue], known: Outcome | None
) -> Verdict:
    leaves = decisive(condition, values)
    if known is None:
        meaningless = all(not leaf.value.applies for leaf in leaves)
        known = "not_applicable" if meaningless else "unknown"
    return Verdict(known, leaves)


def _finding(rule: FlagRule, found: Verdict) -> Finding:
    remedy = {"flagged": rule.remedy.if_flagged, "unknown": rule.remedy.if_unknown}
    claims = {claim for leaf in found.leaves for claim in leaf.value.claims}
    return Finding(
        rule=rule.id,
        family=rule.family,
        question=rule.question,
        outcome=found.outcome,
        severity=rule.severity,
        why=tuple(dict.fromkeys(sentence(leaf) for leaf in found.leaves)),
        remedy=remedy.get(found.outcome),
        claims=tuple(sorted(claims)),
        questions=rule.questions,
    )
