"""Figures as claims state them: as intervals, with what is chosen between them."""

from __future__ import annotations

from vendorrisk.model.claim import Claim


def stated(claim: Claim, read: str, scale: float) -> tuple[float, float, float] | None:
    """Return the low end, middle and high end of a claim's figure; None where it gives none."""
    if read != "percent":
        share = claim.votes if read == "votes" else claim.share_of_revenue
        return None if share is None else (share / scale, share / scale, share / scale)
    low, point, high = claim.percent_low, claim.percent, claim.percent_high
    values = [v for v in (low, point, high) if v is not None]
    if not values or not all(0 <= v <= 100 for v in values):
        return None
    middle = point if point is not None else sum(values) / len(values)
    if point is None and len(values) == 1:  # "more than" has no top, "up to" no bottom
        values.append(0.0 if low is None else 100.0)
    return min(values) / scale, middle / scale, max(values) / scale


def rank(entry: tuple[tuple[float, float, float], float, Claim]) -> tuple[float, float, str]:
    """Return what figures of one origin are chosen by: strength, then width, then id."""
    (low, _, high), strength, claim = entry
    return (-strength, high - low, claim.id)


def shown(interval: tuple[float, float, float]) -> str:
    """Return an interval as a reason shows it."""
    low, point, high = interval
    return f"{point:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
