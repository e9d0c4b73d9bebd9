"""The hostile strings by name, from strings.json."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("strings.json")


def strings() -> dict[str, str]:
    """Return the strings; a list [text, times] in the file is a text that is repeated."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: one if isinstance(one, str) else one[0] * one[1] for name, one in told.items()}
