"""Which articles lean on one origin, and why each is taken to."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun


class Member(Noun):
    """One article of a family.

    ``follows`` is the name, and ``source`` the id, of the article in the set that it leans on
    most; None for the root. ``how``: it has its text from that article ("copy"), credits it or
    rests on the same credited source ("relay"), or tells its story without a source of its own
    ("retelling"). ``why`` lists what shows it, the strongest first.
    """

    document: str  # id
    name: str
    how: Literal["root", "copy", "relay", "retelling"]
    follows: str | None
    source: str | None
    why: tuple[str, ...]


class ArticleFamily(Noun):
    """Articles with one root origin: they count as one witness, however many they are.

    ``origin`` is whoever stands at the root: an outlet with reporting of its own, an outlet that
    the root article credits, a party whose text it is; None when the root does not show it.
    """

    id: str
    origin: str | None
    members: tuple[Member, ...]  # the root first, then by day and name
