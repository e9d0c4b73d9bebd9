"""A line on stderr that says how far long work is: done, rate, time left.

It is drawn only on a terminal, only for work that takes over a second, and is gone when the work
is done. The clock is read here, and nowhere in what is worked out.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from vendorrisk.cli.screen import is_live, screen
from vendorrisk.model.columns import fitted
from vendorrisk.progress import observed

T = TypeVar("T")
PATIENCE = 1.0  # seconds of work before anything is shown
EVERY = 0.1  # seconds between two lines
BAR = 16  # columns
_CLEAR = "\r\x1b[2K"


class Meter:
    """Sees items go by and says how far the work is.

    The first of several works inside one another is shown; the others only tick it on.
    """

    def __init__(self) -> None:
        self._shown = False
        self._busy = False
        self._next = 0.0

    def __call__(self, items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
        """Yield the items."""
        if self._busy or screen().quiet:
            yield from items
            return
        self._busy = True
        screen().clear = self.clear
        begun = time.monotonic()
        self._next = begun + PATIENCE
        try:
            for done, item in enumerate(items):
                now = time.monotonic()
                if now >= self._next:
                    self._draw(what, done, total, now - begun)
                    self._next = now + EVERY
                yield item
        finally:
            self._busy = False
            self.clear()

    def _draw(self, what: str, done: int, total: int | None, seconds: float) -> None:
        if screen().quiet:
            return
        line = told(what, done, total, seconds)
        wide = shutil.get_terminal_size().columns - 1
        sys.stderr.write(_CLEAR + fitted(line, max(wide, 1)))
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._shown = False


def told(what: str, done: int, total: int | None, seconds: float) -> str:
    """Return how far work is.

    >>> told("reading documents", 250, 1000, 5.0)
    'reading documents  [####............]  250/1,000  50/s  15 s left'
    >>> told("reading documents", 7, None, 2.0)
    'reading documents  7  3.5/s'
    """
    rate = done / seconds if seconds else 0.0
    speed = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    if not total:
        return f"{what}  {done:,}  {speed}"
    full = BAR * min(done, total) // total
    bar = "#" * full + "." * (BAR - full)
    left = f"  {_span((total - done) / rate)} left" if rate else ""
    return f"{what}  [{bar}]  {done:,}/{total:,}  {speed}{left}"


def _span(seconds: float) -> str:
    """Return a time in the unit that a person would say.

    >>> _span(3.2), _span(125), _span(7300)
    ('4 s', '2 min 05 s', '2 h 01 min')
    """
    whole = int(-(-seconds // 1))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def watched() -> contextlib.AbstractContextManager[None]:
    """Return a context in which long work is shown, where there is somebody to see it."""
    return observed(Meter()) if is_live(sys.stderr) else contextlib.nullcontext()
