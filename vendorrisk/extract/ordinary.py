"""Tells where an ordinary word with a capital names a company: "the agency Initiative"."""

from __future__ import annotations

import re

from vendorrisk.extract.capitals import Span
from vendorrisk.extract.lexicon import Lexicon


def in_its_place(span: Span, words: Lexicon, before: str, after: str) -> bool:  # noqa: PLR0911
    """Whether a name that may be an ordinary one stands where only a company's name does.

    Parameters
    ----------
    span : Span
        One word with a capital, or more that end like a place: "Garnet City".
    words : Lexicon
        Word lists.
    before, after : str
        The text around it in its sentence.
    """
    if len(span.words) > 1:
        last = span.words[-1].casefold()
        return last in _PLACES and not span.titled and _SOLD.search(before) is not None
    word = span.words[0]
    if word == "X":
        return _PLATFORM.search(before + after) is not None and not _SIGN.match(after)
    lower = word.casefold()
    if lower in _FORCES:
        return before.endswith(_THE) and _ACTS.match(after) is not None
    if _FORM.match(after) and not span.opens and lower not in words.not_names:
        return True
    if span.opens or lower in words.openers or lower in words.not_names or lower in words.posts:
        return False
    if not (lower in words.common_words or lower in words.other_endings):
        return False
    if lower in words.nominals or lower in words.trades or lower.endswith("s"):
        return False
    return _HELD.search(before) is not None and not _OTHER.match(after)


_PLACES = frozenset(
    {"city", "springs", "park", "river", "lake", "bay", "beach", "valley", "island"}
)
_SOLD = re.compile(
    r"\b(?:(?:bought|acquired|owned|purchased|operated|backed|run) by|sold to|(?:stake|shares) in"
    r"|acquir(?:es|ed)|rivals?|retailer|chain|brewer|owner) $"
)
_FORM = re.compile(r",? (?:plc|PLC|Inc|Ltd|LLC|Corp|AG|SE|SA|NV|AB|GmbH)\b")
_PLATFORM = re.compile(r"\b(?:Twitter|Musk|[Aa]dvertis|ad spend|social|users|platform|tweet)")
_SIGN = re.compile(r"[-\w]|['’](?!s)| (?:axis|factor|marks)\b")
_FORCES = frozenset({"navy", "army", "pentagon"})
_THE = ("the ", "The ")
_ACTS = re.compile(
    r"(?: on \w+day)? (?:awarded|has awarded|will (?:buy|pay|award)|selected|picked|chose|ordered"
    r"|plans to|signed|bought|contracted|cancell?ed|terminated"
    r"|has (?:chosen|selected|ordered|signed|picked))\b"
    r"|,? (?:for|under|with|on|over|to) |[.,](?:\s|$)|['’]s (?:contract|order|purchase)"
)
_HELD = re.compile(  # what only companies undergo, and what stands before their names
    r"\b(?:(?:stakes?|shares?|interest|holding|shareholder|investors?) in|(?:per ?cent|%) of"
    r"|(?:agency|broadcaster|retailer|start-?up|chain|insurer|lender|brewer|airline|carmaker"
    r"|publisher|rival|competitor|parent|subsidiary|owner|fintech|unicorn|newcomer|label|telco)"
    r"|(?:takeover|acquisition|purchase|owners?|parent|boss|chief executive|CEO|CFO|chairman) of"
    r"|name to|renamed(?: as)?|rebranded (?:as|to)|(?:sister|parent|holding) company,?"
    r"|[Aa]cquir(?:e|es|ed|ing)|[Bb]ought|[Bb]uy(?:s|ing)?|owned by|backed by|bid for|offer for) $"
)
_OTHER = re.compile(
    r"[-\w]| (?:[A-Z]|\d|(?:stock|units|rights|notes|bonds|products|goods|shares)\b)"
)
