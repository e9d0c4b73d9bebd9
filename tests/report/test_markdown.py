"""Markdown: complete, well-formed tables, and text of documents that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import vendorrisk
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.summary import insufficient
from vendorrisk.report import render
from vendorrisk.report.compose import page
from vendorrisk.report.markdown import to_markdown
from vendorrisk.report.markup import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("# title", "\\# title"),
        ("- item", "\\- item"),
        ("= rule", "\\= rule"),
        ("1. item", "1\\. item"),
        ("0.271", "0.271"),
        ("1.5 million", "1.5 million"),
        ("a | b", "a \\| b"),
        ("`code`", "\\`code\\`"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
        ("a\nb", "a b"),
        ("$1 and $2", "\\$1 and \\$2"),
        ("*bold* _it_", "\\*bold\\* \\_it\\_"),
        ("see http://x.org", "see http&#58;//x.org"),
        ("www.x.org", "www&#46;x.org"),
        ("a@b.org", "a&#64;b.org"),
        ("\\", "\\\\"),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_every_row_of_a_table_has_the_cells_of_its_head(google: Comparison) -> None:
    width = 0
    for line in to_markdown(google).decode("utf-8").splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line))
        width = width or cells
        assert cells == width, line


def test_the_same_content_as_the_page(google: Comparison) -> None:
    text = to_markdown(google).decode("utf-8")
    for v in page(google).vendors:
        assert f"## {v.name}" in text
        assert f"{v.risk.text} {v.tier}" in text
        for line in v.lines:
            assert escaped(line.what) in text
            for quote in line.quotes:
                assert escaped(quote.text) in text
    for document in google.documents:
        assert document.sha256 in text
    for parameter in google.parameters:
        assert escaped(parameter.reason) in text
    assert "higher is riskier" in text


def test_details_are_balanced(google: Comparison) -> None:
    text = to_markdown(google).decode("utf-8")
    assert text.count("<details>") == text.count("</details>")


def test_it_ends_with_one_newline(made: Callable[..., Comparison]) -> None:
    text = to_markdown(made())
    assert text.endswith(b"\n")
    assert not text.endswith(b"\n\n")


def test_who_is_safer_than_whom_stands_in_every_format(google: Comparison) -> None:
    assert google.ranking is not None
    text, plain = (render(google, kind).decode("utf-8") for kind in ("md", "table"))
    web = render(google, "html").decode("utf-8")
    said = " ".join(plain.split())
    thin = {one.vendor for one in google.assessments if insufficient(one)}
    for pair in google.ranking.pairs:
        share = f"{pair.probability:.3f}"
        how = "safer" if pair.distinguishable else "not distinguishable"
        if how == "safer" and pair.safer in thin:
            how = "safer, by base rates"
        assert f"| {pair.safer} | {pair.riskier} | {share} | {how} |" in text
        assert f"{pair.safer} than {pair.riskier} in {share} ({how})" in said
        assert f'<td class="n" data-name="in">{share}</td><td>{how}</td>' in web
    assert max(len(line) for line in plain.splitlines()) <= 80


def test_one_vendor_has_nobody_to_be_safer_than(made: Callable[..., Comparison]) -> None:
    assert "Safer more often" not in to_markdown(made()).decode("utf-8")
    assert b"Safer more often" not in render(made(), "html")


def test_a_quote_without_a_date_of_its_own_has_that_of_its_document(tmp_path: Path) -> None:
    head = "---\npublished: 2025-06-14\n---\n"
    (tmp_path / "a.md").write_text(f"{head}Meta owns a 12% stake in Nexora.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Meta owns a 13% stake in Nexora.\n", encoding="utf-8")
    found = vendorrisk.compare(tmp_path, buyer="google", vendors="Nexora", as_of="2025-06-20")
    lines = [line for line in render(found, "md").decode().splitlines() if "Meta owns" in line]
    assert any("(confirmed, published 2025-06-14," in line for line in lines)
    assert any("(confirmed, no date," in line for line in lines)
