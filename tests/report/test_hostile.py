"""Text of documents is data: nothing runs, nothing breaks out, nothing is hidden."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from vendorrisk.model.assessment import Comparison
from vendorrisk.report import TEXT_FORMATS, render

RLO, NUL, ZERO_WIDTH, TAG = "\u202e", "\x00", "\u200b", "\U000e0041"
NASTY = {
    "script": "<script>alert(1)</script>",
    "closing": "</style></title></textarea></svg></details><script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x="',
    "apostrophe": "' onfocus='alert(1)' autofocus='",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "template": "{{7*7}} {% raw %} ${7*7} <%= 7*7 %> #{7*7}",
    "formula": "=cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-plus": "+1+1",
    "formula-minus": "-2+3",
    "formula-tab": "\t=1+1",
    "formula-blank": " =1+1",
    "formula-wide": "＝1+1",
    "override": f"safe {RLO}lmth.exe",
    "nul": f"a{NUL}b",
    "hidden": f"Sca{ZERO_WIDTH}le {TAG}",
    "escape": "\x1b[31mred\x1b[0m \x9b31m",
    "markdown-link": "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "markdown-html": "<img src=x onerror=alert(1)> <!-- x --> <details>",
    "markdown-block": "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n---\n> quote",
    "bare-address": "see https://evil.example/ and www.evil.example now",
    "word": "x" * 3000,
    "long": "word " * 2500,
    "newlines": "a\r\nb\u2028c\u2029d",
    "surrogate-pair": "emoji \U0001f600 and 漢字 and עברית",
    "comment": "--> ]]> <![CDATA[ <?php ?>",
    "empty": "",
}
ALLOWED = {"html", "head", "body", "meta", "title", "style", "a", "header", "main", "section"} | {
    "article", "aside", "footer", "h1", "h2", "h3", "h4", "p", "ul", "li", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "details", "summary", "div", "span", "b", "i", "em", "var",
    "mark", "code", "dl", "dt", "dd", "br", "time", "blockquote", "svg", "defs", "pattern", "rect",
    "line", "path", "circle", "text", "title", "desc", "nav", "ol", "q",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


def tags(comparison: Comparison) -> list[tuple[str, dict[str, str]]]:
    parser = Tags()
    parser.feed(render(comparison, "html").decode("utf-8"))
    return parser.seen


cases = pytest.mark.parametrize("text", list(NASTY.values()), ids=list(NASTY))


@cases
def test_html_holds_only_our_own_markup(made: Callable[..., Comparison], text: str) -> None:
    shape = [(tag, sorted(names)) for tag, names in tags(made("plain", name="plain"))]
    found = tags(made(text, name=text))
    assert {tag for tag, _ in found} <= ALLOWED
    for _, attributes in found:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert attributes.get("href", "#").startswith(("#", "https://example.org/"))
    if text and len(text) < 100:
        assert [(tag, sorted(names)) for tag, names in found] == shape


@cases
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_nothing_hidden_gets_through(made: Callable[..., Comparison], text: str, name: str) -> None:
    out = render(made(text, name=text), name).decode("utf-8")
    if name in {"json", "jsonl"}:
        return  # JSON keeps what the document says, escaped by its own rules
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", out)
    assert TAG not in out


@cases
def test_json_keeps_the_text_as_it_is(made: Callable[..., Comparison], text: str) -> None:
    raw = render(made(text, name=text), "json")
    body = json.loads(raw)
    assert body["assessments"][0]["ledger"][0]["claims"][0]["quote"] == text
    assert not re.search(rb"[\x00-\x09\x0b-\x1f]", raw)


@cases
def test_jsonl_stays_one_line(made: Callable[..., Comparison], text: str) -> None:
    assert render(made(text, name=text), "jsonl").count(b"\n") == 1


@cases
def test_no_cell_starts_a_formula(made: Callable[..., Comparison], text: str) -> None:
    out = render(made(text, name=text), "csv").decode("utf-8")
    rows = list(csv.reader(io.StringIO(out)))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        for value in row:
            assert not value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@cases
def test_markdown_stays_text(made: Callable[..., Comparison], text: str) -> None:
    plain = render(made("plain", name="plain"), "md").decode("utf-8").splitlines()
    found = render(made(text, name=text), "md").decode("utf-8").splitlines()
    if text.strip():
        assert len(found) == len(plain)
        for ours, theirs in zip(plain, found, strict=True):
            assert (
                re.match(r"[#|> -]*", ours)[0].strip() == re.match(r"[#|> -]*", theirs)[0].strip()
            )
    assert found[0] == "<!-- made by vendorrisk -->"
    body = "\n".join(found[1:])
    assert not re.search(r"<(?!/?details>|/?summary>|https://example\.org/)", body)
    assert not re.search(r"(?<!\\)\]\(", body)
    assert "://evil" not in body


@cases
def test_table_keeps_its_width(made: Callable[..., Comparison], text: str) -> None:
    out = render(made(text, name=text), "table").decode("utf-8")
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize(
    "address",
    [
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
    ],
)
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
