"""A row of nouns that lies on disk, for runs over more documents than memory holds."""

from __future__ import annotations

import tempfile
import weakref
from array import array
from collections.abc import Collection, Iterator
from typing import TypeVar

from vendorrisk.model.base import Noun

_N = TypeVar("_N", bound=Noun)


class Spool(Collection[_N]):
    """Nouns of one type in the order in which they were added, in a temporary file.

    Memory grows by eight bytes a noun. The file has no name where the system allows that, and is
    gone when the spool is.

    Parameters
    ----------
    noun : type
        Class of the nouns.

    Examples
    --------
    >>> from vendorrisk.model.document import Skipped
    >>> spool = Spool(Skipped)
    >>> spool.append(Skipped(path="a", what="empty"))
    >>> len(spool), spool[0].what
    (1, 'empty')
    """

    def __init__(self, noun: type[_N]) -> None:
        self._noun = noun
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed when the spool is gone
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])

    def append(self, one: _N) -> None:
        """Add a noun at the end."""
        self._file.seek(self._ends[-1])
        data = one.to_json(indent=None).encode("utf-8")
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> _N:
        if not 0 <= number < len(self):
            raise IndexError(f"no noun {number} among {len(self)}")
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._noun.model_validate_json(self._file.read(end - start))

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)

    def __iter__(self) -> Iterator[_N]:
        return (self[number] for number in range(len(self)))
