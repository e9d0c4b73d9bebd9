"""Feeds: one document an entry, whatever is around them; hostile ones in bounded time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorrisk.documents import limits, read
from vendorrisk.documents.feeds import feed_documents
from vendorrisk.documents.metadata import Input
from vendorrisk.errors import DocumentError
from vendorrisk.model.document import Document, Skipped

HEAD = "<?xml version='1.0' encoding='utf-8'?>"
SAID = "Google plans to end its partnership with Scale AI."


def rss(items: str, title: str = "Business wire") -> bytes:
    text = f"{HEAD}<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
    return text.encode()


def atom(entries: str) -> bytes:
    space = "xmlns='http://www.w3.org/2005/Atom'"
    return f"{HEAD}<feed {space}><title>Atom wire</title>{entries}</feed>".encode()


def found(data: bytes) -> tuple[list[Document], list[Skipped]]:
    documents, skipped = [], []
    try:
        for one in feed_documents(Input("wire.xml", data, "wire")):
            (documents if isinstance(one, Document) else skipped).append(one)  # type: ignore[attr-defined]
    except DocumentError as error:
        skipped.append(Skipped(path=error.where or "", what=error.what, how=error.how))
    return documents, skipped


@pytest.mark.parametrize(
    ("data", "text", "publisher", "day", "url"),
    [
        (
            rss(
                "<item><title>Ties</title><link>https://n.example/1</link>"
                "<pubDate>Fri, 13 Jun 2025 23:30:00 -0400</pubDate>"
                f"<description><![CDATA[<p>{SAID}</p><script>x()</script>]]></description></item>"
            ),
            f"Ties\n\n{SAID}",
            "Business wire",
            dt.date(2025, 6, 13),
            "https://n.example/1",
        ),
        (
            rss(f"<item><source url='u'>Reuters</source><description>{SAID}</description></item>"),
            SAID,
            "Reuters",
            None,
            None,
        ),
        (
            atom(
                f"<entry><title>Ties</title><summary>Short.</summary><content type='html'>"
                f"&lt;p&gt;{SAID}&lt;/p&gt;</content><updated>2025-07-01T00:00:00Z</updated>"
                "<published>2025-06-14T01:00:00+02:00</published></entry>"
            ),
            f"Ties\n\n{SAID}",
            "Atom wire",
            dt.date(2025, 6, 14),
            None,
        ),
        (
            atom(f"<entry><summary>{SAID}</summary><updated>2025-07-01</updated></entry>"),
            SAID,
            "Atom wire",
            dt.date(2025, 7, 1),
            None,
        ),
        (
            rss(f"<item><title>{SAID}</title><pubDate>yesterday</pubDate></item>"),
            SAID,
            "Business wire",
            None,
            None,
        ),
        (
            rss(
                f"<item><title>Caf&#233; &amp; bar</title><description>{SAID}</description></item>"
            ),
            f"Café & bar\n\n{SAID}",
            "Business wire",
            None,
            None,
        ),
    ],
    ids=["rss", "source", "atom", "updated", "title-only", "entities"],
)
def test_an_entry_is_a_document(
    data: bytes, text: str, publisher: str, day: dt.date | None, url: str | None
) -> None:
    (document,), skipped = found(data)
    assert skipped == []
    assert (document.text, document.publisher) == (text, publisher)
    assert (document.published, document.url, document.media) == (day, url, "feed")


@pytest.mark.parametrize(
    ("data", "entries", "told"),
    [
        (b"<a><b/></a>", 0, "XML, but no feed"),
        (b"not a feed at all", 0, "XML, but no feed"),
        (rss(""), 0, "a feed without entries"),
        (rss("<item><title></title></item>"), 0, "an entry without text"),
        (
            rss(f"<item><title>{SAID}</title></item><item><title>cut")[:-24],
            1,
            "the feed is damaged",
        ),
        (rss(f"<item><title>{SAID} &nope; x</title></item>"), 1, "the feed is damaged"),
    ],
    ids=["xml", "text", "empty", "blank", "cut", "unknown-entity"],
)
def test_what_cannot_be_read_is_told(data: bytes, entries: int, told: str) -> None:
    documents, skipped = found(data)
    assert len(documents) == entries
    assert any(one.what.startswith(told) for one in skipped), skipped


def test_an_entry_keeps_its_id_and_name_when_others_come_before_it() -> None:
    item = f"<item><title>Ties cut</title><description>{SAID}</description></item>"
    (before,), _ = found(rss(item))
    documents, _ = found(rss(f"<item><title>Newer</title></item>{item}"))
    after = documents[-1]
    assert (before.id, before.name, before.text) == (after.id, after.name, after.text)
    (changed,), _ = found(rss(item.replace("plans", "planned")))
    assert changed.id != before.id


def test_entities_are_not_blown_up_and_nothing_is_fetched(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    for doctype, word in (
        (f"<!DOCTYPE r [<!ENTITY l0 'lol'>{lol}]>", "&l9;"),
        (f"<!DOCTYPE r [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>", "&x;"),
    ):
        body = f"<rss version='2.0'><channel><item><title>A {word} b</title></item></channel></rss>"
        documents, _ = found(f"{HEAD}{doctype}{body}".encode())
        told = "".join(f"{d.text}{d.title}" for d in documents)
        assert "SECRET" not in told and len(told) < 1000


def test_bounds(monkeypatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 2)
    documents, skipped = found(rss("".join(f"<item><title>T{n}</title></item>" for n in range(3))))
    assert len(documents) == 2 and "over 2 entries" in skipped[0].what
    monkeypatch.setattr(limits, "MAX_FEED_BYTES", 10)
    documents, skipped = found(rss(""))
    assert documents == [] and "larger than" in skipped[0].what


@given(st.binary(max_size=300))
def test_no_bytes_break_it(noise: bytes) -> None:
    for data in (noise, rss(f"<item><title>{SAID}</title></item>") + noise, b"<rss>" + noise):
        documents, skipped = found(data)
        assert documents or skipped


def test_a_feed_on_standard_input_and_in_a_folder(tmp_path) -> None:
    data = rss(f"<item><title>{SAID}</title></item>")
    assert len(read("-", stdin=data).documents) == 1
    for suffix in ("xml", "rss", "atom"):
        (tmp_path / f"a.{suffix}").write_bytes(data)
    corpus = read(tmp_path)
    assert len(corpus.documents) == 1 and corpus.copies == 2
