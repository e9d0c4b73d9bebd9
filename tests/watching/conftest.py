from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vendorrisk.watching import Passed, watch

CALM = "Scale AI labels data for Google. Google is a client of Scale AI."
STAKE = "Meta holds 49% of Scale AI, Reuters reported."
SEAT = "Mark Zuckerberg of Meta joined the board of Scale AI."


def article(folder: Path, name: str, text: str, day: str, publisher: str = "Reuters") -> Path:
    """Write an article and return its path."""
    path = folder / name
    head = f"---\npublished: {day}\npublisher: {publisher}\n---\n"
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one calm article."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    article(folder, "calm.md", CALM, "2025-06-01")
    return folder


@pytest.fixture
def look(inbox: Path, tmp_path: Path) -> Callable[..., Passed]:
    """Make one pass over the folder."""

    def one(day: str | None = None, **values: Any) -> Passed:
        given: dict[str, Any] = {
            "buyer": "google", "vendors": ["Scale AI"], "engine": "rules",
            "state": tmp_path / "watch.sqlite",
        }  # fmt: skip
        when = dt.date.fromisoformat(day) if day else None
        return watch([str(inbox)], **{**given, **values}, as_of=when)

    return one
