"""Text of strangers is data: every hostile string goes through every output in every format."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import checks
import hostile_strings
import outputs
import pypdf
import pypdf.annotations
import pytest
from spoil import Texts

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.columns import columns
from vendorrisk.report import FORMATS, csv_tables, html, markup, render
from vendorrisk.report.gating import GATE_FORMATS

STRINGS = hostile_strings.strings()
NAMES = [*STRINGS, *STRINGS]
CHUNKS = [NAMES[at : at + checks.CHUNK] for at in range(0, len(STRINGS), checks.CHUNK)]
TOTAL = [(one.name, one.format) for one in outputs.outputs(outputs.Kit(None, None, None))]
MADE_OF = outputs.kit
LONGEST = 1_000


@functools.cache
def output(name: str, format: str) -> outputs.Output:
    return next(o for o in outputs.outputs(MADE_OF()) if (o.name, o.format) == (name, format))


@functools.cache
def usual(name: str, format: str) -> bytes:
    """Return an output with plain words in place of all texts."""
    return output(name, format).write(Texts(*checks.PLAIN))


@pytest.mark.parametrize("names", CHUNKS, ids=lambda names: names[0].replace(" ", "-"))
@pytest.mark.parametrize(("name", "format"), TOTAL)
def test_hostile_text_is_only_text(name: str, format: str, names: list[str]) -> None:
    check = checks.check_of(format)
    texts = [STRINGS[one] for one in names]
    if format == "md":
        texts = [text[:LONGEST] for text in texts]  # its parser takes seconds for a megabyte
    check(output(name, format).write(Texts(*texts)), usual(name, format), texts)


def test_every_format_of_a_result_and_of_a_gate_is_among_the_outputs() -> None:
    assert {format for name, format in TOTAL if name == "report"} == set(FORMATS)
    assert {format for name, format in TOTAL if name == "gate"} == set(GATE_FORMATS)


def test_a_format_without_a_check_is_told() -> None:
    with pytest.raises(AssertionError, match="write a check for it"):
        checks.check_of("holograms")


@pytest.mark.parametrize("name", ["report", "gate", "checklist", "claims"])
def test_the_same_texts_give_the_same_bytes(name: str) -> None:
    texts = Texts(*(STRINGS[one] for one in CHUNKS[3]))
    for one in [o for o in outputs.outputs(MADE_OF()) if o.name == name]:
        assert one.write(texts) == one.write(texts)


ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://a b.example/",
    'https://example.com/"onclick="x',
    "https://user@example.com/",
    "file:///etc/passwd",
    "//example.com",
    "https://",
    "https://[::1",
    "vbscript:x",
    "https://exam\u202eple.com/",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["html", "md"])
def test_a_doubtful_address_is_no_link(
    made: Callable[..., Comparison], address: str, name: str
) -> None:
    out = render(made(address=address), name).decode("utf-8")
    assert f'href="{address}' not in out
    assert f"<{address}" not in out


def test_long_quotes_are_cut_and_the_ellipsis_is_ours(made: Callable[..., Comparison]) -> None:
    out = render(made("word " * 2500), "html").decode("utf-8")
    quote = re.search(r"<blockquote[^>]*>“(.*?)”(.*?)</blockquote>", out)
    assert quote
    assert len(quote[1].split()) == 50
    assert "…" in quote[2]
    assert "…" not in quote[1]


def test_ten_thousand_characters_do_not_swell_the_page(made: Callable[..., Comparison]) -> None:
    plain = len(render(made(), "html"))
    assert len(render(made("x" * 10_000), "html")) < plain + 700_000


def test_the_table_keeps_its_width(made: Callable[..., Comparison]) -> None:
    for text in STRINGS.values():
        out = render(made(text, name=text), "table").decode("utf-8")
        for line in out.split("\n"):  # what would be a command is wider by a blank
            assert columns(line.replace("## ", "##").replace(": :", "::")) <= 80


def _as_it_is(text: str) -> str:
    return text


def _fails(name: str, format: str, *strings: str) -> None:
    """Hold what is written now to the check, and expect it to fail on any of some strings."""
    check = checks.check_of(format)
    plain = usual(name, format)
    for one in strings:
        texts = [STRINGS[one]] * checks.CHUNK
        with pytest.raises(AssertionError):
            check(output(name, format).write(Texts(*texts)), plain, texts)


def test_the_check_of_markdown_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorrisk.report import markdown, quote_markdown

    usual("report", "md")
    for module in (markdown, quote_markdown):
        monkeypatch.setattr(module, "escaped", lambda text: " ".join(text.split()))
    _fails("report", "md", "script", "markdown link", "markdown image", "markdown code")
    _fails("report", "md", "markdown autolinks", "markdown emphasis", "terminal clear")
    _fails("report", "md", "markdown table", "entities", "bidi override")


def test_the_check_of_html_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    from markupsafe import Markup

    usual("report", "html")
    monkeypatch.setattr(html, "_gate", lambda value: Markup(value) if _text(value) else value)  # noqa: S704
    html.environment.cache_clear()
    _fails("report", "html", "script", "image", "svg", "attribute double", "comment", "css")
    html.environment.cache_clear()
    monkeypatch.setattr(html, "_gate", _as_it_is)
    _fails("report", "html", "terminal clear", "bidi override", "nul and controls")
    monkeypatch.undo()
    html.environment.cache_clear()


def _text(value: object) -> bool:
    return isinstance(value, str)


def test_the_check_of_csv_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorrisk.report import cells

    usual("report", "csv")
    monkeypatch.setattr(cells, "guarded", _as_it_is)
    _fails("report", "csv", "formula hyperlink", "formula plus", "formula at", "formula tab")
    monkeypatch.undo()
    monkeypatch.setattr(cells, "visible", _as_it_is)
    _fails("report", "csv", "terminal clear", "bidi override", "tags")
    monkeypatch.undo()
    broken = usual("report", "csv").replace(b'"', b"")
    with pytest.raises(AssertionError):
        checks.csv_(broken + b"a,b\n", usual("report", "csv"), checks.PLAIN)


def test_the_check_of_workbooks_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorrisk.report import book

    usual("report", "xlsx")
    monkeypatch.setattr(
        book.Book,
        "text",
        lambda self, sheet, row, column, value, style, free=False: (
            sheet.write_formula(row, column, value)
            if value.startswith("=")
            else sheet.write_string(row, column, book.plain(value), self.format(style, free=free))
        ),
    )
    _fails("report", "xlsx", "formula hyperlink", "formula command")
    monkeypatch.undo()
    monkeypatch.setattr(book, "plain", lambda text: text.replace("\x1b", "?"))
    _fails("report", "xlsx", "bidi override", "tags")
    monkeypatch.undo()
    monkeypatch.setattr(book, "_printed", lambda text, most: text[:60])
    with pytest.warns(UserWarning, match="images"):
        _fails("report", "xlsx", "printed page")


def test_the_check_of_plain_text_bites(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorrisk.report import tables

    usual("report", "table")
    monkeypatch.setattr(tables, "page_of", lambda lines: "\n".join(lines) + "\n")
    monkeypatch.setattr(tables, "cut", lambda text, width: " ".join(text.split())[:width])
    monkeypatch.setattr(tables, "one_line", _as_it_is)
    _fails("report", "table", "terminal clear", "terminal link", "bidi override", "combining")
    _fails("report", "table", "workflow command", "teamcity", "terminal overprint")


def test_the_checks_of_a_gate_bite(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorrisk.report import annotations, junit, sarif

    for format in ("github", "sarif", "junit"):
        usual("gate", format)
    monkeypatch.setattr(annotations, "_data", _as_it_is)
    monkeypatch.setattr(annotations, "_property", _as_it_is)
    _fails("gate", "github", "workflow command", "workflow encoded", "csv")
    monkeypatch.setattr(sarif, "_message", lambda text: sarif.Message(text=text))
    _fails("gate", "sarif", "sarif link")
    monkeypatch.setattr(sarif, "_shown", lambda part: part)
    _fails("gate", "sarif", "bidi override")
    monkeypatch.setattr(junit, "_sound", lambda text: text.replace("\x00", ""))
    _fails("gate", "junit", "bidi override")
    told = usual("gate", "junit").replace(b"<failure", b"<x/><failure", 1)
    with pytest.raises(AssertionError):
        checks.junit(told, usual("gate", "junit"), checks.PLAIN)


def test_the_checks_of_data_bite() -> None:
    plain = b'{"a": ["Plainoneword", 1]}'
    checks.json_(plain, plain, checks.PLAIN)
    for spoilt in (b'{"a": ["x"]}', b'{"a": ["x", "1"]}', b'{"a": ["x", 1], "b": 2}'):
        with pytest.raises(AssertionError):
            checks.json_(spoilt, plain, ["x"])
    with pytest.raises(AssertionError):
        checks.json_(b'{"a": ["y", 1]}', plain, ["x"])  # the text is not there
    with pytest.raises(AssertionError):
        checks.jsonl(b'{"a": 1}\n\n', b'{"a": 1}\n', checks.PLAIN)
    with pytest.raises(AssertionError):
        checks.yaml_(b"a: [b]", b"a: Plainoneword", ["b"])


def _pdf(act: Callable[[Any], object] | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = {pypdf.generic.NameObject(k): pypdf.generic.NameObject(v) for k, v in font.items()}
    fonts = pypdf.generic.DictionaryObject()
    fonts[pypdf.generic.NameObject("/F")] = pypdf.generic.DictionaryObject(names)
    own = pypdf.generic.DictionaryObject()
    own[pypdf.generic.NameObject("/Font")] = fonts
    page[pypdf.generic.NameObject("/Resources")] = own
    stream = pypdf.generic.StreamObject()
    stream.set_data(b"BT /F 9 Tf 9 90 Td (" + checks.PLAIN[0].encode() + b") Tj ET")
    page[pypdf.generic.NameObject("/Contents")] = stream
    if act is not None:
        act(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_check_of_pages_bites() -> None:
    plain = _pdf()
    checks.pdf(plain, plain, checks.PLAIN)
    name = pypdf.generic.NameObject
    link = pypdf.annotations.Link(rect=(0, 0, 9, 9), url="http://evil.example")
    for act in (
        lambda writer: writer.root_object.update({name("/OpenAction"): name("/x")}),
        lambda writer: writer.add_attachment("a.txt", b"x"),
        lambda writer: writer.add_annotation(0, link),
    ):
        with pytest.raises(AssertionError):
            checks.pdf(_pdf(act), plain, checks.PLAIN)
    with pytest.raises(AssertionError):
        checks.pdf(plain, plain, ["elsewhere"])


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(body: str = "", links: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        text = f"<w:t>{checks.PLAIN[0]}</w:t>{body}"
        archive.writestr("word/document.xml", f"<w:document {WORD}>{text}</w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<r>{links}</r>")
    return out.getvalue()


def test_the_check_of_memos_bites() -> None:
    plain = _docx("<w:instrText> PAGE </w:instrText>")
    checks.docx(plain, plain, checks.PLAIN)
    for body, links in (
        ("<w:instrText> HYPERLINK x </w:instrText>", ""),
        ("<w:fldSimple w:instr='DDEAUTO c'/>", ""),
        ("<w:altChunk/>", ""),
        ("<w:t>a\u202eb</w:t>", ""),
        ("", "<Relationship TargetMode='External' Target='http://evil.example'/>"),
    ):
        with pytest.raises(AssertionError):
            checks.docx(_docx(body, links), plain, checks.PLAIN)
    with pytest.raises(AssertionError):
        checks.docx(plain, plain, ["elsewhere"])


def test_one_escape_serves_all_markdown() -> None:
    for text in STRINGS.values():
        shown = markup.escaped(text)
        assert "\n" not in shown
        assert not checks.HIDDEN.search(shown)


def test_a_cell_begins_no_formula() -> None:
    for text in STRINGS.values():
        told = csv_tables.csv_text(("a",), [(text,)]).partition("\n")[2]
        assert not told.lstrip('" ').startswith(("=", "+", "-", "@", "\t", "\r"))
