"""Parts the names of a headline, in which every word has a capital."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.capitals import Span
from vendorrisk.extract.lexicon import Lexicon

LONGEST_NAME = 5  # words
LISTED = 4  # commas between names in running text
_JOINED = re.compile(r",? (?:and|or) [A-Z]")
_SMALL = re.compile(r"(?<= )[a-z]{4,}\b")
_WORD = re.compile(r"[^\s,;:]+")
_SHORTENED = re.compile(r" (?:Cos?|Inc|Corp|Ltd|Bros|U\.S|U\.K)\.$")
_TAKING = frozenset(
    {"acquires", "buys", "purchases", "joins", "sues", "taps", "hires", "names", "appoints"}
    | {"poaches", "backs", "owns", "picks", "selects", "chooses", "ditches", "leaves", "quits"}
    | {"beats", "rivals", "courts", "drops", "dumps", "welcomes", "promotes", "elects"}
    | {"recruits", "acquire", "buy", "join", "sue", "tap", "hire", "name", "appoint", "poach"}
    | {"back", "own", "pick", "select", "choose", "ditch", "leave"}
)
_DOING = _TAKING | frozenset(
    {"sells", "raises", "signs", "wins", "loses", "secures", "lands", "inks", "invests"}
    | {"launches", "ends", "cuts", "closes", "completes", "expands", "unveils", "partners"}
    | {"agrees", "awards", "announces", "awarded", "acquired", "bought", "sold", "signed"}
    | {"raised", "halts", "suspends", "pauses", "terminates", "cancels", "extends", "renews"}
    | {"enters", "exits", "merges", "divests", "offloads", "receives", "reports", "posts"}
    | {"teams", "ousts", "fires", "seeks", "eyes", "mulls", "considers", "nears", "strikes"}
    | {"takes", "gets", "opens", "builds", "plans", "faces", "denies", "confirms", "rejects"}
    | {"alters", "pits", "gives", "nabs", "snags", "bags", "scraps"}
)
_LINKS = frozenset("to in for with by as after from over amid on at into against via than".split())  # noqa: SIM905
_SELLING = frozenset("sells sell sold loses awards awarded offloads divests switches moves".split())  # noqa: SIM905
_HELD = frozenset("stake shares interest investment round holding invest invests".split())  # noqa: SIM905
_GIVERS = frozenset("with by from against via".split())  # noqa: SIM905  # a party stands behind


class Part(NamedTuple):
    """A name of a headline; ``told`` says that its place in the headline tells it to be one."""

    span: Span
    told: bool


def is_headline(text: str, words: Lexicon) -> bool:
    """Whether a sentence is written like a headline, so that its capitals tell nothing.

    Parameters
    ----------
    text : str
        The sentence.
    words : Lexicon
        Gives the small words that may lack a capital.
    """
    if "|" in text or ";" in text:
        return False
    if text.count(", ") >= LISTED and _JOINED.search(text):
        return False  # a list of names
    whole = text.rstrip("\"'”’)] ")
    if whole.endswith(".") and any(m.group() not in words.openers for m in _SMALL.finditer(text)):
        return False  # "Kelda sold it to Nexora Inc." too
    stopped = whole.endswith(".") and not _SHORTENED.search(whole)
    found = re.findall(r"[A-Za-z][\w'’-]*", text)
    telling = [word for word in found if word.casefold() not in words.openers]
    capitals = sum(1 for word in telling if word[0].isupper())
    if not stopped and len(found) > 5:
        return bool(capitals > 0.75 * len(telling))
    does = any(word[0].isupper() and word.casefold() in _DOING for word in found[1:-1])
    return bool(does) and len(found) > (5 if stopped else 2) and capitals == len(telling)


def names_in(span: Span, text: str, words: Lexicon, start: int) -> list[Part]:
    """Return the names in a run of a headline's capitals, in order.

    Parameters
    ----------
    span : Span
        The run.
    text : str
        Text of the document.
    words : Lexicon
        Words that are part of no name.
    start : int
        Where the sentence starts.
    """
    found = list(_WORD.finditer(text, span.start, span.end))
    names: list[Part] = []
    run: list[re.Match[str]] = []
    ahead = [word.strip("\"'“‘”’,:-–—()") for word in text[start : span.start].casefold().split()]
    told = bool(ahead) and (_before_a_name(ahead[-1], words) or _owned(text, span.start))
    opens = all(_plain(word, words) or word in words.openers or not word for word in ahead)
    sold = not _SELLING.isdisjoint(ahead)
    told = told or (ahead[-1:] == ["to"] and sold)
    told = told or (ahead[-1:] == ["in"] and not _HELD.isdisjoint(ahead[-2:-1]))
    for match in [*found, None]:
        lower = match.group().casefold().strip("'’\"“”") if match else ""
        if match is not None and not _breaks(lower, words):
            run.append(match)
            continue
        part = _name(run, text, words, told=told or (opens and lower in _DOING))
        if part is not None:
            names.append(part)
        opens = opens and not run
        sold = sold or lower in _SELLING
        told = lower in _TAKING or lower in _GIVERS or lower in words.addresses
        told = told or (lower == "to" and sold)
        told = told or (lower == "in" and bool(run) and run[-1].group().casefold() in _HELD)
        told = told or lower in words.trades
        run = []
    return names


def _breaks(word: str, words: Lexicon) -> bool:
    """Whether a word of a headline is part of no name."""
    if word in _DOING or word in _LINKS or word in words.openers:
        return True
    return word in words.titles or word in words.addresses or word in words.trades


def _owned(text: str, at: int) -> bool:
    return text.endswith(("'s ", "’s ", "s' ", "s’ "), 0, at)


def _name(run: list[re.Match[str]], text: str, words: Lexicon, *, told: bool) -> Part | None:
    """Return what is left of a run as a name, or None where nothing is."""
    while run and _plain(run[0].group().casefold(), words):
        whole = " ".join(match.group() for match in run).casefold()
        if whole in words.namesakes:
            break
        run = run[1:]
    if not run:
        return None
    end = run[-1].end()
    last = run[-1].group()
    for own in ("'s", "’s"):
        if last.endswith(own) and last.casefold().replace("’", "'") not in words.namesakes:
            end -= len(own)
    end -= len(text[run[0].start() : end]) - len(text[run[0].start() : end].rstrip(".,'’\"”)"))
    name = tuple(text[run[0].start() : end].split())
    if not name or not name[0][0].isalnum():
        return None
    short = len(name) <= LONGEST_NAME
    return Part(Span(run[0].start(), end, name, opens=False), told and short)


def _plain(word: str, words: Lexicon) -> bool:
    return word in words.not_names or word in words.common_words or word in words.trades


def _before_a_name(word: str, words: Lexicon) -> bool:
    return word in _GIVERS or word in _TAKING or word in words.addresses
