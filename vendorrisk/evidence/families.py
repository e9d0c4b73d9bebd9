"""Articles grouped by origin: each follows at most one other, and the trees are the families.

A tree and not a web: a round-up that retells two reports joins one of them and never makes the
two into one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vendorrisk.entities import Resolver
from vendorrisk.evidence.articles import Article, Link
from vendorrisk.evidence.copies import copies
from vendorrisk.evidence.keys import Key
from vendorrisk.evidence.outlets import Outlets
from vendorrisk.evidence.retellings import retellings
from vendorrisk.evidence.standing import standing
from vendorrisk.evidence.traces import traces
from vendorrisk.model.base import content_id
from vendorrisk.model.claim import Claim
from vendorrisk.model.document import Document
from vendorrisk.model.lineage import ArticleFamily, Member
from vendorrisk.model.parameters import ReviewParameters


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
    Linear in the number of articles. Evidence counts in both directions: reporting of its own,
    other figures and months in between keep an article out of a family.
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
        document.id: Article(
            document,
            standing(document, outlets, credited.get(document.id, ())),
            traces(document, spoken.get(document.id, ()), outlets.words),
            outlets.publisher(document),
            outlets.reports(outlets.publisher(document)),
        )
        for document in listed
    }
    links = copies(articles.values(), limits)
    links |= retellings([a for key, a in articles.items() if key not in links], limits)
    return _trees(articles, links)


def _trees(articles: dict[str, Article], links: dict[str, Link]) -> tuple[ArticleFamily, ...]:
    roots: dict[str, str] = {}
    for key in articles:
        path = [key]
        while path[-1] in links and path[-1] not in roots:
            path.append(links[path[-1]].source)
        top = roots.get(path[-1], path[-1])
        roots.update(dict.fromkeys(path, top))
    groups: dict[str, list[Article]] = {}
    for key, article in articles.items():  # by day, name and id
        groups.setdefault(roots[key], []).append(article)
    return tuple(
        ArticleFamily(
            id=content_id("fam", sorted(a.document.id for a in members)),
            origin=_origin(articles[root]),
            members=tuple(
                _member(a, articles, links)
                for a in sorted(members, key=lambda a: a.document.id != root)
            ),
        )
        for root, members in groups.items()
    )


def _member(article: Article, articles: dict[str, Article], links: dict[str, Link]) -> Member:
    document, link = article.document, links.get(article.document.id)
    source = articles[link.source].document if link is not None else None
    return Member(
        document=document.id,
        name=document.name,
        how=link.how if link is not None else "root",
        follows=source.name if source is not None else None,
        source=source.id if source is not None else None,
        why=link.why if link is not None else (_stands(article),),
    )


def _stands(article: Article) -> str:
    """Return what an article that follows no other shows of its source."""
    found = article.standing
    return {
        "own": f"reporting of its own (“{found.cue}”)",
        "party": f"a party's own text ({found.cue})",
        "reputed": f"{article.publisher} is known for reporting of its own",
        "credits": f"credits {' via '.join(found.outlets)} (“{found.cue}”)",
        "statement": f"rests on a statement (“{found.cue}”)",
        "silent": "shows no source, and no other article tells its story",
    }[found.kind]


def _origin(article: Article) -> str | None:
    found = article.standing
    if found.kind in {"own", "party", "reputed"}:
        return article.publisher
    return found.outlets[0] if found.outlets else None
