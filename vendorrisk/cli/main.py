"""Entry point: quick answers first, then one call, then every way it can end as an exit code."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vendorrisk import __version__
from vendorrisk.cli.exits import INTERRUPTED, OK, PIPE, USAGE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str or None
        Without the program's name; None: those of the process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        atexit.register(gc.freeze)  # a last sweep before the end would free nothing: 8 % of a run
    if sys.stdout is None or sys.stderr is None:  # closed by the caller
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # lives as long as we
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        silence()
        return PIPE
    except OSError as error:  # what could not be flushed: a full disk behind stdout
        silence()
        _say(f"error: cannot write: {error.strerror}\n  at  stdout\n  fix make room, or use -o\n")
        return USAGE
    if code == INTERRUPTED:
        _say("\ninterrupted\n")
    return code


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):  # nothing is imported for this
        sys.stdout.write(f"vendorrisk {__version__}\n")
        return OK
    gc.set_threshold(100_000, 50, 100)  # imports and rules stay; sweeping them often costs 8 %
    from vendorrisk.cli.app import dispatch

    return dispatch(words)


def _say(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(text)


def silence() -> None:
    """Send what is still buffered for stdout to nowhere, so that the exit stays quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
