"""What a document says of where it has its story from: own reporting, an outlet, a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from vendorrisk.evidence.outlets import DATELINE, MOST, NAME, Outlets, is_party, parts, unquoted
from vendorrisk.extract.attribution import BEFORE_VERB
from vendorrisk.model.document import Document

Kind = Literal["own", "party", "reputed", "credits", "statement", "silent"]
# Weights of what a document shows; the heavier side wins, and a tie is no reporting of its own.
_WIRE, _LEAD_OWN, _LEAD, _BODY, _LINK, _ASIDE, _WEAK_OWN = 4.0, 3.5, 3.0, 2.0, 1.5, 1.0, 1.0
_FIRST = 3  # "I" and "my" from which a text is an account in the first person
_LINKS = 50  # addresses read in a document


class Standing(NamedTuple):
    """Where a document has its story from, as far as its own words show.

    ``kind`` is "own" (people or papers that it alone spoke to or saw), "party" (a text of the
    company itself, or a wire that carries it), "reputed" (a known newsroom that shows neither),
    "credits" (outlets, origin first), "statement" (a company's statement, a filing, a court's
    papers) or "silent". ``cue`` holds the words that show it, ``links`` the addresses it names.
    """

    kind: Kind
    outlets: tuple[str, ...] = ()
    cue: str = ""
    links: tuple[str, ...] = ()


_CAPITALS = re.compile(NAME)
_SAYS = (
    rf"(?:{BEFORE_VERB} ){{0,3}}"
    r"(?:reports?|reported|said|says|wrote|writes|reveals?|revealed|found|learned|broke|disclosed)\b"
    r"(?: (?:earlier|previously|first|already)\b)?"
)
_OUTLET_SAYS = re.compile(rf"(?P<n>{NAME}) (?P<how>{_SAYS})(?! (?:revenue|earnings|a loss|sales))")
_LEADS_TO = re.compile(
    r"\b(?:[Aa]ccording to|[Pp]er|[Cc]iting|[Vv]ia|(?P<relay>cited by|picked up by|carried by)"
    r"|(?:reported|revealed|broken|published|uncovered|obtained|seen|disclosed) (?:\w+ )?(?:by|in)"
    r"|(?:report|story|article|scoop|investigation) (?:by|from|in|of))"
    rf" (?:(?:an?|the|its|newspaper|magazine|website|agency|earlier) ){{0,3}}(?P<n>{NAME})"
)
_REPORT_OF = re.compile(
    rf"(?P<n>{NAME}) (?:report|story|article|scoop|investigation)\b|(?P<m>{NAME})[’']s? (?:own )?"
    r"(?:report|reporting|story|article|scoop|investigation)\b"
)
_SOURCED = re.compile(
    rf"\b(?P<how>told|tells?|telling|confirmed to|said to|statement to|spoke (?:to|with)"
    r"|speaking (?:to|with)|interview(?:ed)? (?:with|by)|shown to|shared with"
    r"|(?:seen|obtained|viewed|reviewed|examined|verified) by)"
    rf" (?:the )?(?P<n>{NAME})"
)
_HAS_SEEN = re.compile(rf"(?P<n>{NAME}) (?P<how>has (?:learned|seen|obtained|reviewed|viewed))\b")
_US = re.compile(
    r"\b(?:told|tells|showed|spoke (?:to|with)|shared with|seen by|obtained by|reviewed by"
    r"|interview with|confirmed to|statement to) (?:us|me|this (?:newspaper|publication|site"
    r"|website|magazine|blog|reporter|paper|outlet))\b"
    r"|\b[Ww]e (?:have )?(?:seen|learned|reviewed|obtained|spoke|interviewed|visited)\b"
)
_WEAK = re.compile(
    r"spokes|representative|statement|confirmed|declin|no evidence|comment", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\bI\b(?![.-])|\b[Mm]y\b")
_ASIDE_WORDS = re.compile(r"\b(?:earlier|previously|first|already|separately)\b", re.IGNORECASE)
_STATED = re.compile(
    r"\b(?P<wire>BUSINESS ?WIRE|PR ?NEWSWIRE|GLOBE ?NEWSWIRE|Newsfile|ACCESSWIRE|EQS-News)\b"
    r"|\b(?:[Pp]ress|[Nn]ews) release\b"
    r"|\b[Ii]n (?:an?|the|its) (?:\w+ ){0,2}(?:statement|announcement|blog post|open letter"
    r"|filing)\b"
    r"|\btold (?:staff|employees|investors|shareholders)\b"
    r"|\b(?:announced|announces)\b|\b(?:has|have|today|day) named\b"
    r"|\bnamed [A-Z]\w+ [A-Z]\w+ (?:as|chief|its)\b"
    r"|\bthe (?:company|companies|firm|startup|group|two)"
    r" (?:said|says|announced|confirmed|disclosed)\b"
    rf"|{NAME} said (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today)\b"
    r"|\b(?:annual|quarterly) report\b|\b(?:10-[KQ]|8-K|S-1|prospectus)\b"
    r"|\b(?:SEC|securities|regulatory|exchange|court) filing\b|\bfiled (?:with|in)\b|\bthe filing\b"
    r"|\b(?:sued|lawsuit|indictment|court (?:documents|papers|records))\b"
)
_PEOPLE = re.compile(
    r"\b(?:people|persons?|sources|insiders|executives|employees|officials)(?: [a-z]+){0,3}"
    r" (?:familiar with|with (?:direct )?knowledge of|briefed on|close to|involved in)\b"
    r"|\b(?:the|those|these|two|three|four|several|some) (?:of the )?(?:people|sources|insiders)"
    r" said\b|\bone of (?:the|them|those)(?: people| sources)? said\b"
    r"|\bdocuments (?:show|reviewed|seen)\b"
)
_SIGNED = re.compile(rf"[-–—] (?P<n>{NAME})\.?$")
_TITLE_SUFFIX = re.compile(rf"[-–—:|(,] ?(?P<n>{NAME})\)?$|^(?P<m>{NAME}):")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"(0-9])|\n+")


_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'“”]{4,400}")


def standing(
    document: Document, outlets: Outlets, credited: Iterable[tuple[str, ...]] = ()
) -> Standing:
    """Return where a document has its story from.

    Parameters
    ----------
    document : Document
        Its own words decide; ``reporting_chain``, where somebody wrote it down, comes first.
    outlets : Outlets
        Who can be credited.
    credited : iterable of tuple of str
        Chains of its claims, origin first, for outlets that only a claim's reading found.

    Notes
    -----
    Evidence counts in both directions: what stands in the title or the first paragraph weighs more
    than what follows, "reported earlier" in passing less. On a tie the document is a relay, since
    independence has to be shown.
    """
    links = _links(document)
    if document.reporting_chain:
        chain = tuple(outlets.name(name) or name for name in document.reporting_chain)
        return Standing("credits", chain, "the document's own list of sources", links)
    own = outlets.publisher(document)
    if outlets.carries(own) or is_party(document, outlets):
        return Standing("party", (), f"published by {own}", links)
    shown = _Shown(own, outlets)
    title, body = parts(document)
    for sentence, lead in _sentences(title, body):
        shown.read(sentence, lead=lead, title=sentence == title)
    if len(_FIRST_PERSON.findall(unquoted(" ".join(body)[:MOST]))) >= _FIRST:
        shown.own = max(shown.own, (_LEAD_OWN, "an account in the first person"))
    for address in links:
        shown.credit(outlets.at(address), _LINK, address)
    if not shown.credits:
        for name in sorted({name for chain in credited for name in chain}):
            shown.credit(outlets.name(name), _BODY, f"credits {name} for a claim")
    return shown.standing()._replace(links=links)


class _Shown:
    """What the sentences of a document show, each with its weight and its words."""

    def __init__(self, publisher: str | None, outlets: Outlets) -> None:
        self.publisher = publisher
        self.outlets = outlets
        self.credits: dict[str, tuple[float, str]] = {}  # in the order of the text
        self.relays: set[str] = set()
        self.own = (0.0, "")
        self.stated = (0.0, "")

    def credit(self, name: str | None, weight: float, words: str) -> None:
        """Note that an outlet is credited."""
        if name is None or name == self.publisher:
            return
        before = self.credits.get(name)
        if before is None or weight > before[0]:
            self.credits[name] = (weight, words)

    def read(self, sentence: str, *, lead: bool, title: bool) -> None:
        """Note what one sentence shows."""
        self._credits(sentence, lead=lead)
        self._signs(sentence, lead=lead, title=title)
        self._own(sentence, lead=lead)
        found = _STATED.search(unquoted(sentence))
        if found:
            weight = _WIRE if found["wire"] else _BODY if lead else _ASIDE
            if weight > self.stated[0]:
                self.stated = (weight, found.group())

    def _credits(self, sentence: str, *, lead: bool) -> None:
        for match in _OUTLET_SAYS.finditer(sentence):
            name = self.outlets.behind(match["n"])
            self.credit(name, _weight(match["how"], lead=lead), match.group())
        for match in _LEADS_TO.finditer(sentence):
            name = self.outlets.ahead(match["n"])
            self.credit(name, _weight(match.group(), lead=lead), match.group())
            if name is not None and match["relay"]:
                self.relays.add(name)
        for match in _REPORT_OF.finditer(sentence):
            name = self.outlets.behind(match["n"] or match["m"])
            self.credit(name, _LEAD if lead else _BODY, match.group())
        for match in _SOURCED.finditer(sentence):
            weight = _ASIDE if _weak(sentence, match) else _LEAD if lead else _BODY
            self.credit(self.outlets.ahead(match["n"]), weight, match.group())

    def _signs(self, sentence: str, *, lead: bool, title: bool) -> None:
        """Note an outlet in a dateline, under a text, or behind its title."""
        signs = [_SIGNED, *([DATELINE] if lead else []), *([_TITLE_SUFFIX] if title else [])]
        for sign in signs:
            match = sign.search(sentence)
            if match is not None:
                name = next(group for group in match.groups() if group)
                self.credit(self.outlets.name(name), _LEAD, match.group()[-60:].strip())

    def _own(self, sentence: str, *, lead: bool) -> None:
        """Note what shows reporting of its own."""
        found = list(_US.finditer(sentence))
        if self.publisher is not None:
            name = self.publisher
            found += [m for m in _SOURCED.finditer(sentence) if self.outlets.ahead(m["n"]) == name]
            found += [
                m for m in _HAS_SEEN.finditer(sentence) if self.outlets.behind(m["n"]) == name
            ]
        for match in found:
            weight = _WEAK_OWN if _weak(sentence, match) else _LEAD_OWN if lead else _BODY
            if weight > self.own[0]:
                self.own = (weight, match.group())
        if self.outlets.reports(self.publisher) and self._unnamed(sentence):
            weight = _LEAD if lead else _BODY
            if weight > self.own[0]:
                self.own = (weight, "people and papers that nobody else is credited for")

    def _unnamed(self, sentence: str) -> bool:
        """Whether people without a name speak, and no outlet that they spoke to is named."""
        if _PEOPLE.search(sentence) is None:
            return False
        spans = [match.group() for match in _CAPITALS.finditer(sentence)]
        return not any(self.outlets.behind(span) or self.outlets.ahead(span) for span in spans)

    def standing(self) -> Standing:
        """Return what outweighs the rest."""
        best = max((weight for weight, _ in self.credits.values()), default=0.0)
        if self.own[0] > max(best, self.stated[0]):
            return Standing("own", (), self.own[1])
        if best > 0.0 and best >= self.stated[0]:
            kept = {
                name: (name in self.relays, -weight, place)
                for place, (name, (weight, _)) in enumerate(self.credits.items())
                if name in self.relays or weight > _ASIDE or best <= _ASIDE
            }
            ranked = sorted(kept, key=lambda name: kept[name])
            return Standing("credits", tuple(ranked), self.credits[ranked[0]][1])
        if self.stated[0] > _ASIDE:
            return Standing("statement", (), self.stated[1])
        return Standing("reputed" if self.outlets.reports(self.publisher) else "silent")


def _links(document: Document) -> tuple[str, ...]:
    """Return the addresses in a document outside its boilerplate, in order."""
    found: dict[str, None] = {}
    for block in document.blocks:
        if block.kind != "boilerplate" and block.start < MOST:
            text = document.text[block.start : block.end]
            found.update((m.group().rstrip(".,;:!?"), None) for m in _ADDRESS.finditer(text))
    return tuple(found)[:_LINKS]


def _sentences(title: str, body: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield (sentence, whether it leads): the title, then the paragraphs up to a bound."""
    if title:
        yield title, True
    left = MOST
    lead = True
    for paragraph in body:
        for sentence in _SENTENCE.split(paragraph[:left]):
            if sentence:
                yield sentence, lead
        left -= len(paragraph)
        lead = lead and len(paragraph) < 60  # a dateline or kicker is no first paragraph
        if left <= 0:
            return


def _weight(words: str, *, lead: bool) -> float:
    return _ASIDE if _ASIDE_WORDS.search(words) else _LEAD if lead else _BODY


def _weak(sentence: str, match: re.Match[str]) -> bool:
    """Whether it is only a party's comment that the outlet got."""
    return _WEAK.search(sentence, max(0, match.start() - 80), match.end()) is not None
