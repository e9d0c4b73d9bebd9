"""Waivers on a day: which of them count for a vendor, and what its checks come to with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from vendorrisk.decision.accepting import risks
from vendorrisk.decision.policy_checks import lines_of
from vendorrisk.entities import Resolver
from vendorrisk.errors import did_you_mean
from vendorrisk.model.assessment import Assessment
from vendorrisk.model.gate import Check, WaiverUse
from vendorrisk.model.policy import Waiver, WaiverFile
from vendorrisk.rulebook import Sourced, spell

_RANK = {"fail": 2, "undetermined": 1, "waived": 0, "pass": 0}
_PREFIXES = ("", "deny_if.", "deny_flags.", "max_factor.")


class Matched(NamedTuple):
    """A waiver that counts on the day: the check it names, or the line of the ledger."""

    waiver: Waiver
    check: str | None
    line: str | None


class Sorted(NamedTuple):
    """The waivers of one vendor: those that count, and those that do not, with why."""

    live: tuple[Matched, ...]
    rest: tuple[WaiverUse, ...]


def sort_out(
    waivers: Sourced[WaiverFile],
    a: Assessment,
    found: Sequence[Check],
    on: dt.date,
    resolver: Resolver,
) -> Sorted:
    """Return the waivers that name a vendor, by whether they count on a day.

    Parameters
    ----------
    waivers : Sourced of WaiverFile
        All of them.
    a : Assessment
        Of the vendor.
    found : sequence of Check
        Its checks before any waiver.
    on : datetime.date
        The day, in UTC.
    resolver : Resolver
        Names of companies.
    """
    live: list[Matched] = []
    rest: list[WaiverUse] = []
    for number, waiver in enumerate(waivers.what.waivers):
        if not same_name(waiver.vendor, a.vendor, resolver):
            continue
        if waiver.buyer is not None and not same_name(waiver.buyer, a.buyer, resolver):
            continue
        one = _match(waiver, a, found)
        check = one.check if one else None
        use = WaiverUse(
            waiver=waiver,
            state="orphan",
            why="",
            checks=(check,) if check else (),
            path=waivers.path,
            line=waivers.line("waivers", number),
        )
        if on > waiver.last_day:
            why = f"{waiver.last_day.isoformat()} was its last day"
            rest.append(use.model_copy(update={"state": "expired", "why": why}))
        elif waiver.first_day is not None and on < waiver.first_day:
            why = f"begins on {waiver.first_day.isoformat()}"
            rest.append(use.model_copy(update={"state": "not_yet", "why": why}))
        elif one is None:
            known = [*(check.id for check in found), *(line.id for line in a.ledger)]
            hint = did_you_mean(waiver.check, known)
            why = f"{a.vendor} has no check and no line '{waiver.check}'"
            rest.append(use.model_copy(update={"why": why + (f"; {hint}" if hint else "")}))
        else:
            live.append(one)
    return Sorted(tuple(live), tuple(rest))


def elsewhere(
    waivers: Sourced[WaiverFile], vendors: Collection[str], buyer: str, resolver: Resolver
) -> list[WaiverUse]:
    """Return the waivers that are for another buyer or for no vendor of this gate, with why."""
    found = []
    for number, waiver in enumerate(waivers.what.waivers):
        if not any(same_name(waiver.vendor, vendor, resolver) for vendor in vendors):
            hint = did_you_mean(waiver.vendor, vendors)
            why = f"'{waiver.vendor}' is not gated here" + (f"; {hint}" if hint else "")
        elif waiver.buyer is not None and not same_name(waiver.buyer, buyer, resolver):
            why = f"for the buyer '{waiver.buyer}', not for {buyer}"
        else:
            continue
        line = waivers.line("waivers", number)
        use = WaiverUse(waiver=waiver, state="orphan", why=why, path=waivers.path, line=line)
        found.append(use)
    return found


def same_name(typed: str, name: str, resolver: Resolver) -> bool:
    """Whether a name that somebody typed, an alias or an id, is that of a company."""
    if spell(typed) == spell(name):
        return True
    return resolver.known_vendor(typed, frozenset({name})) == name


def _match(waiver: Waiver, a: Assessment, found: Sequence[Check]) -> Matched | None:
    ids = {check.id for check in found}
    for prefix in _PREFIXES:
        if prefix + waiver.check in ids:
            return Matched(waiver, prefix + waiver.check, None)
    if waiver.check in {line.id for line in a.ledger}:
        return Matched(waiver, None, waiver.check)
    return None


class Waived(NamedTuple):
    """The checks of a vendor with its waivers, the waivers, and the lines that are accepted."""

    checks: list[Check]
    uses: list[WaiverUse]
    lines: frozenset[str]


def waived(
    live: Sequence[Matched],
    a: Assessment,
    as_is: Sequence[Check],
    without: Mapping[str, Check],
    waivers: Sourced[WaiverFile],
) -> Waived:
    """Return the checks of a vendor with the waivers that count.

    Parameters
    ----------
    live : sequence of Matched
        Waivers that count on the day.
    a : Assessment
        Of the vendor.
    as_is : sequence of Check
        Its checks before any waiver.
    without : mapping of str to Check
        The same checks, by id, without the lines of the ledger that are waived.
    waivers : Sourced of WaiverFile
        For the places of the waivers.
    """
    by_line = {one.line: one.waiver.id for one in live if one.line}
    by_check = {one.check: one.waiver.id for one in live if one.check}
    accepted = frozenset(by_line)
    checks = []
    lines: set[str] = set()
    for check in as_is:
        made = _with_lines(check, without[check.id], a, by_line)
        if check.id in by_check and made.outcome in {"fail", "undetermined"}:
            made = _with_check(made, a, accepted, by_check[check.id])
            lines |= lines_of(check)
        checks.append(made)
        if made.waivers and made.outcome != made.as_is:
            lines |= accepted
    after = {check.id: check for check in checks}
    order = {one.id: number for number, one in enumerate(waivers.what.waivers)}
    uses = [
        _use(one, after, waivers.path, waivers.line("waivers", order[one.waiver.id]))
        for one in live
    ]
    return Waived(checks, uses, frozenset(lines))


def _with_lines(check: Check, without: Check, a: Assessment, by_line: Mapping[str, str]) -> Check:
    """Return a check that looks at the risk, without the lines that are waived."""
    asked = {line.id for line in a.ledger if check.factor in {None, line.factor}}
    used = tuple(waiver for line, waiver in by_line.items() if line in asked)
    if not used or not check.on_risk or check.outcome == "pass":
        return check
    left = risks(a, frozenset(by_line)).whole
    better = _RANK[without.outcome] < _RANK[check.outcome]
    outcome = "waived" if without.outcome == "pass" else without.outcome
    why = (f"without what is waived: {without.why[0]}", *check.why)
    return check.model_copy(
        update={
            "outcome": outcome if better else check.outcome,
            "why": why,
            "waivers": used,
            "without": left,
        }
    )


def _with_check(check: Check, a: Assessment, accepted: frozenset[str], waiver: str) -> Check:
    """Return a check that is waived as it is, with the risk without the lines it traces to."""
    lines = lines_of(check)
    left = risks(a, lines | accepted).whole if lines else check.without
    used = (*check.waivers, waiver)
    return check.model_copy(update={"outcome": "waived", "waivers": used, "without": left})


def _use(one: Matched, after: Mapping[str, Check], path: str, line: int) -> WaiverUse:
    """Return what became of a waiver that counts."""
    touched = [check for check in after.values() if one.waiver.id in check.waivers]
    better = [check for check in touched if check.outcome != check.as_is]
    until = f"until {one.waiver.last_day.isoformat()}"
    told = ", ".join(check.id for check in better or touched)
    if better:
        state, why = "applied", f"{told} {until}"
    elif touched:
        state, why = "not_enough", f"{told} does not pass without the line either"
    elif one.check:
        state, why = "orphan", f"{one.check} passes without it"
    else:
        state, why = "orphan", f"every check that looks at '{one.line}' passes without it"
    checks = tuple(check.id for check in better or touched)
    given = {"waiver": one.waiver, "state": state, "why": why, "checks": checks}
    return WaiverUse.model_validate({**given, "path": path, "line": line})
