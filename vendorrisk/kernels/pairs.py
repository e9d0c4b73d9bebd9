"""All there is to say of many pairs in one pass: interval, Shapley values, value of information."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

_SIGNATURE = (
    "void(int64[::1], int64[::1], float64[:,::1], float64[::1], float64[:,::1], float64[:,::1],"
    " float64, float64[::1], float64[::1], float64[:,::1], int64, int64, float64[:,::1],"
    " float64[:,::1], float64[::1], float64[::1], float64[::1])"
)


@kernel(_SIGNATURE)
def explained_pairs(  # noqa: PLR0912, PLR0915  # one pass over each pair
    events: Any,
    mechanisms: Any,
    root: Any,
    link: Any,
    severity: Any,
    claim: Any,
    leak: Any,
    nodes: Any,
    weights: Any,
    actions: Any,
    first: Any,
    last: Any,
    intensity: Any,
    risk: Any,
    shapley: Any,
    root_value: Any,
    claim_value: Any,
) -> None:
    """Evaluate, explain and price what is unknown of the pairs ``first`` to ``last - 1``.

    Parameters
    ----------
    events, mechanisms, root, link, severity, claim, leak, intensity, risk
        As in `tree.noisy_or_tree`.
    nodes, weights : (n_nodes,) float64
        Gauss-Legendre on [0, 1]; exact with at least half as many nodes as events in a pair.
    actions : (n_actions, 2) float64
        Losses ``actions[a, 0] + actions[a, 1] * R``; at least one.
    first, last : int64
        Pairs to evaluate; others are left alone, so threads can share the arrays.
    shapley : (n_events,) float64
        Out: as in `tree.shapley_of_or`, times ``1 - leak``.
    root_value : (n_events,) float64
        Out: expected value of perfect information on each root claim at the point, 0 or more.
    claim_value : (n_mechanisms,) float64
        Out: the same on each private claim.

    Notes
    -----
    ``EVPPI_j = V(R) - [p_j V(R | j) + (1 - p_j) V(R | not j)]`` with ``V(R) = min_a c_a + g_a R``
    (model section 7). O(mechanisms + nodes * events) a pair, by prefix and suffix products; never
    divides by 1 - y.
    """
    widest = 1
    longest = 1
    for pair in range(first, last):
        widest = max(widest, events[pair + 1] - events[pair])
    for event in range(events[first], events[last]):
        longest = max(longest, mechanisms[event + 1] - mechanisms[event])
    count = nodes.shape[0]
    before = np.ones((widest + 1, count))
    after = np.empty(count)
    ahead = np.empty(widest + 1)
    within = np.empty(longest + 1)
    off_point = np.empty(widest + 1)
    for pair in range(first, last):
        low, high = events[pair], events[pair + 1]
        safe_low, safe, safe_high = 1.0 - leak, 1.0 - leak, 1.0 - leak
        ahead[0] = 1.0 - leak
        for e in range(low, high):
            off_low, off, off_high = 1.0, 1.0, 1.0
            for m in range(mechanisms[e], mechanisms[e + 1]):
                off_low *= 1.0 - link[m] * severity[m, 0] * claim[m, 0]
                off *= 1.0 - link[m] * severity[m, 1] * claim[m, 1]
                off_high *= 1.0 - link[m] * severity[m, 2] * claim[m, 2]
            off_point[e - low] = off
            y_low, y = root[e, 0] * (1.0 - off_low), root[e, 1] * (1.0 - off)
            y_high = root[e, 2] * (1.0 - off_high)
            intensity[e, 0], intensity[e, 1], intensity[e, 2] = y_low, y, y_high
            safe_low *= 1.0 - y_low
            safe *= 1.0 - y
            safe_high *= 1.0 - y_high
            ahead[e - low + 1] = safe
            one, two = before[e - low], before[e - low + 1]
            for k in range(count):
                two[k] = one[k] * (1.0 - nodes[k] * y)
        risk[pair, 0], risk[pair, 1], risk[pair, 2] = 1.0 - safe_low, 1.0 - safe, 1.0 - safe_high
        now = actions[0, 0] + actions[0, 1] * (1.0 - safe)
        for a in range(1, actions.shape[0]):
            now = min(now, actions[a, 0] + actions[a, 1] * (1.0 - safe))
        behind = 1.0
        for k in range(count):
            after[k] = weights[k] * (1.0 - leak)
        for e in range(high - 1, low - 1, -1):
            y = intensity[e, 1]
            one = before[e - low]
            total = 0.0
            for k in range(count):
                total += one[k] * after[k]
                after[k] *= 1.0 - nodes[k] * y
            shapley[e] = y * total
            rest = ahead[e - low] * behind
            behind *= 1.0 - y
            p = root[e, 1]
            true, false = 1.0 - rest * off_point[e - low], 1.0 - rest
            best_true = actions[0, 0] + actions[0, 1] * true
            best_false = actions[0, 0] + actions[0, 1] * false
            for a in range(1, actions.shape[0]):
                best_true = min(best_true, actions[a, 0] + actions[a, 1] * true)
                best_false = min(best_false, actions[a, 0] + actions[a, 1] * false)
            root_value[e] = max(0.0, now - (p * best_true + (1.0 - p) * best_false))
            start, end = mechanisms[e], mechanisms[e + 1]
            within[0] = 1.0
            for m in range(start, end):
                within[m - start + 1] = within[m - start] * (
                    1.0 - link[m] * severity[m, 1] * claim[m, 1]
                )
            tail = 1.0
            for m in range(end - 1, start - 1, -1):
                q = claim[m, 1]
                others = within[m - start] * tail
                tail *= 1.0 - link[m] * severity[m, 1] * q
                if q >= 1.0 or q <= 0.0:  # nothing to learn
                    claim_value[m] = 0.0
                    continue
                full = others * (1.0 - link[m] * severity[m, 1])
                true = 1.0 - rest * (1.0 - p * (1.0 - full))
                false = 1.0 - rest * (1.0 - p * (1.0 - others))
                best_true = actions[0, 0] + actions[0, 1] * true
                best_false = actions[0, 0] + actions[0, 1] * false
                for a in range(1, actions.shape[0]):
                    best_true = min(best_true, actions[a, 0] + actions[a, 1] * true)
                    best_false = min(best_false, actions[a, 0] + actions[a, 1] * false)
                claim_value[m] = max(0.0, now - (q * best_true + (1.0 - q) * best_false))
