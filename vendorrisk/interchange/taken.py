"""What a filled-in checklist holds once every cell of it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vendorrisk.model.checklist import ClauseReview, Review


class Taken(NamedTuple):
    """A row as it came back: where it stands, the cells of the tool, and what people filled in."""

    place: str
    cells: Mapping[str, str]
    review: Review
    row_hash: str


class TakenClause(NamedTuple):
    """A clause as it came back."""

    place: str
    cells: Mapping[str, str]
    review: ClauseReview
    row_hash: str


class Returned(NamedTuple):
    """A checklist that came back, without an error; ``notes`` are worth a look."""

    buyer: str
    as_of: str
    rows: tuple[Taken, ...]
    clauses: tuple[TakenClause, ...]
    notes: tuple[str, ...]
