"""The models of the back-test: each learns from some rows and forecasts others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from vendorrisk.calibration.features import FEATURES, TIES, Design, in_decibels, indices
from vendorrisk.calibration.maps import platt, venn_abers
from vendorrisk.calibration.proper import Floats
from vendorrisk.errors import ModelError
from vendorrisk.model.precedent import BacktestSettings

OURS = "noisy_or"
_LOWEST, _HIGHEST = 1e-6, 0.99  # of a link: nothing is impossible, nothing is certain


class Rows(NamedTuple):
    """What a forecaster learns from: outcomes of some rows, and how many events they are of."""

    chosen: np.ndarray  # (n,) bool
    outcome: Floats  # (n,) of all rows; only the chosen ones may be read
    events: int


class Forecaster(NamedTuple):
    """A model by name. ``ranks_by`` is the index it has without learning (None: it must learn)."""

    name: str
    label: str
    learned: int  # parameters taken from outcomes
    ranks_by: Floats | None
    forecast: Callable[[Rows], Floats]  # chances of all rows after learning from some


class Links(NamedTuple):
    """Fitted leak and links of a noisy-OR."""

    leak: float
    links: Floats

    def __call__(self, severity: Floats) -> Floats:
        """Return the risk of each row of severities."""
        risk: Floats = 1.0 - (1.0 - self.leak) * np.prod(1.0 - self.links * severity, axis=1)
        return risk


def forecasters(table: Design, link: float, settings: BacktestSettings) -> tuple[Forecaster, ...]:
    """Return the models to compare, ours first; the links of a report are `link`."""
    whole = in_decibels(indices(table, link))
    ties = in_decibels(indices(table, link, TIES))
    mean = table.point.mean(axis=1)
    enough = settings.venn_abers_from.value

    def mapped(index: Floats) -> Callable[[Rows], Floats]:
        return lambda rows: chance_of(index, rows, enough)

    def fitted(rows: Rows) -> Floats:
        x, y = table.point[rows.chosen], rows.outcome[rows.chosen]
        return fit_links(x, y, settings.prior.value)(table.point)

    def logistic(rows: Rows) -> Floats:
        from sklearn.linear_model import LogisticRegression

        x, y = table.point[rows.chosen], rows.outcome[rows.chosen]
        if y.min() == y.max():
            return np.full(len(table.point), y[0])
        model = LogisticRegression(C=settings.ridge.value, solver="newton-cholesky", tol=1e-10)
        chances: Floats = model.fit(x, y).predict_proba(table.point)[:, 1]
        return chances

    count = len(FEATURES)
    return (
        Forecaster(OURS, "noisy-OR, equal links", 2, whole, mapped(whole)),
        Forecaster("noisy_or_ties", "noisy-OR, ties alone", 2, ties, mapped(ties)),
        Forecaster("additive", "additive mean", 2, mean, mapped(mean)),
        Forecaster("noisy_or_fitted", "noisy-OR, fitted links", count + 1, None, fitted),
        Forecaster("logistic", "logistic regression", count + 1, None, logistic),
    )


def chance_of(index: Floats, rows: Rows, enough: int) -> Floats:
    """Map an index to chances: Platt below `enough` events, Venn-Abers from there on."""
    known, outcome = index[rows.chosen], rows.outcome[rows.chosen]
    if rows.events < enough:
        return platt(known, outcome)(index)
    return venn_abers(known, outcome, index).point


def fit_links(severity: Floats, outcome: Floats, prior: float) -> Links:
    """Fit leak and links of a noisy-OR by penalised maximum likelihood.

    Parameters
    ----------
    severity : (n, k) float64
        In [0, 1].
    outcome : (n,) float64
        In {0, 1}.
    prior : float
        Both parameters of the Beta prior of each link and of the leak, 1 or more.

    Returns
    -------
    Links
        In [1e-6, 0.99].

    Notes
    -----
    ``log(1 - R) = log(1 - leak) + sum_m log(1 - lambda_m x_m)``; gradient in closed form, L-BFGS-B
    from one fixed start.
    """
    from scipy.optimize import minimize

    if prior < 1.0:
        raise ModelError(f"the prior must be 1 or more, got {prior}")
    x = np.concatenate([np.ones((len(severity), 1)), severity], axis=1)

    def loss(links: Floats) -> tuple[float, Floats]:
        open_ = 1.0 - links * x
        safe = np.clip(np.prod(open_, axis=1), 1e-12, 1.0 - 1e-12)
        fit = outcome * np.log1p(-safe) + (1.0 - outcome) * np.log(safe)
        slope = (1.0 - outcome) - outcome * safe / (1.0 - safe)
        gradient = -(x / open_ * slope[:, None]).sum(axis=0)
        weight = prior - 1.0
        value = float(fit.sum()) + weight * float((np.log(links) + np.log1p(-links)).sum())
        gradient += weight * (1.0 / links - 1.0 / (1.0 - links))
        return -value, -gradient

    start = np.full(x.shape[1], 0.2)
    found = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LOWEST, _HIGHEST)] * len(start),
        options={"maxiter": 500, "ftol": 1e-10, "gtol": 1e-8},
    )
    return Links(float(found.x[0]), found.x[1:])
