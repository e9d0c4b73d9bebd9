"""Maps from an index to a chance: Platt, isotonic, Venn-Abers; and the conformal rank."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vendorrisk.calibration.proper import Floats
from vendorrisk.errors import ModelError


class Platt(NamedTuple):
    """``p = 1 / (1 + exp(-(intercept + slope * index)))`` with a slope of 0 or more."""

    intercept: float
    slope: float

    def __call__(self, index: npt.ArrayLike) -> Floats:
        """Return the chance of each index."""
        z = self.intercept + self.slope * np.asarray(index, dtype=np.float64)
        chance: Floats = 1.0 / (1.0 + np.exp(-z))
        return chance


class VennAbers(NamedTuple):
    """Interval of each chance, and one figure inside it: ``p1 / (1 - p0 + p1)``."""

    low: Floats
    high: Floats
    point: Floats


def platt(index: npt.ArrayLike, outcome: npt.ArrayLike) -> Platt:
    """Fit Platt's two parameters; a higher index never gets a lower chance.

    Parameters
    ----------
    index : (n,) array-like
        Decibels, or any index; finite.
    outcome : (n,) array-like
        In {0, 1}.

    Notes
    -----
    Platt (1999): outcomes are softened to ``(k+1)/(k+2)`` and ``1/(m+2)`` for k hits and m misses,
    so the fit is finite when an index parts them. The likelihood is concave, so where the free
    slope is negative the best slope of 0 or more is 0, at the mean of the softened outcomes.
    """
    from sklearn.linear_model import LogisticRegression

    x, y = _rows(index, outcome)
    hits = float(y.sum())
    soft = np.where(y == 1, (hits + 1) / (hits + 2), 1 / (len(y) - hits + 2))
    mean = float(soft.mean())
    flat = Platt(math.log(mean / (1 - mean)), 0.0)
    spread = float(x.std())
    if spread < 1e-12 * max(1.0, float(np.abs(x).max())):
        return flat
    scaled = ((x - x.mean()) / spread).reshape(-1, 1)
    fitted = LogisticRegression(C=1e12, solver="newton-cholesky", tol=1e-10).fit(
        np.concatenate([scaled, scaled]),
        np.repeat([1, 0], len(x)),
        sample_weight=np.concatenate([soft, 1 - soft]),
    )
    slope = float(fitted.coef_[0, 0]) / spread
    if slope <= 0.0:
        return flat
    return Platt(float(fitted.intercept_[0]) - slope * float(x.mean()), slope)


def isotonic(outcome: npt.ArrayLike) -> Floats:
    """Return the nearest rising sequence, by pool adjacent violators.

    >>> isotonic([3, 7, 5, 9]).tolist()
    [3.0, 6.0, 6.0, 9.0]
    """
    from sklearn.isotonic import isotonic_regression

    fitted: Floats = isotonic_regression(np.asarray(outcome, dtype=np.float64))
    return fitted


def venn_abers(index: npt.ArrayLike, outcome: npt.ArrayLike, asked: npt.ArrayLike) -> VennAbers:
    """Return the inductive Venn-Abers interval of each index asked for.

    Parameters
    ----------
    index, outcome : (n,) array-like
        Calibration rows: index, and outcome in {0, 1}; not those the index was fitted on.
    asked : (m,) array-like
        Indices to map.

    Notes
    -----
    Vovk & Petej (2014): the isotonic fit with the asked row added once as a miss (low) and once as
    a hit (high). Equal indices are fitted once.
    """
    from sklearn.isotonic import IsotonicRegression

    x, y = _rows(index, outcome)
    new = np.asarray(asked, dtype=np.float64)
    values, member = np.unique(new, return_inverse=True)
    ends = np.empty((2, len(values)))
    for label in (0, 1):
        for place, value in enumerate(values):
            fit = IsotonicRegression().fit(np.append(x, value), np.append(y, label))
            ends[label, place] = fit.predict([value])[0]
    low, high = ends[0][member], ends[1][member]
    return VennAbers(low, high, high / (1 - low + high))


def conformal_rank(n: int, alpha: float) -> int | None:
    """Return which smallest of `n` held-out errors bounds a new one with chance ``1 - alpha``.

    ``ceil((n + 1) (1 - alpha))``, for exchangeable errors; None when `n` is too small for any
    bound but the whole range.

    >>> conformal_rank(9, 0.1), conformal_rank(8, 0.1)
    (9, None)
    """
    if n < 0 or not 0.0 < alpha < 1.0:
        raise ModelError(f"n must be 0 or more and alpha in (0, 1), got {n} and {alpha}")
    rank = math.ceil((n + 1) * (1 - alpha) - 1e-9)
    return rank if rank <= n else None


def smallest_sample(alpha: float) -> int:
    """Return from how many errors on a conformal bound exists: ``ceil(1 / alpha) - 1``."""
    if not 0.0 < alpha < 1.0:
        raise ModelError(f"alpha must lie in (0, 1), got {alpha}")
    return math.ceil(1 / alpha - 1e-9) - 1


def _rows(index: npt.ArrayLike, outcome: npt.ArrayLike) -> tuple[Floats, Floats]:
    x = np.asarray(index, dtype=np.float64)
    y = np.asarray(outcome, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape or not len(x):
        raise ModelError(f"two rows of equal length are needed, got {x.shape} and {y.shape}")
    if not np.isfinite(x).all() or not np.isin(y, (0.0, 1.0)).all():
        raise ModelError("an index must be finite and an outcome 0 or 1")
    return x, y
