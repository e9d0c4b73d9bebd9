"""The risk tree: leaky noisy-OR over events, each a root claim AND a noisy-OR of mechanisms."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

_SIGNATURE = (
    "void(int64[::1], int64[::1], float64[:,::1], float64[::1], float64[:,::1], float64[:,::1],"
    " float64, float64[:,::1], float64[:,::1])"
)


@kernel(_SIGNATURE)
def noisy_or_tree(  # a kernel takes arrays by place
    events: Any,
    mechanisms: Any,
    root: Any,
    link: Any,
    severity: Any,
    claim: Any,
    leak: Any,
    intensity: Any,
    risk: Any,
) -> None:
    """Evaluate the tree at low, point and high for every pair.

    Parameters
    ----------
    events : (n_pairs + 1,) int64
        CSR offsets: events of pair i are ``events[i]:events[i + 1]``.
    mechanisms : (n_events + 1,) int64
        CSR offsets of the mechanisms of each event.
    root : (n_events, 3) float64
        Root belief p at low, point, high; in [0, 1], no NaN.
    link : (n_mechanisms,) float64
        Link lambda in [0, 0.99].
    severity, claim : (n_mechanisms, 3) float64
        Severity x and private belief q (1 when there is none).
    leak : float64
        Leak lambda_0 in [0, 1).
    intensity : (n_events, 3) float64
        Out: ``y = p * (1 - prod(1 - link * x * q))``.
    risk : (n_pairs, 3) float64
        Out: ``R = 1 - (1 - leak) * prod(1 - y)``.

    Notes
    -----
    O(mechanisms). For independent claims the three columns are the lower expectation, the point
    and the upper expectation of the product belief function (model section 4).
    """
    for pair in range(events.shape[0] - 1):
        for end in range(3):
            safe = 1.0 - leak
            for event in range(events[pair], events[pair + 1]):
                off = 1.0
                for m in range(mechanisms[event], mechanisms[event + 1]):
                    off *= 1.0 - link[m] * severity[m, end] * claim[m, end]
                y = root[event, end] * (1.0 - off)
                intensity[event, end] = y
                safe *= 1.0 - y
            risk[pair, end] = 1.0 - safe


_SHAPLEY = "void(int64[::1], float64[::1], float64[::1], float64[::1], float64[::1])"


@kernel(_SHAPLEY)
def shapley_of_or(events: Any, intensity: Any, nodes: Any, weights: Any, values: Any) -> None:
    """Exact Shapley values of ``1 - prod(1 - y)`` over the events of each pair.

    Parameters
    ----------
    events : (n_pairs + 1,) int64
        CSR offsets.
    intensity : (n_events,) float64
        y in [0, 1).
    nodes, weights : (n_nodes,) float64
        Gauss-Legendre on [0, 1]; exact with at least half as many nodes as events in a pair.
    values : (n_events,) float64
        Out: ``y_e * integral over t of prod over j != e of (1 - t * y_j)``; they sum to the OR.

    Notes
    -----
    O(nodes * events) by prefix and suffix products; never divides by 1 - y.
    """
    for pair in range(events.shape[0] - 1):
        first, last = events[pair], events[pair + 1]
        for e in range(first, last):
            values[e] = 0.0
        for k in range(nodes.shape[0]):
            before = np.ones(last - first + 1)
            for e in range(first, last):
                before[e - first + 1] = before[e - first] * (1.0 - nodes[k] * intensity[e])
            after = 1.0
            for e in range(last - 1, first - 1, -1):
                values[e] += weights[k] * intensity[e] * before[e - first] * after
                after *= 1.0 - nodes[k] * intensity[e]
