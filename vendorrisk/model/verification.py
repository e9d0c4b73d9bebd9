"""What a verification found: checks in their order, each with what does not hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vendorrisk.model.base import Noun
from vendorrisk.model.receipt import Receipt

Part = Literal["file", "receipt", "references", "arithmetic", "documents", "rules", "repetition"]


class Mismatch(Noun):
    """One thing that does not hold.

    ``where`` names the field of the result (``assessments[0].ledger[3].intensity.low``) or the
    place in a document (``name:line``). ``expected`` is what was worked out or what the result
    promises, ``found`` what stands there; both may hold text of strangers.
    """

    where: str
    expected: str
    found: str
    how: str | None = None


class Verified(Noun):
    """One check: ``number`` things were looked at, ``wrong`` of them do not hold.

    ``mismatches`` holds the first of those, in order, at most a hundred. ``reason`` says why
    nothing could be checked (``number`` is 0 then), and ``how`` how to mend that.
    """

    part: Part
    what: str
    number: int = Field(ge=0)
    wrong: int = Field(default=0, ge=0)
    mismatches: tuple[Mismatch, ...] = ()
    reason: str | None = None
    how: str | None = None

    @property
    def holds(self) -> bool | None:
        """Whether all of it holds; None: it could not be checked."""
        return None if self.reason is not None else not self.wrong


class Verification(Noun):
    """All checks of one result, from the outside in, and the receipt that the result carries.

    ``notes`` says what was seen beside the checks and fails none of them.
    """

    buyer: str
    vendors: tuple[str, ...]
    assumptions: tuple[str, ...] = ()  # of the result: it is no true one
    receipt: Receipt | None
    checks: tuple[Verified, ...]
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing that was checked fails."""
        return all(check.holds is not False for check in self.checks)

    @property
    def complete(self) -> bool:
        """Whether everything could be checked."""
        return all(check.holds is not None for check in self.checks)

    @property
    def first(self) -> tuple[Verified, Mismatch] | None:
        """The first thing that does not hold, with its check; None: there is none."""
        for check in self.checks:
            if check.mismatches:
                return check, check.mismatches[0]
        return None
