"""Workflow commands of GitHub Actions: what a build shows beside the files.

The runner takes any line that begins with ``::`` (after blanks), or holds ``##[``, as a command;
data must not make one.
"""

from __future__ import annotations

from collections.abc import Iterator

from vendorrisk.model.assessment import ClaimRef
from vendorrisk.model.gate import Check, Gate, VendorGate, WaiverUse
from vendorrisk.model.summary import one_line, spread, supposed, unspoken
from vendorrisk.report.figures import quoted
from vendorrisk.report.places import Places

_LEVELS = {"fail": "error", "undetermined": "warning", "waived": "notice"}
_OF_WAIVER = {"orphan": "warning", "not_yet": "notice", "not_enough": "warning"}
LONGEST = 2_000  # characters of a message


def to_github(gate: Gate) -> bytes:
    """Return one workflow command a line: failed checks first, then what nobody can tell."""
    found = [*_checks(gate), *_waivers(gate)]
    if gate.assumptions:
        found.append(("warning", _command("warning", {}, "what if", supposed(gate.assumptions))))
    found.sort(key=lambda one: ("error", "warning", "notice").index(one[0]))
    return "".join(f"{line}\n" for _, line in found).encode("utf-8")


def _checks(gate: Gate) -> Iterator[tuple[str, str]]:
    places = Places(gate)
    by_id = {claim.id: claim for claim in gate.claims}
    for vendor in gate.vendors:
        for check in vendor.checks:
            if check.outcome == "pass":
                continue
            claim = next((by_id[c] for c in check.claims if c in by_id), None)
            level = _LEVELS[check.outcome]
            told = _told(check, claim, vendor, assumed=bool(gate.assumptions))
            yield level, _command(level, _where(check, claim, places), *told)


def _told(
    check: Check, claim: ClaimRef | None, vendor: VendorGate, *, assumed: bool
) -> tuple[str, str]:
    """Return title and message of a check."""
    parts = [f"{check.outcome}: {check.what}", *check.why]
    if check.reason:
        parts.append(f"because: {check.reason}")
    if check.remedy:
        parts.append(f"to do: {check.remedy}")
    if check.waivers:
        parts.append(f"waived by {', '.join(check.waivers)}; the risk is {spread(vendor.risk)}")
        if check.without is not None:
            parts.append(f"without what is waived it is {spread(check.without)}")
    if claim is not None:
        parts.append(f"evidence: “{quoted(claim.quote).text}”")
    title = f"{vendor.vendor}: {check.id}"
    return f"WHAT IF: {title}" if assumed else title, "; ".join(map(one_line, parts))


def _where(check: Check, claim: ClaimRef | None, places: Places) -> dict[str, str]:
    if claim is not None:
        where = {"file": places.path(claim)}
        if claim.line is not None:
            where["line"] = str(claim.line)
        return where
    return {"file": check.path or "", "line": str(check.line or "")}


def _waivers(gate: Gate) -> Iterator[tuple[str, str]]:
    for use in gate.waivers:
        if use.state in _OF_WAIVER:
            level = _OF_WAIVER[use.state]
            where = {"file": use.path or "", "line": str(use.line or "")}
            yield level, _command(level, where, f"waiver {use.waiver.id}", _waiver(use))


def _waiver(use: WaiverUse) -> str:
    return one_line(f"{use.state.replace('_', ' ')}: {use.why}")


def _command(level: str, where: dict[str, str], title: str, message: str) -> str:
    given = {**{name: value for name, value in where.items() if value}, "title": title}
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    text = message if len(message) <= LONGEST else message[: LONGEST - 1] + "…"
    return f"::{level} {properties}::{_data(text)}"


def _data(text: str) -> str:
    r"""Return text as the data of a command: one line, and nothing in it is taken for another.

    >>> _data("100%\n::error::x")
    '100%25 ::error::x'
    """
    line = unspoken(one_line(text))
    return line.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as the value of a property.

    >>> _property("a:b,c%")
    'a%3Ab%2Cc%25'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
