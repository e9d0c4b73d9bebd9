"""The package against answers that others worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from answer_key import ENTRIES, Entry
from worlds import belief, buyer, event, exactly, interval, mechanism

from vendorrisk.calibration import maps, proper
from vendorrisk.decision.appetite import decide
from vendorrisk.decision.dependence import nested, spread
from vendorrisk.evidence.fusion import decayed, fuse, mix
from vendorrisk.graph.ownership import integrated
from vendorrisk.graph.power import oceanic_power
from vendorrisk.kernels.sobol import BITS, sobol
from vendorrisk.mechanisms.herfindahl import after_loss, hhi_bounds
from vendorrisk.model.buyer import Action, Appetite
from vendorrisk.rulebook import load_parameters, load_registry
from vendorrisk.scoring.information import values_of_information
from vendorrisk.scoring.ledger import decibels
from vendorrisk.scoring.ranking import entropy_bits
from vendorrisk.scoring.tree import score


def power(weights: list[float], quota: float, total: float) -> list[float]:
    return oceanic_power([w / total for w in weights], quota / total)


def power_ends(weights: list[float], quota: float, total: float) -> list[float]:
    found = power(weights, quota, total)
    return [found[0], found[-1]]


def power_alone(stakes: list[float]) -> list[float]:
    return [oceanic_power([stake])[0] for stake in stakes]


def shares(stakes: dict[tuple[str, str], float], pairs: list[tuple[str, str]]) -> list[float]:
    found = integrated(stakes)
    return [share for pair in pairs if (share := found[pair]) is not None]


def concentration(shares: list[float], cap: float | None = None) -> list[float]:
    return list(hhi_bounds([exactly(share) for share in shares], cap))


def concentration_after(index: float, share: float, part: float) -> list[float]:
    return [after_loss(index, share, part)]


def fused(families: list[list[tuple[int, float]]], base_rate: float) -> tuple[float, float, float]:
    """Inside a family the strongest counts; that is how families reach `fuse`."""
    sides = {
        sign: [
            max(s for p, s in family if p == sign) for family in families if (sign in dict(family))
        ]
        for sign in (1, -1)
    }
    return fuse(sides[1], sides[-1], base_rate)[:3]


def opinion(families: list[list[tuple[int, float]]]) -> list[float]:
    b, _, pl = fused(families, 0.5)
    return [b, 1.0 - pl, pl - b]


def opinions(claims: list[tuple[list[list[tuple[int, float, float]]], float]]) -> list[float]:
    """Half of an evidence's weight is one half-life of age."""
    out: list[float] = []
    for families, base in claims:
        aged = [
            [(sign, decayed(s, 1.0 if part == 0.5 else 0.0, 1.0)) for sign, s, part in family]
            for family in families
        ]
        out += fused(aged, base)
    return out


def admiralty() -> list[float]:
    table = load_registry().sources.admiralty
    return [table[letter] for letter in "ABCDEF"]  # type: ignore[index]


def modality(words: list[str]) -> list[float]:
    bands = load_parameters().evidence.modality
    return [end for word in words for end in (bands[word].low, bands[word].high)]


def mix_of_powers(families: list[tuple[float, float]]) -> list[float]:
    """For a rising function of the figure, the bounds are those of its values."""
    seen = [(oceanic_power([share])[0], strength) for share, strength in families]
    low, _, high = mix([(g, g, g, strength) for g, strength in seen], 0.0, 1.0)
    return [low, high]


def noisy_or(links: list[float], rows: list[str]) -> list[float]:
    out = []
    for row in rows:
        events = [
            event(str(i), mechanism(1.0, link))
            for i, (link, here) in enumerate(zip(links, row, strict=True))
            if here == "t"
        ]
        out.append(score([events], 0.0)[0].risk.point)
    return out


def shapley(links: list[float]) -> list[float]:
    events = [event(str(i), mechanism(1.0, link)) for i, link in enumerate(links)]
    return list(score([events], 0.0)[0].shapley)


def risk(
    links: list[float], claims: list[tuple[float, float, float]], severities: list[float]
) -> list[float]:
    events = [
        event(str(i), mechanism(severity, link), claim=belief(*ends))
        for i, (link, ends, severity) in enumerate(zip(links, claims, severities, strict=True))
    ]
    found = score([events], 0.0)[0].risk
    return [found.low, found.point, found.high]


def loss(risk: float, actions: dict[str, tuple[float, float]]) -> list[float]:
    table = {name: Action(fixed=a, per_risk=b) for name, (a, b) in actions.items()}
    who = buyer().model_copy(update={"appetite": Appetite(**table)})
    decision = decide(interval(risk), who)
    return [next(x.point for x in decision.losses if x.action == decision.at_point)]


def in_decibels(intensities: list[float]) -> list[float]:
    return [decibels(y) for y in intensities]


def sobol_points(dimensions: int, bits: int) -> list[float]:
    heads, tails = sobol(dimensions, bits, bits, None)
    points = (heads ^ tails) / 2.0**BITS
    order = [i ^ (i >> 1) for i in range(2**bits)]
    return [float(points[j, i]) for i in order for j in range(dimensions)]


def evppi(
    links: list[float], chances: list[float], actions: dict[str, tuple[float, float]]
) -> list[float]:
    """The claims are known to be open: their ends differ, so none is taken as vacuous."""
    table = {name: Action(fixed=a, per_risk=b) for name, (a, b) in actions.items()}
    events = [
        event(str(i), mechanism(1.0, link), claim=belief(p))
        for i, (link, p) in enumerate(zip(links, chances, strict=True))
    ]
    return list(values_of_information(events, 0.0, Appetite(**table)))


def brier_if_true(chance: list[float], forecast: list[float]) -> list[float]:
    return list(proper.brier_if_true(chance, forecast))


def venn_abers(index: list[float], outcome: list[int], asked: list[float]) -> list[float]:
    return [float(x) for ends in maps.venn_abers(index, outcome, asked) for x in ends]


def net_benefit(
    rows: int, hits: int, hits_acted: int, misses_acted: int, threshold: float
) -> list[float]:
    outcome = [1] * hits + [0] * (rows - hits)
    act = [int(i < hits_acted or 0 <= i - hits < misses_acted) for i in range(rows)]
    everyone, nobody = [1] * rows, [0] * rows
    return [
        *(proper.net_benefit(outcome, who, threshold) for who in (everyone, nobody, act)),
        proper.interventions_avoided(outcome, act, threshold),
    ]


def conformal(n: list[int], alpha: list[float]) -> list[float]:
    ranks = [maps.conformal_rank(size, a) or 0 for size, a in zip(n, alpha, strict=True)]
    coverage = [rank / (size + 1) for rank, size in zip(ranks, n, strict=True)]
    return [*ranks, *map(maps.smallest_sample, alpha), *coverage]


def any_of(chances: list[float]) -> list[float]:
    parts = [(chance, 1.0) for chance in chances]
    return [nested(parts), spread(parts, 1.0)]


QUESTIONS: dict[str, Callable[..., list[float]]] = {
    "power": power,
    "power-ends": power_ends,
    "power-alone": power_alone,
    "integrated": shares,
    "hhi": concentration,
    "hhi-after": concentration_after,
    "opinion": opinion,
    "beliefs": opinions,
    "admiralty": admiralty,
    "modality": modality,
    "mix-of-powers": mix_of_powers,
    "noisy-or": noisy_or,
    "shapley": shapley,
    "risk": risk,
    "loss": loss,
    "decibels": in_decibels,
    "entropy": lambda shares: [entropy_bits(shares)],
    "sobol": sobol_points,
    "evppi": evppi,
    "brier": lambda outcome, forecast: [proper.brier(outcome, forecast)],
    "brier-if-true": brier_if_true,
    "murphy": lambda outcome, forecast: list(proper.murphy(outcome, forecast)),
    "isotonic": lambda values: maps.isotonic(values).tolist(),
    "venn-abers": venn_abers,
    "net-benefit": net_benefit,
    "conformal": conformal,
    "any-of": any_of,
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}-{entry.kind}")
def test_answer(entry: Entry) -> None:
    found: Any = QUESTIONS[entry.ask](**entry.inputs)
    assert found == pytest.approx(entry.expected, abs=entry.tolerance, rel=0.0)


def test_every_entry_has_its_own_id() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids)) == 42
