"""A sentence as tokens in lower case, every mention one token: what patterns match."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.extract.sentences import Sentence

MAX_TOKENS = 240  # of a sentence; what stands behind them is not read
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


class _Stretch(NamedTuple):
    """The tokens between two mentions, as far as they are kept: what ``text[start:end]`` holds."""

    start: int
    end: int
    kept: list[str]


class Tokens:
    """The tokens of a sentence. Where they stand is worked out when it is asked for.

    Attributes
    ----------
    texts : list of str
        Each token: a word in small letters, or the letter of a mention's type and its number.
    words : frozenset of str
        The same as a set; of mentions the letter only.
    """

    def __init__(self, plain: str, parts: list[Token | _Stretch]) -> None:
        self._plain = plain
        self._parts = parts
        self.texts: list[str] = []
        words: set[str] = set()
        for part in parts:
            if isinstance(part, _Stretch):
                self.texts += part.kept
                words.update(part.kept)
            else:
                self.texts.append(part.text)
                words.add(part.text if part.mention < 0 else part.text[0])
        if len(self.texts) > MAX_TOKENS:
            del self.texts[MAX_TOKENS:]
            words = {t.text if t.mention < 0 else t.text[0] for t in self.placed()}
        self.words = frozenset(words)

    def placed(self) -> list[Token]:
        """Return the tokens with their places in the document."""
        found: list[Token] = []
        for part in self._parts:
            if isinstance(part, _Stretch):
                matches = _TOKEN.finditer(self._plain, part.start, part.end)
                for text, match in zip(part.kept, matches, strict=False):
                    found.append(Token(text, *match.span(), -1))
            else:
                found.append(part)
        return found[:MAX_TOKENS]


def tokenise(
    text: str, plain: str, sentence: Sentence, mentions: tuple[Mention, ...], words: Lexicon
) -> Tokens:
    """Return the tokens of a sentence, each mention as one.

    What only describes the company that follows ("the data-labelling startup X", "Denmark's X") is
    left out, so that a slot is a name and nothing more; so are brackets behind one that hold a
    listing, "X (NYSE: ABC)", or no mention, "X (a maker of pumps)".

    Parameters
    ----------
    text : str
        Text of the document.
    plain : str
        The same in small letters with straight marks, of `lexicon.straight`.
    sentence : Sentence
        Where to read.
    mentions : tuple of Mention
        Its mentions, in order.
    words : Lexicon
        Head nouns of companies and what may stand before them.
    """
    parts: list[Token | _Stretch] = []
    at = sentence.start
    for number, mention in enumerate(mentions):
        start, end, kind, _, _ = mention
        if start < at:
            continue
        between = _between(text, plain, at, start)
        related = number > 0 and mentions[number - 1].kind == "org" and _related(between, words)
        if kind in {"org", "group"} and not related:
            _drop_descriptors(between, words)
        if between:
            parts.append(_Stretch(at, start, between))
        parts.append(Token(f"{TYPES[kind]}{number}", start, end, number))
        at = end
        own_form = mention.name.endswith("'s") and words.finite.match(text, end)  # "Kohl's fired"
        if not own_form and (plain.endswith("'s", start, end) or plain[start:end] in _OWNERS):
            parts.append(Token("'s", at, at, -1))
        elif kind == "org" and (own := _PART_OF_NAME.match(plain, at, sentence.end)):
            at = own.end()
        elif kind == "org" and _abbreviated(text, mention, sentence.end, words):
            at += 1
        elif kind == "org" and (form := _FORM.match(text, at, sentence.end)):
            at = form.end() if form[1].casefold() in words.legal_forms else at
        if kind == "org":
            at = _behind_brackets(text, at, sentence.end, mentions[number + 1 : number + 2])
        elif kind == "person":
            at = _behind_age(plain, at, sentence.end)
    parts.append(_Stretch(at, sentence.end, _between(text, plain, at, sentence.end)))
    return Tokens(plain, parts)


def _behind_brackets(text: str, at: int, last: int, following: tuple[Mention, ...]) -> int:
    """Return where brackets behind a name end that hold a listing, or no mention at all."""
    if listing := _LISTING.match(text, at, last):
        return listing.end()
    aside = _ASIDE.match(text, at, last)
    if aside is None or any(one.start < aside.end() for one in following):
        return at
    return aside.end()


_STOP_INSIDE = re.compile(r"\.,? [a-z]")
_AGE = re.compile(
    r"(?:\s*\((?:aged? )?\d\d\)|\s*\(pictured[^)]{0,20}\)|, (?:aged? )?\d\d(?=,)"
    r"|, (?:ph\.? ?d|m\.? ?d|mba|cpa|esq|pharm\.? ?d|j\.? ?d)\b\.?(?=,| ))+"
)
_APPOSED = re.compile(
    r", (?:an?|the|its|his|her|who|whose|which|formerly|currently|previously|once|until|most|now"
    r"|one|then|former|also|president|chief|chairman|chair|head|director|managing|vice|executive|senior)\b"
)


def _behind_age(plain: str, at: int, end: int) -> int:
    """Return where to read on behind a person's name: past "(47)", ", 47," and ", Ph.D.,".

    The second comma stays where an aside begins: "Mary Jones, 47, a banker, will".
    """
    if plain.endswith((" jr", " sr"), 0, at) and _STOP_INSIDE.match(plain, at, end):
        at += 1  # "James Doe Jr. said"
    found = _AGE.match(plain, at, end)
    if found is None:
        return at
    at = found.end()
    closes = found.group()[0] == "," and plain.startswith(",", at)
    return at + 1 if closes and _APPOSED.match(plain, at, end) is None else at


def _abbreviated(text: str, mention: Mention, last: int, words: Lexicon) -> bool:
    """Whether a full stop behind a name belongs to its legal form: "Nexora Inc. said"."""
    end = mention.end
    if end + 2 >= last or text[end] != "." or text[end + 1 : end + 3].strip().isupper():
        return False
    return text[mention.start : end].rpartition(" ")[2].casefold() in words.legal_forms


_FORM = re.compile(r" (plc|[A-Z][A-Za-z]{1,3})(?=[ ,)])")  # "Nexora Group plc said"
_OWNERS = frozenset({"its", "their", "whose", "our"})
_PART_OF_NAME = re.compile(r"'s(?=\s*(?:[,.;:)]|and\b|or\b|&|$))")  # "Levi's, Nike and"


_EXCHANGE = r"(?:[A-Za-z]{2,10}(?:, | and | & |/)){0,3}[A-Za-z.-]{2,12}(?:\s?:\s?| [-\u2013] )"
_LISTING = re.compile(  # "(NYSE: ABC)", "(ABC.N)", "(TSX, NYSE: ABC)"
    rf"\s{{0,2}}\(\s?(?:{_EXCHANGE})?"
    r"[A-Z][A-Z0-9.]{0,6}(?:[-,;: ]+[A-Z0-9][A-Z0-9.]{0,7}){0,5}[,; ]{0,2}\)"
)
_ASIDE = re.compile(r"\s?\([^()]{1,80}\)")


_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "another", "both"})
_LINKS = frozenset({  # "a contract with carmaker X": the article is not the carmaker's
    "with", "in", "from", "to", "for", "by", "at", "on", "and", "or", "that", "of", "as", "into",
    "over", "under", "between", "against", "than", "is", "was", "are", "were", "has", "have", "had",
})  # fmt: skip
_DESCRIPTION = 4  # words of a description before its head noun


_RELATED = frozenset(
    {"supplier", "vendor", "provider", "contractor", "subcontractor", "buyer", "investor"}
)


def _related(tokens: list[str], words: Lexicon) -> bool:
    """Whether tokens tell what a company is to the one before it: "Boeing('s) (key) supplier X"."""
    if not tokens or len(tokens) > _DESCRIPTION or tokens[-1] not in _RELATED:
        return False
    before = tokens[1:-1] if tokens[0] == "'s" else tokens[:-1]
    return all(word.isalpha() and _modifies(word, words) for word in before)


def _drop_descriptors(tokens: list[str], words: Lexicon) -> None:
    """Take "(the) (modifiers) startup (called)" off the end of a list of tokens."""
    keep = _before_called(tokens, words)
    if keep and tokens[keep - 1] in words.nominals:
        head = keep - 1
        keep = head
        while keep and head - keep < _DESCRIPTION - 1 and _modifies(tokens[keep - 1], words):
            keep -= 1
        for at in range(keep - 1, max(-1, head - _DESCRIPTION), -1):
            if not tokens[at].isalpha() or tokens[at] in _LINKS:
                break
            if tokens[at] in _ARTICLES:
                keep = at
                break
    keep = _before_based(tokens, keep)
    while keep and (_idle(tokens[keep - 1], words) or _short_country(tokens[:keep])):
        keep -= 2 if tokens[keep - 1] == "." else 1
        if tokens[keep].endswith("based"):
            keep = _before_place(tokens, keep, words)
    if "rival" in tokens[keep:]:  # "rival delivery firm X" tells more than what X is
        keep = len(tokens) - tokens[::-1].index("rival")
    if keep > 1 and tokens[keep - 1] == "'s":  # "Denmark's Valtek"
        for back in (3, 2):
            if " ".join(tokens[max(0, keep - back) : keep - 1]) in words.places:
                keep -= back
                break
    del tokens[keep:]


def _before_called(tokens: list[str], words: Lexicon) -> int:
    """Return how many tokens stand before "called" in "a telecoms company called X", else all."""
    told = len(tokens) > 1 and tokens[-1] == "called" and tokens[-2] in words.nominals
    return len(tokens) - 1 if told else len(tokens)


def _before_based(tokens: list[str], keep: int) -> int:
    """Return how many of `keep` tokens stand before "U.K.-based"."""
    return keep - 4 if tokens[max(0, keep - 4) : keep] in _BASED else keep


def _idle(word: str, words: Lexicon) -> bool:
    return word in _ARTICLES or word in words.adjectives or word.endswith("-based")


def _short_country(tokens: list[str]) -> bool:
    """Whether they end with a country as an adjective: "and U.S. carmaker X", not "in the U.S."."""
    return len(tokens) > 2 and tokens[-1] == "." and tokens[-2] in _SHORT and tokens[-3] != "the"


_SHORT = frozenset({"u.s", "u.k", "u.a.e"})
_BASED = tuple([short, ".", "-", "based"] for short in sorted(_SHORT))


def _before_place(tokens: list[str], keep: int, words: Lexicon) -> int:
    """Return where the place begins of which the last word is left out: "San Francisco-based"."""
    last = tokens[keep].removesuffix("based").rstrip("-")
    for back in (2, 1):
        if keep >= back and " ".join([*tokens[keep - back : keep], last]).strip() in words.places:
            return keep - back
    return keep


def _modifies(word: str, words: Lexicon) -> bool:
    return word in words.modifiers or "-" in word.strip("-")


def _between(text: str, plain: str, start: int, end: int) -> list[str]:
    """Return the tokens of a stretch without mentions."""
    if end - start < 2 and plain[start:end] in {"", " "}:
        return []
    found: list[str] = _TOKEN.findall(plain, start, end)
    if "it" in found and "IT" in text[start:end]:
        for number, match in enumerate(_TOKEN.finditer(plain, start, end)):
            if text[match.start() : match.end()] == "IT":
                found[number] = "computing"  # no pronoun
    if "\u2014" in found:  # parts words that it joins: "the fund\u2014at a valuation"
        found = ["-" if mark == "\u2014" else mark for mark in found]
    if "may" in found:
        for number, match in enumerate(_TOKEN.finditer(plain, start, end)):
            if found[number] == "may" and _is_month(text, match.start(), found[:number]):
                found[number] = "month"
    return found


_BEFORE_MONTH = frozenset(
    {"in", "on", "since", "by", "last", "of", "until", "from", "next", "early", "late", "mid"}
)


def _is_month(text: str, at: int, before: list[str]) -> bool:
    """Whether "May" is the month."""
    if text[at] != "M":
        return False
    if before and before[-1] in _BEFORE_MONTH:
        return True
    return _AFTER_MONTH.match(text, at + 3, at + 15) is not None


_AFTER_MONTH = re.compile(r"\s+(?:\d|last year|this year|of )")
