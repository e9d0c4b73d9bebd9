"""Many draws of many alternatives under common random numbers, and who comes first in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

_DRAWS = (
    "void(int64[::1], int64[::1], int64[::1], float64[::1], float64[::1], int64[:,::1],"
    " float64[:,::1], int64[:,::1], int64[:,::1], int64, float64, int64, int64, float64[:,::1])"
)


@kernel(_DRAWS)
def risk_draws(
    events: Any,
    mechanisms: Any,
    root: Any,
    chance: Any,
    scale: Any,
    factors: Any,
    tables: Any,
    heads: Any,
    tails: Any,
    shift: Any,
    leak: Any,
    first: Any,
    last: Any,
    risk: Any,
) -> None:
    """Evaluate the risk tree of every alternative in the draws of the blocks ``first`` to ``last``.

    Parameters
    ----------
    events : (n_alternatives + 1,) int64
        CSR offsets: events of alternative i are ``events[i]:events[i + 1]``.
    mechanisms : (n_events + 1,) int64
        CSR offsets of the mechanisms of each event.
    root : (n_events,) int64
        Row of `tables` that the root belief is drawn from; 0: it is ``chance[e]``.
    chance : (n_events,) float64
        Root belief where it is not drawn, else 1.
    scale : (n_mechanisms,) float64
        Product of what is not drawn of link, severity and private belief.
    factors : (n_mechanisms, 3) int64
        Rows that link, severity and private belief are drawn from; 0: it is not.
    tables : (n_rows, 2**k) float64
        Equally likely values of every quantity that is drawn; row 0 is not read, it counts as 1.
    heads : (n_rows, n_blocks) int64
    tails : (n_rows, width) int64
        Points: see `sobol.sobol`.
    shift : int64
        32 - k: takes a point to its cell of the table.
    leak : float64
        In [0, 1).
    first, last : int64
        Blocks to do; others are left alone, so threads can share the arrays.
    risk : (n_alternatives, n_blocks * width) float64
        Out: R of every alternative in every draw; one draw is shared by all of them.

    Notes
    -----
    O(n_draws * (n_rows + n_mechanisms)). No draw depends on another.
    """
    width = tails.shape[1]
    drawn = np.ones((tables.shape[0], width))
    for block in range(first, last):
        start, stop = block * width, (block + 1) * width
        for row in range(1, tables.shape[0]):
            drawn[row, :] = np.take(tables[row], (heads[row, block] ^ tails[row]) >> shift)
        for i in range(events.shape[0] - 1):
            safe = np.full(width, 1.0 - leak)
            for e in range(events[i], events[i + 1]):
                off = np.ones(width)
                for m in range(mechanisms[e], mechanisms[e + 1]):
                    one, two, three = factors[m, 0], factors[m, 1], factors[m, 2]
                    if two == 0 and three == 0:
                        off = off * (1.0 - scale[m] * drawn[one])
                    else:
                        off = off * (1.0 - scale[m] * drawn[one] * drawn[two] * drawn[three])
                safe = safe * (1.0 - chance[e] * drawn[root[e]] * (1.0 - off))
            risk[i, start:stop] = 1.0 - safe


_PLACES = "void(float64[:,::1], int64, int64, int64, int64[:,::1], int64[:,::1])"


@kernel(_PLACES)
def places(risk: Any, width: Any, first: Any, last: Any, riskier: Any, below: Any) -> None:
    """Count, for the alternatives ``first`` to ``last - 1``, how many are safer, and how often.

    Parameters
    ----------
    risk : (n_alternatives, n_draws) float64
        From `risk_draws`; no NaN.
    width : int64
        Draws a block: only speed depends on it.
    first, last : int64
        Alternatives to do; others are left alone, so threads can share the arrays.
    riskier : (n_alternatives, n_alternatives) int64
        Out: in how many draws i is riskier than j.
    below : (n_alternatives, n_draws) int64
        Out: how many alternatives are safer than i in a draw.

    Notes
    -----
    O(n_alternatives * n_draws) an alternative. Draws in which i and j are equal are the rest.
    """
    count, draws = risk.shape
    for i in range(first, last):
        for start in range(0, draws, width):
            stop = min(start + width, draws)
            mine, less = risk[i, start:stop], below[i, start:stop]
            less[:] = 0
            for j in range(count):
                other = risk[j, start:stop]
                total = np.int64(0)
                for d in range(stop - start):
                    beaten = np.int64(other[d] < mine[d])
                    less[d] += beaten
                    total += beaten
                riskier[i, j] += total


_ACCEPTED = "void(float64[:,::1], int64[:,::1], int64[:,::1], int64, int64, float64[:,::1])"


@kernel(_ACCEPTED)
def accepted_ranks(
    risk: Any, below: Any, riskier: Any, first: Any, last: Any, accepted: Any
) -> None:
    """Count in how many draws the alternatives ``first`` to ``last - 1`` have each rank.

    Parameters
    ----------
    risk, below, riskier
        From `risk_draws` and `places`, of all alternatives.
    first, last : int64
        Alternatives to do.
    accepted : (n_alternatives, n_alternatives) float64
        Out: in how many draws i has rank r, 0 the safest; equals share their ranks evenly.

    Notes
    -----
    O(n_draws) an alternative, and as much for every other one that is ever equal to it.
    """
    count, draws = risk.shape
    for i in range(first, last):
        level = np.ones(draws, dtype=np.int64)
        for j in range(count):
            if j != i and riskier[i, j] + riskier[j, i] < draws:
                level += risk[j] == risk[i]
        for d in range(draws):
            share = 1.0 / level[d]
            for r in range(below[i, d], below[i, d] + level[d]):
                accepted[i, r] += share
