"""Which articles lean on one origin, and why each is taken to."""

from __future__ import annotations

from vendorrisk.model.base import Noun


class Member(Noun):
    """One article of a family.

    ``follows`` is the name of the article in the set that it leans on most, None for the first.
    ``why`` lists what shows it, the strongest first.
    """

    document: str  # id
    name: str
    follows: str | None
    why: tuple[str, ...]


class ArticleFamily(Noun):
    """Articles with one root origin: they count as one witness, however many they are.

    ``origin`` is whoever stands at the root: an outlet with reporting of its own, an outlet that
    the root article credits, a party whose text it is; None when the root does not show it.
    """

    id: str
    origin: str | None
    members: tuple[Member, ...]  # the root first, then by day and name
