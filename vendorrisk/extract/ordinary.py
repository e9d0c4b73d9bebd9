"""Tells where an ordinary word with a capital names a company: "the agency Initiative"."""

from __future__ import annotations

import re

from vendorrisk.extract.capitals import Span
from vendorrisk.extract.lexicon import Lexicon


def in_its_place(span: Span, words: Lexicon, before: str, after: str) -> bool:
    """Whether a lone word that may be an ordinary one stands where only a company's name does.

    Parameters
    ----------
    span : Span
        One word with a capital.
    words : Lexicon
        Word lists.
    before, after : str
        The text around it in its sentence.
    """
    word = span.words[0]
    if word == "X":
        return _PLATFORM.search(before + after) is not None and not _SIGN.match(after)
    lower = word.casefold()
    if lower in _FORCES:
        return before.endswith(_THE) and _ACTS.match(after) is not None
    if span.opens or lower in words.openers or lower in words.not_names or lower in words.posts:
        return False
    if not (lower in words.common_words or lower in words.other_endings):
        return False
    if lower in words.nominals or lower in words.trades or lower.endswith("s"):
        return False
    return _HELD.search(before) is not None and not _OTHER.match(after)


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
    r"|[Aa]cquir(?:e|es|ed|ing)|[Bb]ought|[Bb]uy(?:s|ing)?|owned by|backed by|bid for|offer for) $"
)
_OTHER = re.compile(
    r"[-\w]| (?:[A-Z]|\d|(?:stock|units|rights|notes|bonds|products|goods|shares)\b)"
)
