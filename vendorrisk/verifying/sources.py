"""The documents of a result, found again: by hash, else by name, with what changed in them."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from vendorrisk.documents import read
from vendorrisk.errors import VendorRiskError
from vendorrisk.model.assessment import ClaimRef, Comparison, DocumentRef
from vendorrisk.model.document import Corpus, Document
from vendorrisk.model.verification import Verified
from vendorrisk.shipped import packaged
from vendorrisk.verifying.places import parts
from vendorrisk.verifying.tally import Tally, unchecked

MOST_SEARCHED = 100  # inputs of a receipt that are looked for
MOST_LOOKED_FOR = 1_000  # quotes of one document that are looked for in another place
AROUND = 24  # characters shown on each side of a change
HOW = "give the folder that holds the documents as they were: --documents DIR"


class Found:
    """The documents that are there, beside those that a result lists.

    Parameters
    ----------
    result : Comparison
        With its list of documents.
    corpus : Corpus
        What was read.
    place : str
        Where, in words.

    Attributes
    ----------
    by_id : dict
        Documents that are those of the result to the byte, by id, under the names in the result.
    others : dict
        Documents that are not, by name.
    """

    def __init__(self, result: Comparison, corpus: Corpus, place: str) -> None:
        self.corpus = corpus
        self.place = place
        listed = {document.sha256: document for document in result.documents}
        self.by_id: dict[str, Document] = {}
        self.others: dict[str, list[Document]] = {}
        self.renamed: list[tuple[str, str]] = []
        for document in corpus.documents:
            own = listed.get(document.sha256)
            if own is None:
                self.others.setdefault(document.name, []).append(document)
                continue
            if own.name != document.name:
                self.renamed.append((own.name, document.name))
            self.by_id[own.id] = document.model_copy(update={"name": own.name})

    def all_of(self, result: Comparison) -> Corpus | None:
        """Return the documents of the result and no others; None: some are not there.

        They are said to lie where they lay then: where they lie now does not matter.
        """
        paths = {document.id: document.path for document in result.documents}
        if any(document.id not in self.by_id for document in result.documents):
            return None
        kept = [
            d.model_copy(update={"path": paths[d.id] or d.path})
            for d in sorted(self.by_id.values(), key=lambda d: (d.name, d.id))
        ]
        return self.corpus.model_copy(update={"documents": tuple(kept)})

    @property
    def extra(self) -> list[str]:
        """Return the names of documents that lie there and are not in the result."""
        return sorted(name for name, some in self.others.items() for _ in some)


def searched_again(result: Comparison) -> list[str] | str:
    """Return the inputs of the receipt that may be read again, or why they may not.

    A result may be from a stranger, so nothing is read that lies outside of the folder one stands
    in: only inputs below it, and the examples that ship with the package.
    """
    own = result.receipt
    if own is None:
        return "the result carries no receipt that names them"
    if not own.searched:
        return "they were handed over in memory, the receipt names no place"
    if len(own.searched) > MOST_SEARCHED:
        return f"the receipt names more than {MOST_SEARCHED} inputs"
    names = [_placed(name) for name in own.searched]
    problems = [problem for problem in map(_unreadable, names) if problem]
    return problems[0] if problems else names


def _placed(name: str) -> str:
    """Return an input with ``seeds`` taken from the package where no such folder exists."""
    parts_of = Path(name).parts
    if parts_of[:1] != ("seeds",) or Path("seeds").exists():
        return name
    return str(packaged("seeds").joinpath(*parts_of[1:]))


def _unreadable(name: str) -> str | None:
    """Return why an input of a receipt is not read without being asked to; None: it may be."""
    try:
        path = Path(name).resolve()
        below = (Path.cwd().resolve(), packaged("seeds").resolve())
        if name == "-" or not any(path.is_relative_to(folder) for folder in below):
            return f"'{name[:80]}' is not below the folder you are in"
        if not path.exists() and not (glob.has_magic(name) and ".." not in name):
            return f"'{name[:80]}' is not there"
    except (OSError, ValueError):
        return f"'{name[:80]}' is no path"
    return None


def find(result: Comparison, documents: Iterable[str | Path] | None) -> Found | str:
    """Read the documents of a result, or say why there are none to read.

    Parameters
    ----------
    result : Comparison
        Whose documents.
    documents : iterable of path or None
        Files and folders; None: what the receipt says was searched, where it lies below the folder
        one stands in.

    Raises
    ------
    SettingsError, DocumentError
        When nothing of what was given could be read.
    """
    if documents is not None:
        names = [str(name) for name in documents]
        return Found(result, read(names), ", ".join(names))
    names_or_why = searched_again(result)
    if isinstance(names_or_why, str):
        return names_or_why
    try:
        return Found(result, read(names_or_why), ", ".join(names_or_why))
    except VendorRiskError as error:
        return error.what


def documents_check(result: Comparison, found: Found | str) -> Verified:
    """Check that every document of the result is there, to the byte; say where one changed."""
    what = "documents: the same bytes"
    if isinstance(found, str):
        return unchecked("documents", what, found, HOW)
    check = Tally("documents", what)
    claims = _by_document(result)
    for own in result.documents:
        if own.id in found.by_id:
            check.put(True, own.name, own.sha256, own.sha256)
        else:
            _missing(check, own, claims.get(own.id, []), found)
    return check.done()


def _by_document(result: Comparison) -> dict[str, list[ClaimRef]]:
    """Return the claims of each document, each once, in the order of the text."""
    found: dict[str, dict[str, ClaimRef]] = {}
    for _, claim in parts(result, ClaimRef):
        found.setdefault(claim.doc_id, {})[claim.id] = claim
    return {
        name: sorted(some.values(), key=lambda c: (c.start, c.end, c.id))
        for name, some in found.items()
    }


def _missing(check: Tally, own: DocumentRef, claims: Sequence[ClaimRef], found: Found) -> None:
    """Put a document that is not there as it was: it changed, or it cannot be read, or is gone."""
    changed = found.others.get(own.name, [])
    if changed:
        document = changed[0]
        line, expected, got, why = _change(document, own, claims)
        where = f"{document.path}:{line}" if line else document.path
        check.put(False, where, expected, got, why)
        return
    for skipped in found.corpus.skipped:
        if Path(re.sub(r":\d+$", "", skipped.path)).stem == own.name:
            why = "it was read once: put back the document as it was"
            check.put(False, skipped.path, f"sha256 {own.sha256}", skipped.what, why)
            return
    expected = f"a document with sha256 {own.sha256}"
    check.put(False, own.name, expected, f"no such document in {found.place}", HOW)


def _change(
    document: Document, own: DocumentRef, claims: Sequence[ClaimRef]
) -> tuple[int | None, str, str, str]:
    """Return the line of the first change, what should stand there and what does, and a remark.

    The marks of the lines tell which lines changed, a quote in them which character. Without marks
    the quotes alone tell: what changed lies before the first that does not stand.
    """
    text = document.text
    fallen = [c for c in claims if text[c.start : c.end] != c.quote]
    stand = f"{len(claims) - len(fallen)} of {len(claims)} quotes stand in their place"
    moved = sum(1 for c in fallen[:MOST_LOOKED_FOR] if c.quote in text)
    stand += f", {moved} in another" if moved else ""
    lines = None if own.marks is None else own.marks.first_change(text)
    if fallen:
        claim = fallen[0]
        at, expected, got = first_difference(text, claim)
        line = line_of(text, at)
        inside = lines is None or lines[0] <= line <= lines[1]
        if inside and claim.quote not in text:  # else it has moved: the change lies before it
            return line, expected, got, f"character {at}, in the quote of {claim.id}; {stand}"
    if lines is not None:
        first, last = lines
        shown = f"line {first}" if first == last else f"lines {first} to {last}"
        there = " ".join(text.split("\n")[first - 1 : last])
        got = there[: 2 * AROUND + 60] if there.strip() else "nothing"
        expected = f"the document with sha256 {own.sha256}"
        return first, expected, got, f"the first change is in {shown}; {stand}"
    if fallen:
        line = line_of(text, fallen[0].start)
        expected = f"the quote of {fallen[0].id} at character {fallen[0].start}"
        how = f"something was put in or taken out before line {line}; {stand}"
        return line, expected, "another text", how
    expected, got = f"sha256 {own.sha256}", f"sha256 {document.sha256}"
    what = "outside of every quote" if own.marks is None else "nothing in its readable text"
    return None, expected, got, f"changed: {what}; {stand}"


def first_difference(text: str, claim: ClaimRef) -> tuple[int, str, str]:
    """Return where a quote that does not stand first differs, and both sides around that place."""
    got = text[claim.start : claim.end]
    pairs = zip(claim.quote, got, strict=False)
    at = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(claim.quote), len(got)))
    first, last = max(0, at - AROUND), at + AROUND
    expected = _excerpt(claim.quote, first, last)
    stands = text[claim.start + first : claim.start + last]
    return claim.start + at, expected, f"{'…' if first else ''}{stands}…" if stands else "nothing"


def _excerpt(text: str, first: int, last: int) -> str:
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def line_of(text: str, at: int) -> int:
    """Return the line of a character, from 1."""
    return text.count("\n", 0, at) + 1


def quotes_check(result: Comparison, found: Found | str) -> Verified:
    """Check every quote against the text of its document, character by character."""
    what = "quotes stand in their place"
    if isinstance(found, str):
        return unchecked("documents", what, found, HOW)
    claims = _by_document(result)
    held = [document for document in result.documents if document.id in found.by_id]
    if not held and claims:
        return unchecked("documents", what, "none of its documents is there", HOW)
    check = Tally("documents", f"{what}, in {len(held)} of {len(result.documents)} documents")
    for at, claim in parts(result, ClaimRef):
        document = found.by_id.get(claim.doc_id)
        if document is None:
            continue
        if document.text[claim.start : claim.end] == claim.quote:
            check.put(True, at, "", "")
            continue
        place, expected, got = first_difference(document.text, claim)
        where = f"{document.path}:{line_of(document.text, place)}"
        check.put(False, where, got, expected, f"{at}.quote is not what the document says")
    return check.done()
