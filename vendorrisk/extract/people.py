"""Tells people's names from companies' by what stands around them."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention
from vendorrisk.extract.particles import BETWEEN_PEOPLES, OF_PEOPLE
from vendorrisk.extract.surnames import alone

MOST_WORDS = 5
_PREFIXES = ("Mc", "Mac", "O'", "O\u2019", "De", "Di", "Le", "La", "Van")
_INITIAL = re.compile(r"(?:[A-Z]\.?){1,2}")
_NAME = re.compile(r"[^\W\d_][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
_PEOPLE = (
    "boss|bosses|chief|head|chair|founder|co-founder|cofounder|veteran|nominee|appointee|recruit"
    "|newcomer|hire|alumnus|banker|engineer|scientist|investor|entrepreneur|billionaire|heir|lawyer"
    "|director|chairman|chairwoman|executive|manager|president|treasurer|controller|counsel"
    "|secretary|spokesman|spokeswoman|spokesperson|analyst|partner|lead|officer|owner|colleague"
)
_ALSO = (  # behind a person's name; before one, a company as well: "adviser Kelda"
    "adviser|advisor|economist|strategist|broker|trader|consultant|professor|researcher|attorney"
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|mx|dr|sir|dame|lord|lady|prof|professor)\.? $", re.IGNORECASE)
_HIRED = re.compile(
    r"\b(?:appoint(?:s|ed|ing)?|nam(?:es|ed|ing)|hir(?:es|ed|ing)|elevat(?:es|ed|ing)"
    r"|promot(?:es|ed|ing)|elect(?:s|ed|ing)?|pick(?:s|ed|ing)?|install(?:s|ed|ing)?"
    r"|tap(?:s|ped|ping)?|poach(?:es|ed|ing)?|recruit(?:s|ed|ing)?|lur(?:es|ed|ing)"
    r"|nominat(?:es|ed|ing)|succeed(?:s|ed|ing)?|follow(?:s|ed|ing)?|replac(?:es|ed|ing)"
    r"|oust(?:s|ed|ing)?|fir(?:es|ed|ing)|dismiss(?:es|ed|ing)?|sack(?:s|ed|ing)?"
    r"|bring(?:s|ing)? in|brought in|welcom(?:es|ed|ing)|thank(?:s|ed|ing)?|add(?:s|ed|ing)?)"
    r" (?:back |away )?(?:former )?$"
)
_LEFT_OR_CAME = (
    r"resign(?:s|ed|ing)?|step(?:s|ped|ping)? (?:down|aside|up|back)|retir(?:es|ed|ing)"
    r"|quit(?:s|ting)?(?= as| on| after| his| her)|co-?founded|bow(?:s|ed|ing)? out"
    r"|(?:was|were|is|has been|had been|will be) (?:\w+ly )?(?:appointed|named|hired|elected"
    r"|promoted|elevated|nominated|ousted|fired|dismissed|sacked|poached|recruited|succeeded)"
    r"|(?:is|will be|was) (?:leaving|stepping|retiring|off) |(?:becomes?|became|to become)(?= )"
    r"|(?:takes?|took) (?:over|charge|the (?:helm|chair|reins))"
    r"|take a seat|took a seat|takes a seat|sits? on|sat on|joins? the board|joined the board"
    r"|step(?:s|ped)? in as"
    r"|remains? on|remained on|stays? on|stayed on|keeps? (?:his|her)|kept (?:his|her)|ceded"
)
_GOES = (
    "join(?:s|ed|ing)?|left|leaves?|leaving|mov(?:es|ed)|departs?|departed|arriv(?:es|ed)"
    "|return(?:s|ed)|c[oa]mes?|go(?:es)?|went"
)
_OWN = re.compile(
    r"['\u2019]s (?:\w+ )?(?:resignation|departure|appointment|successor|predecessor|tenure"
    r"|retirement|dismissal|salary|seat)\b"
)


@functools.lru_cache(maxsize=8)
def _expressions(roles: str) -> tuple[re.Pattern[str], ...]:
    post = rf"(?:{roles}|{_PEOPLE})"
    being = r" (?:is |was |will be |to be |remains |,? ?as )?$"
    before = re.compile(
        rf"\b{post}(?:{being}|, (?:is )?$| (?:of|at|for) (?:the )?[A-Z][^,.;:]{{2,60}}, $)"
        rf"|\bboard{being}"
        rf"|\b(?:recruit|newcomer|choice|successor|hire|chief) (?:is|was) $",
        re.IGNORECASE,
    )
    apposed = (
        r"\s*,\s*(?:(?:previously|formerly|currently|until recently|once|then|now|the|its|an?"
        r"|former|ex-|long-?time|until \w+) ){0,3}(?:[a-z]+ ){0,2}"
    )
    to_a_post = (  # a post stands behind each; it is long, so it is written once
        r"\s*, (?-i:[A-Z])[\w&.-]+(?: (?-i:[A-Z&])[\w&.-]*){0,3}['’]s? (?:[a-z-]+ ){0,3}"
        r"|\s+(?:from|of|at) (?-i:[A-Z])[^,.;:]{1,40}? (?:will |is to |has |had )?"
        r"(?:joins?|joined|(?:is|was) (?:named|appointed))\b[^.;]{0,80} as (?:[a-z]+ ){0,6}"
        r"|\s+(?:as|to) (?:(?:its|the|a|an|be|become|lead|head|run|interim|acting|new|chief) ){0,3}"
    )
    after = re.compile(
        r"\s*,? (?:who|whose|aged \d\d|\d\d),? |\s*, \d\d,|\s*,\s*(?:who|whose)\b"
        r"|,? (?-i:Ph\.? ?D|M\.? ?D|MBA|CPA|J\.D|Esq|PharmD)\b"
        rf"|(?:{to_a_post}|{apposed}){post}\b|{apposed}(?:{_ALSO})\b"
        r"|\s+(?:(?:has|had|have|will|would|is to|was to|did|could|may|also|reportedly"
        rf"|abruptly) ){{0,2}}(?:{_LEFT_OR_CAME})"
        rf"|\s+(?:(?:has|had|will|is to|would) )?(?:{_GOES})\b[^.;]{{0,70}}\b(?:as|to run|to head"
        r"|to lead|to become|to take (?:the (?:helm|reins)|charge|over)|where (?:he|she))\b"
        r"|\s+(?:(?:had|has) been (?:with|at) |serve[sd] |work(?:s|ed) |acted )"
        r"(?:[^.;]{0,60} )?as (?:its|the|an?) "
        r"|\s+(?:from|left|lost|kept|gave up|resumed|in) (?:his|her) "
        r"|\s+to (?:succeed|take over from) (?:[a-z]+ ){0,3}(?-i:[A-Z])"
        rf"|\s+(?:interim |acting |deputy |new )?(?:{roles})\b(?!(?-i:,? (?:[a-z]+ ){{0,4}}[A-Z]))"
        rf"|\s+from [a-z ]{{2,30}} to (?:{roles})\b"
        r"|\s+(?:will |is to |is )?(?:also |now )?(?:leav(?:e|es|ing)|depart(?:s|ing)?|retir(?:e"
        r"|es|ing))"
        r" (?:after|at|in|on|by|next|later|this|the (?:company|bank|group|firm|board|business"
        r"|airline))\b",
        re.IGNORECASE,
    )
    return before, after


def looks_personal(words: tuple[str, ...]) -> bool:
    """Whether a run of words can be a person's name: two to five, no figure, no sign, no capitals.

    Parameters
    ----------
    words : tuple of str
        A run of capitalised words, particles between them.
    """
    if not 2 <= len(words) <= MOST_WORDS or words[0].casefold() in {"the", "a"}:
        return False
    for place, word in enumerate(words):
        if word.casefold() in OF_PEOPLE and place < len(words) - 1:
            continue
        if _INITIAL.fullmatch(word) and place < len(words) - 1:
            continue
        capitals = word.isupper() and (word in _FORMS if place else len(word) > 2)
        if capitals or word[0].islower() or not _NAME.fullmatch(word):
            return False
        camel = any(one.islower() and other.isupper() for one, other in pairwise(word))
        if camel and not word.startswith(_PREFIXES):
            return False  # "DataBricks"
    return True


def may_be_person(mention: Mention, text: str, words: Lexicon) -> bool:
    """Whether a guessed name can be a person's: it ends as no company's does."""
    parts = tuple(text[mention.start : mention.end].split())
    return (
        mention.sure < 1
        and looks_personal(parts)
        and parts[-1].casefold() not in words.company_endings
        and " ".join(parts).casefold() not in words.namesakes
    )


def is_person(words: tuple[str, ...], lexicon: Lexicon, before: str, after: str) -> bool:
    """Whether a name is a person's, by what stands around it.

    Parameters
    ----------
    words : tuple of str
        A run of capitalised words.
    lexicon : Lexicon
        Gives the names of posts.
    before, after : str
        The text around it in its sentence.
    """
    if len(words) == 1:
        told = (
            _is_surname(words[0], after)
            or alone(words[0], before, after)
            or (_FOLLOWED.search(before) and _AS_POST.match(after) and not words[0].isupper())
        )
        return bool(told) and not _HEADED.search(before)
    if not looks_personal(words) or _OF_A_FIRM.search(before) or _HEADED.search(before):
        return False
    if _has_personal_form(words) or _TITLE.search(before) or _ALONE_TELLS.match(after):
        return True
    if (
        _SUCCEEDED.search(before)
        or _FOUNDED.search(before)
        or (_OF_WHOM.search(before) and not _AS_A_FIRM.match(after))
        or (_HIRED.search(before) and _FROM.match(after))
        or (_NAMED.search(before) and _IN_ORDER_TO.match(after))
    ):
        return True
    ahead, behind = _expressions(lexicon.roles)
    if ahead.search(before) and not after.startswith(" of ") and not _SIZED.search(before):
        return True
    return behind.match(after) is not None and (
        _HIRED.search(before) is not None or not _company_verb(after)
    )


def _has_personal_form(words: tuple[str, ...]) -> bool:
    """Whether only people's names are made so: "R. Nambiar", "Aukje van der Veen"."""
    initial = len(words) == 2 and len(words[0]) == 2 and _INITIAL.fullmatch(words[0]) is not None
    initial = initial and words[0].endswith(".")
    particle = not BETWEEN_PEOPLES.isdisjoint(word.casefold() for word in words[1:-1])
    return initial or particle or any(_SMALL_HALF.fullmatch(word) for word in words)


def _is_surname(word: str, after: str) -> bool:
    """Whether a lone word is a person's name, by its form or what it is said to do."""
    if _IRISH.fullmatch(word):
        return True
    if any(one.islower() and other.isupper() for one, other in pairwise(word)):
        return word.startswith(_PREFIXES) and _DID.match(after) is not None  # "PwC"
    told = _WHO.match(after) or _TO_A_POST.match(after) or _SPOKE.match(after)
    told = told or _DID.match(after) or _CAREER.match(after)
    return word.isalpha() and not word.isupper() and told is not None


_FOLLOWED = re.compile(r"\b(?:succeed|replac)(?:e|s|es|ed|ing)? $")
_AS_POST = re.compile(
    r" as (?:the |its |their |interim |acting |new |group )*(?:head|chief|chair\w*|president"
    r"|C[EFTOIM]+O|director|managing|general|finance|executive)\b"
)
_HEADED = re.compile(  # who leads it: "the chief executive of Nexora resigned"
    r"\b(?:executive|C[EFTO]O|chairman|chairwoman|president|head|boss|founder|director)"
    r"(?: of(?: the)?|,? at) $"
)
_IRISH = re.compile(r"O['’][A-Z][a-z]{2,}")
_SPOKE = re.compile(  # only people do so
    r" (?:said|told (?:[A-Z][\w.]+ ){1,3}|told reporters|added|says|explained)[^.;\"”]{0,25}?"
    r"\b(?:by (?:tele)?phone\b|by e-?mail\b|in an? (?:\w+ ){0,3}interview\b|on an? (?:\w+ )?call\b"
    r"|reporters\b|in (?:his|her) )"
)
_CAREER = re.compile(  # what is told of people, whom a surname alone may name
    r" (?:has |had |will )?(?:joined|joins|left|rejoined) [^.;]{2,70}, where (?:he|she) "
    r"| (?:has |had )?(?:joined|rejoined) [^.;,]{2,50} in (?:[A-Z][a-z]+ )?\d{4} as "
    r"(?:its |the |an? )?(?:[a-z-]+ ){0,2}(?:controller|manager|partner|counsel|director"
    r"|president|executive|officer|engineer|editor|chief|head|treasurer|analyst|trainee)\b"
    r"| (?:became|is) the (?:latest|first|second|third|newest) [A-Z][\w&]+ (?:exec|executive"
    r"|veteran|engineer|researcher|manager)\b"
)
_DID = re.compile(
    r" (?:[a-z]+ly )?(?:(?:has|had|will|would) )?(?:[a-z]+ly )?"
    r"(?:step(?:s|ped|ping)? down\b|resign(?:s|ed|ing)?\b(?! as (?:its |the |their )?audit)"
    r"|retir(?:es|ed|ing)\b"
    r"|(?:took|takes|taking) (?:the (?:helm|reins|chair)|charge\b|over as)"
    r"|(?:was|is|been|be) (?:[a-z]+ly )?(?:appointed|named|promoted|elected|ousted|fired"
    r"|hired)(?: as| to)?"
    r" (?:[a-z-]+ ){0,4}(?:CEO\b|C[FOT]O\b|chief\b|president\b|chair|head\b|director\b)"
    r"|(?:becomes?|became) (?:[a-z]+ ){0,4}(?:CEO\b|chief"
    r" (?:executive|financial|operating)\b|president\b|chairman\b))"
)
_OF_A_FIRM = re.compile(r"\b(?:board|shareholders|shares|directors|unit|subsidiary) of $")
_SIZED = re.compile(r"\w-(?:lawyer|attorney|partner|person) $")  # "six-lawyer", of a firm
_FORMS = frozenset({"AG", "SE", "SA", "NV", "AB", "AS"})  # legal forms
_SMALL_HALF = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{2,6}")
_FOUNDED = re.compile(r"\b(?:founded|started|set up|headed|chaired) (?:in \d{4} )?by $|\bput $")
_SUCCEEDED = re.compile(r"\b(?:succeed(?:s|ed|ing)?|in succession to) (?:former |founder )?$")


def at_a_firm(text: str, at: int, *, known: bool) -> bool:
    """Whether a surname is a company's here: "the agency Kelda", "joined Kelda" of Kelda Foods.

    Parameters
    ----------
    text : str
        Text of the document.
    at : int
        Where the surname starts.
    known : bool
        Whether a longer name of a company begins with it.
    """
    before = text[max(0, at - 12) : at]
    return _AN_AGENCY.search(before) is not None or (
        known and _AT_A_FIRM.search(before) is not None
    )


def led(before: str) -> bool:
    """Whether what follows is led by somebody: "the former boss of "."""
    return _HEADED.search(before) is not None


_AT_A_FIRM = re.compile(r"\b(?:joined|joins?|joining|at|left|leaves?|leaving|from) $")
_AN_AGENCY = re.compile(r"\b(?:agency|firm|retailer|brewer|lender|insurer|chain) $")
_OF_WHOM = re.compile(  # what happens to people: "the resignation of Jane Doe"
    r"\b(?:resignation|appointment|hiring|hire|promotion|retirement|ouster|dismissal|nomination"
    r"|re-election|departure|arrest|sacking|firing|death|elevation|poaching|return)"
    r" of (?:former |its )?$"
)
_AS_A_FIRM = re.compile(  # "the appointment of Kelda Nova as auditor"
    r",? (?:as|to) (?:its |the |an? |their )?(?:[a-z-]+ ){0,4}(?:agency|auditors?|supplier"
    r"|contractor|advis[eo]rs?|broker|administrator|partner|operator|developer|vendor|provider"
    r"|consultants?|receivers?|registrar|bookrunner|handle|manage|build|supply|provide)\b"
    r"|,? (?:from|off|into|by) (?:the |its |[A-Z])"
)
_ALONE_TELLS = re.compile(  # what is only said of people, and their degrees
    rf"{_OWN.pattern}|, (?:Ph\. ?D|PhD|M\. ?D|MD|MBA|Esq|J\. ?D|Pharm\. ?D)\b(?!-based)"
)
_FROM = re.compile(r" (?:away )?from [A-Z]| (?:to|on) (?:its|the) board| in charge\b")
_NAMED = re.compile(r"\b(?:nam|promot|elevat|elect)(?:e?s|ed|ing) $")
_IN_ORDER_TO = re.compile(r" to (?:succeed|replace|lead|head|run|oversee) ")
_WHO = re.compile(r", who(?:['’]s)?,? (?!together|between them)")
_TO_A_POST = re.compile(  # "Wexley joined Plumeria as chief product officer"
    r"(?:, [a-z]+,)? (?:has |had |will )?(?:re)?(?:joined|joins?) the (?:[A-Z][\w&]+ )?[Bb]oard\b"
    r"| (?:is|was) (?:[a-z]+ly )?(?:the |its |a )?(?:former )?(?:chair|chief executive|CEO"
    r"|president|CFO) (?:of|at)\b"
    r"| (?:has |had |will )?(?:joined|joins?|left|leaves|quit) [^.;,]{2,40} as (?:its |the )?"
    r"(?:new )?(?:chief [a-z]+|c[efto]o\b|chair|president\b|head of"
    r"|(?:finance|sales|managing|technical) director"
    r"|(?:an? |the )?(?:[a-z]+ ){0,2}(?:controller|manager|analyst|engineer|vice president|director"
    r"|general counsel|treasurer|trainee)\b)"
    r"| (?:has|brings|had) (?:more than |over |nearly |almost |some )?(?:\d+|[a-z]+) years(?:['’]|"
    r" of)? (?:[a-z]+ ){0,2}experience\b"
    r"| (?:becomes?|became) the latest [^.;,]{0,40}(?:exec|executive|veteran|insider)\b"
    r"|, an? (?:long-?time|former|veteran|one-time|ex-|retired) (?:[A-Z][\w.&]+ ){1,3}"
    r"(?:[a-z]+ ){0,2}(?:executive|exec|veteran|engineer|banker|lawyer|partner|manager|director"
    r"|adviser|aide)\b"
    r"|['’]s (?:resignation|retirement|predecessor|ouster)\b(?! as (?:its |the )?(?:audit|adviser))"
)


def _company_verb(after: str) -> bool:
    """Whether what follows may as well be said of a company: "Nexora became a supplier"."""
    return _BOTH.match(after) is not None


_BOTH = re.compile(
    r"\s+(?:(?:has|had|will|is to) ){0,2}(?:becomes?|became|takes? over|took over|remains? on"
    r"|joins?|joined|left|leaves?|was named|has been named|was picked|quit|quits|goes|went|moved"
    r"|moves)\b"
    r"(?![^.;]{0,70}\b(?:chief|chair\w*|ceo|cfo|director|president|officer|board|role|partner"
    r"|head)\b)"
)
