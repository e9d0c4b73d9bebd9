"""Companies, funds, governments, publishers and people, and the offices that people hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from vendorrisk.model.base import Letter, Noun
from vendorrisk.model.period import first_day, last_day

EntityKind = Literal["company", "fund", "person", "government", "publisher", "group"]
# YAML reads 2016 as a number and 2025-06-12 as a date: both are kept as they are written.
Written = Annotated[
    str, BeforeValidator(lambda day: str(day) if isinstance(day, int | dt.date) else day)
]


class Guard(Noun):
    """When an alias is also a common word: what must be near for it to name the entity.

    An alias under guard counts only where its case is exact and one of these holds: another,
    unguarded alias of the same entity stands anywhere in the document, or one of ``context`` stands
    in the same sentence. It never counts directly after one of ``not_after`` or before one of
    ``not_before`` (for example "at" Scale, Scale "model").
    """

    context: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class Office(Noun):
    """A role that a person holds at an organisation, and from when to when.

    ``since`` and ``until`` are as exact as is known: an ISO day, a month or a year. None of
    ``since``: not known; None of ``until``: still held, or not known. ``concurrent`` says that the
    office is held beside another one of the same kind on purpose (two chief executives of one
    company, or one of two).
    """

    organisation: str  # id of an entry of the registry
    role: str
    since: Written | None = None
    until: Written | None = None
    concurrent: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Office:
        for key in ("since", "until"):
            day = getattr(self, key)
            if day is not None and first_day(day) is None:
                raise ValueError(f"{key} '{day}' is no day: write YYYY, YYYY-MM or YYYY-MM-DD")
        start, end = first_day(self.since), last_day(self.until)
        if start is not None and end is not None and end < start:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self

    def held_on(self, day: dt.date) -> bool | None:
        """Whether the office was held on a day; None where its dates do not tell.

        >>> office = Office(organisation="acme", role="chair", since="2016", until="2025-06")
        >>> [office.held_on(dt.date(*day)) for day in [(2015, 1, 1), (2020, 1, 1), (2025, 6, 9)]]
        [False, True, None]
        """
        began, begun = first_day(self.since), last_day(self.since)
        ends, ended = first_day(self.until), last_day(self.until)
        if (began is not None and day < began) or (ended is not None and day > ended):
            return False
        if begun is None or day < begun or (ends is not None and day >= ends):
            return None
        return True

    def overlaps(self, other: Office) -> bool:
        """Whether two offices were surely held on one day."""
        begun = [last_day(one.since) for one in (self, other)]
        ends = [first_day(one.until) for one in (self, other)]
        if None in begun:
            return False
        latest = max(day for day in begun if day is not None)
        return all(end is None or latest < end for end in ends)


class Entity(Noun):
    """One entry of the registry. ``parent`` is the id of the owner of the whole."""

    id: str
    name: str
    kind: EntityKind = "company"
    aliases: tuple[str, ...] = ()
    common_words: dict[str, Guard] = Field(
        default_factory=dict
    )  # aliases that are also common words
    products: tuple[str, ...] = ()  # names that stand for the company: Gemini -> Google
    parent: str | None = None
    markets: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()  # nominals that may point back to it: "the startup"
    offices: tuple[Office, ...] = ()  # persons: what they are or were, and where
    reliability: Letter | None = None  # publishers: Admiralty letter A..F
    origin: bool = False  # publishers: does its own reporting
    filing: bool = False  # publishers: what law obliges a company to file
    note: str | None = None

    @model_validator(mode="after")
    def _offices_are_held_by_people(self) -> Entity:
        if self.offices and self.kind != "person":
            raise ValueError(f"a {self.kind} holds no office: write 'kind: person'")
        return self
