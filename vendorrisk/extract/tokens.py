"""A sentence as tokens in lower case, every mention one token: what patterns match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vendorrisk.extract.epithets import drop_epithet, relates
from vendorrisk.extract.insets import inset
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
_TOKEN = re.compile(  # "u.s." and "2,400" are one
    r"u\.[sk]\.(?:-\w+)*(?!\w)|\w+(?:[./-]\w+|(?<=\d),\d{3}(?!\d)|'(?!s\b)\w+)*|'s\b|[^\w\s]"
)


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

    def headed(self, columns: Sequence[Sequence[str]]) -> Tokens:
        """Return the tokens of a table's row, the words of its column before each cell."""
        found: list[Token | _Stretch] = []
        cells = iter(columns)
        for number, token in enumerate(self.placed()):
            if number == 0 and token.text != "|":
                found += [Token(word, token.start, token.start, -1) for word in next(cells, ())]
            found.append(token)
            if token.text == "|":
                found += [Token(word, token.end, token.end, -1) for word in next(cells, ())]
        return Tokens(self._plain, found)


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
        if number > 0 and mentions[number - 1].kind == "org":
            at = _behind_seat(text, at, start, words)
        between = _between(text, plain, at, start)
        skip = inset(text, at, start)
        if skip is not None:
            ahead = len(_TOKEN.findall(plain, at, skip[0]))
            del between[ahead : ahead + len(_TOKEN.findall(plain, *skip))]
        related = number > 0 and mentions[number - 1].kind == "org" and relates(between, words)
        own = between[-1:] in _ITS and _UNIT.match(plain, end) is not None
        if kind in {"org", "group"} and not related and not own:
            drop_epithet(between, words)
        if skip is not None:
            parts += [
                _Stretch(at, skip[0], between[:ahead]),
                _Stretch(skip[1], start, between[ahead:]),
            ]
        elif "(" in between:
            parts += _without_shorthand(text, at, start, between)
        elif between:
            parts.append(_Stretch(at, start, between))
        parts.append(Token(f"{TYPES[kind]}{number}", start, end, number))
        following = mentions[number + 1 : number + 2]
        at = _behind(text, plain, sentence.end, mention, following, words)
        if _owns(plain, mention, words):
            parts.append(Token("'s", end, end, -1))
    if mentions and mentions[-1].kind == "org":
        at = _behind_seat(text, at, sentence.end, words)
    parts.append(_Stretch(at, sentence.end, _between(text, plain, at, sentence.end)))
    return Tokens(plain, parts)


_ITS = (["its"], ["their"])
_UNIT = re.compile(r" (?:subsidiary|unit|arm|division|affiliate|offshoot)\b")  # "its X unit"


def _owns(plain: str, mention: Mention, words: Lexicon) -> bool:
    """Whether a mention is possessive by itself: "Nexora's", "its", but not "Kohl's fired"."""
    start, end = mention.start, mention.end
    if not plain.endswith("'s", start, end) and plain[start:end] not in _OWNERS:
        return False
    return not (mention.name.endswith("'s") and words.finite.match(plain, end))


def _behind(
    text: str,
    plain: str,
    last: int,
    mention: Mention,
    following: tuple[Mention, ...],
    words: Lexicon,
) -> int:
    """Return where to read on behind a mention: past its legal form, its listing, its age."""
    at, kind = mention.end, mention.kind
    if kind == "person":
        return _behind_age(plain, at, last)
    if kind != "org":
        return at
    if _owns(plain, mention, words):
        pass
    elif own := _PART_OF_NAME.match(plain, at, last):
        at = own.end()
    elif _abbreviated(text, mention, last, words):
        at += 1
    elif form := _FORM.match(text, at, last):
        at = form.end() if form[1].casefold() in words.legal_forms else at
    more = _FORMS.match(text, at, last)
    at = more.end() if more else at
    at = _behind_brackets(text, at, last, following)
    return _behind_place(plain, at, following, words)


def _without_shorthand(text: str, at: int, end: int, kept: list[str]) -> list[Token | _Stretch]:
    """Return a stretch in parts, without brackets that only shorten: "an agreement (MoU) with"."""
    parts: list[Token | _Stretch] = []
    for match in _SHORTHAND.finditer(text, at, end):
        before = len(_TOKEN.findall(text, at, match.start()))
        inside = len(_TOKEN.findall(text, match.start(), match.end()))
        parts.append(_Stretch(at, match.start(), kept[:before]))
        kept, at = kept[before + inside :], match.end()
    parts.append(_Stretch(at, end, kept))
    return parts


_SHORTHAND = re.compile(
    r"(?<=\w) \((?:the )?[\"'\u201c\u2018]?(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{2,7}[\"'\u201d\u2019]?\)"
)


def _behind_brackets(text: str, at: int, last: int, following: tuple[Mention, ...]) -> int:
    """Return where brackets behind a name end that hold a listing, or no mention at all."""
    if listing := _LISTING.match(text, at, last):
        return listing.end()
    aside = _ASIDE.match(text, at, last)
    if aside is None or any(one.start < aside.end() for one in following):
        return at
    return aside.end()


def _behind_place(plain: str, at: int, following: tuple[Mention, ...], words: Lexicon) -> int:
    """Return where to read on behind the place of a list's member: "X in India, Y in Peru and"."""
    if not following or following[0].kind != "org" or not plain.startswith(_PREPOSITION, at):
        return at
    aside = _PLACE.match(plain, at, following[0].start)
    if aside is None or aside[1] not in words.places:
        return at
    goes_on = aside[2] != ", " or plain.startswith(_LISTED, following[0].end)
    return aside.end(1) if goes_on else at


_PREPOSITION = (" in ", " of ", " from ")
_LISTED = (*_PREPOSITION, ", ", " and ")
_PLACE = re.compile(r" (?:in|of|from) (?:the )?([a-z][a-z .-]{1,30}?)(, and |, | and )\Z")
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


_FORMS = re.compile(  # "Nexora Co. Ltd. said"
    r"(?:\.?,? (?:Co|Corp|Inc|Ltd|LLC|Pte|Pty|Sdn|Bhd)\b)+\.?(?=[ ,;)])"
)
_FORM = re.compile(r" (plc|[A-Z][A-Za-z]{1,3})(?=[ ,)])")  # "Nexora Group plc said"
_OWNERS = frozenset({"its", "their", "whose", "our"})
_PART_OF_NAME = re.compile(r"'s(?=\s*(?:[,.;:)]|and\b|or\b|&|$))")  # "Levi's, Nike and"


_EXCHANGE = r"(?:[A-Za-z]{2,10}(?:, | and | & |/)){0,3}[A-Za-z.-]{2,12}(?:\s?:\s?| [-\u2013] )"
_LISTING = re.compile(  # "(NYSE: ABC)", "(ABC.N)", "(TSX, NYSE: ABC)"
    rf"\s{{0,2}}\(\s?(?:{_EXCHANGE})?"
    r"[A-Z][A-Z0-9.]{0,6}(?:[-,;: ]+[A-Z0-9][A-Z0-9.]{0,7}){0,5}[,; ]{0,2}\)"
)
_ASIDE = re.compile(r"\s?\([^()]{1,80}\)")


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


_SEAT = re.compile(  # "SpaceX of Hawthorne, California, for"
    r" of (?P<town>[A-Z][\w.]+(?: [A-Z]\w+)?)"
    r"(?:, (?P<land>[A-Z][a-z]\w+(?: [A-Z]\w+)?|[A-Z]{2})\b,?)?"
)


def _behind_seat(text: str, at: int, last: int, words: Lexicon) -> int:
    """Return where to read on behind the place that a company is of."""
    found = _SEAT.match(text, at, last)
    if found is None:
        return at
    town, land = found["town"].casefold(), (found["land"] or "").casefold()
    if land in words.places or (land and town in words.places):
        return found.end()
    return found.end("town") if town in words.places and words.nation(town) != town else at
