"""Writes docs/notebook.ipynb: the cells below, run in a fresh kernel, with what they show.

Run as ``python docs/notebook.py``; with ``--check`` it runs the cells anew, writes nothing, and
fails where the cells or what they show differ from the file. Pictures are told apart by whether
they are there: their pixels depend on the version of the drawing library.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE / "notebook.ipynb"
PICTURE = "image/png"

CODE, TEXT = "code", "text"
CELLS = (
    (
        TEXT,
        """\
# Vendor neutrality in a notebook

In June 2025 Meta took 49 % of the data-labelling firm Scale AI. Is it still neutral for Google, and
are Labelbox or Handshake any safer? The articles and fact files in `seeds/` are read once;
everything below works offline. It needs `pip install 'vendorrisk[plot]'`.""",
    ),
    (
        CODE,
        """\
import vendorrisk

dossier = vendorrisk.gather("seeds/")
len(dossier.documents), len(dossier.claims)""",
    ),
    (
        TEXT,
        """\
## Compare

For one buyer, on one day. Higher is riskier; the interval is what is sure and what is possible.""",
    ),
    (
        CODE,
        """\
found = vendorrisk.compare(
    dossier, buyer="google", vendors=["Scale AI", "Labelbox", "Handshake"], as_of="2025-06-20"
)
found""",
    ),
    (TEXT, "`print` gives the same as plain text, `.to_frame()` as a table."),
    (CODE, "print(found)"),
    (CODE, "found.to_frame().round(3)"),
    (
        TEXT,
        """\
## Why

The parts of a ledger sum to the point. Each line leads to its quotes.""",
    ),
    (
        CODE,
        """\
scale = found.assessments[0]
ledger = scale.to_frame()
ledger[["factor", "what", "known", "contribution", "claims"]].head(6).round(3)""",
    ),
    (
        CODE,
        """\
assert abs(ledger["contribution"].sum() - scale.risk.point) < 1e-9
claim = scale.ledger[1].claims[0]
print(scale.ledger[1].what)
print(f"{claim.doc}: “{claim.quote}”")""",
    ),
    (
        TEXT,
        """\
## Plot

Solid is what the evidence supports, hatched what nobody has said, the diamond the point. Figures go
through no global state: save them, or hand `ax=` over to place them in your own.""",
    ),
    (CODE, "found.plot()"),
    (CODE, "scale.plot()"),
    (
        TEXT,
        """\
## The same facts, other buyers

Neutrality is no property of a vendor. `screen` scores a frame of pairs in one go.""",
    ),
    (
        CODE,
        """\
import pandas as pd

pairs = pd.DataFrame(
    [(v, b) for b in ("google", "meta", "northfield-health") for v in ("Scale AI", "Labelbox")],
    columns=["vendor", "buyer"],
)
screened = vendorrisk.screen(pairs, dossier, as_of="2025-06-20")
screened[["vendor", "buyer", "low", "point", "high", "tier", "coverage"]].round(3)""",
    ),
    (
        TEXT,
        "What is worth most to know, in points where 100 is a year of the contract:",
    ),
    (
        CODE,
        """\
with pd.option_context("display.max_colwidth", 90):
    print(screened[["vendor", "buyer", "question", "question_value"]].round(2).to_string())""",
    ),
    (
        TEXT,
        """\
## What would change it

A counterfactual takes the place of what the documents say; the result says so everywhere.""",
    ),
    (
        CODE,
        """\
without = vendorrisk.assess(
    dossier, buyer="google", vendor="Scale AI", as_of="2025-06-20",
    assume=["Meta sold its stake in Scale AI"],
)
print(without)
print(f"{scale.risk.point:.3f} as it is, {without.risk.point:.3f} without Meta's stake")""",
    ),
    (
        CODE,
        """\
change = scale.robustness.changes[0]
print(f"The smallest set of facts that gives another tier ({change.tier}):")
for fact in change.facts:
    print(f"- {fact.what}: {fact.answer}")""",
    ),
)


def made() -> Any:
    """Return the notebook, run from the folder of the package, without anything of this machine."""
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    make = {CODE: new_code_cell, TEXT: new_markdown_cell}
    cells = [make[kind](source) for kind, source in CELLS]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02d}"
    book = new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    book.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    root = HERE.parent
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(root), os.environ.get("PYTHONPATH")])
    )
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    client = NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(root)}},
        record_timing=False,
    )  # fmt: skip
    client.execute()
    for cell in book.cells:
        cell["metadata"] = {}
    book.metadata.pop("widgets", None)
    book.metadata["language_info"] = {"name": "python"}
    return book


def text_of(book: Any) -> str:
    """Return a notebook as the text of its file."""
    return str(json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True)) + "\n"


def without_pictures(text: str) -> Any:
    """Return the data of a notebook with its pictures taken out, but for the fact that they are."""
    data = json.loads(text)
    for cell in data["cells"]:
        for output in cell.get("outputs", ()):
            if PICTURE in output.get("data", {}):
                output["data"][PICTURE] = True
    return data


def main(words: list[str]) -> int:
    """Write the notebook, or check that it is what its cells give."""
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    text = text_of(made())
    if "--check" not in words:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    old = without_pictures(TARGET.read_text(encoding="utf-8"))
    for was, now in zip(old["cells"], without_pictures(text)["cells"], strict=False):
        if was != now:
            sys.stderr.write(f"docs/notebook.ipynb is old at {was['id']}: run docs/notebook.py\n")
            sys.stderr.write(f"{json.dumps(was)[:2000]}\n{json.dumps(now)[:2000]}\n")
            return 1
    if len(old["cells"]) != len(CELLS):
        sys.stderr.write("docs/notebook.ipynb has other cells: run docs/notebook.py\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
