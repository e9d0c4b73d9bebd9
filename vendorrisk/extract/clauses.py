"""Which company a clause is about, told by where names stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from vendorrisk.extract.lexicon import Lexicon
from vendorrisk.extract.names import Mention

_NEAR = 90  # characters before a name that tell what governs it
_OPENING = re.compile(
    r"\W{0,9}(?:however,?\s+|but\s+|and\s+|meanwhile,?\s+)?(?:after|following|with|despite|as|since"
    r"|while|when|according to|although|though|if|before|in|under|by|for)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    {"of", "to", "for", "with", "from", "by", "in", "on", "at", "against", "after", "following"}
    | {"between", "and", "than", "like", "as", "into", "over", "about", "through", "via", "among"}
)
_DETERMINERS = frozenset({"the", "its", "a", "an", "their", "his", "her"})
_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|as well as))\s+(?:the\s+)?")
_RELATIVE = (
    r"(?:rival|supplier|customer|client|backer|investor|owner|parent|partner|competitor|unit"
    r"|subsidiary|vendor|contractor|shareholder|spin-?off)\s"
)
_POSSESSOR = re.compile(  # "Alphabet's Google", "Alphabet rival Nexora"
    rf"['\u2019]s\s+(?:(?:[a-z-]+\s){{0,3}}{_RELATIVE})?|\s(?:[a-z-]+\s)?{_RELATIVE}"
)
_PART_OF = re.compile(  # what is said of these is said of their company
    r"\W{0,3}(?:(?:the|a|an|some|two|top|senior)\s+){0,2}(?:shares?|stock|bosses|executives|officials"
    r"|board|board of directors|management|directors|shareholders|bondholders|employees|workers"
    r"|staff|spokes\w+|representatives?|lawyers|bankers|unions?|engineers|owners?)\s+"
    r"(?:of|in|at|for)\s",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?:[;:]|\s(?:that|because|while|although|though|whereas|but|when|unless|until|if|so)"
    r"|,\s(?:and|which|who|as|after|before|since|saying|adding|with)"
    r"|\s(?:after|before|since)(?!\s(?:all|then)\b)|\sas(?=\s(?:the|its|it|they|that)\s)"
    r"|\b(?:said|says|told|announced|added))(?=\s)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:\b(?:that|because|after|as|while|when|if|since|although|though|before|until|where|but|so"
    r"|whether|why|how|what|which|even though|and|including|unless)|[;:,\"\u201c])\s*\Z",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:that|said|says|announced|added|believes|thinks)\s*\Z", re.IGNORECASE)
_VALUED = re.compile(
    r"\b(?:valuing|values|valued|value|giving|gives|gave|leaving|making|bringing|taking|lifting"
    r"|pushing|pricing|prices)\s*\Z",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|was|were|remains|became|becomes)\s*\Z")
SAYS = re.compile(
    r"\s+(?:has |have |had |also |later |then )?(?:said|says|added|adds|announced|disclosed"
    r"|reported|confirmed|told|stated|noted|revealed|wrote|explained)\b(?!\s+(?:that|to)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" (?:it|its|they|their|an?|the|this|plans?|he|she)\b")  # no tail: "said it"
BUYS = re.compile(  # between a company and "the company": it pays for another one
    r"(?<!be )(?<!been )(?<!was )(?<!were )(?<!is )\b(?:to (?:acquire|buy|invest)|buys?|buying"
    r"|bought|acquires?|acquired|acquiring|invests?|invested|led|leads|took|takes"
    r"|pays?|paid|purchase of)\b(?! by\b)"
)
HEADS = re.compile(  # before whom a clause behind the main one is about
    r"\b(?:after|before|when|while|as|since|because|that|although|though)\s+(?:the\s+)?\Z"
)
BUYS_IT = re.compile(  # between a company and "the company" that is another one: "X agreed to buy"
    r"[^,;.()]{0,50}\b(?:acquir(?:e|es|ed|ing)|buys?|buying|bought|purchas(?:e|es|ed|ing)|take over"
    r"|taking over|invest(?:s|ed|ing)? in|owns?|owned|stake in|stakes in|shares in|bid for"
    r"|offer for)\s"
)
SAID = re.compile(  # between who speaks and "it"
    r"\s+(?:has |have |had |also |later )?(?:said|says|announced|confirmed|disclosed|revealed"
    r"|warned)(?:\s+(?:on|in|late|early|last|this|a|an|\w*day|week|month|year|statement|that"
    r"|yesterday)\b)*\s+"
)
_OF_ITSELF = re.compile(
    r"\s+(?:has |have |had |also |later )?(?:said|says|announced|confirmed|disclosed|revealed|told)"
    r"(?: (?!it\b)[\w.,']+){0,5} it\b"
)
_HAS_VERB = re.compile(  # a verb stands before: "the army has chosen X"
    r"\b(?:has|have|had|is|are|was|were|will|would|could|may|must)\s"
    r"(?:(?!\b(?:that|and|but|said|says|when|as|if|while|because|who|which|after|than)\b)[^,;:\u201d\"])*\Z"
)
_WHICH = re.compile(r"(?: \([^()]{1,20}\))?,?\s(?:which|who|that)\s")
_QUOTE_ENDS = ",\"\u201d'\u2019"
_WORD = re.compile(r"[\w\u00c0-\u024f][\w\u00c0-\u024f.'\u2019-]*|[^\w\s]")


class Clause(NamedTuple):
    """Where a noun that points back stands.

    ``opens``: it begins the sentence. ``tail``: it is who says what stands before ("..., the
    company said"). ``heads``: it is what a clause behind the main one is about; ``told``: that
    clause is what the subject of the main one says or thinks. ``valued``: a deal is said to value
    it, "in a round valuing the company". ``is_of``: what the clause is about is called something of
    it, "Valtek is the company's". ``behind_as``: it stands behind "as". ``start`` is where its
    clause begins.
    """

    opens: bool
    tail: bool
    heads: bool
    told: bool
    valued: bool
    is_of: bool
    behind_as: bool
    start: int


def clause_at(text: str, first: int, start: int, end: int) -> Clause:
    """Return where a noun at ``text[start:end]`` stands in the sentence that begins at `first`."""
    before = text[first:start]
    opens = not before.strip("\"'\u201c\u2018( ")
    says = SAYS.match(text, end) if before.rstrip()[-1:] in set(_QUOTE_ENDS) else None
    tail = says is not None and _GOES_ON.match(text, says.end()) is None
    heads = not opens and not tail and _SUBORDINATE.search(before[-24:]) is not None
    told = heads and _TOLD.search(before[-24:]) is not None
    valued = _VALUED.search(before[-24:]) is not None
    is_of = _IS.search(before[-24:]) is not None
    begins = first
    for match in _BREAK.finditer(text, first, start):
        aside = match.group().startswith(",") and match.group().rstrip().endswith(("which", "who"))
        if not aside or text.find(",", match.end(), start) < 0:  # "X, which makes pumps, bought"
            begins = match.end() + 1
    return Clause(
        opens, tail and not opens, heads, told, valued, is_of, before.endswith("as "), begins
    )


def clause_end(text: str, start: int, last: int) -> int:
    """Return where the clause that goes on at `start` ends, at most `last`."""
    of_itself = _OF_ITSELF.match(text, start, last)  # "the company said it would"
    match = _BREAK.search(text, start if of_itself is None else of_itself.end(), last)
    return last if match is None else match.start()


def is_governed(before: str, words: Lexicon, *, first: bool) -> bool:
    """Whether a name behind these words is governed by a preposition, or by a verb before it.

    What only describes the name is passed over: "of the Danish brewer X".
    """
    if before[-1:] != " ":
        return False
    found = [word.casefold() for word in _WORD.findall(before)[-8:]]
    while found and (
        found[-1] in _DETERMINERS
        or words.heads(found[-1])
        or (found[-1] in words.descriptive and not found[-1].endswith("ing"))
        or found[-1].endswith(("-based", "-owned", "-listed", "-backed"))
        or words.nation(found[-1].removesuffix("'s").removesuffix("\u2019s")) is not None
    ):
        found.pop()
    if not found:
        return False
    if found[-1] in _PREPOSITIONS:
        return True
    return not first and (found[-1].endswith(("ed", "ing")) or found[-2:-1] == ["to"])


def beside_a_name(
    text: str, names: Sequence[Mention], start: int, end: int, words: Lexicon
) -> bool:
    """Whether a noun at ``text[start:end]`` only describes a name beside it.

    "The startup Nexora", "the vendor, Nexora,", "Nexora, the main distributor to Valtek,".
    """
    at = bisect_left(names, (start,))
    if at and names[at - 1].kind == "org" and text[names[at - 1].end : start] == ", ":
        said = words.finite.match(text, end)  # "Nexora, the chipmaker said", not ", which said"
        return said is None or text.startswith(",", end)
    if at == len(names) or names[at].kind != "org":
        return False
    after = names[at]
    return after.start - end <= 1 or (
        text[end : after.start] == ", " and text[after.end : after.end + 1] in {",", ".", ";"}
    )


def who_of(text: str, ahead: Sequence[Mention], start: int) -> Mention | None:
    """Return the company that a relative clause from `start` on is about: "Nexora, which makes"."""
    near = ahead[-1] if ahead else None
    if near is not None and _WHICH.fullmatch(text, near.end, start):
        return near
    return None


def owns(text: str, one: Mention, after: Mention | None) -> bool:
    """Whether `one` stands as possessor right before `after`: "Alphabet's Google"."""
    return after is not None and bool(_POSSESSOR.fullmatch(text, one.end, after.start))


def together(text: str, mentions: Sequence[Mention], first: Mention | None) -> list[Mention]:
    """Return a mention with those that are joined to it by "and": none of them stands out."""
    if first is None:
        return []
    found = [first]
    for mention in mentions[mentions.index(first) + 1 :]:
        if not _JOINED.fullmatch(text, found[-1].end, mention.start):
            break
        found.append(mention)
    return found


def subject_of(
    text: str, start: int, end: int, mentions: Sequence[Mention], words: Lexicon
) -> Mention | None:
    """Return the company that the main clause of ``text[start:end]`` is about, by position."""
    orgs = []
    for number, mention in enumerate(mentions):
        if mention.kind != "org" or text[mention.start - 1 : mention.start] == "(":
            continue  # "SEOUL (Yonhap) - Valtek", "Valtek (NYSE: VTK)"
        part = _PART_OF.match(text, start, mention.start) if number == 0 else None
        if part is not None and mention.start - part.end() < 40:
            return mention  # "Shares in X", "Bosses at the steelmaker X"
        before = text[max(start, mention.start - _NEAR) : mention.start]
        if not is_governed(before, words, first=number == 0):
            orgs.append(mention)
    orgs = [m for m in orgs if not _HAS_VERB.search(text, max(start, m.start - 200), m.start)]
    followed = zip(orgs, [*orgs[1:], None], strict=False)
    orgs = [m for m, after in followed if not owns(text, m, after)]
    if not orgs:
        return None
    if _OPENING.match(text, start, end):
        for mention in reversed(orgs):
            if text[start : mention.start].rstrip("\u201c\"' ").endswith(","):
                return mention
    return orgs[0]
