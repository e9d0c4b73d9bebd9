from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vendorrisk.interchange.results import parse_result
from vendorrisk.model.assessment import Comparison
from vendorrisk.shipped import packaged

GOLDEN = Path(__file__).parents[2] / "reports" / "google" / "report.json"


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """Return the committed report as JSON data; copy it before changing it."""
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def result() -> Comparison:
    return parse_result(GOLDEN.read_bytes(), "report.json")


@pytest.fixture
def changed(golden: dict[str, Any]) -> Callable[..., Comparison]:
    """Return the committed report with one value set, its place given as keys and numbers."""

    def make(*place: str | int, to: Any) -> Comparison:
        data = json.loads(json.dumps(golden))
        at: Any = data
        for step in place[:-1]:
            at = at[step]
        at[place[-1]] = to(at[place[-1]]) if callable(to) else to
        return parse_result(json.dumps(data).encode(), "changed.json")

    return make


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a copy of the seeds that may be changed."""
    return Path(shutil.copytree(packaged("seeds"), tmp_path / "evidence"))
