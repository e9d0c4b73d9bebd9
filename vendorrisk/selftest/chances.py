"""Questions of the answer key on chances: calibration, ranks, and claims that hang together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from vendorrisk.calibration import maps, proper
from vendorrisk.decision.dependence import nested, spread
from vendorrisk.kernels.sobol import BITS, sobol
from vendorrisk.scoring.ranking import entropy_bits


def _brier_if_true(chance: list[float], forecast: list[float]) -> list[float]:
    return list(proper.brier_if_true(chance, forecast))


def _venn_abers(index: list[float], outcome: list[int], asked: list[float]) -> list[float]:
    return [float(x) for ends in maps.venn_abers(index, outcome, asked) for x in ends]


def _net_benefit(
    rows: int, hits: int, hits_acted: int, misses_acted: int, threshold: float
) -> list[float]:
    outcome = [1] * hits + [0] * (rows - hits)
    act = [int(i < hits_acted or 0 <= i - hits < misses_acted) for i in range(rows)]
    everyone, nobody = [1] * rows, [0] * rows
    return [
        *(proper.net_benefit(outcome, who, threshold) for who in (everyone, nobody, act)),
        proper.interventions_avoided(outcome, act, threshold),
    ]


def _conformal(n: list[int], alpha: list[float]) -> list[float]:
    ranks = [maps.conformal_rank(size, a) or 0 for size, a in zip(n, alpha, strict=True)]
    coverage = [rank / (size + 1) for rank, size in zip(ranks, n, strict=True)]
    return [*ranks, *map(maps.smallest_sample, alpha), *coverage]


def _any_of(chances: list[float]) -> list[float]:
    parts = [(chance, 1.0) for chance in chances]
    return [nested(parts), spread(parts, 1.0)]


def _sobol_points(dimensions: int, bits: int) -> list[float]:
    heads, tails = sobol(dimensions, bits, bits, None)
    points = (heads ^ tails) / 2.0**BITS
    order = [i ^ (i >> 1) for i in range(2**bits)]
    return [float(points[j, i]) for i in order for j in range(dimensions)]


ON_CHANCES: Mapping[str, Callable[..., list[float]]] = MappingProxyType(
    {
        "brier": lambda outcome, forecast: [proper.brier(outcome, forecast)],
        "brier-if-true": _brier_if_true,
        "murphy": lambda outcome, forecast: list(proper.murphy(outcome, forecast)),
        "isotonic": lambda values: maps.isotonic(values).tolist(),
        "venn-abers": _venn_abers,
        "net-benefit": _net_benefit,
        "conformal": _conformal,
        "any-of": _any_of,
        "entropy": lambda shares: [entropy_bits(shares)],
        "sobol": _sobol_points,
    }
)
