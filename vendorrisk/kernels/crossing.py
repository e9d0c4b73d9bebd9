"""Every vendor for every buyer: parts of a vendor once, the rivalry of its parties per buyer."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

LANES = 512  # buyers in hand at a time

_SIGNATURE = (
    "void(int64[::1], int64[::1], float64[:,::1], float64[:,::1], int64[::1], float64[:,:,::1],"
    " float64, float64, int64, int64, int64, float32[:,:,::1], uint8[:,::1])"
)


@kernel(_SIGNATURE)
def crossed_pairs(  # one pass over each vendor, buyers side by side
    events: Any,
    mechanisms: Any,
    root: Any,
    reach: Any,
    party: Any,
    rivalry: Any,
    leak: Any,
    threshold: Any,
    first: Any,
    last: Any,
    origin: Any,
    risk: Any,
    tier: Any,
) -> None:
    """Evaluate the vendors ``first`` to ``last - 1`` for every buyer.

    Parameters
    ----------
    events : (n_vendors + 1,) int64
        CSR offsets of the events of each vendor.
    mechanisms : (n_events + 1,) int64
        CSR offsets of the mechanisms of each event.
    root : (n_events, 3) float64
        Root belief p at low, point, high; in [0, 1].
    reach : (n_mechanisms, 3) float64
        ``link * severity * claim`` before rivalry, at low, point, high.
    party : (n_mechanisms,) int64
        Row of `rivalry` that each mechanism is multiplied by.
    rivalry : (3, n_parties, n_buyers) float64
        Rivalry of each party with each buyer in [0, 1], at low, point, high; a row of ones for
        what bends a vendor whoever buys.
    leak, threshold : float64
        Leak in [0, 1); risk from which a tier is high.
    first, last, origin : int64
        Vendors to evaluate; vendor v goes to row ``v - origin``.
    risk : (3, n_rows, n_buyers) float32
        Out: low, point and high, rounded; rounding keeps their order.
    tier : (n_rows, n_buyers) uint8
        Out: 2 where the low end, rounded, reaches the threshold, 0 where the high end stays below
        it, else 1.

    Notes
    -----
    As `tree.noisy_or_tree` but for the last bits: rivalry comes last here. O(mechanisms * buyers);
    the inner loops run over buyers.
    """
    buyers = rivalry.shape[2]
    safe = np.empty(LANES)
    off = np.empty(LANES)
    edge = np.float32(threshold)
    for vendor in range(first, last):
        for start in range(0, buyers, LANES):
            size = min(LANES, buyers - start)
            for end in range(3):
                for b in range(size):
                    safe[b] = 1.0 - leak
                for e in range(events[vendor], events[vendor + 1]):
                    for b in range(size):
                        off[b] = 1.0
                    for m in range(mechanisms[e], mechanisms[e + 1]):
                        part = reach[m, end]
                        rho = rivalry[end, party[m], start : start + size]
                        for b in range(size):
                            off[b] *= 1.0 - part * rho[b]
                    p = root[e, end]
                    for b in range(size):
                        safe[b] *= 1.0 - p * (1.0 - off[b])
                out = risk[end, vendor - origin, start : start + size]
                for b in range(size):
                    out[b] = np.float32(1.0 - safe[b])
            low = risk[0, vendor - origin, start : start + size]
            high = risk[2, vendor - origin, start : start + size]
            words = tier[vendor - origin, start : start + size]
            for b in range(size):
                words[b] = (1 if low[b] >= edge else 0) + (1 if high[b] >= edge else 0)
