"""The checklist as a workbook, Markdown, CSV and JSON, read back as a user's programs would."""

import csv
import io
import json
import re

import openpyxl
import pytest

from vendorrisk.decision.checklist import checklist
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.checklist import Checklist, Review
from vendorrisk.pipeline import compare
from vendorrisk.report.cells import guarded
from vendorrisk.report.checklist_text import (
    checklist_csv,
    checklist_json,
    checklist_markdown,
)
from vendorrisk.report.markup import escaped
from vendorrisk.report.workbook import checklist_workbook
from vendorrisk.rulebook import load_clauses, load_questions
from vendorrisk.shipped import packaged

SHEETS = [
    "Read me",
    "Summary",
    "Checklist",
    "Evidence",
    "Follow-ups",
    "Clauses",
    "Approvals",
    "Audit",
    "Seals",
    "Lists",
]
HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "https://evil.example/x",
    "mailto:a@evil.example",
    "internal:Lists!A1",
    "{=1+1}",
    "0123",
    "<script>alert(1)</script>",
    "| a | [b](javascript:alert(1)) | `c`\n# d",
    "nul\x00 and \u202e bidi",
    "x" * 40_000,
)
FREE = {"conflict_type", "severity (residual)", *(set(Review.model_fields) - {"severity_residual"})}


def made(comparison: Comparison) -> Checklist:
    return checklist(comparison, load_questions(), load_clauses())


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(
        packaged("seeds") / "facts",
        buyer="google",
        vendors=["Scale AI", "Labelbox"],
        as_of="2025-06-20",
    )


@pytest.fixture(scope="module")
def found(comparison):
    return made(comparison)


@pytest.fixture(scope="module")
def book(found, comparison):
    return openpyxl.load_workbook(io.BytesIO(checklist_workbook(found, comparison)))


def spoil(value, word, key=""):
    """Put a hostile word wherever a comparison holds text that comes from documents."""
    if isinstance(value, dict):
        return {k: spoil(v, word, k) for k, v in value.items()}
    if isinstance(value, list):
        return [spoil(v, word, key) for v in value]
    texts = {"quote", "what", "title", "publisher", "source", "doc", "name", "why", "value"}
    texts |= {"topic", "question", "family", "attributed_to", "origin", "skipped", "robust"}
    return word if key in texts and isinstance(value, str) else value


def titles(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def test_sheets_stand_in_order_and_the_lists_are_hidden(book):
    assert book.sheetnames == SHEETS
    assert {book[name].sheet_state for name in SHEETS[-2:]} == {"hidden"}
    assert {book[name].sheet_state for name in SHEETS[:-2]} == {"visible"}


def test_one_row_for_each_row_of_the_checklist(book, found):
    sheet = book["Checklist"]
    at = titles(sheet)
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(found.rows)
    for cells, row in zip(rows, found.rows, strict=True):
        assert cells[at["vendor"] - 1] == row.vendor
        assert cells[at["question"] - 1] == row.question
        assert cells[at["follow_up_request"] - 1] == row.follow_up_request
        assert cells[at["row_hash"] - 1] == row.row_hash


def test_people_find_their_columns_empty_and_what_protection_would_lock_is_the_rest(book):
    sheet = book["Checklist"]
    assert not any(one.protection.sheet for one in book)  # rows can be sorted
    for title, column in titles(sheet).items():
        cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
        assert {cell.protection.locked for cell in cells} == {title not in FREE}, title
        if title in FREE - {"conflict_type"}:
            assert {cell.value for cell in cells} == {None}, title


def test_dropdowns_and_dates(book):
    sheet = book["Checklist"]
    at = titles(sheet)
    lists = book["Lists"]
    rules = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            rules[area.min_col] = rule
    for title in ("answer", "conflict_type", "severity (residual)", "status", "decision"):
        rule = rules[at[title]]
        assert rule.type == "list"
        area = book.defined_names[rule.formula1].attr_text
        words = [cell.value for (cell,) in lists[area.removeprefix("Lists!").replace("$", "")]]
        assert len(words) >= 4
        assert None not in words
    for title in ("response_date", "due_date", "exception_expiry", "approved_on"):
        assert rules[at[title]].type == "date"


def test_overdue_and_expiry_turn_red_and_severities_have_colours(book):
    sheet = book["Checklist"]
    formulas = [
        text
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        for text in rule.formula
    ]
    assert any("TODAY()" in text and "Satisfied" in text for text in formulas)
    assert any('="Exception"' in text and "TODAY()" in text for text in formulas)
    assert {'"Critical"', '"High"', '"Medium"', '"Actual"'} <= set(formulas)


def test_panes_filters_and_print_set_up(book):
    for name in ("Checklist", "Evidence", "Follow-ups", "Clauses", "Approvals", "Audit"):
        sheet = book[name]
        assert sheet.freeze_panes, name
        assert sheet.auto_filter.ref, name
        assert sheet.print_title_rows == "$1:$1", name
    for name in SHEETS[:-2]:
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Checklist"].freeze_panes == "D2"


def test_evidence_links_lead_to_the_quote(book, found):
    sheet, evidence = book["Checklist"], book["Evidence"]
    column = titles(sheet)["evidence_on_file"]
    linked = [sheet.cell(n, column) for n in range(2, sheet.max_row + 1)]
    assert sum(cell.hyperlink is not None for cell in linked) == sum(
        bool(row.evidence_on_file) for row in found.rows
    )
    for cell in linked:
        if cell.hyperlink is not None:
            place = cell.hyperlink.location.split("!")[1]
            assert cell.value.startswith(evidence[place].value)


def test_the_summary_counts_what_is_not_answered_yet(book, found):
    sheet = book["Summary"]
    header = next(r for r in sheet.iter_rows() if r[0].value == "vendor")
    column = [cell.value for cell in header].index("not answered yet")
    first = sheet[header[0].row + 1]
    assert first[0].value == "Scale AI"
    assert first[column].value.startswith("=COUNTIFS(Checklist!")
    answer = openpyxl.utils.get_column_letter(titles(book["Checklist"])["answer"])
    assert f"Checklist!${answer}$2" in first[column].value


def test_the_only_formulas_are_the_counts_of_the_summary(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert sheet.title == "Summary"
                    assert re.fullmatch(r"=COUNTIFS\([A-Za-z0-9!$:,\"]+\)", cell.value)


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(comparison, word):
    data = spoil(json.loads(comparison.to_json()), word)
    spoilt = Comparison.model_validate(data)
    rows = made(spoilt)
    again = openpyxl.load_workbook(io.BytesIO(checklist_workbook(rows, spoilt)))
    seen = 0
    for sheet in again:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None
                    assert re.match(r"'(Evidence|Checklist)'!A\d+$", cell.hyperlink.location)
                if isinstance(cell.value, str) and word[:20].strip() in cell.value:
                    seen += 1
                    assert cell.data_type == "s"
    assert seen or "\x00" in word or "\t" in word
    text = checklist_markdown(rows)
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "https://" not in text
    assert "\x00" not in text
    for cells in csv.reader(io.StringIO(checklist_csv(rows))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert Checklist.model_validate_json(checklist_json(rows)) == rows


def test_same_input_same_bytes(found, comparison):
    assert checklist_workbook(found, comparison) == checklist_workbook(found, comparison)


def test_a_checklist_without_rows_is_still_a_workbook(comparison):
    empty = checklist(comparison, (), ())
    again = openpyxl.load_workbook(io.BytesIO(checklist_workbook(empty, comparison)))
    assert again.sheetnames == SHEETS
    assert "Nothing was raised" in checklist_markdown(empty)
    assert len(checklist_csv(empty).splitlines()) == 1


def test_markdown_has_every_question_once_for_each_vendor(found):
    text = checklist_markdown(found)
    for vendor in found.vendors:
        part = text.split(f"## {vendor}\n")[1].split("\n## ")[0]
        asked = re.findall(r"^(?:#### |\| )(N\d\d)\b", part, re.MULTILINE)
        assert asked == [row.question_id for row in found.of(vendor)]


def test_every_table_row_of_the_markdown_has_the_cells_of_its_header(comparison):
    spoilt = Comparison.model_validate(spoil(json.loads(comparison.to_json()), "a|b\n|c|"))
    width = 0
    for line in checklist_markdown(made(spoilt)).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and width) or cells == width
        width = cells


def test_csv_has_the_columns_of_people_left_empty(found):
    rows = list(csv.DictReader(io.StringIO(checklist_csv(found))))
    assert len(rows) == len(found.rows)
    assert {row["answer"] for row in rows} == {""}
    assert [row["row_hash"] for row in rows] == [row.row_hash for row in found.rows]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, 49 % of it", "plain text, 49 % of it"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a  \n b", "a b"),
        ("&amp; <b>", "&amp;amp; &lt;b&gt;"),
        ("www.e.org and a@e.org", "www&#46;e.org and a&#64;e.org"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_escaped(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\n=1", " =1", "＝1"])
def test_guarded_cells_begin_with_an_apostrophe(cell):
    assert guarded(cell) == f"'{cell}"
