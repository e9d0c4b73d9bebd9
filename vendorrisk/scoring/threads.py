"""Shares ranges of work out among threads; kernels drop the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from vendorrisk.errors import ModelError


def share_out(threads: int, count: int, work: Callable[[int, int], Any]) -> None:
    """Call ``work(first, last)`` on ranges that make up ``0..count``, one a thread.

    Raises
    ------
    ModelError
        For less than one thread.
    """
    if threads < 1:
        raise ModelError(f"at least one thread is needed, got {threads}")
    parts = min(threads, max(1, count))
    if parts == 1:
        work(0, count)
        return
    ends = [count * k // parts for k in range(parts + 1)]
    with ThreadPoolExecutor(parts) as pool:
        for done in [pool.submit(work, ends[k], ends[k + 1]) for k in range(parts)]:
            done.result()
