"""Strong components of a directed graph: groups that hold each other in a circle."""

from __future__ import annotations

from typing import Any

from vendorrisk.kernels.native import kernel

_SIGNATURE = (
    "int64(int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1])"
)


@kernel(_SIGNATURE)
def strong_components(  # a kernel takes arrays by place
    offsets: Any,
    targets: Any,
    component: Any,
    number: Any,
    lowest: Any,
    path: Any,
    at: Any,
) -> int:
    """Number the strong components of a graph so that every edge leads to a lower number or stays.

    Parameters
    ----------
    offsets : (n_nodes + 1,) int64
        CSR offsets: edges of node i are ``targets[offsets[i]:offsets[i + 1]]``.
    targets : (n_edges,) int64
        Where each edge leads.
    component : (n_nodes,) int64
        Out: the component of each node, from 0.
    number, lowest, path, at : (n_nodes,) int64
        To work in.

    Returns
    -------
    int
        How many components there are.

    Notes
    -----
    Tarjan 1972, "Depth-first search and linear graph algorithms", without recursion, so that a
    long chain does not exhaust the stack. O(nodes + edges). ``path`` holds the way from the root in
    its front and finished nodes that still wait for their component in its back.
    """
    nodes = component.shape[0]
    for i in range(nodes):
        component[i] = -1
        number[i] = 0
    found = 0
    seen = 0
    for root in range(nodes):
        if number[root] > 0:
            continue
        depth = 0  # nodes on the way from the root
        waiting = nodes  # front of the finished ones, which lie at the back of the path
        path[0] = root
        depth = 1
        seen += 1
        number[root] = seen
        lowest[root] = seen
        at[root] = offsets[root]
        while depth > 0:
            node = path[depth - 1]
            if at[node] < offsets[node + 1]:
                target = targets[at[node]]
                at[node] += 1
                if number[target] == 0:
                    seen += 1
                    number[target] = seen
                    lowest[target] = seen
                    at[target] = offsets[target]
                    path[depth] = target
                    depth += 1
                elif component[target] < 0:
                    lowest[node] = min(lowest[node], number[target])
                continue
            depth -= 1
            if depth > 0:
                above = path[depth - 1]
                lowest[above] = min(lowest[above], lowest[node])
            if lowest[node] < number[node]:
                waiting -= 1
                path[waiting] = node
                continue
            component[node] = found
            while waiting < nodes and number[path[waiting]] > number[node]:
                component[path[waiting]] = found
                waiting += 1
            found += 1
    return found
