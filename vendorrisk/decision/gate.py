"""The policy gate: a policy held against a comparison, read against its intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from vendorrisk.decision.accepting import risks
from vendorrisk.decision.policy_checks import FailOn, Looked, checks
from vendorrisk.decision.policy_names import check_names
from vendorrisk.decision.quotes import quoted_claims
from vendorrisk.decision.values import VALUES
from vendorrisk.decision.waiving import elsewhere, sort_out, waived
from vendorrisk.entities import Resolver
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Assessment, Comparison
from vendorrisk.model.gate import (
    Check,
    CheckOutcome,
    Gate,
    GateLine,
    PolicyRef,
    VendorGate,
    Verdict,
    WaiverUse,
)
from vendorrisk.model.policy import Policy, WaiverFile
from vendorrisk.model.summary import insufficient, supposed
from vendorrisk.rulebook import Sourced, load_flags, load_policy, load_registry, load_waivers
from vendorrisk.version import __version__

THRESHOLD = 0.5  # of rules/model.yaml, for a result that does not print its parameters


def gate(
    comparison: Comparison,
    policy: str | Path | Sourced[Policy] = "default",
    *,
    waivers: str | Path | Sourced[WaiverFile] | None = None,
    on: dt.date | None = None,
    vendors: Collection[str] | None = None,
    fail_on: FailOn = "none",
    rules: Path | None = None,
) -> Gate:
    """Hold a policy against a comparison; a saved result gives the same answer as a fresh one.

    A check fails when even the low end of what was measured breaks it, passes when even the high
    end keeps it, and is undetermined in between. A vendor fails with any check, and a gate with any
    vendor. An expired waiver fails too, until it is renewed or taken out.

    Parameters
    ----------
    comparison : Comparison
        From `compare`, or read back from its JSON.
    policy : str, Path or Sourced of Policy
        Id of a known policy, a ``.yaml`` or ``.toml`` file, or one that is loaded.
    waivers : str, Path, Sourced of WaiverFile or None
        What is accepted for a while.
    on : datetime.date or None
        The day, in UTC, on which waivers and ages are read. None: the day of the comparison.
    vendors : collection of str or None
        Those that are gated, by their names in the comparison. None: all of them.
    fail_on : {"none", "high", "undetermined"}
        Adds a check of the tier, as ``--fail-on`` of other commands.
    rules : Path or None
        Folder of rules; None: those that ship with the package.

    Returns
    -------
    Gate
        Vendors in the order of the comparison; failed checks first.

    Raises
    ------
    RuleErrors
        For a policy or waivers that are wrong, every problem with ``path:line``: also a red flag
        that is denied and that neither the rules nor the result know.
    SettingsError
        For an unknown policy or vendor, or a day before that of the comparison.
    """
    asked = policy if isinstance(policy, Sourced) else load_policy(policy, rules)
    given = load_waivers(waivers) if isinstance(waivers, str | Path) else waivers
    day = comparison.as_of if on is None else on
    if day < comparison.as_of:
        raise SettingsError(
            f"the day {day} lies before {comparison.as_of}, the day of the result",
            how="take the day of the result, or a later one",
        )
    check_names(asked, _flags(comparison, rules) if asked.what.deny_flags else frozenset())
    gated = _gated(comparison, vendors)
    resolver = Resolver(load_registry(rules), root=rules) if given is not None else None
    found, uses = [], []
    for a in gated:
        one, of_vendor = _vendor(a, comparison, asked, given, day, (fail_on, resolver))
        found.append(one)
        uses += of_vendor
    if given is not None and resolver is not None:
        uses += elsewhere(given, [a.vendor for a in gated], comparison.buyer, resolver)
        order = {one.id: number for number, one in enumerate(given.what.waivers)}
        uses.sort(key=lambda use: (order[use.waiver.id], use.state))
    named = {claim for one in found for check in one.checks for claim in check.claims}
    claims = {name: c for name, c in quoted_claims(gated).items() if name in named}
    documents = {claim.doc_id for claim in claims.values()}
    return Gate(
        version=__version__,
        model_version=comparison.model_version,
        policy=PolicyRef(
            id=asked.what.id or Path(asked.path).stem,
            why=asked.what.why,
            path=asked.path,
            sha256=asked.sha256,
        ),
        buyer=comparison.buyer,
        as_of=comparison.as_of,
        on=day,
        verdict=_worst(one.verdict for one in found),
        vendors=tuple(found),
        waivers=tuple(uses),
        incomplete=tuple(_incomplete(comparison, gated)),
        assumptions=comparison.assumptions,
        claims=tuple(claims[name] for name in sorted(claims)),
        documents=tuple(d for d in comparison.documents if d.id in documents),
        disclaimer=comparison.disclaimer,
    )


def _flags(comparison: Comparison, rules: Path | None) -> frozenset[str]:
    """Return the ids of red-flag rules: those of the rules, and those that the result asked."""
    asked = {finding.rule for a in comparison.assessments for finding in a.findings}
    return frozenset(asked | {placed.rule.id for placed in load_flags(VALUES, rules)})


def _gated(comparison: Comparison, vendors: Collection[str] | None) -> list[Assessment]:
    if vendors is None:
        return list(comparison.assessments)
    known = {a.vendor for a in comparison.assessments}
    for name in vendors:
        if name not in known:
            raise SettingsError(
                f"the result holds no vendor '{name}'", how=f"one of: {', '.join(sorted(known))}"
            )
    return [a for a in comparison.assessments if a.vendor in vendors]


def _vendor(
    a: Assessment,
    comparison: Comparison,
    policy: Sourced[Policy],
    waivers: Sourced[WaiverFile] | None,
    on: dt.date,
    rest: tuple[FailOn, Resolver | None],
) -> tuple[VendorGate, list[WaiverUse]]:
    fail_on, resolver = rest
    published = {d.id: d.published for d in comparison.documents if d.published is not None}
    looked = Looked(a, published, on, _threshold(comparison))
    found = checks(looked, policy, fail_on)
    uses: list[WaiverUse] = []
    lines: frozenset[str] = frozenset()
    if waivers is not None and resolver is not None:
        live, idle = sort_out(waivers, a, found, on, resolver)
        accepted = frozenset(one.line for one in live if one.line)
        without = {one.id: one for one in checks(looked, policy, fail_on, accepted)}
        found, uses, lines = waived(live, a, found, without, waivers)
        found += [_expired(use, a) for use in idle if use.state == "expired"]
        uses += idle
    ordered = _ordered(found)
    made = VendorGate(
        vendor=a.vendor,
        verdict=_worst(check.outcome for check in ordered),
        risk=a.risk,
        tier=a.tier,
        coverage=a.coverage,
        insufficient=insufficient(a),
        without=risks(a, lines).whole if lines else None,
        checks=tuple(ordered),
        lines=_lines(a, ordered),
    )
    return made, uses


def _lines(a: Assessment, found: Sequence[Check]) -> tuple[GateLine, ...]:
    named = {name for check in found for name in check.lines}
    return tuple(
        GateLine(
            id=line.id,
            what=line.what,
            factor=line.factor,
            contribution=line.contribution,
            claims=tuple(claim.id for claim in line.claims),
        )
        for line in a.ledger
        if line.id in named
    )


def _expired(use: WaiverUse, a: Assessment) -> Check:
    """Return the check that an expired waiver fails until it is renewed or taken out."""
    waiver = use.waiver
    return Check(
        id=f"waivers.{waiver.id}",
        vendor=a.vendor,
        what=f"the waiver of {waiver.check} must not have expired",
        outcome="fail",
        as_is="fail",
        severity="high",
        why=(use.why, "renew it or take it out"),
        path=use.path,
        line=use.line,
    )


_ORDER = {"fail": 0, "undetermined": 1, "waived": 2, "pass": 3}


def _ordered(found: Sequence[Check]) -> list[Check]:
    """Return checks with those that failed first, each group in the order of the policy."""
    return sorted(found, key=lambda check: _ORDER[check.outcome])


def _worst(outcomes: Iterable[CheckOutcome | Verdict]) -> Verdict:
    seen = set(outcomes)
    return "fail" if "fail" in seen else "undetermined" if "undetermined" in seen else "pass"


def _threshold(comparison: Comparison) -> float:
    told = {one.name: one.value for one in comparison.parameters}
    return float(told.get("tier_threshold", THRESHOLD))


def _incomplete(comparison: Comparison, gated: Sequence[Assessment]) -> Iterable[str]:
    """Yield what else keeps the answer from being whole."""
    if comparison.assumptions:
        yield supposed(comparison.assumptions)
    skipped = comparison.receipt.skipped if comparison.receipt else 0
    if skipped:
        yield f"{skipped} input{'s' if skipped > 1 else ''} could not be read"
    for a in gated:
        if insufficient(a):
            yield f"coverage of {a.vendor} is {a.coverage:.2f}: insufficient evidence"
