"""Makes the shared modules of the suite importable and fixes the Hypothesis profile."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

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
