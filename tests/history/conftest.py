"""The seeds, read once, and notes of an inbox that are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vendorrisk.dossier import Dossier, gather
from vendorrisk.shipped import packaged


@pytest.fixture(scope="session")
def seeds() -> Dossier:
    return gather(packaged("seeds"))


@pytest.fixture
def inbox(tmp_path: Path) -> Callable[..., Path]:
    """Write a note of a day (None: undated) into a folder; return the folder."""
    folder = tmp_path / "inbox"
    folder.mkdir()

    def write(name: str, day: str | None, text: str, publisher: str = "Reuters") -> Path:
        head = f"published: {day}\n" if day else ""
        (folder / f"{name}.md").write_text(
            f"---\npublisher: {publisher}\n{head}---\n\n{text}\n", encoding="utf-8"
        )
        return folder

    return write
