"""The log of reviews as it was when a result was made: a log only grows."""

from __future__ import annotations

import hashlib
from pathlib import Path

from vendorrisk.dossier import Reviews
from vendorrisk.interchange.reviews import read_log
from vendorrisk.model.receipt import Receipt


def whole_log(path: Path) -> Reviews:
    """Return a log of reviews as it is.

    Raises
    ------
    SettingsError, Problems, JournalError
        As in `interchange.reviews.read_log`.
    """
    told = read_log(path)
    return Reviews(path=str(path), entries=told.entries, sha256=told.sha256, torn=told.torn)


def log_of(receipt: Receipt, path: Path) -> Reviews | None:
    """Return the beginning of a log that a receipt names by its hash, None where it has none.

    Raises
    ------
    SettingsError, Problems, JournalError
        As in `interchange.reviews.read_log`.
    """
    told = read_log(path)
    if told.sha256 == receipt.reviews_sha256:
        return whole_log(path)
    digest, count = hashlib.sha256(), 0
    for line in path.read_bytes()[: told.whole].splitlines(keepends=True):
        digest.update(line)
        count += bool(line.strip())
        if count == receipt.reviews and digest.hexdigest() == receipt.reviews_sha256:
            entries = told.entries[:count]
            return Reviews(path=str(path), entries=entries, sha256=digest.hexdigest())
    return None
