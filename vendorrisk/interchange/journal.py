"""A journal: one JSON object a line, in a file that only grows and lives in version control.

What may go wrong, and what then holds:

- The process dies while it writes. Entries are written with one call and synced before anybody is
  told that they stand; a line without its end, or a batch without its last line, was never told
  to anybody. Reading leaves it out and says so; the next writing moves it to ``FILE.torn``.
- Two processes write at once. Each holds a lock from reading what is there until it has written.
- Somebody changes, takes out or reorders lines. Each entry is named by the hash of what it says
  and names the entries before it: reading tells the line.
- Two branches are merged. Lines of both are kept; two entries then follow the same one, and the
  next entry names both ends.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from vendorrisk.errors import JournalError, Problems, did_you_mean
from vendorrisk.model.base import content_id
from vendorrisk.model.journal import Batch, Entry
from vendorrisk.model.problems import problem

E = TypeVar("E", bound=Entry)
MAX_BYTES = 256_000_000  # of a journal
MAX_LINE = 1_000_000  # bytes of a line
_NO_JSON = "no JSON object"
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


class Told(NamedTuple, Generic[E]):
    """What a journal says: its entries in their order, its hash, and what was left at its end.

    ``torn`` counts the bytes of writing that was cut short; ``whole`` those before them.
    """

    entries: tuple[E, ...]
    sha256: str  # of the bytes that hold the entries
    torn: int
    whole: int

    @property
    def ends(self) -> tuple[str, ...]:
        """Return the ids that no entry follows, sorted: what the next one comes after."""
        followed = {name for entry in self.entries for name in entry.before}
        return tuple(sorted({entry.id for entry in self.entries} - followed))


class Journal(Generic[E]):
    """A journal in a file.

    Parameters
    ----------
    path : Path
        The file; one that is missing has no entries.
    model : type
        What an entry is.
    """

    def __init__(self, path: Path, model: type[E]) -> None:
        self.path = path
        self.model = model

    def read(self) -> Told[E]:
        """Return what the journal says.

        Raises
        ------
        Problems
            Every line that is no entry, was changed, or names one that is not there, as
            ``path:line``.
        JournalError
            When the file cannot be read, or is larger than 256 MB.
        """
        try:
            data = _bytes(self.path)
        except FileNotFoundError:
            data = b""
        except OSError as error:
            raise self._cannot("read", error) from None
        return self._told(data)

    def append(self, make: Callable[[Told[E]], Sequence[E]]) -> tuple[E, ...]:
        """Write entries behind those that stand, all or none; return them as written.

        Parameters
        ----------
        make : callable
            Gets what the journal says, while nobody else can write, and returns the new entries;
            their ``id``, ``before`` and ``batch`` are set here. None of them: nothing is written.

        Raises
        ------
        Problems, JournalError
            As in `read`, and when the file cannot be written; it is then as it was.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o666)
        except OSError as error:
            raise self._cannot("write", error) from None
        try:
            with _locked(handle):
                data = _bytes(self.path)
                told = self._told(data)
                entries = _chained(make(told), told.ends)
                if entries:
                    self._write(handle, data, told, entries)
        except OSError as error:
            raise self._cannot("write", error) from None
        finally:
            os.close(handle)
        return entries

    def _write(self, handle: int, data: bytes, told: Told[E], entries: Sequence[E]) -> None:
        if told.torn:
            self._set_aside(handle, data, told)
        lines = "".join(entry.line() for entry in entries).encode("utf-8")
        missing = told.whole and data[told.whole - 1 : told.whole] != b"\n"
        block = b"\n" + lines if missing else lines
        written = os.write(handle, block)
        if written < len(block):
            os.ftruncate(handle, told.whole)
            raise OSError(28, "No space left on device")
        os.fsync(handle)
        _sync_folder(self.path)

    def _set_aside(self, handle: int, data: bytes, told: Told[E]) -> None:
        """Move what was never told to anybody out of the way: kept beside, first."""
        aside = self.path.with_name(self.path.name + ".torn")
        torn = data[told.whole :]
        with aside.open("a+b") as file:
            file.seek(0)
            if not file.read().endswith(torn + b"\n"):
                file.write(torn + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.ftruncate(handle, told.whole)

    def _cannot(self, do: str, error: OSError) -> JournalError:
        return JournalError(
            f"cannot {do}: {error.strerror or error}",
            where=str(self.path),
            how=f"choose a file that you may {do}",
        )

    def _told(self, data: bytes) -> Told[E]:
        if len(data) > MAX_BYTES:
            raise JournalError(
                "larger than 256 MB", where=str(self.path), how="keep one log for each case"
            )
        found: dict[str, E] = {}
        problems: list[JournalError] = []
        whole = 0  # bytes that hold entries
        open_batch: list[E] = []
        at = 0
        lines = data.splitlines(keepends=True)
        for number, line in enumerate(lines, 1):
            last, at = number == len(lines), at + len(line)
            if not line.strip():
                whole = at if not open_batch else whole
                continue
            try:
                entry = self._entry(line)
                self._follows(entry, found)
            except JournalError as error:
                if last and not line.endswith(b"\n") and error.what == _NO_JSON:
                    break  # cut short while it was written
                where = f"{self.path}:{number}"
                problems.append(JournalError(error.what, where=where, how=error.how))
                continue
            if open_batch and not _goes_on(open_batch, entry):
                where = f"{self.path}:{number}"
                problems.append(_broken_batch(open_batch[-1], where))
                open_batch = []
            found.setdefault(entry.id, entry)
            if entry.batch is not None and entry.batch.part < entry.batch.of:
                open_batch.append(entry)
            else:
                open_batch, whole = [], at
        if problems:
            raise Problems(problems)
        for entry in open_batch:
            found.pop(entry.id, None)
        return Told(
            tuple(found.values()),
            hashlib.sha256(data[:whole]).hexdigest(),
            len(data) - whole,
            whole,
        )

    def _entry(self, line: bytes) -> E:
        if len(line) > MAX_LINE:
            raise JournalError("a line of more than a megabyte", how="take it out")
        if line.startswith(_MARKERS):
            raise JournalError(
                "a merge left its marks here",
                how="keep the lines of both sides and remove the marks; 'merge=union' in"
                " .gitattributes does so by itself",
            )
        try:
            entry = self.model.model_validate_json(line)
        except ValidationError as error:
            raise self._no_entry(error) from None
        if entry.proper_id() != entry.id:
            raise JournalError(
                f"entry {entry.id} was changed after it was written",
                how="take the line back from version control, and decide anew instead",
            )
        return entry

    def _no_entry(self, error: ValidationError) -> JournalError:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return JournalError(_NO_JSON, how="take the line back from version control")
        known = list(self.model.model_fields)
        hint = did_you_mean(str(first["loc"][-1]), known) if first["loc"] else None
        how = hint if first["type"] == "extra_forbidden" else None
        return JournalError(problem(first), how=how or "take the line back from version control")

    def _follows(self, entry: E, found: dict[str, E]) -> None:
        missing = [name for name in entry.before if name not in found]
        if missing:
            raise JournalError(
                f"the entry before this one, {missing[0]}, is not above it: a line was taken out"
                " or moved",
                how="take the file back from version control; after a merge keep the lines of both"
                " sides, each side in its order",
            )


def _chained(entries: Sequence[E], ends: tuple[str, ...]) -> tuple[E, ...]:
    """Return the entries, each after the one before it; several of them are one batch."""
    name = content_id("bat", list(ends), [one.model_dump(mode="json") for one in entries])
    made: list[E] = []
    before = ends
    for part, entry in enumerate(entries, 1):
        batch = Batch(part=part, of=len(entries), name=name) if len(entries) > 1 else None
        made.append(entry.model_copy(update={"before": before, "batch": batch}).sealed())
        before = (made[-1].id,)
    return tuple(made)


def _goes_on(batch: Sequence[Entry], entry: Entry) -> bool:
    last = batch[-1].batch
    this = entry.batch
    return (
        last is not None
        and this is not None
        and (this.name, this.of, this.part) == (last.name, last.of, last.part + 1)
    )


def _broken_batch(last: Entry, where: str) -> JournalError:
    batch = last.batch
    parts = f"{batch.part} of {batch.of}" if batch else ""
    return JournalError(
        f"the entries above were written together and only {parts} are there",
        where=where,
        how="take the file back from version control",
    )


_BINARY = getattr(os, "O_BINARY", 0)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _sync_folder(path: Path) -> None:
    """Make the name of a new file last, where folders can be synced."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


if sys.platform == "win32":
    import msvcrt

    _FAR = 2**30  # a byte that no entry reaches

    @contextlib.contextmanager
    def _locked(handle: int) -> Iterator[None]:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextlib.contextmanager
    def _locked(handle: int) -> Iterator[None]:
        with contextlib.suppress(OSError):  # a file system without locks: one writer at a time
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # the lock goes with the handle
