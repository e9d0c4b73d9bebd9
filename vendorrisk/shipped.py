"""Where the rules and seeds lie that ship with the package."""

from __future__ import annotations

from pathlib import Path

HOME = Path(__file__).parent  # the package


def packaged(name: str) -> Path:
    """Return the folder `name` ("rules" or "seeds") that ships with the package.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    inside = HOME / name
    return inside if inside.is_dir() else HOME.parent / name
