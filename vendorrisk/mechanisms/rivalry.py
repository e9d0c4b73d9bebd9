"""How much of a rival a party is for one buyer: declared, by market, or by what it owns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from vendorrisk.evidence.beliefs import Evidence
from vendorrisk.evidence.keys import Key
from vendorrisk.graph.control import Majorities
from vendorrisk.graph.ownership import chains, integrated
from vendorrisk.model.assessment import Interval
from vendorrisk.model.base import Noun
from vendorrisk.model.buyer import Buyer
from vendorrisk.model.claim import Claim
from vendorrisk.model.parameters import Parameters

MAX_DEPTH = 6  # steps of an ownership chain that are followed
CHAINS = 2  # largest ones that are printed


class Rivalry(Noun):
    """Rivalry of a party with the buyer in [0, 1], why, and the claims it rests on."""

    low: float
    point: float
    high: float
    why: str
    claims: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval:
        """Return low, point and high alone."""
        return Interval(low=self.low, point=self.point, high=self.high)


class Rivalries:
    """Rivalry of any party with one buyer (model section 3.1).

    A declared rival, or a party under a declared rival's control, has the declared figure; the
    buyer's own group has 0. A rival's parents and their other companies are of its group. A party
    that owns parts of rivals, or is partly owned by them, has the sum of those shares times their
    rivalry: that is what it gains when a rival gains.
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
    def _declared(self) -> dict[str, tuple[str, float]]:
        """Return the declared rival and its figure by every name from the rival up to its top."""
        resolver = self.evidence.resolver
        found: dict[str, tuple[int, float, str]] = {}
        for rival in self.buyer.rivals:
            chain = resolver.group(resolver.name(rival.name) or rival.name)
            for steps, name in enumerate(chain):
                one = (steps, -rival.rivalry, chain[0])
                found[name] = min(found.get(name, one), one)
        return {name: (rival, -value) for name, (_, value, rival) in found.items()}

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

    def in_market(self, party: str) -> Rivalry:
        """Return the rivalry of what a party sells itself, whoever owns it or is owned by it."""
        if self.is_own(party):
            return _flat(0.0, f"{party} belongs to {self.buyer.name}'s own group")
        return self._direct(party) or self._by_market(party)

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
        found = self._rival_of(party)
        if found is None:
            return None
        name, value = found
        if name == party:
            part = ""
        elif name in self.evidence.resolver.group(party):
            part = f", through its parent {name}"
        else:
            part = f", being of one group with {name}"
        return _flat(value, f"declared rival of {self.buyer.name}{part} ({value:g})")

    def _rival_of(self, party: str) -> tuple[str, float] | None:
        group = self.evidence.resolver.group(party)
        return next((self._declared[name] for name in group if name in self._declared), None)

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
        if entity is not None and entity.kind == "group":
            return _flat(
                0.0, "a group without names; the open question on unnamed payers covers it"
            )
        if entity is not None and entity.kind in {"fund", "government", "person"}:
            return _flat(0.0, f"a {entity.kind}: it sells nothing in {self.buyer.name}'s markets")
        band = self.parameters.ownership.unknown_rivalry
        return Rivalry(low=band.low, point=band.point, high=band.high, why=band.reason)

    def _declared_complete(self, party: str) -> bool:
        entity = self.evidence.resolver.entity(party)
        return bool(self.buyer.rivals) and entity is not None and entity.kind == "company"

    def _through_holdings(self, party: str) -> Rivalry | None:
        """Return the rivalry a party has by owning parts of rivals or being owned by them."""
        gains: dict[tuple[str, str], list[float]] = {}  # one a rival and direction: its largest
        parts: list[str] = []
        used: list[str] = []
        ties = self._neighbourhood(party)
        if not ties:
            return None
        p = self.parameters.ownership
        shares = _shares(
            ties, p.control_threshold.value, inclusive=p.control_inclusive.value >= 1.0
        )
        factor = p.fund_pass_through.value
        for name in sorted({n for pair in ties for n in pair} - {party}):
            declared = None if self.is_own(name) else self._rival_of(name)
            if declared is None:
                continue
            rival, value = declared
            for pair, verb in (((party, name), "holds part of"), ((name, party), "is held by")):
                if pair not in shares:
                    continue
                own = [share * factor * value for share in shares[pair]]
                before = gains.get((rival, verb), own)
                gains[rival, verb] = [max(a, b) for a, b in zip(before, own, strict=True)]
                parts.append(f"{verb} {name}{_along(ties, pair)}")
                used += [c.id for key in sorted(ties) for c in ties[key].claims if name in key]
        if not parts:
            return None
        low, point, high = (min(1.0, sum(ends)) for ends in zip(*gains.values(), strict=True))
        return Rivalry(
            low=low,
            point=point,
            high=high,
            why=f"{party} {', '.join(parts)}",
            claims=tuple(dict.fromkeys(used)),
        )

    def _neighbourhood(self, party: str) -> dict[tuple[str, str], _Tie]:
        """Return the stakes on chains from or to a party, each weighted by its belief."""
        found: dict[tuple[str, str], _Tie] = {}
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
                    up = down and key.a in self.evidence.resolver.group(party)
                    pair = (party if up else key.a, key.b)
                    if pair[0] == key.b or not self._stated(key):
                        continue
                    tie = self._tie(key)
                    if pair not in found:
                        front.add(key.b if down else key.a)
                        found[pair] = tie
                    else:  # the same holding under two names of the party's group
                        found[pair] = _larger(found[pair], tie)
                if not front:
                    break
        return found

    def _stated(self, key: Key) -> list[Claim]:
        return [claim for claim in self.evidence.by_key[key] if claim.modality != "denied"]

    def _tie(self, key: Key) -> _Tie:
        claims = self._stated(key)
        belief = self.evidence.belief(key, "", answers=False)
        ends = (belief.low, belief.point, belief.high)
        if any(c.parent for c in claims):
            return _Tie(ends, ends, 1.0, claims)
        p = self.parameters.ownership
        figure = self.evidence.figure(claims, "stake", "percent", p.undisclosed_stake)
        threshold, inclusive = p.control_threshold.value, p.control_inclusive.value >= 1.0

        def held(share: float) -> float:
            """Return what a share is worth to its holder: all where it controls."""
            controls = share >= threshold if inclusive else share > threshold
            return 1.0 if controls else share

        worth, share = figure.through(held), figure.point
        votes = self.evidence.figure(claims, "stake", "votes", p.undisclosed_stake)
        if votes.claims:  # told apart from the shares: who has most of them controls
            decided = votes.through(lambda cast: held(cast) if held(cast) >= 1.0 else 0.0)
            low, point, high = map(max, worth, decided)
            worth, share = (low, point, high), max(share, votes.point)
        low, point, high = (b * x for b, x in zip(ends, worth, strict=True))
        return _Tie((low, point, high), ends, share, claims)


def _larger(one: _Tie, other: _Tie) -> _Tie:
    low, point, high = map(max, one.value, other.value)
    least, best, most = map(max, one.belief, other.belief)
    return _Tie(
        (low, point, high),
        (least, best, most),
        max(one.share, other.share),
        [*one.claims, *other.claims],
    )


class _Tie(NamedTuple):
    """A holding: its share times its belief, the belief, the share as stated, and its claims."""

    value: tuple[float, float, float]
    belief: tuple[float, float, float]
    share: float
    claims: list[Claim]


Ties = Mapping[tuple[str, str], _Tie]


def _shares(
    ties: Ties, threshold: float, *, inclusive: bool
) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Return low, point and high of every integrated share.

    What is controlled through what is controlled counts in full, as far as the chain is believed.
    Where companies hold all of one another nobody can say who owns what they own: unknown, 0 to 1,
    what is held directly as the best guess.
    """
    ends = [{pair: tie.value[i] for pair, tie in ties.items()} for i in range(3)]
    least, best, most = (integrated(end) for end in ends)
    out = {}
    for pair in sorted({*least, *best, *most}):
        bottom = least.get(pair, 0.0) or 0.0
        middle = best.get(pair, 0.0)
        middle = max(bottom, ends[1].get(pair, 0.0) if middle is None else middle)
        top = most.get(pair, 0.0)
        out[pair] = (bottom, middle, max(middle, 1.0 if top is None else top))
    votes = Majorities(
        {pair: tie.share for pair, tie in ties.items()}, threshold=threshold, inclusive=inclusive
    )
    for holder in sorted({holder for holder, _ in ties}):
        for company in votes.of([holder]):
            sure = [
                max(
                    (c.product for c in chains(_beliefs(ties, i), holder, company, most=1)),
                    default=0.0,
                )
                for i in range(3)
            ]
            before = out.get((holder, company), (0.0, 0.0, 0.0))
            low, point, high = map(max, before, sure)
            out[holder, company] = (low, point, high)
    return out


def _beliefs(ties: Ties, end: int) -> dict[tuple[str, str], float]:
    return {pair: tie.belief[end] for pair, tie in ties.items()}


def _along(ties: Ties, pair: tuple[str, str]) -> str:
    """Return the largest chains of stakes from a holder to a company, with their products."""
    stakes = {one: tie.value[1] for one, tie in ties.items()}
    found = chains(stakes, *pair, most=CHAINS)
    parts = [
        " → ".join(chain.names)
        + " "
        + " x ".join(f"{stakes[step]:.4g}" for step in pairwise(chain.names))
        + (f" = {chain.product:.4g}" if len(chain.names) > 2 else "")
        for chain in found
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _flat(value: float, why: str) -> Rivalry:
    return Rivalry(low=value, point=value, high=value, why=why)
