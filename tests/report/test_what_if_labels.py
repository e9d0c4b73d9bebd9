"""A result with assumptions cannot be taken for a true one, in any format."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable

import pytest

import vendorrisk
from vendorrisk.decision.checklist import checklist
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.checklist import Checklist
from vendorrisk.report import TEXT_FORMATS, checklist_text, render, workbook
from vendorrisk.rulebook import load_clauses, load_questions

SAID = "Meta owns 60% of Scale AI"
HOSTILE = '=cmd|"<b>x</b>" | [a](http://e.org) \u202eMeta & Co'


@pytest.fixture(scope="module")
def assumed(google: Comparison) -> Comparison:
    return vendorrisk.compare(
        ["seeds/facts"],
        buyer="google",
        vendors=["scale-ai", "labelbox"],
        as_of=google.as_of,
        assume=SAID,
    )


def questions(comparison: Comparison) -> Checklist:
    return checklist(comparison, load_questions(), load_clauses())


def shown(data: bytes) -> str:
    """Return what is written as text: of a workbook the cells, of text as it is."""
    if not data.startswith(b"PK"):
        return data.decode()
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_every_format_says_so_and_a_true_result_does_not(
    assumed: Comparison, google: Comparison, format: str
) -> None:
    text = shown(render(assumed, format))
    assert SAID in text
    if format.startswith("json"):
        for line in [text] if format == "json" else text.splitlines():
            assert json.loads(line)["assumptions"] == [SAID]
    else:
        assert "what if" in text.casefold()
    true = shown(render(google, format))
    assert SAID not in true
    assert "what if" not in true.casefold()


@pytest.mark.parametrize("format", ["table", "md", "html", "csv"])
def test_it_stands_before_the_first_figure(assumed: Comparison, format: str) -> None:
    text = render(assumed, format).decode()
    body = text[text.index("<main") :] if format == "html" else text
    assert body.casefold().index("what if") < body.index("0.8")


def test_every_row_of_csv_says_so(assumed: Comparison) -> None:
    head, *rows = render(assumed, "csv").decode().splitlines()
    assert head.startswith("what_if,")
    assert rows
    assert all(row.startswith('"WHAT IF') or row.startswith("WHAT IF") for row in rows)


CHECKLISTS: dict[str, Callable[[Checklist], str]] = {
    "md": checklist_text.checklist_markdown,
    "json": checklist_text.checklist_json,
    "csv": checklist_text.checklist_csv,
}


@pytest.mark.parametrize("format", CHECKLISTS)
def test_every_checklist_says_so(assumed: Comparison, google: Comparison, format: str) -> None:
    assert SAID in CHECKLISTS[format](questions(assumed))
    assert "WHAT IF" not in CHECKLISTS[format](questions(google))
    assert questions(assumed).assumptions == (SAID,)
    assert questions(google).assumptions == ()


def test_the_workbook_says_so_on_every_printed_page(assumed: Comparison) -> None:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(workbook.checklist_workbook(questions(assumed), assumed)))
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert SAID in (sheet.oddHeader.center.text or ""), sheet.title
    told = [c.value for name in ("Read me", "Summary") for row in book[name] for c in row]
    assert sum(SAID in str(value) for value in told) == 2


def test_verdict_text_table_notebook_and_receipt_say_so(assumed: Comparison) -> None:
    for one in assumed.assessments:
        assert str(one).startswith(f"{one.vendor}: WHAT IF “{SAID}”")
        assert SAID in one._repr_html_()
        assert set(one.to_frame()["assumptions"]) == {SAID}
    assert str(assumed).startswith("WHAT IF")
    assert SAID in assumed._repr_html_()
    assert set(assumed.to_frame()["assumptions"]) == {SAID}
    assert assumed.receipt is not None
    assert assumed.receipt.statement.startswith("UNDER ASSUMPTIONS, so no result on what the")
    assert SAID in assumed.receipt.statement


def test_a_true_result_has_no_column_for_it(google: Comparison) -> None:
    assert "assumptions" not in google.to_frame()
    assert "assumptions" not in google.assessments[0].to_frame()
    assert "ASSUMPTIONS" not in google.receipt.statement


def test_what_was_set_aside_is_listed_and_the_figures_are_of_nobody_else(
    assumed: Comparison, google: Comparison
) -> None:
    scale = next(a for a in assumed.assessments if a.vendor == "Scale AI")
    aside = [r for r in scale.reliefs if r.why == f"set aside: assumed is “{SAID}”"]
    assert aside
    gone = {ref.id for relief in aside for ref in relief.claims}
    used = {ref.id for line in scale.ledger for ref in line.claims}
    assert not gone & used
    before = next(a for a in google.assessments if a.vendor == "Scale AI")
    assert gone <= {ref.id for line in before.ledger for ref in line.claims}
    (line,) = (line for line in scale.ledger if line.id == "stake:meta")
    assert {ref.family for ref in line.claims} == {f"assumption: {SAID}"}
    assert assumed.documents == google.documents


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_text_of_an_assumption_is_only_text(made: Callable[..., Comparison], format: str) -> None:
    one = made()
    hostile = one.model_copy(
        update={
            "assumptions": (HOSTILE,),
            "assessments": tuple(
                a.model_copy(update={"assumptions": (HOSTILE,)}) for a in one.assessments
            ),
        }
    )
    text = shown(render(hostile, format))
    if not format.startswith("json"):
        assert "\u202e" not in text
        assert "\n=cmd" not in text
    if format in ("html", "md"):
        assert "<b>x</b>" not in text
    if format == "md":
        assert "[a](http" not in text
    if format == "table":
        assert all(len(line) <= 80 for line in text.splitlines())
