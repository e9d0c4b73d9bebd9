"""A filled-in checklist is read as it is, and refused with row and column when it is not ours."""

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pytest

import vendorrisk
from vendorrisk.decision.checklist import checklist
from vendorrisk.errors import ReviewError, ReviewErrors
from vendorrisk.interchange import parts, sheets
from vendorrisk.interchange.returned import returned
from vendorrisk.model.checklist import Review
from vendorrisk.model.review_cells import row_hash, tool_cells
from vendorrisk.report.checklist_text import checklist_csv
from vendorrisk.report.workbook import checklist_workbook
from vendorrisk.rulebook import load_clauses, load_questions


def wrong(path):
    """What is wrong with a file, one (what, where within it, how) a problem."""
    with pytest.raises(ReviewError) as caught:
        returned(path)
    problems = getattr(caught.value, "problems", (caught.value,))
    return [(p.what, str(p.where).removeprefix(f"{path}: "), p.how or "") for p in problems]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_what_the_tool_wrote_comes_back_as_it_was(case, tmp_path, suffix):
    path = tmp_path / f"c.{suffix}"
    data = getattr(case, suffix)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = returned(path)
    assert (found.buyer, found.as_of) == ("Google", "2025-06-20")
    assert [dict(row.cells) for row in found.rows] == [tool_cells(row) for row in case.made.rows]
    assert [row.row_hash for row in found.rows] == [row.row_hash for row in case.made.rows]
    assert {row.review for row in found.rows} == {Review()}
    clauses = () if suffix == "csv" else case.made.clause_rows
    assert [c.row_hash for c in found.clauses] == [c.row_hash for c in clauses]
    assert found.notes == ()


def test_a_workbook_saved_by_another_program_is_still_ours(hand, tmp_path):
    one = hand()
    one.answer("N19", "No", vendor_response="never", answered_by="J. Doe", proof="Document seen")
    found = returned(one.save(tmp_path / "c.xlsx"))
    row = next(r for r in found.rows if r.review.answer)
    assert row.review == Review(
        answer="No", vendor_response="never", answered_by="J. Doe", proof="Document seen",
        response_date=dt.date(2025, 6, 20),
    )  # fmt: skip
    assert row.place == f"Checklist!row {one.row('N19')}"


def test_rows_may_be_sorted_and_filled_in_whatever_case(hand, tmp_path):
    one = hand()
    rows = [[cell.value for cell in row] for row in one.sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            one.sheet.cell(number, column).value = value
    one.answer("N17", "  yes ", response_date="2025-06-19")
    (row,) = [r for r in returned(one.save(tmp_path / "c.xlsx")).rows if r.review.answer]
    assert (row.review.answer, row.review.response_date) == ("Yes", dt.date(2025, 6, 19))


def change(hand, tmp_path, row, **values):
    one = hand()
    one.put(one.row(row), **values)
    return one, wrong(one.save(tmp_path / "c.xlsx"))


@pytest.mark.parametrize(
    ("values", "what", "column", "how"),
    [
        ({"answer": "Yess"}, "'Yess' is not on the list", "answer", "did you mean 'Yes'?"),
        ({"answer": 1}, "'1' is not on the list", "answer", "one of: Yes, No"),
        ({"answer": True}, "'True' is not on the list", "answer", "one of: Yes, No"),
        ({"proof": "Document"}, "'Document' is not on the list", "proof", "'Document seen'?"),
        ({"status": "done"}, "'done' is not on the list", "status", "one of: Not started"),
        ({"due_date": "30 June"}, "'30 June' is no day", "due_date", "YYYY-MM-DD"),
        ({"due_date": "2025-02-30"}, "'2025-02-30' is no day", "due_date", "YYYY-MM-DD"),
        ({"due_date": dt.date(1900, 3, 1)}, "'1900-03-01' is no day", "due_date", "YYYY-MM-DD"),
        ({"answer_detail": '=HYPERLINK("x")'}, "a formula", "answer_detail", "the value itself"),
        ({"response_date": "=TODAY()"}, "a formula", "response_date", "the value itself"),
    ],
)
def test_a_cell_of_people_that_cannot_be_read_is_named(hand, tmp_path, values, what, column, how):
    one, ((told, where, mend), *others) = change(hand, tmp_path, "N17", **values)
    assert (told, others) == (what, [])
    assert where == f"Checklist!row {one.row('N17')}, column '{column}'"
    assert how in mend


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"question": "Another?"}, "'question'"),
        ({"statement": "Another."}, "'statement'"),
        ({"a Yes is": "clear"}, "'a Yes is'"),
        ({"evppi": 12.5}, "'value of the answer'"),
        ({"settles": "stake|Meta|Labelbox|"}, "'settles'"),
        ({"vendor": "Labelbox Inc", "why_raised": "x"}, "'vendor', 'why it is raised'"),
        ({"vendor": "=A3"}, "'vendor'"),
    ],
)
def test_an_edited_cell_of_the_tool_is_named(hand, tmp_path, values, columns):
    one = hand()
    number = one.row("N17")
    one.put(number, **values)
    ((what, where, how),) = wrong(one.save(tmp_path / "c.xlsx"))
    assert what == f"cells of the tool were changed: {columns}"
    assert where == f"Checklist!row {number}"
    assert "put back" in how


def test_white_space_and_the_proposed_conflict_are_the_readers(hand, tmp_path):
    one = hand()
    one.put(one.row("N17"), conflict_type="None")
    text = one.sheet.cell(one.row("N17"), one.at("follow_up_request")).value
    one.put(one.row("N17"), follow_up_request=f"{text}\n ")
    assert returned(one.save(tmp_path / "c.xlsx")).rows


def test_every_problem_of_a_file_is_told_at_once(hand, tmp_path):
    one = hand()
    one.put(one.row("N17"), answer="Yess", due_date="soon")
    one.put(one.row("N19"), question="Another?")
    one.put(one.row("N24"), answer="No")  # without a day
    one.put(one.clause("CLN"), "Clauses", agreed="Perhaps", wording="Ours.")
    found = wrong(one.save(tmp_path / "c.xlsx"))
    assert len(found) == 6
    assert "N24 to Scale AI is answered without a day" in {what for what, *_ in found}
    assert {where.split("!")[0] for _, where, _ in found} == {"Checklist", "Clauses"}


def test_a_row_that_stands_twice_names_both_places(hand, tmp_path):
    one = hand()
    last = one.sheet.max_row + 1
    for column in range(1, one.sheet.max_column + 1):
        one.sheet.cell(last, column).value = one.sheet.cell(2, column).value
    ((what, where, how),) = wrong(one.save(tmp_path / "c.xlsx"))
    assert what.endswith("stands twice") and where == f"Checklist!row {last}"
    assert how == "keep one: the other is Checklist!row 2"


def test_rows_of_another_case_are_told_from_ours(hand, tmp_path):
    one = hand()
    audit = one.book["Audit"]
    for number in range(2, audit.max_row + 1):
        if audit.cell(number, 2).value == "as of":
            audit.cell(number, 3).value = "2025-06-27"
    ((what, where, _),) = wrong(one.save(tmp_path / "c.xlsx"))
    assert what == "the row is not as the tool wrote it for this case"
    assert where.startswith("Checklist!row 2 and ") and where.endswith(" others")


def test_rows_taken_out_are_noted_and_a_row_of_somebody_else_is_refused(hand, tmp_path):
    one = hand()
    one.sheet.delete_rows(3, 2)
    found = returned(one.save(tmp_path / "c.xlsx"))
    assert "2 of" in found.notes[0] and "stay unanswered" in found.notes[0]
    one.sheet.cell(one.sheet.max_row + 1, 1).value = "Another vendor"
    ((what, _, _),) = wrong(one.save(tmp_path / "d.xlsx"))
    assert what == "a row without row_hash: not one of ours"


def test_an_exception_without_an_end_is_noted(hand, tmp_path):
    one = hand()
    one.put(one.row("N17"), decision="Exception")
    assert (
        "an exception without an expiry date" in (returned(one.save(tmp_path / "c.xlsx")).notes[0])
    )


def test_a_column_that_is_gone_is_named_with_what_it_may_have_become(hand, tmp_path):
    one = hand()
    one.sheet.cell(1, one.at("answer")).value = "answers"
    ((what, where, how),) = wrong(one.save(tmp_path / "c.xlsx"))
    assert (what, where) == ("no column 'answer'", "Checklist!row 1")
    assert how == "did you mean 'answers'?"


def foreign(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "amount"])
    path = tmp_path / "f.xlsx"
    book.save(path)
    return path


def test_a_foreign_workbook_is_told_in_one_line(tmp_path):
    ((what, _, how),) = wrong(foreign(tmp_path))
    assert what == "not a checklist of ours: no sheet 'Checklist'"
    assert "'vendorrisk checklist' wrote" in how


def test_a_workbook_of_another_version_says_so(hand, tmp_path):
    one = hand()
    audit = one.book["Audit"]
    audit.cell(2, 3).value = "vendorrisk checklist 1"
    ((what, _, how),) = wrong(one.save(tmp_path / "c.xlsx"))
    assert what == "made by another version ('vendorrisk checklist 1')"
    assert "anew" in how


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(case, tmp_path, part):
    path = tmp_path / "c.xlsx"
    path.write_bytes(case.xlsx[: int(len(case.xlsx) * part)])
    ((what, *_),) = wrong(path)
    assert what.startswith("not a workbook")


@pytest.mark.parametrize("place", range(0, 100, 9))
def test_a_damaged_byte_never_changes_what_is_taken(case, tmp_path, place):
    """Either it is refused, or nothing that is read is touched by it."""
    data = bytearray(case.xlsx)
    data[len(data) * place // 100] ^= 0xFF
    path = tmp_path / "c.xlsx"
    path.write_bytes(bytes(data))
    try:
        found = returned(path)
    except ReviewError:
        return
    assert [dict(row.cells) for row in found.rows] == [tool_cells(row) for row in case.made.rows]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("c.xlsx", b"", "not a workbook"),
        ("c.xlsx", b"PK\x03\x04 no", "not a workbook"),
        ("c.xlsx", b"vendor,answer\n", "not a workbook"),
        ("c.json", b"{", "no JSON"),
        ("c.json", b'{"a": 1}', "is missing"),
        ("c.json", b"\xff\xfe{", "not UTF-8"),
        ("c.json", b'{"a": ' + b"9" * 5000 + b"}", "a whole number of 5,000 digits"),
        ("c.json", b"[" * 100_000, "nested deeper than"),
        ("c.json", b'{"rows": [], "rows": []}', "stands twice"),
        ("c.json", b"[1]", "is not a mapping"),
        ("c.json", b'{"rows": []}', "is missing"),
        ("c.csv", b"\xff\xfe", "not UTF-8"),
        ("c.csv", b"", "not a checklist of ours"),
        ("c.csv", b"name,amount\na,1\n", "not a checklist of ours"),
        ("c.csv", b'made_by,"a', "not CSV"),
        ("c.pdf", b"%PDF", "'.pdf' is no format of a checklist"),
        ("c", b"x", "the file has no suffix"),
    ],
)
def test_what_is_no_checklist(tmp_path, name, data, what):
    path = tmp_path / name
    path.write_bytes(data)
    assert what in wrong(path)[0][0]


def test_a_missing_file_and_a_folder(tmp_path):
    assert "no such file" in wrong(tmp_path / "none.xlsx")[0][0]
    assert wrong(tmp_path)[0][0] == "is a folder"


def bomb(path, size, parts=1):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for number in range(parts):
            book.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * size)
    return path


def test_what_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    assert "unpacks to more than" in wrong(bomb(tmp_path / "b.xlsx", 1_100_000))[0][0]
    assert "unpacks to more than" in wrong(bomb(tmp_path / "b.xlsx", 300_000, 4))[0][0]
    assert "unpacks" not in wrong(bomb(tmp_path / "b.xlsx", 300_000, 3))[0][0]
    monkeypatch.setattr(parts, "MAX_PARTS", 3)
    assert "more than 3 parts" in wrong(bomb(tmp_path / "b.xlsx", 10, 4))[0][0]
    monkeypatch.setattr(sheets, "MAX_BYTES", 100)
    assert "larger than" in wrong(bomb(tmp_path / "b.xlsx", 10, 3))[0][0]


def test_a_part_with_a_document_type_is_refused(case, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(case.xlsx)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1)
            new.writestr(part, data)
    path = tmp_path / "c.xlsx"
    path.write_bytes(out.getvalue())
    assert "declares a document type" in wrong(path)[0][0]


def patched(data, path, name, change):
    """Write a workbook with the part of one sheet changed as text."""
    out = io.BytesIO()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).sheetnames.index(name) + 1
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == f"xl/worksheets/sheet{sheet}.xml":
                text = change(text.decode()).encode()
            new.writestr(part, text)
    path.write_bytes(out.getvalue())
    return path


def far(reference):
    cell = f'<row><c r="{reference}"><v>1</v></c></row></sheetData>'
    return lambda text: text.replace("</sheetData>", cell)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (far("XFD1048576"), "spreads over 1,048,576 rows and 16,384 columns"),
        (far("XFD19999"), "spreads over 19,999 rows"),
        (far("A20001"), "more than 20,000 rows"),
        (far("ZZZZ1"), "no place of a cell: 'ZZZZ1'"),
        (far("A99999999"), "no place of a cell"),
        (None, "an error value"),
        (lambda text: text.replace("</sheetData>", "<row/>" * 11 + "</sheetData>"), "elements"),
        (lambda text: text[: len(text) // 2], "damaged part"),
        (
            lambda text: text.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1),
            "declares a document type",
        ),
    ],
)
def test_a_sheet_is_counted_before_it_is_laid_out(case, tmp_path, monkeypatch, change, what):
    if what == "elements":
        monkeypatch.setattr(parts, "MAX_ELEMENTS", 10)
    if what == "an error value":
        at = openpyxl.load_workbook(io.BytesIO(case.xlsx))["Checklist"]
        place = next(c for c in at[1] if c.value == "answer").column_letter + "2"
        path = patched(case.xlsx, tmp_path / "c.xlsx", "Checklist", lambda t: _errs(t, place))
    else:
        path = patched(case.xlsx, tmp_path / "c.xlsx", "Checklist", change)
    assert what in wrong(path)[0][0]


def _errs(text, place):
    import re

    cell = f'<c r="{place}" t="e"><v>#N/A</v></c>'
    return re.sub(rf'<c r="{place}"[^>]*/>', cell, text, count=1)


def test_cells_in_no_row_and_in_order_are_counted_too():
    data = "".join(f"<row>{'<c><v>1</v></c>' * 3}</row>" for _ in range(4))
    text = f"<worksheet><sheetData>{data}</sheetData></worksheet>".encode()
    told = parts._Count(text).told("x")
    assert (told.rows, told.columns) == (4, 3)
    blank = b'<worksheet><row r="7"><c r="XFD7" s="3"/></row></worksheet>'
    assert parts._Count(blank).told("x").columns == 0  # a format without a value


def test_a_part_or_a_sheet_that_stands_twice_is_refused(case, tmp_path):
    path = tmp_path / "c.xlsx"
    path.write_bytes(case.xlsx)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("XL/workbook.xml", b"<workbook/>")
    assert "a part stands twice" in wrong(path)[0][0]


def test_merged_answers_and_a_column_that_stands_twice_are_told(hand, tmp_path):
    one = hand()
    one.put(one.row("N17"), answer="Yes", response_date="2025-06-20")
    at = one.at("answer")
    one.sheet.merge_cells(start_row=2, end_row=5, start_column=at, end_column=at)
    one.sheet.cell(1, one.sheet.max_column + 1).value = "answer"
    found = [what for what, *_ in wrong(one.save(tmp_path / "c.xlsx"))]
    assert found[:2] == ["column 'answer' stands twice", "cells of several rows are merged"]


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("response_date", "0001-01-01", "response_date: '0001-01-01' is no day"),
        ("response_date", "9999-12-31", "is no day"),
        ("response_date", 1772323200, "response_date"),
        ("response_date", "2026-03-01T00:00:00Z", "response_date"),
        ("vendor_response", "x" * 33_001, "vendor_response: 33,001 characters"),
        ("answerd", "Yes", "unknown key 'answerd'"),
    ],
)
def test_a_json_is_held_to_what_a_workbook_is(case, tmp_path, field, value, what):
    data = json.loads(case.json)
    review = data["rows"][0]["review"]
    review.update({"answer": "Yes", "response_date": "2025-06-20", field: value})
    path = tmp_path / "c.json"
    path.write_text(json.dumps(data), "utf-8")
    assert what in wrong(path)[0][0]


def test_a_csv_with_semicolons_and_an_edited_cell(case, tmp_path):
    import csv

    rows = list(csv.reader(io.StringIO(case.csv)))
    at = rows[0].index
    rows[1][at("answer")], rows[1][at("response_date")] = "No", "2025-06-20"
    path = tmp_path / "c.csv"

    def write(rows):
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(rows)
        path.write_text("\ufeff" + out.getvalue(), "utf-8")

    write(rows)
    assert returned(path).rows[0].review.answer == "No"
    rows[2][at("statement")] = "Another."
    rows[3][at("buyer")] = "Meta"
    write(rows)
    assert [(what, where) for what, where, _ in wrong(path)] == [
        ("another case: Meta as of 2025-06-20", "row 4"),
        ("the row is not as the tool wrote it for this case", "row 3"),
    ]


def test_a_json_with_an_edited_row_and_an_unknown_word(case, tmp_path):
    data = json.loads(case.json)
    data["rows"][3]["review"]["answer"] = "Maybe"
    path = tmp_path / "c.json"
    path.write_text(json.dumps(data), "utf-8")
    ((_, where, _),) = wrong(path)
    assert where == "rows[3].review.answer"
    data["rows"][3]["review"]["answer"] = None
    data["rows"][2]["settles"] = []
    path.write_text(json.dumps(data), "utf-8")
    assert [where for _, where, _ in wrong(path)] == ["rows[2]"]


def test_collected_problems_read_as_one_error(hand, tmp_path):
    one = hand()
    one.put(one.row("N17"), answer="Yess")
    one.put(one.row("N19"), answer="Noo")
    with pytest.raises(ReviewErrors, match="and 1 more") as caught:
        returned(one.save(tmp_path / "c.xlsx"))
    assert len(caught.value.lines()) == 6


@pytest.mark.parametrize(
    "word",
    ["=1+1", "'=1", "  lead", "a\r\nb", "_x0041_", "&lt; <b>", "nul\x00\u202e", "x" * 40_000],
)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_rows_with_hostile_text_come_back_as_ours(case, tmp_path, word, suffix):
    rows = tuple(
        row.model_copy(update={"why_raised": word, "follow_up_request": word})
        for row in case.made.rows[:3]
    )
    buyer = word[:40]
    sealed = tuple(
        row.model_copy(update={"row_hash": row_hash(row, buyer, case.made.as_of)}) for row in rows
    )
    made = case.made.model_copy(update={"rows": sealed, "buyer": buyer, "clause_rows": ()})
    told = case.comparison.model_copy(update={"buyer": buyer})
    path = tmp_path / f"c.{suffix}"
    data = checklist_workbook(made, told) if suffix == "xlsx" else checklist_csv(made).encode()
    path.write_bytes(data)
    assert [row.row_hash for row in returned(path).rows] == [row.row_hash for row in sealed]


@pytest.mark.parametrize("place", ["XFD19000", "A1048576", "xfd1048576"])
def test_a_cell_far_away_makes_no_room_for_all_before_it(hand, tmp_path, place):
    one = hand()
    one.sheet[place.upper()] = "x"
    path = one.save(tmp_path / "c.xlsx")
    if place.islower():
        change_part(path, b'r="XFD1048576"', b'r="xfd1048576"')
    assert "spreads over" in wrong(path)[0][0]


def change_part(path, old, new):
    """Write one text of the parts of a workbook for another."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert any(old in data for data in parts.values())
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(old, new))


def test_rows_that_are_only_coloured_take_no_room(hand, tmp_path):
    one = hand()
    one.sheet.cell(200_000, 3).fill = openpyxl.styles.PatternFill("solid", fgColor="00FF00")
    assert returned(one.save(tmp_path / "c.xlsx")).notes == ()


def test_a_part_that_stands_twice_is_refused(hand, tmp_path):
    path = hand().save(tmp_path / "c.xlsx")
    with zipfile.ZipFile(path, "a") as book, pytest.warns(UserWarning):
        book.writestr("xl/workbook.xml", book.read("xl/workbook.xml"))
    assert wrong(path)[0][0] == "a part stands twice"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_a_checklist_of_a_what_if_says_so(tmp_path, suffix):
    found = vendorrisk.compare(
        "seeds", buyer="google", vendors="Scale AI", as_of="2025-06-20",
        assume="Meta owns 60% of Scale AI", engine="rules",
    )  # fmt: skip
    made = checklist(found, load_questions(), load_clauses())
    path = tmp_path / f"c.{suffix}"
    data = {
        "xlsx": lambda: checklist_workbook(made, found),
        "csv": lambda: checklist_csv(made).encode(),
        "json": lambda: made.to_json().encode(),
    }[suffix]()
    path.write_bytes(data)
    (note,) = returned(path).notes
    assert "WHAT IF" in note and "Meta owns 60% of Scale AI" in note
