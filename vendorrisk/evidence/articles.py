"""An article with what it shows of its origin, and the one article that it follows."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

from vendorrisk.evidence.standing import Standing
from vendorrisk.evidence.traces import Traces
from vendorrisk.model.document import Document

_RANK = {"party": 0, "reputed": 1, "own": 2, "credits": 3, "statement": 4, "silent": 5}
_EARLY = dt.timedelta(days=1)  # an article may carry the date of the day before its source's
_WHILE = dt.timedelta(days=60)  # a story is retold for some weeks


class Article(NamedTuple):
    """A document with its standing and its traces."""

    document: Document
    standing: Standing
    traces: Traces
    publisher: str | None
    known: bool  # the publisher is known for reporting of its own

    @property
    def order(self) -> tuple[int, dt.date, str, str]:
        """Sources before what may follow them; nobody unknown comes before a known newsroom."""
        day = self.document.published or dt.date.max
        rank = 0 if self.standing.kind == "own" and self.known else _RANK[self.standing.kind]
        return rank, day, self.document.name, self.document.id

    def may_follow(self, other: Article) -> bool:
        """Return whether the other was there in time to be the source."""
        day, before = self.document.published, other.document.published
        return day is None or before is None or before <= day + _EARLY

    def apart(self, other: Article) -> bool:
        """Return whether the two are further apart than a story lasts."""
        day, before = self.document.published, other.document.published
        return day is not None and before is not None and abs(day - before) > _WHILE


class Link(NamedTuple):
    """An article follows another: what shows it, the strongest first."""

    source: str  # document id
    how: Literal["copy", "relay", "retelling"]
    why: tuple[str, ...]


def content(document: Document) -> str:
    """Return the text of a document without its boilerplate."""
    kept = [document.text[b.start : b.end] for b in document.blocks if b.kind != "boilerplate"]
    return "\n".join(kept)


def address(url: str) -> str:
    """Return an address without what only tells who linked to it.

    >>> address("https://x.org/a/?utm_source=mail&p=1#top")
    'https://x.org/a?p=1'
    """
    bare = url.partition("#")[0]
    page, _, query = bare.partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part)]
    return "?".join([page.rstrip("/"), *(["&".join(kept)] if kept else [])])


_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|referrer|source)=", re.IGNORECASE)
