"""Finds the names that the registry does not know, by their capitals."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention, MentionKind
from vendorrisk.extract.people import is_person

_CAPITAL = re.compile(  # a word with a letter that is not small in it
    r"(?<!\w)(?=[a-z\dß-öø-ÿ_&'.-]{0,40}+[^\W\d_a-zß-öø-ÿ])[^\W_](?:[\w&'.-]*\w)?"
)
_PARTICLES = frozenset({"de", "du", "von", "van", "der", "la", "del", "di"})
_CONNECT = _PARTICLES | {"of", "&"}
_POSSESSIVE = re.compile(r"(?:'s|')$")
_COMPOUND = re.compile(r"([A-Z][\w.]*)-([a-z]+)")  # AI-focused
_GIVEN = re.compile(r"[A-Z][a-z]{1,4}-[a-z]{1,5} [A-Z]")
_SUFFIXES = frozenset(
    {"led", "based", "owned", "like", "made", "run", "era", "free", "wide", "size", "only", "bred"}
    | {"born", "type", "tech", "side", "fund", "ready", "rich", "list", "style", "built", "grown"}
    | {"fed", "funded", "linked", "level", "class", "grade", "long", "heavy", "wing", "scale", "a"}
)
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}|St|Mt|Ft")  # "T.J. Rodgers"
_TICKER = re.compile(r"[A-Z\d]{1,6}\.[A-Z]{1,3}")  # of a share: "(CPI.L)"
_OFFICE = frozenset({"Officer", "President", "Director", "Chairman", "Chairwoman"})
_POST_WORDS = frozenset(
    {"Chief", "Vice", "Senior", "Executive", "Managing", "Financial", "Operating", "Technology"}
    | {
        "General",
        "Deputy",
        "Marketing",
        "Information",
        "Commercial",
        "Independent",
        "Non-Executive",
    }
)
_RELATED = {"owned", "backed", "led", "controlled"}  # "Nexora-owned" names Nexora


class Span(NamedTuple):
    """A run of capitalised words: ``text[start:end]``.

    ``opens`` says that it may have its capital only because it opens its sentence.
    """

    start: int
    end: int
    words: tuple[str, ...]
    opens: bool


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def capitalised(
    text: str, start: int, end: int, taken: list[Mention], words: Lexicon
) -> list[Span]:
    """Return the runs of capitalised words in a sentence, its openers stripped.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        The sentence.
    taken : list of Mention
        What is a mention already, in order; runs stop there.
    words : Lexicon
        Openers, titles and the heads behind which "of" may stand in a name.
    """
    spans: list[Span] = []
    run: list[_Word] = []
    waiting = iter(taken)
    ahead = next(waiting, None)  # the mention that ends behind where the scan stands
    for match in _CAPITAL.finditer(text, start, end):
        first, stop = match.span()
        while ahead is not None and ahead.end <= first:
            ahead = next(waiting, None)
        if ahead is not None and ahead.start < stop:
            _close(text, start, run, words, spans)
            continue
        word = match.group()
        if run and not _goes_on(text, run, first, word, words):
            _close(text, start, run, words, spans)
        if word.isascii() and word.isalnum():  # most are: nothing to take off
            run.append(_Word(first, stop, word))
            continue
        compound = _COMPOUND.fullmatch(word) if "-" in word else None
        if compound and run and compound.group(2) == "based":
            run.clear()  # "San Francisco-based": a place
            continue
        if compound and compound.group(2) not in _SUFFIXES and _GIVEN.match(text, first):
            run.append(_Word(first, stop, word))  # "Hye-jin Park"
            continue
        if compound and compound.group(2) in _RELATED:
            word = compound.group(1) + "'s"
        bare = _POSSESSIVE.sub("", word) if "'" in word else word
        if _capital(bare):
            run.append(_Word(first, first + len(bare), bare))
        if bare != word or not _capital(bare):
            _close(text, start, run, words, spans)
    _close(text, start, run, words, spans)
    return spans


def _goes_on(text: str, run: list[_Word], at: int, word: str, words: Lexicon) -> bool:
    """Whether a run goes on with a word, over what stands between; small words are added to it."""
    gap = text[run[-1].end : at].strip(" ")
    if not gap:
        return True
    if word.casefold() in words.legal_forms and gap in {",", ".,"}:
        return True
    if gap == ".":
        return _INITIALS.fullmatch(run[-1].text) is not None
    small = gap.split()
    if len(small) > 2 or not all(_connects(run[-1].text, one, words) for one in small):
        return False
    place = run[-1].end
    for one in small:
        place = text.index(one, place)
        run.append(_Word(place, place + len(one), one))
    return True


def _capital(word: str) -> bool:
    if word == word.lower() or "_" in word:
        return False
    return "-" not in word or word == "Co-operative" or not _COMPOUND.fullmatch(word)


def _connects(before: str, word: str, words: Lexicon) -> bool:
    """Whether a small word goes on with a name: "Bank of America", "Procter & Gamble"."""
    if word == "of":
        return before.casefold() in words.of_heads
    return word == "&" or word.casefold() in _PARTICLES


def _close(text: str, start: int, run: list[_Word], words: Lexicon, spans: list[Span]) -> None:
    """Turn a run into a span and empty it."""
    if not run:
        return
    while run and run[-1].text.casefold() in _CONNECT:
        run.pop()
    if not run:
        return
    ahead = text[start : run[0].start].rpartition("|")[2]
    opens = not ahead.strip("\"'“‘([— -*•–")
    drop = 0
    while drop < len(run):
        word = run[drop].text
        if word.casefold() not in words.openers or not (opens or word == "The"):
            break
        drop += 1
    while len(run) - drop > 2 and run[drop].text.casefold() in words.titles:
        if run[drop + 1].text == "&":  # "Lord & Taylor"
            break
        drop += 1
    posts = [place for place in range(drop, len(run) - 2) if run[place].text in _OFFICE]
    if posts and run[drop].text in _POST_WORDS:
        drop = posts[-1] + 1  # "Chief Financial Officer Greg Smith"
    kept = run[drop:]
    while len(kept) > 1 and kept[-1].text.isupper() and kept[-1].text.casefold() in words.titles:
        kept.pop()  # "Nexora CEO"
    if kept:
        lone = opens and not drop and len(kept) == 1 and not _finite(text, kept[0], words)
        spans.append(Span(kept[0].start, kept[-1].end, tuple(w.text for w in kept), lone))
    run.clear()


def _finite(text: str, word: _Word, words: Lexicon) -> bool:
    """Whether a possessive or a verb of a company's doings follows: it is a name, if it opens."""
    if word.text.endswith("ing"):
        return False
    match = words.finite.match(text, word.end, word.end + 40)
    plural = word.text.endswith("s") and not word.text.endswith("ss")
    return match is not None and not (plural and match["guess"])


def classify(span: Span, words: Lexicon, before: str, after: str) -> MentionKind | None:
    """Return what a capitalised run names: a company, a person, or None when it names neither.

    Parameters
    ----------
    span : Span
        The run.
    words : Lexicon
        Word lists.
    before, after : str
        The text around it in its sentence.
    """
    lower = [word.casefold() for word in span.words]
    if (
        (len(lower) == 1 and lower[0] in words.openers)
        or " ".join(lower) in words.places
        or lower[-1] in words.other_endings
        or all(word in words.not_names for word in lower)
    ):
        return None
    several = len(lower) > 1
    if not several and before.endswith(("(", ": ")) and _TICKER.fullmatch(span.words[0]):
        return None
    if several and lower[0] == "series" and len(lower[1]) == 1:
        return None  # a round of funding
    if several and lower[-1].strip(".") in words.company_endings:
        return "org"
    first_name = several and lower[0] in words.first_names and len(lower) <= 4
    titled = 1 < len(lower) <= 3 and (words.ends_in_role(before) or words.role_after.match(after))
    if first_name or titled or is_person(span.words, words, before, after):
        return "person"
    return "org"


def known_as(span: Span, words: Lexicon) -> str:
    """Return the name by which a company is known: without the legal form behind it.

    The country stays: Acme India and Acme UK are two, and neither is Acme.
    """
    kept = list(span.words)
    while len(kept) > 1:
        if kept[-1].casefold().rstrip(".") not in words.legal_forms:
            break
        kept.pop()
    while len(kept) > 1 and kept[-1] == "&":
        kept.pop()
    return " ".join(kept)
