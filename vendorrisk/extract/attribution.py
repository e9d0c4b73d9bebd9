"""Who says so: outlets and speakers of a sentence, origin first, carried on inside a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from vendorrisk.extract.discourse import Discourse

_OUTLETS = r"U\d+(?: , U\d+)*(?:(?: ,)? and U\d+)?"
_ORIGIN = re.compile(
    rf" according to(?: [a-z'-]+){{0,6}} (?P<a>{_OUTLETS})"
    rf"| reports?(?: [a-z'-]+){{0,3}} (?:from|by|in) (?P<b>{_OUTLETS})"
    rf"| (?P<c>{_OUTLETS})(?: (?:has|have|had|first|also|later))* (?:report(?:s|ed)?|not(?:es|ed)|said|says|wrote|writes|reveals?|revealed|learned|broke)(?= )"
    rf"| (?P<d>{_OUTLETS}) 's (?:report|story|article|reporting|account)"
    rf"| (?:first )?reported by (?P<e>{_OUTLETS})| which (?P<f>{_OUTLETS}) (?:has |have )?(?:put|estimated|pegged|reported|placed)"
)
_RELAY = re.compile(
    rf" (?:as )?(?:cited|relayed|quoted|noted|picked up|carried|passed on|summari[sz]ed) by (?P<r>{_OUTLETS})"
    rf"| (?:told|confirmed to|speaking to|in a statement to|statement to|tells|assured) (?P<t>{_OUTLETS})"
    rf"| via (?P<v>{_OUTLETS})"
)
_SPOKE = (
    r"(?:has |have |had |also )*(?:sa(?:id|ys)|stat(?:ed|es|ing)|told|confirm(?:ed|s)|emphasi[sz]e[sd]|reassured?|insist(?:ed|s)|add(?:ed|s)|stress(?:ed|es)"
    r"|indicat(?:ed|es)|reaffirm(?:ed|s)|announc(?:ed|es)|claim(?:ed|s)|not(?:ed|es)|maintain(?:ed|s)|assur(?:ed|es)|pledg(?:ed|es)|promis(?:ed|es)|underlin(?:ed|es)|repeat(?:ed|s)|restat(?:ed|es)|tells?)"
)
_PEOPLE = r"(?:spokes(?:person|man|woman)|representative|official|executive|cfo|ceo|cto|coo|chief [a-z]+(?: officer)?|founder|president|finance chief|chairman)"
_SPEAKER = re.compile(
    rf" (?P<w1>{_PEOPLE}) (?:for|of|from|at) (?:the )?(?P<o1>O\d+)(?: , [^,;]+ ,)? {_SPOKE}"
    rf"| (?P<o2>O\d+)(?: 's?)? (?P<w2>{_PEOPLE})(?: P\d+)?(?: , [^,;]+ ,)? {_SPOKE}"
    rf"| in an? (?:[a-z]+ )?statement(?: ,)? (?P<o3>O\d+)"
    rf"| (?P<o4>O\d+) (?P<s4>{_SPOKE})(?= (?:that|it|its|in|on|to|there|the|this|no|customer|client) | \")"
    rf"| (?P<w5>its) (?P<w6>{_PEOPLE})(?: P\d+)?(?: , [^,;]+ ,)? {_SPOKE}"
)
_UNNAMED = re.compile(
    r" (?:sources?|people|persons?|insiders?|individuals?)(?: [a-z'-]+){0,6} (?:sa(?:y|id|ys)|told|familiar with|close to)"
    r"| (?:recent |media |multiple |several |earlier )?(?:reports|announcements|rumou?rs)(?: \S+){0,2} (?:indicate|suggest|say|mentioned|claim|had|have|emerged|circulat)"
)
_GOES_ON = re.compile(r"^ (?:he|she|they|the (?:spokes\w+|representative|executive|company|firm)) ")


class Credit(NamedTuple):
    """Who is credited for the claims of a sentence, origin first, and inner credits by position."""

    chain: tuple[str, ...]
    speaker: str | None  # company whose people speak
    inner: tuple[tuple[int, tuple[str, ...]], ...]  # (position in the sentence, outlets)
    own: bool  # the sentence itself credits somebody
    at: int = 0  # where in the sentence
    opens: bool = False  # the sentence opens with "Outlet reports that", so all of it is reported
    carried: tuple[str, ...] = ()  # what the paragraph credited before


def credits(discourse: Discourse, number: int, text: str, before: Credit | None) -> Credit:
    """Return the credit of sentence `number`.

    Parameters
    ----------
    discourse : Discourse
        The document.
    number : int
        Sentence.
    text : str
        Its tokens, one space before each.
    before : Credit or None
        Credit of the sentence before in the same paragraph; it carries on where this one is silent.
    """
    mentions = discourse.lines[number].mentions

    def names(group: str | None) -> list[str]:
        return [mentions[int(token)].name for token in re.findall(r"U(\d+)", group or "")]

    relays = [n for m in _RELAY.finditer(text) for n in names(next(filter(None, m.groups()), None))]
    origins: list[str] = []
    inner: list[tuple[int, tuple[str, ...]]] = []
    for match in _ORIGIN.finditer(text):
        found = names(next((g for g in match.groups() if g), None))
        if match.group("f") or (match.group("e") and match.start() > _first_origin(text, match)):
            inner.append((match.start(), tuple(found)))
        else:
            origins += found
    carried = () if before is None else before.chain[1:] if before.speaker else before.chain
    speaker, who, at = _speaker(discourse, number, text)
    if speaker is not None and who is not None:
        told = relays or ([] if before is None else [n for n in before.chain if n not in {who}])
        chain = tuple(dict.fromkeys([who, *told]))
        return Credit(chain, speaker, tuple(inner), own=True, at=at, carried=carried)
    origins = [name for name in origins if name not in relays]
    if origins or relays:
        opens = re.match(r" (?:the |a )?(?:[a-z]+ )?U\d+ (?:\w+ )?\w+ that ", text) is not None
        chain = tuple(dict.fromkeys([*origins, *relays]))
        return Credit(chain, None, tuple(inner), own=True, opens=opens)
    if _UNNAMED.search(text):
        what = "unnamed sources" if re.search(r" (?:sources?|people|insiders?) ", text) else "unnamed reports"
        announced = " announcements " in text
        if announced:
            what = "earlier announcements"
        return Credit((what,), None, tuple(inner), own=not announced)
    if before is not None:
        goes_on = before.speaker if before.speaker and _GOES_ON.match(text) else None
        chain = before.chain if goes_on or not before.speaker else before.chain[1:]
        return Credit(chain, goes_on, tuple(inner), own=False)
    return Credit((), None, tuple(inner), own=False)


def _first_origin(text: str, match: re.Match[str]) -> int:
    """Return where another credit stands before this one; the end of the text when none does."""
    earlier = [m.start() for m in _ORIGIN.finditer(text) if m.start() < match.start()]
    return min(earlier, default=len(text))


def _speaker(discourse: Discourse, number: int, text: str) -> tuple[str | None, str | None, int]:
    mentions = discourse.lines[number].mentions
    for match in _SPEAKER.finditer(text):
        get = match.groupdict()
        token = get["o1"] or get["o2"] or get["o3"] or get["o4"]
        if token is not None:
            company = mentions[int(token[1:])].name
        else:
            found = discourse.pronoun(number, "its", discourse.lines[number].sentence.end)
            company = found.name if found is not None else ""
        if not company:
            continue
        word = get["w1"] or get["w2"] or get["w6"]
        if get["o3"]:
            return company, f"{company} statement", match.start()
        if get["o4"]:
            return company, company, match.start()
        title = (word or "").upper() if word in {"cfo", "ceo", "cto", "coo"} else word
        title = "spokesperson" if word in {"spokesman", "spokeswoman", "representative"} else title
        return company, f"{company} {title}", match.start()
    return None, None, 0
