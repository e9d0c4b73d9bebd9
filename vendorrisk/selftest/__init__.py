"""Runs the invariants and the answer key on the machine at hand."""

from vendorrisk.selftest.running import Result, run

__all__ = ["Result", "run"]
