"""Hashes of the rules: whether two results were made with the same."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from vendorrisk.rulebook.files import rules_root


def file_hash(name: str, root: Path | None = None) -> str:
    """Return the SHA-256 of one file of the rules, in hexadecimal."""
    return hashlib.sha256(((root or rules_root()) / name).read_bytes()).hexdigest()


def rules_hash(root: Path | None = None) -> str:
    """Return the SHA-256 over every file of the rules: names and contents, sorted by name.

    Files are read again when one has another size or time of writing.
    """
    folder = root or rules_root()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    seen = []
    for name in sorted(files):
        if files[name].is_file() and not any(part.startswith(".") for part in Path(name).parts):
            found = files[name].stat()
            seen.append((name, found.st_size, found.st_mtime_ns))
    return _hash_of(folder.resolve(), tuple(seen))


@functools.lru_cache(maxsize=8)
def _hash_of(folder: Path, seen: tuple[tuple[str, int, int], ...]) -> str:
    whole = hashlib.sha256()
    for name, *_ in seen:
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        whole.update(f"{name}\0{content}\n".encode())
    return whole.hexdigest()
