"""Which article tells another's story in words of its own: relays with credit, and without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vendorrisk.evidence.articles import Article, Link, address
from vendorrisk.evidence.traces import Weights, other_figures
from vendorrisk.model.parameters import ReviewParameters

_LISTED = 64  # articles kept under one trace, and candidates compared in full
_TELLING = 40  # traces of an article by which candidates are found
_QUOTE = 0.3  # what a shared rare quote adds to likeness
_FIGURE = _EVENT = 0.1  # what each of up to two shared rare figures, or events claimed, adds
_OTHER_FIGURES = 0.5  # what it takes away that both give several figures and share none
_APART = 0.1  # what it takes away that the articles are further apart than a story lasts
_RARE = 0.1  # of all texts: a trace in more of them is not rare
_EVENTS = ("stake", "talks", "loss", "cutoff", "move", "seat")  # topics that make a story
_CLAIMED = tuple(f"claim {topic}|" for topic in _EVENTS)


class Shared(NamedTuple):
    """What two articles have in common; ``score`` is likeness with all that adds and takes away."""

    score: float
    likeness: float
    quote: str | None
    figures: tuple[str, ...]
    events: tuple[str, ...]


_Found = tuple[Article, Shared]


def retellings(articles: Iterable[Article], limits: ReviewParameters) -> dict[str, Link]:
    """Return the link of every article that retells another, by document id.

    Parameters
    ----------
    articles : iterable of Article
        One of every text, in any order.
    limits : ReviewParameters
        ``same_story`` and ``retold``.

    Notes
    -----
    Linear in the number of articles: at most 64 candidates each, found by its most telling traces.
    """
    listed = sorted(articles, key=lambda a: a.order)
    index = _Index(listed)
    links = {}
    for article in listed:
        link = _source_of(article, index.add(article), limits)
        if link is not None:
            links[article.document.id] = link
    return links


class _Index:
    """Articles seen so far, found by their most telling traces."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.weights = Weights([a.traces for a in articles])
        self._rare = max(1.0, _RARE * (len(articles) + Weights.PRIOR))
        self._lists: dict[str, list[str]] = {}
        self._articles: dict[str, Article] = {}
        self._totals: dict[str, float] = {}
        self._stated = {
            figure for a in articles if a.standing.kind == "party" for figure in a.traces.figures
        }

    def add(self, article: Article) -> list[_Found]:
        """Return the earlier articles with what they share, best first, and keep this one."""
        hits: dict[str, int] = {}
        for trace in self._telling(article):
            listed = self._lists.setdefault(trace, [])
            for other in listed:
                hits[other] = hits.get(other, 0) + 1
            if len(listed) < _LISTED:
                listed.append(article.document.id)
        ranked = sorted(hits, key=lambda key: (-hits[key], self._articles[key].order))[:_LISTED]
        others = [self._articles[key] for key in ranked]
        self._articles[article.document.id] = article
        self._totals[article.document.id] = self.weights.total(article.traces.all)
        found = [(o, self._compare(article, o)) for o in others if article.may_follow(o)]
        return sorted(found, key=lambda f: (-f[1].score, f[0].order))

    def _telling(self, article: Article) -> list[str]:
        quotes = sorted(f"quote {gram}" for gram in article.traces.quotes)[:_TELLING]
        told = sorted(article.traces.all, key=lambda t: (-self.weights.weight(t), t))
        return [*quotes, *told[:_TELLING]]

    def _compare(self, one: Article, other: Article) -> Shared:
        grams = one.traces.quotes.keys() & other.traces.quotes.keys()
        quote = min((one.traces.quotes[gram] for gram in grams), default=None)
        figures = self._rare_figures(one, other)
        events = sorted(
            term.removeprefix("claim ")
            for term in one.traces.terms & other.traces.terms
            if term.startswith(_CLAIMED) and self.weights.count(term) <= self._rare
        )
        least = min(self._totals[one.document.id], self._totals[other.document.id])
        both = self.weights.total(one.traces.all & other.traces.all)
        likeness = both / least if least > 0.0 else 0.0
        score = likeness + (_QUOTE if quote else 0.0)
        score += _FIGURE * min(2, len(figures)) + _EVENT * min(2, len(events))
        if other_figures(one.traces, other.traces):
            score -= _OTHER_FIGURES
        if one.apart(other):
            score -= _APART
        return Shared(score, likeness, quote, figures, tuple(events))

    def _rare_figures(self, one: Article, other: Article) -> tuple[str, ...]:
        """Return the figures that both have and few others: not "half", nor what a party stated."""
        stated = {one.standing.kind, other.standing.kind} & {"party", "statement"}
        return tuple(
            one.traces.figures[figure]
            for figure in sorted(one.traces.figures.keys() & other.traces.figures.keys())
            if self.weights.count(figure) <= self._rare
            and re.search(r"\d", one.traces.figures[figure])
            and (stated or figure not in self._stated)
        )


def _source_of(article: Article, found: list[_Found], limits: ReviewParameters) -> Link | None:
    """Return the earlier article whose story this one tells, by what it shows of its source."""
    near = [pair for pair in found if pair[1].score >= limits.same_story.value]
    close = [pair for pair in near if pair[1].score >= limits.retold.value]
    kind, cue = article.standing.kind, article.standing.cue
    linked = [pair for pair in near if _links_to(article, pair[0])]
    if linked and kind not in {"own", "party"}:
        return _link(linked, "relay", f"links to {linked[0][0].document.url}")
    if kind == "credits":
        return _credited(article, near, close)
    if kind == "statement":
        fit = [p for p in close if p[0].standing.kind in {"party", "statement"} or p[1].quote]
        return _link(fit, "relay", f"rests on a statement (“{cue}”)")
    if kind == "silent":
        return _link(close, "retelling", "shows no source of its own")
    same = [pair for pair in close if _one_house(article, pair[0])]
    if same or kind != "reputed":
        return _link(same, "relay", f"{article.publisher} on the same story")
    quoting = [p for p in close if p[1].quote and (p[0].known or p[0].standing.kind == "party")]
    return _link(quoting, "retelling")


def _links_to(article: Article, other: Article) -> bool:
    url = other.document.url
    return url is not None and address(url) in map(address, article.standing.links)


def _one_house(one: Article, other: Article) -> bool:
    if one.standing.kind == other.standing.kind == "party":
        return True
    return one.publisher is not None and one.publisher == other.publisher


def _credited(article: Article, near: list[_Found], close: list[_Found]) -> Link | None:
    """Return the link to the article of a credited outlet, else to another that credits it."""
    for outlet in article.standing.outlets:
        of_outlet = [pair for pair in near if pair[0].publisher == outlet]
        if of_outlet:
            return _link(of_outlet, "relay", f"credits {outlet} (“{article.standing.cue}”)")
    for outlet in article.standing.outlets:
        crediting = [pair for pair in close if outlet in pair[0].standing.outlets]
        if crediting:
            return _link(crediting, "relay", f"credits {outlet}, as that does")
    return None


def _link(fit: list[_Found], how: str, *why: str) -> Link | None:
    if not fit:
        return None
    other, shared = fit[0]
    reasons = list(why)
    if shared.quote:
        reasons.append(f"shares a rare quote: “{shared.quote[:120]}”")
    if shared.figures:
        reasons.append(f"shares rare figures: {', '.join(shared.figures[:4])}")
    if shared.events:
        told = (event.strip("|").replace("|", " / ") for event in shared.events[:4])
        reasons.append(f"makes the same rare claims: {', '.join(told)}")
    reasons.append(f"tells the same story: {shared.likeness:.0%} of names, figures and words")
    return Link(other.document.id, "relay" if how == "relay" else "retelling", tuple(reasons))
