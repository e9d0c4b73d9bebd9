"""Times the way from text to claims by rules: sentences a second, growth, memory.

Usage: python benchmarks/extraction.py [--runs N] [--json FILE]

Rates are of one core, medians over runs, on three mixes of text: the seeds, made-up articles of
which about a fifth of the sentences state something (`articles.py`), and articles that state
little. The engine "classifier", where the rules hold one, is timed on the same. Growth is over
single documents of hostile and of plain form, 0.1 to 5 MB. Memory is the peak of
`vendorrisk claims DIR --engine rules` over folders of articles, as a whole process.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import articles

from vendorrisk.documents import read
from vendorrisk.extract import engine_for, extractor
from vendorrisk.extract.checks import text_document
from vendorrisk.extract.sentences import sentences
from vendorrisk.model.claim import Engine
from vendorrisk.model.document import Document

HERE = Path(__file__).parent.parent
SIZES = (0.1, 0.5, 1.0, 2.0, 5.0)  # MB
COUNTS = (100, 1_000, 5_000)  # articles
PLAIN = "Nexora Systems acquired Valtek for $40 million in June 2024, Reuters reported.\n\n"
SHAPES: dict[str, Callable[[int], str]] = {
    "articles": lambda size: _filled(articles.article, size),
    "a claim a line": lambda size: (PLAIN * (size // len(PLAIN) + 1))[:size],
    "one sentence": lambda size: ("Nexora bought Valtek and then " * (size // 30 + 1))[:size],
    "commas": lambda size: "Nexora bought " + "," * size,
    "quotes": lambda size: "“\"'" * (size // 3),
    "brackets": lambda size: "(" * size,
    "capitals": lambda size: ("Aa " * (size // 3 + 1))[:size],
    "digits": lambda size: "1," * (size // 2),
}


def _filled(make: Callable[[int], str], size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(make(len(parts)))
        length += len(parts[-1])
    return "\n\n".join(parts)[:size]


def mixes() -> dict[str, list[Document]]:
    """Return the documents of each mix of text."""
    seeds = [d for d in read(str(HERE / "seeds")).documents if d.media != "facts"]
    return {
        "seeds": seeds * 10,
        "articles, a fifth stated": [text_document(articles.article(n)) for n in range(60)],
        "articles, a twentieth": [text_document(articles.article(n, 0.05)) for n in range(60)],
    }


def rate(documents: list[Document], runs: int, engine_name: Engine = "rules") -> dict[str, float]:
    """Return sentences and megabytes a second, and the share of sentences with a claim."""
    engine = extractor(engine=engine_name)
    counted = [len(list(sentences(d))) for d in documents]
    found = [engine.claims(d) for d in documents]  # warm: expressions compile when first needed
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        for document in documents:
            engine.claims(document)
        times.append(time.process_time() - start)
    middle = statistics.median(times)
    size = sum(len(d.text) for d in documents)
    stating = sum(len({(c.start, c.end) for c in claims}) for claims in found)
    return {
        "sentences": sum(counted),
        "claims": sum(map(len, found)),
        "share": stating / sum(counted),
        "sentences_per_s": sum(counted) / middle,
        "best": sum(counted) / min(times),
        "mb_per_s": size / middle / 1e6,
    }


def growth() -> dict[str, list[float]]:
    """Return seconds by shape over `SIZES`."""
    engine = extractor(engine="rules")
    out = {}
    for shape, make in SHAPES.items():
        times = []
        for size in SIZES:
            document = text_document(make(int(size * 1e6)))
            start = time.process_time()
            engine.read(document)
            times.append(time.process_time() - start)
        out[shape] = times
        line = "  ".join(f"{one:7.2f}" for one in times)
        print(f"  {shape:16s} {line}   x{times[-1] / times[0]:.0f} for x50")
    return out


def memory() -> dict[int, dict[str, float]]:
    """Return peak memory in MB and seconds of `vendorrisk claims` by number of articles."""
    out = {}
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            articles.write(Path(folder), count)
            start = time.perf_counter()
            peak = _peak(
                [sys.executable, "-m", "vendorrisk", "claims", folder, "-q", "--engine", "rules"]
            )
            out[count] = {"peak_mb": peak, "seconds": time.perf_counter() - start}
        print(f"  {count:5d} articles {peak:7.0f} MB  {out[count]['seconds']:6.1f} s")
    return out


def _peak(command: list[str]) -> float:
    """Return the peak memory of a process in MB."""
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return used.ru_maxrss / 1024


def main() -> None:
    """Print a table, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
    print("vendorrisk claims DIR, whole process")
    found["memory"] = memory()  # first: a child's peak counts what its parent held at the fork
    rates = {}
    print("text to claims, one core, medians")
    engines = dict.fromkeys(("rules", engine_for()))
    for engine, (name, documents) in itertools.product(engines, mixes().items()):
        one = rates[f"{engine}: {name}"] = rate(documents, options.runs, engine)
        print(
            f"  {engine:11s}{name:26s} {one['sentences_per_s']:8,.0f} sentences/s"
            f" (best {one['best']:,.0f})"
            f"  {one['mb_per_s']:5.2f} MB/s  {one['share']:4.0%} of sentences with a claim"
        )
    print(f"seconds by size of one document: {', '.join(map(str, SIZES))} MB")
    found |= {"rates": rates, "sizes_mb": SIZES, "growth": growth()}
    print(f"own peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
