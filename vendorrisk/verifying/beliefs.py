"""Beliefs, severities and links: in their ranges, and what their printed parts give."""

from __future__ import annotations

from vendorrisk.model.assessment import Comparison, Event, Interval
from vendorrisk.model.belief import Belief
from vendorrisk.model.verification import Verified
from vendorrisk.verifying import plain
from vendorrisk.verifying.places import parts
from vendorrisk.verifying.printed import DIGITS, Printed
from vendorrisk.verifying.tally import Tally

CLOSE = 1e-9  # beliefs are written with all their digits
CAP = 0.99


def ranges(result: Comparison) -> Verified:
    """Check that what must lie in 0..1 does, and that low <= point <= high."""
    check = Tally("arithmetic", "ranges: intervals, beliefs, strengths, links, weights in 0..1")
    for at, one in parts(result, Interval):
        check.put(_ordered(one), at, "0 <= low <= point <= high <= 1", plain.ends(one))
    for at, belief in parts(result, Belief):
        check.put(_ordered(belief), at, "0 <= low <= point <= high <= 1", plain.ends(belief))
        for name in ("conflict", "base_rate"):
            value = getattr(belief, name)
            check.put(0.0 <= value <= 1.0, f"{at}.{name}", "0 to 1", value)
        for number, family in enumerate(belief.families):
            place = f"{at}.families[{number}]"
            s = plain.ends(family.strength)
            good = 0.0 <= s[0] <= s[1] <= s[2] <= CAP + CLOSE
            check.put(good, f"{place}.strength", f"0 <= low <= point <= high <= {CAP}", s)
            check.put(family.polarity in (1, -1), f"{place}.polarity", "1 or -1", family.polarity)
    for at, event in parts(result, Event):
        for number, mechanism in enumerate(event.mechanisms):
            value = mechanism.link
            check.put(0.0 <= value <= 1.0, f"{at}.mechanisms[{number}].link", "0 to 1", value)
        for number, value in enumerate(event.weights):
            check.put(0.0 <= value <= 1.0, f"{at}.weights[{number}]", "0 to 1", value)
        many = len(event.others)
        check.put(len(event.weights) == many, f"{at}.weights", f"{many} numbers", event.weights)
        rho = event.rivalry
        check.put(rho is None or 0.0 <= rho <= 1.0, f"{at}.rivalry", "0 to 1", rho)
    return check.done()


def _ordered(one: Interval | Belief) -> bool:
    return 0.0 <= one.low <= one.point <= one.high <= 1.0


def fusion(result: Comparison, printed: Printed) -> Verified:
    """Check every belief against the strengths of its families, or the members of its group."""
    check = Tally("arithmetic", "beliefs = fusion of the strengths that are printed")
    for at, event in parts(result, Event):
        inner = [(f"{at}.others[{k}]", b) for k, b in enumerate(event.others)]
        inner += [
            (f"{at}.mechanisms[{k}].claim", m.claim)
            for k, m in enumerate(event.mechanisms)
            if m.claim is not None
        ]
        if event.claim is not None and event.others:
            _group(check, f"{at}.claim", event, event.claim)
        elif event.claim is not None:
            inner.insert(0, (f"{at}.claim", event.claim))
        for place, belief in inner:
            expected = plain.fused(belief, printed.discount)
            for name, value in zip(("low", "point", "high"), expected, strict=True):
                check.near(f"{place}.{name}", value, getattr(belief, name), CLOSE)
            against = plain.conflict(belief, printed.discount)
            check.near(f"{place}.conflict", against, belief.conflict, CLOSE)
    return check.done()


def _group(check: Tally, at: str, event: Event, claim: Belief) -> None:
    expected = plain.joined(event.weights, [plain.ends(b) for b in event.others])
    for name, value in zip(("low", "point", "high"), expected, strict=True):
        check.near(f"{at}.{name}", min(1.0, value), getattr(claim, name), CLOSE)
    check.near(f"{at}.conflict", max(b.conflict for b in event.others), claim.conflict, CLOSE)
    families = tuple(family for b in event.others for family in b.families)
    check.put(families == claim.families, f"{at}.families", "those of its members", "others")


def links(result: Comparison, printed: Printed) -> Verified:
    """Check every link against the links that the result prints."""
    check = Tally("arithmetic", "links are those that are printed")
    given = printed.links()
    for at, event in parts(result, Event):
        for number, mechanism in enumerate(event.mechanisms):
            expected = given.get(mechanism.channel, given.get("default"))
            place = f"{at}.mechanisms[{number}].link"
            if event.known and expected is not None:
                check.near(place, expected, mechanism.link, DIGITS * max(1e-3, expected))
            else:
                check.put(
                    any(abs(mechanism.link - v) <= DIGITS for v in given.values()),
                    place,
                    "one of the links that are printed",
                    mechanism.link,
                )
    return check.done()
