"""Common ownership: whose profit a vendor works for. It takes no part in the score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from vendorrisk.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
Table = Sequence[Sequence[float]]


def profit_weights(control: Table | Any, cash: Table | Any) -> Floats:
    """Return the weight that each firm puts on the profit of each other, against its own.

    Parameters
    ----------
    control, cash : (n_holders, n_firms) of float
        Control that a holder has of a firm, and its share of the firm's profit; 0 or more.

    Returns
    -------
    (n_firms, n_firms) float64
        ``k[f, g] = sum_h control[h, f] cash[h, g] / sum_h control[h, f] cash[h, f]``. Above 1 a
        firm would give up more than a dollar of its own to move a dollar to the other.

    Raises
    ------
    ModelError
        For tables of unlike shape, negative numbers, and a firm whose profit goes to nobody who
        has a say in it.

    Notes
    -----
    Backus, Conlon & Sinkinson (2021), equation 2. The scale of control does not matter.

    Examples
    --------
    >>> profit_weights([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.25], [0.0, 0.75]]).round(2).tolist()
    [[1.0, 0.25], [0.0, 1.0]]
    """
    say, profit = np.array(control, dtype=np.float64), np.array(cash, dtype=np.float64)
    if say.ndim != 2 or say.shape != profit.shape:
        raise ModelError(f"control is {say.shape} and cash {profit.shape}: give two tables alike")
    if not ((say >= 0.0).all() and (profit >= 0.0).all()):
        raise ModelError("control and cash must be 0 or more")
    weights = say.T @ profit
    own = weights.diagonal().copy()
    if not (own > 0.0).all():
        firm = int(np.flatnonzero(own <= 0.0)[0])
        raise ModelError(f"nobody with a say in firm {firm} has a share of its profit")
    return np.asarray(weights / own[:, None])


def modified_hhi(shares: Sequence[float], weights: Table | Any) -> float:
    """Return the concentration of a market whose firms weigh each other's profit.

    Parameters
    ----------
    shares : sequence of float
        Market shares in 0..1.
    weights : (n_firms, n_firms) of float
        As `profit_weights` gives them.

    Returns
    -------
    float
        ``sum of k[f, g] s_f s_g``: the Herfindahl-Hirschman index, in 0..1 with weights of nobody
        else; times 10,000 in points.

    Examples
    --------
    >>> round(modified_hhi([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]]), 6)
    0.5
    """
    part = np.array(shares, dtype=np.float64)
    table = np.array(weights, dtype=np.float64)
    if table.shape != (part.size, part.size):
        raise ModelError(f"{part.size} shares and weights of shape {table.shape}")
    return float(part @ table @ part)
