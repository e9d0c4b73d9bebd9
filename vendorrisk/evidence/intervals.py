"""One figure from the intervals that claims give, each as exact as the text is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vendorrisk.evidence.fusion import masses, mix, weight
from vendorrisk.model.belief import Figure
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Band


def figure_of(
    claims: Iterable[Claim],
    strength: Callable[[Claim], float],
    origin: Callable[[Claim], str],
    read: str,
    default: Band,
    logical: tuple[float, float],
) -> Figure:
    """Return one figure from conflicting claims, by the strength and the origin of each.

    The others as in `beliefs.Evidence.figure`.
    """
    scale = 1.0 if read == "share_of_revenue" else 100.0
    best: dict[str, tuple[tuple[float, float, float], float, Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        interval = interval_of(claim, read, scale)
        if interval is None or claim.modality == "denied":
            continue
        entry = (interval, strength(claim), claim)
        if entry[1] <= 0.0:
            continue  # a source that carries no weight gives no figure
        name = origin(claim)
        if name not in best or rank(entry) < rank(best[name]):
            best[name] = entry
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
        f"{name}: {shown(best[name][0])} (weight {weight(best[name][1]):.2f})"
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


def interval_of(claim: Claim, read: str, scale: float) -> tuple[float, float, float] | None:
    """Return low, point and high that a claim gives for a figure, in shares; None: it gives none.

    `read` is "percent", "votes" or "share_of_revenue", `scale` what its unit is divided by.
    """
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
    """Return what claims of one origin are ordered by: the strongest first, then the narrowest."""
    (low, _, high), strength, claim = entry
    return (-strength, high - low, claim.id)


def shown(interval: tuple[float, float, float]) -> str:
    """Return an interval as text, one number when it has no width."""
    low, point, high = interval
    return f"{point:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
