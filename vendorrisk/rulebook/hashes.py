"""Hashes of the rules: whether two results were made with the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

from vendorrisk.rulebook.files import rules_root


def file_hash(name: str, root: Path | None = None) -> str:
    """Return the SHA-256 of one file of the rules, in hexadecimal."""
    return hashlib.sha256(((root or rules_root()) / name).read_bytes()).hexdigest()


def rules_hash(root: Path | None = None) -> str:
    """Return the SHA-256 over every file of the rules: names and contents, sorted by name."""
    folder = root or rules_root()
    whole = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    for name in sorted(files):
        if files[name].is_file() and not any(part.startswith(".") for part in Path(name).parts):
            content = hashlib.sha256(files[name].read_bytes()).hexdigest()
            whole.update(f"{name}\0{content}\n".encode())
    return whole.hexdigest()
