"""How much of a rival a party is for one buyer: declared, by market, or by what it owns."""

from __future__ import annotations

from functools import cached_property

from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key
from vendorrisk.graph.ownership import integrated
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Parameters

MAX_DEPTH = 6  # steps of an ownership chain that are followed


class Rivalry(Noun):
    """Rivalry of a party with the buyer in [0, 1], why, and the claims it rests on."""

    low: float
    point: float
    high: float
    why: str
    claims: tuple[str, ...] = ()


class Rivalries:
    """Rivalry of any party with one buyer (model section 3.1).

    A declared rival, or a party under a declared rival's control, has the declared figure; the
    buyer's own group has 0. A party that owns parts of rivals, or is partly owned by them, has
    the sum of those shares times their rivalry: that is what it gains when a rival gains.
    """

    def __init__(self, buyer: Buyer, evidence: Evidence, parameters: Parameters) -> None:
        self.buyer = buyer
        self.evidence = evidence
        self.parameters = parameters
        self._cache: dict[str, Rivalry] = {}

    @cached_property
    def _own(self) -> frozenset[str]:
        resolver = self.evidence.resolver
        names = (self.buyer.name, *self.buyer.group)
        return frozenset(member for name in names for member in resolver.group(name))

    @cached_property
    def _declared(self) -> dict[str, float]:
        resolver = self.evidence.resolver
        return {resolver.name(r.name) or r.name: r.rivalry for r in self.buyer.rivals}

    @property
    def highest(self) -> float:
        """Return the rivalry that a hidden rival may have: 1 unless the buyer has no market."""
        return 1.0 if self.buyer.rivals or self.buyer.markets else 0.0

    def is_own(self, party: str) -> bool:
        """Whether a party belongs to the buyer's own group."""
        return any(name in self._own for name in self.evidence.resolver.group(party))

    def of(self, party: str) -> Rivalry:
        """Return the rivalry of a party."""
        if party not in self._cache:
            self._cache[party] = self._find(party)
        return self._cache[party]

    def _find(self, party: str) -> Rivalry:
        if self.is_own(party):
            return _flat(0.0, f"{party} belongs to {self.buyer.name}'s own group")
        declared = self._direct(party)
        if declared is not None:
            return declared
        through = self._through_holdings(party)
        by_market = self._by_market(party)
        if through is None:
            return by_market
        return Rivalry(
            low=min(1.0, through.low + by_market.low),
            point=min(1.0, through.point + by_market.point),
            high=min(1.0, through.high + by_market.high),
            why=through.why,
            claims=through.claims,
        )

    def _direct(self, party: str) -> Rivalry | None:
        for name in self.evidence.resolver.group(party):
            if name in self._declared:
                value = self._declared[name]
                part = "" if name == party else f", through its parent {name}"
                return _flat(value, f"declared rival of {self.buyer.name}{part} ({value:g})")
        return None

    def _by_market(self, party: str) -> Rivalry:
        entity = self.evidence.resolver.entity(party)
        markets = self.evidence.resolver.markets(party)
        if markets is not None and self.buyer.markets:
            share = min(1.0, sum(self.buyer.markets.get(market, 0.0) for market in sorted(markets)))
            shared = sorted(markets & set(self.buyer.markets))
            why = f"sells in {', '.join(shared)}" if shared else "sells in none of its markets"
            return _flat(share, why)
        if markets is not None or self._declared_complete(party):
            return _flat(0.0, f"not among the declared rivals of {self.buyer.name}")
        if entity is not None and entity.kind in {"fund", "government", "person", "group"}:
            return _flat(0.0, f"a {entity.kind}: it sells nothing in {self.buyer.name}'s markets")
        band = self.parameters.ownership.unknown_rivalry
        return Rivalry(low=band.low, point=band.point, high=band.high, why=band.reason)

    def _declared_complete(self, party: str) -> bool:
        entity = self.evidence.resolver.entity(party)
        return bool(self.buyer.rivals) and entity is not None and entity.kind == "company"

    def _through_holdings(self, party: str) -> Rivalry | None:
        """Return the rivalry a party has by owning parts of rivals or being owned by them."""
        ends: dict[str, list[float]] = {"low": [], "point": [], "high": []}
        parts: list[str] = []
        used: list[str] = []
        ties = self._neighbourhood(party)
        if not ties:
            return None
        shares = {end: integrated(_stakes(ties, end)) or {} for end in ends}
        factor = self.parameters.ownership.fund_pass_through.value
        for rival in sorted({n for pair in ties for n in pair} - {party}):
            declared = None if self.is_own(rival) else self._direct(rival)
            if declared is None:
                continue
            for pair, verb in (((party, rival), "holds part of"), ((rival, party), "is held by")):
                if pair not in shares["high"]:
                    continue
                for end in ends:
                    ends[end].append(shares[end].get(pair, 0.0) * factor * declared.point)
                parts.append(f"{verb} {rival}")
                used += [c.id for key in sorted(ties) for c in ties[key][1] if rival in key]
        if not parts:
            return None
        return Rivalry(
            low=min(1.0, sum(ends["low"])),
            point=min(1.0, sum(ends["point"])),
            high=min(1.0, sum(ends["high"])),
            why=f"{party} {', '.join(parts)}",
            claims=tuple(dict.fromkeys(used)),
        )

    def _neighbourhood(
        self, party: str
    ) -> dict[tuple[str, str], tuple[tuple[float, float, float], list[Claim]]]:
        """Return the stakes on chains from or to a party, each weighted by its belief."""
        found: dict[tuple[str, str], tuple[tuple[float, float, float], list[Claim]]] = {}
        for down in (True, False):
            front = set(self.evidence.resolver.group(party)) if down else {party}
            for _ in range(MAX_DEPTH):
                keys = [
                    key
                    for name in sorted(front)
                    for key in self.evidence.keys("stake", **({"a": name} if down else {"b": name}))
                ]
                front = set()
                for key in keys:
                    holder = party if down and key.a in self.evidence.resolver.group(party) else key.a
                    if (holder, key.b) not in found and holder != key.b:
                        found[(holder, key.b)] = self._weighted(key)
                        front.add(key.b if down else key.a)
                if not front:
                    break
        return found

    def _weighted(self, key: Key) -> tuple[tuple[float, float, float], list[Claim]]:
        claims = self.evidence.by_key[key]
        belief = self.evidence.belief(key, "")
        figure = self.evidence.figure(
            claims, "stake", "percent", self.parameters.ownership.undisclosed_stake
        )
        if any(c.parent for c in claims):
            return (belief.low, belief.point, belief.high), claims
        return (
            belief.low * figure.low,
            belief.point * figure.point,
            belief.high * figure.high,
        ), claims


def _stakes(
    ties: dict[tuple[str, str], tuple[tuple[float, float, float], list[Claim]]], end: str
) -> dict[tuple[str, str], float]:
    place = {"low": 0, "point": 1, "high": 2}[end]
    return {pair: values[place] for pair, (values, _) in ties.items()}


def _flat(value: float, why: str) -> Rivalry:
    return Rivalry(low=value, point=value, high=value, why=why)
