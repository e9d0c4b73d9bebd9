"""The answer of a policy gate: every check of every vendor, every waiver, and one verdict."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from vendorrisk.model.assessment import ClaimRef, DocumentRef, Factor
from vendorrisk.model.base import Noun
from vendorrisk.model.finding import Grave
from vendorrisk.model.interval import Interval, Tier
from vendorrisk.model.named_value import Unit
from vendorrisk.model.policy import Waiver

Verdict = Literal["fail", "undetermined", "pass"]
CheckOutcome = Literal["fail", "undetermined", "waived", "pass"]
OUTCOMES: tuple[CheckOutcome, ...] = ("fail", "undetermined", "waived", "pass")  # as listed
WaiverState = Literal["applied", "not_enough", "expired", "not_yet", "orphan"]
SCHEMA_VERSION = "1"


class PolicyRef(Noun):
    """Which policy was asked: its id, its file as it was named, and the hash of that file."""

    id: str
    why: str | None
    path: str
    sha256: str


class Check(Noun):
    """One check of one vendor.

    ``low`` .. ``high`` is what was measured, in ``unit``, and ``limit`` what it was held against;
    both ends None: not known, or, for a condition, told in ``why``. ``reason`` is the policy's own,
    ``remedy`` that of a red-flag rule: what to do now. ``path`` and ``line`` say where the check is
    written. ``lines`` are the lines of the ledger that it traces to, ``claims`` the evidence behind
    them. ``as_is`` is the outcome before any waiver, and ``without`` the risk of the vendor without
    what is waived here (None: nothing of the risk).
    """

    id: str
    vendor: str
    what: str
    outcome: CheckOutcome
    as_is: CheckOutcome
    severity: Grave
    factor: Factor | None = None
    unit: Unit | None = None
    limit: float | None = None
    low: float | None = None
    high: float | None = None
    why: tuple[str, ...]
    reason: str | None = None
    remedy: str | None = None
    path: str | None = None
    line: int | None = None
    lines: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    without: Interval | None = None

    @property
    def on_risk(self) -> bool:
        """Whether it bounds the risk, whole or of a factor, rather than a value or the evidence."""
        return self.id in {"max_risk", "max_risk_residual", "tier"} or self.factor is not None


class WaiverUse(Noun):
    """What became of a waiver: in which state it is on the day, and why."""

    waiver: Waiver
    state: WaiverState
    why: str
    checks: tuple[str, ...] = ()
    path: str | None = None
    line: int | None = None


class GateLine(Noun):
    """A line of the ledger that a check traces to, with its part of the point of the risk."""

    id: str
    what: str
    factor: Factor
    contribution: float
    claims: tuple[str, ...]


class VendorGate(Noun):
    """The gate of one vendor; ``without`` is its risk without anything that is waived.

    ``lines`` are those of the ledger that any check names, largest part first.
    """

    vendor: str
    verdict: Verdict
    risk: Interval
    tier: Tier
    coverage: float
    insufficient: bool
    without: Interval | None
    checks: tuple[Check, ...]
    lines: tuple[GateLine, ...] = ()


class Gate(Noun):
    """A policy held against vendors for one buyer; ages and waivers are read on the day ``on``.

    ``incomplete`` says what else keeps the answer from being whole: inputs that could not be read,
    coverage below the floor of the model, assumptions. ``claims`` and ``documents`` are those that
    any check names.
    """

    schema_version: str = SCHEMA_VERSION
    version: str  # of the package
    model_version: str
    policy: PolicyRef
    buyer: str
    as_of: dt.date
    on: dt.date
    verdict: Verdict
    vendors: tuple[VendorGate, ...]
    waivers: tuple[WaiverUse, ...] = ()
    incomplete: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()  # what was assumed; () for a true result
    claims: tuple[ClaimRef, ...] = ()
    documents: tuple[DocumentRef, ...] = ()
    disclaimer: str

    def __str__(self) -> str:
        head = f"{self.verdict.upper()}: policy '{self.policy.id}' for {self.buyer}"
        told = [f"{head} as of {self.as_of}"]
        for one in self.vendors:
            told.append(f"{one.vendor}: {one.verdict}")
            told += [f"  {check.outcome}: {check.id}, {check.what}" for check in one.checks]
        return "\n".join(told)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self)}

    @property
    def passed(self) -> bool:
        """Whether nothing failed; undetermined checks may be left."""
        return self.verdict != "fail"
