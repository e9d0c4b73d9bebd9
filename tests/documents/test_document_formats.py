"""One table a format: what is read, what is told."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.documents import limits
from vendorrisk.documents.formats import READERS, Input
from vendorrisk.errors import DocumentError
from vendorrisk.model.document import Document, Skipped

TEXT = "Rocket buys labels from Acme. It has done so for years."


def found(suffix: str, content: bytes | str, name: str = "a") -> list[Document | Skipped]:
    """Return what a reader makes of a file; an error counts as skipped, as in `read`."""
    data = content if isinstance(content, bytes) else content.encode()
    out: list[Document | Skipped] = []
    try:
        out += READERS[suffix](Input(f"{name}{suffix}", data, name))
    except DocumentError as error:
        out.append(Skipped(path=error.where or "", what=error.what, how=error.how))
    return out


def one(suffix: str, content: bytes | str) -> Document:
    (document,) = found(suffix, content)
    assert isinstance(document, Document)
    return document


def told(suffix: str, content: bytes | str) -> Skipped:
    (skipped,) = found(suffix, content)
    assert isinstance(skipped, Skipped)
    return skipped


# ---- text and front matter ----


def test_text_keeps_its_offsets() -> None:
    text = f"---\r\ntitle: T\r\n---\r\n\r\n{TEXT}\r\n"
    document = one(".txt", text)
    assert document.text == text
    assert [text[b.start : b.end] for b in document.blocks] == [TEXT]
    assert (document.title, document.media) == ("T", "txt")


def test_front_matter() -> None:
    head = (
        "title: A title\npublisher: Reuters\npublished: 2025-06-13\nnot_before: '2025-06-01'\n"
        "url: https://x.org/a\nreporting_chain: [Reuters, Blog]\n"
    )
    document = one(".md", f"\ufeff---\n{head}---\n# Head\n\n{TEXT}\n")
    assert document.published == dt.date(2025, 6, 13)
    assert document.not_before == dt.date(2025, 6, 1)
    assert (document.title, document.publisher, document.url) == (
        "A title",
        "Reuters",
        "https://x.org/a",
    )
    assert document.reporting_chain == ("Reuters", "Blog")
    assert document.media == "md"
    assert "title:" not in "".join(document.text[b.start : b.end] for b in document.blocks)


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("published: 2025-06-13T10:00:00Z", "published", dt.date(2025, 6, 13)),
        ("published: '2025-06-13 at noon'", "published", dt.date(2025, 6, 13)),
        ("published:", "published", None),
        ("title: 2025", "title", "2025"),
        ("reporting_chain: Reuters", "reporting_chain", ("Reuters",)),
        ("reporting_chain: []", "reporting_chain", ()),
        ("# a remark", "title", None),
    ],
)
def test_front_matter_values(head: str, field: str, value: Any) -> None:
    document = one(".txt", f"---\n{head}\n---\n{TEXT}")
    assert getattr(document, field) == value
    assert document.to_json()


@pytest.mark.parametrize(
    ("head", "where", "what", "how"),
    [
        ("titel: x", "a.txt:2", "unknown front matter key 'titel'", "did you mean 'title'?"),
        ("title: x\nauthor: y", "a.txt:3", "unknown front matter key 'author'", "one of"),
        ("title: x\npublished: soon", "a.txt:3", "'soon' is no date for 'published'", "YYYY-MM-DD"),
        ("published: 2025", "a.txt:2", "'2025' is no date", "YYYY-MM-DD"),
        ("published: 2025-02-30", "a.txt", "'2025-02-30' is no date for 'published'", "YYYY-MM-DD"),
        ("title: [a, b]", "a.txt:2", "'title' is not a text", "title: some text"),
        ("url: {a: b}", "a.txt:2", "'url' is not a text", "url"),
        ("reporting_chain: [[a]]", "a.txt:2", "'reporting_chain' is not a text", "chain"),
        ("- a\n- b", "a.txt:1", "front matter is not a mapping", "key: value"),
        ("just words", "a.txt:1", "front matter is not a mapping", "key: value"),
        ("title: x\n bad: [", "a.txt:", "front matter is not YAML", ""),
        ('title: "a \\ud800 b"', "a.txt:2", "front matter is not YAML", ""),  # half a character
        ("title: &x a\nurl: *x", "a.txt:3", "YAML aliases", "flat"),
        ("title: " + "1" * 5000, "a.txt:1", "impossible value", "mend"),
        ("title: " + "[" * 19_000, "a.txt:", "", ""),
        ("title: " + "[" * 30 + "]" * 30, "a.txt:2", "nested more than 20 deep", "flat"),
        ("title: " + "x" * 20_001, "a.txt:1", "longer than 20,000 characters", "close it"),
    ],
)
def test_front_matter_errors(head: str, where: str, what: str, how: str) -> None:
    skipped = told(".txt", f"---\n{head}\n---\n{TEXT}")
    assert skipped.path.startswith(where)
    assert what in skipped.what
    assert how in (skipped.how or "")


@pytest.mark.parametrize(
    "text",
    [
        f"---\n---\n{TEXT}",
        f"---\n\n---\n{TEXT}",
        f"---\n{TEXT}",  # never closed: a line
        f"{TEXT}\n---\ntitle: x\n---\n",  # not at the top
        f"----\ntitle: x\n----\n{TEXT}",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    document = one(".txt", text)
    assert document.title != "x"
    assert TEXT in document.text[document.blocks[0].start :]


@pytest.mark.parametrize(
    ("line", "chain"),
    [
        ("Sources: Reuters, The Information and AFP.", ("Reuters", "The Information", "AFP")),
        ("Source: Reuters", ("Reuters",)),
        ("sources: Reuters; AFP", ("Reuters", "AFP")),
        ("Sources say that it is so.", ()),
        ("The source: nobody knows who it was.", ()),
    ],
)
def test_a_source_line_names_the_chain(line: str, chain: tuple[str, ...]) -> None:
    assert one(".txt", f"A title\n\n{TEXT}\n\n{line}\n").reporting_chain == chain


def test_the_front_matter_chain_comes_first() -> None:
    text = f"---\nreporting_chain: [AFP]\n---\n{TEXT}\n\nSources: Reuters\n"
    assert one(".txt", text).reporting_chain == ("AFP",)


# ---- html ----

PAGE = (
    "<!DOCTYPE html><html><head><title>Rocket pays</title>"
    '<meta property="og:site_name" content="Reuters">'
    '<meta property="article:published_time" content="2025-06-13T10:00:00Z">'
    "</head><body><nav>Home</nav><article><h1>Rocket pays</h1>"
    f"<p>{TEXT} It pays every month, and more every year.</p>"
    "<p>Nobody else was asked, and nobody else answered.</p></article>"
    "<script>var evil = 'Rocket owns Acme';</script></body></html>"
)


def test_html() -> None:
    document = one(".html", PAGE)
    assert TEXT in document.text
    assert "evil" not in document.text
    assert (document.title, document.publisher) == ("Rocket pays", "Reuters")
    assert document.published == dt.date(2025, 6, 13)
    assert document.media == "html"


@pytest.mark.parametrize("name", ["Google", "Facebook", "LinkedIn", "WhatsApp", "Acme Labels"])
@pytest.mark.parametrize("inside", ["{}", "<a href='/c'>{}</a>", "<b>{}</b>"])
def test_html_keeps_the_names_of_clients_in_tables(name: str, inside: str) -> None:
    """Names of networks alone in a cell are no buttons to share the page."""
    row = f"<tr><td>{inside.format(name)}</td><td>17%</td></tr>"
    table = f"<table><tr><th>Client</th><th>Share</th></tr>{row}</table>"
    page = f"<html><body><article><p>{'Rocket pays Acme. ' * 20}</p>{table}</article></body></html>"
    document = one(".html", page)
    assert f"| {name} | 17% |" in document.text
    assert "\u034f" not in document.text


def test_html_keeps_the_names_of_clients_in_lists() -> None:
    items = "<ul><li>Google</li><li>Rocket</li></ul>"
    page = f"<html><body><article><p>{'Acme has clients. ' * 20}</p>{items}</article></body></html>"
    assert "Google" in one(".html", page).text


def test_html_of_a_few_words() -> None:
    assert "Hi there" in one(".html", "<html><body><p>Hi there &amp; you</p></body></html>").text


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><script>var a = 1;</script></html>", "<html>"]
)
def test_html_without_text(page: str) -> None:
    assert "no readable text" in told(".html", page).what


def test_html_in_cp1252() -> None:
    page = PAGE.replace("Nobody", "Café für niemand: nobody").encode("cp1252")
    assert "Café für niemand" in one(".html", page).text


# ---- pdf ----


def pdf(*pages: str, title: str | None = None) -> bytes:
    """Return a PDF, written by hand: one line of Helvetica a line of text."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    info = b""
    if title is not None:
        objects.append(f"<< /Title ({title}) >>".encode())
        info = b" /Info %d 0 R" % len(objects)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R%b >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, info, len(out))
    )


def test_pdf() -> None:
    document = one(".pdf", pdf("Rocket pays", f"{TEXT} And the rest fol-\nlows here.", title="T"))
    assert document.media == "pdf"
    assert document.title == "T"
    assert TEXT in document.text
    assert "the rest follows here" in document.text  # a hyphen at the end of a line
    assert document.text.index("Rocket pays") < document.text.index(TEXT)


def test_a_pdf_by_its_first_bytes(tmp_path: Path) -> None:
    from vendorrisk.documents import read

    path = tmp_path / "really.txt"
    path.write_bytes(pdf(TEXT))
    assert read(path).documents[0].media == "pdf"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (pdf(""), "the PDF holds no text"),
        (b"%PDF-1.4\nnothing", "cannot parse the PDF"),
        (pdf(TEXT)[:200], "cannot parse the PDF"),
        (b"", "cannot parse the PDF"),
    ],
)
def test_pdf_errors(content: bytes, what: str) -> None:
    assert what in told(".pdf", content).what


def test_an_encrypted_pdf_is_told() -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(TEXT))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert told(".pdf", out.getvalue()).what == "the PDF is encrypted"


def test_a_pdf_of_too_many_pages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    assert told(".pdf", pdf("a", "b", "c")).what == "over 2 pages"


@pytest.mark.parametrize(("bound", "most"), [("MAX_CHARACTERS", 60), ("MAX_UNPACKED", 250)])
def test_a_pdf_of_too_much_is_read_as_far_as_the_bound_and_told(
    monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    data = pdf(*[f"Page {number}. {TEXT}" for number in range(9)])
    assert isinstance(one(".pdf", data), Document)
    monkeypatch.setattr(limits, bound, most)
    document, skipped = found(".pdf", data)
    assert isinstance(document, Document) and "Page 0" in document.text
    assert isinstance(skipped, Skipped)
    assert skipped.what.startswith("too much to read: of 9 pages the first ")


def test_a_page_that_unpacks_to_too_much_is_told() -> None:
    packed = zlib.compress(b" " * 200_000_000, 9)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
    plain = pdf("X")
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream") + len(b"endstream")
    assert "unpacks to too much" in told(".pdf", plain[:start] + stream + plain[end:]).what


# ---- mail ----


def mail(body: str | None = TEXT, page: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    values = {"Subject": "Labels", "From": "Ada <ada@thebell.net>", **headers}
    for key, value in {"Date": "Fri, 13 Jun 2025 10:00:00 +0000", **values}.items():
        message[key] = value
    if body is not None:
        message.set_content(body)
    if page is not None:
        (message.add_alternative if body is not None else message.set_content)(page, subtype="html")
    return message


def test_mail() -> None:
    document = one(".eml", mail().as_bytes())
    assert (document.title, document.publisher, document.media) == ("Labels", "thebell.net", "eml")
    assert document.published == dt.date(2025, 6, 13)
    assert document.text.strip() == TEXT


def test_mail_in_html_only() -> None:
    document = one(".eml", mail(None, PAGE).as_bytes())
    assert TEXT in document.text
    assert (document.title, document.media) == ("Labels", "eml")


def test_mail_prefers_its_plain_text() -> None:
    assert one(".eml", mail("Plain words, and enough of them.", PAGE).as_bytes()).text.startswith(
        "Plain"
    )


def test_mail_with_attachments() -> None:
    message = mail()
    message.add_attachment(b"Notes. " + TEXT.encode(), "text", "plain", filename="notes.txt")
    message.add_attachment(pdf(TEXT), "application", "pdf", filename="deck.pdf")
    message.add_attachment(b"\x00\x01", "text", "plain", filename="bad.txt")
    message.add_attachment(b"PK", "application", "zip", filename="all.zip")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png", disposition="inline")
    out = found(".eml", message.as_bytes())
    documents = [d for d in out if isinstance(d, Document)]
    assert [(d.name, d.media, d.path) for d in documents] == [
        ("a", "eml", "a.eml"),
        ("a-notes", "txt", "a.eml!notes.txt"),
        ("a-deck", "pdf", "a.eml!deck.pdf"),
    ]
    assert [(s.path, s.what) for s in out if isinstance(s, Skipped)] == [
        ("a.eml!bad.txt", "looks binary, not text"),
        ("a.eml!all.zip", "attachment of unknown format '.zip'"),
    ]
    assert len({d.id for d in documents}) == 3


def test_an_empty_mail_with_an_attachment_still_gives_the_attachment() -> None:
    message = mail("\n")
    message.add_attachment(TEXT.encode(), "text", "plain", filename="notes.txt")
    out = found(".eml", message.as_bytes())
    assert [d.name for d in out if isinstance(d, Document)] == ["a-notes"]
    assert [s.what for s in out if isinstance(s, Skipped)] == ["empty file"]


def test_a_mail_without_text() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    assert told(".eml", message.as_bytes()).what == "a mail without text"


def test_too_many_attachments_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    message = mail()
    for number in range(12):
        message.add_attachment(
            f"{TEXT} {number}".encode(), "text", "plain", filename=f"{number}.txt"
        )
    out = found(".eml", message.as_bytes())
    assert len([d for d in out if isinstance(d, Document)]) == 1 + limits.MAX_ATTACHMENTS
    assert "the rest was left out" in next(s.what for s in out if isinstance(s, Skipped))
    monkeypatch.setattr(limits, "MAX_MAIL_PARTS", 5)
    assert "over 5 parts" in told(".eml", message.as_bytes()).what


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.com\nSubject: s\nContent-Type: text/plain; charset=nonsense\n\n"
        + TEXT.encode(),
        b"From: a@b.com\nSubject: s\nDate: not a date\n\n" + TEXT.encode(),
        b"From: a@b.com\nDate: Fri, 99 Jun 20250 99:99:99 +9999\n\n" + TEXT.encode(),
        b"From: =?utf-8?q?=?= <>,,;<<\nSubject: =?x?=?\nContent-Type: ;;;\n\n" + TEXT.encode(),
        b"Content-Type: text/plain; charset=utf-7\n\nRocket +2AA- buys labels from Acme.",
        TEXT.encode(),  # no header at all
    ],
)
def test_odd_mails_are_read(raw: bytes) -> None:
    document = one(".eml", raw)
    assert "labels" in document.text
    assert document.to_json()


def test_cp1252_mail() -> None:
    head = b"Subject: s\nContent-Type: text/plain; charset=windows-1252\n\n"
    raw = head + b"Caf\xe9 f\xfcr alle, jeden Tag."
    assert one(".eml", raw).text.startswith("Café für alle")


# ---- jsonl ----


def test_jsonl() -> None:
    rows = [
        {"id": "x-1", "text": TEXT, "publisher": "Reuters", "published": "2025-06-13", "label": 3},
        {"id": "bad name/../", "text": TEXT + " Two."},
        {"text": TEXT + " Three.", "title": None},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows)
    out = found(".jsonl", lines)
    documents = [d for d in out if isinstance(d, Document)]
    assert len(out) == len(documents) == 3
    assert [d.name for d in documents] == ["x-1", "a-3", "a-5"]  # or the line of the file
    assert documents[0].publisher == "Reuters"
    assert documents[0].published == dt.date(2025, 6, 13)
    assert documents[0].path == "a.jsonl:1"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[1]", "a line needs a 'text'"),
        ('{"txt": "x"}', "a line needs a 'text'"),
        ('{"text": 5}', "a line needs a 'text'"),
        ('{"text": ""}', "empty file"),
        ('{"text": "Enough words here.", "published": "soon"}', "'soon' is no date"),
        ('{"text": "Enough words here.", "title": ["a"]}', "'title' is not a text"),
        ('{"text": "Enough words here.", "n": ' + "1" * 5000 + "}", "not JSON"),
        ('{"text": ' + "[" * 5000 + "}", "not JSON"),
        ('{"text": "a \\u0000 b"}', "looks binary"),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_goes_on(line: str, what: str) -> None:
    good = json.dumps({"text": TEXT})
    out = found(".jsonl", f"{good}\n{line}\n{good.replace('Rocket', 'Blank')}\n")
    assert [d.name for d in out if isinstance(d, Document)] == ["a-1", "a-3"]
    (skipped,) = [s for s in out if isinstance(s, Skipped)]
    assert skipped.path == "a.jsonl:2"
    assert what in skipped.what


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x1e", "\x0b"])
def test_line_ends_inside_a_text_end_no_line(mark: str) -> None:
    raw = '{"text": "' + TEXT + (mark if ord(mark) > 31 else json.dumps(mark)[1:-1]) + 'So."}'
    assert one(".jsonl", raw + "\r\n").text == f"{TEXT}{mark}So."


def test_jsonl_with_a_mark_at_the_top() -> None:
    assert one(".jsonl", "\ufeff" + json.dumps({"text": TEXT})).text == TEXT


def test_half_characters_can_be_written() -> None:
    raw = '{"text": "' + TEXT + ' \\ud800", "publisher": "\\udfff", "title": "x\\ud800"}'
    assert one(".jsonl", raw).to_json()


def test_too_many_lines_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINES", 2)
    assert told(".jsonl", "{}\n{}\n{}").what == "over 2 lines"


# ---- facts ----

FACTS = """\
# a remark, with é and 😀
title: Facts on Acme
facts:
  - id: a-1
    says: Rocket buys labels — €5 of them 😀 a day.
    kind: client
    modality: confirmed
    date: 2025-06-13
  - id: a-2
    says: "Rocket said: never again."
    kind: client_loss
    modality: planned
  - id: a-3
    says: >-
      Rocket pays
      every month.
    kind: client
    modality: reported
  - id: a-4
    says: 'It''s so.'
    kind: context
    modality: reported
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_facts_are_quoted_by_their_own_sentence(mark: str, end: str) -> None:
    document = one(".yaml", mark + FACTS.replace("\n", end))
    quotes = [document.text[f["start"] : f["end"]] for f in document.facts]
    assert quotes == [
        "Rocket buys labels — €5 of them 😀 a day.",
        "Rocket said: never again.",
        f"Rocket pays{end}      every month.",
        "It''s so.",
    ]
    assert [f["line"] for f in document.facts] == [4, 9, 13, 19]
    assert (document.title, document.media, document.blocks) == ("Facts on Acme", "facts", ())
    assert document.facts[0]["date"] == "2025-06-13"  # as JSON reads it back
    assert Document.model_validate_json(document.to_json()) == document


def test_an_empty_fact_file_is_one_without_facts() -> None:
    assert one(".yaml", "facts: []\n").facts == ()


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("facts: [", "a.yaml:", "not YAML"),
        ("a: b", "a.yaml", "not a fact file"),
        ("- a", "a.yaml", "not a fact file"),
        ("facts: {a: b}", "a.yaml", "not a fact file"),
        ("facts: &x\n- *x\n", "a.yaml:2", "aliases"),
        ("facts:\n- &x {id: a}\n- *x\n", "a.yaml:3", "aliases"),
        ("facts: " + "[" * 30 + "]" * 30, "a.yaml:1", "nested more than 20 deep"),
        ("facts: " + "[" * 30_000, "a.yaml", ""),
        ("facts: []\nfacts: []\n", "a.yaml:2", "key 'facts' stands twice"),
        ("facts: []\nn: " + "1" * 5000, "a.yaml", "impossible value"),
        ("facts: []\ntitle: [x]\n", "a.yaml", "'title' is not a text"),
        ("facts: !!python/object:os.system []\n", "a.yaml", "not YAML"),
        ("facts: []\n---\nfacts: []\n", "a.yaml", "not YAML"),
    ],
)
def test_fact_file_errors(text: str, where: str, what: str) -> None:
    skipped = told(".yaml", text)
    assert skipped.path.startswith(where)
    assert what in skipped.what


GOOD = "- {id: good, says: It is so., kind: client, modality: confirmed}\n"


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        ("- just words\n", "a fact is not a mapping"),
        ("- {says: x, kind: client, modality: confirmed}\n", "fact '?' has no 'id'"),
        ("- {id: a, kind: client, modality: confirmed}\n", "fact 'a' has no 'says'"),
        ("- {id: a, says: '', kind: client, modality: confirmed}\n", "fact 'a' has no 'says'"),
        ("- {id: a, says: x, modality: confirmed}\n", "fact 'a' has no 'kind'"),
        ("- {id: a, says: x, kind: client}\n", "fact 'a' has no 'modality'"),
        ("- {id: a, says: [x], kind: client, modality: confirmed}\n", "'says' is not a sentence"),
        ("- {id: a, says: 5, kind: client, modality: confirmed}\n", "'says' is not a sentence"),
        ("- {id: a, says: x, kind: client, modality: confirmed, 1: 2}\n", "not a word: 1"),
        (GOOD, "fact id 'good' stands twice"),
    ],
)
def test_a_bad_fact_is_skipped_and_the_rest_goes_on(fact: str, what: str) -> None:
    out = found(".yaml", f"facts:\n{GOOD}{fact}")
    (document,) = [d for d in out if isinstance(d, Document)]
    assert [f["id"] for f in document.facts] == ["good"]
    (skipped,) = [s for s in out if isinstance(s, Skipped)]
    assert skipped.path == "a.yaml:3"
    assert what in skipped.what


# ---- anything ----

SUFFIXES = sorted(READERS)
starts = st.sampled_from(
    [
        "",
        "---\ntitle: x\n---\n",
        "---\n",
        '{"text": "Enough words.", ',
        "facts:\n- id: a\n  says: ",
        "<html><body><p>",
        "%PDF-1.4\n1 0 obj\n",
        "Subject: x\nContent-Type: multipart/mixed; boundary=B\n\n--B\n",
        "From: =?utf-8?b?",
        "Content-Disposition: attachment; filename*0*=",
    ]
)


@given(st.sampled_from(SUFFIXES), starts, st.text(max_size=120) | st.binary(max_size=120))
@settings(max_examples=200)
def test_any_content_gives_documents_or_reasons(suffix: str, start: str, rest: str | bytes) -> None:
    tail = rest.encode("utf-8", "replace") if isinstance(rest, str) else rest
    for thing in found(suffix, start.encode() + tail):
        if isinstance(thing, Document):
            assert thing.to_json(None)
            assert thing.id == f"doc-{thing.sha256[:16]}"
        else:
            assert thing.what
            assert thing.path
