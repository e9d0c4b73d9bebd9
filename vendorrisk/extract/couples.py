"""Tells where "and" stands within one company's name: "Jory Kelda and Associates"."""

from __future__ import annotations

import re

from vendorrisk.extract.lexicon import Lexicon

_KIN = frozenset({"Associates", "Sons", "Daughters", "Brothers", "Bros", "Company", "Friends"})
_OTHER_NAME = re.compile(r" (?!(?:Co|Corp|Inc|Ltd|LLC|LLP|Limited|Company|plc|PLC)\b)[A-Z]")
_TRADES = frozenset(
    {"aeronautics", "space", "data", "design", "electrical", "electric", "gas", "oil", "power"}
    | {"light", "water", "energy", "engineering", "defence", "defense", "aerospace", "software"}
    | {"services", "systems", "technology", "technologies", "solutions", "communications", "media"}
    | {"paper", "packaging", "steel", "metals", "mining", "minerals", "chemicals", "plastics"}
    | {"food", "foods", "beverages", "drinks", "transport", "transportation", "logistics"}
    | {"shipping", "storage", "warehousing", "distribution", "trading", "marine", "rail"}
    | {"railway", "construction", "development", "homes", "insurance", "finance", "trust"}
    | {"savings", "investment", "investments", "security", "health", "healthcare", "life"}
    | {"pharmacy", "research", "consulting", "marketing", "advertising", "hotels", "resorts"}
    | {"leisure", "entertainment", "broadcasting", "publishing", "news", "telephone", "telegraph"}
    | {"wireless", "cable", "tools", "machinery", "machine", "motors", "parts", "tire", "rubber"}
    | {"glass", "textiles", "apparel", "furniture", "toys", "books", "music", "coffee", "tea"}
    | {"sugar", "dairy", "wine", "spirits", "tobacco", "equipment", "supplies", "instruments"}
    | {"controls", "electronics", "semiconductor", "materials", "components", "coatings"}
)
_PARTS = frozenset(
    {"central", "northern", "southern", "eastern", "western", "north", "south", "east", "west"}
    | {"greater", "the", "mainland", "upper", "lower"}
)
_SHORT = re.compile(r"[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]+)? \(([A-Z]{1,4}) ?& ?([A-Z]{1,3})\)")
_ONE = re.compile(  # of one that sells and says
    r" (?:has|is|was|says|owns|plans|operates|makes|runs|expects|sells|buys|employs|hopes|wants)\b"
)
_OPENS = re.compile(r"(?:\A|[.!?:]['\"”’]? |\n|[a-z] that )\Z")
_NEAR = 6  # characters before a name that tell whether it opens its sentence


def coupled(text: str, run: list[str], start: int, at: int, word: str, words: Lexicon) -> bool:
    """Whether a word behind "and" is part of the name before it.

    Parameters
    ----------
    text : str
        Text of the document.
    run : list of str
        The capitalised words before "and".
    start, at : int
        Where the first of them and the word behind "and" start.
    word : str
        That word.
    words : Lexicon
        Names that hold an "and".
    """
    end = at + len(word)
    pair = (run[-1].casefold(), word.casefold())
    if word in _KIN:
        return pair[0] not in words.legal_forms and _OTHER_NAME.match(text, end) is None
    if f"{run[-1]} & {word}".casefold() in words.namesakes:
        return True
    if len(run) > 1 and _TRADES.issuperset(pair):
        return _OTHER_NAME.match(text, end) is None
    if len(run) > 1 and _is_land(run[-1], words) and _is_land(word, words):
        return run[-2].casefold() not in _PARTS and not _is_land(
            run[-2], words
        )  # "Kelda UK and Ireland"
    short = _SHORT.match(text, at)
    if short is not None:
        initials = "".join(one[0] for one in run)
        return initials.endswith(short[1]) and text[at] == short[2][0]
    one = len(run) == 1 and _ONE.match(text, end) is not None
    return one and _OPENS.search(text, max(0, start - _NEAR), start) is not None


def _is_land(word: str, words: Lexicon) -> bool:
    lower = word.casefold()
    return lower in words.places or words.nation(lower) is not None
