"""Tells departments from companies: "head of Global Drug Development", "Nexora's West Region"."""

from __future__ import annotations

import re

from vendorrisk.extract.lexicon import Lexicon

_OF_A_POST = re.compile(
    r"\b(?:heads?|directors?|presidents?|vice[- ]presidents?|[SE]?VP|chief|managers?|officer|lead"
    r"|executive|charge) (?:of|for) (?:the |its )?$",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"['’]s $")
_AS_A_TEAM = re.compile(r" (?:team|practice|department|desk)s?\b")
_PARTS = frozenset({"region", "department", "team", "desk", "office"})
_FIELDS = frozenset(
    {"sales", "development", "innovation", "innovations", "operations", "strategy", "finance"}
    | {"marketing", "communications", "research", "engineering", "design", "relations", "affairs"}
    | {"resources", "technology", "services", "products", "manufacturing", "procurement", "legal"}
    | {"compliance", "planning", "analytics", "accounts", "merchandising", "construction"}
    | {"acquisitions", "management", "experience", "partnerships", "programs", "programming"}
    | {"security", "distribution", "logistics", "pricing", "training", "publishing", "acquisition"}
)
_OF_FIELDS = frozenset(
    {"strategic", "franchise", "drug", "field", "store", "stores", "home", "national", "key"}
    | {"north", "south", "east", "west", "latin", "american", "worldwide", "area", "chain", "new"}
    | {"clinical", "commercial", "consumer", "center", "entertainment", "film", "television"}
    | {"vehicle", "passenger", "category", "brand", "and", "&", "of", "emerging", "energy", "food"}
)


def is_department(name: tuple[str, ...], words: Lexicon, before: str, after: str) -> bool:
    """Whether capitals name a department and no company.

    Parameters
    ----------
    name : tuple of str
        A run of capitalised words.
    words : Lexicon
        Gives what a post can be for.
    before, after : str
        The text around it in its sentence.
    """
    last = name[-1].casefold()
    if len(name) > 1 and _POSSESSED.search(before):
        return last in _PARTS or _AS_A_TEAM.match(after) is not None
    if last not in _FIELDS or _OF_A_POST.search(before) is None:
        return False
    return all(
        word in _FIELDS or word in _OF_FIELDS or word in words.functions
        for word in map(str.casefold, name[:-1])
    )
