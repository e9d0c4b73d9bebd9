"""Companies, funds, people, governments and publishers, and the registry that knows them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vendorrisk.model.base import Letter, Noun

EntityKind = Literal["company", "fund", "person", "government", "publisher", "group"]


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
    reliability: Letter | None = None  # publishers: Admiralty letter A..F
    origin: bool = False  # publishers: does its own reporting
    note: str | None = None
