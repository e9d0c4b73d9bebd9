"""The tables of a result as CSV files and as a workbook, read back as a user's programs would."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math

import openpyxl
import pytest

from vendorrisk.model.assessment import Comparison
from vendorrisk.model.columns import columns
from vendorrisk.report import render
from vendorrisk.report.records import TABLES
from vendorrisk.report.result_book import SHEETS

FILES = {"ledger": "csv", **{name: f"{name}.csv" for name in TABLES if name != "ledger"}}


def rows(comparison: Comparison, table: str) -> list[dict[str, str]]:
    text = render(comparison, FILES[table]).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="module")
def book(google: Comparison) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(google, "xlsx")))


@pytest.mark.parametrize("name", TABLES)
def test_a_file_has_the_columns_of_its_table_and_every_row(google: Comparison, name: str) -> None:
    table = TABLES[name]
    found = rows(google, name)
    assert list(found[0]) == [field.name for field in table.shown(google)]
    assert len(found) == len(list(table.rows(google)))
    assert all(None not in row and None not in row.values() for row in found)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_is(name: str) -> None:
    fields = TABLES[name].fields
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.says and not field.says.endswith(".") for field in fields)


def test_the_parts_of_the_ledger_sum_to_the_point(google: Comparison) -> None:
    found = rows(google, "ledger")
    for a in google.assessments:
        parts = [float(row["contribution"]) for row in found if row["vendor"] == a.vendor]
        assert math.isclose(sum(parts), a.risk.point, abs_tol=2e-5)


def test_what_is_not_known_is_empty_and_stands_beside_its_reason(google: Comparison) -> None:
    by = {row["vendor"]: row for row in rows(google, "assessments")}
    for a in google.assessments:
        row = by[a.vendor]
        known = a.concentration.hhi_low
        assert row["hhi_low"] == ("" if known is None else str(known))
        assert row["hhi_reason"] and row["tier_reason"] and row["coverage_reason"]
        assert row["insufficient"] in {"yes", "no"}


def test_findings_stand_once_a_vendor_and_rule(google: Comparison) -> None:
    found = [(row["vendor"], row["rule"], row["outcome"]) for row in rows(google, "findings")]
    assert found == [(a.vendor, f.rule, f.outcome) for a in google.assessments for f in a.findings]


def test_every_quote_of_the_evidence_is_whole_and_of_a_listed_document(google: Comparison) -> None:
    ids = {row["id"] for row in rows(google, "documents")}
    claims = {c.id: c for a in google.assessments for line in a.ledger for c in line.claims}
    found = rows(google, "evidence")
    assert {row["document_id"] for row in found} <= ids
    for row in found:
        if row["use"] == "ledger":
            assert row["quote"] == claims[row["claim"]].quote
    assert {row["claim"] for row in found} >= set(claims)


def test_mitigations_have_columns_only_where_they_are_given(google: Comparison) -> None:
    assert not any(name.startswith("residual") for name in rows(google, "assessments")[0])
    assert any(field.residual for field in TABLES["assessments"].fields)


def test_the_workbook_has_a_sheet_for_every_table(
    google: Comparison, book: openpyxl.Workbook
) -> None:
    assert book.sheetnames == ["Summary", *SHEETS, "Audit"]
    assert sorted(SHEETS.values()) == sorted(TABLES)
    for name, table in SHEETS.items():
        sheet = book[name]
        fields = TABLES[table].shown(google)
        assert [cell.value for cell in sheet[1]][: len(fields)] == [
            field.name.replace("_", " ") for field in fields
        ]
        assert sheet.max_row == 1 + len(list(TABLES[table].rows(google)))
        assert sheet.freeze_panes and sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert "Google" in (sheet.oddHeader.right.text or "")
        assert "&P" in (sheet.oddFooter.right.text or "") or sheet.oddFooter.right.text


def test_cells_of_the_workbook_are_numbers_and_days_where_they_are(
    google: Comparison, book: openpyxl.Workbook
) -> None:
    sheet = book["Assessments"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    riskiest = google.assessments[0]
    assert first["risk point"] == pytest.approx(riskiest.risk.point)
    assert first["as of"] == dt.datetime.combine(google.as_of, dt.time())
    assert first["tier"] == riskiest.tier
    assert not any(cell.data_type == "f" for s in book for row in s.iter_rows() for cell in row)


def test_a_line_of_the_ledger_leads_to_its_quotes(
    google: Comparison, book: openpyxl.Workbook
) -> None:
    sheet, evidence = book["Ledger"], book["Evidence"]
    at = [cell.value for cell in sheet[1]].index("claims")
    lines = [(a.vendor, line) for a in google.assessments for line in a.ledger]
    linked = 0
    for number, (vendor, line) in enumerate(lines, 2):
        cell = sheet.cell(number, at + 1)
        assert (cell.hyperlink is not None) == bool(line.claims)
        if cell.hyperlink is not None:
            row = int(cell.hyperlink.location.rpartition("A")[2])
            assert evidence.cell(row, 1).value == vendor
            assert evidence.cell(row, 3).value == line.id
            assert evidence.cell(row, 4).value == line.claims[0].quote
            linked += 1
    assert linked > 5


def test_the_summary_has_the_verdicts_in_order(google: Comparison, book: openpyxl.Workbook) -> None:
    told = [[cell.value for cell in row] for row in book["Summary"].iter_rows()]
    names = [row[0] for row in told if row[0] in {a.vendor for a in google.assessments}]
    assert names == [a.vendor for a in google.assessments]
    assert any("▲ HIGH" in row for row in told)


def test_wide_letters_stay_within_eighty_columns(google: Comparison) -> None:
    name = "東京電力ホールディングス株式会社"
    named = [
        a.model_copy(update={"vendor": f"{name}{n}"}) for n, a in enumerate(google.assessments)
    ]
    supposed = {"assumptions": (name * 4,), "assessments": tuple(named), "robust": (name * 6,)}
    text = render(google.model_copy(update=supposed), "table").decode("utf-8")
    assert [line for line in text.splitlines() if columns(line) > 80] == []
