"""Tier, coverage and decision read off the figures again."""

from __future__ import annotations

import re

from vendorrisk.model.assessment import Assessment
from vendorrisk.model.buyer import Appetite
from vendorrisk.model.interval import Interval
from vendorrisk.verifying.plain import Ends, ends
from vendorrisk.verifying.printed import Printed
from vendorrisk.verifying.tally import Tally

CLOSE = 1.1e-4  # losses are written with four digits
_PART = re.compile(r"([\w-]+) ([0-9.e+-]+)(?:, |$)")
_COVERED = "mean of what is covered: "
_THIN = "INSUFFICIENT EVIDENCE (below "


def tier_of(risk: Interval, threshold: float) -> tuple[str, str]:
    """Return the tier of an interval, and the sentence that tells why."""
    shown = f"[{risk.low:.3f}, {risk.high:.3f}]"
    if risk.low >= threshold:
        return "HIGH", f"even the low end of {shown} reaches the threshold {threshold:g}"
    if risk.high < threshold:
        return "LOW", f"even the high end of {shown} stays below the threshold {threshold:g}"
    return "UNDETERMINED", f"the threshold {threshold:g} lies inside {shown}: evidence is missing"


def tiers(check: Tally, at: str, own: Assessment, printed: Printed) -> None:
    """Put the tier with its reason, with mitigations too, and under every change of robustness."""
    threshold = printed.threshold
    name, reason = tier_of(own.risk, threshold)
    check.equal(f"{at}.tier", name, own.tier)
    check.equal(f"{at}.tier_reason", reason, own.tier_reason)
    if own.residual is not None:
        left, why = tier_of(own.residual.risk, threshold)
        check.equal(f"{at}.residual.tier", left, own.residual.tier)
        check.equal(f"{at}.residual.tier_reason", why, own.residual.tier_reason)
    if own.robustness is None:
        return
    for field in ("families", "stress"):
        for number, one in enumerate(getattr(own.robustness, field)):
            place = f"{at}.robustness.{field}[{number}]"
            check.equal(f"{place}.tier", tier_of(one.risk, threshold)[0], one.tier)
            check.equal(f"{place}.moves", one.tier != own.tier, one.moves)
    for number, change in enumerate(own.robustness.changes):
        place = f"{at}.robustness.changes[{number}].tier"
        check.equal(place, tier_of(change.risk, threshold)[0], change.tier)
    resting = [one.origin for one in own.robustness.families if one.moves]
    check.equal(f"{at}.robustness.rests_on", resting, list(own.robustness.rests_on))


def coverages(check: Tally, at: str, own: Assessment, printed: Printed) -> None:
    """Put that coverage is the mean of its parts, and that it is told when it is too thin."""
    reason = own.coverage_reason
    thin = own.coverage < printed.floor
    start = f"{_THIN}{printed.floor:g}); " if thin else ""
    told = check.put(
        reason.startswith(f"{start}{_COVERED}"),
        f"{at}.coverage_reason",
        f"{start}{_COVERED}...",
        reason,
    )
    if not told:
        return
    found = _PART.findall(reason.removeprefix(f"{start}{_COVERED}"))
    check.equal(f"{at}.coverage_reason", printed.required, sorted(name for name, _ in found))
    values = [_number(text) for _, text in found]
    mean = sum(values) / len(values) if values else 1.0
    check.near(f"{at}.coverage", mean, own.coverage, 5e-5 * max(1.0, mean) + 1e-6)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def decisions(check: Tally, at: str, own: Assessment, appetite: Appetite | None) -> None:
    """Put the losses, straight lines over the risk, and the cheapest action at each end."""
    risk = ends(own.risk)
    for number, loss in enumerate(own.decision.losses):
        place = f"{at}.decision.losses[{number}]"
        given = ends(loss)
        if appetite is None:
            _straight(check, place, risk, given)
            continue
        action = getattr(appetite, loss.action)
        for name, r, value in zip(("low", "point", "high"), risk, given, strict=True):
            check.near(f"{place}.{name}", action.fixed + action.per_risk * r, value, CLOSE)
    names = [loss.action for loss in own.decision.losses]
    check.equal(f"{at}.decision.losses", ["accept", "mitigate", "replace"], names)
    for end, told in (
        ("low", own.decision.at_low),
        ("point", own.decision.at_point),
        ("high", own.decision.at_high),
    ):
        check.equal(f"{at}.decision.at_{end}", _cheapest(own, end), told)


def _cheapest(own: Assessment, end: str) -> str:
    losses = [(float(getattr(loss, end)), k) for k, loss in enumerate(own.decision.losses)]
    return own.decision.losses[min(losses)[1]].action if losses else "nothing"


def _straight(check: Tally, place: str, risk: Ends, loss: Ends) -> None:
    """Put that a loss rises evenly with the risk: without the buyer more cannot be told."""
    width = risk[2] - risk[0]
    if width <= 0.0:
        return
    middle = loss[0] + (loss[2] - loss[0]) * (risk[1] - risk[0]) / width
    check.near(f"{place}.point", middle, loss[1], CLOSE + 1e-6 * abs(loss[2] - loss[0]) / width)
