"""The answer of a gate as JUnit XML: a suite a vendor, a case a check."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from vendorrisk.model.gate import OUTCOMES, Check, Gate, VendorGate
from vendorrisk.model.summary import SCALE, spread, supposed, visible

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(gate: Gate) -> bytes:
    """Return the answer as JUnit XML.

    A failed check is a failure; an undetermined one is skipped, and so is a waived one, each with
    what it is in its message and in the property ``outcome``.
    """
    what_if = "WHAT IF: " if gate.assumptions else ""
    root = ET.Element("testsuites", {"name": _sound(f"{what_if}policy gate {gate.policy.id}")})
    suites = [_suite(one, gate) for one in gate.vendors]
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _suite(one: VendorGate, gate: Gate) -> ET.Element:
    count = dict.fromkeys(OUTCOMES, 0)
    for check in one.checks:
        count[check.outcome] += 1
    suite = ET.Element(
        "testsuite",
        {
            "name": _sound(one.vendor),
            "tests": str(len(one.checks)),
            "failures": str(count["fail"]),
            "errors": "0",
            "skipped": str(count["undetermined"] + count["waived"]),
        },
    )
    _properties(
        suite,
        {
            "what_if": supposed(gate.assumptions),
            "buyer": gate.buyer,
            "as_of": gate.as_of.isoformat(),
            "on": gate.on.isoformat(),
            "policy": gate.policy.id,
            "model_version": gate.model_version,
            "verdict": one.verdict,
            "risk": spread(one.risk),
            "risk_without_waived": "" if one.without is None else spread(one.without),
            "tier": one.tier,
            "coverage": f"{one.coverage:.6g}",
            "scale": SCALE,
            "disclaimer": gate.disclaimer,
        },
    )
    suite.extend(_case(check, one, gate) for check in one.checks)
    return suite


def _case(check: Check, one: VendorGate, gate: Gate) -> ET.Element:
    case = ET.Element(
        "testcase",
        {"name": _sound(check.id), "classname": _sound(f"{gate.buyer}.{one.vendor}")},
    )
    if check.path:
        case.set("file", _sound(check.path))
        case.set("line", str(check.line))
    _properties(
        case,
        {
            "outcome": check.outcome,
            "outcome_as_is": check.as_is,
            "severity": check.severity,
            "limit": _number(check.limit),
            "low": _number(check.low),
            "high": _number(check.high),
            "waivers": ", ".join(check.waivers),
            "risk_without_waived": "" if check.without is None else spread(check.without),
            "claims": " ".join(check.claims),
        },
    )
    told = "\n".join([check.what, *check.why, *filter(None, (check.reason, check.remedy))])
    if check.outcome == "fail":
        message = {"message": _sound(check.why[0]), "type": check.severity}
        ET.SubElement(case, "failure", message).text = _sound(told)
    elif check.outcome in {"undetermined", "waived"}:
        by = f" by {', '.join(check.waivers)}" if check.outcome == "waived" else ""
        message = {"message": _sound(f"{check.outcome}{by}: {check.why[0]}")}
        ET.SubElement(case, "skipped", message).text = _sound(told)
    return case


def _properties(parent: ET.Element, given: dict[str, str]) -> None:
    told = {name: value for name, value in given.items() if value}
    if told:
        holder = ET.SubElement(parent, "properties")
        for name, value in told.items():
            ET.SubElement(holder, "property", {"name": name, "value": _sound(value)})


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _sound(text: str) -> str:
    """Return text that XML can hold, with what nobody sees spelt out."""
    return _ILLEGAL.sub("\ufffd", visible(text))
