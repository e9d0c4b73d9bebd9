"""All there is to say of many pairs in one pass: interval, Shapley values, value of information."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

_SIGNATURE = (
    "void(int64[::1], float64[:,::1], int64[::1], int64[::1], float64[:,::1], float64[::1],"
    " float64[:,::1], float64[:,::1], float64, float64[::1], float64[::1], float64[:,::1], int64,"
    " int64, float64[:,::1], float64[:,::1], float64[::1], float64[::1], float64[::1])"
)


@kernel(_SIGNATURE)
def explained_pairs(  # noqa: PLR0912, PLR0915  # one pass over each pair
    worlds: Any,
    mass: Any,
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
    worlds : (n_pairs + 1,) int64
        CSR offsets: a pair is the mean of the worlds ``worlds[i]:worlds[i + 1]``, which have the
        same events and mechanisms in the same order. A claim that events share is 0 or 1 in each.
    mass : (n_worlds, 3) float64
        Weight of each world at low, point, high; sums to 1 over a pair.
    events, mechanisms, root, link, severity, claim, leak
        As in `tree.noisy_or_tree`, with worlds for pairs.
    nodes, weights : (n_nodes,) float64
        Gauss-Legendre on [0, 1]; exact with at least half as many nodes as events in a pair.
    actions : (n_actions, 2) float64
        Losses ``actions[a, 0] + actions[a, 1] * R``; at least one.
    first, last : int64
        Pairs to evaluate; others are left alone, so threads can share the arrays.
    intensity : (n_events, 3) float64
    risk : (n_pairs, 3) float64
        Out: as in `tree.noisy_or_tree`, the mean over the worlds.
    shapley : (n_events,) float64
        Out: as in `tree.shapley_of_or`, times ``1 - leak``.
    root_value : (n_events,) float64
        Out: expected value of perfect information on each root claim at the point, 0 or more.
    claim_value : (n_mechanisms,) float64
        Out: the same on each private claim. Whatever is out by event or mechanism stands where the
        first world of its pair does.

    Notes
    -----
    ``EVPPI_j = V(R) - [p_j V(R | j) + (1 - p_j) V(R | not j)]`` with ``V(R) = min_a c_a + g_a R``
    (model section 7). A vacuous claim, 0 at low and 1 at high, is also taken as even, the rest as
    it is, and the larger value counts. O(mechanisms + nodes * events) a world, by prefix and suffix
    products; never divides by 1 - y.
    """
    widest = 1
    longest = 1
    for world in range(worlds[first], worlds[last]):
        low, high = events[world], events[world + 1]
        widest = max(widest, high - low)
        longest = max(longest, mechanisms[high] - mechanisms[low])
    count = nodes.shape[0]
    before = np.ones((widest + 1, count))
    after = np.empty(count)
    ahead = np.empty(widest + 1)
    within = np.empty(longest + 1)
    off_point = np.empty(widest + 1)
    held = np.empty(widest + longest)  # chance of each claim: roots, then private ones
    gone = np.empty(widest + longest)
    true = np.empty(widest + longest)  # that chance times the risk when it is true
    false = np.empty(widest + longest)
    yes = np.empty(widest + longest)  # the risk when it is true
    no = np.empty(widest + longest)
    value = np.empty(widest + longest)
    for pair in range(first, last):
        start, stop = worlds[pair], worlds[pair + 1]
        base, size = events[start], events[start + 1] - events[start]
        inner = mechanisms[base]
        claims = size + mechanisms[base + size] - inner
        risk[pair, 0], risk[pair, 1], risk[pair, 2] = 0.0, 0.0, 0.0
        for e in range(base, base + size):
            intensity[e, 0], intensity[e, 1], intensity[e, 2], shapley[e] = 0.0, 0.0, 0.0, 0.0
        for c in range(claims):
            held[c], gone[c], true[c], false[c], yes[c], no[c] = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for world in range(start, stop):
            low, high = events[world], events[world + 1]
            at_low, at_point, at_high = mass[world, 0], mass[world, 1], mass[world, 2]
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
                out = base + e - low
                intensity[out, 0] += at_low * y_low
                intensity[out, 1] += at_point * y
                intensity[out, 2] += at_high * y_high
                safe_low *= 1.0 - y_low
                safe *= 1.0 - y
                safe_high *= 1.0 - y_high
                ahead[e - low + 1] = safe
                one, two = before[e - low], before[e - low + 1]
                for k in range(count):
                    two[k] = one[k] * (1.0 - nodes[k] * y)
            risk[pair, 0] += at_low * (1.0 - safe_low)
            risk[pair, 1] += at_point * (1.0 - safe)
            risk[pair, 2] += at_high * (1.0 - safe_high)
            behind = 1.0
            for k in range(count):
                after[k] = weights[k] * (1.0 - leak)
            for e in range(high - 1, low - 1, -1):
                p = root[e, 1]
                y = p * (1.0 - off_point[e - low])
                one = before[e - low]
                total = 0.0
                for k in range(count):
                    total += one[k] * after[k]
                    after[k] *= 1.0 - nodes[k] * y
                shapley[base + e - low] += at_point * (y * total)
                rest = ahead[e - low] * behind
                behind *= 1.0 - y
                c = e - low
                if_true, if_false = 1.0 - rest * off_point[c], 1.0 - rest
                held[c] += at_point * p
                gone[c] += at_point * (1.0 - p)
                true[c] += at_point * p * if_true
                false[c] += at_point * (1.0 - p) * if_false
                yes[c] += at_point * if_true
                no[c] += at_point * if_false
                begin, end = mechanisms[e], mechanisms[e + 1]
                within[0] = 1.0
                for m in range(begin, end):
                    within[m - begin + 1] = within[m - begin] * (
                        1.0 - link[m] * severity[m, 1] * claim[m, 1]
                    )
                tail = 1.0
                for m in range(end - 1, begin - 1, -1):
                    q = claim[m, 1]
                    others = within[m - begin] * tail
                    tail *= 1.0 - link[m] * severity[m, 1] * q
                    full = others * (1.0 - link[m] * severity[m, 1])
                    if_true = 1.0 - rest * (1.0 - p * (1.0 - full))
                    if_false = 1.0 - rest * (1.0 - p * (1.0 - others))
                    c = size + m - mechanisms[low]
                    held[c] += at_point * q
                    gone[c] += at_point * (1.0 - q)
                    true[c] += at_point * q * if_true
                    false[c] += at_point * (1.0 - q) * if_false
                    yes[c] += at_point * if_true
                    no[c] += at_point * if_false
        now = actions[0, 0] + actions[0, 1] * risk[pair, 1]
        for a in range(1, actions.shape[0]):
            now = min(now, actions[a, 0] + actions[a, 1] * risk[pair, 1])
        for c in range(claims):
            best_true = actions[0, 0] * held[c] + actions[0, 1] * true[c]
            best_false = actions[0, 0] * gone[c] + actions[0, 1] * false[c]
            for a in range(1, actions.shape[0]):
                best_true = min(best_true, actions[a, 0] * held[c] + actions[a, 1] * true[c])
                best_false = min(best_false, actions[a, 0] * gone[c] + actions[a, 1] * false[c])
            value[c] = max(0.0, now - (best_true + best_false))
            if held[c] <= 0.0 or gone[c] <= 0.0:  # nothing to learn
                value[c] = 0.0
        for c in range(claims):
            if c < size:
                vacuous = root[base + c, 0] <= 0.0 and root[base + c, 2] >= 1.0
            else:
                m = inner + c - size
                vacuous = claim[m, 0] <= 0.0 and claim[m, 2] >= 1.0
            if vacuous:
                at = 0.5 * (yes[c] + no[c])
                even = actions[0, 0] + actions[0, 1] * at
                best_true = actions[0, 0] + actions[0, 1] * yes[c]
                best_false = actions[0, 0] + actions[0, 1] * no[c]
                for a in range(1, actions.shape[0]):
                    even = min(even, actions[a, 0] + actions[a, 1] * at)
                    best_true = min(best_true, actions[a, 0] + actions[a, 1] * yes[c])
                    best_false = min(best_false, actions[a, 0] + actions[a, 1] * no[c])
                value[c] = max(value[c], even - 0.5 * (best_true + best_false))
        for c in range(size):
            root_value[base + c] = value[c]
        for c in range(size, claims):
            claim_value[inner + c - size] = value[c]
