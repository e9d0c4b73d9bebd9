"""Named values, bounds and conditions in words, for findings and for the pages of rules."""

from __future__ import annotations

from collections.abc import Mapping

from vendorrisk.decision.kleene import Leaf
from vendorrisk.model.condition import Bound, Condition
from vendorrisk.model.named_value import NamedValue

_LIMITS = (("gte", "at least"), ("gt", "more than"), ("lte", "at most"), ("lt", "less than"))


def number(value: float) -> str:
    """Return a number in at most three digits behind the point.

    >>> number(0.25), number(730.0), number(0.367113)
    ('0.25', '730', '0.367')
    """
    return f"{round(value, 3):.10g}"


def between(value: NamedValue) -> str:
    """Return between what bounds a value lies.

    >>> between(NamedValue(name="x", unit="count", low=2, high=None, how=""))
    'at least 2'
    """
    if not value.applies:
        return "does not apply"
    if value.low is None or (value.unit == "yes_no" and value.low != value.high):
        return "not known"
    if value.unit == "yes_no":
        return "yes" if value.low else "no"
    unit = " days" if value.unit == "days" else ""
    if value.high is None:
        return f"at least {number(value.low)}{unit}"
    if value.low == value.high:
        return f"{number(value.low)}{unit}"
    return f"{number(value.low)} to {number(value.high)}{unit}"


def asked(bound: Bound) -> str:
    """Return what a value is held against.

    >>> asked(Bound(gte=0.05, lt=0.2))
    'at least 0.05 and less than 0.2'
    """
    parts = [
        f"{words} {number(limit)}"
        for name, words in _LIMITS
        if (limit := getattr(bound, name)) is not None
    ]
    if bound.is_ is not None:
        parts.append("yes" if bound.is_ else "no")
    if bound.known is not None:
        parts.append("known" if bound.known else "not known")
    return " and ".join(parts)


def sentence(leaf: Leaf) -> str:
    """Return what is known, then the value with its bounds and what it was held against.

    >>> value = NamedValue(name="rival_stake", unit="share", low=0.2, high=0.3, how="told")
    >>> sentence(Leaf(value, Bound(gte=0.1), True))
    'Told (rival stake 0.2 to 0.3; asked: at least 0.1).'
    """
    value = leaf.value
    name = value.name.replace("_", " ")
    held = f"{name} {between(value)}; asked: {asked(leaf.bound)}"
    if value.applies and leaf.truth is None:
        held += ", which cannot be told"
    how = value.how.rstrip(". ")
    return f"{how[:1].upper()}{how[1:]} ({held})." if how else f"{held[:1].upper()}{held[1:]}."


def condition_words(condition: Condition, titles: Mapping[str, str], inner: bool = False) -> str:
    """Return a condition in words.

    Parameters
    ----------
    condition : Condition
        Of a rule.
    titles : mapping of str to str
        What each named value is called; a name without one is shown as it is.
    inner : bool
        Put a condition of several parts in brackets.
    """
    if condition.value is not None and condition.bound is not None:
        return f"{titles.get(condition.value, condition.value)} is {asked(condition.bound)}"
    if condition.not_ is not None:
        return f"not: {condition_words(condition.not_, titles, True)}"
    joint = " and " if condition.all is not None else " or "
    parts = condition.all or condition.any or ()
    words = joint.join(condition_words(part, titles, True) for part in parts)
    return f"({words})" if inner and len(parts) > 1 else words
