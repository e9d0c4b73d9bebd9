"""A sentence as tokens in lower case, every mention one token: what patterns match."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.lexicon import Lexicon, small
from vendorrisk.extract.names import Mention
from vendorrisk.extract.sentences import Sentence

TYPES = {
    "org": "O",
    "person": "P",
    "group": "G",
    "outlet": "U",
    "money": "M",
    "share": "S",
    "date": "D",
}
_TOKEN = re.compile(r"\w+(?:[./-]\w+|'(?!s\b)\w+)*|'s\b|[^\w\s]")


class Token(NamedTuple):
    """One token of a sentence; ``mention`` is an index into the sentence's mentions or -1."""

    text: str
    start: int
    end: int
    mention: int


def tokenise(
    text: str, sentence: Sentence, mentions: tuple[Mention, ...], words: Lexicon
) -> list[Token]:
    """Return the tokens of a sentence, each mention as one.

    What only describes the company that follows ("the data-labelling startup X") is left out, so
    that a slot is a name and nothing more.

    Parameters
    ----------
    text : str
        Text of the document.
    sentence : Sentence
        Where to read.
    mentions : tuple of Mention
        Its mentions, in order.
    words : Lexicon
        Head nouns of companies and what may stand before them.
    """
    tokens: list[Token] = []
    at = sentence.start
    for number, mention in enumerate(mentions):
        tokens += _plain(text, at, mention.start)
        if mention.kind in {"org", "group"}:
            _drop_descriptors(tokens, words)
        tokens.append(Token(f"{TYPES[mention.kind]}{number}", mention.start, mention.end, number))
        at = mention.end
        written = text[mention.start : at]
        if written.endswith(("'s", "\u2019s")) or written.casefold() in _OWNERS:
            tokens.append(Token("'s", at, at, -1))
        elif mention.kind == "org" and (own := _PART_OF_NAME.match(text, at, sentence.end)):
            at = own.end()
    tokens += _plain(text, at, sentence.end)
    return tokens


_OWNERS = frozenset({"its", "their", "whose"})
_PART_OF_NAME = re.compile(r"['\u2019]s(?=\s*(?:[,.;:)]|and\b|or\b|&|$))")  # "Levi's, Nike and"


_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "another", "both"})
_DESCRIPTION = 4  # words of a description before its head noun


def _drop_descriptors(tokens: list[Token], words: Lexicon) -> None:
    """Take "(the) (modifiers) startup" off the end of a list of tokens."""
    keep = len(tokens)
    if keep and tokens[keep - 1].mention < 0 and tokens[keep - 1].text in words.nominals:
        head = keep - 1
        keep = head
        while keep and head - keep < _DESCRIPTION - 1 and _modifies(tokens[keep - 1], words):
            keep -= 1
        for at in range(keep - 1, max(-1, head - _DESCRIPTION), -1):
            if not tokens[at].text.isalpha():
                break
            if tokens[at].mention < 0 and tokens[at].text in _ARTICLES:
                keep = at
                break
    while keep and tokens[keep - 1].mention < 0 and _idle(tokens[keep - 1].text, words):
        keep -= 1
        if tokens[keep].text.endswith("based"):
            keep = _before_place(tokens, keep, words)
    del tokens[keep:]


def _idle(word: str, words: Lexicon) -> bool:
    return word in _ARTICLES or word in words.adjectives or word.endswith("-based")


def _before_place(tokens: list[Token], keep: int, words: Lexicon) -> int:
    """Return where the place begins of which the last word is left out: "San Francisco-based"."""
    last = tokens[keep].text.removesuffix("based").rstrip("-")
    for back in (2, 1):
        if keep >= back and all(t.mention < 0 for t in tokens[keep - back : keep]):
            place = " ".join([*(t.text for t in tokens[keep - back : keep]), last]).strip()
            if place in words.places:
                return keep - back
    return keep


def _modifies(token: Token, words: Lexicon) -> bool:
    return token.mention < 0 and (token.text in words.modifiers or "-" in token.text.strip("-"))


_PLAIN = str.maketrans("\u2019\u2018\u2013\u2014\u201c\u201d", "''--\"\"")


def _plain(text: str, start: int, end: int) -> list[Token]:
    if end - start < 2 and text[start:end] in {"", " "}:
        return []
    found: list[Token] = []
    for match in _TOKEN.finditer(small(text[start:end]).translate(_PLAIN)):
        word = match.group()
        first, last = match.span()
        if word == "may" and _is_month(text, start + first, found):
            word = "month"
        found.append(Token(word, start + first, start + last, -1))
    return found


_BEFORE_MONTH = frozenset(
    {"in", "on", "since", "by", "last", "of", "until", "from", "next", "early", "late", "mid"}
)


def _is_month(text: str, at: int, before: list[Token]) -> bool:
    """Whether "May" is the month."""
    if text[at] != "M":
        return False
    if before and before[-1].text in _BEFORE_MONTH:
        return True
    return _AFTER_MONTH.match(text, at + 3, at + 15) is not None


_AFTER_MONTH = re.compile(r"\s+(?:\d|last year|this year|of )")
