"""Named values of one vendor for one buyer: the measurements that rules and policies ask about.

A value is a function whose name is its name and whose docstring is its documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vendorrisk.mechanisms.case import Case, show, span
from vendorrisk.mechanisms.ownership import share_of as stake_of
from vendorrisk.mechanisms.unknowns import uncovered
from vendorrisk.model.assessment import Event
from vendorrisk.model.named_value import NamedValue, Unit


class Measured(NamedTuple):
    """What the values are measured on."""

    case: Case
    events: Sequence[Event]
    coverage: float


class _Value(NamedTuple):
    unit: Unit
    what: str
    measure: Callable[[Measured], NamedValue]


VALUES: dict[str, _Value] = {}


def _value(unit: Unit) -> Callable[[Callable[[Measured], NamedValue]], None]:
    """Register a function under its own name."""

    def put(measure: Callable[[Measured], NamedValue]) -> None:
        VALUES[measure.__name__] = _Value(unit, (measure.__doc__ or "").strip(), measure)

    return put


def named_values(case: Case, events: Sequence[Event], coverage: float) -> tuple[NamedValue, ...]:
    """Return every named value, sorted by name.

    Parameters
    ----------
    case : Case
        Vendor, buyer and evidence.
    events : sequence of Event
        Everything that is scored of the vendor.
    coverage : float
        In 0..1.
    """
    measured = Measured(case, events, coverage)
    return tuple(VALUES[name].measure(measured) for name in sorted(VALUES))


@_value("share")
def rival_stake(m: Measured) -> NamedValue:
    """Largest stake that a rival of the buyer holds in the vendor, directly.

    Low: the largest that is believed; high: the largest that is possible, a holder without a name
    included up to the block that usually goes unnamed.
    """
    limits = m.case.parameters.flags
    low, high, parts, claims = 0.0, 0.0, [], []
    for key in m.case.evidence.keys("stake", b=m.case.vendor):
        rivalry = m.case.rivalries.of(key.a)
        if key.a == m.case.vendor or rivalry.high < limits.rival_from.value:
            continue
        if not m.case.stated(key):
            continue
        share = stake_of(m.case, key)
        belief = m.case.evidence.belief(key, "")
        sure = belief.low >= limits.believed_from.value
        sure = sure and rivalry.low >= limits.rival_from.value
        low = max(low, share.low if sure else 0.0)
        high = max(high, share.high)
        parts.append(f"{key.a} {span(share)}, believed to {span(belief)}")
        claims += [claim.id for claim in m.case.claims(key)]
    hidden = 0.0
    if m.case.rivalries.highest >= limits.rival_from.value:
        most = m.case.parameters.ownership.undisclosed_block.value
        hidden = min(most, uncovered(m.case, "owners"))
        parts.append(f"a holder who is not named up to {show(hidden)}")
    else:
        parts.append("the buyer has no rival")
    return NamedValue(
        name="rival_stake",
        unit="share",
        low=low,
        high=max(high, hidden, low),
        how="; ".join(parts),
        claims=tuple(sorted(set(claims))),
    )


@_value("share")
def coverage(m: Measured) -> NamedValue:
    """Share of what must be known that evidence covers."""
    how = "coverage of the assessment"
    return NamedValue(name="coverage", unit="share", low=m.coverage, high=m.coverage, how=how)
