"""The receipt stands at the end of every report, and nothing in it is read as markup."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from vendorrisk.decision.checklist import checklist
from vendorrisk.model.receipt import Receipt
from vendorrisk.report import render
from vendorrisk.report.receipts import receipt_view
from vendorrisk.report.workbook import checklist_workbook
from vendorrisk.rulebook import load_clauses, load_questions

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:y)\u202e\n# in/box"


def receipt(searched: tuple[str, ...] = ("inbox/",), skipped: int = 0) -> Receipt:
    return Receipt(
        version="0.1.0",
        searched=searched,
        documents=1,
        skipped=skipped,
        documents_sha256="1" * 64,
        rules_sha256="2" * 64,
        model_sha256="3" * 64,
        questions_sha256="4" * 64,
        buyer_sha256="5" * 64,
        as_of=dt.date(2025, 6, 20),
        last_known=None,
        statement="This states what was searched. It is not a clearance.",
    )


@pytest.mark.parametrize(
    ("made", "searched"),
    [
        (receipt(), "inbox/: 1 document, none skipped"),
        (receipt((), 1_200), "handed over in memory: 1 document, 1,200 skipped"),
        (receipt(("a", "b")), "a, b: 1 document, none skipped"),
    ],
)
def test_what_was_searched(made: Receipt, searched: str) -> None:
    found = receipt_view(made)
    assert found is not None
    assert dict(found.facts)["Searched"] == searched
    assert dict(found.facts)["As of"] == "2025-06-20; no date in them"


def test_many_inputs_are_counted() -> None:
    found = receipt_view(receipt(tuple(f"f{i}" for i in range(1_021))))
    assert found is not None
    assert dict(found.facts)["Searched"].startswith("f0, f1, ")
    assert "f19 and 1,001 more: 1 document" in dict(found.facts)["Searched"]


def test_a_result_without_a_receipt_has_no_such_section(made) -> None:
    assert receipt_view(None) is None
    for format in ("html", "md"):
        assert b"Receipt" not in render(made(), format)


def test_it_stands_in_html_and_markdown_with_every_hash(google) -> None:
    own = google.receipt
    for format in ("html", "md"):
        text = render(google, format).decode()
        end = text[text.rindex("Receipt") :]
        assert "It is not a clearance" in end
        for name in ("documents", "rules", "model", "questions", "buyer", "judgements"):
            assert getattr(own, f"{name}_sha256") in end
        assert "vendorrisk verify report.json" in end


def test_its_text_is_no_markup(made) -> None:
    one = made().model_copy(update={"receipt": receipt((EVIL,))})
    page = render(one, "html").decode()
    assert "<script>" not in page and "&lt;script&gt;" in page
    text = render(one, "md").decode()
    assert "<script>" not in text and "[x](" not in text and "\u202e" not in text
    assert "\n# in/box" not in text


def test_it_stands_on_the_audit_sheet_as_text(google) -> None:
    own = google.receipt.model_copy(update={"searched": (EVIL,)})
    one = google.model_copy(update={"receipt": own})
    made = checklist(one, load_questions(), load_clauses())
    book = openpyxl.load_workbook(io.BytesIO(checklist_workbook(made, one)))
    rows = [[c.value for c in row] for row in book["Audit"].iter_rows()]
    (searched,) = [row for row in rows if "Searched" in row]
    assert any(str(cell).startswith("=cmd") for cell in searched)
    kinds = {c.data_type for row in book["Audit"].iter_rows() for c in row if c.value}
    assert kinds == {"s"}
    assert any(own.rules_sha256 in row for row in rows)
    assert any("It is not a clearance" in str(cell) for row in rows for cell in row)
