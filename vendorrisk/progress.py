"""Long work can be watched: whoever wants to know how far it is installs an observer.

Nothing here reads a clock or changes what is worked out. Without an observer `track` hands back
what it was given, so that watching costs nothing when nobody watches.

>>> seen = []
>>> def observe(items, what, total):
...     for number, item in enumerate(items, 1):
...         yield item
...         seen.append(f"{what} {number}/{total}")
>>> with observed(observe):
...     sum(track([3, 4], "adding"))
7
>>> seen
['adding 1/2', 'adding 2/2']
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sized
from contextvars import ContextVar
from typing import Protocol, TypeVar

T = TypeVar("T")


class Observer(Protocol):
    """Goes through items on behalf of the work, and sees each go by.

    It yields every item once, in order. ``what`` names the work ("reading documents"), ``total``
    is how many there are, None where nobody knows.
    """

    def __call__(self, items: Iterable[T], what: str, total: int | None) -> Iterable[T]:
        """Yield the items."""
        ...


_OBSERVER: ContextVar[Observer | None] = ContextVar("observer", default=None)


@contextlib.contextmanager
def observed(observer: Observer) -> Iterator[None]:
    """Let an observer see all tracked work done inside."""
    token = _OBSERVER.set(observer)
    try:
        yield
    finally:
        _OBSERVER.reset(token)


def track(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Return items to go through once, seen by the observer where there is one.

    Parameters
    ----------
    items : iterable
        What the work goes through.
    what : str
        The work, as a present participle: "reading documents".
    total : int or None
        How many there are; None: as many as ``len(items)`` says, where it says so.
    """
    observer = _OBSERVER.get()
    if observer is None:
        return items
    if total is None and isinstance(items, Sized):
        total = len(items)
    return observer(items, what, total)
