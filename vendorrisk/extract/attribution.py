"""Who says so: outlets and speakers of a sentence, origin first, and of one that goes on."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.discourse import Discourse
from vendorrisk.extract.lexicon import alternatives

_OUTLETS = r"U\d+(?: ,(?: the)? U\d+){0,9}(?:(?: ,)? and(?: the)? U\d+)?"
_REPORT = (
    "report(?:s|ed)?|not(?:es|ed)|said|says|wrote|writes|reveals?|revealed|learned|broke"
    "|disclosed|estimates|estimated|puts|is reporting|been told"
)
BEFORE_VERB = "(?:has|have|had|first|also|later|recently|previously|earlier|separately)"
_ORIGIN = re.compile(
    rf" according to(?: [a-z'-]+){{0,6}} (?P<a>{_OUTLETS})"
    rf"| reports?(?: [a-z'-]+){{0,3}} (?:from|by|in) (?P<b>{_OUTLETS})"
    rf"| (?P<c>{_OUTLETS})(?: , (?:citing|quoting)(?: [^,;\s]+){{1,10}} ,)?"
    rf"(?: {BEFORE_VERB}){{0,3}} (?:{_REPORT})(?= )"
    rf"| , (?:reports|reported|says|said|writes|wrote)(?: the)? (?P<g>{_OUTLETS})"
    rf"| (?P<d>{_OUTLETS}) 's (?:report|story|article|reporting|account)"
    rf"| (?:first )?reported by (?P<e>{_OUTLETS})"
    rf"| (?:seen|obtained|reviewed|viewed) by(?: the)? (?P<h>{_OUTLETS})"
    rf"| per(?: the)? (?P<i>{_OUTLETS})"
    rf"|\A (?P<j>{_OUTLETS}) :(?= )"  # headlines: "Reuters: X buys Y", "X buys Y - Reuters"
    rf"| [:-] (?P<k>{_OUTLETS}) \Z"
    rf"| which (?P<f>{_OUTLETS}) (?:has |have )?(?:put|estimated|pegged|reported|placed)"
)
_RELAY = re.compile(
    r" (?:as )?(?:cited|relayed|quoted|noted|picked up|carried|passed on|summari[sz]ed)"
    rf" by (?P<r>{_OUTLETS})"
    r"| (?:told|confirmed to|speaking to|in a statement to|statement to|tells|assured"
    rf"|in an interview with|interview with)(?: the)? (?P<t>{_OUTLETS})"
    rf"| via (?P<v>{_OUTLETS})"
)
_CITED = re.compile(rf" (?:citing|crediting)(?: [a-z'-]+){{0,3}} (?P<c>{_OUTLETS})")
SPOKEN = frozenset({
    "said", "says", "stated", "states", "stating", "told", "tell", "tells", "confirmed",
    "confirms", "emphasised", "emphasises", "emphasized", "emphasizes", "reassure", "reassured",
    "insisted", "insists", "added", "adds", "stressed", "stresses", "indicated", "indicates",
    "reaffirmed", "reaffirms", "announced", "announces", "claimed", "claims", "noted", "notes",
    "maintained", "maintains", "assured", "assures", "pledged", "pledges", "promised", "promises",
    "underlined", "underlines", "repeated", "repeats", "restated", "restates"
})  # fmt: skip
_SPOKE = rf"(?:(?:has|have|had|also) ){{0,3}}(?:{alternatives(SPOKEN)})(?= )"
_SPEAKING = SPOKEN | {
    *("statement", "sees", "thinks", "believes", "argues", "expects", "explains", "wants")
}  # without any of these nobody speaks
PEOPLE = (
    r"(?:spokes(?:person|man|woman)|representative|official|executive|cfo|ceo|cto|coo"
    r"|chief [a-z]+(?: officer)?|founder|president|finance chief|chairman|head|boss|director)"
)
ASIDE = r"(?: , [^,;]{1,120} ,)?"
_SPEAKER = re.compile(
    rf" (?P<w1>{PEOPLE}) (?:for|of|from|at) (?:the )?(?P<o1>O\d+){ASIDE} {_SPOKE}"
    rf"| (?P<o2>O\d+)(?: 's?)? (?P<w2>{PEOPLE})(?: P\d+)?{ASIDE} {_SPOKE}"
    r"| in an? (?:[a-z]+ )?statement(?: ,)? (?P<o3>O\d+)"
    rf"| (?P<o4>O\d+) (?P<s4>{_SPOKE})"
    r"(?= (?:that|it|its|in|on|to|there|the|this|no|customer|client) | \")"
    rf"| said (?P<o7>O\d+)(?: 's?)? (?P<w7>{PEOPLE}) P\d+"
    rf"| said P\d+ ,(?: the)? (?P<w8>{PEOPLE}) (?:of|at|for)(?: the)? (?P<o8>O\d+)"
    rf"| P\d+ ,(?: the)? (?P<w9>{PEOPLE}) (?:of|at|for)(?: the)? (?P<o9>O\d+) ,"
    rf" (?:{_SPOKE}|(?:sees|thinks|believes|argues|expects|explains|wants)(?= ))"
    rf"| (?P<w5>its) (?P<w6>{PEOPLE})(?: P\d+)?{ASIDE} {_SPOKE}"
)
_UNNAMED = re.compile(
    r" (?P<people>sources?|people|persons?|insiders?|individuals?)(?: [a-z'-]+){0,6}"
    r" (?:sa(?:y|id|ys)|told|familiar with|close to)"
    r"| (?:recent |media |multiple |several |earlier )?(?:reports|announcements|rumou?rs)"
    r"(?: \S+){0,2} (?:indicate|suggest|say|mentioned|claim|had|have|emerged|circulat)"
    r"| according to (?:[a-z]+ ){0,2}reports(?= )"
    r"| (?:local|[a-z]+ese|[a-z]+ian|[a-z]+ish|foreign|state|several|domestic) media"
    r" (?:reported|said|have|has)"
    r"| - (?P<wire>sources?) \Z"
)
_SOURCES = frozenset({
    "source", "sources", "people", "person", "persons", "insider", "insiders", "individual",
    "individuals", "media", "reports", "announcements", "rumor", "rumors", "rumour", "rumours"
})  # fmt: skip
_STILL = re.compile(  # the outlet of the sentence before goes on
    r" (?:the|that) (?:report|article|paper|newspaper|agency|outlet|filing|magazine|broadcaster)"
    r" (?:also |further )?(?:said|says|add(?:ed|s)|not(?:ed|es)|claim(?:ed|s)|report(?:ed|s))(?= )"
    r"|\A (?:however|similarly|likewise|moreover|furthermore|in addition|additionally|notably) , "
    r"| reportedly "
)
_GOES_ON = re.compile(
    r"\A (?:he|she|they|the (?:spokes\w+|representative|executive|company|firm)) "
    r"|[,.?!] \" (?:he|she|they) (?:also )?(?:said|says|added|adds|told|wrote|explained|explains) "
)


class Credit(NamedTuple):
    """Who is credited for the claims of a sentence, origin first, and inner credits by position."""

    chain: tuple[str, ...]
    speaker: str | None  # company whose people speak
    inner: tuple[tuple[int, tuple[str, ...]], ...]  # (position in the sentence, outlets)
    own: bool  # the sentence itself credits somebody
    at: int = 0  # where in the sentence
    opens: bool = False  # the sentence opens with "Outlet reports that", so all of it is reported
    carried: tuple[str, ...] = ()  # whom the sentence before credits, where this one goes on


def credit_of(
    discourse: Discourse, number: int, text: str, words: frozenset[str], before: Credit | None
) -> Credit:
    """Return the credit of one sentence.

    Parameters
    ----------
    discourse : Discourse
        The document.
    number : int
        Sentence.
    text : str
        Its tokens, one space before each.
    words : frozenset of str
        Its tokens; of mentions their letter.
    before : Credit or None
        Credit of the sentence before in the same paragraph; it carries on where this one goes on
        with it ("he added", "the paper said"), and not where it is merely silent.
    """
    origins, relays, inner = _outlets(discourse, number, text) if "U" in words else ([], [], ())
    silent = _SPEAKING.isdisjoint(words)
    speaker, who, at = (None, None, 0) if silent else _speaker(discourse, number, text)
    carried: tuple[str, ...] = ()
    if before is not None and _STILL.search(text):
        carried = before.chain[1:] if before.speaker else before.chain
    if speaker is not None and who is not None:
        chain = tuple(dict.fromkeys([who, *(relays or carried)]))
        return Credit(chain, speaker, inner, own=True, at=at, carried=carried)
    if origins or relays:
        chain = tuple(dict.fromkeys([*origins, *relays]))
        opens = _OPENS.match(text) is not None
        return Credit(chain, None, inner, own=True, opens=opens)
    unnamed = None if _SOURCES.isdisjoint(words) else _UNNAMED.search(text)
    if unnamed:
        named = unnamed["people"] or unnamed["wire"]
        what = "unnamed sources" if named else "unnamed reports"
        if " announcements " in unnamed.group() + " ":
            return Credit(("earlier announcements",), None, inner, own=False)
        return Credit((what,), None, inner, own=True)
    if before is not None:
        goes_on = before.speaker if before.speaker and _GOES_ON.search(text) else None
        return Credit(before.chain if goes_on else carried, goes_on, inner, own=False)
    return Credit((), None, inner, own=False)


_OPENS = re.compile(r" (?:the |a )?(?:[a-z]+ )?U\d+ (?:\w+ )?\w+ that ")
Inner = tuple[tuple[int, tuple[str, ...]], ...]


def _outlets(discourse: Discourse, number: int, text: str) -> tuple[list[str], list[str], Inner]:
    """Return the outlets a sentence names as origins, as relays, and those inside it by place."""
    mentions = discourse.lines[number].mentions

    def names(match: re.Match[str]) -> list[str]:
        group = next((g for g in match.groups() if g), "")
        return [mentions[int(token)].name for token in re.findall(r"U(\d+)", group)]

    relays = [name for match in _RELAY.finditer(text) for name in names(match)]
    origins: list[str] = []
    inner: list[tuple[int, tuple[str, ...]]] = []
    for count, match in enumerate(_ORIGIN.finditer(text)):
        if match["f"] or (match["e"] and count):
            inner.append((match.start(), tuple(names(match))))
        else:
            origins += names(match)
    cited = [name for match in _CITED.finditer(text) for name in names(match)]
    origins = cited + [name for name in origins if name not in cited]
    return [name for name in origins if name not in relays], relays, tuple(inner)


def _speaker(discourse: Discourse, number: int, text: str) -> tuple[str | None, str | None, int]:
    mentions = discourse.lines[number].mentions
    for match in _SPEAKER.finditer(text):
        get = match.groupdict()
        token = next((get[f"o{n}"] for n in (1, 2, 3, 4, 7, 8, 9) if get[f"o{n}"]), None)
        if token is not None:
            company = mentions[int(token[1:])].name
        else:
            found = discourse.pronoun(number, "its", discourse.lines[number].sentence.end)
            company = found.name if found is not None else ""
        if not company:
            continue
        word = next((get[f"w{n}"] for n in (1, 2, 6, 7, 8, 9) if get[f"w{n}"]), None)
        if get["o3"]:
            return company, f"{company} statement", match.start()
        if get["o4"]:
            return company, company, match.start()
        title = (word or "").upper() if word in {"cfo", "ceo", "cto", "coo"} else word
        title = "spokesperson" if word in {"spokesman", "spokeswoman", "representative"} else title
        return company, f"{company} {title}", match.start()
    return None, None, 0
