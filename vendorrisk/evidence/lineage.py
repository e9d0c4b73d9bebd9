"""Who copied whom: every claim gets a root origin, and claims of one origin are one family.

Independence has to be shown. A claim that credits nobody, from an outlet not known for reporting
of its own, joins the credited origin of the same claim; it never counts as a second witness.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable
from urllib.parse import urlsplit

from vendorrisk.entities import Resolver
from vendorrisk.evidence.families import families
from vendorrisk.evidence.keys import Key
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.lineage import ArticleFamily, Member
from vendorrisk.model.parameters import ReviewParameters

_UNNAMED = re.compile(
    r"^(unnamed|unknown|anonymous|earlier|recent|several|multiple|various|media|press|local|news"
    r"|people|sources?|reports?|insiders?|someone|analysts?)\b|\b(sources?|reports|announcements?)$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(spokes(?:person|man|woman)|representative|statement|ceo|cfo|cto|coo|memo|blog|filing"
    r"|own claim|executive|chief)\b.*$",
    re.IGNORECASE,
)
UNCREDITED = "uncredited"


class Lineage(Noun):
    """Root origin of a claim, and what ties the claim to it."""

    origin: str
    why: str
    chain: tuple[str, ...]
    article: tuple[str, ...] = ()  # what ties the article of the claim to its family, if anything

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return all that ties the claim to its origin, in sentences without a stop."""
        return (self.why, *self.article)


def trace(
    claims: tuple[Claim, ...],
    documents: dict[str, Document],
    keys: dict[str, Key],
    resolver: Resolver,
    limits: ReviewParameters,
    strength: Callable[[Claim], float] = lambda _: 0.0,
) -> dict[str, Lineage]:
    """Return the lineage of every claim that has a key, by claim id.

    Parameters
    ----------
    claims : tuple of Claim
        Resolved claims.
    documents : dict
        Documents by id.
    keys : dict
        Keys by claim id.
    resolver : Resolver
        Knows publishers and who does reporting of their own.
    limits : ReviewParameters
        When two articles are one text, or one story.
    strength : callable
        Strength of a claim: who credits nobody joins an origin that speaks the same way, a known
        newsroom before others and then the best evidenced, so that one more voice for a claim never
        lowers its belief. Ties go to the origin that most texts show.
    """
    spoken = sorted((c for c in claims if c.id in keys), key=lambda c: c.id)
    told = sorted({claim.doc_id for claim in claims} & documents.keys())
    grouped = families([documents[key] for key in told], claims, keys, resolver, limits)
    texts = _texts(grouped)
    firsthand = _firsthand(grouped, documents, resolver)
    ties = {m.document: _tie(m) for family in grouped for m in family.members if m.follows}
    chains = {c.id: _chain(c, keys[c.id], documents, resolver) for c in claims if c.id in keys}
    relays = _relays(chains.values())
    firsts: dict[Key, set[str]] = {}
    for claim_id, chain in chains.items():
        if chain:
            firsts.setdefault(keys[claim_id], set()).add(chain[0])
    roots = {
        claim_id: _root(chain[0], firsts[keys[claim_id]], relays)
        for claim_id, chain in chains.items()
        if chain
    }
    voices: dict[Key, list[tuple[str, str, Claim]]] = {}  # origin, and the text that shows it
    by_text: dict[tuple[str, Key], str] = {}
    for claim in spoken:
        if claim.id in roots:
            key, root = keys[claim.id], roots[claim.id]
            text = texts.get(claim.doc_id, claim.doc_id)
            voices.setdefault(key, []).append((root, text, claim))
            by_text[text, key] = min(by_text.get((text, key), root), root)
    reported: dict[str, Lineage] = {}
    for claim in spoken:
        key, text = keys[claim.id], texts.get(claim.doc_id, claim.doc_id)
        own = _own_reporting(claim, documents, resolver)
        if own is None or claim.id in roots or (text, key) in by_text:
            continue
        first = own if claim.source else firsthand.get(claim.doc_id, own)
        why = "reporting of its own" if first == own else f"repeats what {first} told"
        reported[claim.id] = Lineage(origin=first, why=why, chain=(first,))
        voices.setdefault(key, []).append((first, text, claim))
    joined: dict[tuple[Key, bool], str | None] = {}  # one answer for all claims that speak one way

    def lineage(claim: Claim) -> Lineage:
        key, chain = keys[claim.id], chains[claim.id]
        if chain:
            root, how = roots[claim.id], f"credits {' via '.join(chain)}"
            if root != chain[0]:
                return Lineage(origin=root, why=f"{how}, which relays {root}", chain=(root, *chain))
            return Lineage(origin=root, why=how, chain=chain)
        same_text = by_text.get((texts.get(claim.doc_id, claim.doc_id), key))
        if same_text is not None:
            why = "same text as a document that credits it"
            return Lineage(origin=same_text, why=why, chain=(same_text,))
        if claim.id in reported:
            return reported[claim.id]
        side = (key, claim.modality == "denied")
        if side not in joined:
            joined[side] = _best(claim, voices.get(key, []), strength, resolver)
        origin = joined[side]
        if origin is not None:
            why = "credits nobody; joined to the credited origin of the same claim"
            return Lineage(origin=origin, why=why, chain=())
        why = "credits nobody, and no document shows an origin"
        return Lineage(origin=UNCREDITED, why=why, chain=())

    return {
        claim.id: lineage(claim).model_copy(update={"article": ties.get(claim.doc_id, ())})
        for claim in spoken
    }


def _tie(member: Member) -> tuple[str, ...]:
    return tuple(f"its article follows {member.follows}: {why}" for why in member.why)


def _best(
    claim: Claim,
    voices: list[tuple[str, str, Claim]],
    strength: Callable[[Claim], float],
    resolver: Resolver,
) -> str | None:
    """Return the origin that a claim without credit joins: the best evidenced, None without any."""
    denied = claim.modality == "denied"
    same = [voice for voice in voices if (voice[2].modality == "denied") == denied] or voices
    texts = {(origin, text) for origin, text, _ in same}
    ranks = {
        origin: (
            _reports(origin, resolver),
            max(strength(c) for o, _, c in same if o == origin),
            sum(o == origin for o, _ in texts),
        )
        for origin, *_ in same
    }
    return min(ranks, key=lambda name: (*(-part for part in ranks[name]), name), default=None)


def _chain(
    claim: Claim, key: Key, documents: dict[str, Document], resolver: Resolver
) -> tuple[str, ...]:
    document = documents.get(claim.doc_id)
    raw = claim.attributed_to
    if not [name for name in raw if not _UNNAMED.search(name)] and document is not None:
        raw = document.reporting_chain
    parties = {party for party in (claim.subject, claim.object, key.a, key.b) if party}
    named = [_canonical(name, resolver, parties) for name in raw if not _UNNAMED.search(name)]
    if not named and document is not None and claim.modality == "denied" and not claim.source:
        publisher = resolver.name(document.publisher)
        named = [f"statement of {publisher}"] if publisher in parties else []
    return tuple(dict.fromkeys(named))


def _canonical(name: str, resolver: Resolver, parties: Collection[str] = ()) -> str:
    """Return the origin behind a credit: an outlet, or the statement of whose people speak.

    A party of the claim has one statement, whichever of its people make it.
    """
    entity = resolver.entity(name)
    if entity is not None and entity.name not in parties:
        return entity.name
    bare = _SPEAKER.sub("", name).strip(" ,'’()")
    bare = re.sub("['’]s$", "", bare)
    speaker = resolver.entity(bare) if bare else None
    whose = speaker.name if speaker is not None else resolver.name(bare)
    if speaker is not None or whose in parties:
        return f"statement of {whose}"
    return name.strip()


def _relays(chains: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    """Return outlet -> the outlets that some document says it relays."""
    seen: dict[str, set[str]] = {}
    for chain in chains:
        for relay in chain[1:]:
            if not chain[0].startswith("statement of "):
                seen.setdefault(relay, set()).add(chain[0])
    return seen


def _root(name: str, firsts: set[str], relays: dict[str, set[str]]) -> str:
    """Return the outlet that `name` relays on this claim at the end of the chain, or `name` itself.

    `firsts` are the origins that any document credits for the same claim. Outlets that relay one
    another in a circle are one origin.
    """
    reached, front = {name}, [name]
    while front:
        above = (relays.get(front.pop(), set()) & firsts) - reached
        reached |= above
        front += above
    ends = [one for one in reached if not (relays.get(one, set()) & firsts) - {one}]
    return min(ends or reached)


def _own_reporting(claim: Claim, documents: dict[str, Document], resolver: Resolver) -> str | None:
    if claim.source:
        outlet = _outlet(claim.source, resolver)
        if claim.grade == "primary":
            return outlet
        known = resolver.entity(outlet) if claim.grade == "press" else None
        return outlet if known is not None and known.origin else None
    document = documents.get(claim.doc_id)
    if document is None or not document.publisher or claim.attributed_to:
        return None
    publisher = resolver.entity(document.publisher)
    return publisher.name if publisher is not None and publisher.origin else None


def _outlet(address: str, resolver: Resolver) -> str | None:
    """Return the outlet behind an address: a known publisher by name, else the host."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return resolver.publisher_at(host) or host or None


def _firsthand(
    grouped: tuple[ArticleFamily, ...], documents: dict[str, Document], resolver: Resolver
) -> dict[str, str]:
    """Return whose reporting each article repeats by its family, where it repeats anybody's.

    That is whoever stands at its root; a party's own text is its statement. Without either it is
    the first outlet in it that does reporting of its own.
    """
    found: dict[str, str] = {}
    for family in grouped:
        origin = family.origin
        if origin is None:
            newsrooms: list[tuple[dt.date, str]] = []
            for member in family.members:
                document = documents[member.document]
                publisher = resolver.entity(document.publisher)
                if publisher is not None and publisher.origin:
                    newsrooms.append((document.published or dt.date.max, publisher.name))
            origin = min(newsrooms)[1] if newsrooms else None
        if origin is not None:
            named = _canonical(origin, resolver)
            entity = resolver.entity(named)
            outlet = entity is None or entity.kind == "publisher"
            whose = named if outlet else f"statement of {named}"
            found |= {member.document: whose for member in family.members}
    return found


def _texts(grouped: tuple[ArticleFamily, ...]) -> dict[str, str]:
    """Return document id -> id of the document that it has its text from, or its own."""
    sources = {
        member.document: member.source
        if member.how == "copy" and member.source
        else member.document
        for family in grouped
        for member in family.members
    }
    found = {}
    for key in sources:
        first = key
        while sources[first] != first:
            first = sources[first]
        found[key] = first
    return found


def _reports(name: str, resolver: Resolver) -> bool:
    entity = resolver.entity(name)
    return entity is not None and entity.origin
