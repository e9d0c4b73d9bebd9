"""Findings: what a red-flag rule says of one vendor for one buyer."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun

Outcome = Literal["flagged", "clear", "unknown", "not_applicable"]
OUTCOMES: tuple[Outcome, ...] = ("flagged", "unknown", "clear", "not_applicable")  # as listed
Grave = Literal["critical", "high", "medium", "low"]
GRAVITY: tuple[Grave, ...] = ("critical", "high", "medium", "low")  # gravest first


class Finding(Noun):
    """The outcome of one red-flag rule.

    ``why`` tells the values that decided it, each with its bounds and the bound it was held
    against. ``remedy`` is what to do, None where there is nothing to do. ``claims`` holds the ids
    of the claims behind the values.
    """

    rule: str
    family: str
    question: str
    outcome: Outcome
    severity: Grave
    why: tuple[str, ...]
    remedy: str | None = None
    claims: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # of the checklist
