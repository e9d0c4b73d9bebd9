"""A reader, an extractor and an exporter; the rule pack beside them is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison
    from vendorrisk.model.document import Document


def read_note(data: bytes, path: str) -> Iterator[dict[str, Any]]:
    """Read a note: its first line is a day, the rest the text."""
    day, _, text = data.decode("utf-8").partition("\n")
    yield {"text": text, "published": day.strip(), "publisher": "a note"}


def find_buyers(document: Document) -> Iterator[dict[str, Any]]:
    """Find 'X orders from Y'."""
    for found in re.finditer(r"\b([A-Z]\w+) orders from ([A-Z]\w+(?: AI)?)", document.text):
        yield {
            "kind": "client",
            "subject": found[1],
            "object": found[2],
            "modality": "reported",
            "probability": 0.8,
            "start": found.start(),
            "end": found.end(),
            "quote": found[0],
        }


def write_lines(comparison: Comparison) -> bytes:
    """Write one line a vendor."""
    lines = (f"{a.vendor}\t{a.tier}\t{a.risk.point:.3f}\n" for a in comparison.assessments)
    return "".join(lines).encode("utf-8")
