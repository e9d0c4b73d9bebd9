"""Counts what a check looked at, and keeps what does not hold."""

from __future__ import annotations

from vendorrisk.model.verification import Mismatch, Part, Verified

KEPT = 100  # mismatches of one check that are listed; the rest is counted
LONGEST = 300  # characters of a value that are shown


class Tally:
    """One check while it runs.

    Parameters
    ----------
    part : Part
        Which part of the verification it belongs to.
    what : str
        What was looked at.
    """

    def __init__(self, part: Part, what: str) -> None:
        self.part: Part = part
        self.what = what
        self.number = self.wrong = 0
        self.mismatches: list[Mismatch] = []

    def put(
        self, holds: bool, where: str, expected: object, found: object, how: str | None = None
    ) -> bool:
        """Count one thing, and keep it when it does not hold; return whether it does."""
        self.number += 1
        if not holds:
            self.wrong += 1
            if len(self.mismatches) < KEPT:
                told = Mismatch(where=where, expected=shown(expected), found=shown(found), how=how)
                self.mismatches.append(told)
        return holds

    def equal(self, where: str, expected: object, found: object, how: str | None = None) -> bool:
        """Count two values that must be the same."""
        return self.put(expected == found, where, expected, found, how)

    def near(
        self, where: str, expected: float, found: float, within: float, how: str | None = None
    ) -> bool:
        """Count two numbers that may differ by the rounding of what is printed."""
        return self.put(abs(expected - found) <= within, where, f"{expected:.9g}", found, how)

    def done(self) -> Verified:
        """Return what the check found."""
        return Verified(
            part=self.part,
            what=self.what,
            number=self.number,
            wrong=self.wrong,
            mismatches=tuple(self.mismatches),
        )


def unchecked(part: Part, what: str, reason: str, how: str | None = None) -> Verified:
    """Return a check that could not be made, with the reason."""
    return Verified(part=part, what=what, number=0, reason=reason, how=how)


def shown(value: object) -> str:
    """Return a value as a mismatch shows it: whole numbers, cut texts."""
    text = repr(value) if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
