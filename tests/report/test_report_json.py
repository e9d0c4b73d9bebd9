"""The contract: JSON that its schema holds, a schema that is fresh, a golden file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from vendorrisk import report
from vendorrisk.model.assessment import Comparison
from vendorrisk.report import render
from vendorrisk.report.data import schema_text, shipped_schema

GOLDEN = Path(__file__).parent / "golden"


def test_the_shipped_schema_is_fresh() -> None:
    assert shipped_schema() == schema_text()
    assert report.schema() == json.loads(shipped_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report.schema())


def test_json_keeps_to_the_schema(google: Comparison) -> None:
    jsonschema.validate(json.loads(render(google, "json")), report.schema())


@pytest.mark.parametrize("field", ["vendor", "risk", "tier", "coverage", "ledger"])
def test_the_schema_notices_what_is_missing(google: Comparison, field: str) -> None:
    body = json.loads(render(google, "json"))
    del body["assessments"][0][field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(body, report.schema())


def test_json_has_what_the_contract_names(google: Comparison) -> None:
    body = json.loads(render(google, "json"))
    assert body["schema_version"]
    for a in body["assessments"]:
        assert {"vendor", "buyer", "as_of", "risk", "tier", "coverage", "ledger"} <= a.keys()
        assert 0 <= a["risk"]["low"] <= a["risk"]["point"] <= a["risk"]["high"] <= 1
        total = sum(line["contribution"] for line in a["ledger"])
        assert total == pytest.approx(a["risk"]["point"], abs=1e-9)
        for line in a["ledger"]:
            assert {"what", "factor", "contribution", "claims"} <= line.keys()
            for claim in line["claims"]:
                assert claim["end"] - claim["start"] == len(claim["quote"])


def test_json_reads_back_equal(google: Comparison) -> None:
    assert Comparison.model_validate_json(render(google, "json")) == google


def test_json_is_golden(made: Callable[..., Comparison]) -> None:
    assert render(made(), "json") == (GOLDEN / "comparison.json").read_bytes()


def test_jsonl_is_one_assessment_a_line(google: Comparison) -> None:
    lines = render(google, "jsonl").decode("utf-8").splitlines()
    bodies = [json.loads(line) for line in lines]
    assert [b["vendor"] for b in bodies] == [a.vendor for a in google.assessments]
    assert all(b["schema_version"] and b["model_version"] for b in bodies)


def test_csv_is_one_row_a_vendor_and_line(google: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(render(google, "csv").decode("utf-8"))))
    assert len(rows) == sum(len(a.ledger) for a in google.assessments)
    for a in google.assessments:
        own = [row for row in rows if row["vendor"] == a.vendor]
        total = sum(float(row["contribution"]) for row in own)
        assert total == pytest.approx(a.risk.point, abs=1e-9)


def test_table_fits_eighty_columns_and_has_no_colour_codes(google: Comparison) -> None:
    text = render(google, "table").decode("utf-8")
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    for a in google.assessments:
        assert a.vendor in text
        assert a.tier in text
        assert f"coverage {a.coverage:.2f}" in text


def test_print_gives_a_table(google: Comparison) -> None:
    text = str(google)
    assert max(map(len, text.splitlines())) <= 80
    assert "for Google as of 2025-06-20" in text
    assert all(a.vendor in text and a.tier in text for a in google.assessments)


def test_notebook_tables_are_escaped(made: Callable[..., Comparison]) -> None:
    shown = made("<script>x</script>", name="<b>Acme</b>")
    for html in (shown._repr_html_(), shown.assessments[0]._repr_html_()):
        assert "<script" not in html
        assert "<b>" not in html
        assert "&lt;b&gt;Acme" in html


def test_an_assessment_as_a_frame(google: Comparison) -> None:
    for a in google.assessments:
        frame = a.to_frame()
        assert len(frame) == len(a.ledger)
        assert frame["contribution"].sum() == pytest.approx(a.risk.point, abs=1e-9)
