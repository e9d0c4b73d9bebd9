"""Times the main job and its parts as whole processes: medians over several runs.

Usage: python benchmarks/run.py [--runs N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent.parent
CASE = [
    "--buyer",
    "google",
    "--vendor",
    "Scale AI",
    "--vendor",
    "Labelbox",
    "--vendor",
    "Handshake",
]
JOBS = {
    "import (python -c pass)": ["-c", "pass"],
    "vendorrisk --version": ["-m", "vendorrisk", "--version"],
    "vendorrisk --help": ["-m", "vendorrisk", "--help"],
    "vendorrisk claims seeds": ["-m", "vendorrisk", "claims", "seeds"],
    "vendorrisk report seeds": [
        "-m",
        "vendorrisk",
        "report",
        "seeds",
        *CASE,
        "-o",
        "/dev/null.html",
    ],
    "vendorrisk checklist seeds": [
        "-m",
        "vendorrisk",
        "checklist",
        "seeds",
        *CASE,
        "--format",
        "md",
    ],
}


def once(arguments: list[str]) -> float:
    """Return the wall time of one process in seconds."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=HERE,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main() -> None:
    """Print a table, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    JOBS["vendorrisk report seeds"][-1] = str(HERE / "out" / "bench.html")
    rows = {}
    for name, arguments in JOBS.items():
        once(arguments)  # warm
        times = [once(arguments) for _ in range(options.runs)]
        rows[name] = {"median": statistics.median(times), "min": min(times), "max": max(times)}
        print(f"{name:32s} {rows[name]['median']:7.3f} s  [{min(times):.3f} to {max(times):.3f}]")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'peak memory of any of them':32s} {peak:7.0f} MB")
    if options.json:
        found = {"python": platform.python_version(), "peak_mb": peak, "jobs": rows}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
