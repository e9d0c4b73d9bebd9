"""Times the scoring core beside other libraries, in one run, at three sizes.

Usage: python benchmarks/core.py [--quick] [--json FILE] [--only WORD]

One core unless a line says two. Times are the least processor seconds of several runs after a warm
one; two threads and whole processes are timed by the clock. Peers that are not installed are
skipped with a line: pip install -e ".[bench,parquet]". "x" is the peer's time over ours at the
same size; a peer that was given a part of the work says of what part, and is scaled up linearly.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import math
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).parent.parent
sys.path.insert(0, str(HERE / "benchmarks"))
from core_work import WORK  # noqa: E402  # beside this file

SLOW = 2.0  # seconds; a peer that takes longer runs once
PEERS = ("scipy", "networkx", "powerindices", "pyfair", "polars", "duckdb", "pyarrow", "numba")


class Job(NamedTuple):
    """One way to do a piece of work at one size."""

    size: int
    who: str
    run: Callable[[], Any]
    part: float = 1.0  # of the work that is really done
    clock: str = "processor"
    moved: float = 0.0  # bytes that have to go through memory, at least
    note: str = ""


def seconds(job: Job, budget: float) -> float:
    """Return the least time of a few runs after a warm one, for the whole work."""
    clock = time.process_time if job.clock == "processor" else time.perf_counter
    start = time.perf_counter()
    first = clock()
    job.run()
    best = clock() - first
    if best < SLOW or job.who.startswith("vendorrisk"):  # ours compiles, or reads compiled code
        best = math.inf
    while best == math.inf or time.perf_counter() - start < budget:
        first = clock()
        job.run()
        best = min(best, clock() - first)
    return best / job.part


def copy_bandwidth() -> float:
    """Return bytes a second, read and written, of a copy that no cache holds."""
    there = np.ones(32 << 20)
    here = np.empty_like(there)
    best = 1e9
    for _ in range(5):
        start = time.process_time()
        np.copyto(here, there)
        best = min(best, time.process_time() - start)
    return float(2 * there.nbytes / best)


def available(name: str) -> bool:
    """Say whether a library is installed."""
    return importlib.util.find_spec(name) is not None


def jobs(work: Callable[..., Iterator[tuple[Any, ...]]], quick: bool) -> Iterator[Job]:
    """Yield the jobs of a piece of work, skipping what needs absent libraries."""
    told: set[str] = set()
    for needs, *rest in work(quick):
        if needs and not available(needs):
            if needs not in told:
                print(f"    skipped: {needs} is not installed")
            told.add(needs)
            continue
        yield Job(*rest)


def main() -> None:
    """Print a table a piece of work, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="smaller sizes; within a minute")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="pieces of work with this word in their name")
    options = parser.parse_args()
    budget = 0.1 if options.quick else 1.0
    bandwidth = copy_bandwidth()
    versions = {n: importlib.metadata.version(n) for n in ("numpy", *PEERS) if available(n)}
    print(
        f"Python {platform.python_version()}, " + ", ".join(f"{k} {v}" for k, v in versions.items())
    )
    print(f"copy of 256 MB: {bandwidth / 1e9:.1f} GB/s, one core")
    found: dict[str, Any] = {}
    for name, (goal, work) in WORK.items():
        if options.only not in name:
            continue
        print(f"\n{name}" + (f"  (goal: {goal})" if goal else ""))
        rows: list[dict[str, Any]] = []
        for job in jobs(work, options.quick):
            took = seconds(job, budget)
            ours = next((r["seconds"] for r in rows if r["size"] == job.size), took)
            row: dict[str, Any] = {"size": job.size, "who": job.who, "seconds": took}
            row |= {"times_ours": took / ours, "part": job.part, "clock": job.clock}
            line = f"    {job.size:>11,}  {job.who:38s} {shown(took)}  {took / ours:9,.1f} x"
            earlier = [r for r in rows if r["who"] == job.who]
            if earlier:
                row["growth"] = growth(earlier[-1], row)
                line += f"  size^{row['growth']:.2f}"
            if job.moved:
                row["of_bandwidth"] = job.moved / took / bandwidth
                line += f"  {row['of_bandwidth']:.0%} of copy bandwidth"
            if job.part < 1.0:
                line += f"  (from {job.part:.2%} of the work)"
            print(line + (f"  {job.note}" if job.note else ""), flush=True)
            rows.append(row)
        found[name] = {"goal": goal, "rows": rows}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory, peers included: {peak:,.0f} MB")
    if options.json:
        whole = {"python": platform.python_version(), "versions": versions}
        whole |= {"copy_bytes_a_second": bandwidth, "quick": options.quick, "peak_mb": peak}
        whole["work"] = found
        options.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def growth(before: dict[str, Any], now: dict[str, Any]) -> float:
    """Return the exponent by which time grows with size."""
    return float(np.log(now["seconds"] / before["seconds"]) / np.log(now["size"] / before["size"]))


def shown(took: float) -> str:
    """Return a time in ten characters."""
    for unit, scale in (("s ", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if took >= scale:
            return f"{took / scale:8.3f} {unit}"
    return f"{took / 1e-9:8.1f} ns"


if __name__ == "__main__":
    main()
