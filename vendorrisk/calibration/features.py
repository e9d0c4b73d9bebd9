"""What a coded precedent gives the model: the severities that a report would weigh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vendorrisk.calibration.proper import Floats
from vendorrisk.graph.power import oceanic_power
from vendorrisk.model.assessment import Event, Interval, Mechanism
from vendorrisk.model.parameters import Parameters
from vendorrisk.model.precedent import BacktestSettings, Precedent
from vendorrisk.scoring.ledger import decibels
from vendorrisk.scoring.tree import score

TOP = 3  # codes run from 0 to 3
TIES = ("cash", "votes", "entry", "leadership")
FEATURES = (*TIES, "access", "substitutes", "dependence")


class Design(NamedTuple):
    """Severities of all precedents: ``(n, 7)`` at low, point and high, in the order `FEATURES`."""

    low: Floats
    point: Floats
    high: Floats


def design(
    precedents: Sequence[Precedent], parameters: Parameters, settings: BacktestSettings
) -> Design:
    """Return the severities of each precedent, all times the rivalry.

    Parameters
    ----------
    precedents : sequence of Precedent
        n rows.
    parameters : Parameters
        The defaults of the model: the severity of a chief executive who moves.
    settings : BacktestSettings
        Severities of what is coded in words.

    Notes
    -----
    With rivalry rho = code / 3: cash, share x rho; votes, Shapley-Shubik power against a dispersed
    float x rho; entry, rho where the vendor itself is the rival; leadership, severity of a chief
    executive x rho; access and substitutes, code / 3 x rho; dependence, its severity x rho, an
    interval where it is not known. Without rivalry all are 0.
    """
    ends = [_severities(one, parameters, settings) for one in precedents]
    table = np.array(ends, dtype=np.float64).reshape(len(precedents), len(FEATURES), 3)
    return Design(*(np.ascontiguousarray(table[:, :, end]) for end in range(3)))


def _severities(
    one: Precedent, parameters: Parameters, settings: BacktestSettings
) -> list[tuple[float, float, float]]:
    rho = one.rivalry / TOP
    entered = one.kind == "vendor_enters_buyer_market"
    share = 0.0 if entered else one.stake
    moved = parameters.leadership.role["chief executive"].value if one.leaders_moved else 0.0
    known = [share, oceanic_power([share])[0], float(entered), moved]
    known += [one.access / TOP, one.substitutes / TOP]
    need = settings.severity.dependence[one.dependence or "unknown"]
    return [
        *((value * rho, value * rho, value * rho) for value in known),
        (need.low * rho, need.point * rho, need.high * rho),
    ]


def indices(table: Design, link: float, only: Sequence[str] = FEATURES) -> list[Interval]:
    """Return the index of each precedent: the risk tree of a report, with equal links.

    Parameters
    ----------
    table : Design
        Severities.
    link : float
        Link of every feature.
    only : sequence of str
        Features that count.
    """
    chosen = [FEATURES.index(name) for name in only]
    pairs = [
        [
            _event(FEATURES[j], link, table.low[i, j], table.point[i, j], table.high[i, j])
            for j in chosen
        ]
        for i in range(len(table.point))
    ]
    return [one.risk for one in score(pairs, 0.0)]


def in_decibels(found: Sequence[Interval]) -> Floats:
    """Return the point of each index in decibels."""
    return np.array([decibels(one.point) for one in found], dtype=np.float64)


def _event(name: str, link: float, low: float, point: float, high: float) -> Event:
    severity = Interval(low=float(low), point=float(point), high=float(high))
    return Event(
        id=name,
        what=name,
        factor="leadership" if name == "leadership" else "ownership",
        party=None,
        rivalry=None,
        claim=None,
        mechanisms=(Mechanism(channel=name, severity=severity, link=link, how="coded"),),
    )
