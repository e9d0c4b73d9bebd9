"""One writer at a time for files that are replaced whole."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    @contextlib.contextmanager
    def alone(folder: Path) -> Iterator[None]:
        """Hold the only right to replace files of a folder; others wait.

        What is read in here is still so when it is written. Where the file system has no locks, one
        writer at a time is up to the caller.
        """
        with (folder / ".vendorrisk.lock").open("a+b") as file:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextlib.contextmanager
    def alone(folder: Path) -> Iterator[None]:
        """Hold the only right to replace files of a folder; others wait.

        What is read in here is still so when it is written. Where the file system has no locks, one
        writer at a time is up to the caller.
        """
        handle = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
