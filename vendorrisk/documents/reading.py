"""Finds inputs (files, folders, globs, stdin) and reads each with its format."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from vendorrisk.documents import limits
from vendorrisk.documents.foreign import foreign_reader, known_suffixes
from vendorrisk.documents.formats import READERS
from vendorrisk.documents.metadata import Input
from vendorrisk.errors import DocumentError, SettingsError, did_you_mean
from vendorrisk.model.document import Corpus, Document, Skipped
from vendorrisk.model.spool import Spool
from vendorrisk.progress import track

MADE_HERE = b"made by vendorrisk"  # stands at the head of every report and checklist
_SNIFF = ((b"%PDF-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"))


def read(sources: str | Path | Iterable[str | Path], *, stdin: bytes | None = None) -> Corpus:
    """Read documents.

    Parameters
    ----------
    sources : path, or iterable of paths
        Files, folders (read through, hidden files left out), globs, or ``-`` for standard input.
    stdin : bytes or None
        Content for ``-``; None reads the process's own standard input.

    Returns
    -------
    Corpus
        Documents sorted by (name, id), whatever the order of the sources; inputs that could not
        be read with their reasons; byte-identical copies dropped.

    Raises
    ------
    SettingsError
        When a named path does not exist and nothing else could be read.
    DocumentError
        When nothing could be read at all.
    """
    found: list[Document] = []
    kept, skipped = _take(sources, stdin, found.append)
    return Corpus(
        documents=tuple(found[number] for number in kept),
        skipped=skipped,
        copies=len(found) - len(kept),
    )


def shelve(sources: str | Path | Iterable[str | Path], *, stdin: bytes | None = None) -> Shelf:
    """Read documents as `read` does, and keep them on disk, not in memory.

    Parameters, order and errors are as in `read`.
    """
    spool = Spool(Document)
    kept, skipped = _take(sources, stdin, spool.append)
    return Shelf(spool, kept, skipped)


class Shelf(Collection[Document]):
    """A corpus on disk: documents sorted by (name, id), read one by one when gone through.

    Attributes
    ----------
    skipped : tuple of Skipped
        Inputs that could not be read.
    copies : int
        Byte-identical copies that were dropped.
    """

    def __init__(
        self, spool: Spool[Document], kept: list[int], skipped: tuple[Skipped, ...]
    ) -> None:
        self._spool = spool
        self._kept = kept
        self.skipped = skipped
        self.copies = len(spool) - len(kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Document]:
        return (self._spool[number] for number in self._kept)

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)


class _Known(NamedTuple):
    """What decides on the order of documents, and which of several copies is kept."""

    path: tuple[int, str]
    number: int
    name: str
    id: str


def _take(
    sources: str | Path | Iterable[str | Path],
    stdin: bytes | None,
    put: Callable[[Document], None],
) -> tuple[list[int], tuple[Skipped, ...]]:
    """Put documents somewhere as they are read; return the numbers of those kept, in order."""
    names = [sources] if isinstance(sources, str | Path) else list(sources)
    skipped: list[Skipped] = []
    known: list[_Known] = []
    missing: list[SettingsError] = []
    for name in names:
        try:
            for one in track(_inputs(str(name), stdin, skipped), "reading documents"):
                for document in _read_one(one, skipped):
                    place = (len(document.path), document.path)
                    known.append(_Known(place, len(known), document.name, document.id))
                    put(document)
        except SettingsError as error:
            missing.append(error)
            skipped.append(Skipped(path=str(name), what=error.what, how=error.how))
    if not known:
        if missing:
            raise missing[0]
        if skipped:
            first = skipped[0]
            raise DocumentError(
                f"nothing could be read: {first.what}", where=first.path, how=first.how
            )
        raise DocumentError(
            f"no documents in {', '.join(map(str, names)) or 'no input'}",
            how="give files or folders of " + ", ".join(known_suffixes()),
        )
    kept: dict[str, _Known] = {}
    for one_known in sorted(known):
        kept.setdefault(one_known.id, one_known)
    ordered = sorted(kept.values(), key=lambda k: (k.name, k.id))
    return [k.number for k in ordered], tuple(sorted(skipped, key=lambda s: (s.path, s.what)))


def _read_one(one: Input, skipped: list[Skipped]) -> Iterator[Document]:
    try:
        if MADE_HERE in one.data[:4096]:
            raise DocumentError(
                "a report of vendorrisk, no evidence",
                where=one.path,
                how="keep reports apart from the documents they are made from",
            )
        suffix = _suffix(one)
        reads = foreign_reader(Path(one.path).suffix.lower()) or READERS.get(suffix)
        if reads is None:
            raise DocumentError(
                f"unknown format '{suffix or 'no suffix'}'",
                where=one.path,
                how=_save_as(suffix),
            )
        for result in reads(one):
            if isinstance(result, Document):
                yield result
            else:
                skipped.append(result)
    except DocumentError as error:
        skipped.append(Skipped(path=error.where or one.path, what=error.what, how=error.how))


def _suffix(one: Input) -> str:
    head = one.data[:64].lstrip().lower()
    for mark, suffix in _SNIFF:
        if head.startswith(mark.lower()):
            return suffix
    if one.path == "-":
        return ".xml" if head.startswith((b"<?xml", b"<rss", b"<feed")) else ".txt"
    return Path(one.path).suffix.lower()


def _inputs(name: str, stdin: bytes | None, skipped: list[Skipped]) -> Iterator[Input]:
    if name == "-":
        data = stdin if stdin is not None else sys.stdin.buffer.read(limits.MAX_BYTES + 1)
        if len(data) > limits.MAX_BYTES:
            skipped.append(_too_large("-"))
            return
        yield Input("-", data, "stdin")
        return
    path = Path(name)
    try:
        folder, file = path.is_dir(), path.is_file()
    except OSError as error:  # a text where a path belongs, or no right to look
        what = f"not a path: '{name[:60]}' ({error.strerror})"
        raise SettingsError(what, how="give a file, a folder or a pattern") from None
    if folder:
        yield from _folder(path, skipped)
    elif file:
        yield from _file(path, skipped)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # takes absolute patterns
        if not matches:
            raise SettingsError(f"nothing matches '{name}'", how="check the pattern")
        for match in matches:
            yield from _inputs(match, stdin, skipped)
    else:
        siblings = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
        raise SettingsError(
            f"no such file or folder: '{name}'",
            how=did_you_mean(path.name, siblings) or "check the path",
        )


def _folder(folder: Path, skipped: list[Skipped]) -> Iterator[Input]:
    count = 0
    others: Counter[str] = Counter()
    known = frozenset(known_suffixes())
    for root, folders, files in os.walk(folder):  # links to folders are not followed: no loops
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = Path(root) / file
            if file.startswith("."):
                continue
            if path.suffix.lower() not in known:
                others[path.suffix.lower() or "no suffix"] += 1
                continue
            count += 1
            if count > limits.MAX_FILES:
                skipped.append(
                    Skipped(
                        path=str(folder),
                        what=f"more than {limits.MAX_FILES:,} files; the rest was left out",
                        how="read it in parts",
                    )
                )
                return
            yield from _file(path, skipped)
    for suffix, number in sorted(others.items()):
        noun = "file" if number == 1 else "files"
        skipped.append(
            Skipped(
                path=str(folder),
                what=f"{number} {noun} of unknown format '{suffix}' left out",
                how=_save_as(suffix),
            )
        )


_OF_OFFICES = frozenset({".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx"})


def _save_as(suffix: str) -> str:
    """Return what to do with a file of a format that is not read."""
    known = "known: " + ", ".join(known_suffixes())
    return f"save it as PDF or as text; {known}" if suffix in _OF_OFFICES else known


def _file(path: Path, skipped: list[Skipped]) -> Iterator[Input]:
    try:
        if not path.is_file():  # a pipe would never end
            skipped.append(Skipped(path=str(path), what="not a file", how="remove it or the link"))
            return
        if path.stat().st_size > limits.MAX_BYTES:
            skipped.append(_too_large(str(path)))
            return
        data = path.read_bytes()
    except OSError as error:
        skipped.append(Skipped(path=str(path), what=f"cannot read: {error.strerror}"))
        return
    yield Input(_printable(str(path)), data, _printable(path.stem))


def _printable(name: str) -> str:
    """Return a file name with the bytes that are no text written out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _too_large(path: str) -> Skipped:
    return Skipped(
        path=path, what=f"larger than {limits.MAX_BYTES // 1_000_000} MB", how="split it"
    )
