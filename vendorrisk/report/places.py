"""Where the evidence of a gate lies: path, address of the file, and place in it."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from vendorrisk.model.assessment import ClaimRef, DocumentRef
from vendorrisk.model.gate import Gate

LINED = {"txt", "md", "facts"}  # offsets count the file; of others, the text that was read in it
_ROW = re.compile(r":\d+\Z")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Places:
    """Finds the files of claims.

    Parameters
    ----------
    gate : Gate
        With its documents.
    """

    def __init__(self, gate: Gate) -> None:
        self.documents = {document.id: document for document in gate.documents}

    def path(self, claim: ClaimRef) -> str:
        """Return the path of the file of a claim, as it was given; else the document's name."""
        document = self.documents.get(claim.doc_id)
        return claim.doc if document is None else file_of(document)

    def lined(self, claim: ClaimRef) -> bool:
        """Whether offsets of a claim count the characters of its file."""
        document = self.documents.get(claim.doc_id)
        return document is not None and document.media in LINED


def file_of(document: DocumentRef) -> str:
    """Return the path of the file that holds a document; a line of JSONL lies in its file."""
    path = document.path or document.name
    return _ROW.sub("", path) if document.media == "jsonl" else path


def address(path: str) -> str:
    r"""Return a path as a URI reference: relative paths stay relative, absolute ones are files.

    >>> address("in box/a#b.md"), address("/tmp/a.md")
    ('in%20box/a%23b.md', 'file:///tmp/a.md')
    >>> address("C:\\in\\a.md"), address("./a:b.md"), address("-")
    ('file:///C:/in/a.md', 'a%3Ab.md', '-')
    """
    if _DRIVE.match(path):
        return f"file:///{quote(PureWindowsPath(path).as_posix(), safe='/:')}"
    slashed = path.replace(os.sep, "/")
    text = PurePosixPath(slashed).as_posix().encode("utf-8", "surrogateescape")
    escaped = quote(text, safe="/")
    return f"file://{escaped}" if escaped.startswith("/") else escaped or "unnamed"
