"""Finds what short names in brackets stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention

LONGEST_SENTENCE = 300  # characters between a short name and a longer one of its sentence
LONGEST_LINK, LONGEST_TICKER = 12, 6  # characters between two such names, letters of a ticker
_COMPANIES = frozenset({"org", "outlet"})
_SMALL_WORDS = re.compile(r" (?:[oO]f|[aA]nd|[tT]he|&|[fF]or) ")
_STOP = re.compile(r"[.!?:;|\n(\"\u201c\u201d]")
_FORM = re.compile(r" (?:Inc|Corp|Ltd|Limited|Co|Company|PLC|LLC|SA|AG|NV|SE)\.?$")
_CLOSES = re.compile(r"[)\]\"”';,]")
_IN_BRACKETS = re.compile(r"\.?(?:['’]s)?,? [(\[](?:the |or )?(?P<quote>[\"“'])?")


def short_names(found: list[list[Mention]], text: str) -> tuple[dict[str, str], set[int]]:
    """Return the names that short ones behind them stand for, and where tickers of shares stand.

    A short name in brackets stands for the one before it by its letters, "European Investment Bank
    (EIB)", by its quotes, 'Kelda Holdings ("Kelda")', or where the text goes on with it.
    """
    known: dict[str, str] = {}
    tickers: set[int] = set()
    used = Counter(m.name for mentions in found for m in mentions)
    for mentions in found:
        for one, two in pairwise(mentions):
            near = 0 < two.start - one.end <= LONGEST_LINK
            if not near or not _COMPANIES.issuperset((one.kind, two.kind)):
                continue
            link = _IN_BRACKETS.fullmatch(text, one.end, two.start)
            if link is None or not _CLOSES.match(text, two.end):
                continue
            name = text[two.start : two.end]
            capitals = "".join(c for c in text[one.start : one.end] if c.isupper())
            initials = len(name) > 1 and (
                capitals.startswith(name) or (name[:-1] == capitals and len(name) > 2)
            )
            if (name.isupper() and initials) or (link["quote"] and two.sure < 1):
                known.setdefault(two.name, one.name)
            elif name.isupper() and len(name) <= LONGEST_TICKER and two.sure < 1:
                if used[two.name] > 1:
                    known.setdefault(two.name, one.name)
                else:
                    tickers.add(two.start)
    _by_initials(found, text, known)
    return known, tickers


def _by_initials(found: list[list[Mention]], text: str, known: dict[str, str]) -> None:
    """Add the names of capitals that stand for one longer name before them: "the Kelda Brew Co"."""
    long: dict[str, list[tuple[int, str]]] = {}
    for m in (m for mentions in found for m in mentions):
        written = text[m.start : m.end]
        if m.kind in _COMPANIES and written.count(" ") > 1:
            capitals = "".join(c for c in _SMALL_WORDS.sub(" ", written) if c.isupper())
            for initials in {capitals, capitals[:-1] if _FORM.search(written) else capitals}:
                if len(initials) > 2:
                    long.setdefault(initials, []).append((m.start, m.name))
    used: set[str] = set()
    for m in (m for mentions in found for m in mentions):
        whole = () if m.name in used else long.get(m.name, ())
        used.add(m.name)
        if m.kind == "org" and m.sure < 1 and m.name not in known and whole:
            (at, name), *others = whole
            if at < m.start and all(other == name for _, other in others):
                known[m.name] = name


def of_longer(found: list[list[Mention]], text: str) -> dict[int, str]:
    """Return the longer names that short ones of the registry stand for, by where these start.

    A text that has told of "Delta Semiconductors", and nowhere of "Delta Air Lines" in full, means
    the former by "Delta".
    """
    longer: dict[str, tuple[int, str]] = {}
    for m in (m for mentions in found for m in mentions if m.kind == "org" and m.sure < 1):
        head, _, rest = text[m.start : m.end].partition(" ")
        if rest:
            longer.setdefault(head, (m.start, m.name))
    short: dict[str, list[Mention]] = {}
    whole: set[str] = set()
    for m in (m for mentions in found for m in mentions if m.kind == "org" and m.sure >= 1):
        written = text[m.start : m.end]
        if written in longer and m.name.startswith(written + " "):
            short.setdefault(m.name, []).append(m)
        else:
            whole.add(m.name)
    return {
        m.start: longer[text[m.start : m.end]][1]
        for name, mentions in short.items()
        if name not in whole and all(longer[text[m.start : m.end]][0] < m.start for m in mentions)
        for m in mentions
    }


def of_nations(names: Collection[str], words: Lexicon) -> dict[str, str]:
    """Return the names whose first word only tells a nation: "US Nexora" where "Nexora" stands.

    Parameters
    ----------
    names : collection of str
        All names of a text.
    words : Lexicon
        Tells the words of nations.
    """
    rest = {name: name.partition(" ")[2] for name in names if _NATION.match(name)}
    heads = {name.partition(" ")[0] for name in names if name not in rest}
    return {
        name: own
        for name, own in rest.items()
        if (own in names or _called(own, heads, words))
        and own.rpartition(" ")[2] not in _STATE
        and words.nation(name.split()[0].casefold().replace(".", "")) is not None
    }


def _called(own: str, heads: Collection[str], words: Lexicon) -> bool:
    """Whether another name begins as this one does: "Kelda Stores" where "Kelda Group" stands."""
    head, _, more = own.partition(" ")
    lower = head.casefold()
    if not more or head not in heads or lower in words.company_endings | words.common_words:
        return False
    return lower not in words.descriptive and words.nation(lower) is None


_STATE = frozenset(
    {"Service", "Department", "Court", "Reserve", "Treasury", "Army", "Navy", "Steel"}
)
_NATION = re.compile(r"(?:US|U\.S\.?|UK|U\.K\.?|[A-Z][a-z]+(?:an|ish|ese|ch|k|i)) ")


def distinct(text: str, short: int, long: int) -> bool:
    """Whether a short name and a longer one of one sentence are two: "Kelda will sell Kelda Gas".

    Parameters
    ----------
    text : str
        Text of the document.
    short, long : int
        Where they first stand.
    """
    near = 0 < long - short < LONGEST_SENTENCE
    return near and _STOP.search(text, short, long) is None


_AT_ITS_END = re.compile(
    r"['’]s(?:[,;:)]|\.(?=\s|$)| (?:said|says|will|would|has|had|and its|and sister|for|from|in|to"
    r"|by|on|with|at|since|after|recently|last|this|where|is|was|hired|agreed|opened|put|plans)\b)"
)


def with_apostrophe(found: list[list[Mention]], text: str) -> set[str]:
    """Return the names that end in "'s" of themselves: "sells to Dalby's, the caterer"."""
    own: set[str] = set()
    bare: set[str] = set()
    for mention in (m for mentions in found for m in mentions):
        if mention.kind != "org" or mention.sure >= 1:
            continue
        if not text.startswith(("'s", "’s"), mention.end):
            bare.add(mention.name)
        elif _AT_ITS_END.match(text, mention.end) or (
            mention.name.split()[-2:-1] == ["&"] and text.endswith(mention.name, 0, mention.end)
        ):
            own.add(mention.name)
    return own - bare
