"""One decorator for all kernels: plain Python for a handful of pairs, numba for batches."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import Any


class Kernel:
    """A function over arrays with one signature, compiled on first native use.

    Calling the kernel runs the plain Python source, which needs no compiler and no import of
    numba; ``native`` is the same source compiled. Both give the same bits: no fast-math, no
    reordering. With ``NUMBA_DISABLE_JIT=1`` ``native`` is the plain source too.
    """

    def __init__(self, source: Callable[..., Any], signature: str) -> None:
        self.source = source
        self.signature = signature
        self.__doc__ = source.__doc__
        self.__name__ = source.__name__

    def __call__(self, *arrays: Any) -> Any:
        """Run the plain Python source."""
        return self.source(*arrays)

    @cached_property
    def native(self) -> Callable[..., Any]:
        """Return the compiled kernel."""
        if os.environ.get("NUMBA_DISABLE_JIT") == "1":
            return self.source
        import numba

        compiled: Callable[..., Any] = numba.njit(
            self.signature, cache=True, error_model="numpy", nogil=True, fastmath=False
        )(self.source)
        return compiled

    def chosen(self, native: bool | None, *, pays: bool) -> Callable[..., Any]:
        """Return the compiled kernel or the plain one: as is asked, or, with None, as it pays.

        What is compiled in this process already always pays.
        """
        if native is None:
            native = pays or "native" in self.__dict__
        return self.native if native else self.source


def kernel(signature: str) -> Callable[[Callable[..., Any]], Kernel]:
    """Make a function over C-contiguous float64 and int64 arrays a kernel."""

    def wrap(source: Callable[..., Any]) -> Kernel:
        return Kernel(source, signature)

    return wrap
