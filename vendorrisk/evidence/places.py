"""Where in its file a claim stands: line and column, for whoever wants to look it up."""

from __future__ import annotations

from collections.abc import Mapping

from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document

_LINED = {"txt", "md", "facts"}  # the text is the file, line by line


class Places:
    """Finds the places of claims, each once.

    Parameters
    ----------
    documents : mapping of str to Document
        By id.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._found: dict[tuple[str, int], tuple[int, int]] = {}

    def of(self, claim: Claim) -> tuple[int | None, int | None]:
        """Return line and column of the first character, from 1; None where the file has no lines.

        The text of HTML, PDF and mail is not that of the file, nor is a line of JSONL.
        """
        document = self._documents.get(claim.doc_id)
        if document is None or document.media not in _LINED:
            return None, None
        where = (claim.doc_id, claim.start)
        if where not in self._found:
            self._found[where] = place(document.text, claim.start)
        return self._found[where]


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of a character, both from 1.

    >>> place("ab\ncd", 0), place("ab\ncd", 2), place("ab\ncd", 3)
    ((1, 1), (1, 3), (2, 1))
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
