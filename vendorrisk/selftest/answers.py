"""The answer key: worked examples of others in ``rules/answers.yaml``, put to the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from vendorrisk.decision.appetite import decide
from vendorrisk.evidence.fusion import decayed, fuse, mix
from vendorrisk.graph.control import Majorities
from vendorrisk.graph.ownership import integrated
from vendorrisk.graph.power import oceanic_power, voting_power
from vendorrisk.graph.weights import modified_hhi, profit_weights
from vendorrisk.mechanisms.herfindahl import after_loss, hhi_bounds
from vendorrisk.model.assessment import Interval
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Action, Appetite, Buyer
from vendorrisk.rulebook import load_buyer, load_parameters, load_registry
from vendorrisk.rulebook.files import load_file, rules_root
from vendorrisk.scoring.explanation import explain
from vendorrisk.scoring.ledger import decibels
from vendorrisk.scoring.packed import pack
from vendorrisk.scoring.tree import score
from vendorrisk.selftest.chances import ON_CHANCES
from vendorrisk.selftest.worlds import belief, event, exact, mechanism

Kind = Literal["published", "published-inputs", "derived", "memory-recomputed"]


class Answer(Noun):
    """One worked example.

    ``kind``: "published" was read in the cited source, "published-inputs" has inputs from there
    and outputs recomputed, "derived" was worked out by independent brute force,
    "memory-recomputed" is a textbook example recomputed.
    """

    id: str
    topic: str
    kind: Kind
    ask: str  # a key of QUESTIONS
    inputs: dict[str, Any]
    expected: tuple[float, ...]
    tolerance: float = Field(ge=0.0)
    source: str


class AnswerFile(Noun):
    """``rules/answers.yaml``."""

    answers: tuple[Answer, ...]


def load_answers() -> tuple[Answer, ...]:
    """Return the answers that ship with the package, in the order of the file."""
    return load_file(rules_root() / "answers.yaml", AnswerFile).answers


def wrong(answer: Answer) -> str | None:
    """Return how the package's answer differs, None where it agrees within the tolerance."""
    try:
        found = QUESTIONS[answer.ask](**answer.inputs)
    except Exception as error:  # noqa: BLE001  # whatever it is, the answer is not there
        return f"{type(error).__name__}: {error}"
    expected = answer.expected
    if len(found) != len(expected):
        return f"{len(found)} numbers, expected {len(expected)}"
    for i, (one, other) in enumerate(zip(found, expected, strict=True)):
        if not abs(one - other) <= answer.tolerance:
            return f"number {i + 1} is {one!r}, expected {other!r}"
    return None


def _power(weights: list[float], quota: float, total: float) -> list[float]:
    return oceanic_power([w / total for w in weights], quota / total)


def _power_ends(weights: list[float], quota: float, total: float) -> list[float]:
    found = _power(weights, quota, total)
    return [found[0], found[-1]]


def _power_alone(stakes: list[float]) -> list[float]:
    return [oceanic_power([stake])[0] for stake in stakes]


def _finite_power(weights: list[int], quota: int) -> list[float]:
    return voting_power(weights, quota)


def _finite_power_ends(weights: list[int], quota: int, singles: int = 0) -> list[float]:
    found = voting_power([*weights, *[1] * singles], quota)
    return [found[0], found[-1]]


Stake = tuple[str, str, float]


def _shares(stakes: list[Stake], pairs: list[tuple[str, str]]) -> list[float]:
    found = integrated({(holder, company): part for holder, company, part in stakes})
    return [share for a, b in pairs if (share := found[a, b]) is not None]


def _controls(
    votes: list[Stake],
    holders: list[list[str]],
    companies: list[str],
    inclusive: bool,
) -> list[float]:
    """By group of holders and by company: 1 where it is controlled, else 0."""
    made = Majorities({(h, c): part for h, c, part in votes}, inclusive=inclusive)
    return [float(c in made.of(group)) for group in holders for c in companies]


def _profit_weights(cash: list[list[float]], control: list[list[float]]) -> list[float]:
    return [float(k) for k in profit_weights(control, cash).ravel()]


def _modified_hhi(
    shares: list[float], cash: list[list[float]], control: list[list[float]]
) -> list[float]:
    """In points: the index, and what the weights add to it."""
    plain = sum(share * share for share in shares)
    found = modified_hhi(shares, profit_weights(control, cash))
    return [1e4 * plain, 1e4 * (found - plain)]


def _concentration(shares: list[float], cap: float | None = None) -> list[float]:
    return list(hhi_bounds([exact(share) for share in shares], cap))


def _concentration_after(index: float, share: float, part: float) -> list[float]:
    return [after_loss(index, share, part)]


def _fused(
    families: Sequence[Sequence[tuple[int, float]]], base_rate: float
) -> tuple[float, float, float]:
    """Inside a family the strongest counts; that is how families reach `fuse`."""
    sides = {
        sign: [
            max(s for polarity, s in family if polarity == sign)
            for family in families
            if any(polarity == sign for polarity, _ in family)
        ]
        for sign in (1, -1)
    }
    return fuse(sides[1], sides[-1], base_rate)[:3]


def _opinion(families: list[list[tuple[int, float]]]) -> list[float]:
    b, _, pl = _fused(families, 0.5)
    return [b, 1.0 - pl, pl - b]


def _opinions(claims: Iterable[tuple[list[list[tuple[int, float, float]]], float]]) -> list[float]:
    """Half of an evidence's weight is one half-life of age."""
    out: list[float] = []
    for families, base in claims:
        aged = [
            [(sign, decayed(s, 1.0 if part == 0.5 else 0.0, 1.0)) for sign, s, part in family]
            for family in families
        ]
        out += _fused(aged, base)
    return out


def _admiralty() -> list[float]:
    table: Mapping[Any, float] = load_registry().sources.admiralty
    return [table[letter] for letter in "ABCDEF"]


def _modality(words: list[str]) -> list[float]:
    bands = load_parameters().evidence.modality
    return [end for word in words for end in (bands[word].low, bands[word].high)]


def _mix_of_powers(families: list[tuple[float, float]]) -> list[float]:
    """For a rising function of the figure, the bounds are those of its values."""
    seen = [(oceanic_power([share])[0], strength) for share, strength in families]
    low, _, high = mix([(g, g, g, strength) for g, strength in seen], 0.0, 1.0)
    return [low, high]


def _noisy_or(links: list[float], rows: list[str]) -> list[float]:
    out = []
    for row in rows:
        events = [
            event(str(i), mechanism(1.0, link))
            for i, (link, here) in enumerate(zip(links, row, strict=True))
            if here == "t"
        ]
        out.append(score([events], 0.0)[0].risk.point)
    return out


def _shapley(links: list[float]) -> list[float]:
    events = [event(str(i), mechanism(1.0, link)) for i, link in enumerate(links)]
    return list(score([events], 0.0)[0].shapley)


def _risk(
    links: list[float], claims: list[tuple[float, float, float]], severities: list[float]
) -> list[float]:
    events = [
        event(str(i), mechanism(severity, link), claim=belief(*ends))
        for i, (link, ends, severity) in enumerate(zip(links, claims, severities, strict=True))
    ]
    found = score([events], 0.0)[0].risk
    return [found.low, found.point, found.high]


def buyer(actions: Mapping[str, Sequence[float]]) -> Buyer:
    """Return a buyer with these losses: (fixed, per risk) of accept, mitigate and replace."""
    table = {name: Action(fixed=a, per_risk=b) for name, (a, b) in actions.items()}
    return load_buyer("google").model_copy(update={"appetite": Appetite(**table)})


def _loss(risk: float, actions: dict[str, tuple[float, float]]) -> list[float]:
    decision = decide(Interval(low=risk, point=risk, high=risk), buyer(actions))
    return [next(x.point for x in decision.losses if x.action == decision.at_point)]


def _worth(
    links: list[float], chances: list[float], actions: list[tuple[float, float]]
) -> list[float]:
    """What it is worth to know each of several facts."""
    import numpy as np

    events = [
        event(str(i), mechanism(1.0, link), claim=belief(chance))
        for i, (link, chance) in enumerate(zip(links, chances, strict=True))
    ]
    found = explain(pack([events]), 0.0, np.array(actions, dtype=np.float64))
    return [float(value) for value in found.root_value]


def _expected_losses(impacts: list[float], chances: list[float]) -> list[float]:
    """Taking the risk as it is: what the buyer loses on average."""
    none = {"mitigate": (9.0, 0.0), "replace": (9.0, 0.0)}
    return [
        _loss(chance, {"accept": (0.0, impact), **none})[0]
        for impact, chance in zip(impacts, chances, strict=True)
    ]


def _in_decibels(intensities: list[float]) -> list[float]:
    return [decibels(y) for y in intensities]


QUESTIONS: Mapping[str, Callable[..., list[float]]] = MappingProxyType(
    {
        **ON_CHANCES,
        "power": _power,
        "power-ends": _power_ends,
        "power-alone": _power_alone,
        "finite-power": _finite_power,
        "finite-power-ends": _finite_power_ends,
        "integrated": _shares,
        "controls": _controls,
        "profit-weights": _profit_weights,
        "modified-hhi": _modified_hhi,
        "hhi": _concentration,
        "hhi-after": _concentration_after,
        "opinion": _opinion,
        "beliefs": _opinions,
        "admiralty": _admiralty,
        "modality": _modality,
        "mix-of-powers": _mix_of_powers,
        "noisy-or": _noisy_or,
        "shapley": _shapley,
        "risk": _risk,
        "loss": _loss,
        "worth": _worth,
        "expected-losses": _expected_losses,
        "decibels": _in_decibels,
    }
)
