"""Shared modules of the suite, the Hypothesis profile, and the committed report."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from vendorrisk.interchange.results import parse_result
from vendorrisk.model.assessment import Comparison

HERE = str(Path(__file__).parent)
if HERE not in sys.path:  # naive, worlds, answer_key: oracles and builders that tests share
    sys.path.insert(0, HERE)

settings.register_profile(
    "house",
    derandomize=True,
    database=None,
    deadline=None,  # speed lives in benchmarks/
    max_examples=60,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

GOLDEN = Path(__file__).parents[1] / "reports" / "google" / "report.json"


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """Return the committed report as JSON data; copy it before changing it."""
    found: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def result() -> Comparison:
    return parse_result(GOLDEN.read_bytes(), "report.json")
