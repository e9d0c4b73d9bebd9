"""Shared modules of these tests: the strings, outputs, checks, and what spoils a noun."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)
