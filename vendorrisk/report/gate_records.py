"""The answer of a gate as a table: one row a vendor and check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vendorrisk.model.gate import Check, Gate, VendorGate
from vendorrisk.report.csv_tables import records_text
from vendorrisk.report.records import Field, Value


class _Row(NamedTuple):
    gate: Gate
    vendor: VendorGate
    check: Check


def _check(of: Callable[[Check], Value]) -> Callable[[_Row], Value]:
    return lambda row: of(row.check)


CHECKS: tuple[Field, ...] = (
    Field("vendor", "name of the vendor", lambda r: r.vendor.vendor),
    Field("buyer", "name of the buyer", lambda r: r.gate.buyer),
    Field("as_of", "day, YYYY-MM-DD: what became known later does not count",
          lambda r: r.gate.as_of),
    Field("on", "day on which waivers and ages are read", lambda r: r.gate.on),
    Field("policy", "id of the policy", lambda r: r.gate.policy.id),
    Field("verdict", "of the vendor: fail, undetermined or pass", lambda r: r.vendor.verdict),
    Field("risk_low", "risk of the vendor, 0 to 1, higher is riskier: what is sure",
          lambda r: r.vendor.risk.low),
    Field("risk_point", "the point", lambda r: r.vendor.risk.point),
    Field("risk_high", "what is possible", lambda r: r.vendor.risk.high),
    Field("tier", "HIGH, UNDETERMINED or LOW", lambda r: r.vendor.tier),
    Field("coverage", "of the vendor, 0 to 1", lambda r: r.vendor.coverage),
    Field("check", "id of the check", _check(lambda c: c.id)),
    Field("what", "what is checked", _check(lambda c: c.what)),
    Field("outcome", "fail, undetermined, waived or pass", _check(lambda c: c.outcome)),
    Field("as_is", "outcome before any waiver", _check(lambda c: c.as_is)),
    Field("severity", "critical, high, medium or low", _check(lambda c: c.severity)),
    Field("unit", "of limit, low and high", _check(lambda c: c.unit)),
    Field("limit", "what it is held against; empty: no figure", _check(lambda c: c.limit)),
    Field("low", "what was measured, at least; empty: not known, see why",
          _check(lambda c: c.low)),
    Field("high", "at most", _check(lambda c: c.high)),
    Field("why", "what decided it", _check(lambda c: "; ".join(c.why) or None)),
    Field("reason", "of the policy", _check(lambda c: c.reason)),
    Field("remedy", "what to do; empty: nothing", _check(lambda c: c.remedy)),
    Field("waivers", "ids of the waivers that bear on it",
          _check(lambda c: "; ".join(c.waivers) or None)),
    Field("lines", "ids of the lines of the ledger that it traces to",
          _check(lambda c: "; ".join(c.lines) or None)),
    Field("claims", "ids of the claims behind them",
          _check(lambda c: "; ".join(c.claims) or None)),
    Field("model_version", "version of the model", lambda r: r.gate.model_version),
)  # fmt: skip


def to_csv(gate: Gate) -> bytes:
    """Return one row a vendor and check; where anything is assumed, it stands in front."""
    return records_text(CHECKS, _rows(gate), gate.assumptions).encode("utf-8")


def _rows(gate: Gate) -> Iterator[_Row]:
    return (_Row(gate, vendor, check) for vendor in gate.vendors for check in vendor.checks)
