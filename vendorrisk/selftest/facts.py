"""Invariants of evidence, ownership and clients (model section 10: E, O and C)."""

from __future__ import annotations

import math
from random import Random

from vendorrisk.evidence.fusion import decayed, fuse
from vendorrisk.graph.control import Majorities
from vendorrisk.graph.ownership import integrated
from vendorrisk.graph.power import oceanic_power, voting_power
from vendorrisk.graph.weights import profit_weights
from vendorrisk.mechanisms.herfindahl import hhi_bounds
from vendorrisk.selftest.worlds import exact, families, parts

TINY = 1e-12
Stakes = dict[tuple[str, str], float]


def e1_order(draw: Random) -> bool:
    """The order of families is no matter, to the last bit."""
    pro, con = families(draw)
    shuffled = draw.sample(pro, len(pro)), draw.sample(con, len(con))
    return fuse(pro, con, 0.5) == fuse(*shuffled, 0.5)


def e3_adverse(draw: Random) -> bool:
    """Adverse evidence lowers neither belief nor point nor plausibility."""
    pro, con = families(draw)
    before, after = fuse(pro, con, 0.5), fuse([*pro, draw.uniform(0.0, 0.99)], con, 0.5)
    return all(a >= b - TINY for a, b in zip(after[:3], before[:3], strict=True))


def e4_exculpatory(draw: Random) -> bool:
    """Exculpatory evidence raises none of them."""
    pro, con = families(draw)
    before, after = fuse(pro, con, 0.5), fuse(pro, [*con, draw.uniform(0.0, 0.99)], 0.5)
    return all(a <= b + TINY for a, b in zip(after[:3], before[:3], strict=True))


def e5_silence(draw: Random) -> bool:
    """Where nobody speaks the claim is vacuous: 0, its base rate, 1."""
    base = draw.random()
    return fuse([], [], base) == (0.0, base, 1.0, 0.0)


def e6_age(draw: Random) -> bool:
    """Age takes strength away and never turns it round; very old evidence is none."""
    strength, half = draw.uniform(0.0, 0.99), draw.uniform(1.0, 1000.0)
    young, old = sorted(draw.uniform(0.0, 5000.0) for _ in range(2))
    ages = [decayed(strength, age, half) for age in (young, old, 1e6 * half)]
    return strength >= ages[0] >= ages[1] >= ages[2] == 0.0


def e7_ranges(draw: Random) -> bool:
    """Belief, point and plausibility are in order and in 0..1."""
    b, p, pl, k = fuse(*families(draw), draw.random(), draw.random())
    return 0.0 <= b <= p <= pl <= 1.0 and 0.0 <= k <= 1.0 and pl - b >= k - TINY


def e8_discount(draw: Random) -> bool:
    """The less independent the families, the less they say."""
    pro, _ = families(draw)
    less, more = sorted(draw.random() for _ in range(2))
    return fuse(pro, [], 0.5, less)[0] <= fuse(pro, [], 0.5, more)[0] + TINY


def e9_removal(draw: Random) -> bool:
    """Without its evidence a claim is wider at both ends."""
    b, _, pl, _ = fuse(*families(draw), 0.5)
    return b >= 0.0 and pl <= 1.0 and fuse([], [], 0.5)[::2] == (0.0, 1.0)


def _stakes(draw: Random) -> Stakes:
    """Five companies, every one with owners outside; circles among them."""
    names = "abcde"
    found: Stakes = {}
    for company in names:
        holders = [*draw.sample([n for n in names if n != company], 2), "x", "y"]
        shares = parts(draw, 3)
        shares.append(1.0 - math.fsum(shares))
        found |= {(holder, company): s for holder, s in zip(holders, shares, strict=True)}
    return found


def o1_shell(draw: Random) -> bool:
    """A wholly owned company between owner and vendor changes neither money nor votes."""
    stakes = _stakes(draw)
    shell = {pair: s for pair, s in stakes.items() if pair != ("x", "a")}
    shell |= {("x", "spv"): 1.0, ("spv", "a"): stakes["x", "a"]}
    plain, built = integrated(stakes), integrated(shell)
    money = all(math.isclose(plain["x", c] or 0, built["x", c] or 0, abs_tol=1e-9) for c in "abcde")
    votes = Majorities(stakes).blocks("a"), Majorities(shell).blocks("a")
    return money and votes[0].keys() == votes[1].keys()


def o2_split(draw: Random) -> bool:
    """A holder split into companies it controls has the same votes, hence the same power."""
    share, part = draw.uniform(0.05, 0.6), draw.random()
    whole = Majorities({("x", "v"): share, ("y", "v"): 0.3}).blocks("v")
    split = Majorities(
        {
            ("x", "s"): 0.9,
            ("x", "t"): 1.0,
            ("s", "v"): share * part,
            ("t", "v"): share * (1.0 - part),
            ("y", "v"): 0.3,
        }
    ).blocks("v")
    powers = [oceanic_power(list(votes.values())) for votes in (whole, split)]
    return all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(*powers, strict=True))


def o3_columns(draw: Random) -> bool:
    """What outsiders own of a company sums to all of it; a sole outsider owns all."""
    stakes = _stakes(draw)
    found = integrated(stakes)
    sums = [math.fsum(found.get((h, c)) or 0.0 for h in "xy") for c in "abcde"]
    alone = integrated({("x" if h == "y" else h, c): 0.0 for h, c in stakes} | _merged(stakes))
    return all(math.isclose(s, 1.0, abs_tol=1e-9) for s in sums) and all(
        math.isclose(alone["x", c] or 0.0, 1.0, abs_tol=1e-9) for c in "abcde"
    )


def _merged(stakes: Stakes) -> Stakes:
    out: Stakes = {}
    for (holder, company), share in stakes.items():
        pair = ("x" if holder == "y" else holder, company)
        out[pair] = out.get(pair, 0.0) + share
    return out


def o4_control(draw: Random) -> bool:
    """Control is a fixpoint, and more votes never lose a company."""
    stakes = _stakes(draw)
    found = set(Majorities(stakes).of(["x"]))
    group = {"x", *found}
    held = {
        c: math.fsum(s for (h, to), s in stakes.items() if to == c and h in group) for c in "abcde"
    }
    fixed = all((held[c] > 0.5) == (c in found) for c in "abcde" if abs(held[c] - 0.5) > 1e-9)
    more = {
        (h, c): s + (1.0 - s) * 0.1 if h == "x" else 0.9 * s for (h, c), s in stakes.items()
    } | {pair: s for pair, s in stakes.items() if pair[0] in found}
    return fixed and found <= set(Majorities(more).of(["x"]))


def o5_power(draw: Random) -> bool:
    """Power sums to one, is nothing for a dummy, alike for alike, and grows with the votes."""
    votes = [draw.randint(1, 30) for _ in range(draw.randint(2, 6))]
    whole = voting_power(votes)
    alike = voting_power([*votes, votes[0]])
    dummy = voting_power([*[2 * v for v in votes], 1], sum(votes) // 2 * 2 + 2)
    blocks = parts(draw, 3, 0.9)
    more = oceanic_power([min(1.0 - blocks[1] - blocks[2], blocks[0] + 0.05), *blocks[1:]])
    return (
        math.isclose(math.fsum(whole), 1.0, abs_tol=1e-9)
        and math.isclose(alike[0], alike[-1], abs_tol=1e-9)
        and abs(dummy[-1]) < 1e-9
        and more[0] >= oceanic_power(blocks)[0] - 1e-9
    )


def o6_scale(draw: Random) -> bool:
    """Profit weights do not depend on the scale of control."""
    cash = [[draw.uniform(0.01, 1.0) for _ in range(3)] for _ in range(4)]
    control = [[draw.uniform(0.01, 1.0) for _ in range(3)] for _ in range(4)]
    doubled = [[2.0 * value for value in row] for row in control]
    return bool(abs(profit_weights(control, cash) - profit_weights(doubled, cash)).max() < 1e-9)


def c1_bounds(draw: Random) -> bool:
    """Whatever the unnamed clients are, the index lies between its bounds."""
    book = parts(draw, draw.randint(2, 6))
    book.append(1.0 - math.fsum(book))
    named = book[: draw.randint(1, len(book))]
    low, high = hhi_bounds([exact(s) for s in named])
    return low - TINY <= math.fsum(s * s for s in book) <= high + TINY


def c2_merging(draw: Random) -> bool:
    """Two clients under one owner raise the index by twice the product of their shares."""
    book = parts(draw, 4)
    merged = [book[0] + book[1], *book[2:]]
    (low, _), (before, _) = (hhi_bounds([exact(s) for s in one]) for one in (merged, book))
    return math.isclose(low - before, 2.0 * book[0] * book[1], abs_tol=1e-12)


def c3_disclosure(draw: Random) -> bool:
    """To know that no unnamed client is large narrows the bounds."""
    named = [exact(s) for s in parts(draw, 3)]
    cap = draw.choice([0.05, 0.1, 0.25])
    (low, high), (least, most) = hhi_bounds(named, cap), hhi_bounds(named)
    return low >= least - TINY and high <= most + TINY
