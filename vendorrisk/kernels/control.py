"""Who controls whom: the least fixpoint of majorities held through what is controlled."""

from __future__ import annotations

from typing import Any

from vendorrisk.kernels.native import kernel

_SIGNATURE = (
    "int64(int64[::1], int64[::1], float64[::1], int64[::1], float64, boolean, float64[::1],"
    " int64[::1], int64[::1])"
)


@kernel(_SIGNATURE)
def controlled_by(  # a kernel takes arrays by place
    offsets: Any,
    companies: Any,
    votes: Any,
    group: Any,
    threshold: Any,
    reaching: Any,
    held: Any,
    state: Any,
    found: Any,
) -> int:
    """Return what a group of holders controls, themselves and through what they control.

    Parameters
    ----------
    offsets : (n_nodes + 1,) int64
        CSR offsets of the edges from a holder to what it has votes in.
    companies : (n_edges,) int64
        Where those votes are.
    votes : (n_edges,) float64
        In [0, 1].
    group : (n_holders,) int64
        Holders that act as one, without repetition.
    threshold : float64
        Votes that give control.
    reaching : boolean
        True: from the threshold on (at least); False: above it.
    held : (n_nodes,) float64
        Zeros, and left so.
    state : (n_nodes,) int64
        Zeros, and left so.
    found : (n_nodes,) int64
        Out: the group, then what it controls in the order in which that is found.

    Returns
    -------
    int
        How many of `found` are filled.

    Notes
    -----
    Least fixpoint of ``C = G + {s: sum over c in C of v[c, s] > threshold}``. Every company is
    opened once: O(edges of what is controlled).
    """
    slack = 1e-12
    count = 0
    for holder in group:
        found[count] = holder
        state[holder] = 1
        count += 1
    opened = 0
    while opened < count:
        node = found[opened]
        opened += 1
        for e in range(offsets[node], offsets[node + 1]):
            company = companies[e]
            held[company] += votes[e]
            over = held[company] - threshold
            enough = over >= -slack if reaching else over > slack
            if enough and state[company] == 0:
                state[company] = 1
                found[count] = company
                count += 1
    for k in range(count):
        node = found[k]
        state[node] = 0
        for e in range(offsets[node], offsets[node + 1]):
            held[companies[e]] = 0.0
    return count
