"""What a document says of where it has its story from: its own reporting, an outlet, a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from vendorrisk.entities import Resolver
from vendorrisk.model.document import Document

Kind = Literal["own", "party", "reputed", "credits", "statement", "silent"]
MOST = 20_000  # characters of a document that are read for credits: who is credited stands early
# Weights of what a document shows; the heavier side wins, and a tie is no reporting of its own.
_LEAD, _BODY, _ASIDE, _LEAD_OWN, _WEAK_OWN = 3.0, 2.0, 1.0, 3.5, 1.0


class Standing(NamedTuple):
    """Where a document has its story from, as far as its own words show.

    ``kind`` is "own" (people or papers that it alone spoke to or saw), "party" (a text of the
    company itself, or a wire that carries it), "reputed" (a known newsroom that shows neither),
    "credits" (outlets, origin first), "statement" (a company's statement or filing) or "silent".
    ``cue`` holds the words that show it.
    """

    kind: Kind
    outlets: tuple[str, ...] = ()
    cue: str = ""


class Outlets:
    """The names of outlets that count as such in a set of documents.

    Parameters
    ----------
    resolver : Resolver
        Known publishers.
    documents : iterable of Document
        Their publishers are outlets too.
    """

    def __init__(self, resolver: Resolver, documents: Iterable[Document] = ()) -> None:
        self._names: dict[str, str] = {}
        self._resolver = resolver
        self._origins: set[str] = set()
        for entity in resolver.registry.publishers.values():
            for name in (entity.name, *entity.aliases):
                self._names.setdefault(_fold(name), entity.name)
            if entity.origin:
                self._origins.add(entity.name)
        for document in documents:
            if document.publisher and not is_party(document, self):
                self._names.setdefault(_fold(document.publisher), document.publisher)

    def name(self, text: str | None) -> str | None:
        """Return the canonical name of an outlet, None for what is none."""
        return self._names.get(_fold(text)) if text else None

    def publisher(self, document: Document) -> str | None:
        """Return the canonical publisher of a document, by its dateline where nothing says it."""
        if document.publisher:
            return self.name(document.publisher) or document.publisher
        _, body = parts(document)
        match = _DATELINE.search(body[0]) if body else None
        return self.name(match["n"] or match["m"]) if match else None

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of all names, in lower case."""
        return frozenset(word for name in self._names for word in name.split())

    def reports(self, name: str | None) -> bool:
        """Return whether an outlet is known for reporting of its own."""
        return name in self._origins

    def carries(self, name: str | None) -> bool:
        """Return whether an outlet is a wire that carries the texts of companies."""
        return name is not None and _WIRE.search(name) is not None

    def company(self, name: str | None) -> bool:
        """Return whether the registry knows the name as something else than an outlet."""
        entity = self._resolver.entity(name) if name else None
        return entity is not None and entity.kind != "publisher"

    def behind(self, words: str) -> str | None:
        """Return the outlet that some capitalised words end with."""
        parts = words.split()
        found = (self.name(" ".join(parts[at:])) for at in range(len(parts)))
        return next((name for name in found if name), None)

    def ahead(self, words: str) -> str | None:
        """Return the outlet that some capitalised words begin with."""
        parts = words.split()
        found = (self.name(" ".join(parts[:at])) for at in range(len(parts), 0, -1))
        return next((name for name in found if name), None)


def _fold(name: str) -> str:
    folded = re.sub(r"[’']s?$", "", name.strip()).casefold()
    folded = re.sub(r"^the ", "", folded)
    return re.sub(r"\W+", " ", folded).strip().removesuffix(" news") or folded


_NAME = (
    r"(?:[A-Z0-9][\w&.’'-]{0,40}(?: (?:of |and |the |in |for |& )?[A-Z0-9][\w&.’'-]{0,40}){0,5})"
)
_CAPITALS = re.compile(_NAME)
_SAYS = (
    r"(?:(?:has|have|had|first|also|later|recently|previously|earlier|separately|exclusively) ){0,3}"
    r"(?:reports?|reported|said|says|wrote|writes|reveals?|revealed|found|learned|broke|disclosed)\b"
    r"(?: (?:earlier|previously|first|already)\b)?"
)
_OUTLET_SAYS = re.compile(rf"(?P<n>{_NAME}) (?P<how>{_SAYS})(?! (?:revenue|earnings|a loss|sales))")
_LEADS_TO = re.compile(
    r"\b(?:[Aa]ccording to|[Pp]er|[Cc]iting|[Vv]ia|(?P<relay>cited by|picked up by|carried by)"
    r"|(?:reported|revealed|broken|published|uncovered|obtained|seen|disclosed) (?:\w+ )?(?:by|in)"
    r"|(?:report|story|article|scoop|investigation) (?:by|from|in|of))"
    rf" (?:(?:an?|the|its|newspaper|magazine|website|agency|earlier) ){{0,3}}(?P<n>{_NAME})"
)
_REPORT_OF = re.compile(
    rf"(?P<n>{_NAME}) (?:report|story|article|scoop|investigation)\b|(?P<m>{_NAME})[’']s? (?:own )?"
    r"(?:report|reporting|story|article|scoop|investigation)\b"
)
_SOURCED = re.compile(
    rf"\b(?P<how>told|tells?|telling|confirmed to|said to|statement to|spoke (?:to|with)"
    r"|speaking (?:to|with)|interview(?:ed)? (?:with|by)|shown to|shared with"
    r"|(?:seen|obtained|viewed|reviewed|examined|verified) by)"
    rf" (?:the )?(?P<n>{_NAME})"
)
_HAS_SEEN = re.compile(rf"(?P<n>{_NAME}) (?P<how>has (?:learned|seen|obtained|reviewed|viewed))\b")
_US = re.compile(
    r"\b(?:told|tells|showed|spoke (?:to|with)|shared with|seen by|obtained by|reviewed by"
    r"|interview with|confirmed to|statement to) (?:us|me|this (?:newspaper|publication|site|website"
    r"|magazine|blog|reporter|paper|outlet))\b"
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
    r"|\b[Ii]n (?:an?|the|its) (?:\w+ ){0,2}(?:statement|announcement|blog post|open letter|filing)\b"
    r"|\btold (?:staff|employees|investors|shareholders)\b"
    r"|\b(?:announced|announces)\b|\b(?:has|have|today|day) named\b"
    r"|\bnamed [A-Z]\w+ [A-Z]\w+ (?:as|chief|its)\b"
    r"|\bthe (?:company|companies|firm|startup|group|two)"
    r" (?:said|says|announced|confirmed|disclosed)\b"
    rf"|{_NAME} said (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today)\b"
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
_DATELINE = re.compile(rf"^.{{0,80}}?\((?P<n>{_NAME})\)\s*[-–—]|^\((?P<m>{_NAME})\)\s*[-–—]*\s*$")
_SIGNED = re.compile(rf"[-–—] (?P<n>{_NAME})\.?$")
_TITLE_SUFFIX = re.compile(rf"[-–—:|(,] ?(?P<n>{_NAME})\)?$|^(?P<m>{_NAME}):")
_ANNOUNCES = r"today (?:announced|named|launched|said|introduced|released)\b"
_WIRE = re.compile(r"newswire|business ?wire|accesswire|newsfile|eqs", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"(0-9])|\n+")


def parts(document: Document) -> tuple[str, list[str]]:
    """Return the title of a document and its paragraphs, boilerplate left out."""
    text = document.text
    body = [
        " ".join(text[b.start : b.end].split())
        for b in document.blocks
        if b.kind not in {"boilerplate", "title"}
    ]
    heads = [text[b.start : b.end] for b in document.blocks if b.kind == "title"]
    title = document.title or (heads[0] if heads else "")
    return " ".join(title.split()), body


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
    own = outlets.publisher(document)
    if document.reporting_chain:
        chain = tuple(outlets.name(name) or name for name in document.reporting_chain)
        return Standing("credits", chain, "the document's own list of sources")
    title, body = parts(document)
    if outlets.carries(own) or is_party(document, outlets):
        return Standing("party", (), f"published by {own}")
    weights: dict[str, float] = {}
    relays: set[str] = set()
    first: dict[str, str] = {}
    mine, shown = 0.0, ""
    stated, said = 0.0, ""
    for sentence, lead in _sentences(title, body):
        for name, weight, words in _credits(sentence, lead, title, outlets):
            if name == own:
                continue
            weights[name] = max(weights.get(name, 0.0), abs(weight))
            first.setdefault(name, words)
            if weight < 0:
                relays.add(name)
        for weight, words in _own(sentence, lead, own, outlets):
            if weight > mine:
                mine, shown = weight, words
        found = _STATED.search(_unquoted(sentence))
        if found:
            weight = 4.0 if found["wire"] else _BODY if lead else _ASIDE
            if weight > stated:
                stated, said = weight, found.group()
    if len(_FIRST_PERSON.findall(_unquoted(" ".join(body)[:MOST]))) >= 3:
        mine, shown = max((mine, shown), (_LEAD_OWN, "an account in the first person"))
    if not weights:
        for chain in sorted(set(credited)):
            for name in chain:
                known = outlets.name(name)
                if known and known != own:
                    weights[known] = _BODY
                    first.setdefault(known, "credited for a claim")
    best = max(weights.values(), default=0.0)
    if mine > max(best, stated):
        return Standing("own", (), shown)
    if best > 0.0 and best >= stated:
        heavy = [n for n in weights if n in relays or weights[n] > _ASIDE or best <= _ASIDE]
        ranked = sorted(heavy, key=lambda n: (n in relays, -weights[n], _place(n, first), n))
        return Standing("credits", tuple(ranked), first[ranked[0]])
    if stated > _ASIDE:
        return Standing("statement", (), said)
    if outlets.reports(own):
        return Standing("reputed")
    return Standing("silent")


def _place(name: str, first: dict[str, str]) -> int:
    return list(first).index(name)


def is_party(document: Document, outlets: Outlets) -> bool:
    """Return whether the publisher of a document is a company that speaks of itself."""
    own = document.publisher
    if not own or outlets.reports(outlets.name(own)):
        return False
    if outlets.company(own):
        return True
    title, body = parts(document)
    if re.search(rf"\b{re.escape(own)}\b", title):
        return True
    text = " ".join(body)[:MOST]
    if re.search(rf"\b{re.escape(own)}\b[^.!?]{{0,120}}\b{_ANNOUNCES}", text[:1000]):
        return True
    named = re.search(rf"\b{re.escape(own)}\b", text) is not None
    return named and re.search(r"\b(?:[Oo]ur|[Ww]e)\b", _unquoted(text)) is not None


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


def _credits(
    sentence: str, lead: bool, title: str, outlets: Outlets
) -> Iterator[tuple[str, float, str]]:
    """Yield (outlet, weight, words) of a sentence; a negative weight marks a relay in between."""
    in_title = sentence == title
    for match in _OUTLET_SAYS.finditer(sentence):
        name = outlets.behind(match["n"])
        if name:
            yield name, _weight(match["how"], lead), match.group()
    for match in _LEADS_TO.finditer(sentence):
        name = outlets.ahead(match["n"])
        if name:
            weight = _weight(match.group(), lead)
            yield name, -weight if match["relay"] else weight, match.group()
    for match in _REPORT_OF.finditer(sentence):
        name = outlets.behind(match["n"] or match["m"])
        if name:
            yield name, _LEAD if lead else _BODY, match.group()
    for match in _SOURCED.finditer(sentence):
        name = outlets.ahead(match["n"])
        if name:
            weak = _WEAK.search(sentence[max(0, match.start() - 80) : match.end()])
            yield name, _ASIDE if weak else _LEAD if lead else _BODY, match.group()
    for pattern in (_DATELINE, _SIGNED, _TITLE_SUFFIX) if lead or in_title else (_SIGNED,):
        if pattern is _TITLE_SUFFIX and not in_title:
            continue
        match = pattern.search(sentence)
        name = outlets.name(next(g for g in match.groups() if g)) if match else None
        if match and name:
            yield name, _LEAD, match.group()[-60:]


def _names_outlet(sentence: str, outlets: Outlets) -> bool:
    spans = [match.group() for match in _CAPITALS.finditer(sentence)]
    return any(outlets.behind(span) or outlets.ahead(span) for span in spans)


def _weight(words: str, lead: bool) -> float:
    return _ASIDE if _ASIDE_WORDS.search(words) else _LEAD if lead else _BODY


def _own(
    sentence: str, lead: bool, own: str | None, outlets: Outlets
) -> Iterator[tuple[float, str]]:
    """Yield (weight, words) of what shows reporting of its own."""
    found = list(_US.finditer(sentence))
    if own is not None:
        found += [m for m in _SOURCED.finditer(sentence) if outlets.ahead(m["n"]) == own]
        found += [m for m in _HAS_SEEN.finditer(sentence) if outlets.behind(m["n"]) == own]
    if outlets.reports(own) and _PEOPLE.search(sentence) and not _names_outlet(sentence, outlets):
        yield (_LEAD if lead else _BODY), "people and papers that nobody else is credited for"
    for match in found:
        weak = _WEAK.search(sentence[max(0, match.start() - 80) : match.end()])
        yield _WEAK_OWN if weak else _LEAD_OWN if lead else _BODY, match.group()


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]{0,600}”|\"[^\"]{0,600}\"", '""', text)
