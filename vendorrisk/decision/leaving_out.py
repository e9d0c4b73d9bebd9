"""Evidence that a scenario leaves out: claims, lines of a ledger, whole documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from vendorrisk.errors import SettingsError, SettingsErrors, did_you_mean
from vendorrisk.model.assessment import Event
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.summary import one_line
from vendorrisk.scoring.rebuilding import beliefs_of

CLAIM = "clm-"
SHORTEST = 6  # first digits of a claim id that are enough


def left_out(
    without: str | Sequence[str],
    claims: Sequence[Claim],
    documents: Sequence[Document],
    lines: Mapping[str, Sequence[Event]],
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the ids of the claims that are left out, and what each name leaves out, in words.

    Parameters
    ----------
    without : str or sequence of str
        Claim ids (``clm-`` and at least six digits), lines (``stake:meta``, or with their vendor
        ``Scale AI:stake:meta``), documents by name, id or path.
    claims, documents
        All of the case.
    lines : mapping of str to sequence of Event
        What is scored of each vendor, before anything is left out.

    Raises
    ------
    SettingsErrors
        For every name that stands for nothing, or for more than one claim.
    """
    gone: set[str] = set()
    words: dict[str, None] = {}
    problems: list[SettingsError] = []
    for number, name in enumerate([without] if isinstance(without, str) else without, 1):
        try:
            ids, what = _meant(name, claims, documents, lines)
        except SettingsError as error:
            problems.append(SettingsError(error.what, where=f"without {number}", how=error.how))
            continue
        gone |= ids
        words[f"without {what}"] = None
    if problems:
        raise SettingsErrors(problems)
    return frozenset(gone), tuple(words)


def _meant(
    name: object,
    claims: Sequence[Claim],
    documents: Sequence[Document],
    lines: Mapping[str, Sequence[Event]],
) -> tuple[set[str], str]:
    if not isinstance(name, str) or not name.strip():
        raise SettingsError(f"{name!r} names no evidence", how=_HOW)
    if name.startswith(CLAIM):
        return _claim(name, claims)
    found = _of_lines(name, lines)
    if found is not None:
        return found, f"line {one_line(name)}"
    ids = {d.id for d in documents if name in (d.id, d.name, d.path, PurePath(d.path).name)}
    if ids:
        return {c.id for c in claims if c.doc_id in ids}, f"document {one_line(name)}"
    known = {d.name for d in documents} | {e.id for events in lines.values() for e in events}
    raise SettingsError(f"'{one_line(name)}' is no evidence of this case", how=_hint(name, known))


_HOW = "name a claim (clm-...), a line of the ledger (stake:meta) or a document"


def _hint(name: str, known: set[str]) -> str:
    return did_you_mean(name, known) or _HOW


def _claim(name: str, claims: Sequence[Claim]) -> tuple[set[str], str]:
    found = sorted({c.id for c in claims if c.id.startswith(name)})
    if len(name) < len(CLAIM) + SHORTEST or not found:
        raise SettingsError(f"no claim '{one_line(name)}'", how="'vendorrisk claims' lists them")
    if len(found) > 1:
        raise SettingsError(f"'{one_line(name)}' begins {len(found)} claims", how="give more of it")
    return {found[0]}, f"claim {found[0]}"


def _of_lines(name: str, lines: Mapping[str, Sequence[Event]]) -> set[str] | None:
    ids: set[str] = set()
    some = False
    for vendor, events in lines.items():
        for event in events:
            if name not in (event.id, f"{vendor}:{event.id}"):
                continue
            some = True
            ids |= {ref.id for ref in event.claims}
            ids |= {c for b in beliefs_of(event) for family in b.families for c in family.claims}
    if some and not ids:
        raise SettingsError(
            f"no claim stands behind the line '{one_line(name)}'", how="nothing can be left out"
        )
    return ids if some else None
