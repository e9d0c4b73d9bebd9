"""Scores that only honest forecasts can win: Brier, its parts, its sampling error, net benefit."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vendorrisk.errors import ModelError

Floats = npt.NDArray[np.float64]


class Murphy(NamedTuple):
    """Parts of the Brier score: ``brier = reliability - resolution + uncertainty``."""

    brier: float
    reliability: float
    resolution: float
    uncertainty: float


class Group(NamedTuple):
    """Forecasts of one value, and what happened: `observed` is a share of `rows`."""

    forecast: float
    rows: int
    observed: float


def brier(outcome: npt.ArrayLike, forecast: npt.ArrayLike) -> float:
    """Return the mean squared difference of outcomes in {0, 1} and forecasts in [0, 1].

    Parameters
    ----------
    outcome, forecast : (n,) array-like
        At least one.

    Raises
    ------
    ModelError
        For unequal lengths, nothing at all, or values outside their range.

    Examples
    --------
    >>> round(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]), 12)
    0.0375
    """
    y, p = _pair(outcome, forecast)
    return math.fsum((p - y) ** 2) / len(y)


def brier_if_true(chance: npt.ArrayLike, forecast: npt.ArrayLike) -> tuple[float, float]:
    """Return mean and variance of the Brier score of independent outcomes of known chances.

    Parameters
    ----------
    chance, forecast : (n,) array-like
        True chances q and forecasts p in [0, 1]; with both the same, what a calibrated forecaster
        would score.

    Returns
    -------
    tuple of float
        ``sum(q (1-p)^2 + (1-q) p^2) / n`` and ``sum(q (1-q) (1-2p)^2) / n^2``; exact.

    Notes
    -----
    Bradley, Schwartz & Hashino 2008. A forecast of one half adds no sampling error.
    """
    q, p = _pair(chance, forecast, binary=False)
    n = len(q)
    mean = math.fsum(q * (1 - p) ** 2 + (1 - q) * p**2) / n
    return mean, math.fsum(q * (1 - q) * (1 - 2 * p) ** 2) / n**2


def groups(outcome: npt.ArrayLike, forecast: npt.ArrayLike) -> tuple[Group, ...]:
    """Return one group a distinct forecast, rising: the reliability table."""
    y, p = _pair(outcome, forecast)
    values, member = np.unique(p, return_inverse=True)
    rows = np.bincount(member)
    hits = np.bincount(member, weights=y)
    return tuple(
        Group(float(v), int(n), float(k / n)) for v, n, k in zip(values, rows, hits, strict=True)
    )


def murphy(outcome: npt.ArrayLike, forecast: npt.ArrayLike) -> Murphy:
    """Return the decomposition of Murphy (1973) on distinct forecast values.

    It holds for forecasts as issued; values that are only put into bins need two more terms
    (Stephenson, Coelho & Jolliffe 2008).
    """
    found = groups(outcome, forecast)
    n = sum(group.rows for group in found)
    base = math.fsum(group.rows * group.observed for group in found) / n
    return Murphy(
        brier(outcome, forecast),
        math.fsum(g.rows * (g.forecast - g.observed) ** 2 for g in found) / n,
        math.fsum(g.rows * (g.observed - base) ** 2 for g in found) / n,
        base * (1 - base),
    )


def rounded_to(forecast: npt.ArrayLike, step: float) -> Floats:
    """Return forecasts set to the nearest multiple of `step`, which are then the forecasts."""
    p = np.asarray(forecast, dtype=np.float64)
    whole: Floats = np.clip(np.round(np.rint(p / step) * step, 12), 0.0, 1.0)
    return whole


def net_benefit(outcome: npt.ArrayLike, act: npt.ArrayLike, threshold: float) -> float:
    """Return the net benefit of acting on some rows: ``TP/n - FP/n * t/(1-t)``.

    Parameters
    ----------
    outcome : (n,) array-like
        In {0, 1}.
    act : (n,) array-like
        1 where one acts, 0 elsewhere.
    threshold : float
        Chance in (0, 1) at which acting and waiting cost the same (Vickers & Elkin 2006).
    """
    if not 0.0 < threshold < 1.0:
        raise ModelError(f"a threshold must lie in (0, 1), got {threshold}")
    y, a = _pair(outcome, act)
    hits, alarms = math.fsum(a * y), math.fsum(a * (1 - y))
    return (hits - alarms * threshold / (1 - threshold)) / len(y)


def interventions_avoided(outcome: npt.ArrayLike, act: npt.ArrayLike, threshold: float) -> float:
    """Return the net share of rows spared against acting on all: ``(NB - NB_all) (1-t)/t``."""
    y = np.asarray(outcome, dtype=np.float64)
    gain = net_benefit(y, act, threshold) - net_benefit(y, np.ones_like(y), threshold)
    return gain * (1 - threshold) / threshold


def auc(outcome: npt.ArrayLike, score: npt.ArrayLike) -> float | None:
    """Return the chance that a hit outranks a miss, ties as halves; None without both.

    For scores that were not fitted to these rows. Held-out forecasts pooled over folds must not be
    ranked: leaving events out moves the base rate the other way.
    """
    from sklearn.metrics import roc_auc_score

    y = np.asarray(outcome, dtype=np.float64)
    if y.min() == y.max():
        return None
    return float(roc_auc_score(y, np.asarray(score, dtype=np.float64)))


def wilson(share: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a share seen in `n` independent cases (Wilson 1927).

    Where rows come in events, `n` is the number of events.

    >>> [round(end, 3) for end in wilson(0.0, 10)]
    [0.0, 0.278]
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + confidence / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _pair(
    left: npt.ArrayLike, right: npt.ArrayLike, *, binary: bool = True
) -> tuple[Floats, Floats]:
    y = np.asarray(left, dtype=np.float64)
    p = np.asarray(right, dtype=np.float64)
    if y.ndim != 1 or y.shape != p.shape or not len(y):
        raise ModelError(f"two rows of equal length are needed, got {y.shape} and {p.shape}")
    inside = np.isin(y, (0.0, 1.0)) if binary else (y >= 0.0) & (y <= 1.0)
    if not inside.all() or not ((p >= 0.0) & (p <= 1.0)).all():
        raise ModelError("outcomes must be 0 or 1 and forecasts lie in [0, 1]")
    return y, p
