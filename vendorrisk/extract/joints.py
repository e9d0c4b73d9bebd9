"""Tells whether a name goes on from one capitalised word to the next, by what stands between."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.titles import PORTFOLIOS

_PARTICLES = frozenset(
    "de dela du von van der den la del della di da do dos das dei delle ve"  # noqa: SIM905
    " degli le el los las les am sur des bin ibn ter ten zu af und et y".split()
)
CONNECT = _PARTICLES | {"of", "for", "and", "&", "+"}
OWN = re.compile(  # a possessive that goes on as a name: "King's College", "Lloyd's of London"
    r"(?: of (?=[A-Z])| (?:College|Hospital|Bank|University|School|Church|Law|Act|Day|Court"
    r"|Association|Union|Federation|Society|Club|Secret|Bay|Sporting|Wholesale|Wearhouse|Pension"
    r"|Superannuation|Retail Group|Restaurant Group|Holdings?|Supermarkets|Stores|Corp|Co|LLC|Inc"
    r"|plc|PLC|Ltd)\b)"
)
_BODY = re.compile(  # "the Food and Drug Administration"
    r"(?:[A-Z][\w-]+ ){1,3}(?:Administration|Commission|Authority|Agency|Board|Council|Department"
    r"|Services?|Office|Bureau|Association|Institute|Union|Laboratory)\b"
)
_INITIALS = re.compile(
    r"(?:[A-Z]\.?){1,3}|St|Mt|Ft|Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Bros"
)  # "T.J. Rodgers"
_MINISTRIES = frozenset({"Department", "Ministry"})
_BODIES = _MINISTRIES | {"Agency", "Office", "Center", "Centers", "Centre", "Institute", "Council"}
_FIELDS = re.compile(r"[A-Z][a-z]+,? and [A-Z][a-z]+")  # "Agency for Petroleum, Gas and Biofuels"
_HEADS_OF_THE = frozenset(
    {"Bank", "Association", "Institute", "Institution", "University", "Council"}
)
_OF_A_LAND = frozenset(
    {"Farmers", "Grocers", "Workers", "Resources", "Designers", "Growers", "Brewers"}
)
_LANDS = frozenset(
    {"America", "Australia", "Canada", "Britain", "Ireland", "India", "Japan", "New"}
)
_FOR_HEADS = frozenset(
    "Agency Association Authority Bank Center Centers Centre"  # noqa: SIM905
    " Commission Committee Council Department Foundation Institute Ministry Office".split()
)


class Word(NamedTuple):
    """A word of a run of capitals: ``text`` and where it stands."""

    start: int
    end: int
    text: str


def goes_on(text: str, run: list[Word], at: int, word: str, words: Lexicon) -> bool:  # noqa: PLR0911, PLR0912
    """Whether a run goes on with a word, over what stands between; small words are added to it.

    Parameters
    ----------
    text : str
        Text of the document.
    run : list of Word
        The run so far, not empty.
    at : int
        Where the word starts.
    word : str
        The word.
    words : Lexicon
        Word lists.
    """
    gap = text[run[-1].end : at].strip(" ")
    if not gap or (word.casefold() in words.legal_forms and gap in {",", ".,"}):
        return True
    if gap == "." and word.casefold() in words.legal_forms:  # "Nexora Co. Ltd."
        return run[-1].text.casefold() in words.legal_forms | {"cos"}
    if gap in {"'", "’"} and run[-1].text.endswith("s"):
        return OWN.match(text, at - 1) is not None or text.startswith("House", at)
    if gap == "," and _PARTNERS.match(text, at) and _all_single(text, run):
        return not text.endswith(
            (", ", "' ", "’ "), 0, run[0].start
        ) and words.legal_forms.isdisjoint(
            {run[0].text.casefold(), text[at:].partition("&")[2][:12].split()[0].casefold()}
        )
    if gap == "," and _body(run) and _FIELDS.match(text, at):
        return any(one.text in {"of", "for"} for one in run)
    if gap == ". de" and word.startswith("C.V"):  # "Kelda S.A.B. de C.V."
        return True
    if gap in {"(", ")"}:
        return _bracketed(text, run, at, gap)
    if gap == "of" and [one.text for one in run] == ["Board"] and word not in _OF_BOARDS:
        return False  # "Chairman of the Board of Kelda Inc"
    if gap == "and":
        if not _goes_on_with_and(text, run, at, word, words):
            return False
        run.append(Word(at - 4, at - 1, "and"))
        return True
    if gap == ".":
        initials = _INITIALS.fullmatch(run[-1].text) is not None
        if initials and len(run[-1].text) == 1:
            run[-1] = Word(run[-1].start, run[-1].end + 1, run[-1].text + ".")
        return initials
    if gap.isdigit() and (word.casefold() in words.legal_forms or run[-1].text == "S&P"):
        first = text.index(gap, run[-1].end)  # "Kelda Holdings 2010 Ltd"
        run.append(Word(first, first + len(gap), gap))
        return True
    if gap == ", &":
        return len(run) > 1 and _all_single(text, run)
    if gap == "of the" and run[-1].text in _HEADS_OF_THE:
        gap = "of"
        run.append(Word(run[-1].end + 1, run[-1].end + 3, "of"))
        run.append(Word(run[-1].end + 1, run[-1].end + 4, "the"))
        return True
    if gap == "of" and len(run) > 1 and run[-1].text in _OF_A_LAND and word in _LANDS:
        run.append(Word(run[-1].end + 1, run[-1].end + 3, "of"))
        return True
    small = gap.split()  # of, for, de, &
    goes_on = len(small) <= 2 and all(_connects(run[-1].text, one, words) for one in small)
    place = run[-1].end
    for one in small if goes_on else ():
        place = text.index(one, place)
        run.append(Word(place, place + len(one), one))
    return goes_on


_OF_BOARDS = frozenset(
    {"Directors", "Trustees", "Governors", "Education", "Trade", "Supervisors", "Regents", "Health"}
    | {"Managers", "Management", "Elections", "Control", "Investment"}
)
_BRACKETED = re.compile(  # "Kelda (UK) Limited"
    r"[A-Z][\w.]*(?: [A-Z][\w.]*)?\) (?:Inc|Ltd|Limited|LLC|LLP|LP|Holdings?|Partners|Pty|PLC|plc"
    r"|Pte|Pvt|Corp|Co)\b"
)


def _bracketed(text: str, run: list[Word], at: int, gap: str) -> bool:
    """Whether brackets stand within a name."""
    if gap == "(":
        return _BRACKETED.match(text, at) is not None
    if "(" not in text[run[0].start : at]:
        return False
    return _BRACKETED.match(text, run[-1].start) is not None or (
        len(run) > 1 and _BRACKETED.match(text, run[-2].start) is not None
    )


def _body(run: list[Word]) -> bool:
    return any(one.text in _BODIES for one in run[:4])


_PARTNERS = re.compile(  # "Orrick, Herrington & Sutcliffe", not one of a list
    r"(?:[A-Z][\w'’-]+, ){0,4}[A-Z][\w'’-]+,? & [A-Z][\w'’-]+(?!\w|,? and |, [A-Z]| & )"
)


def _all_single(text: str, run: list[Word]) -> bool:
    """Whether a run is single words with commas between them, as the names of partners are."""
    return all(text.startswith(", ", one.end) for one in run)


def _goes_on_with_and(text: str, run: list[Word], at: int, word: str, words: Lexicon) -> bool:
    """Whether "and" is part of a name: "Ministry of Trade and Industry", "Marks and Spencer"."""
    if f"{run[-1].text} and {word}".casefold() in words.namesakes:
        return True
    if word == "Co" or (f"{run[-1].text} and {word}" in _TWINS and len(run) > 1):
        return True
    if run[0].text in _MINISTRIES and word.casefold() in PORTFOLIOS:
        return True
    if any(one.text in {"of", "for"} for one in run) and _body(run):
        return _FIELDS.search(text[run[-2].start : at + 40]) is not None
    the = run[0].text == "The" or text[run[0].start - 4 : run[0].start] in {"the ", "The "}
    return the and _BODY.match(text, at) is not None


_TWINS = frozenset(  # ends of one company's name
    {"Hotels and Resorts", "Hotel and Resorts", "Hotel and Casino", "Health and Benefits"}
    | {"Health and Hospitals", "Hospitals and Clinics", "Oil and Gas", "Gas and Electric"}
    | {"Power and Light", "Media and Entertainment", "Food and Beverage", "Bank and Trust"}
    | {"Freight and Logistics", "Savings and Loan", "Rice and Flour", "Iron and Steel"}
    | {"Games and Entertainment", "Bar and Grill", "Ports and Logistics", "Life and Pensions"}
)


def _connects(before: str, word: str, words: Lexicon) -> bool:
    """Whether a small word goes on with a name: "Bank of America", "Procter & Gamble"."""
    if word == "of":
        return before.casefold() in words.of_heads or before.endswith(("'s", "’s"))
    if word == "for":
        return before in _FOR_HEADS
    return word in {"&", "+"} or word.casefold() in _PARTICLES
