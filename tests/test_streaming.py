"""Claims from disk are those of `gather`, in the order of `claims`; memory holds none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vendorrisk.documents import read, shelve
from vendorrisk.dossier import gather
from vendorrisk.errors import DocumentError, SettingsError
from vendorrisk.model.claim import Engine
from vendorrisk.streaming import stream

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with copies, an unread file, names to join and an empty file."""
    (tmp_path / "b.txt").write_text(
        "Nexora Systems acquired Valtek. Nexora grew.", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("# Deal\n\nNexora holds 20% of Ormund Corp.", encoding="utf-8")
    (tmp_path / "copy-of-b.txt").write_bytes((tmp_path / "b.txt").read_bytes())
    (tmp_path / "c.xyz").write_text("x", encoding="utf-8")
    (tmp_path / "d.txt").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("engine", ["rules", None])
@pytest.mark.parametrize("which", ["seeds", "folder"])
def test_the_same_claims_as_in_memory(which: str, engine: Engine | None, folder: Path) -> None:
    place = str(SEEDS if which == "seeds" else folder)
    whole = gather(place, engine=engine)
    parts = stream(place, engine=engine)
    order = sorted(whole.claims, key=lambda c: (c.doc, c.doc_id, c.start, c.end, c.id))
    assert list(parts.resolved()) == order
    assert list(parts.resolved()) == order  # a second time, too
    assert len(parts.claims) == len(order) > 0
    assert (parts.skipped, parts.notes) == (whole.skipped, whole.notes)
    assert (parts.copies, parts.engine) == (whole.copies, whole.engine)


def test_a_shelf_holds_what_read_returns(folder: Path) -> None:
    corpus, shelf = read(folder), shelve(folder)
    assert tuple(shelf) == corpus.documents
    assert len(shelf) == len(corpus.documents) == 2
    assert (shelf.skipped, shelf.copies) == (corpus.skipped, corpus.copies)
    assert shelf.copies == 1
    assert corpus.documents[0] in shelf and "x" not in shelf


@pytest.mark.parametrize(("name", "error"), [("none.txt", SettingsError), ("c.xyz", DocumentError)])
def test_nothing_to_read_is_the_same_error(name: str, error: type[Exception], folder: Path) -> None:
    said = []
    for take in (read, shelve, stream):
        with pytest.raises(error) as caught:
            take(str(folder / name))  # type: ignore[operator]
        said.append(str(caught.value))
    assert len(set(said)) == 1
