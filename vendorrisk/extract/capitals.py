"""Finds the names that the registry does not know, by their capitals."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.joints import CONNECT, OWN, Word, goes_on
from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.extract.titles import behind, parted, ranked, title

_CAPITAL = re.compile(  # a word with a letter that is not small in it
    r"(?<!\w)(?:A/S\b|\d&\d\b|\d\d[a-z]{5,}\b|(?<![@/.-])[a-z][a-z\d-]{0,30}\.(?:com|io|ai|link"
    r"|net|app|dev)"
    r"(?![\w/@-]|\.\w)|(?=[a-z\dß-öø-ÿ_&'’.-]{0,40}+[^\W\d_a-zß-öø-ÿ])[^\W_](?:[\w&'’.+-]*\w)?\+?)"
)
_SMALL = re.compile(
    r"\d&\d|\d\d[a-z]{5,}|[a-z][a-z\d-]*\.[a-z]+"
)  # "o.link": a name without a capital
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_EPONYM = re.compile(r" (?:disease|syndrome|law|theorem|rule)\b")  # "Parkinson's disease"
_AHEAD = re.compile(  # "3 Rivers", "4010 Capital"
    r"(?:^|(?<=\s))(?<![\d.] )(?<!\d, )(?:\d|(?P<long>(?!19|20)\d{2,4}|\d\d(?:st|th))) $"
)
LONGEST = 40  # letters of a word whose form is looked at
_TELLING = re.compile(  # no ordinary word is so written: DataLoft, 3M, Remote.io, KDBX, Pan-Kestrel
    r"\b(?:\w*[a-z][A-Z]\w*|[A-Z]{2,}[a-z]{3,}|\w*\d\w*|\w+\.\w+|[A-Z]\w*&\w+"
    r"|[A-Z]{2,6}(?=,? \(?[a-z]|, [A-Z][\w&]*['’]s )"
    r"|(?!Non|Pre|Post|Anti|Pro|Ex|Self|Mid|Co|Sub|Cross|Anglo|Sino|Semi|Inter|Vice)"
    r"[A-Z][a-z]+-[A-Z]\w+)(?![\w&-])"
)
_MEASURE = re.compile(  # "70-MW", "300GWh"
    r"\d[\d.,]*(?:-[A-Za-z]{0,3}[A-Z][a-z]{0,2}|[kMGT]Wh?p?|[kMG]Hz|k?V|[MGT]bps|MVA|TEU|DWT|MMBtu)"
)
_COMPOUND = re.compile(r"([A-Z][\w.]*)-([a-z]+)")  # AI-focused
_GIVEN = re.compile(r"[A-Z][a-z]{1,4}-[a-z]{1,5} [A-Z]")
_FAMILY = re.compile(
    r"Kim|Lee|Yi|Park|Pak|Choi|Jung|Jeong|Chung|Jun|Jeon|Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin"
    r"|Kwon"
    r"|Hwang|Ahn|Song|Hong|Moon|Yang|Bae|Koo|Chen|Lin|Wang|Huang|Chang|Wu|Liu|Tsai|Hsu|Cheng|Lai"
    r"|Wei"
)
_PREFIXED = re.compile(r"(?!co-)[a-z]{3,}-[A-Z]{2,}")  # "pay-TV"
_SUFFIXES = frozenset(
    {"led", "based", "owned", "like", "made", "run", "era", "free", "wide", "size", "only", "bred"}
    | {"born", "type", "tech", "side", "fund", "ready", "rich", "list", "style", "built", "grown"}
    | {"fed", "funded", "linked", "level", "class", "grade", "long", "heavy", "wing", "scale", "a"}
)
_NO_PART = re.compile(
    r"[A-Z]{2,5}s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|July|September|October|November|December"
)
_MONTH = frozenset({"March", "April", "May", "June", "August"})  # names as well
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")  # "Kelda U.S.A."
_RELATED = {"owned", "backed", "led", "controlled"}  # "Nexora-owned" names Nexora


class Span(NamedTuple):
    """A run of capitalised words: ``text[start:end]``.

    ``opens`` says that it may have its capital only because it opens its sentence, ``titled`` that
    a person's title stands before it.
    """

    start: int
    end: int
    words: tuple[str, ...]
    opens: bool
    titled: bool = False


_BEHIND_OF = re.compile(
    r"(?:President|Chairman|Chairwoman|Director|Chair|Treasurer)(?: and CEO)? of "
)
_OF_FIRMS = re.compile(r" of (?:Companies|Businesses|Brands|companies|businesses|brands)\b")
_POST = re.compile(r"(?:[Cc]o-)?[A-Z]+")


def capitalised(  # noqa: PLR0912
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
    run: list[Word] = []
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
        if _MEASURE.fullmatch(word):
            _close(text, start, run, words, spans)
            continue
        if run and not goes_on(text, run, first, word, words):
            _close(text, start, run, words, spans)
        if word.isascii() and word.isalnum():  # most are: nothing to take off
            run.append(Word(first, stop, word))
            continue
        compound = _COMPOUND.fullmatch(word) if "-" in word else None
        if compound and run and compound.group(2) in {"based", "listed", "headquartered", "born"}:
            run.clear()  # "San Francisco-based": a place
            continue
        if compound and _given(text, first, compound.group(2), run):
            run.append(Word(first, stop, word))
            continue
        related = compound is not None and compound.group(2) in _RELATED
        if compound and related:
            word = compound.group(1) + "'s"
        bare = _POSSESSIVE.sub("", word)
        if bare != word and (OWN.match(text, stop) or _so_called(run, word, words)):
            bare = word
        if bare != word and _EPONYM.match(text, stop):
            run.clear()
            continue
        if _capital(bare):
            run.append(Word(first, first + len(bare), bare))
        if bare != word or not _capital(bare):
            _close(text, start, run, words, spans, told=related)
    _close(text, start, run, words, spans)
    return spans


def _so_called(run: list[Word], word: str, words: Lexicon) -> bool:
    """Whether a name ends in its "'s": "Kohl's", "Trader Joe's"."""
    straight = word.casefold().replace("’", "'")
    if straight in words.namesakes:
        return True
    return bool(run) and f"{run[-1].text.casefold()} {straight}" in words.namesakes


def _given(text: str, at: int, half: str, run: list[Word]) -> bool:
    """Whether a word with a hyphen is a given name: "Hye-jin Park", "Jun Young-hyun"."""
    if half in _SUFFIXES:
        return False
    behind_surname = bool(run) and _FAMILY.fullmatch(run[-1].text) is not None
    return behind_surname or _GIVEN.match(text, at) is not None


def _capital(word: str) -> bool:
    if word == word.lower():
        return _SMALL.fullmatch(word) is not None
    if "_" in word:
        return False
    if "-" not in word or word in {"Co-operative", "Co-op"}:
        return True
    return not _COMPOUND.fullmatch(word) and not _PREFIXED.fullmatch(word)


def _close(
    text: str,
    start: int,
    run: list[Word],
    words: Lexicon,
    spans: list[Span],
    *,
    told: bool = False,
) -> None:
    """Turn a run into a span and empty it; into two where a post stands between two names.

    ``told`` says that what stands behind the run tells it to be a name.
    """
    post = parted([word.text for word in run], words) if len(run) > 2 else 0
    if post:
        rest = run[post:]
        del run[post:]
        _close(text, start, run, words, spans, told=True)
        run += rest
    if not run:
        return
    while run and (run[-1].text.casefold() in CONNECT or _late(run)):
        run.pop()
    if not run:
        return
    ahead = text[start : run[0].start].rpartition("|")[2]
    opens = not ahead.strip("\"'“‘([— -*•–") or _DATELINE.fullmatch(ahead) is not None
    if len(run) == 1 and _opener(run[0].text, words, opens=opens):
        run.clear()
        return
    quoted = text[run[0].start - 1 : run[0].start] in {"‘", "“", '"'}
    dated = text.endswith(("in ", "late ", "early ", "since ", "mid "), 0, run[0].start)
    drop, titled = _ahead(run, words, opens=opens or quoted, dated=dated)
    kept = _without_posts(text, run, drop, words)
    if kept:
        lone = opens and not drop and len(kept) == 1
        if lone:
            told = told and not _ordinary(kept[0].text.casefold(), words)
            own = kept[0].text.casefold().replace("’", "'") in words.namesakes
            lone = not told and not own and not _finite(text, kept[0], words)
        first = kept[0].start
        number = _AHEAD.search(text, max(start, first - 6), first)
        ending = kept[-1].text.casefold() in words.company_endings
        ending = ending or (len(kept) > 1 and kept[0].text == "Century")  # "21st Century Nexora"
        if number and (ending if number["long"] else len(kept) > 1 or _counted(kept[0], words)):
            first = number.start()
            kept.insert(0, Word(first, number.end() - 1, number.group()[:-1]))
        end = kept[-1].end
        end += _DOTTED.fullmatch(kept[-1].text) is not None and text.startswith(".", end)
        spans.append(Span(first, end, tuple(w.text for w in kept), lone, titled))
    run.clear()


def _counted(word: Word, words: Lexicon) -> bool:
    """Whether a lone word is a plural that a number before it makes a name: "4 Cousins"."""
    lower = word.text.casefold()
    plural = lower.endswith("s") and not lower.endswith("ss") and not word.text.isupper()
    nation = words.nation(lower.removesuffix("s")) is not None
    return plural and not (nation or _ordinary(lower, words) or lower in words.not_names)


def _without_posts(text: str, run: list[Word], drop: int, words: Lexicon) -> list[Word]:
    """Return the words of a run from `drop` on, without the posts and boards behind a name."""
    kept = run[drop:]
    while (
        len(kept) > 1
        and _POST.fullmatch(kept[-1].text)
        and (kept[-1].text.casefold().removeprefix("co-") in words.titles)
    ):
        kept.pop()  # "Nexora CEO", "Nexora co-CEO"
    while len(kept) > 1 and kept[-1].text.rstrip("s").isupper() and _ware(kept[-1], words):
        kept.pop()  # "a Nexora CRM"
    if len(kept) > 1 and _MODEL.fullmatch(kept[-1].text):
        kept.pop()  # "Nexora K-12"
    if len(kept) > 1 and kept[-1].text == "Family" and _OF_FIRMS.match(text, kept[-1].end):
        kept.pop()  # "the Nexora Family of Companies"
    if len(kept) < len(run) - drop and words.posts.issuperset(w.text.casefold() for w in kept):
        kept = []  # "Senior VP"
    if len(kept) > 3 and kept[-3].text == "Board" and kept[-2].text == "of":
        del kept[-3:]  # "the Kelda Board of Directors"
    elif len(kept) > 1 and kept[-1].text.casefold() in _FOUNDERS:
        kept.pop()  # "Kelda Co-Founder and CEO Jane Doe"
    if len(kept) > 2:
        del kept[len(kept) - behind([word.text for word in kept], words) :]
    if (
        len(kept) == 3
        and kept[0].text.casefold() in words.first_names
        and _BEHIND_OF.match(text, kept[-1].start)
    ):
        kept.pop()  # "named Jane Doe President of Nexora"
    return kept


def _opener(word: str, words: Lexicon, *, opens: bool) -> bool:
    """Whether a word alone is none of a name: "It" at the head of a sentence, "The" anywhere."""
    lower = word.casefold()
    return lower in words.openers and (opens or word == "The") and lower not in words.namesakes


_MODEL = re.compile(r"[A-Z]{1,3}-\d{1,3}[A-Z]?|[A-Z]\d{3}[A-Z]?")
_BIG = frozenset({"Pharma", "Tech", "Oil", "Four", "Three", "Two", "Six", "Food", "Tobacco"})


def _ware(word: Word, words: Lexicon) -> bool:
    return word.text.casefold() in words.wares


_NAMING = frozenset({"Current", "First", "Key", "Best", "Just"})
_FOUNDERS = frozenset({"founder", "co-founder", "cofounder"})


def _late(run: list[Word]) -> bool:
    """Whether a run ends in a day of the week that is none of the name: "Nexora Tuesday"."""
    return len(run) > 1 and _WEEKDAY.fullmatch(run[-1].text) is not None


def _ahead(
    run: list[Word], words: Lexicon, *, opens: bool, dated: bool = False
) -> tuple[int, bool]:
    """Return how many words before a name are none of it, and whether a person's title is there."""
    drop = 0
    named = " ".join(word.text for word in run).casefold().replace("’", "'") in words.namesakes
    while drop < len(run) and not named:
        word = run[drop].text
        if word.casefold() not in words.openers or not (opens or word == "The"):
            break
        last = run[-1].text.casefold()
        if word in _NAMING and len(run) > 2 and last in words.legal_forms:
            break  # "Current Health Ltd", but "Current Nexora customers"
        drop += 1
    if len(run) - drop > 2 and run[drop].text == "Big" and run[drop + 1].text in _BIG:
        drop += 2  # "Big Pharma Nexora"
    while (
        len(run) - drop > 1
        and run[drop].text.isupper()
        and run[drop].text.casefold() in words.nominals
    ):
        drop += 1  # "CRO Nexora"
    while len(run) - drop > 1 and _NO_PART.fullmatch(run[drop].text):
        drop += 1  # "MNOs Kelda and Nexora", "on Monday Kelda"
    if 0 < drop < len(run) - 1 and run[drop].text in _MONTH:
        drop += 1  # "In May Kelda"
    if drop == 0 and dated and len(run) > 1 and run[0].text in _MONTH:
        drop = 1  # "and in April Kelda"
    titles = title([word.text for word in run[drop:]], words)
    drop += titles
    if not titles and opens and len(run) - drop > 1 and run[drop].text.casefold() in words.trades:
        drop += 1  # "Shipbuilder Kelda"
    while len(run) - drop > 2 and run[drop].text.casefold() in words.titles:
        if run[drop + 1].text == "&" or ranked([one.text for one in run[drop:]], words):
            break  # "Lord & Taylor", "General Kelda Inc"
        drop += 1
    return drop, titles > 0


def _finite(text: str, word: Word, words: Lexicon) -> bool:
    """Whether a possessive or a verb of a company's doings follows: it is a name, if it opens."""
    lower = word.text.casefold()
    told = word.end - word.start <= LONGEST and _TELLING.match(text, word.start)
    if told and told.end() == word.end:
        return True
    if _POST_AHEAD.match(text, word.end) or _CELL.match(text, word.end):
        return not lower.endswith(("est", "ing", "ed")) and not _ordinary(lower, words)
    if lower.endswith("ing"):
        return _POSSESSED.match(text, word.end) is not None
    match = words.finite.match(text, word.end, word.end + 40)
    plural = word.text.endswith("s") and not word.text.endswith("ss")
    return match is not None and not (plural and match["guess"])


_DATELINE = re.compile(  # "SEOUL, Nov 14 (Reuters) - "
    r"[A-Z][A-Z .,/'-]{2,40}?(?:,? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}"
    r" [A-Z][a-z]{2,8}\.?)(?:, \d{4})?)?"
    r"(?:,? ?\([^)]{2,30}\))?,? ?(?:-{1,2}|–|—|:) ?"
)
_CELL = re.compile(r" +\|")  # of a table


def _ordinary(word: str, words: Lexicon) -> bool:
    """Whether a word is known as one that describes companies and posts, and names none."""
    return word in words.common_words or word in words.descriptive


_POSSESSED = re.compile(r"['’]s |, (?:an?|the|which|maker|[A-Z][a-z]+['’]s) ")
_POST_AHEAD = re.compile(
    r",? (?:of |in )?[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:[A-Z][a-z]{1,4}\.|[A-Z]\.[A-Z]\.),?"
    r" (?:has|had|said"
    r"|will|is|was|and)\b| (?:\( ?(?:[Ff]ormerly |[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z]{2}\)"
    r"|(?:NYSE|NASDAQ|Nasdaq|[A-Z]{2,6}) ?: ?[A-Z])|chief\b|boss\b|owners?\b"
    r"|founders?\b|nominee\b|shareholders?\b|chair\w*\b"
    r"|spokes\w+|C[EFTO]O\b|customers\b|users\b|sources\b|insiders\b|executives\b|engineers\b"
    r"|employees\b|staff\b|backers\b|moderators\b|shares\b"
    r"|(?:rival|backer|supplier|customer|client|investor|parent|subsidiary|partner|competitor|unit"
    r"|spin-?off|vendor|contractor) (?=[A-Z]))"
    r"|(?<=s)['’] (?:[a-z]+ )?(?:agency|parent|owners?|chief|CEO|board|takeover|acquisition"
    r"|purchase|stake|subsidiary|bid|contract|creditors|shareholders?)\b"
)
