"""Mitigations in reports, the terminal and the lists of scores."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from vendorrisk.cli.assessing import scores
from vendorrisk.dossier import gather
from vendorrisk.model.assessment import Comparison
from vendorrisk.model.mitigation import Mitigation
from vendorrisk.pipeline import compare
from vendorrisk.report import render

DAY = dt.date(2025, 6, 20)
HOSTILE = '<script>alert(1)</script> | =HYPERLINK("http://x")'


@pytest.fixture(scope="module")
def found() -> Comparison:
    one = Mitigation(
        id="deletion",
        vendor="Scale AI",
        channel="departure",
        what=HOSTILE,
        effect=0.6,
        evidence=HOSTILE,
        grade="primary",
        until=DAY,
    )
    ended = one.model_copy(update={"id": "old", "until": dt.date(2024, 1, 1)})
    dossier = gather(Path(__file__).parents[2] / "seeds", engine="rules")
    return compare(
        dossier,
        buyer="google",
        vendors=["Scale AI", "Labelbox"],
        as_of=DAY,
        mitigations=[one, ended],
    )


def test_markdown_tells_what_is_left_and_how(found: Comparison) -> None:
    text = render(found, "md").decode("utf-8")
    part = text[text.index("### With your mitigations") : text.index("### How firmly it stands")]
    residual = found.assessments[0].residual
    assert residual is not None
    assert f"**{residual.risk.point:.2f} [" in part
    assert "links of 'departure' x 0.406 = 1 - effect 0.6 x evidenced 0.99" in part
    assert "*nothing: ended on 2024-01-01*" in part
    assert "<script>" not in text
    assert text.count("### With your mitigations") == 1  # Labelbox has none


def test_html_escapes_it(found: Comparison) -> None:
    text = render(found, "html").decode("utf-8")
    assert "With your mitigations" in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_terminal_has_a_line_of_its_own(found: Comparison) -> None:
    lines = str(found).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Scale AI"))
    assert lines[at + 1].startswith("  with mitigations")
    assert lines[at].index("[") == lines[at + 1].index("[")
    assert all(len(line) <= 80 for line in lines)


def test_lists_of_scores_have_columns_for_every_vendor(found: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(scores(found, "csv"))))
    residual = found.assessments[0].residual
    assert residual is not None
    assert [float(rows[0]["residual_low"]), rows[0]["residual_tier"]] == [
        residual.risk.low,
        residual.tier,
    ]
    assert rows[1]["residual_low"] == ""  # Labelbox: none given
    objects = [json.loads(line) for line in scores(found, "jsonl").splitlines()]
    assert objects[0]["residual_point"] == residual.risk.point
    assert "with mitigations" in scores(found, "table")


def test_without_mitigations_nothing_is_said_of_them() -> None:
    dossier = gather(Path(__file__).parents[2] / "seeds", engine="rules")
    plain = compare(dossier, buyer="google", vendors=["Scale AI"], as_of=DAY)
    assert "itigation" not in str(plain)
    assert "With your mitigations" not in render(plain, "md").decode("utf-8")
    assert "residual_low" not in scores(plain, "csv")
    assert "residual_low" not in render(plain, "csv").decode("utf-8")
    assert "itigation" not in render(plain, "table").decode("utf-8")


def test_the_table_and_the_rows_of_a_comparison_tell_it_too(found: Comparison) -> None:
    residual = found.assessments[0].residual
    assert residual is not None
    table = render(found, "table").decode("utf-8")
    assert f"with mitigations {residual.risk.point:.2f} [" in table
    assert "1 of 2 count" in table
    assert table.count("with mitigations") == 1
    rows = list(csv.DictReader(io.StringIO(render(found, "csv").decode("utf-8"))))
    scale = next(row for row in rows if row["vendor"] == "Scale AI")
    other = next(row for row in rows if row["vendor"] == "Labelbox")
    assert float(scale["residual_high"]) == residual.risk.high
    assert (other["residual_high"], other["residual_tier"]) == ("", "")
