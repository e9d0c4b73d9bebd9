"""The file of a watch: SQLite, write-ahead log, every change whole or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from vendorrisk.errors import SettingsError

MARK = 0x76726B77  # "vrkw": SQLite's application id of a watch
VERSION = 1
WAIT = 60.0  # seconds for another pass to end
_HEAD = b"SQLite format 3\x00"
_TABLES = """
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    asked TEXT NOT NULL,
    as_of TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    first INTEGER NOT NULL,
    gone INTEGER,
    back INTEGER,
    body TEXT NOT NULL
);
CREATE TABLE extracts (key TEXT PRIMARY KEY, claims TEXT NOT NULL);
CREATE TABLE scores (
    run INTEGER NOT NULL REFERENCES runs (seq),
    vendor TEXT NOT NULL,
    low REAL NOT NULL,
    point REAL NOT NULL,
    high REAL NOT NULL,
    tier TEXT NOT NULL,
    coverage REAL NOT NULL,
    claims TEXT NOT NULL,
    PRIMARY KEY (run, vendor)
);
CREATE TABLE baselines (vendor TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (seq),
    vendor TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL
);
"""


class Store:
    """An open file of a watch; a context manager that closes it.

    Parameters
    ----------
    path : Path
        The file; made, with its folders, when it is not there.
    wait : float
        Seconds to wait for another process that writes.
    must_exist : bool
        Refuse a file that is not there.

    Raises
    ------
    SettingsError
        For a file that is not of a watch, of a newer version, damaged, or in a place that cannot be
        written. The file stays as it was.
    """

    def __init__(self, path: Path, *, wait: float = WAIT, must_exist: bool = False) -> None:
        self.path = path
        self.wait = wait
        _check_head(path, must_exist=must_exist)
        with self._told():
            if not must_exist:
                path.parent.mkdir(parents=True, exist_ok=True)
            self.sql = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self.sql.close()
            raise

    def _prepare(self) -> None:
        if not self._is_marked():  # before anything is written
            self.sql.execute("PRAGMA journal_mode = WAL").fetchone()
        self.sql.execute("PRAGMA synchronous = FULL")
        self.sql.execute("PRAGMA foreign_keys = ON")
        if not self._is_marked():
            with self.writing():
                if not self._is_marked():
                    for statement in _TABLES.split(";\n"):
                        self.sql.execute(statement)
                    self.sql.execute(f"PRAGMA user_version = {VERSION}")
                    self.sql.execute(f"PRAGMA application_id = {MARK}")
        damage = self.sql.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError(damage)

    def _is_marked(self) -> bool:
        """Whether the file is of a watch; False: it is empty.

        Raises
        ------
        SettingsError
            When it is neither, or of a newer version.
        """
        mark = self.sql.execute("PRAGMA application_id").fetchone()[0]
        version = self.sql.execute("PRAGMA user_version").fetchone()[0]
        tables = self.sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if mark == MARK and version == VERSION:
            return True
        if mark == MARK:
            raise SettingsError(
                f"a watch of version {version}; this program knows version {VERSION}",
                where=str(self.path),
                how="use the program that made it, or start a new file",
            )
        if mark or tables:
            raise _foreign(self.path)
        return False

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only right to write; all that is written is there at the end, or nothing.

        Raises
        ------
        SettingsError
            When another process does not let go in time, or the disk takes no more.
        """
        with self._told():
            self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            raise
        with self._told():
            self.sql.execute("COMMIT")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Give errors of SQLite the form of all others."""
        try:
            yield
        except sqlite3.Error as error:
            raise _mended(error, self.path, self.wait) from None
        except OSError as error:
            raise SettingsError(
                f"cannot write: {error.strerror or error}",
                where=f"--state {self.path}",
                how="choose a place that you may write to",
            ) from None

    def damaged(self, what: str) -> SettingsError:
        """Return the error of a file whose rows are not what a watch stored in them."""
        return _damaged(what, self.path)

    def close(self) -> None:
        """Close the file; what was not committed is not there."""
        self.sql.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise _mended(error, self.path, self.wait) from None


def _check_head(path: Path, *, must_exist: bool) -> None:
    """Refuse what is no SQLite file at all, without opening it as one."""
    if not path.exists():
        if must_exist:
            raise SettingsError(
                "no such file", where=f"--state {path}", how="'vendorrisk watch' makes it"
            )
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
    except OSError as error:
        raise SettingsError(
            f"cannot read: {error.strerror or error}",
            where=f"--state {path}",
            how="give the file of a watch, or the name of a new one",
        ) from None
    if head and head != _HEAD:
        raise _foreign(path)


def _foreign(path: Path) -> SettingsError:
    return SettingsError(
        "not the file of a watch; it was left as it is",
        where=f"--state {path}",
        how="give the name of a new file",
    )


def _mended(error: sqlite3.Error, path: Path, wait: float) -> SettingsError:
    where = f"--state {path}"
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return SettingsError(
            f"another process is writing to it; waited {wait:g} seconds",
            where=where,
            how="run again later, or wait longer with --wait",
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return SettingsError(
            f"cannot write: {error}", where=where, how="make room, or choose another place"
        )
    return _damaged(str(error), path)


def _damaged(what: str, path: Path) -> SettingsError:
    return SettingsError(
        f"the file is damaged: {what}; it was left as it is",
        where=f"--state {path}",
        how="restore it from a copy, or start a new file",
    )
