"""Resolves every extra from wheels alone, for each system and Python; prints a table.

Run as ``python tests/packaging/resolve.py`` (``make resolve``); needs ``uv`` and a network for a
few minutes, so it is no part of the suite. Exits 1 where something has no wheel, or PyICU, which
has none, comes in.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux aarch64": "aarch64-manylinux_2_28",
    "macOS arm64": "aarch64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NEVER = "pyicu"
NOT_FOR_USERS = frozenset({"bench"})


def extras() -> list[str]:
    """Return the extras of the project, "" for none of them first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return ["", *sorted(set(project["optional-dependencies"]) - NOT_FOR_USERS)]


def resolved(extra: str, platform: str, python: str, home: Path) -> str:
    """Return how many packages an extra resolves to, or what stands in the way."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv is not installed: pip install uv")
    wanted = ["--extra", extra] if extra else []
    done = subprocess.run(
        [
            uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--no-config",
            "--only-binary", ":all:", "--python-platform", platform, "--python-version", python,
            *wanted, str(ROOT / "pyproject.toml"),
        ],
        capture_output=True, text=True, check=False, cwd=home, timeout=600,
    )  # fmt: skip
    if done.returncode:
        return "NO: " + " ".join(done.stderr.split())[:200]
    names = [line.partition("==")[0].casefold() for line in done.stdout.split("\n") if "==" in line]
    return "NO: PyICU" if NEVER in names else str(len(names))


def main() -> int:
    """Print the table; return 1 where a cell is no number."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for extra in extras():
            for name, platform in PLATFORMS.items():
                cells = [resolved(extra, platform, python, Path(home)) for python in PYTHONS]
                found += cells
                print(
                    f"{extra or '(core)':<10} {name:<14}", *(f"{c:>6}" for c in cells), flush=True
                )
    wrong = [cell for cell in found if not cell.isdigit()]
    print(f"{len(found)} resolutions on {', '.join(PYTHONS)}, {len(wrong)} without wheels")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
