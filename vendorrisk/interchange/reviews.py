"""The log of reviews: what stands on each claim, and how a decision gets into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from vendorrisk.errors import Problems, SettingsError
from vendorrisk.interchange.journal import Journal, Told
from vendorrisk.model.review import ReviewEntry


class Standing(NamedTuple):
    """What stands on one claim.

    ``entry`` is the decision in force. It is None when all were taken back, and when two branches
    decided differently and nobody has settled it: these are then the ``disputed`` ones.
    """

    entry: ReviewEntry | None
    disputed: tuple[ReviewEntry, ...]
    left: tuple[ReviewEntry, ...]  # all in force: several where branches decided alike, or not
    last: ReviewEntry  # whatever it was: what an undo takes back

    @property
    def over(self) -> tuple[str, ...]:
        """Return the ids of the entries that the next decision replaces."""
        return tuple(sorted(entry.id for entry in self.left))


def standing(entries: Iterable[ReviewEntry]) -> dict[str, Standing]:
    """Return what stands on every claim that a log names, by claim id.

    Entries on other claims do not bear on it, wherever they stand.
    """
    by_claim: dict[str, list[ReviewEntry]] = {}
    for entry in entries:
        by_claim.setdefault(entry.claim, []).append(entry)
    return {claim: _standing(own) for claim, own in by_claim.items()}


def _standing(entries: Sequence[ReviewEntry]) -> Standing:
    undone: set[str] = set()
    for entry in reversed(entries):  # an undo may itself be taken back
        if entry.verdict == "undo" and entry.id not in undone:
            undone |= set(entry.over)
    by_id = {entry.id: entry for entry in entries}
    live = [entry for entry in entries if entry.verdict != "undo" and entry.id not in undone]
    replaced: set[str] = set()
    front = [name for entry in live for name in entry.over]
    while front:
        name = front.pop()
        if name not in replaced:
            replaced.add(name)
            front += by_id[name].over if name in by_id else ()
    left = tuple(entry for entry in live if entry.id not in replaced)
    if len({(entry.verdict, tuple(sorted(entry.changes.items()))) for entry in left}) > 1:
        return Standing(None, left, left, entries[-1])
    return Standing(left[-1] if left else None, (), left, entries[-1])


def read_log(path: Path) -> Told[ReviewEntry]:
    """Return what a log of reviews says; a file that is missing is an error here.

    Raises
    ------
    SettingsError
        When there is no such file.
    Problems, JournalError
        As in `Journal.read`.
    """
    if not path.exists():
        raise SettingsError(
            "no such log of reviews",
            where=f"--reviews {path}",
            how="'vendorrisk review accept' and its sisters begin one; check the path",
        )
    return Journal(path, ReviewEntry).read()


def record(
    path: Path, drafts: Sequence[ReviewEntry], *, whoever: bool = False
) -> tuple[ReviewEntry, ...]:
    """Write decisions to a log, all or none, and return those that were written.

    Parameters
    ----------
    path : Path
        The log; it is begun when it is missing.
    drafts : sequence of ReviewEntry
        One for a claim; what they replace or take back is set here. One that already stands, from
        the same person, is not written again.
    whoever : bool
        Nor one that already stands from anybody else.

    Raises
    ------
    Problems
        For an undo where there is nothing to take back; nothing is written then.
    Problems, JournalError
        As in `Journal.append`.
    """

    def make(told: Told[ReviewEntry]) -> list[ReviewEntry]:
        now = standing(told.entries)
        found: list[ReviewEntry] = []
        problems: list[SettingsError] = []
        for draft in drafts:
            old = now.get(draft.claim)
            if draft.verdict == "undo":
                if old is None:
                    what = f"nothing was decided on {draft.claim}"
                    problems.append(SettingsError(what, where=str(path), how="nothing to undo"))
                    continue
                found.append(draft.model_copy(update={"over": (old.last.id,)}))
            elif old is None or not _says(old.entry, draft, whoever):
                found.append(draft.model_copy(update={"over": old.over if old else ()}))
        if problems:
            raise Problems(problems)
        return found

    return Journal(path, ReviewEntry).append(make)


def _says(old: ReviewEntry | None, new: ReviewEntry, whoever: bool) -> bool:
    """Whether a decision that stands already says what a new one would."""
    return old is not None and old.says() == new.says() and (whoever or old.by == new.by)
