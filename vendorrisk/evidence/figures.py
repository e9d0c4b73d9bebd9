"""One figure from conflicting claims: the best statement of each origin, mixed by weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vendorrisk.evidence.fusion import masses, mix, weight
from vendorrisk.model.belief import Figure
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Band

Interval = tuple[float, float, float]


def mixed(
    claims: Iterable[Claim],
    rate: Callable[[Claim], tuple[str, float]],
    read: str,
    default: Band,
    logical: tuple[float, float],
) -> Figure:
    """Return the figure that claims of one key give (model section 2.4).

    Parameters
    ----------
    claims : iterable of Claim
        In any order; denials give no figure.
    rate : callable
        Origin of a claim, and its strength at the point in [0, 0.99].
    read : {"percent", "votes", "share_of_revenue"}
        Which value; percent points become a share in 0..1.
    default : Band
        Used, and named, when no claim gives a figure.
    logical : tuple of float
        Range that law or logic allows.
    """
    scale = 1.0 if read == "share_of_revenue" else 100.0
    best: dict[str, tuple[Interval, float, Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        interval = _interval(claim, read, scale)
        if interval is None or claim.modality == "denied":
            continue
        origin, strength = rate(claim)
        entry = (interval, strength, claim)
        if strength <= 0.0:
            continue  # a source that carries no weight gives no figure
        if origin not in best or _rank(entry) < _rank(best[origin]):
            best[origin] = entry
    if not best:
        return Figure(
            low=default.low,
            point=default.point,
            high=default.high,
            how=f"no figure given: {default.low:g} to {default.high:g}, {default.reason}",
        )
    entries = [best[name] for name in sorted(best)]
    figures = [(*i, s) for i, s, _ in entries]
    low, point, high = mix(figures, *logical)
    parts = ", ".join(
        f"{name}: {_show(best[name][0])} (weight {weight(best[name][1]):.2f})"
        for name in sorted(best)
    )
    return Figure(
        low=low,
        point=point,
        high=high,
        how=parts,
        claims=tuple(c.id for *_, c in entries),
        parts=tuple(masses(figures, *logical)),
    )


def _interval(claim: Claim, read: str, scale: float) -> Interval | None:
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


def _rank(entry: tuple[Interval, float, Claim]) -> tuple[float, float, str]:
    (low, _, high), strength, claim = entry
    return (-strength, high - low, claim.id)


def _show(interval: Interval) -> str:
    low, point, high = interval
    return f"{point:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
