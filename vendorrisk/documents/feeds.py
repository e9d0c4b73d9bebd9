"""Saved RSS and Atom feeds: one document an entry, by feedparser, from bytes alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

from vendorrisk.documents import limits
from vendorrisk.documents.characters import legible
from vendorrisk.documents.metadata import FRONT_KEYS, Found, Input, build, checked_meta, sound
from vendorrisk.documents.pages import visible_text
from vendorrisk.errors import DocumentError
from vendorrisk.model.document import Skipped

_SAVE = "save the feed again, as RSS or Atom"
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")


def feed_documents(one: Input) -> Found:
    """Read a saved RSS or Atom feed: every entry is a document, known by what it says.

    Title, readable text, link and day are those of the entry; the publisher is the source that the
    entry names, else the title of the feed. Nothing is fetched. Of a damaged feed the entries that
    can be read are read, and a note says so.
    """
    if len(one.data) > limits.MAX_FEED_BYTES:
        what = f"a feed larger than {limits.MAX_FEED_BYTES // 1_000_000} MB"
        raise DocumentError(what, where=one.path, how="split it")
    found = _parsed(one)
    entries = found.get("entries", [])
    broken = found.get("bozo_exception") if found.get("bozo") else None
    if not found.get("version") and not entries:
        raise DocumentError("XML, but no feed", where=one.path, how="give RSS or Atom")
    if not entries:
        yield Skipped(path=one.path, what="a feed without entries", how=_SAVE if broken else None)
    if _is_damage(broken):
        what = f"the feed is damaged ({_told(broken)}); what could be read was read"
        yield Skipped(path=one.path, what=what, how=_SAVE)
    publisher = _line(found.get("feed", {}).get("title"))
    for number, entry in enumerate(entries[: limits.MAX_ENTRIES], 1):
        yield from _entry(one, number, entry, publisher)
    if len(entries) > limits.MAX_ENTRIES:
        what = f"over {limits.MAX_ENTRIES:,} entries; the rest was left out"
        yield Skipped(path=one.path, what=what, how="split it")


def _parsed(one: Input) -> Any:
    import io

    import feedparser

    try:  # bytes in a file: a text would be taken for an address or a path
        return feedparser.parse(
            io.BytesIO(one.data), resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # noqa: BLE001  # the parser may fail in any way on hostile feeds
        raise DocumentError(
            f"cannot parse the feed: {type(error).__name__}", where=one.path, how=_SAVE
        ) from None


def _is_damage(broken: object) -> bool:
    """Whether the parser's complaint is one of content, not of a header that a file has not."""
    return broken is not None and type(broken).__name__ not in {
        "CharacterEncodingOverride",
        "NonXMLContentType",
    }


def _told(broken: object) -> str:
    return legible(" ".join(str(broken).split()))[:100]


def _entry(one: Input, number: int, entry: Any, publisher: str | None) -> Iterator[Any]:
    where = f"{one.path}#{number}"
    title = _line(entry.get("title"))
    text = _text(entry)
    meta = {
        "title": title,
        "publisher": _line((entry.get("source") or {}).get("title")) or publisher,
        "published": _day(entry),
        "url": _line(entry.get("link")),
    }
    told = {key: str(value) if value is not None else None for key, value in meta.items()}
    content = json.dumps({**told, "text": text}, ensure_ascii=False, sort_keys=True)
    inner = Input(where, sound(content).encode("utf-8"), f"{one.name}-{_slug(title, number)}")
    try:
        if not text.strip():
            raise DocumentError("an entry without text", where=where, how="save the article itself")
        body = limits.decode(sound(text).encode("utf-8"), where)
        yield build(inner, "feed", body, checked_meta(meta, where, FRONT_KEYS))
    except DocumentError as error:
        yield Skipped(path=error.where or where, what=error.what, how=error.how)


def _text(entry: Any) -> str:
    """Return the longest of what the entry tells, as readable text under its title."""
    told = [part.get("value") or "" for part in entry.get("content") or ()]
    told.append(entry.get("summary") or "")
    texts = [legible(visible_text(part)).strip() for part in told]
    body = max(texts, key=len)
    title = _line(entry.get("title")) or ""
    if not title or body.startswith(title):
        return body
    return f"{title}\n\n{body}".strip()


def _line(value: object) -> str | None:
    """Return a field as one line without tags; None when it says nothing."""
    if not isinstance(value, str):
        return None
    text = unescape(re.sub(r"<[^<>]{0,500}>", " ", value))
    return sound(legible(" ".join(text.split())))[:1000] or None


def _day(entry: Any) -> dt.date | None:
    """Return the day of an entry as it is written, in its own time zone; None when it is no day."""
    for key in ("published", "created", "updated"):
        told = dict.get(entry, key)  # its own get takes one day for another, with a warning
        if not isinstance(told, str):
            continue
        try:
            iso = _DAY.match(told)
            if iso:
                return dt.date.fromisoformat(iso[1])
            return parsedate_to_datetime(told).date()
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def _slug(title: str | None, number: int) -> str:
    """Return a short name of an entry that does not move when others come before it."""
    words = re.findall(r"[a-z0-9]+", (title or "").casefold())
    return "-".join(words)[:60].rstrip("-") or str(number)
