"""The file of a watch: what is not ours is not touched, what is damaged is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from vendorrisk.errors import SettingsError
from vendorrisk.watching import status
from vendorrisk.watching.store import MARK, VERSION, Store


def text_file(path: Path) -> None:
    path.write_text("these are my notes\n")


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as sql:
        sql.execute("CREATE TABLE mine (a)")


def other_mark(path: Path) -> None:
    with sqlite3.connect(path) as sql:
        sql.execute("PRAGMA application_id = 7")


def newer(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as sql:
        sql.execute(f"PRAGMA user_version = {VERSION + 1}")
    sql.close()


def damaged(path: Path) -> None:
    with Store(path) as store, store.writing():
        store.sql.execute("INSERT INTO extracts VALUES ('k', ?)", ("x" * 50_000,))
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 6] = b"\xff" * 4096 * 4
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    with Store(path) as store, store.writing():
        store.sql.execute("INSERT INTO extracts VALUES ('k', ?)", ("x" * 50_000,))
    path.write_bytes(path.read_bytes()[: 4096 * 3])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (text_file, "not the file of a watch"),
        (other_database, "not the file of a watch"),
        (other_mark, "not the file of a watch"),
        (newer, f"a watch of version {VERSION + 1}"),
        (damaged, "damaged"),
        (cut_short, "damaged"),
    ],
)
def test_what_cannot_be_used_is_told_and_left_as_it_is(tmp_path, make, told: str) -> None:
    path = tmp_path / "s.sqlite"
    make(path)
    before = path.read_bytes()
    with pytest.raises(SettingsError, match=told):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", None], ids=["empty", "none"])
def test_an_empty_file_and_none_are_begun(tmp_path, content: bytes | None) -> None:
    path = tmp_path / "deep" / "s.sqlite"
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    with Store(path) as store:
        assert store.sql.execute("PRAGMA application_id").fetchone() == (MARK,)
        assert store.sql.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store.sql.execute("PRAGMA synchronous").fetchone() == (2,)
    Store(path).close()


def test_status_of_nothing(tmp_path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        status(tmp_path / "s.sqlite")
    assert not (tmp_path / "s.sqlite").exists()
    Store(tmp_path / "s.sqlite").close()
    with pytest.raises(SettingsError, match="no pass yet"):
        status(tmp_path / "s.sqlite")


def test_a_folder_in_its_place_is_told(tmp_path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        Store(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingsError, match="cannot write"):
        Store(tmp_path / "file" / "s.sqlite")


def test_what_fails_midway_is_not_there(tmp_path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        with pytest.raises(ZeroDivisionError), store.writing():
            store.sql.execute("INSERT INTO extracts VALUES ('k', '[]')")
            _ = 1 / 0
        assert store.sql.execute("SELECT count(*) FROM extracts").fetchone() == (0,)


def test_who_cannot_have_the_lock_says_so(tmp_path) -> None:
    path = tmp_path / "s.sqlite"
    match = r"another process is writing.*waited 0.05"
    with Store(path) as one, Store(path, wait=0.05) as other, one.writing():
        with pytest.raises(SettingsError, match=match):
            other.writing().__enter__()
        assert not other.sql.in_transaction


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE runs SET digest = '{}'", "the digest of run 1 is not as it was stored"),
        ("UPDATE runs SET digest = x'ff'", "the digest of run 1"),
        ("UPDATE runs SET as_of = 'soon'", "run 1 has no day"),
        ("UPDATE documents SET body = '{}'", "the document "),
        ("UPDATE baselines SET body = '['", "the baseline of Scale AI"),
        ("UPDATE extracts SET claims = '{'", "the extract "),
    ],
)
def test_rows_that_no_watch_stored_are_damage(tmp_path, look, change: str, told: str) -> None:
    look()
    path = tmp_path / "watch.sqlite"
    with sqlite3.connect(path) as sql:
        sql.execute(change)
        if "runs" not in change:
            sql.execute("UPDATE runs SET asked = 'other'")
    sql.close()
    with pytest.raises(SettingsError, match=f"damaged: {told}") as caught:
        look()
    assert str(path) in str(caught.value.where)
