"""Times near-duplicates beside other libraries, on made articles with planted copies.

Usage: python benchmarks/near_duplicates.py [--sizes 1000 10000 100000] [--json FILE]

Seven in ten articles are written from a vocabulary with the frequencies of news (Zipf), two in ten
are copies of one of them with a few words changed, one in ten is a copy with a paragraph added
that is as long as itself. Every library gets the same texts in the same run, on one core, and is
asked for pairs that share half of their word triples. A planted copy is found when it ends in the
group of its source; a pair of one group is wrong when the two come from different sources.

datasketch and rensa are timed where they are installed (``pip install .[bench]``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"  # one core, before numpy is imported

import numpy as np  # noqa: E402

from vendorrisk.evidence.near import near_duplicates  # noqa: E402

WORDS, LENGTH, CHANGED = 50_000, 150, 4
Pairs = Iterable[tuple[int, int]]


def articles(count: int) -> tuple[list[str], list[int]]:
    """Return articles, and the source of each (itself for an article of its own)."""
    random = np.random.default_rng(20250620)
    rank = np.arange(1, WORDS + 1)
    share = 1 / (rank + 10)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    lengths = random.integers(3, 10, WORDS)
    words = ["".join(random.choice(letters, n)) for n in lengths]

    def written(length: int) -> list[str]:
        return [words[i] for i in random.choice(WORDS, length, p=share / share.sum())]

    own = count * 7 // 10
    texts = [written(LENGTH) for _ in range(own)]
    sources = list(range(own))
    for number in range(own, count):
        source = int(random.integers(own))
        copy = list(texts[source])
        if (number - own) % 3:
            for at in random.integers(0, LENGTH, CHANGED):
                copy[at] = words[int(random.integers(WORDS))]
        else:
            copy += written(LENGTH)
        texts.append(copy)
        sources.append(source)
    order = random.permutation(count)
    place = np.argsort(order)
    joined = [" ".join(texts[i]) for i in order]
    return joined, [int(place[sources[i]]) for i in order]


def ours(texts: list[str]) -> Pairs:
    """Find pairs with this package; copies with a paragraph added as well."""
    return [(pair.shorter, pair.longer) for pair in near_duplicates(texts)]


def triples(text: str) -> list[str]:
    """Return the word triples of a text."""
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[i : i + 3]) for i in range(len(words) - 2)]


def datasketch(texts: list[str]) -> Pairs:
    """Find pairs with datasketch: MinHash of 128 permutations, LSH at .5."""
    from datasketch import MinHash, MinHashLSH

    index, pairs = MinHashLSH(threshold=0.5, num_perm=128), []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([triple.encode() for triple in triples(text)])
        pairs += [(int(other), number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return pairs


def rensa(texts: list[str]) -> Pairs:
    """Find pairs with rensa: RMinHash of 128 permutations, LSH in 32 bands of 4."""
    from rensa import RMinHash, RMinHashLSH

    index, pairs = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=7)
        sketch.update(triples(text))
        pairs += [(int(other), number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return pairs


def judged(pairs: Pairs, sources: list[int]) -> tuple[float, float]:
    """Return the share of planted copies found, and of pairs that are right."""
    parent = list(range(len(sources)))

    def top(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    right = total = 0
    for one, other in pairs:
        total += 1
        right += sources[one] == sources[other]
        parent[top(one)] = top(other)
    copies = [number for number, source in enumerate(sources) if source != number]
    found = sum(top(number) == top(sources[number]) for number in copies)
    return found / max(1, len(copies)), right / max(1, total)


def main() -> None:
    """Print a table, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    finders: dict[str, Callable[[list[str]], Pairs]] = {"vendorrisk": ours}
    finders |= {
        finder.__name__: finder
        for finder in (rensa, datasketch)
        if importlib.util.find_spec(finder.__name__)
    }
    near_duplicates(["compile", "once"], native=True)
    rows = []
    print(f"{'library':12s} {'articles':>9s} {'seconds':>9s} {'a second':>10s} recall precision")
    for size in options.sizes:
        texts, sources = articles(size)
        for label, finder in finders.items():
            start = time.perf_counter()
            pairs = list(finder(texts))
            seconds = time.perf_counter() - start
            recall, precision = judged(pairs, sources)
            print(
                f"{label:12s} {size:9,d} {seconds:9.2f} {size / seconds:10,.0f}"
                f" {recall:6.3f} {precision:9.3f}"
            )
            rows.append(
                {
                    "library": label,
                    "articles": size,
                    "seconds": seconds,
                    "recall": recall,
                    "precision": precision,
                }
            )
    if options.json:
        found = {"python": platform.python_version(), "rows": rows}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
