"""A score worked by hand: every figure is computed again here, apart from the scoring core."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vendorrisk.cli.talk import one_line, wrapped
from vendorrisk.model.summary import banner, page_of
from vendorrisk.verifying.plain import Ends, average, ends, fused, joined, three

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Assessment, ClaimRef, Event, LedgerEntry, Mechanism
    from vendorrisk.model.belief import Belief
    from vendorrisk.model.parameters import Parameters

CLOSE = 2e-6  # the ledger prints six digits
LABEL = 40


class _Page:
    """Lines of text, and whether every figure checked so far agrees."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.agrees = True

    def text(self, text: str = "", indent: str = "") -> None:
        self.lines.append(wrapped(text, indent=indent, hanging=indent) if text else "")

    def row(self, label: str, ends: Ends, indent: str = "  ") -> None:
        head = f"{indent}{one_line(label, LABEL - len(indent) - 1)}"
        self.lines.append(f"{head:<{LABEL}}" + "".join(f"{value:12.6f}" for value in ends))

    def heads(self, label: str) -> None:
        self.lines.append(f"{label:<{LABEL}}" + "".join(f"{head:>12}" for head in _HEADS))

    def check(self, worked: Iterable[float], printed: Iterable[float]) -> str:
        same = all(abs(a - b) <= CLOSE for a, b in zip(worked, printed, strict=True))
        self.agrees &= same
        return "same" if same else "DIFFERS"

    def done(self) -> tuple[str, bool]:
        return page_of(self.lines), self.agrees


_HEADS = ("low", "point", "high")


def worked(entry: LedgerEntry, assessment: Assessment, parameters: Parameters) -> tuple[str, bool]:
    """Return one line of the ledger worked by hand, and whether it agrees with the ledger."""
    page = _Page()
    _title(page, assessment, f"{entry.id}: {entry.what}")
    event = entry.event
    discount = parameters.evidence.family_discount.value
    page.text("1. How well is it supported?")
    p = _joined(page, event, discount) if event.others else _belief(page, event.claim, discount)
    page.text()
    page.text("2. What could bend the vendor, if it is so?")
    off = [1.0, 1.0, 1.0]
    for mechanism in event.mechanisms:
        strengths = _mechanism(page, mechanism, discount)
        off = [rest * (1.0 - strength) for rest, strength in zip(off, strengths, strict=True)]
    together = three(1.0 - rest for rest in off)
    if len(event.mechanisms) != 1:
        page.row("together", together)
        page.text("= 1 - product of (1 - link x severity x q) over these", "      ")
    page.text()
    y = three(a * b for a, b in zip(p, together, strict=True))
    page.heads("3. Intensity y = step 1 x step 2")
    page.row("y", y)
    printed = ends(entry.intensity)
    page.row(f"in the ledger ({page.check(y, printed)})", printed)
    page.text()
    _part(page, entry, assessment, y[1], parameters.leak.value)
    _quotes(page, entry.claims)
    return page.done()


def whole(assessment: Assessment, parameters: Parameters) -> tuple[str, bool]:
    """Return how the lines of a ledger make the score, and whether they do."""
    page = _Page()
    _title(page, assessment, f"tier {assessment.tier}: {assessment.tier_reason}")
    page.lines.append(f"{'  part':>8} {'dB':>6}  {'y low':>7} {'point':>7} {'high':>7}  line")
    for entry in assessment.ledger:
        y = entry.intensity
        page.lines.append(
            f"{entry.contribution:8.4f} {entry.decibels:6.2f}"
            f"  {y.low:7.4f} {y.point:7.4f} {y.high:7.4f}  {one_line(entry.id, 38)}"
        )
        page.text(entry.what, " " * 10)
    page.text()
    leak = parameters.leak.value
    printed = ends(assessment.risk)
    given = _worlds(assessment)
    risk = three(
        1.0
        - (1.0 - leak)
        * math.fsum(w[i] * math.prod(1.0 - y[i] for y in ys.values()) for w, ys in given)
        for i in range(3)
    )
    page.heads("R = 1 - (1 - leak) x product of (1 - y)")
    if len(given) > 1:
        page.text(f"{_SHARED}: the mean of that over {len(given)} worlds", "  ")
    page.row(f"worked by hand, leak {leak:g}", risk)
    page.row(f"in the result ({_near(page, risk, printed, len(assessment.ledger))})", printed)
    total = math.fsum(entry.contribution for entry in assessment.ledger)
    page.text()
    whole_point = printed[1] - leak
    named = "the point" if not leak else f"the point less the leak, {whole_point:.6f}"
    page.text(f"The parts sum to {total:.6f}: {page.check([total], [whole_point])} as {named}.")
    page.text(f"Coverage {assessment.coverage:.2f}: {assessment.coverage_reason}.")
    page.text()
    _firmness(page, assessment, parameters.tier_threshold.value)
    page.text(f"One line by hand: vendorrisk explain '{assessment.vendor}:LINE' INPUTS")
    return page.done()


def _firmness(page: _Page, assessment: Assessment, threshold: float) -> None:
    """Write what the tier rests on: sources left out, facts settled, stress runs."""
    from vendorrisk.report.firmness import if_wrong, sentences, source, unmoved, verdict

    found = assessment.robustness
    if found is None:
        return
    page.text("How firmly it stands: sources left out, their beliefs fused again without them")
    page.heads("  change of the point")
    runs = [(source(f.origin), f.risk) for f in found.families]
    runs += [(f"if {run.what}", run.risk) for run in found.stress]
    for what, risk in runs:
        change = risk.point - assessment.risk.point
        page.row(f"{change:+.6f}", ends(risk))
        page.text(what, "      ")
    page.text(verdict(assessment, found))
    told = sentences(found, threshold) or (unmoved(found),)
    for text in (*told, *if_wrong(found, threshold)):
        page.text(text)
    page.text()


_SHARED = "lines share claims, which are taken as true or false in turn"


def _worlds(assessment: Assessment) -> list[tuple[Ends, dict[str, Ends]]]:
    """Return the worlds of the claims that lines share: their weights, and every y in them.

    Without a shared claim it is one world, with the y of the ledger.
    """
    from vendorrisk.verifying.plain import ends, intensity, worlds

    found = worlds([entry.event for entry in assessment.ledger])
    if len(found) == 1:
        return [((1.0, 1.0, 1.0), {e.id: ends(e.intensity) for e in assessment.ledger})]
    return [
        (weights, {e.id: intensity(e.event, truth) for e in assessment.ledger})
        for weights, truth in found
    ]


def _near(page: _Page, risk: Ends, printed: Ends, lines: int) -> str:
    """Compare with room for the rounding of every line to six digits."""
    same = all(abs(a - b) <= CLOSE + 1e-6 * lines for a, b in zip(risk, printed, strict=True))
    page.agrees &= same
    return "same" if same else "DIFFERS"


def _title(page: _Page, assessment: Assessment, what: str) -> None:
    risk = assessment.risk
    page.lines += banner(assessment.assumptions)
    page.text(
        f"{assessment.vendor} for {assessment.buyer}, as of {assessment.as_of}:"
        f" risk {risk.point:.3f} [{risk.low:.3f} to {risk.high:.3f}], higher is riskier"
    )
    page.text(what)
    page.text()


def _belief(page: _Page, belief: Belief | None, discount: float, indent: str = "  ") -> Ends:
    """Write a belief out and return it as worked here: low, point, high."""
    if belief is None:
        page.row("certain: p", (1.0, 1.0, 1.0), indent)
        return (1.0, 1.0, 1.0)
    page.text(f"{belief.what}", indent)
    if not belief.families:
        page.text(
            f"Nobody spoke: anything from 0 to 1, base rate {belief.base_rate:g} between.", indent
        )
    else:
        page.heads(f"{indent}strength s of each family of origin")
    for family in belief.families:
        side = "for" if family.polarity > 0 else "against"
        strength = family.strength
        page.row(f"{side}: {family.origin}", (strength.low, strength.point, strength.high), indent)
        for why in family.why:
            page.text(why, indent + "    ")
    printed = (belief.low, belief.point, belief.high)
    low, point, high = fused(belief, discount)
    if belief.families:
        page.text(
            f"for = 1 - product of (1 - s); against likewise; low = for x (1 - against);"
            f" high = 1 - against x (1 - for); point = low + base rate {belief.base_rate:g}"
            " x (high - low) at the middle strengths"
            + ("" if discount == 1.0 else f"; a further family counts {discount:g} times less"),
            indent,
        )
    page.row("p worked by hand", (low, point, high), indent)
    page.row(f"in the result ({page.check((low, point, high), printed)})", printed, indent)
    return low, point, high


def _joined(page: _Page, event: Event, discount: float) -> Ends:
    """Work the belief in a group move from the beliefs in its people and their weights."""
    members = []
    for weight, belief in zip(event.weights, event.others, strict=True):
        page.text(f"weight {weight:.6f}", "  ")
        members.append(_belief(page, belief, discount))
    found = joined(event.weights, members)
    page.text("p = (1 - product of (1 - weight x p)) / (1 - product of (1 - weight))", "  ")
    page.row("p worked by hand", found)
    printed = ends(event.claim) if event.claim is not None else (1.0, 1.0, 1.0)
    page.row(f"in the result ({page.check(found, printed)})", printed)
    return found


def _mechanism(page: _Page, mechanism: Mechanism, discount: float) -> Ends:
    page.heads(f"  {mechanism.channel}")
    page.row("severity x", ends(mechanism.severity), "    ")
    page.text(f"= {mechanism.how}", "      ")
    link = mechanism.link
    q: Ends = (1.0, 1.0, 1.0)
    if mechanism.claim is not None:
        page.text("which itself is a claim, q:", "    ")
        q = _belief(page, mechanism.claim, discount, "      ")
    strengths = three(link * x * w for x, w in zip(ends(mechanism.severity), q, strict=True))
    page.row(f"link {link:g} x severity" + (" x q" if mechanism.claim else ""), strengths, "    ")
    return strengths


def _part(page: _Page, entry: LedgerEntry, assessment: Assessment, y: float, leak: float) -> None:
    others = [e for e in assessment.ledger if e.id != entry.id]
    given = _worlds(assessment)
    own = math.fsum(
        w[1] * ys[entry.id][1] * average([ys[e.id][1] for e in others]) for w, ys in given
    )
    room = own / y if y > 0.0 else average([e.intensity.point for e in others])
    part = (1.0 - leak) * y * room
    start = f"(1 - leak {leak:g}) x y" if leak else "y"
    numbers = f"{1.0 - leak:g} x {y:.6f}" if leak else f"{y:.6f}"
    page.text("4. Its part of the score (Shapley value at the point)")
    page.text(
        f"{start} x the mean, over t from 0 to 1, of the product of (1 - t y) over the other"
        f" {len(others)} lines = {numbers} x {room:.6f} = {part:.6f}",
        "  ",
    )
    if len(given) > 1:
        page.text(f"{_SHARED}: the mean over {len(given)} worlds, by their chance times y", "  ")
    same = abs(part - entry.contribution) <= CLOSE + 1e-6 * len(others)
    page.agrees &= same
    page.text(
        f"in the ledger: {entry.contribution:.6f} ({'same' if same else 'DIFFERS'}), of a point of"
        f" {assessment.risk.point:.6f}",
        "  ",
    )
    decibels = -10.0 * math.log10(max(1e-15, 1.0 - y))
    shown = "same" if abs(decibels - entry.decibels) <= 1e-4 else "DIFFERS"
    page.agrees &= shown == "same"
    page.text(
        f"in decibels: -10 log10(1 - y) = {decibels:.4f}; in the ledger"
        f" {entry.decibels:.4f} ({shown})",
        "  ",
    )


def _quotes(page: _Page, claims: Sequence[ClaimRef]) -> None:
    if not claims:
        return
    page.text()
    page.text("Claims (vendorrisk explain CLAIM INPUTS shows where each stands)")
    for claim in claims:
        page.text(f"{claim.id} {claim.doc} {claim.start}:{claim.end} {claim.modality}", "  ")
        page.text(f'"{one_line(claim.quote, 300)}"', "    ")
