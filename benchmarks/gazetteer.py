"""Times the gazetteer on made-up articles beside other finders of long lists of names.

Usage: python benchmarks/gazetteer.py [--articles N] [--runs N] [--json FILE]

The names of the companies in the articles are filled up with others to 1,000, 10,000 and 100,000.
`vendorrisk` finds whole words, the longest name at a place, and gives back mentions; the others
give back offsets of the longest strings, also inside of words, except flashtext2, which knows
words. Peers that are not installed are left out: pip install pyahocorasick daachorse flashtext2.
Articles are read one by one; MB/s of one core, medians over runs; seconds to build in brackets.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import articles

from vendorrisk.extract.lexicon import load_lexicon
from vendorrisk.extract.names import Gazetteer
from vendorrisk.model.entity import Entity
from vendorrisk.rulebook import load_registry

SIZES = (1_000, 10_000, 100_000)
ENDINGS = ("", " Group", " International", " Partners", " of Norway")
Finder = Callable[[str], Any]


def names(size: int) -> list[str]:
    """Return names: those in the articles, then others."""
    found = dict.fromkeys(articles.KNOWN)
    number = 0
    while len(found) < size:
        ending = "" if number < articles.COMPANIES else ENDINGS[number % len(ENDINGS)]
        found[articles.company(number) + ending] = None
        number += 1
    return sorted(found)


def ours(listed: list[str]) -> Finder:
    """Return the gazetteer of a registry of these names."""
    entities = {f"e{n}": Entity(id=f"e{n}", name=name) for n, name in enumerate(listed)}
    registry = load_registry().model_copy(update={"entities": entities, "publishers": {}})
    return Gazetteer(registry, load_lexicon()).find


def ahocorasick_rs_str(listed: list[str]) -> Finder:
    """Return ahocorasick-rs over characters."""
    module = importlib.import_module("ahocorasick_rs")
    kind = module.MatchKind.LeftmostLongest
    found: Finder = module.AhoCorasick(listed, matchkind=kind).find_matches_as_indexes
    return found


def ahocorasick_rs_bytes(listed: list[str]) -> Finder:
    """Return ahocorasick-rs over bytes."""
    module = importlib.import_module("ahocorasick_rs")
    kind = module.MatchKind.LeftmostLongest
    automaton = module.BytesAhoCorasick([name.encode() for name in listed], matchkind=kind)
    return lambda text: automaton.find_matches_as_indexes(text.encode())


def daachorse(listed: list[str]) -> Finder:
    """Return daachorse over bytes."""
    module = importlib.import_module("daachorse")
    kind = module.MATCH_KIND_LEFTMOST_LONGEST
    automaton = module.DoubleArrayAhoCorasick([name.encode() for name in listed], kind)
    return lambda text: automaton.find(text.encode())


def pyahocorasick(listed: list[str]) -> Finder:
    """Return pyahocorasick."""
    automaton = importlib.import_module("ahocorasick").Automaton()
    for number, name in enumerate(listed):
        automaton.add_word(name, number)
    automaton.make_automaton()
    return lambda text: list(automaton.iter_long(text))


def flashtext2(listed: list[str]) -> Finder:
    """Return flashtext2, which finds whole words."""
    processor = importlib.import_module("flashtext2").KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_iter(listed)
    return lambda text: list(processor.extract_keywords_with_span(text))


FINDERS = {
    "vendorrisk (whole words, mentions)": ours,
    "ahocorasick-rs, bytes": ahocorasick_rs_bytes,
    "ahocorasick-rs, characters": ahocorasick_rs_str,
    "daachorse, bytes": daachorse,
    "pyahocorasick": pyahocorasick,
    "flashtext2 (whole words)": flashtext2,
}


def timed(build: Callable[[list[str]], Finder], listed: list[str], runs: int, texts: list[str]):
    """Return MB/s, seconds to build and hits; None when the peer is not installed."""
    start = time.process_time()
    try:
        find = build(listed)
    except ImportError:
        return None
    built = time.process_time() - start
    hits = sum(len(find(text)) for text in texts)
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        for text in texts:
            find(text)
        times.append(time.process_time() - start)
    size = sum(map(len, texts)) / 1e6
    return {"mb_per_s": size / statistics.median(times), "build_s": built, "hits": hits}


def main() -> None:
    """Print a table, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    texts = [articles.article(n) for n in range(options.articles)]
    size = sum(map(len, texts))
    print(f"{len(texts):,} articles, {size / 1e6:.1f} MB")
    found: dict[str, Any] = {"python": platform.python_version(), "bytes": size, "finders": {}}
    print(f"{'MB/s (seconds to build)':36s}" + "".join(f"{n:>20,}" for n in SIZES))
    lists = {n: names(n) for n in SIZES}
    for label, build in FINDERS.items():
        rows = {n: timed(build, lists[n], options.runs, texts) for n in SIZES}
        if None in rows.values():
            print(f"{label:36s}      not installed")
            continue
        found["finders"][label] = rows
        cells = (f"{row['mb_per_s']:7.0f} ({row['build_s']:.2f} s)" for row in rows.values())
        print(f"{label:36s}" + "".join(f"{cell:>20s}" for cell in cells))
    own = found["finders"]["vendorrisk (whole words, mentions)"]
    for n in SIZES:
        print(
            f"  {n:7,} names: a hit every {size / own[n]['hits']:,.0f} bytes; ratio to ours", end=""
        )
        for label, rows in found["finders"].items():
            print(f"  {label.split()[0]} {rows[n]['mb_per_s'] / own[n]['mb_per_s']:.2f}", end="")
        print()
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
