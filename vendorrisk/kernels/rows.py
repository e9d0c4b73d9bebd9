"""Groups items by a whole number, by counting: CSR rows of a graph's edges."""

from __future__ import annotations

from typing import Any

from vendorrisk.kernels.native import kernel


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
