"""Where results go: stdout as bytes, files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vendorrisk.cli.screen import clear, coloured, is_coloured, is_live, unbroken
from vendorrisk.errors import SettingsError, did_you_mean


class Target(NamedTuple):
    """One result to make: a format, and the file it goes to (None: stdout)."""

    format: str
    path: Path | None


def targets(
    outputs: Sequence[str],
    chosen: str | None,
    *,
    default: str,
    format_of: Callable[[Path], str],
    folder: Sequence[str],
) -> list[Target]:
    """Return what to make.

    Parameters
    ----------
    outputs : sequence of str
        Values of ``--output``: files, whose suffix picks the format; folders; ``-`` for stdout.
    chosen : str or None
        Value of ``--format``, for stdout.
    default : str
        Format of stdout when neither says anything.
    format_of : callable
        Returns the format that the suffix of a path asks for.
    folder : sequence of str
        Names of the files made in a folder.

    Raises
    ------
    SettingsError
        For a suffix nobody can write, and for a file named twice.
    """
    found: list[Target] = []
    for name in outputs:
        path = Path(name)
        if name == "-":
            found.append(Target(chosen or default, None))
        elif name.endswith(("/", os.sep)) or path.is_dir():
            found += [Target(format_of(path / file), path / file) for file in folder]
        else:
            found.append(Target(_format(path, format_of), path))
    if not found or (chosen and all(target.path for target in found)):
        found.append(Target(chosen or default, None))
    paths = [target.path.resolve() for target in found if target.path]
    for path in paths:
        if paths.count(path) > 1:
            raise SettingsError(
                "one file is written twice", where=str(path), how="name every output once"
            )
    return found


def _format(path: Path, format_of: Callable[[Path], str]) -> str:
    try:
        return format_of(path)
    except SettingsError as error:
        how = f"{error.how}; for a folder write '{path}/'"
        raise SettingsError(error.what, where=f"--output {path}", how=how) from None


def by_suffix(suffixes: Mapping[str, str]) -> Callable[[Path], str]:
    """Return the function from a path to its format; suffixes have their dot."""

    def format_of(path: Path) -> str:
        suffix = path.suffix.casefold()
        if suffix in suffixes:
            return suffixes[suffix]
        raise SettingsError(
            f"'{suffix}' is no format of this command" if suffix else "the file name has no suffix",
            how=(did_you_mean(suffix, suffixes) if suffix else None)
            or f"use one of {', '.join(suffixes)}",
        )

    return format_of


_TO_READ = ("table", "text", "md")  # formats that people read on a terminal
Data = bytes | Iterable[bytes]  # a whole, or the parts of one that does not fit in memory


def deliver(results: Iterable[tuple[Target, Data]]) -> list[Path]:
    """Write every file, then stdout; return the files written.

    All results are made before the first byte is written, so a failure in making one leaves every
    existing file as it was. Parts are made while they are written.
    """
    made = list(results)
    written = [write(target.path, data) for target, data in made if target.path is not None]
    for target, data in made:
        if target.path is None:
            show(data, to_read=target.format in _TO_READ)
    return written


def show(data: Data, *, to_read: bool = False) -> None:
    """Write bytes to stdout as they are: UTF-8 on every system.

    What is `to_read` by people gets colour, where stdout has it, and on a terminal long lines end
    with a word.
    """
    clear()
    if to_read and isinstance(data, bytes):
        data = _to_read(data.decode("utf-8")).encode("utf-8")
    sys.stdout.flush()
    sys.stdout.buffer.writelines(_parts(data))
    sys.stdout.buffer.flush()


def _to_read(text: str) -> str:
    """Return text as stdout shows it best: what goes to a pipe stays as it is."""
    if is_live(sys.stdout):
        text = unbroken(text, shutil.get_terminal_size().columns)
    return coloured(text) if is_coloured(sys.stdout) else text


def _parts(data: Data) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def write(path: Path, data: Data) -> Path:
    """Write a file whole or not at all, making its folders; return the path.

    Raises
    ------
    SettingsError
        When the place cannot be written; what was there before stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place = path.resolve()  # a link stays a link
        if place.exists() and not place.is_file():
            with place.open("wb") as file:
                file.writelines(_parts(data))  # /dev/null, a pipe: nothing to replace
        else:
            _replace(place, data)
    except OSError as error:
        raise SettingsError(
            f"cannot write: {error.strerror or error}",
            where=f"--output {path}",
            how="choose a place that you may write to",
        ) from None
    return path


def _replace(place: Path, data: Data) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_parts(data))
        part.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
        part.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
