"""Oracles in plain Python, one a kernel or formula, named as what they check.

They count worlds, walks, subsets and focal sets; they are slow, share no code with the package and
use exact fractions where the thing itself is rational.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from math import comb, factorial
from typing import Any

Claim = tuple[float, float]  # (belief, plausibility)
FOR, AGAINST, EITHER, NEITHER = frozenset("T"), frozenset("F"), frozenset("TF"), frozenset()


def noisy_or_tree(
    events: Sequence[tuple[float, Sequence[tuple[float, float, float]]]], leak: float
) -> float:
    """Return E[R] by counting every world of roots and private claims.

    An event is (p, mechanisms); a mechanism (link, severity, q). In one world every claim is true
    or false, and R = 1 - (1 - leak) * product over events of the mechanisms that are switched on.
    """
    chances = [p for event in events for p in (event[0], *(q for *_, q in event[1]))]
    total = 0.0
    for world in product((True, False), repeat=len(chances)):
        weight = 1.0
        for chance, true in zip(chances, world, strict=True):
            weight *= chance if true else 1.0 - chance
        total += weight * _risk(events, leak, iter(world))
    return total


def _risk(
    events: Sequence[tuple[float, Sequence[tuple[float, float, float]]]],
    leak: float,
    truth: Iterable[bool],
) -> float:
    safe = 1.0 - leak
    facts = iter(truth)
    for _, mechanisms in events:
        root = next(facts)
        for link, severity, _ in mechanisms:
            private = next(facts)
            if root and private:
                safe *= 1.0 - link * severity
    return 1.0 - safe


def choquet(
    events: Sequence[tuple[Claim, Sequence[tuple[float, float, Claim]]]], leak: float
) -> tuple[float, float]:
    """Return the lower and upper expectation of R over the product of belief functions.

    Every claim has the focal sets {true}, {false} and {true, false}; the worst and the best world
    of every product of focal sets is looked up.
    """
    claims = [c for root, mechanisms in events for c in (root, *(q for *_, q in mechanisms))]
    flat = [(0.0, [(link, x, 0.0) for link, x, _ in mechanisms]) for _, mechanisms in events]
    masses = [((b, (True,)), (1.0 - pl, (False,)), (pl - b, (True, False))) for b, pl in claims]
    lower = upper = 0.0
    for focal in product(*masses):
        weight = 1.0
        for mass, _ in focal:
            weight *= mass
        risks = [_risk(flat, leak, world) for world in product(*(values for _, values in focal))]
        lower += weight * min(risks)
        upper += weight * max(risks)
    return lower, upper


def shapley_of_or(values: Sequence[float]) -> list[float]:
    """Return the Shapley values of 1 - prod(1 - y) by all 2^n coalitions, in fractions."""
    exact = [Fraction(value) for value in values]
    n = len(exact)

    def worth(members: Iterable[int]) -> Fraction:
        safe = Fraction(1)
        for i in members:
            safe *= 1 - exact[i]
        return 1 - safe

    out = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        value = Fraction(0)
        for size in range(n):
            share = Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
            for members in combinations(others, size):
                value += share * (worth([*members, i]) - worth(members))
        out.append(float(value))
    return out


def shapley_shubik(weights: Sequence[int], quota: int) -> list[Fraction]:
    """Return the Shapley-Shubik index of a finite game: who is pivotal in how many orders."""
    pivots = [0] * len(weights)
    for order in permutations(range(len(weights))):
        votes = 0
        for i in order:
            votes += weights[i]
            if votes >= quota:
                pivots[i] += 1
                break
    return [Fraction(count, factorial(len(weights))) for count in pivots]


def oceanic_power(blocks: Sequence[Fraction], quota: Fraction) -> list[Fraction]:
    """Return the power of each block against an ocean of single votes, in exact fractions.

    Every vote of the ocean arrives at a uniform time, so at time t the share t of it is in. The
    chance that exactly the coalition S has come before a block at time t is t^s (1-t)^(n-s); it is
    integrated over the times at which the block turns S and the ocean from losing to winning.
    """
    ocean = 1 - sum(blocks, Fraction(0))
    out = []
    for i, own in enumerate(blocks):
        others = [w for j, w in enumerate(blocks) if j != i]
        power = Fraction(0)
        for size in range(len(others) + 1):
            for members in combinations(others, size):
                votes = sum(members, Fraction(0))
                if ocean == 0:
                    low, high = (0, 1) if votes < quota <= votes + own else (0, 0)
                else:
                    low = max(Fraction(0), (quota - own - votes) / ocean)
                    high = min(Fraction(1), (quota - votes) / ocean)
                if low < high:
                    power += _beta(size, len(others) - size, low, high)
        out.append(power)
    return out


def _beta(a: int, b: int, low: Fraction | int, high: Fraction | int) -> Fraction:
    """Integrate t^a (1-t)^b from low to high by expanding (1-t)^b."""
    total = Fraction(0)
    for k in range(b + 1):
        degree = a + k + 1
        total += Fraction((-1) ** k * comb(b, k), degree) * (
            Fraction(high) ** degree - Fraction(low) ** degree
        )
    return total


def ocean_of_singles(blocks: Sequence[int], singles: int, quota: int) -> list[float]:
    """Return the power of blocks among `singles` holders of one vote each: a finite ocean.

    Given the time t of a block, the number of singles before it is binomial; averaged over t it is
    uniform, jointly with the other blocks by counting orders.
    """
    n = len(blocks) + singles
    out = []
    for i, own in enumerate(blocks):
        others = [w for j, w in enumerate(blocks) if j != i]
        power = Fraction(0)
        for size in range(len(others) + 1):
            for members in combinations(others, size):
                for few in range(singles + 1):
                    votes = sum(members) + few
                    if votes < quota <= votes + own:
                        before = size + few
                        orders = comb(singles, few) * factorial(before) * factorial(n - before - 1)
                        power += Fraction(orders, factorial(n))
        out.append(float(power))
    return out


def integrated(stakes: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return integrated shares by walking money up: the sum over all chains, longer and longer.

    What flows from a company to a holder stops there: a walk that comes back to its holder is not
    followed further.
    """
    names = sorted({name for pair in stakes for name in pair})
    out: dict[tuple[str, str], float] = {}
    for holder in names:
        front = {c: share for (h, c), share in stakes.items() if h == holder and c != holder}
        for _ in range(5000):
            for company, share in front.items():
                out[holder, company] = out.get((holder, company), 0.0) + share
            onward: dict[str, float] = {}
            for (middle, company), share in stakes.items():
                if middle in front and company not in (holder, middle):
                    onward[company] = onward.get(company, 0.0) + front[middle] * share
            front = onward
            if not front or max(front.values()) < 1e-18:
                break
    return out


def chains(
    stakes: Mapping[tuple[str, str], float], holder: str, company: str
) -> dict[tuple[str, ...], float]:
    """Return every chain of stakes without a circle, by its names."""
    names = sorted({name for pair in stakes for name in pair} - {holder, company})
    out = {}
    for size in range(len(names) + 1):
        for between in permutations(names, size):
            row = (holder, *between, company)
            product = 1.0
            for pair in pairwise(row):
                product *= stakes.get(pair, 0.0)
            if product > 0.0:
                out[row] = product
    return out


def controlled(
    votes: Mapping[tuple[str, str], float], holders: set[str], threshold: float, inclusive: bool
) -> set[str]:
    """Return what holders control: the smallest set that contains what it has the majority of."""
    names = {name for pair in votes for name in pair} - holders
    for size in range(len(names) + 1):
        for members in combinations(sorted(names), size):
            group = holders | set(members)
            held = {
                c: sum(v for (h, x), v in votes.items() if x == c and h in group) for c in names
            }
            over = {
                c
                for c, v in held.items()
                if (v >= threshold - 1e-12 if inclusive else v > threshold + 1e-12)
            }
            if over <= set(members):
                return set(members)
    return names


def fuse(
    families: Sequence[Sequence[tuple[int, float]]], base_rate: float
) -> tuple[float, float, float, float]:
    """Return (b, p, pl, k) from focal sets: cautious inside, conjunctive across, Yager at the end.

    A document is a simple support: mass s on {true} or {false}, the rest on both. The cautious
    rule of simple supports with one focus keeps the largest. Products keep the empty set until the
    end, when its mass goes to ignorance.
    """
    state = {EITHER: 1.0}
    for family in families:
        for focus, sign in ((FOR, 1), (AGAINST, -1)):
            strength = max((s for polarity, s in family if polarity == sign), default=0.0)
            state = _conjunction(state, {focus: strength, EITHER: 1.0 - strength})
    conflict = state.get(NEITHER, 0.0)
    b, d = state.get(FOR, 0.0), state.get(AGAINST, 0.0)
    u = state.get(EITHER, 0.0) + conflict
    return b, b + base_rate * u, 1.0 - d, conflict


def _conjunction(
    one: Mapping[frozenset[str], float], other: Mapping[frozenset[str], float]
) -> dict[frozenset[str], float]:
    out: dict[frozenset[str], float] = {}
    for (a, x), (b, y) in product(one.items(), other.items()):
        out[a & b] = out.get(a & b, 0.0) + x * y
    return out


def mix(
    figures: Sequence[tuple[float, float, float]], lowest: float, highest: float
) -> tuple[float, float]:
    """Return the lower and upper expectation of (low, high, strength) figures by their masses.

    Together they hold 1 - prod(1 - s); each takes its part by -ln(1 - s); nobody holds the rest.
    """
    from math import log, prod

    held = 1.0 - prod(1.0 - s for *_, s in figures)
    weights = [-log(1.0 - s) for *_, s in figures]
    masses = [held * w / sum(weights) for w in weights]
    low = sum(m * f[0] for m, f in zip(masses, figures, strict=True)) + (1.0 - held) * lowest
    high = sum(m * f[1] for m, f in zip(masses, figures, strict=True)) + (1.0 - held) * highest
    return low, high


def hhi(shares: Iterable[float]) -> float:
    """Return the sum of squares."""
    return sum(share * share for share in shares)


def ranks(risks: Sequence[float]) -> list[list[float]]:
    """Return the share of every rank, the safest first, that each alternative holds in one draw.

    Every order of the equal ones is as good as another: their ranks are shared over all orders.
    """
    size = len(risks)
    orders = [
        order
        for order in permutations(range(size))
        if all(risks[a] <= risks[b] for a, b in pairwise(order))
    ]
    held = [[0.0] * size for _ in risks]
    for order in orders:
        for rank, who in enumerate(order):
            held[who][rank] += 1.0 / len(orders)
    return held


def isotonic(values: Sequence[Fraction]) -> list[Fraction]:
    """Return the nearest rising sequence by the max-min formula over all stretches."""
    n = len(values)
    return [
        max(
            min(sum(values[i : j + 1], Fraction(0)) / (j + 1 - i) for j in range(k, n))
            for i in range(k + 1)
        )
        for k in range(n)
    ]


def venn_abers(
    scores: Sequence[float], labels: Sequence[int], asked: float
) -> tuple[Fraction, Fraction]:
    """Return both isotonic fits of the row asked for, rows of one score pooled before."""
    found = []
    for label in (0, 1):
        rows = [*zip(scores, labels, strict=True), (asked, label)]
        values = sorted({score for score, _ in rows})
        pools = [[y for score, y in rows if score == value] for value in values]
        spread = [Fraction(sum(pool), len(pool)) for pool in pools for _ in pool]
        sizes = [len(pool) for pool in pools]
        found.append(isotonic(spread)[sum(sizes[: values.index(asked)])])
    return found[0], found[1]


def brier_if_true(
    chances: Sequence[Fraction], forecasts: Sequence[Fraction]
) -> tuple[Fraction, Fraction]:
    """Return mean and variance of the Brier score by counting every outcome."""
    mean = square = Fraction(0)
    for outcome in product((0, 1), repeat=len(chances)):
        weight = Fraction(1)
        for q, y in zip(chances, outcome, strict=True):
            weight *= q if y else 1 - q
        score = sum(
            ((p - y) ** 2 for p, y in zip(forecasts, outcome, strict=True)), Fraction(0)
        ) / len(chances)
        mean += weight * score
        square += weight * score * score
    return mean, square - mean * mean


def points_of(
    items: Sequence[tuple[float, int, frozenset[str]]], claims: Mapping[str, float]
) -> dict[int, float]:
    """Return the distribution of a points score by all worlds of claims and items."""
    names = sorted(claims)
    found: dict[int, float] = {}
    for truths in product((False, True), repeat=len(names)):
        true = {name for name, truth in zip(names, truths, strict=True) if truth}
        weight = 1.0
        for name, truth in zip(names, truths, strict=True):
            weight *= claims[name] if truth else 1.0 - claims[name]
        for outcome in product((False, True), repeat=len(items)):
            chance, score = weight, 0
            for (p, points, needs), happened in zip(items, outcome, strict=True):
                chance *= p if happened else 1.0 - p
                score += points if happened and needs <= true else 0
            found[score] = found.get(score, 0.0) + chance
    return found


def triangular_masses(low: float, mode: float, high: float, cells: int) -> dict[int, float]:
    """Return a triangular distribution split between neighbouring whole numbers, by midpoints."""
    found: dict[int, float] = {}
    total = 0.0
    for k in range(cells):
        x = low + (high - low) * (k + 0.5) / cells
        density = (x - low) / (mode - low) if x < mode else (high - x) / (high - mode)
        below = int(x // 1)
        found[below] = found.get(below, 0.0) + density * (below + 1 - x)
        found[below + 1] = found.get(below + 1, 0.0) + density * (x - below)
        total += density
    return {k: mass / total for k, mass in found.items()}


def kleene(when: Any, row: Mapping[str, float]) -> bool | None:
    """Say whether a condition of a screening rule holds; None where nobody can tell."""
    ((key, value),) = when.items()
    if key == "not":
        inner = kleene(value, row)
        return None if inner is None else not inner
    if key in ("all", "any"):
        parts = [kleene(part, row) for part in value]
        decisive = key == "any"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    x = row[key]
    if x != x:
        return None
    test = {
        "gte": lambda bound: x >= bound,
        "gt": lambda bound: x > bound,
        "lte": lambda bound: x <= bound,
        "lt": lambda bound: x < bound,
        "eq": lambda bound: x == bound,
    }
    return all(test[name](bound) for name, bound in value.items())


def shared_tree(
    events: Sequence[tuple[str, Sequence[tuple[float, float, str | None]]]],
    chances: Mapping[str, float],
    leak: float,
) -> tuple[float, list[float]]:
    """Return E[R], and each event's mean intensity, by counting every world of every claim.

    An event is (root claim, mechanisms), a mechanism (link, severity, private claim or None);
    claims are named, and one name is one claim wherever it stands.
    """
    names = sorted(chances)
    total, each = 0.0, [0.0] * len(events)
    for world in product((True, False), repeat=len(names)):
        truth = dict(zip(names, world, strict=True))
        weight = 1.0
        for name in names:
            weight *= chances[name] if truth[name] else 1.0 - chances[name]
        safe = 1.0 - leak
        for i, (root, mechanisms) in enumerate(events):
            own = 1.0
            for link, severity, private in mechanisms:
                if truth[root] and (private is None or truth[private]):
                    own *= 1.0 - link * severity
            safe *= own
            each[i] += weight * (1.0 - own)
        total += weight * (1.0 - safe)
    return total, each


def value_of_knowing(
    events: Sequence[tuple[str, Sequence[tuple[float, float, str | None]]]],
    chances: Mapping[str, float],
    leak: float,
    losses: Sequence[tuple[float, float]],
    name: str,
) -> float:
    """Return by how much knowing one claim lowers the expected loss of the cheapest action."""

    def loss(given: Mapping[str, float]) -> float:
        risk, _ = shared_tree(events, given, leak)
        return min(fixed + rate * risk for fixed, rate in losses)

    p = chances[name]
    told = p * loss({**chances, name: 1.0}) + (1.0 - p) * loss({**chances, name: 0.0})
    return loss(chances) - told


def smallest_sets(
    facts: int, risk: Callable[[Mapping[int, bool]], float], reached: Callable[[float], bool]
) -> list[tuple[int, ...]]:
    """Return every smallest set of facts (at most 3) that, settled all one way, gets there.

    Every set is tried, and every mix of yes and no on it.
    """
    for size in range(1, 4):
        found = [
            chosen
            for chosen in combinations(range(facts), size)
            if any(
                reached(risk(dict(zip(chosen, answers, strict=True))))
                for answers in product((True, False), repeat=size)
            )
        ]
        if found:
            return found
    return []


def profit_weights(
    control: Sequence[Sequence[float]], cash: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Return k[f][g], what holders with a say in f get of g against what they get of f."""
    firms = range(len(cash[0]))

    def worth(f: int, g: int) -> float:
        return sum(say[f] * part[g] for say, part in zip(control, cash, strict=True))

    return [[worth(f, g) / worth(f, f) for g in firms] for f in firms]


def owen(events: Sequence[tuple[float, Sequence[float]]]) -> list[list[float]]:
    """Return each mechanism's Owen value of 1 - prod(1 - p (1 - prod(1 - z))), by coalitions.

    An event is (p, z of its mechanisms). Orders of events, and inside an event of its mechanisms,
    are all as likely; the others of an event that has begun are those before.
    """

    def risk(chosen: Sequence[frozenset[int]]) -> float:
        safe = 1.0
        for (p, z), members in zip(events, chosen, strict=True):
            off = 1.0
            for m in members:
                off *= 1.0 - z[m]
            safe *= 1.0 - p * (1.0 - off)
        return 1.0 - safe

    whole = [frozenset(range(len(z))) for _, z in events]
    out = [[0.0] * len(z) for _, z in events]
    for e, (_, z) in enumerate(events):
        others = [i for i in range(len(events)) if i != e]
        for inner in permutations(range(len(z))):
            for outer in permutations(range(len(events))):
                before = set(outer[: outer.index(e)])
                base = [whole[i] if i in before else frozenset[int]() for i in range(len(events))]
                for k, m in enumerate(inner):
                    base[e] = frozenset(inner[:k])
                    less = risk(base)
                    base[e] = frozenset(inner[: k + 1])
                    weight = factorial(len(z)) * factorial(len(others) + 1)
                    out[e][m] += (risk(base) - less) / weight
    return out
