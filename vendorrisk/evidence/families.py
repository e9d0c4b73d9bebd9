"""Articles grouped by origin: each leans on at most one other, and the trees are the families.

A tree and not a web: a round-up that retells two reports joins one of them and never makes the
two into one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.entities import Resolver
from vendorrisk.evidence.keys import Key
from vendorrisk.evidence.near import Alike, near_duplicates
from vendorrisk.evidence.standing import Outlets, Standing, standing
from vendorrisk.evidence.traces import Traces, Weights, traces
from vendorrisk.model.base import content_id
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.lineage import ArticleFamily, Member
from vendorrisk.model.parameters import ReviewParameters

_RANK = {"own": 0, "party": 0, "reputed": 1, "credits": 2, "statement": 3, "silent": 4}
_EARLY = dt.timedelta(days=1)  # an article may carry the date of the day before its source's
_LISTED = 64  # articles looked at under one trace, and candidates compared in full
_TELLING = 40  # traces of an article by which candidates are found
_QUOTE = 0.3  # what a shared rare quote adds to likeness
_FIGURE = _EVENT = 0.1  # what each of up to two shared rare figures, or events claimed, adds
_EVENTS = ("stake", "talks", "loss", "cutoff", "move", "seat")  # topics that make a story
_APART = 0.1  # what it takes away that the articles are further apart than a story lasts
_WHILE = dt.timedelta(days=60)
_CLAIMED = tuple(f"claim {topic}|" for topic in _EVENTS)
_OTHER_FIGURES = 0.5  # what it takes away that both give several figures and share none
_RARE = 0.1  # of all texts: a trace in more of them is not rare


class _Article(NamedTuple):
    document: Document
    standing: Standing
    traces: Traces
    publisher: str | None

    @property
    def order(self) -> tuple[int, dt.date, str, str]:
        day = self.document.published or dt.date.max
        return _RANK[self.standing.kind], day, self.document.name, self.document.id


class _Link(NamedTuple):
    """An article leans on another: what shows it, the strongest first."""

    source: str  # document id
    why: tuple[str, ...]


def families(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    keys: dict[str, Key],
    resolver: Resolver,
    limits: ReviewParameters,
) -> tuple[ArticleFamily, ...]:
    """Return the articles grouped by origin, each with what shows where it belongs.

    Parameters
    ----------
    documents : iterable of Document
        In any order; files of facts are left out, since each fact names its own source.
    claims : iterable of Claim
        Claims of the documents; whom they credit and what they speak to counts.
    keys : dict
        What each claim speaks to, by claim id.
    resolver : Resolver
        Knows outlets, and who does reporting of their own.
    limits : ReviewParameters
        Least likeness of texts and of stories.

    Returns
    -------
    tuple of ArticleFamily
        By the first article of each: day, name, id. Every article is in exactly one.

    Notes
    -----
    Linear in the number of articles: candidates come from a MinHash index for texts and from the
    most telling traces for stories, both bounded.
    """
    listed = sorted(
        {d.id: d for d in documents if d.media != "facts"}.values(),
        key=lambda d: (d.published or dt.date.max, d.name, d.id),
    )
    outlets = Outlets(resolver, listed)
    credited: dict[str, list[tuple[str, ...]]] = {}
    spoken: dict[str, list[str]] = {}
    for claim in claims:
        credited.setdefault(claim.doc_id, []).append(claim.attributed_to)
        if claim.id in keys:
            spoken.setdefault(claim.doc_id, []).append(str(keys[claim.id]))
    articles = {
        document.id: _Article(
            document,
            standing(document, outlets, credited.get(document.id, ())),
            traces(document, spoken.get(document.id, ()), outlets.words),
            outlets.publisher(document),
        )
        for document in listed
    }
    links = _copies(articles, limits)
    links |= _retellings([a for a in articles.values() if a.document.id not in links], limits)
    return _trees(articles, links)


def _copies(articles: dict[str, _Article], limits: ReviewParameters) -> dict[str, _Link]:
    """Return the links of articles that have their text from another."""
    listed = sorted(articles.values(), key=lambda a: a.order)
    pairs = near_duplicates(
        [content(a.document) for a in listed],
        jaccard=limits.near_duplicate.value,
        containment=limits.contained.value,
    )
    addresses: dict[str, int] = {}
    best: dict[int, tuple[tuple[float, int], str]] = {}

    def offer(one: int, other: int, share: float, why: str) -> None:
        source, copy = sorted((one, other))
        if _may_follow(listed[copy], listed[source]):
            entry = ((-share, source), why)
            best[copy] = min(best.get(copy, entry), entry)

    for number, article in enumerate(listed):
        if article.document.url:
            first = addresses.setdefault(address(article.document.url), number)
            if first != number:
                offer(first, number, 2.0, "same address")
    for pair in pairs:
        one, other = listed[pair.shorter], listed[pair.longer]
        if not _form_letter(pair, one.traces, other.traces):
            offer(pair.shorter, pair.longer, pair.containment, _shared(pair, limits))
    return {
        listed[copy].document.id: _Link(listed[source].document.id, (why,))
        for copy, ((_, source), why) in best.items()
    }


def _shared(pair: Alike, limits: ReviewParameters) -> str:
    if pair.jaccard >= limits.near_duplicate.value:
        return f"near-duplicate text: {pair.jaccard:.0%} of the word triples are the same"
    return f"one text inside the other: {pair.containment:.0%} of the shorter's word triples"


def _form_letter(pair: Alike, one: Traces, other: Traces) -> bool:
    """Whether two alike texts fill one form with different figures, so that neither is a copy."""
    return pair.jaccard < 0.9 and _other_figures(one, other)


def _other_figures(one: Traces, other: Traces) -> bool:
    """Whether both give several figures and not one is the same."""
    least = min(len(one.figures), len(other.figures))
    return least >= 3 and not one.figures.keys() & other.figures.keys()


def _may_follow(article: _Article, source: _Article) -> bool:
    day, before = article.document.published, source.document.published
    return day is None or before is None or before <= day + _EARLY


def _retellings(articles: Sequence[_Article], limits: ReviewParameters) -> dict[str, _Link]:
    """Return the links of articles that tell another's story in words of their own."""
    listed = sorted(articles, key=lambda a: a.order)
    index = _Index(listed)
    links = {}
    for article in listed:
        link = _source_of(article, index, limits)
        index.add(article)
        if link is not None:
            links[article.document.id] = link
    return links


class _Shared(NamedTuple):
    """What two articles have in common."""

    score: float
    likeness: float
    quote: str | None
    figures: tuple[str, ...]
    events: tuple[str, ...]


_Found = tuple[_Article, _Shared]


class _Index:
    """Articles seen so far, found by their most telling traces."""

    def __init__(self, articles: Sequence[_Article]) -> None:
        self.weights = Weights([a.traces for a in articles])
        self.rare = max(1.0, _RARE * (len(articles) + Weights.PRIOR))
        self._lists: dict[str, list[_Article]] = {}
        self._stated = {
            figure for a in articles if a.standing.kind == "party" for figure in a.traces.figures
        }

    def _telling(self, article: _Article) -> list[str]:
        own = article.traces
        named = {f"quote {gram}" for gram in own.quotes}
        told = sorted({*own.terms, *own.figures}, key=lambda t: (-self.weights.weight(t), t))
        return [*sorted(named)[:_TELLING], *told[:_TELLING]]

    def add(self, article: _Article) -> None:
        """Make an article a candidate for those that come later."""
        for trace in self._telling(article):
            listed = self._lists.setdefault(trace, [])
            if len(listed) < _LISTED:
                listed.append(article)

    def candidates(self, article: _Article) -> list[_Found]:
        """Return earlier articles with what they share, best first."""
        hits: dict[str, int] = {}
        by_id: dict[str, _Article] = {}
        for trace in self._telling(article):
            for other in self._lists.get(trace, ()):
                by_id[other.document.id] = other
                hits[other.document.id] = hits.get(other.document.id, 0) + 1
        ranked = sorted(by_id, key=lambda key: (-hits[key], by_id[key].order))[:_LISTED]
        found = [
            (by_id[key], self._compare(article, by_id[key]))
            for key in ranked
            if _may_follow(article, by_id[key])
        ]
        return sorted(found, key=lambda f: (-f[1].score, f[0].order))

    def _compare(self, one: _Article, other: _Article) -> _Shared:
        grams = one.traces.quotes.keys() & other.traces.quotes.keys()
        quote = min((one.traces.quotes[gram] for gram in grams), default=None)
        both = one.traces.figures.keys() & other.traces.figures.keys()
        rare = [
            figure
            for figure in both
            if self.weights.count(figure) <= self.rare
            and re.search(r"\d", one.traces.figures[figure])  # "half" is anybody's
        ]
        if not {one.standing.kind, other.standing.kind} & {"party", "statement"}:
            rare = [figure for figure in rare if figure not in self._stated]
        likeness = self.weights.likeness(one.traces, other.traces)
        events = sorted(
            term.removeprefix("claim ")
            for term in one.traces.terms & other.traces.terms
            if term.startswith(_CLAIMED) and self.weights.count(term) <= self.rare
        )
        score = likeness + (_QUOTE if quote else 0.0)
        score += _FIGURE * min(2, len(rare)) + _EVENT * min(2, len(events))
        if _other_figures(one.traces, other.traces):
            score -= _OTHER_FIGURES
        if _apart(one.document, other.document):
            score -= _APART
        shown = tuple(one.traces.figures[figure] for figure in sorted(rare))
        return _Shared(score, likeness, quote, shown, tuple(events))


def _source_of(article: _Article, index: _Index, limits: ReviewParameters) -> _Link | None:
    """Return the earlier article whose story this one retells."""
    kind = article.standing.kind
    near = [
        (other, shared)
        for other, shared in index.candidates(article)
        if shared.score >= limits.same_story.value
    ]
    close = [pair for pair in near if pair[1].score >= limits.retold.value]
    if kind in {"own", "party", "reputed"}:
        same = [p for p in close if _one_house(article, p[0])]
        if same:
            return _link(same[0], f"{article.publisher} on the same story")
        if kind == "reputed":
            quoting = [p for p in close if p[1].quote]
            return _link(quoting[0]) if quoting else None
        return None
    if kind == "credits":
        return _credited(article, near, close)
    if kind == "statement":
        fit = [
            p for p in close if p[0].standing.kind in {"party", "statement"} or p[1].quote
        ]
        return _link(fit[0], f"rests on a statement (“{article.standing.cue}”)") if fit else None
    return _link(close[0], "shows no source of its own") if close else None


def _apart(one: Document, other: Document) -> bool:
    days = one.published, other.published
    return None not in days and abs(days[0] - days[1]) > _WHILE


def _one_house(one: _Article, other: _Article) -> bool:
    if {one.standing.kind, other.standing.kind} == {"party"}:
        return True
    return one.publisher is not None and one.publisher == other.publisher


def _credited(article: _Article, near: list[_Found], close: list[_Found]) -> _Link | None:
    for outlet in article.standing.outlets:
        for pair in near:
            if pair[0].publisher == outlet:
                return _link(pair, f"credits {outlet} (“{article.standing.cue}”)")
    for outlet in article.standing.outlets:
        for pair in close:
            if outlet in pair[0].standing.outlets:
                return _link(pair, f"credits {outlet}, as that does")
    return None


def _link(pair: _Found, *why: str) -> _Link:
    other, shared = pair
    reasons = list(why)
    if shared.quote:
        reasons.append(f"shares a rare quote: “{shared.quote[:120]}”")
    if shared.figures:
        reasons.append(f"shares rare figures: {', '.join(shared.figures[:4])}")
    if shared.events:
        told = (event.strip("|").replace("|", " / ") for event in shared.events[:4])
        reasons.append(f"makes the same rare claims: {', '.join(told)}")
    reasons.append(f"tells the same story: {shared.likeness:.0%} of names, figures and words")
    return _Link(other.document.id, tuple(reasons))


def _trees(articles: dict[str, _Article], links: dict[str, _Link]) -> tuple[ArticleFamily, ...]:
    def root(key: str) -> str:
        while key in links:
            key = links[key].source
        return key

    groups: dict[str, list[_Article]] = {}
    for key, article in articles.items():  # by day, name and id
        groups.setdefault(root(key), []).append(article)
    found = []
    for key, members in groups.items():
        members.sort(key=lambda a: a.document.id != key)
        found.append(
            ArticleFamily(
                id=content_id("fam", sorted(a.document.id for a in members)),
                origin=_origin(articles[key]),
                members=tuple(_member(a, articles, links) for a in members),
            )
        )
    return tuple(found)


def _member(article: _Article, articles: dict[str, _Article], links: dict[str, _Link]) -> Member:
    document, link = article.document, links.get(article.document.id)
    if link is None:
        return Member(document=document.id, name=document.name, follows=None, why=_alone(article))
    source = articles[link.source].document.name
    return Member(document=document.id, name=document.name, follows=source, why=link.why)


def _alone(article: _Article) -> tuple[str, ...]:
    found = article.standing
    return {
        "own": (f"reporting of its own (“{found.cue}”)",),
        "party": (f"a party's own text ({found.cue})",),
        "reputed": (f"{article.publisher} is known for reporting of its own",),
        "credits": (f"credits {' via '.join(found.outlets)} (“{found.cue}”)",),
        "statement": (f"rests on a statement (“{found.cue}”)",),
        "silent": ("shows no source, and no other article tells its story",),
    }[found.kind]


def _origin(article: _Article) -> str | None:
    found = article.standing
    if found.kind in {"own", "party", "reputed"}:
        return article.publisher
    return found.outlets[0] if found.outlets else None


def content(document: Document) -> str:
    """Return the text of a document without its boilerplate."""
    kept = [document.text[b.start : b.end] for b in document.blocks if b.kind != "boilerplate"]
    return "\n".join(kept)


def address(url: str) -> str:
    """Return an address without what only tells who linked to it."""
    bare = url.partition("#")[0]
    page, _, query = bare.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    return "?".join([page.rstrip("/"), *(["&".join(kept)] if kept else [])])


_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|referrer|source)=", re.IGNORECASE)
