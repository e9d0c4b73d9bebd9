"""Everything vendorrisk raises on purpose.

::

    VendorRiskError            base; carries what, where, how
    ├── DocumentError          an input could not be read
    ├── RuleError              a file under rules/ is wrong (one per problem)
    │   └── RuleErrors         several of them, collected
    ├── ReviewError            what was filled in cannot be taken in (one per problem)
    │   └── ReviewErrors       several of them, collected
    ├── ResultError            a result that was written earlier could not be read
    ├── SettingsError          an argument, a buyer or a vendor is not usable
    │   └── SettingsErrors     several of them, collected
    ├── ModelError             the numbers handed to the scoring core are impossible
    ├── PluginError            a plug-in cannot be used; names its distribution
    ├── JournalError           a log that only grows was changed, or cannot be written
    └── Collected              several problems, told together: RuleErrors, ReviewErrors,
        └── Problems           SettingsErrors, and those of any kind

Every error says *what* is wrong, *where* (``path:line`` when there is one) and *how* to mend it.
Anything else that escapes is a bug and is not caught.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Generic, TypeVar

Problem = TypeVar("Problem", bound="VendorRiskError")


class VendorRiskError(Exception):
    """Base of every deliberate error.

    Parameters
    ----------
    what : str
        What is wrong, in one line.
    where : str or None
        ``path`` or ``path:line``; ``None`` when there is no place.
    how : str or None
        How to mend it.
    """

    code = "error"

    def __init__(self, what: str, *, where: str | None = None, how: str | None = None) -> None:
        self.what = what
        self.where = where
        self.how = how
        super().__init__(what if where is None else f"{where}: {what}")
        if how:
            self.add_note(f"fix: {how}")  # a traceback shows it below the error

    def lines(self) -> list[str]:
        """Return the error as at most three lines: what, where, how."""
        out = [self.what]
        if self.where:
            out.append(f"  at  {self.where}")
        if self.how:
            out.append(f"  fix {self.how}")
        return out


class Collected(VendorRiskError, Generic[Problem]):  # noqa: N818  # several of them
    """Several problems, collected rather than first-only; its text is that of the first.

    Parameters
    ----------
    problems : iterable of VendorRiskError
        At least one.
    """

    most = 100  # that `lines` tells; then a count

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = len(self.problems) - 1
        tail = f" (and {more} more)" if more else ""
        super().__init__(first.what + tail, where=first.where, how=first.how)

    def lines(self) -> list[str]:
        """Return the lines of the first `most` problems, and how many more there are."""
        told = [line for problem in self.problems[: self.most] for line in problem.lines()]
        more = len(self.problems) - self.most
        return [*told, f"and {more} more"] if more > 0 else told


class DocumentError(VendorRiskError):
    """An input document could not be read."""

    code = "document"


class RuleError(VendorRiskError):
    """One problem in one file under ``rules/``."""

    code = "rule"


class RuleErrors(Collected[RuleError], RuleError):  # noqa: N818
    """All the problems found in the rules, collected rather than first-only.

    Parameters
    ----------
    problems : iterable of RuleError
        At least one.
    """


class ReviewError(VendorRiskError):
    """One problem in a filled-in checklist or sheet of a review."""

    code = "review"


class ReviewErrors(Collected[ReviewError], ReviewError):  # noqa: N818
    """All the problems found in a filled-in checklist; nothing of it was taken in.

    Parameters
    ----------
    problems : iterable of ReviewError
        At least one.
    """


class SettingsError(VendorRiskError):
    """An argument, a buyer or a vendor cannot be used."""

    code = "settings"


class SettingsErrors(Collected[SettingsError], SettingsError):  # noqa: N818
    """All the problems found in arguments of one kind, collected rather than first-only.

    Parameters
    ----------
    problems : iterable of SettingsError
        At least one.
    """


class ResultError(VendorRiskError):
    """A result that was written earlier could not be read."""

    code = "result"


class ModelError(VendorRiskError):
    """Numbers handed to the scoring core are outside what the model defines."""

    code = "model"


class PluginError(VendorRiskError):
    """A plug-in cannot be loaded, fails, or claims a name that is taken."""

    code = "plugin"


class JournalError(VendorRiskError):
    """A log that only grows cannot be read or written, or was changed afterwards."""

    code = "journal"


class Problems(Collected[VendorRiskError]):
    """All the problems found in what somebody filled in or stored, rather than the first only.

    Parameters
    ----------
    problems : iterable of VendorRiskError
        At least one.
    """

    code = "problems"
    most = 20


def missing_extra(what: str, library: str, extra: str, where: str | None = None) -> SettingsError:
    """Return the error for work that needs a library which comes with an extra.

    >>> print(*missing_extra("a PDF", "typst", "pdf").lines(), sep="; ")
    a PDF needs typst, which is not installed;   fix pip install 'vendorrisk[pdf]'
    """
    return SettingsError(
        f"{what} needs {library}, which is not installed",
        where=where,
        how=f"pip install 'vendorrisk[{extra}]'",
    )


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return a short suggestion when `word` looks like one of `known` (likeness 0..1).

    >>> did_you_mean("gogle", ["google", "meta"])
    "did you mean 'google'?"
    >>> did_you_mean("zzz", ["google"]) is None
    True
    """
    by_fold = {name.casefold(): name for name in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=cutoff)
    return f"did you mean '{by_fold[close[0]]}'?" if close else None
