"""What the names of a run stand for, and which of them may be one."""

from __future__ import annotations

from typing import Literal

from vendorrisk.model.base import Noun, Share

How = Literal[
    "registry",  # a name or alias of the registry
    "product",  # a product that stands for its company
    "judgement",  # a stored judgement
    "spelling",  # legal form, accents, "&", hyphen, article, capitals
    "short form",  # the beginning of one longer name of the run
    "acronym",  # introduced in brackets behind the long name
    "person",  # a surname, by the office held or the one full name of the run
    "new",  # stands for itself
]


class Naming(Noun):
    """One name as the claims write it, and whom it stands for."""

    name: str
    stands_for: str
    how: How
    why: str
    documents: tuple[str, ...] = ()  # names of the documents whose claims use it


class OpenPair(Noun):
    """Two names that may be one; ``likeness`` in 0..1 is that of their letters."""

    left: str
    right: str
    likeness: Share
    why: str


class Holder(Noun):
    """Who held an office that a text names without the person; the claim itself is left alone."""

    document: str
    organisation: str
    role: str
    day: str
    person: str
