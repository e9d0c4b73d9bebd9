"""The hostile strings, and the nouns that outputs are made around."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))


def strings() -> dict[str, str]:
    """Return the hostile strings by name; [text, times] in the file is a text repeated."""
    told = json.loads((HERE / "strings.json").read_text(encoding="utf-8"))
    return {
        name: one if isinstance(one, str) else one[0] * one[1] for name, one in told.items()
    }
