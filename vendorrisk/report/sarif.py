"""The answer of a gate as SARIF 2.1.0, for code scanning: a rule a factor, a result a quote."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple, get_args

from vendorrisk.model.assessment import ClaimRef, Factor
from vendorrisk.model.base import content_id
from vendorrisk.model.finding import Grave
from vendorrisk.model.gate import Check, Gate, GateLine, VendorGate
from vendorrisk.model.policy import GRAVITY
from vendorrisk.model.summary import spread, visible
from vendorrisk.report.figures import quoted
from vendorrisk.report.places import Places, address, file_of
from vendorrisk.report.sarif_log import (
    Artifact,
    ArtifactLocation,
    Configuration,
    Driver,
    Invocation,
    Level,
    Location,
    Log,
    Message,
    Notification,
    PhysicalLocation,
    Region,
    Result,
    Rule,
    Run,
    Snippet,
    Suppression,
    Tool,
)

MOST = 25_000  # results of a run that GitHub takes
_SNIPPET = 1_000  # characters
_LEVELS: dict[Grave, Level] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
}
_FACTORS: dict[Factor, str] = {
    "ownership": "A tie of ownership that bends the vendor away from the buyer",
    "clients": "A client, or the loss of one, that bends the vendor away from the buyer",
    "leadership": "People who tie the vendor to a rival of the buyer",
}


class _Found(NamedTuple):
    """What a result is made of: a vendor's rule, its quote and line (if any), its checks."""

    vendor: VendorGate
    rule: str
    claim: ClaimRef | None
    line: GateLine | None
    checks: list[Check]


def to_sarif(gate: Gate) -> bytes:
    """Return the answer as SARIF: checks that passed give no result, waived ones are suppressed.

    Undetermined checks are warnings (notes, where the severity is low): a viewer that shows none
    for them would make silence look safe.
    """
    files = {file_of(d): d for d in reversed(gate.documents)}
    uris = {address(path): files[path] for path in sorted(files)}
    indices = {uri: number for number, uri in enumerate(uris)}
    rules = _rules(gate)
    places = Places(gate)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    results = [_result(one, gate, numbers, places, indices) for one in _found(gate)]
    results.sort(key=lambda one: (bool(one.suppressions), get_args(Level).index(one.level)))
    run = Run(
        tool=Tool(driver=Driver(version=gate.version, rules=tuple(rules))),
        invocations=(Invocation(tool_execution_notifications=tuple(_notes(gate, len(results)))),),
        artifacts=tuple(
            Artifact(
                location=ArtifactLocation(uri=uri),
                hashes=None if document.media == "jsonl" else {"sha-256": document.sha256},
            )
            for uri, document in uris.items()
        ),
        results=tuple(results[:MOST]),
        properties={
            "buyer": visible(gate.buyer),
            "asOf": gate.as_of.isoformat(),
            "on": gate.on.isoformat(),
            "policy": gate.policy.model_dump(mode="json"),
            "modelVersion": gate.model_version,
            "verdict": gate.verdict,
            "assumptions": [visible(text) for text in gate.assumptions],
            "disclaimer": gate.disclaimer,
        },
    )
    log = Log(runs=(run,))
    body = _shown(log.model_dump(mode="json", by_alias=True, exclude_none=True))
    return (json.dumps(body, indent=2) + "\n").encode("ascii")  # what nobody sees is spelt out


def _shown(part: Any) -> Any:
    """Return the log with hidden characters spelt out in all but the snippets, which are text."""
    if isinstance(part, dict):
        return {name: one if name == "snippet" else _shown(one) for name, one in part.items()}
    if isinstance(part, list):
        return [_shown(one) for one in part]
    return visible(part) if isinstance(part, str) else part


def _notes(gate: Gate, results: int) -> Iterator[Notification]:
    if results > MOST:
        text = f"{results - MOST:,} of {results:,} results are left out, the least grave ones"
        yield Notification(level="warning", message=Message(text=text))
    for text in gate.incomplete:
        yield Notification(level="warning", message=_message(text))
    for use in gate.waivers:
        if use.state not in {"applied", "expired"}:
            text = f"waiver {use.waiver.id} is {use.state.replace('_', ' ')}: {use.why}"
            yield Notification(level="note", message=_message(text))


def _rules(gate: Gate) -> list[Rule]:
    rules = [_rule(name, what, what, "high") for name, what in _FACTORS.items()]
    checks = {c.id: c for one in gate.vendors for c in one.checks if c.outcome != "pass"}
    for name in sorted(checks):
        check = checks[name]
        rules.append(
            _rule(name, check.what, check.reason or check.remedy or check.what, check.severity)
        )
    return rules


def _rule(name: str, short: str, full: str, severity: Grave) -> Rule:
    return Rule(
        id=name,
        short_description=_message(short),
        full_description=_message(full),
        help=_message(full),
        default_configuration=Configuration(level=_LEVELS[severity]),
    )


def _found(gate: Gate) -> Iterator[_Found]:
    """Yield what gives a result: quotes by factor for checks on the risk, else by check."""
    known = {claim.id: claim for claim in gate.claims}
    for vendor in gate.vendors:
        grouped: dict[tuple[str, str], _Found] = {}
        for check in vendor.checks:
            if check.outcome == "pass":
                continue
            for rule, name, line in _quotes(check, vendor, known):
                one = _Found(vendor, rule, known.get(name), line, [])
                grouped.setdefault((rule, name), one).checks.append(check)
        yield from grouped.values()


def _quotes(
    check: Check, vendor: VendorGate, known: Container[str]
) -> list[tuple[str, str, GateLine | None]]:
    """Return rule, claim and line of every quote that a check was decided on."""
    found: dict[tuple[str, str], GateLine | None] = {}
    if check.on_risk:
        for line in vendor.lines:
            if line.id in check.lines:
                for claim in line.claims:
                    if claim in known:
                        found.setdefault((line.factor, claim), line)
    else:
        found = {(check.id, claim): None for claim in check.claims if claim in known}
    return [(*key, line) for key, line in found.items()] or [(check.id, "", None)]


def _result(
    one: _Found,
    gate: Gate,
    numbers: dict[str, int],
    places: Places,
    indices: dict[str, int],
) -> Result:
    waived = all(check.outcome == "waived" for check in one.checks)
    used = {name for check in one.checks for name in check.waivers}
    uses = [use for use in gate.waivers if use.waiver.id in used] if waived else []
    claim = one.claim.id if one.claim else ""
    prints = {"result/v1": content_id("res", gate.buyer, one.vendor.vendor, one.rule, claim)}
    if one.claim is not None:
        prints["claimId"] = one.claim.id
    return Result(
        rule_id=one.rule,
        rule_index=numbers[one.rule],
        level=_level(one.checks),
        message=_message(("WHAT IF: " if gate.assumptions else "") + _told(one)),
        locations=(_location(one, places, indices),),
        partial_fingerprints=dict(sorted(prints.items())),
        suppressions=tuple(
            Suppression(
                justification=visible(
                    f"{use.waiver.justification} (approved by {use.waiver.approver}, until"
                    f" {use.waiver.last_day.isoformat()})"
                )
            )
            for use in uses
        ),
        properties={
            "vendor": visible(one.vendor.vendor),
            "outcome": min((c.outcome for c in one.checks), key=_WORST.index),
            "checks": [check.id for check in one.checks],
            "risk": one.vendor.risk.model_dump(),
            "riskWithoutWaived": one.vendor.without and one.vendor.without.model_dump(),
        },
    )


_WORST = ("fail", "undetermined", "waived", "pass")


def _level(checks: Sequence[Check]) -> Level:
    """Return the level of the gravest check; one that is not decided is a warning at most."""
    failed = [c.severity for c in checks if c.as_is == "fail"]
    if failed:
        return _LEVELS[min(failed, key=GRAVITY.index)]
    return "note" if all(c.severity == "low" for c in checks) else "warning"


def _told(one: _Found) -> str:
    names = "; ".join(f"{c.outcome} {c.id}: {c.why[0]}" for c in one.checks)
    risk = f"risk {spread(one.vendor.risk)}"
    if one.claim is None:
        return f"{one.vendor.vendor} ({risk}): {names}"
    source = f" ({one.claim.modality}, {one.claim.date})" if one.claim.date else ""
    text = quoted(one.claim.quote).text
    line = f"{one.line.what}: " if one.line else ""
    return f"{one.vendor.vendor} ({risk}): {line}“{text}”{source}. {names}"


def _location(one: _Found, places: Places, indices: dict[str, int]) -> Location:
    claim = one.claim
    if claim is None:
        check = one.checks[0]
        uri = address(check.path or "policy")
        region = Region(start_line=check.line) if check.line else None
        place = PhysicalLocation(artifact_location=ArtifactLocation(uri=uri), region=region)
        return Location(physical_location=place)
    uri = address(places.path(claim))
    artifact = ArtifactLocation(uri=uri, index=indices.get(uri))
    if places.lined(claim):
        return Location(
            physical_location=PhysicalLocation(artifact_location=artifact, region=_region(claim))
        )
    offsets = {"textOffset": claim.start, "textLength": claim.end - claim.start}
    return Location(
        physical_location=PhysicalLocation(artifact_location=artifact), properties=offsets
    )


def _region(claim: ClaimRef) -> Region:
    snippet = Snippet(text=claim.quote) if len(claim.quote) <= _SNIPPET else None
    found = Region(char_offset=claim.start, char_length=claim.end - claim.start, snippet=snippet)
    if claim.line is None or claim.column is None:
        return found
    more = claim.quote.count("\n")
    last = claim.quote.rpartition("\n")[2]
    return found.model_copy(
        update={
            "start_line": claim.line,
            "start_column": claim.column,
            "end_line": claim.line + more,
            "end_column": len(last) + (1 if more else claim.column),
        }
    )


def _message(text: str) -> Message:
    """Return plain text as SARIF has it: no links, no placeholders."""
    shown = visible(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return Message(text=shown.replace("{", "{{").replace("}", "}}"))
