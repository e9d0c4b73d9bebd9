"""The example notebook is run anew in a fresh kernel: it says what is stored, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def test_its_cells_show_today_what_is_stored() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "notebook.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr


def test_it_holds_nothing_of_a_machine_or_a_moment() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text.encode()) < 400_000
    book = json.loads(text)
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(cell["metadata"] == {} for cell in book["cells"])
    outputs = [output for cell in code for output in cell["outputs"]]
    assert not [
        one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"
    ]
    pictures = [one for one in outputs if "image/png" in one.get("data", {})]
    assert len(pictures) == 2
    assert all("Scale AI" in one["metadata"]["image/png"]["alt"] for one in pictures)
    for one in pictures:
        del one["data"]["image/png"]
    said = json.dumps(book)
    assert not re.search(r"/(?:tmp|home|root|work|Users)/|0x[0-9a-f]{6,}", said)
