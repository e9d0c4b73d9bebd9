"""Rows of different lengths, one behind the other (CSR): from lengths, or by counting keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from vendorrisk.kernels.native import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


def offsets(lengths: Sequence[int]) -> NDArray[np.int64]:
    """Return where rows of these lengths begin, and where the last one ends.

    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    return np.cumsum(np.array([0, *lengths], dtype=np.int64))


@kernel("void(int64[::1], int64[::1], int64[::1])")
def rows(keys: Any, offsets: Any, order: Any) -> None:
    """Sort items by their key, equal ones in the order they come in.

    Parameters
    ----------
    keys : (n_items,) int64
        Each in ``0..n_rows - 1``.
    offsets : (n_rows + 1,) int64
        Out: the items of row k are ``order[offsets[k]:offsets[k + 1]]``.
    order : (n_items,) int64
        Out: numbers of items.

    Notes
    -----
    Counting sort, O(items + rows).
    """
    count = offsets.shape[0] - 1
    for k in range(count + 1):
        offsets[k] = 0
    for i in range(keys.shape[0]):
        offsets[keys[i] + 1] += 1
    for k in range(count):
        offsets[k + 1] += offsets[k]
    for i in range(keys.shape[0] - 1, -1, -1):
        offsets[keys[i] + 1] -= 1
        order[offsets[keys[i] + 1]] = i
    for k in range(1, count):
        offsets[k] = offsets[k + 1]
    if count > 0:
        offsets[count] = keys.shape[0]
