"""``selftest``: that the package computes on this machine what it should."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from vendorrisk.cli.exits import GATE, OK
from vendorrisk.cli.outputs import show
from vendorrisk.cli.talk import printable

if TYPE_CHECKING:
    from vendorrisk.selftest import Result


def selftest(
    worlds: Annotated[
        int, typer.Option("--worlds", min=1, max=10_000, help="Seeded worlds for each invariant.")
    ] = 40,
) -> int:
    """Check the arithmetic on this machine.

    Puts the invariants of the model to seeded worlds, and worked examples of others to the
    package: one line a group, and one for everything that fails. Takes some ten seconds and
    needs nothing but the package. Exit code 1 when anything fails.

    Example: vendorrisk selftest --worlds 10
    """
    from vendorrisk.selftest import run

    return say(run(worlds))


def say(results: Iterable[Result]) -> int:
    """Print a line a group and one a failure; return the exit code."""
    failed = checks = 0
    for result in results:
        lines = [result.line, *(f"        {printable(failure)}" for failure in result.failures)]
        show("".join(f"{line}\n" for line in lines).encode("utf-8"), to_read=True)
        failed += len(result.failures)
        checks += result.checks
    show(f"{checks - failed} of {checks} checks hold\n".encode())
    return GATE if failed else OK
