"""A verification as text of 80 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vendorrisk.model.columns import filled
from vendorrisk.model.summary import WIDTH, banner, cut, one_line, page_of
from vendorrisk.model.verification import Mismatch, Verification, Verified
from vendorrisk.report.receipts import receipt_view

HASH = 12  # digits of a hash that are shown; the JSON holds all
LABEL = 16
NAMES = 4
_MARK = {True: "ok", False: "FAIL", None: "--"}


def verification_text(found: Verification, *, whole: bool = False) -> str:
    """Return a verification as text: the receipt, a line a check, the first thing that fails.

    Parameters
    ----------
    found : Verification
        What was checked.
    whole : bool
        List everything that does not hold, not only the first.
    """
    lines = [*banner(found.assumptions), *_receipt(found), "", *_checks(found.checks), ""]
    failing = [check for check in found.checks if check.mismatches]
    if whole:
        for check in failing:
            lines += [*_wrapped(f"Does not hold: {check.what}"), *_mismatches(check), ""]
    elif found.first is not None:
        check, mismatch = found.first
        lines += [*_wrapped(f"Does not hold: {check.what}"), *_mismatch(mismatch), ""]
    lines += _verdict(found, whole=whole)
    return page_of(lines)


def verification_json(found: Verification) -> str:
    """Return a verification as JSON: all checks with what does not hold, and the verdict."""
    return found.to_json() + "\n"


def _receipt(found: Verification) -> Iterator[str]:
    names = ", ".join(found.vendors[:NAMES])
    names += f" and {len(found.vendors) - NAMES} more" if len(found.vendors) > NAMES else ""
    yield from _wrapped(f"Result on {names or 'no vendor'}, for {found.buyer}")
    if found.receipt is None:
        yield "It carries no receipt: what was searched is not known."
        return
    shown = receipt_view(found.receipt)
    if shown is not None:
        for name, value in shown.facts:
            yield from _wrapped(value, f"  {name.lower():<{LABEL}}", " " * (LABEL + 2))
        for name, value in shown.hashes:
            yield f"  {name:<{LABEL}}sha256 {value[:HASH]}"
        yield from _wrapped(shown.statement, "", "")


def _checks(checks: Sequence[Verified]) -> Iterator[str]:
    said: set[str | None] = {None}
    for check in checks:
        number = f"{check.number:,}" if check.number else ""
        told = check.what if not check.wrong else f"{check.what}: {check.wrong:,} do not hold"
        if check.reason is not None:
            told = f"{check.what}: not checked, {check.reason}"
        head = f"{_MARK[check.holds]:>4} {number:>6}  "
        yield from _wrapped(told, head, " " * len(head))
        if check.reason is not None and check.how not in said:
            said.add(check.how)
            yield from _wrapped(check.how or "", " " * len(head), " " * (len(head) + 2))


def _mismatches(check: Verified) -> Iterator[str]:
    for mismatch in check.mismatches:
        yield from _mismatch(mismatch)
    if check.wrong > len(check.mismatches):
        yield f"  and {check.wrong - len(check.mismatches):,} more"


def _mismatch(one: Mismatch) -> Iterator[str]:
    yield f"  at        {one_line(one.where)}"  # a path stays in one piece
    yield from _wrapped(one.expected, "  expected  ", " " * 12)
    yield from _wrapped(one.found, "  found     ", " " * 12)
    if one.how:
        yield from _wrapped(one.how, "  note      ", " " * 12)


def _verdict(found: Verification, *, whole: bool) -> Iterator[str]:
    for note in found.notes:
        yield from _wrapped(f"Note: {note}", "", "  ")
    failing = sum(check.holds is False for check in found.checks)
    unchecked = sum(check.holds is None for check in found.checks)
    made = len(found.checks) - unchecked
    if failing:
        more = "" if whole or sum(c.wrong for c in found.checks) == 1 else "; --all lists all of it"
        yield f"DOES NOT HOLD: {failing} of {made} checks fail{more}."
    elif unchecked:
        of = len(found.checks)
        yield f"HOLDS AS FAR AS CHECKED: {unchecked} of {of} checks could not be made."
    else:
        yield f"HOLDS: all {made} checks."


def _wrapped(text: str, first: str = "", rest: str = "  ") -> list[str]:
    return filled(cut(text, 600), WIDTH, first, rest, broken=True) or [first.rstrip()]
