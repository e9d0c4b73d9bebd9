"""The page on paper: the summary first, nothing cut, no row torn apart, heads on every page."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from vendorrisk.model.assessment import Comparison

PAPER = {"A4": 182, "Letter": 188}  # millimetres between the margins
MOST = 24  # pages for three vendors, folded parts left out
ROWS = """() => [...document.querySelectorAll('tbody tr')].filter(e => e.checkVisibility())
  .map(row => [...row.cells].map(cell => cell.textContent))"""
CUT = """() => [...document.querySelectorAll('table, .scroll, ol, ul, p, svg, blockquote')]
  .filter(e => e.checkVisibility())
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    || (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
        && !e.closest('svg')))
  .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))"""


UNFOLD = "() => document.querySelectorAll('details').forEach(d => { d.open = true })"


class Paper(NamedTuple):
    """A page as it is printed: its table rows, cell by cell, and the text of every sheet."""

    rows: list[list[str]]
    sheets: dict[str, list[str]]  # by paper


@pytest.fixture(scope="module")
def folded(browser: Any, pages: Any) -> Iterator[Paper]:
    """Return the page of the seeds as it opens, printed."""
    page = to_print(browser, pages.seeds)
    yield Paper(page.evaluate(ROWS), {format: printed(page, format) for format in PAPER})
    page.context.close()


@pytest.fixture(scope="module")
def unfolded(browser: Any, pages: Any) -> Iterator[Paper]:
    """Return the page of one vendor with every part unfolded, printed."""
    page = to_print(browser, pages.one)
    page.evaluate(UNFOLD)
    yield Paper(page.evaluate(ROWS), {"A4": printed(page, "A4")})
    page.context.close()


def to_print(browser: Any, where: Path, width: int = 1400) -> Any:
    """Return a page with the style of paper; the scheme of the screen must not matter."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(where.as_uri())
    return page


def printed(page: Any, format: str) -> list[str]:
    """Return the text of every sheet, without white space."""
    made = page.pdf(format=format, print_background=True)
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(made)).pages]


def squeezed(text: str) -> str:
    """Return text without white space and ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("vendors", ["three", "ten"])
@pytest.mark.parametrize("format", PAPER)
def test_nothing_is_wider_than_the_paper(
    browser: Any, pages: Any, crowd: Path, format: str, vendors: str
) -> None:
    where = crowd if vendors == "ten" else pages.seeds
    page = to_print(browser, where, round(PAPER[format] / 25.4 * 96))
    assert page.evaluate(CUT) == []
    page.evaluate(UNFOLD)
    assert page.evaluate(CUT) == []
    page.context.close()


@pytest.mark.parametrize("format", PAPER)
def test_every_row_stands_whole_on_one_sheet(
    folded: Paper, result: Comparison, format: str
) -> None:
    sheets = folded.sheets[format]
    assert len(sheets) <= MOST
    for a in result.assessments:
        assert squeezed(a.vendor) in sheets[0]
        assert a.tier in sheets[0]
    assert len(folded.rows) > 40
    for row in folded.rows:
        cells = [squeezed(cell) for cell in row]
        assert any(all(cell in sheet for cell in cells) for sheet in sheets), row


def test_folded_parts_are_left_out_and_the_first_sheet_says_so(
    folded: Paper, unfolded: Paper, result: Comparison
) -> None:
    sheets = folded.sheets["A4"]
    assert squeezed("parts that are folded on the screen are left out") in sheets[0]
    reason = squeezed(result.parameters[0].reason)
    assert not any(reason in sheet for sheet in sheets)
    assert any(reason in sheet for sheet in unfolded.sheets["A4"])


def test_a_table_that_goes_on_has_its_head_again(unfolded: Paper) -> None:
    rules = [squeezed(row[0]) for row in unfolded.rows if row[-1] == "◇ unknown"]
    assert len(rules) > 10
    holding = [s for s in unfolded.sheets["A4"] if any(rule in s for rule in rules)]
    assert len(holding) > 1
    assert all("QuestionSeverity" in sheet for sheet in holding)
