"""What a plug-in has to be: one callable each, plain data in and out.

What comes back is not trusted: it is bounded, checked and made into documents and claims here, and
whatever is wrong with it is told with the name of its distribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from vendorrisk.model.assessment import Comparison
    from vendorrisk.model.document import Document


class Reader(Protocol):
    """Reads files of one suffix; its entry point is called as the suffix, without the dot."""

    def __call__(self, data: bytes, path: str) -> Iterable[Mapping[str, Any]]:
        """Return the documents in a file.

        Parameters
        ----------
        data : bytes
            The file, at most 20 MB.
        path : str
            Where it lies, for messages; nothing needs to be read there.

        Returns
        -------
        iterable of mapping
            One a document, 5,000 at most: ``text`` (str, at most 2,000,000 characters), and what
            front matter may hold: ``title``, ``publisher``, ``published`` and ``not_before`` (ISO
            day or `datetime.date`), ``url``, ``reporting_chain`` (list of str).
        """
        ...


class Extractor(Protocol):
    """Finds claims in a document; takes part where it is named."""

    def __call__(self, document: Document) -> Iterable[Mapping[str, Any]]:
        """Return the claims of a document.

        Parameters
        ----------
        document : Document
            Frozen; fact files are not handed over.

        Returns
        -------
        iterable of mapping
            One a claim, 1,000 at most, with the keys of `vendorrisk.model.claim.Claim` that text
            can tell: ``kind``, ``modality``, ``probability`` (0..1), ``start`` and ``end`` in
            ``document.text``, roles, figures and dates. ``quote`` may be given, and must then be
            ``document.text[start:end]``. Names stand as the text has them.
        """
        ...


class Exporter(Protocol):
    """Writes a comparison; its entry point is called as the suffix, without the dot."""

    def __call__(self, comparison: Comparison) -> bytes:
        """Return a comparison as the bytes of a file; the same comparison, the same bytes.

        Text of documents in it is not to be trusted: escape it.
        """
        ...
