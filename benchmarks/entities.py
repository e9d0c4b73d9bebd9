"""Times the matching of unknown names against a registry, beside all pairs by rapidfuzz's cdist.

Usage: python benchmarks/entities.py [--registry N] [--unknown N] [--peer N] [--json FILE]

Names are made of syllables, with legal forms; a third of the unknown names are registry names with
one slip, a third are registry names in another spelling, a third are new. The peer compares every
pair of letters (`process.cdist`, ratio, cut-off 86) for the first `--peer` unknown names and is
scaled up; it finds slips only.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from vendorrisk.entities import Resolver, open_pairs
from vendorrisk.model.entity import Entity
from vendorrisk.model.naming import Naming
from vendorrisk.rulebook import Registry, load_registry, spell

VOWELS = ("a", "e", "i", "o", "u", "an", "er", "ol")
SYLLABLES = [a + b for a in "bcdfghklmnprstvwz" for b in VOWELS]
TRADES = ["Ports", "Systems", "Foods", "Logistics", "Robotics", "Capital", "Energy", "Software"]
FORMS = ["", "", " Inc", " GmbH", " S.p.A.", " Ltd", " AB", " SA de CV"]


def word(chance: random.Random) -> str:
    """Return a made-up word of three or four syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.choice((3, 3, 4)))).capitalize()


def name(chance: random.Random) -> str:
    """Return a made-up company: one or two words and a trade."""
    words = [word(chance) for _ in range(chance.choice((1, 1, 2)))]
    return " ".join([*words, chance.choice(TRADES)])


def slip(text: str, chance: random.Random) -> str:
    """Return a name with one letter left out, doubled or changed."""
    at = chance.randrange(2, len(text.split(maxsplit=1)[0]) - 1)
    return text[:at] + chance.choice(["", text[at] * 2, "x"]) + text[at + 1 :]


def world(registered: int, unknown: int, seed: int = 7) -> tuple[Registry, list[str]]:
    """Return a registry and unknown names."""
    chance = random.Random(seed)  # noqa: S311  # names, no secrets
    names = list(dict.fromkeys(name(chance) for _ in range(2 * registered)))[:registered]
    base = load_registry()
    entities = {f"e{i}": Entity(id=f"e{i}", name=one) for i, one in enumerate(names)}
    asked = []
    for number in range(unknown):
        one = chance.choice(names)
        made = [slip(one, chance), one + chance.choice(FORMS[2:]), name(chance)][number % 3]
        asked.append(made)
    return base.model_copy(update={"entities": entities}), asked


def main() -> None:
    """Print times, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registry", type=int, default=100_000)
    parser.add_argument("--unknown", type=int, default=10_000)
    parser.add_argument("--peer", type=int, default=500)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    registry, asked = world(options.registry, options.unknown)
    start = time.perf_counter()
    resolver = Resolver(registry)
    known = sum(resolver.entity(one) is not None for one in asked)
    resolved = time.perf_counter() - start
    namings = [
        Naming(name=one, stands_for=resolver.name(one) or one, how="new", why="") for one in asked
    ]
    start = time.perf_counter()
    pairs = open_pairs(namings, resolver)
    proposed = time.perf_counter() - start
    slips = asked[0::3]
    seen = {pair.left for pair in pairs} | {pair.right for pair in pairs}
    caught = sum((resolver.name(one) or one) in seen for one in slips) / len(slips)
    left = [spell(one).replace(" ", "") for one in asked[: options.peer]]
    right = [spell(one.name).replace(" ", "") for one in registry.entities.values()]
    start = time.perf_counter()
    process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=86, workers=1)
    peer = (time.perf_counter() - start) * options.unknown / options.peer
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "python": platform.python_version(),
        "registry": options.registry,
        "unknown": options.unknown,
        "resolved": known,
        "resolve_s": round(resolved, 3),
        "open_pairs": len(pairs),
        "slips_proposed": round(caught, 4),
        "propose_s": round(proposed, 3),
        "peer_all_pairs_s": round(peer, 3),
        "peak_mb": round(peak),
    }
    for key, value in found.items():
        print(f"{key:18s} {value}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
