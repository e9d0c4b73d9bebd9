"""An entry of a journal: one line of a file that only grows."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from vendorrisk.model.base import Noun, content_id


class Batch(Noun):
    """Entries that were written together count together, or not at all."""

    part: int = Field(ge=1)  # which of them this one is, from 1
    of: int = Field(ge=1)
    name: str  # of the batch: a hash of all that its entries say


class Entry(Noun):
    """Base of what a journal holds.

    ``id`` is a hash of all other fields that are not at their default, so that a line that was
    changed afterwards is noticed.
    ``before`` names the entries that nothing followed when this one was written: one as a rule,
    several where two branches were merged, none in the first. A line that was taken out is noticed
    because the next one still names it.
    """

    id: str = ""
    before: tuple[str, ...] = ()
    batch: Batch | None = None

    def sealed(self) -> Self:
        """Return the entry with its id set."""
        return self.model_copy(update={"id": self.proper_id()})

    def proper_id(self) -> str:
        """Return the id that the content of the entry gives."""
        body = self.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
        return content_id("ent", body)

    def line(self) -> str:
        """Return the entry as a line of its journal; what is left at its default is left out."""
        return self.model_dump_json(exclude_defaults=True) + "\n"
