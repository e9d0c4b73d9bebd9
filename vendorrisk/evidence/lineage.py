"""Who copied whom: every claim gets a root origin, and claims of one origin are one family.

Independence has to be shown. A claim that credits nobody, from an outlet not known for reporting
of its own, joins the credited origin of the same claim; it never counts as a second witness.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from vendorrisk.entities import Resolver
from vendorrisk.evidence.keys import Key
from vendorrisk.model.base import Noun
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document

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


def trace(
    claims: tuple[Claim, ...],
    documents: dict[str, Document],
    keys: dict[str, Key],
    resolver: Resolver,
    near_duplicate: float,
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
    near_duplicate : float
        Jaccard similarity of word shingles above which two documents are one text.
    strength : callable
        Strength of a claim: who credits nobody joins an origin that speaks the same way, a known
        newsroom before others and then the best evidenced, so that one more voice for a claim never
        lowers its belief. Ties go to the origin that most texts show.
    """
    texts = _text_groups(documents, near_duplicate)
    firsthand = _firsthand(texts, documents, resolver)
    chains = {c.id: _chain(c, documents, resolver) for c in claims if c.id in keys}
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
    spoken = sorted((c for c in claims if c.id in keys), key=lambda c: c.id)
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
        first = own if claim.source else firsthand.get(text, own)
        why = "reporting of its own" if first == own else f"same text as that of {first}"
        reported[claim.id] = Lineage(origin=first, why=why, chain=(first,))
        voices.setdefault(key, []).append((first, text, claim))

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
        origin = _best(claim, voices.get(key, []), strength, resolver)
        if origin is not None:
            why = "credits nobody; joined to the credited origin of the same claim"
            return Lineage(origin=origin, why=why, chain=())
        why = "credits nobody, and no document shows an origin"
        return Lineage(origin=UNCREDITED, why=why, chain=())

    return {claim.id: lineage(claim) for claim in claims if claim.id in keys}


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


def _chain(claim: Claim, documents: dict[str, Document], resolver: Resolver) -> tuple[str, ...]:
    document = documents.get(claim.doc_id)
    raw = claim.attributed_to
    if not [name for name in raw if not _UNNAMED.search(name)] and document is not None:
        raw = document.reporting_chain
    named = [_canonical(name, resolver) for name in raw if not _UNNAMED.search(name)]
    return tuple(dict.fromkeys(named))


def _canonical(name: str, resolver: Resolver) -> str:
    entity = resolver.entity(name)
    if entity is not None:
        return entity.name
    bare = _SPEAKER.sub("", name).strip(" ,'’s()")
    speaker = resolver.entity(bare) if bare else None
    return f"statement of {speaker.name}" if speaker is not None else name.strip()


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
    texts: dict[str, str], documents: dict[str, Document], resolver: Resolver
) -> dict[str, str]:
    """Return the first outlet with reporting of its own in every group of texts."""
    found: dict[str, tuple[dt.date, str]] = {}
    for key, group in texts.items():
        publisher = resolver.entity(documents[key].publisher)
        if publisher is not None and publisher.origin:
            one = (documents[key].published or dt.date.max, publisher.name)
            found[group] = min(found.get(group, one), one)
    return {group: name for group, (_, name) in found.items()}


def _reports(name: str, resolver: Resolver) -> bool:
    entity = resolver.entity(name)
    return entity is not None and entity.origin


def _text_groups(documents: dict[str, Document], threshold: float) -> dict[str, str]:
    """Return document id -> id of its group of near-duplicate texts (the smallest id)."""
    shingles = {
        key: _shingles(document)
        for key, document in sorted(documents.items())
        if document.media != "facts"
    }
    parent = {key: key for key in shingles}

    def top(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in _alike(shingles, threshold):
        a, b = sorted((top(one), top(other)))
        parent[b] = a
    by_url: dict[str, str] = {}
    for key in shingles:
        url = documents[key].url
        if url:
            first = by_url.setdefault(_address(url), key)
            a, b = sorted((top(first), top(key)))
            parent[b] = a
    return {key: top(key) for key in shingles}


def _address(url: str) -> str:
    """Return an address without what only tells who linked to it."""
    bare = url.partition("#")[0]
    page, _, query = bare.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    return "?".join([page.rstrip("/"), *(["&".join(kept)] if kept else [])])


_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|referrer|source)=", re.IGNORECASE)


def _shingles(document: Document) -> frozenset[str]:
    words: list[str] = []
    for block in document.blocks:
        if block.kind != "boilerplate":
            words += re.findall(r"\w+", document.text[block.start : block.end].casefold())
    size = min(3, max(1, len(words)))
    return frozenset(" ".join(words[i : i + size]) for i in range(max(0, len(words) - size + 1)))


def _alike(shingles: dict[str, frozenset[str]], threshold: float) -> list[tuple[str, str]]:
    """Return the pairs of documents that share most of their text; exact after MinHash LSH."""
    if len(shingles) < 2:
        return []
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32)
    names = list(shingles)
    hashes = []
    for number, name in enumerate(names):
        sketch = RMinHash(num_perm=128, seed=7)
        sketch.update(sorted(shingles[name]))
        hashes.append(sketch)
        lsh.insert(number, sketch)
    pairs: list[tuple[str, str]] = []
    for number, name in enumerate(names):
        for other in sorted(lsh.query(hashes[number])):
            a, b = shingles[name], shingles[names[other]]
            if other > number and a and len(a & b) >= threshold * len(a | b):
                pairs.append((name, names[other]))
    return pairs
