"""Many draws of many alternatives under common random numbers, and who comes first in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from vendorrisk.kernels.native import kernel

EXACT = 12  # shared claims of a group up to which all their worlds are visited
_DRAWS = (
    "void(int64[::1], int64[::1], int64[::1], float64[::1], float64[:,::1], int64[::1], int64[::1],"
    " int64[::1], float64[::1], int64[::1], int64[::1], float64[::1], float64[::1], int64[:,::1],"
    " float64[:,::1], uint16[:,::1], uint16[:,::1], float64, int64, int64, float64[:,::1])"
)


@kernel(_DRAWS)
def risk_draws(  # noqa: PLR0912  # one pass over each block of draws
    groups: Any,
    slots: Any,
    slot_row: Any,
    slot_chance: Any,
    points: Any,
    events: Any,
    mechanisms: Any,
    root: Any,
    chance: Any,
    members: Any,
    member: Any,
    weight: Any,
    scale: Any,
    factors: Any,
    tables: Any,
    heads: Any,
    tails: Any,
    leak: Any,
    first: Any,
    last: Any,
    risk: Any,
) -> None:
    """Evaluate the risk tree of every alternative in the draws of the blocks ``first`` to ``last``.

    Parameters
    ----------
    groups : (n_alternatives + 1,) int64
        CSR offsets: groups of events of alternative i are ``groups[i]:groups[i + 1]``. No claim is
        shared by two groups.
    slots : (n_groups + 1,) int64
        CSR offsets of the claims that events of a group share.
    slot_row : (n_slots,) int64
    slot_chance : (n_slots,) float64
        As `root` and `chance`, of each of these claims. Row ``n_rows + k`` stands, wherever a row
        is named, for the truth of the k-th claim of the group.
    points : (n_points, n_claims) float64
        In [0, 1), for groups of more than `EXACT` claims: those below its chance make a claim true.
    events : (n_groups + 1,) int64
        CSR offsets of the events of each group.
    mechanisms : (n_events + 1,) int64
        CSR offsets of the mechanisms of each event.
    root : (n_events,) int64
        Row of `tables` that the root belief is drawn from; 0: it is ``chance[e]``.
    chance : (n_events,) float64
        Root belief where it is not drawn, else 1.
    members : (n_events + 1,) int64
    member : (n_members,) int64
    weight : (n_members,) float64
        CSR offsets, rows and weights of the beliefs that the root of an event is made of: then it
        is ``chance[e] * (1 - prod(1 - weight * belief))``, at most 1.
    scale : (n_mechanisms,) float64
        Product of what is not drawn of link, severity and private belief.
    factors : (n_mechanisms, 3) int64
        Rows that link, severity and private belief are drawn from; 0: it is not.
    tables : (n_rows, 2**k) float64
        Equally likely values of every quantity that is drawn; row 0 is not read, it counts as 1.
    heads : (n_rows, n_blocks) uint16
    tails : (n_rows, width) uint16
        The first k bits of points, as in `sobol.sobol`: their exclusive or is a cell of the table.
    leak : float64
        In [0, 1).
    first, last : int64
        Blocks to do; others are left alone, so threads can share the arrays.
    risk : (n_alternatives, n_blocks * width) float64
        Out: R of every alternative in every draw; one draw is shared by all of them. Where events
        share claims it is the mean over the worlds of these claims, given what was drawn of them.

    Notes
    -----
    O(n_draws * (n_rows + n_mechanisms)), with the mechanisms of a group once a world. No draw
    depends on another.
    """
    width = tails.shape[1]
    rows = tables.shape[0]
    widest = 0
    for g in range(slots.shape[0] - 1):
        widest = max(widest, slots[g + 1] - slots[g])
    drawn = np.ones((rows + widest, width))
    for block in range(first, last):
        start, stop = block * width, (block + 1) * width
        for row in range(1, rows):
            drawn[row, :] = tables[row][heads[row, block] ^ tails[row]]
        for i in range(groups.shape[0] - 1):
            safe = np.full(width, 1.0 - leak)
            for g in range(groups[i], groups[i + 1]):
                size = slots[g + 1] - slots[g]
                count = 1 << size if size <= EXACT else points.shape[0]
                total = np.zeros(width)
                for world in range(count):
                    part = np.full(width, 1.0 if size <= EXACT else 1.0 / count)
                    for k in range(size):
                        s = slots[g] + k
                        p = slot_chance[s] * drawn[slot_row[s]]
                        if size > EXACT:
                            drawn[rows + k, :] = np.where(points[world, k] < p, 1.0, 0.0)
                        elif world >> k & 1 == 1:
                            drawn[rows + k, :] = 1.0
                            part = part * p
                        else:
                            drawn[rows + k, :] = 0.0
                            part = part * (1.0 - p)
                    for e in range(events[g], events[g + 1]):
                        off = np.ones(width)
                        for m in range(mechanisms[e], mechanisms[e + 1]):
                            one, two, three = factors[m, 0], factors[m, 1], factors[m, 2]
                            if two == 0 and three == 0:
                                off = off * (1.0 - scale[m] * drawn[one])
                            else:
                                off = off * (
                                    1.0 - scale[m] * drawn[one] * drawn[two] * drawn[three]
                                )
                        if members[e] == members[e + 1]:
                            part = part * (1.0 - chance[e] * drawn[root[e]] * (1.0 - off))
                        else:
                            none = np.ones(width)
                            for t in range(members[e], members[e + 1]):
                                none = none * (1.0 - weight[t] * drawn[member[t]])
                            held = np.minimum(1.0, chance[e] * (1.0 - none))
                            part = part * (1.0 - held * (1.0 - off))
                    total = total + part
                safe = safe * total
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
