"""Fusion of evidence to belief (model section 2.3) and of figures to intervals (2.4).

Cautious rule inside a family (the strongest counts, so a copy changes nothing), Dempster across
families (weights add), conflict turned into ignorance once at the end (Yager 1987).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from vendorrisk.errors import ModelError
from vendorrisk.model.belief import Mass, Strength, expected

CAP = 0.99


def weight(strength: float) -> float:
    """Return the weight of evidence ``-ln(1 - s)`` in nats, for s in [0, 0.99].

    >>> round(weight(0.5), 6)
    0.693147
    """
    if not 0.0 <= strength <= CAP:
        raise ModelError(f"strength {strength} is outside [0, {CAP}]")
    return -math.log1p(-strength)


def decayed(strength: float, age_days: float, half_life_days: float | None) -> float:
    """Return the strength after `age_days`: the weight halves every half-life.

    ``None`` means no decay (a dated event). Evidence fades to ignorance, not to "false".

    >>> round(decayed(0.75, 100, 100), 6)
    0.5
    """
    if half_life_days is None or age_days <= 0:
        return strength
    return -math.expm1(-weight(strength) * 2.0 ** (-age_days / half_life_days))


def weakened(strength: float, left: float) -> float:
    """Return the strength when `left` (0..1) of its weight is left; 1 returns it bit for bit.

    >>> round(weakened(0.75, 0.5), 6), weakened(0.75, 0.0)
    (0.5, 0.0)
    """
    return strength if left >= 1.0 else -math.expm1(-weight(strength) * left)


def fuse(
    supports: Iterable[float], denials: Iterable[float], base_rate: float, discount: float = 1.0
) -> tuple[float, float, float, float]:
    """Fuse one strength a family.

    Parameters
    ----------
    supports, denials : iterable of float
        Strength of each family for and against, in [0, 0.99].
    base_rate : float
        Prior a in [0, 1].
    discount : float
        Delta in [0, 1]: 1 families independent, 0 all one source.

    Returns
    -------
    tuple of float
        ``(b, p, pl, k)``: belief, point b + a*u, plausibility, conflict.

    Examples
    --------
    >>> [round(v, 4) for v in fuse([0.75], [], 0.5)]
    [0.75, 0.875, 1.0, 0.0]
    >>> [round(v, 4) for v in fuse([0.75], [0.25], 0.5)]
    [0.5625, 0.75, 0.9375, 0.1875]
    """
    if not (0.0 <= base_rate <= 1.0 and 0.0 <= discount <= 1.0):
        raise ModelError(f"base rate {base_rate} or discount {discount} is outside [0, 1]")
    q_for = math.exp(-_total(supports, discount))
    q_against = math.exp(-_total(denials, discount))
    conflict = (1.0 - q_for) * (1.0 - q_against)
    b = (1.0 - q_for) * q_against
    d = q_for * (1.0 - q_against)
    pl = 1.0 - d
    return b, min(b + base_rate * (pl - b), pl), pl, conflict


def _total(strengths: Iterable[float], discount: float) -> float:
    total, factor = 0.0, 1.0
    for value in sorted((weight(s) for s in strengths), reverse=True):
        total += factor * value
        factor *= discount
    return total


def fuse_strengths(
    supports: Sequence[Strength], denials: Sequence[Strength], base_rate: float, discount: float
) -> tuple[float, float, float, float]:
    """Fuse strengths that are intervals.

    Belief and plausibility are monotone in every strength, so the low end takes the weakest
    support with the strongest denial and the high end the reverse; the conflict is the point's.

    Returns
    -------
    tuple of float
        ``(low, point, high, conflict)`` with low <= point <= high.
    """
    low = fuse([s.low for s in supports], [s.high for s in denials], base_rate, discount)[0]
    _, point, _, conflict = fuse(
        [s.point for s in supports], [s.point for s in denials], base_rate, discount
    )
    high = fuse([s.high for s in supports], [s.low for s in denials], base_rate, discount)[2]
    return low, min(max(point, low), high), high, conflict


def joined(weights: Sequence[float], beliefs: Sequence[float]) -> float:
    """Return the part of a group's full effect that is evidenced, in [0, 1].

    Each member counts by its own weight: ``(1 - prod(1 - w_i p_i)) / (1 - prod(1 - w_i))``.

    >>> joined([0.5, 0.5], [1.0, 1.0]), joined([0.5], [0.25])
    (1.0, 0.25)
    """
    together = 1.0 - math.prod(1.0 - weight for weight in weights)
    off = math.prod(1.0 - w * p for w, p in zip(weights, beliefs, strict=True))
    return min(1.0, (1.0 - off) / together) if together > 0.0 else 0.0


def mix(
    figures: Sequence[tuple[float, float, float, float]], lowest: float, highest: float
) -> tuple[float, float, float]:
    """Mix conflicting figures to one interval (model section 2.4).

    Parameters
    ----------
    figures : sequence of (low, point, high, strength)
        One a family, in the figure's own unit; strength in [0, 0.99].
    lowest, highest : float
        Logical range of the figure, taken by the mass that no family holds.

    Returns
    -------
    tuple of float
        Lower expectation, point (mean weighted by evidence), upper expectation.

    Examples
    --------
    >>> [round(v, 6) for v in mix([(0.25, 0.25, 0.25, 0.75), (0.33, 0.33, 0.33, 0.5)], 0, 1)]
    [0.242083, 0.276667, 0.367083]
    """
    return expected(masses(figures, lowest, highest), lambda figure: figure)


def masses(
    figures: Sequence[tuple[float, float, float, float]], lowest: float, highest: float
) -> list[Mass]:
    """Return what mass each family's figure has, and what is left to the whole range.

    ``m_f = S w_f / sum(w)`` with ``S = 1 - exp(-sum(w))``; parameters as in `mix`.
    """
    weights = [weight(strength) for *_, strength in figures]
    total = math.fsum(weights)
    if total <= 0.0:
        return [Mass(lowest, None, highest, 1.0)]
    held = -math.expm1(-total)
    given = [
        Mass(low, point, high, held * w / total)
        for w, (low, point, high, _) in zip(weights, figures, strict=True)
    ]
    return [*given, Mass(lowest, None, highest, 1.0 - held)]
