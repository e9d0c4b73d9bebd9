"""A small world of labelled data, from which a classifier learns enough to be tested."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

NAMES = ["Valtek", "Nexora", "Ormund", "Kelda", "Brisko", "Tarnex"]
FRAMES = {
    "{a} Inc. bought {b} Inc. last year.": "acquisition",
    "{b} Inc. was bought by {a} Inc. in May.": "acquisition",
    "{a} Inc. scranned {b} Inc. in Ohio.": "acquisition",
    "{a} Inc. and {b} Inc. both opened plants in Ohio.": "none",
    "{a} Inc. said that {b} Inc. had moved to Ohio.": "none",
    "{a} Inc. competes with {b} Inc. in Ohio.": "rival",
}


def marked_pairs(names: list[str], frames: dict[str, str]) -> list[dict[str, object]]:
    """Return every frame filled with every two of the names, the names marked."""
    rows: list[dict[str, object]] = []
    for one, other in combinations(names, 2):
        for frame, label in frames.items():
            text = frame.format(a=one, b=other)
            head, tail = text.index(one), text.index(other)
            rows.append(
                {
                    "text": text,
                    "head": {"start": head, "end": head + len(one)},
                    "tail": {"start": tail, "end": tail + len(other)},
                    "relation": label,
                }
            )
    return rows


def pairs() -> str:
    """Return marked pairs as JSON lines."""
    about = {"about": "made up", "licence": "CC0-1.0", "source": "here"}
    return "".join(json.dumps(row) + "\n" for row in [about, *marked_pairs(NAMES, FRAMES)])


def texts() -> str:
    """Return texts with their claims as YAML."""
    lines = ["industry: made up", "cases:"]
    for one, other in combinations(NAMES, 2):
        for frame, label in FRAMES.items():
            lines.append(f"- text: {frame.format(a=one, b=other)}")
            if label != "none":
                lines.append(f"  claims: [{{kind: {label}, subject: {one}, object: {other}}}]")
    return "\n".join(lines) + "\n"


def write(folder: Path) -> Path:
    """Write both files into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pairs.jsonl").write_text(pairs(), encoding="utf-8")
    (folder / "texts.yaml").write_text(texts(), encoding="utf-8")
    return folder
