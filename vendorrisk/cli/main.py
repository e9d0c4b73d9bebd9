"""Entry point: quick answers first, then one call, then every way it can end as an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from vendorrisk import __version__

OK, GATE, USAGE, INCOMPLETE, INTERNAL, INTERRUPTED, PIPE = 0, 1, 2, 3, 70, 130, 141


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str or None
        Without the program's name; None: those of the process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words in (["--version"], ["-V"]):  # nothing is imported for this
            sys.stdout.write(f"vendorrisk {__version__}\n")
            sys.stdout.flush()
            return OK
        from vendorrisk.cli.app import dispatch

        code = dispatch(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _silence()
        return PIPE
    if code == INTERRUPTED:
        with contextlib.suppress(OSError):
            sys.stderr.write("\ninterrupted\n")
    return code


def _silence() -> None:
    """Send what is still buffered for a closed pipe to nowhere, so that the exit is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
