"""The memo in Word: what it holds, that it is sound, that texts stay texts, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from paper_texts import HOSTILE

import vendorrisk
from vendorrisk.errors import SettingsError
from vendorrisk.model.assessment import Comparison
from vendorrisk.report.appendix import LIMITS
from vendorrisk.report.compose import page
from vendorrisk.report.memo import memo, to_docx

ASSUMED = "Meta owns 60% of Scale AI"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize",
    "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar",
    "tblLook", "tblCaption", "tblDescription",
)  # fmt: skip
CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap")
RUN_ORDER = ("rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "u", "vertAlign")


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def text(data: bytes) -> str:
    return "\n".join(blocks(opened(data)))


def headings(document: Document) -> list[tuple[str, str]]:
    named = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    return [(style, said) for style, said in named if style and style.startswith(("Head", "Title"))]


def table(document: Document, first: str) -> Table:
    (found,) = (one for one in document.tables if one.cell(0, 0).text == first)
    return found


@pytest.fixture(scope="module")
def paper(google: Comparison) -> bytes:
    return to_docx(google)


def test_its_parts_in_their_order_under_real_headings(paper: bytes) -> None:
    found = headings(opened(paper))
    assert found[0] == (
        "Title", "Vendor neutrality of Scale AI, Labelbox and Handshake for Google"
    )  # fmt: skip
    assert [said for style, said in found if style == "Heading 1"] == [
        "Verdict", "Scale AI", "Labelbox", "Handshake", "Conditions and mitigations",
        "Recommendation and approval", "The vendor’s reply", "Evidence", "Limits",
    ]  # fmt: skip
    assert [said for style, said in found if style == "Heading 2"] == 3 * [
        "Main reasons", "What would change it", "Ask first",
    ]  # fmt: skip


def test_it_holds_the_verdicts_the_reasons_and_the_first_questions(
    google: Comparison, paper: bytes
) -> None:
    said = text(paper)
    for v in page(google).vendors:
        assert f"{v.name}: {v.risk.text}, coverage {v.coverage}" in said
        assert v.reason in said
        for line in v.lines[:3]:
            assert re.search(
                rf"{re.escape(line.contribution)} (Not known: )?{re.escape(line.what)}", said
            )
            assert line.what in said
        for asked in v.open_questions[:4]:
            assert f"{asked.what} ({asked.questions}" in said
        assert v.decision in said
        assert f"All parts sum to {v.total}" in said
    for limit in LIMITS:
        assert limit in said
    assert google.disclaimer in said
    assert "higher is riskier" in said


def test_the_comparison_is_a_table_with_a_head_that_repeats(
    google: Comparison, paper: bytes
) -> None:
    found = opened(paper).tables[1]
    head = [cell.text for cell in found.rows[0].cells]
    assert head == [
        "Vendor", "Tier", "Risk [low–high]", "Ownership", "Clients", "Leadership", "Coverage",
    ]  # fmt: skip
    for row, v in zip(found.rows[1:], page(google).vendors, strict=True):
        cells = [cell.text for cell in row.cells]
        assert cells[0] == v.name
        assert cells[1].endswith(v.tier)
        assert cells[2] == f"{v.risk.bare}\n[{v.risk.ends}]"
        assert cells[6].startswith(v.coverage)


def test_every_table_has_a_style_a_name_whole_rows_and_a_head(paper: bytes) -> None:
    tables = opened(paper).tables
    assert len(tables) == 6
    for number, found in enumerate(tables):
        assert found.style is not None
        assert found.style.name == "Table Grid"
        properties = found._tbl.tblPr
        for name in ("tblCaption", "tblDescription"):
            (told,) = properties.findall(f"{W}{name}")
            assert len(told.get(f"{W}val")) > 10
        for row in found.rows:
            assert row._tr.trPr.find(f"{W}cantSplit") is not None
        heads = [row for row in found.rows if row._tr.trPr.find(f"{W}tblHeader") is not None]
        assert [row._tr for row in heads] == ([found.rows[0]._tr] if number else [])


def test_what_people_fill_in(paper: bytes) -> None:
    document = opened(paper)
    to_whom = document.tables[0]
    assert [row.cells[0].text for row in to_whom.rows] == [
        "To", "From", "Date", "Subject", "Decision asked for",
    ]  # fmt: skip
    assert to_whom.cell(0, 1).text == to_whom.cell(4, 1).text == "[to fill in]"
    assert to_whom.cell(2, 1).text == "2025-06-20 (as of)"
    approval = table(document, "Role")
    assert [cell.text for cell in approval.rows[0].cells] == [
        "Role", "Name", "Decision", "Date", "Signature",
    ]  # fmt: skip
    assert {row.cells[0].text for row in approval.rows[1:]} >= {"Procurement", "Legal"}
    assert all(row.cells[4].text == "" for row in approval.rows[1:])
    assert "☐ Proceed with conditions" in text(paper)


def test_what_is_signed_stays_on_one_page(paper: bytes) -> None:
    signed = next(t for t in opened(paper).tables if t.rows[0].cells[-1].text == "Signature")
    together = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in signed.rows]
    assert together == [True] * (len(signed.rows) - 1) + [None]


def test_quotes_are_numbered_as_in_the_report_with_source_and_hash(
    google: Comparison, paper: bytes
) -> None:
    p = page(google)
    known = {q.number: q for v in p.vendors for line in v.lines for q in line.quotes}
    shas = {d.anchor: d.sha256 for d in p.documents}
    found = table(opened(paper), "No.")
    numbers = [int(row.cells[0].text) for row in found.rows[1:]]
    assert numbers == sorted(set(numbers))
    assert len(numbers) >= 4
    for number, row in zip(numbers, found.rows[1:], strict=True):
        quote = known[number]
        assert row.cells[1].text == f"“{quote.text}”{' …' if quote.cut else ''}"
        assert f"origin {quote.origin}" in row.cells[2].text
        assert quote.place in row.cells[3].text
        assert shas[quote.anchor][:16] in row.cells[3].text
    raised = {
        int(word)
        for paragraph in opened(paper).paragraphs
        for run in paragraph.runs
        if run.font.superscript
        for word in re.findall(r"\d+", run.text)
    }
    assert raised == set(numbers)


def test_same_input_same_bytes_and_no_clock(google: Comparison, paper: bytes) -> None:
    again = Comparison.model_validate_json(google.to_json())
    assert to_docx(again) == paper
    with zipfile.ZipFile(io.BytesIO(paper)) as found:
        assert {entry.date_time for entry in found.infolist()} == {(2025, 6, 20, 0, 0, 0)}
    told = opened(paper).core_properties
    assert told.created == told.modified
    assert told.created is not None
    assert told.created.date() == google.as_of
    assert (told.author, told.last_modified_by, told.language) == ("vendorrisk", "", "en-GB")
    assert told.title == "Vendor neutrality of Scale AI, Labelbox and Handshake for Google"


def test_a_day_before_zip_files_is_written_all_the_same(made: Callable[..., Comparison]) -> None:
    old = made().model_copy(update={"as_of": dt.date(1979, 5, 1)})
    with zipfile.ZipFile(io.BytesIO(to_docx(old))) as found:
        assert {entry.date_time[0] for entry in found.infolist()} == {1980}


def test_nothing_in_it_runs_or_leads_outside(paper: bytes) -> None:
    found = parts(paper)
    assert not [n for n in found if re.search(r"vba|macro|activeX|embed|ole|media", n, re.I)]
    for name, data in found.items():
        if name.endswith(".rels"):
            assert b"External" not in data
    fields = re.findall(rb'w:instr="([^"]*)"', b"".join(found.values()))
    assert fields == [b"PAGE", b"NUMPAGES"]
    assert b"instrText" not in b"".join(found.values())
    assert b"w:hyperlink" not in found["word/document.xml"]


def test_elements_stand_in_the_order_that_word_asks_for(paper: bytes) -> None:
    root = etree.fromstring(parts(paper)["word/document.xml"])

    def check(name: str, order: tuple[str, ...]) -> int:
        seen = 0
        for one in root.iter(f"{W}{name}"):
            names = [etree.QName(child).localname for child in one]
            assert set(names) <= set(order), names
            assert names == sorted(names, key=order.index), names
            assert len(names) == len(set(names)), names
            seen += 1
        return seen

    assert check("tblPr", TABLE_ORDER) == 6
    assert check("tcPr", CELL_ORDER) > 80
    assert check("rPr", RUN_ORDER) > 80
    for cell in root.iter(f"{W}tc"):
        assert etree.QName(cell[-1]).localname == "p"  # a cell ends with a paragraph
    for grid in root.iter(f"{W}tblGrid"):
        assert len(grid) == len(grid.getparent().find(f"{W}tr").findall(f"{W}tc"))


def test_every_relation_and_type_has_its_part(paper: bytes) -> None:
    found = parts(paper)
    types = etree.fromstring(found["[Content_Types].xml"])
    overrides = {one.get("PartName").lstrip("/") for one in types if one.get("PartName")}
    assert overrides <= set(found)
    for name, data in found.items():
        if not name.endswith(".rels"):
            continue
        base = name.replace("_rels/", "").removesuffix(".rels")
        for one in etree.fromstring(data):
            target = one.get("Target")
            folder = base.rpartition("/")[0]
            whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            parts_of: list[str] = []
            for piece in whole.split("/"):
                if piece == "..":
                    parts_of.pop()
                elif piece:
                    parts_of.append(piece)
            assert "/".join(parts_of) in found, (name, target)


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(made: Callable[..., Comparison], said: str) -> None:
    plain, data = to_docx(made("plain", name="plain")), to_docx(made(said, name=said))
    found = parts(data)
    for name, raw in found.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(raw)  # it is XML
    assert set(found) == set(parts(plain))

    def shape(raw: bytes) -> list[Any]:
        body = etree.fromstring(raw)
        return [one.tag for one in body.iter() if one.tag in {f"{W}p", f"{W}tbl", f"{W}tr"}]

    if said.strip():  # an empty remedy is no condition
        ours, theirs = (shape(one["word/document.xml"]) for one in (found, parts(plain)))
        assert ours == theirs
    assert re.findall(rb'w:instr="([^"]*)"', b"".join(found.values())) == [b"PAGE", b"NUMPAGES"]
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text(data)
    )
    for name, raw in found.items():
        if name.endswith(".rels"):
            assert b"External" not in raw
    document = opened(data)
    assert len([p for p in document.paragraphs if p.style and p.style.name == "Heading 1"]) == 7
    if said.strip() and len(said) < 300:
        shown = vendorrisk.model.summary.one_line(said)
        assert f"“{shown}”" in text(data)
    assert len(data) < 120_000


def test_an_assumption_is_told_at_the_top_and_on_every_page(google: Comparison) -> None:
    assumed = vendorrisk.compare(
        ["seeds/facts"], buyer="google", vendors=["scale-ai"], as_of=google.as_of, assume=ASSUMED
    )
    document = opened(to_docx(assumed))
    said = f"WHAT IF “{ASSUMED}” (assumed, no true result)"
    assert document.paragraphs[0].text.startswith("WHAT IF: ")
    assert document.paragraphs[1].text.startswith(said)
    assert said in document.sections[0].header.paragraphs[0].text
    assert document.core_properties.title.startswith("WHAT IF: ")


def test_a_true_result_tells_of_none(paper: bytes) -> None:
    assert "what if" not in text(paper).casefold()


def test_many_vendors_are_bounded_and_the_rest_is_counted(made: Callable[..., Comparison]) -> None:
    one = made()
    (assessment,) = one.assessments
    crowd = tuple(assessment.model_copy(update={"vendor": f"Vendor {n}"}) for n in range(60))
    data = to_docx(one.model_copy(update={"assessments": crowd}))
    said = text(data)
    assert "20 further vendors in the JSON report." in said
    assert "Vendor 39" in said
    assert len([t for style, t in headings(opened(data)) if style == "Heading 1"]) == 16


@pytest.mark.parametrize(("size", "width"), [("a4", 210), ("letter", 215.9)])
def test_sizes_of_paper(made: Callable[..., Comparison], size: str, width: float) -> None:
    section = opened(memo(made(), paper=size)).sections[0]
    assert section.page_width is not None
    assert section.page_width.mm == pytest.approx(width, abs=0.1)


def test_without_python_docx_the_extra_is_named(
    made: Callable[..., Comparison], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(SettingsError) as raised:
        to_docx(made())
    assert raised.value.lines() == [
        "a Word document needs python-docx, which is not installed",
        "  at  the format 'docx'",
        "  fix pip install 'vendorrisk[docx]'",
    ]


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_a_day_that_a_zip_cannot_tell_is_no_error(google: Comparison, day: dt.date) -> None:
    assert to_docx(google.model_copy(update={"as_of": day})).startswith(b"PK")
