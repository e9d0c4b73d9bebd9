"""Which article has its text from which: copies, edited copies, one text inside another."""

from __future__ import annotations

from collections.abc import Iterable

from vendorrisk.evidence.articles import Article, Link, address, content
from vendorrisk.evidence.near import Alike, near_duplicates
from vendorrisk.evidence.traces import other_figures
from vendorrisk.model.parameters import ReviewParameters

_NEARLY_ALL = 0.9  # of the word triples: what differs then are slips, also where it is figures


def copies(articles: Iterable[Article], limits: ReviewParameters) -> dict[str, Link]:
    """Return the link of every article that has its text from another, by document id.

    Parameters
    ----------
    articles : iterable of Article
        In any order.
    limits : ReviewParameters
        ``near_duplicate`` and ``contained``.

    Notes
    -----
    Each copy follows the one article it shares most with among those that may be its source. Two
    texts that fill one form with other figures are no copies of each other.
    """
    listed = sorted(articles, key=lambda a: a.order)
    pairs = near_duplicates(
        [content(a.document) for a in listed],
        jaccard=limits.near_duplicate.value,
        containment=limits.contained.value,
    )
    best: dict[int, tuple[float, int, str]] = {}

    def offer(one: int, other: int, share: float, why: str) -> None:
        source, copy = sorted((one, other))
        if listed[copy].may_follow(listed[source]):
            entry = (-share, source, why)
            best[copy] = min(best.get(copy, entry), entry)

    addresses: dict[str, int] = {}
    for number, article in enumerate(listed):
        if article.document.url:
            first = addresses.setdefault(address(article.document.url), number)
            if first != number:
                offer(first, number, 2.0, "same address")
    for pair in pairs:
        one, other = listed[pair.shorter].traces, listed[pair.longer].traces
        if pair.jaccard >= _NEARLY_ALL or not other_figures(one, other):
            offer(pair.shorter, pair.longer, pair.containment, _shared(pair, limits))
    return {
        listed[copy].document.id: Link(listed[source].document.id, "copy", (why,))
        for copy, (_, source, why) in best.items()
    }


def _shared(pair: Alike, limits: ReviewParameters) -> str:
    if pair.jaccard >= limits.near_duplicate.value:
        return f"near-duplicate text: {pair.jaccard:.0%} of the word triples are the same"
    return f"one text inside the other: {pair.containment:.0%} of the shorter's word triples"
