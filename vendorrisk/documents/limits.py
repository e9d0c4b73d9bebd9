"""Bounds on what is read; beyond them an input is skipped with a remedy."""

from __future__ import annotations

import hashlib

from vendorrisk.documents.characters import BOM, legible
from vendorrisk.errors import DocumentError

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000
MAX_FILES = 10_000
MAX_PAGES = 500
MAX_UNPACKED = 40_000_000  # bytes of what the pages of a PDF draw
MAX_LINES = 100_000
MAX_ATTACHMENTS = 10
MAX_FEED_BYTES = 5_000_000
MAX_ENTRIES = 5_000
MAX_MAIL_PARTS = 200
MAX_FRONT = 20_000
MAX_DEPTH = 20
MAX_CONTROL_SHARE = 0.1


def decode(data: bytes, path: str) -> str:
    """Return the text of bytes as it reads: line ends stay, characters as `legible` writes them.

    UTF-8 (a byte order mark stays the first character), UTF-16 with a byte order mark, else
    Windows-1252 when every byte is defined there and the result is plausible text.

    Raises
    ------
    DocumentError
        For empty, binary or undecodable content.
    """
    if not data.strip():
        raise DocumentError("empty file", where=path, how="remove it or put the text in")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = _try(data, "utf-16", path)
    else:
        if b"\x00" in data[:65536]:
            raise _binary(path)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _legacy(data, path, error.start)
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"longer than {MAX_CHARACTERS:,} characters", where=path, how="split it"
        )
    sample = text[:65536]
    odd = sum(1 for c in sample if ord(c) < 32 and c not in "\t\n\r\f\v")
    if odd > MAX_CONTROL_SHARE * len(sample) or "\x00" in text:
        raise _binary(path)
    text = legible(text)
    if not text.strip(f"{BOM} \t\r\n"):
        raise DocumentError("empty file", where=path, how="remove it or put the text in")
    return text


def _try(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"broken {encoding.upper()} at byte {error.start:,}",
            where=path,
            how="save the file as UTF-8",
        ) from None


def _legacy(data: bytes, path: str, first: int) -> str:
    """Return Windows-1252 text, unless the bytes look like damaged UTF-8."""
    broken = DocumentError(
        f"broken UTF-8 at byte {first:,}", where=path, how="save the file as UTF-8"
    )
    lossy = data.decode("utf-8", errors="replace")
    valid = sum(1 for c in lossy if ord(c) > 127 and c != "\ufffd")
    if valid:  # some multi-byte characters are sound: this is UTF-8 with damage
        raise broken
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise broken from None
    high = [at for at, c in enumerate(text) if ord(c) > 127]
    if sum(_belongs(text, at) for at in high) < 0.7 * len(high):
        raise broken
    return text


def _belongs(text: str, at: int) -> bool:
    """Whether a character beyond ASCII stands as it would in a text: a letter inside a word."""
    if text[at] in "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a3\u20ac\u00a0":
        return True
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at].isalpha() and any(c.isascii() and c.isalpha() for c in beside)


def _binary(path: str) -> DocumentError:
    return DocumentError("looks binary, not text", where=path, how="export it as text or PDF")


def digest(data: bytes) -> tuple[str, str]:
    """Return the SHA-256 of bytes and the document id made of its first 16 digits."""
    value = hashlib.sha256(data).hexdigest()
    return value, f"doc-{value[:16]}"
