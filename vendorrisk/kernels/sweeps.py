"""Integrated ownership: what is put into one node of an ordered graph flows along its edges."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

LEAST = 1e-13  # what is left to flow in a circle when substitution stops
ROUNDS = 100_000  # of substitution in a circle, at most

_SIGNATURE = (
    "int64(int64[::1], int64[::1], float64[::1], int64[::1], int64[::1], int64[::1], int64[::1],"
    " float64[::1], int64[::1], float64, int64, float64[::1], int64[::1], int64[::1], int64[::1],"
    " int64[::1], float64[::1])"
)


@kernel(_SIGNATURE)
def flows(  # noqa: PLR0912, PLR0915  # one pass; a call between two costs the plain path
    offsets: Any,
    targets: Any,
    shares: Any,
    block: Any,
    begin: Any,
    length: Any,
    place: Any,
    inverse: Any,
    sources: Any,
    least: Any,
    widely: Any,
    value: Any,
    queue: Any,
    entered: Any,
    ends: Any,
    reached: Any,
    found: Any,
) -> int:
    """Let 1 flow from every source along the edges, each passing on its share.

    Parameters
    ----------
    offsets : (n_nodes + 1,) int64
        CSR offsets. Every edge leads to a higher number or stays inside its block: a strong
        component of two or more nodes with consecutive numbers.
    targets : (n_edges,) int64
        Where each edge leads; not to its own node.
    shares : (n_edges,) float64
        What an edge passes on, in (0, 1].
    block : (n_nodes,) int64
        Number of the node's block, or -1.
    begin, length : (n_blocks,) int64
        First node of each block and how many it has.
    place : (n_blocks,) int64
        Where the block's inverse starts in `inverse`; -1: by substitution; -2: nothing ever
        leaves the block, so what flows into it has no end, and its nodes have NaN.
    inverse : (sum of squared lengths,) float64
        ``(I - D)^-1`` of each block, row after row; rows are where the flow comes from.
    sources : (n_sources,) int64
        Nodes to start from, one after the other.
    least : float64
        Values up to this are not written.
    widely : int64
        1: look at every node behind the source in turn, right where most are reached; 0: keep
        those reached in a heap.
    value : (n_nodes,) float64
        Zeros, and left so.
    queue : (n_nodes,) int64
        To work in.
    entered : (n_blocks,) int64
        Zeros, and left so.
    ends : (n_sources,) int64
        Out: where the values of each source end in `reached` and `found`.
    reached : (room,) int64
        Out: nodes with a value above `least`, the source among them.
    found : (room,) float64
        Out: their entries in the row ``source`` of ``(I - D)^-1``.

    Returns
    -------
    int
        How many values there are; more than `room`: those beyond it were not written.

    Notes
    -----
    One pass in the order of the numbers (Brioschi, Buzzacchi and Colombo 1989 for the inverse).
    O(edges reached + blocks reached times what enters them), and a logarithm with the heap.
    """
    nodes = value.shape[0]
    room = reached.shape[0]
    written = 0
    for s in range(sources.shape[0]):
        source = sources[s]
        value[source] = 1.0
        start = source if block[source] < 0 else begin[block[source]]
        node = start
        queued = 0
        while node < nodes:
            inside = block[node]
            if widely == 1 and inside < 0:  # by far the most nodes: no block, no heap
                here = value[node]
                if here != 0.0:
                    if not here <= least:
                        if written < room:
                            reached[written] = node
                            found[written] = here
                        written += 1
                    for e in range(offsets[node], offsets[node + 1]):
                        value[targets[e]] += here * shares[e]
                    value[node] = 0.0
                node += 1
                continue
            end = node + 1
            if inside >= 0:
                size = length[inside]
                end = node + size
                given = value[node:end].copy()
                entered[inside] = 0
                out = value[node:end]
                if place[inside] == -2:
                    for k in range(size):
                        if given[k] != 0.0:
                            out[:] = np.nan
                elif place[inside] >= 0:
                    out[:] = 0.0
                    for k in range(size):
                        if given[k] != 0.0:
                            low = place[inside] + k * size
                            row = inverse[low : low + size]
                            for j in range(size):
                                out[j] += given[k] * row[j]
                else:
                    step = given
                    for _ in range(ROUNDS):
                        new = np.zeros(size)
                        left = 0.0
                        for k in range(size):
                            if step[k] != 0.0:
                                for e in range(offsets[node + k], offsets[node + k + 1]):
                                    if block[targets[e]] == inside:
                                        new[targets[e] - node] += step[k] * shares[e]
                                        left += step[k] * shares[e]
                        for k in range(size):
                            out[k] += new[k]
                        step = new
                        if left < LEAST:
                            break
            for k in range(node, end):
                here = value[k]
                if here == 0.0:
                    continue
                if not here <= least:  # NaN too
                    if written < room:
                        reached[written] = k
                        found[written] = here
                    written += 1
                for e in range(offsets[k], offsets[k + 1]):
                    target = targets[e]
                    if inside >= 0 and block[target] == inside:
                        continue
                    if widely == 0:
                        entry = target
                        known = value[target] != 0.0
                        if block[target] >= 0:
                            entry = begin[block[target]]
                            known = entered[block[target]] == 1
                            entered[block[target]] = 1
                        if not known:
                            child = queued  # sift up
                            queued += 1
                            while child > 0 and queue[(child - 1) >> 1] > entry:
                                queue[child] = queue[(child - 1) >> 1]
                                child = (child - 1) >> 1
                            queue[child] = entry
                    value[target] += here * shares[e]
                value[k] = 0.0
            if widely == 1:
                node = end
            elif queued == 0:
                node = nodes
            else:
                node = queue[0]
                queued -= 1
                moved = queue[queued]
                parent = 0  # sift down
                while 2 * parent + 1 < queued:
                    child = 2 * parent + 1
                    if child + 1 < queued and queue[child + 1] < queue[child]:
                        child += 1
                    if queue[child] >= moved:
                        break
                    queue[parent] = queue[child]
                    parent = child
                queue[parent] = moved
        ends[s] = written
    return written
